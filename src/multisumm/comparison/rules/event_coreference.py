"""Whether two statements speak of one event or matter, so that what differs contradicts."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from multisumm.comparison.contrast import Contrast
from multisumm.comparison.figures.values import Moment
from multisumm.comparison.statements import Statement

COVERED = 0.6
"""A contradiction needs this share of the words of each statement in the other."""

NEAR = 0.4
"""From this similarity on, two statements are near enough that a summary holds only one."""

WORD_BY_WORD = 0.85
"""Statements that have this share of all words in common are one text with a change."""

MAX_RETOLD = 3
"""What is told again in other words has so many words that the first telling has not."""

SURELY_RETOLD = 0.85
"""So much is told again if neither a name nor a date shows that it is the same event."""


def is_about_one(both: Contrast, *, retold: bool = False) -> bool:
    """Return whether both speak of one matter, so that what differs contradicts.

    Args:
        both: The statements.
        retold: Whether they may tell it in other words (`_is_retold`).
    """
    ours, theirs = (
        [i for i in left if not s.tagged(i, "levels")]
        for s, left in zip((both.a, both.b), both.left, strict=True)
    )
    exchanged = bool(ours and theirs) and (min(len(ours), len(theirs)) > 1 or both.replaced)
    inside = max(both.covered) >= 0.8 and min(both.covered) >= 0.3 and both.shared >= 5
    if exchanged and not (retold and _is_retold(both)):
        return False
    return (min(both.covered) >= COVERED or inside) and not all(both.names)


def _is_retold(both: Contrast) -> bool:
    """Whether one tells in other words, and in another order, of the same event as the other.

    Where only a word is exchanged for another and the rest stands as it was, another thing is told.
    """
    pairs = both.alignment.pairs
    reordered = any(j > k for (_, j), (_, k) in pairwise(pairs))
    named = any(i in both.a.names and j in both.b.names for i, j in pairs)
    dated = any(pair.verdict == "equal" and isinstance(pair.ours, Moment) for pair in both.figures)
    sure = named or dated or min(both.covered) >= SURELY_RETOLD
    few = max(map(len, both.left)) <= MAX_RETOLD
    return reordered and sure and few and not any(i for own in both.names for i in own)


def is_repeated(a: Statement, b: Statement) -> bool:
    """Return whether nearly all words of each, small ones as well, are words of the other."""
    common = Counter(a.stems) & Counter(b.stems)
    return common.total() >= WORD_BY_WORD * max(len(a.stems), len(b.stems))


def is_dated_apart(both: Contrast) -> bool:
    """Return whether they speak of other months or years, so that neither replaces the other."""
    parts = {name for pair in both.moments if isinstance(pair.ours, Moment)
             for name, _ in pair.ours.parts}  # fmt: skip
    return any(name in ("month", "year") or name.startswith("part") for name in parts)


def has_own_times(both: Contrast) -> bool:
    """Return whether each tells a date or a time that the other does not: 21 May, on Thursday."""
    return all(any(isinstance(one, Moment) for one in side) for side in both.extra)


def count_plain(both: Contrast) -> int:
    """Return how many words that are no names correspond or are opposites."""
    matched = (*both.alignment.pairs, *both.alignment.opposed)
    return sum(i not in both.a.names and j not in both.b.names for i, j in matched)


def is_one_event(both: Contrast) -> bool:
    """Return whether an equal figure, or two names, show that both tell of one event."""
    if any(pair.verdict == "equal" for pair in both.figures):
        return True
    names = sum(i in both.a.names and j in both.b.names for i, j in both.alignment.pairs)
    return names > 1


def characters_of_a_word(both: Contrast) -> int:
    """Return how many characters a word has in a language whose characters are compared; else 1."""
    return 2 if both.a.language == "zh" else 1
