"""Score the sentences with the summarisers of sumy, by the words of multisumm.

sumy itself, with its own words, is a baseline: `evaluation/sumy_baseline.py`.

sumy looks up its ratings by the text of a sentence, and needs downloaded data to tokenise. Neither
matters here: it is given objects that are equal only to themselves and bring their own words.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from typing import Any

import numpy as np

from multisumm.model import Sentence
from multisumm.selection.ranking import SentenceScores
from multisumm.text.languages import function_words
from multisumm.text.tokens import stem_words, tokenize

SUMMARIZERS = {
    "sumy-lexrank": ("lex_rank", "LexRankSummarizer"),
    "sumy-textrank": ("text_rank", "TextRankSummarizer"),
    "sumy-lsa": ("lsa", "LsaSummarizer"),
    "sumy-luhn": ("luhn", "LuhnSummarizer"),
    "sumy-kl": ("kl", "KLSummarizer"),
    "sumy-sum-basic": ("sum_basic", "SumBasicSummarizer"),
    "sumy-reduction": ("reduction", "ReductionSummarizer"),
}
"""Module and class in `sumy.summarizers` of each method."""


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """The words of a sentence, as sumy reads them; equal only to itself."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Text:
    """All sources as one document, as sumy reads it."""

    sentences: tuple[_Words, ...]

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for sentence in self.sentences for word in sentence.words)


def sumy_scores(method: str, sentences: Sequence[Sentence], *, language: str) -> SentenceScores:
    """Return the rating (n,) that a summariser of sumy gives each sentence, higher is better.

    The algorithm is sumy's; words, stems and function words are those of multisumm. Ratings are
    rounded to 10 decimals, because sumy sums in the order of a set of strings, which changes from
    run to run.

    Args:
        method: One of `SUMY_METHODS`.
        sentences: The sentences of all documents, rated as one document.
        language: Code of the language.
    """
    module, name = SUMMARIZERS[method]
    summarizer = getattr(import_module(f"sumy.summarizers.{module}"), name)(_stemmer(language))
    summarizer.stop_words = function_words(language)
    text = _Text(tuple(_Words(tuple(tokenize(s.text, language=language))) for s in sentences))
    scores = np.zeros(len(sentences))
    summarizer._get_best_sentences = partial(_record_ratings, scores)
    if any(sentence.words for sentence in text.sentences):
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")  # about few words and divisions by zero
            summarizer(text, len(sentences))
    return np.array([round(score, 10) for score in np.nan_to_num(scores).tolist()])


SUMY_METHODS = tuple(SUMMARIZERS)
"""Names of the methods that come from sumy."""


def _record_ratings(
    scores: SentenceScores,
    sentences: Sequence[_Words],
    count: object,
    rating: Any,
    *details: object,
) -> tuple[()]:
    """Store the ratings, a dict or a function, in `scores`, instead of choosing the best."""
    rate: Callable[..., float] = rating.__getitem__ if isinstance(rating, dict) else rating
    scores[:] = [rate(sentence, *details) for sentence in sentences]
    return ()


def _stemmer(language: str) -> Callable[[str], str]:
    """Return a function that stems one word."""

    @cache
    def stem(word: str) -> str:
        return stem_words([word], language)[0]

    return stem
