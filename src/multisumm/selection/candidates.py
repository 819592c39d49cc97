"""Which sentences may be quoted at all, and how well they stand alone."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from multisumm.model import Sentence
from multisumm.resources import read_data
from multisumm.text.languages import has_spaces
from multisumm.text.sentences import is_complete
from multisumm.text.terms import TermTable, content_words

FEWEST_WORDS = 4
"""Shorter sentences hardly say anything by themselves."""

SHORTEST = 0.4
"""Share of the usual length below which a sentence is too short to be told beside others."""

NOT_SHORT = 0.2
"""Share of the budget from which on no sentence is too short for it."""

LONG = 40
"""Words of a sentence beyond which the usual length does not grow with it: lists, run-on text."""

DEPENDENT = 0.4
"""What a sentence is worth that leans on one before it, beside one that stands alone."""

QUESTION = 0.5
"""The same of a question."""

BROKEN = 0.8
"""The same of a sentence that has only one end of a quotation or bracket."""

_NOTES = ("*", "†", "‡")
_EDGES = " \"'“”„‘’‚«»‹›([{「『—–-¿¡"  # stripped off the first word
_STRAIGHT = re.compile(r"(?<![\d\u05d0-\u05ea])\"")  # not of 6'2" and of Hebrew acronyms
_ITEM = re.compile(r"^\w{1,3}\)")  # a list mark has no other bracket
_PAIRED = re.compile(r"[\"„“”()«»「」]")
_PAIRS = (("(", ")"), ("«", "»"), ("「", "」"))


def quotable(
    sentences: Sequence[Sentence], table: TermTable, costs: NDArray[np.int64], capacity: int
) -> NDArray[np.bool_]:
    """Which of the fitting sentences (n,) may be quoted: complete ones that tell something alone.

    Left out are sentences without two content words, of fewer than `FEWEST_WORDS` words or of less
    than `SHORTEST` of the mean (unless they take up `NOT_SHORT` of the budget), and those that end
    in a colon or begin with the sign of a footnote. Where most sentences end in a closing mark,
    those that do not (headings, captions, cut-off lines) are left out too. A rule that would leave
    nothing is waived.

    Args:
        sentences: The n sentences.
        table: Their terms.
        costs: What each costs, shape (n,).
        capacity: What the budget has room for; all that cost more are left out.
    """
    words, fitting = np.diff(table.starts), costs <= capacity
    content = content_words(table)
    closed = np.array([is_complete(sentence.text) for sentence in sentences], bool)
    open_end = np.array([sentence.text.endswith((":", "：")) for sentence in sentences], bool)
    note = np.array([sentence.text.startswith(_NOTES) for sentence in sentences], bool)
    rules = [content >= 1, (words >= FEWEST_WORDS) & (content >= 2), ~open_end, ~note]
    if 2 * closed.sum() > len(closed):
        rules.append(closed)
    usual = np.minimum(words[fitting], LONG).mean() if fitting.any() else 0.0
    rules.append((words >= SHORTEST * usual) | (costs >= NOT_SHORT * capacity))
    mask = fitting & (words > 0)
    for rule in rules:
        mask = mask & rule if (mask & rule).any() else mask
    return mask


def standing_alone(sentences: Sequence[Sentence], *, language: str) -> NDArray[np.float64]:
    """What it is worth (n,) to read each sentence without its neighbours, of 1 for most.

    A sentence that opens with a pronoun or a connective (`He`, `But`, `These`) is worth
    `DEPENDENT`, a question `QUESTION`, one with only one end of a quotation `BROKEN`; what is
    several of these, their product.
    """
    words, spaces = openers(language), has_spaces(language)
    worth = [
        (DEPENDENT if _leans(each.text, words, spaces=spaces) else 1.0)
        * (QUESTION if _is_question(each.text) else 1.0)
        * (BROKEN if _is_broken(each.text) else 1.0)
        for each in sentences
    ]
    return np.array(worth, np.float64)


@cache
def openers(language: str) -> tuple[str, ...]:
    """Words that point back from the head of a sentence; of unknown languages none."""
    text = read_data("openers.json")
    lines: dict[str, list[str]] = json.loads(text)
    return tuple(" ".join(lines.get(language, [])).casefold().split())


def _leans(text: str, words: tuple[str, ...], *, spaces: bool) -> bool:
    head = text.lstrip(_EDGES).casefold()
    if not spaces:
        return head.startswith(words)
    return head.split(None, 1)[0].strip(_EDGES + ".,;:!?…") in words if head else False


def _is_question(text: str) -> bool:
    return text.rstrip("\"'”’“»«)」』").endswith(("?", "？", "؟"))


def _is_broken(text: str) -> bool:
    if not _PAIRED.search(text):
        return False
    if len(_STRAIGHT.findall(text)) % 2 or sum(map(text.count, "„“”")) % 2:
        return True
    rest = _ITEM.sub("", text)
    return any(rest.count(left) != rest.count(right) for left, right in _PAIRS)
