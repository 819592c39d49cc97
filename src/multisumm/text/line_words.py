"""The words of the lines of a page, each distinct word numbered: one table for all features."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from itertools import chain, count
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from multisumm.characters import (
    BULLETS,
    CLOSING_BRACKETS,
    CLOSING_MARKS,
    CLOSING_QUOTES,
    COLONS,
    COMMAS,
    DASHES,
    OPENING_BRACKETS,
    OPENING_QUOTES,
)
from multisumm.text.terms import changes, distinct_pairs, number_distinct

_MARKS = CLOSING_MARKS + COMMAS + COLONS + DASHES + BULLETS
_PAIRED = OPENING_QUOTES + CLOSING_QUOTES + OPENING_BRACKETS + CLOSING_BRACKETS
_EDGES = _MARKS + _PAIRED + " <>|*/"  # stripped off words

_Numbers = npt.NDArray[np.int64]


class LineWords(NamedTuple):
    """The words of n lines, case folded, without the marks around them.

    Attributes:
        vocabulary: The number of each distinct word, ascending.
        line: The line of each word, in the order of the page.
        word: The number of each word, in the order of the page.
        pair_line: The lines again, with each word counted once in a line.
        pair_word: The words of these.
        parts: How many parts each line (n,) has between blanks; some are marks only.
        capitals: Share of the words after the first of each line (n,) that begin with a capital.
    """

    vocabulary: dict[str, int]
    line: _Numbers
    word: _Numbers
    pair_line: _Numbers
    pair_word: _Numbers
    parts: _Numbers
    capitals: npt.NDArray[np.float64]

    def numbers_of(self, listed: Set[str]) -> list[int]:
        """Return the numbers of the words that are in a set, ascending."""
        return sorted(map(self.vocabulary.__getitem__, self.vocabulary.keys() & listed))

    def means(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return the mean for each line (n,) of the values of its words; 0 without words."""
        sums = np.bincount(self.line, values, len(self.parts))
        return sums / np.maximum(np.bincount(self.line, minlength=len(self.parts)), 1)


def number_words(lines: Sequence[str]) -> LineWords:
    """Return the words of the lines of a page."""
    split = [line.split() for line in lines]
    parts = np.array(list(map(len, split)), np.int64)
    part, written = number_distinct(chain.from_iterable(split))
    words: defaultdict[str, int] = defaultdict(count().__next__)
    line = np.repeat(np.arange(len(lines)), parts)
    bare = [one if one.isalnum() else one.strip(_EDGES) for one in map(str.casefold, written)]
    word = np.array([words[one] if one else -1 for one in bare], np.int64)[part]
    inked = word >= 0
    capitals = _share_of_capitals([one[0] for one in written], part, line, len(lines))
    line, word = line[inked], word[inked]
    pair_line, pair_word = distinct_pairs(line, word)
    return LineWords(
        vocabulary=dict(words),
        line=line,
        word=word,
        pair_line=pair_line,
        pair_word=pair_word,
        parts=parts,
        capitals=capitals,
    )


def _share_of_capitals(
    initials: Sequence[str], part: npt.NDArray[np.int32], line: _Numbers, n: int
) -> npt.NDArray[np.float64]:
    """Return the share for each line (n,) of its words that begin with a capital, but the first.

    Args:
        initials: The first character of each distinct part of the lines.
        part: Number of each part, in the order of the page.
        line: Its line.
        n: Number of lines.
    """
    lettered = np.array(list(map(str.isalpha, initials)), bool)[part]
    part, line = part[lettered], line[lettered]
    later = ~changes(line)
    line, capitals = line[later], np.array(list(map(str.isupper, initials)), bool)[part[later]]
    return np.bincount(line, capitals.astype(np.float64), n) / np.maximum(
        np.bincount(line, minlength=n), 1
    )
