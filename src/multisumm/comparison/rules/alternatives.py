"""A rule for alternatives: of one event each statement tells another one of several kinds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from multisumm.comparison.contrast import ALIKE, Contrast
from multisumm.comparison.rules.event_coreference import (
    characters_of_a_word,
    has_own_times,
    is_one_event,
)
from multisumm.comparison.rules.participants import changes_ends
from multisumm.comparison.rules.rulings import Rule, Ruling
from multisumm.comparison.statements import NEGATIVE, Statement

ALTERNATIVES_SHARED = 4
"""Statements that tell other kinds (a fox, a badger) share so much if they tell one event."""

ALTERNATIVES_COVERED = 0.5
"""So much of the words of each the other has, if a figure or names show that it is one event."""


def _alternative(both: Contrast) -> Ruling | None:
    """Each tells one of several kinds that rule each other out: another nation, sex, material."""
    # each tells just one, and not both words correspond to a word of the other
    if "alternatives" not in both.a.listed or "alternatives" not in both.b.listed:
        return None
    if not _is_plain(both) or not _is_surely_one_event(both):
        return None
    ours, theirs = _kinds_told(both.a), _kinds_told(both.b)
    paired = both.alignment.pairs
    matched = {i for i, _ in paired}, {j for _, j in paired}
    for group in sorted(ours.keys() & theirs.keys()):
        mine, yours = ours[group], theirs[group]
        if len(mine) != 1 or len(yours) != 1 or mine.keys() == yours.keys():
            continue
        (own,), (other,) = mine.values(), yours.values()
        if own <= matched[0] or other <= matched[1]:
            continue
        denied = both.polarity_differs and not (_denies(both.a, own) or _denies(both.b, other))
        if not denied and not changes_ends(both, min(own), min(other)):
            return Ruling("conflict", sorted(own), sorted(other))
    return None


def _is_plain(both: Contrast) -> bool:
    """Whether nothing but words differs: neither figures nor times nor how it is meant."""
    if both.kinds[0] != both.kinds[1] or both.changed or all(both.extra):
        return False
    further = both.a.has("further") or both.b.has("further")
    return not (further or both.differing or both.alignment.opposed or has_own_times(both))


def _denies(s: Statement, words: set[int]) -> bool:
    """Whether what denies in a statement is a part of these words: not guilty."""
    return any(op.first in words for op in s.operators if op.name in NEGATIVE)


def _is_surely_one_event(both: Contrast) -> bool:
    """Whether statements share so much that what they tell of is one."""
    if both.shared < ALTERNATIVES_SHARED * characters_of_a_word(both):
        return False
    return min(both.covered) >= (ALTERNATIVES_COVERED if is_one_event(both) else ALIKE)


def _kinds_told(s: Statement) -> Mapping[int, Mapping[int, set[int]]]:
    """Group of alternatives -> each side that a statement tells -> the words for it.

    A phrase inside a longer one of its group is no word for its side: not guilty, guilty.
    """
    found: defaultdict[int, defaultdict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    ends: dict[int, int] = {}
    for i, tag in s.listed.get("alternatives", ()):
        group, side = tag.entry
        if i + tag.length <= ends.get(group, 0) or not {i, i + tag.length - 1}.isdisjoint(s.spoken):
            continue
        ends[group] = i + tag.length
        found[group][side].update(range(i, i + tag.length))
    return found


ALTERNATIVE_RULES: tuple[Rule, ...] = (
    Rule("alternative", "kind", _alternative,
         ("The cyclist who died on the Arn pass on Monday was a Belgian.",
          "The cyclist killed on the Arn pass on Monday has been named as a Dutch woman.",
          "conflict")),
)  # fmt: skip
