"""sumy itself as a baseline: its own parser, words, stems and stop words, on the whole text.

The methods `sumy-...` of `summarize` are other than that: they rate the sentences of multisumm by
its words (`selection/sumy.py`). Only one thing is not sumy's here: its sentences need data that
NLTK downloads, so they are those that the rules of `text` find in each paragraph.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

from multisumm.evaluation.tasks import split_text
from multisumm.selection.sumy import SUMMARIZERS
from multisumm.text.language_names import LANGUAGE_NAMES
from multisumm.text.tokens import tokenize

_WORDS_BY_OTHER_PACKAGES = frozenset(("ar", "he", "ja", "ko", "th", "zh"))
"""Languages for whose words sumy needs another package; they get those of multisumm."""


def rank_by_sumy(
    texts: Sequence[str], name: str, *, language: str
) -> tuple[tuple[str, ...], list[int]]:
    """Return the sentences that sumy's parser finds, and their indices, the best rated first.

    Ratings are rounded to 10 decimals, because sumy sums in the order of a set of strings, which
    changes from run to run; ties go to the earlier sentence, as sumy takes them.

    Args:
        texts: The texts, which sumy reads as one with empty lines between them.
        name: A key of `SUMMARIZERS`.
        language: Code of their language.
    """
    from sumy.parsers.plaintext import PlaintextParser

    parser = PlaintextParser.from_string("\n\n".join(texts), _Tokenizer(language))
    document = parser.document
    if not document.words:
        return (), []
    module, class_name = SUMMARIZERS[name]
    make = getattr(import_module(f"sumy.summarizers.{module}"), class_name)
    summarizer = make(_stemmer(language) or _lower)
    summarizer.stop_words = _stop_words(language)
    order: list[int] = []

    def take_all(infos: Sequence[Any]) -> Sequence[Any]:
        ratings = {one.order: round(float(np.nan_to_num(one.rating)), 10) for one in infos}
        order.extend(sorted(ratings, key=lambda place: (-ratings[place], place)))
        return infos

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # about few words and divisions by zero
        summarizer(document, take_all)
    return tuple(str(sentence) for sentence in document.sentences), order


def notes_on_sumy(languages: Collection[str]) -> Iterator[str]:
    """Yield what sumy lacks for some languages, a line each."""
    for language in sorted(languages):
        if language in _WORDS_BY_OTHER_PACKAGES:
            yield f"sumy splits {language} into words by other packages; it gets those of multisumm"
        missing = [
            part
            for part, found in (
                ("stemmer", _stemmer(language)),
                ("stop words", _stop_words(language)),
            )
            if not found
        ]
        if missing:
            yield f"sumy has no {' and no '.join(missing)} for {language}, and does without"


class _Tokenizer:
    """Sentences by the rules of `text`, words as sumy's tokenizer finds them in one sentence."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._words = _word_tokenizer(language)

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        return tuple(split_text(paragraph, language=self._language))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return self._words(sentence)


def _word_tokenizer(language: str) -> Callable[[str], tuple[str, ...]]:
    from nltk.tokenize import NLTKWordTokenizer
    from sumy.nlp.tokenizers import Tokenizer

    if language in _WORDS_BY_OTHER_PACKAGES:
        return lambda sentence: tuple(tokenize(sentence, language=language))
    special = Tokenizer.SPECIAL_WORD_TOKENIZERS.get(_name(language))
    split = (special or NLTKWordTokenizer()).tokenize
    return lambda sentence: tuple(filter(Tokenizer._is_word, split(sentence)))


@cache
def _stemmer(language: str) -> Callable[[str], str] | None:
    from sumy.nlp.stemmers import Stemmer

    try:
        return cache(Stemmer(_name(language)))
    except LookupError:
        return None


@cache
def _stop_words(language: str) -> frozenset[str]:
    from sumy.utils import get_stop_words

    try:
        return frozenset(get_stop_words(_name(language)))
    except LookupError:
        return frozenset()


def _name(language: str) -> str:
    """Return what sumy calls a language: `greek` for `el`."""
    return LANGUAGE_NAMES.get(language, (language,))[0].lower()


def _lower(word: str) -> str:
    return word.lower()
