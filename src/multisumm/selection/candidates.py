"""Decide which sentences may be quoted at all, and how well each stands alone."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from multisumm.characters import (
    CLOSING_BRACKETS,
    CLOSING_MARKS,
    CLOSING_QUOTES,
    COLONS,
    COMMAS,
    DASHES,
    OPENING_BRACKETS,
    OPENING_QUOTES,
    PAIRS,
)
from multisumm.model import Sentence
from multisumm.resources import read_data
from multisumm.text.languages import has_spaces
from multisumm.text.sentences import is_complete, is_question
from multisumm.text.terms import TermTable, count_content_words

MIN_WORDS = 4
"""Shorter sentences hardly say anything by themselves."""

MIN_RELATIVE_LENGTH = 0.4
"""Shorter sentences, as a share of the mean length, are too short to stand beside the others."""

MIN_SHARE_OF_BUDGET = 0.2
"""A sentence that takes up this share of the budget is never too short for it."""

MAX_COUNTED_WORDS = 40
"""Longer sentences (lists, run-on text) count for this many words in the mean length."""

OPENER_FACTOR = 0.4
"""Quality of a sentence that refers back to one before it, relative to one that stands alone."""

QUESTION_FACTOR = 0.5
"""Quality of a question, relative to a statement."""

BROKEN_FACTOR = 0.8
"""Quality of a sentence with only one end of a quotation or bracket, relative to a whole one."""

_FOOTNOTE_SIGNS = ("*", "†", "‡")
_EDGES = " ¿¡" + OPENING_QUOTES + CLOSING_QUOTES + OPENING_BRACKETS + CLOSING_BRACKETS + DASHES
_MARKS = CLOSING_MARKS + COMMAS + COLONS
_STRAIGHT_QUOTE = re.compile(r"(?<![\d\u05d0-\u05ea])\"")  # not in 6'2" and Hebrew acronyms
_LIST_MARK = re.compile(r"^\w{1,3}\)")  # its bracket has no partner
_PAIRED = re.compile(f'["„“”{re.escape("".join(map("".join, PAIRS)))}]')


def quotable_mask(
    sentences: Sequence[Sentence],
    table: TermTable,
    costs: NDArray[np.int64],
    capacity: int,
    *,
    language: str,
) -> NDArray[np.bool_]:
    """Return which sentences (n,) may be quoted: complete ones that fit and say something alone.

    The mask leaves out sentences

    * that cost more than the capacity, or have no word;
    * with fewer than two content words or fewer than `MIN_WORDS` words;
    * shorter than `MIN_RELATIVE_LENGTH` of the mean, unless they take up `MIN_SHARE_OF_BUDGET` of
      the capacity;
    * that end in a colon or begin with the sign of a footnote;
    * without a closing mark (headings, captions, cut-off lines), if most sentences have one.

    A rule that would leave nothing is waived, except for the first.

    Args:
        sentences: The n sentences.
        table: Their terms.
        costs: What each costs, shape (n,).
        capacity: What the budget has room for.
        language: Code of their language, which may have closing marks of its own.
    """
    words, fitting = np.diff(table.starts), costs <= capacity
    content = count_content_words(table)
    texts = [sentence.text for sentence in sentences]
    complete = np.array(
        [is_complete(s.text, language=s.language or language) for s in sentences], bool
    )
    colon = ~complete & np.array([text.endswith((*COLONS,)) for text in texts], bool)
    footnote = np.array([text.startswith(_FOOTNOTE_SIGNS) for text in texts], bool)
    rules = [content >= 1, (words >= MIN_WORDS) & (content >= 2), ~colon, ~footnote]
    if 2 * complete.sum() > len(complete):
        rules.append(complete)
    mean = np.minimum(words[fitting], MAX_COUNTED_WORDS).mean() if fitting.any() else 0.0
    rules.append((words >= MIN_RELATIVE_LENGTH * mean) | (costs >= MIN_SHARE_OF_BUDGET * capacity))
    mask = fitting & (words > 0)
    for rule in rules:
        mask = mask & rule if (mask & rule).any() else mask
    return mask


def independence_factors(sentences: Sequence[Sentence], *, language: str) -> NDArray[np.float64]:
    """Return a factor (n,) for how well each sentence reads without its neighbours, mostly 1.

    A sentence that opens with a pronoun or a connective (`He`, `But`, `These`) has
    `OPENER_FACTOR`, a question `QUESTION_FACTOR`, and a sentence with only one end of a quotation
    `BROKEN_FACTOR`. Several of these multiply.
    """
    factors = []
    for sentence in sentences:
        own = sentence.language or language
        has_opener = _has_opener(sentence.text, openers(own), spaces=has_spaces(own))
        factors.append(
            (OPENER_FACTOR if has_opener else 1.0)
            * (QUESTION_FACTOR if is_question(sentence.text, language=own) else 1.0)
            * (BROKEN_FACTOR if _is_broken(sentence.text) else 1.0)
        )
    return np.array(factors, np.float64)


@cache
def openers(language: str) -> tuple[str, ...]:
    """Return the words that refer back when they open a sentence; none of an unknown language."""
    lists: dict[str, list[str]] = json.loads(read_data("openers.json"))
    return tuple(" ".join(lists.get(language, [])).casefold().split())


def _has_opener(text: str, opening_words: tuple[str, ...], *, spaces: bool) -> bool:
    head = text.lstrip(_EDGES).casefold()
    if not spaces:
        return head.startswith(opening_words)
    first = head.split(None, 1)[:1]
    return any(word.strip(_EDGES + _MARKS) in opening_words for word in first)


def _is_broken(text: str) -> bool:
    if not _PAIRED.search(text):
        return False
    if len(_STRAIGHT_QUOTE.findall(text)) % 2 or sum(map(text.count, "„“”")) % 2:
        return True
    without_mark = _LIST_MARK.sub("", text)
    return any(without_mark.count(left) != without_mark.count(right) for left, right in PAIRS)
