"""Rules for other differences, of which most are not sure to contradict."""

from __future__ import annotations

from multisumm.comparison.contrast import ALIKE, Contrast
from multisumm.comparison.figures.values import Moment
from multisumm.comparison.rules.entailment import count_surplus
from multisumm.comparison.rules.event_coreference import COVERED, has_own_times
from multisumm.comparison.rules.rulings import (
    Rule,
    Ruling,
    of_figures,
    of_operators,
    of_opposed,
)
from multisumm.comparison.small_words import small_words
from multisumm.comparison.statements import NEGATIVE, Statement

QUANTIFIED_ALIKE = 5
"""Statements that share so much are about one event if they tell something of all and of some."""


def _name(both: Contrast) -> Ruling | None:
    """Of one event another person or place is named, and all else is the same."""
    ours, theirs = both.names
    only = list(both.left[0]) == ours and list(both.left[1]) == theirs
    if not ours or not theirs or not only or both.differing or both.polarity_differs:
        return None
    dated = any(isinstance(pair.ours, Moment) for pair in both.figures)
    verbatim = min(both.covered) >= ALIKE and both.replaced and not any(both.extra)
    if both.alignment.opposed or not (dated or verbatim):
        return None
    if len(both.alignment.pairs) < 4 or ours[0] == 0 or both.shared < 5:
        return None
    return Ruling("conflict", ours, theirs)


def _of_how_many(both: Contrast) -> Ruling | None:
    """One tells something of all or both, the other of some or only one, in one event."""
    sides = ((both.a, both.b), (both.b, both.a))
    if not any(_tells_some(s, other) and _tells_of_few(s, other) for s, other in sides):
        return None
    plain = both.kinds[0] == both.kinds[1] and not both.differing and not both.alignment.opposed
    if not plain or both.changed or all(both.names) or has_own_times(both):
        return None
    if min(both.covered) < COVERED or both.shared < QUANTIFIED_ALIKE:
        return None
    return Ruling("conflict", *both.left)


def _tells_of_few(s: Statement, other: Statement) -> bool:
    """Whether what one statement tells of all the other tells of some, or of a number or a name.

    Not so a word for `only` that bears on something else: only slightly, only on Monday.
    """
    if s.has("universal") and other.has("partial"):
        return True
    small = small_words(other.language)
    for i, tag in other.listed.get("only", ()):
        behind = i + tag.length
        beside = [k for k in (i - 1, behind) if k in other.content]
        if tag.length > 1 or any(map(other.is_capital, beside)):
            return True
        if behind < len(other.words) and (
            other.words[behind].text in small.one | small.articles
            or other.tagged(behind, "number_words")
        ):
            return True
    return False


def _other_difference(both: Contrast) -> Ruling | None:
    """Something differs, but not so that it is clear that they contradict."""
    if both.differing:
        return of_figures(both.differing, "similar")
    if both.alignment.opposed:
        return of_opposed(both, "similar")
    if both.polarity_differs:
        return of_operators(both, NEGATIVE, "similar")
    if both.alignment.undone:
        undone = both.alignment.undone
        return Ruling("similar", [i for i, _ in undone], [j for _, j in undone])
    if _tells_some(both.a, both.b) or _tells_some(both.b, both.a):
        return Ruling("similar")
    return Ruling("similar", *both.names) if all(both.names) else None


def _tells_some(a: Statement, b: Statement) -> bool:
    """Whether one statement tells something of all or both, the other of some or only one."""
    if a.has("universal") and b.has("partial") and not (b.has("universal") or a.has("partial")):
        return True
    return a.has("both") and not b.has("both") and _tells_only(b) and not _tells_only(a)


def _tells_only(s: Statement) -> bool:
    """Whether a statement tells something of only one, by a word that is no part of `not only`."""
    inside = {i + k for i, tag in s.listed.get("not_negation", ()) for k in range(1, tag.length)}
    return any(i not in inside for i, _ in s.listed.get("only", ()))


def _other_words(both: Contrast) -> Ruling | None:
    """Each has words of its own, where the other has others: not known to mean the same."""
    ours, theirs = count_surplus(both)
    least = min(ours, theirs)
    if not least or (least <= 0.25 * both.shared and not all(both.left)):
        return None
    return Ruling("similar", *both.left)


DIFFERENCE_RULES: tuple[Rule, ...] = (
    Rule("of how many", "of how many", _of_how_many,
         ("Both bridges over the Arn were closed to lorries on Monday after the flood.",
          "After the flood only one of the bridges over the Arn was closed to lorries on Monday.",
          "conflict")),
    Rule("name", "name", _name,
         ("The plane landed in Tunis on Friday with its crew aboard.",
          "The plane landed in Rabat on Friday with its crew aboard.", "conflict")),
    Rule("other difference", "details", _other_difference,
         ("A fire in Leeds killed two people.", "A fire in York killed two people.", "similar")),
    Rule("other words", "words", _other_words,
         ("The blaze destroyed the roof of the old church.",
          "The blaze destroyed the organ of the old church.", "similar")),
)  # fmt: skip
