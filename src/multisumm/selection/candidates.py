"""Decide which sentences may be quoted at all, and how well each stands alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from multisumm.characters import CLOSING_BRACKETS, COLONS, OPENING_BRACKETS
from multisumm.model import Sentence
from multisumm.text.languages import function_words
from multisumm.text.quotations import is_only_quotation
from multisumm.text.sentences import is_complete, is_question
from multisumm.text.terms import TermTable

MIN_WORDS = 4
"""Shorter sentences hardly say anything by themselves."""

MIN_RELATIVE_LENGTH = 0.5
"""Shorter sentences, as a share of the mean length, are too short to stand beside the others."""

MIN_RELATIVE_SIMILARITY = 0.4
"""Sentences that have less in common with all others, as a share of the mean, are off the point."""

MIN_COMPARED_SENTENCES = 20
"""Among fewer sentences, many have nothing in common with any other."""

MIN_SHARE_OF_BUDGET = 0.2
"""A sentence that takes up this share of the budget is never too short for it."""

MAX_COUNTED_WORDS = 40
"""Longer sentences (lists, run-on text) count for this many words in the mean length."""

MIN_HEADLINE_CAPITALS = 5
"""So many words of four letters and more, all with a capital, make a headline."""

QUESTION_FACTOR = 0.5
"""Quality of a question, relative to a statement."""

BROKEN_FACTOR = 0.8
"""Quality of a sentence with only one end of a pair of brackets, relative to a whole one."""

QUOTED_FACTOR = 0.5
"""Quality of a quotation without its speaker, relative to a sentence of the source's own."""

_FOOTNOTE_SIGNS = ("*", "†", "‡")
_LONGER_WORD = re.compile(r"\b[^\W\d_]{4,}")
_SHORT_WORD = re.compile(r"\b[^\W\d_]{2,3}\b")
_LIST_MARK = re.compile(r"^\w{1,3}\)")  # its bracket has no partner
_BRACKETS = tuple(zip(OPENING_BRACKETS, CLOSING_BRACKETS, strict=True))
_BRACKET = re.compile(f"[{re.escape(OPENING_BRACKETS + CLOSING_BRACKETS)}]")


def quotable_mask(
    sentences: Sequence[Sentence],
    table: TermTable,
    costs: NDArray[np.int64],
    capacity: int,
    *,
    language: str,
    answers: NDArray[np.bool_] | None = None,
) -> NDArray[np.bool_]:
    """Return which sentences (n,) may be quoted: complete ones that fit and say something alone.

    The mask leaves out sentences

    * that cost more than the capacity, or have no word;
    * with fewer than two content words or fewer than `MIN_WORDS` words;
    * shorter than `MIN_RELATIVE_LENGTH` of the mean, unless they take up `MIN_SHARE_OF_BUDGET` of
      the capacity;
    * that are half quotations;
    * that have less than `MIN_RELATIVE_SIMILARITY` of the mean in common with the others, if there
      are `MIN_COMPARED_SENTENCES`;
    * that end in a colon or begin with the sign of a footnote;
    * in which all words but small ones begin with a capital, like headlines of English pages;
    * without a closing mark (headings, captions, cut-off lines), if most sentences have one;
      the last of a message needs none.

    A rule that would leave nothing is waived, except for the first.

    Args:
        sentences: The n sentences.
        table: Their terms.
        costs: What each costs, shape (n,).
        capacity: What the budget has room for.
        language: Code of their language, which may have closing marks of its own.
        answers: Which sentences answer a query, shape (n,): neither their length relative to the
            others nor what they have in common with them matters.
    """
    words, fitting = table.lengths, costs <= capacity
    exempt = np.zeros(len(sentences), np.bool_) if answers is None else answers
    content = table.content_lengths
    texts = [sentence.text for sentence in sentences]
    complete = np.array(
        [s.ends_message or is_complete(s.text, language=s.language or language) for s in sentences],
        bool,
    )
    colon = ~complete & np.array([text.endswith((*COLONS,)) for text in texts], bool)
    footnote = np.array([text.startswith(_FOOTNOTE_SIGNS) for text in texts], bool)
    whole = ~np.array([sentence.half_quotation for sentence in sentences], bool)
    rules = [content >= 1, whole, (words >= MIN_WORDS) & (content >= 2), ~colon, ~footnote]
    headline = [_is_headline(s.text, s.language or language) for s in sentences]
    rules.append(~np.array(headline, bool))
    if 2 * complete.sum() > len(complete):
        rules.append(complete)
    if len(sentences) >= MIN_COMPARED_SENTENCES:
        degrees = table.similarity_degrees
        rules.append(exempt | (degrees >= MIN_RELATIVE_SIMILARITY * degrees.mean()))
    mean = np.minimum(words[fitting], MAX_COUNTED_WORDS).mean() if fitting.any() else 0.0
    long_enough = (words >= MIN_RELATIVE_LENGTH * mean) | (costs >= MIN_SHARE_OF_BUDGET * capacity)
    rules.append(exempt | long_enough)
    mask = fitting & (words > 0)
    for rule in rules:
        mask = mask & rule if (mask & rule).any() else mask
    return mask


def independence_factors(
    sentences: Sequence[Sentence],
    context: NDArray[np.float64],
    *,
    language: str,
    of_thread: bool = False,
) -> NDArray[np.float64]:
    """Return a factor (n,) for how well each sentence reads without its neighbours, mostly 1.

    A question has `QUESTION_FACTOR`, a sentence with only one end of a pair of brackets
    `BROKEN_FACTOR`, and a quotation without its speaker `QUOTED_FACTOR`. These and the factor for
    what it needs from the sentences before it multiply.

    Args:
        sentences: The n sentences.
        context: That factor (n,), as from `context_factors`.
        language: Code of the language of those that have none of their own.
        of_thread: Whether they are of messages that answer each other. Questions count fully there.
    """

    def asks(sentence: Sentence) -> bool:
        own = sentence.language or language
        return not of_thread and is_question(sentence.text, language=own)

    factors = [
        (QUESTION_FACTOR if asks(s) else 1.0)
        * (BROKEN_FACTOR if _is_broken(s.text) else 1.0)
        * (QUOTED_FACTOR if is_only_quotation(s.text) else 1.0)
        for s in sentences
    ]
    return np.array(factors, np.float64) * context


def _is_headline(text: str, language: str) -> bool:
    """Whether all of several words begin with a capital letter, function words aside."""
    longer = 0
    for word in _LONGER_WORD.finditer(text):
        if not word[0][0].isupper():
            return False
        longer += 1
    if longer < MIN_HEADLINE_CAPITALS:
        return False
    small = [word for word in _SHORT_WORD.findall(text) if word[0].islower()]
    return function_words(language).issuperset(small)


def _is_broken(text: str) -> bool:
    if not _BRACKET.search(text):
        return False
    without_mark = _LIST_MARK.sub("", text)
    return any(without_mark.count(left) != without_mark.count(right) for left, right in _BRACKETS)
