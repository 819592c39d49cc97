"""Parts and shares: half of them, two in three, out of ten, 十分之六; their values are percent."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from multisumm.comparison.figures.numerals import ones
from multisumm.comparison.figures.values import PERCENT, Quantity
from multisumm.comparison.lexicon import Measure
from multisumm.comparison.line import Line

_WHOLES = frozenset((3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000))
_WITH_OF = frozenset(("en", "de", "fr", "es", "it", "pt"))
"""Languages in which a small word stands behind a part: half of the men."""


def with_shares(line: Line, quantities: Sequence[Quantity], used: set[int]) -> list[Quantity]:
    """Return the numbers, with parts and shares in percent: a third of them, two in three."""
    found: list[Quantity] = []
    for one in quantities:
        before = found[-1] if found else None
        share = _share(line, before, one)
        if share is not None and before is not None and share.first == before.first:
            found.pop()
        found.append(share or _part_of(line, one))
        used.update(range(found[-1].first, found[-1].last))
    ends = {one.last for one in found}
    return [one._replace(role="whole") if _is_whole(line, one, ends) else one for one in found]


def _is_whole(line: Line, one: Quantity, ends: Collection[int]) -> bool:
    """Whether a number tells of how many another one counts some: forty of the 90 were killed."""
    of = one.first - 1 - (line.word(one.first - 1) in line.small.determiners)
    return of in ends and line.word(of) in line.small.of


def _part_of(line: Line, one: Quantity) -> Quantity:
    """A part in percent, where it is told in words and of something: half of them."""
    if one.unit is not None or one.other is not None or not line.word(one.last - 1).isalpha():
        return one
    of = line.word(one.last) in line.small.of or line.language not in _WITH_OF
    noun = one.last + 1 + (line.word(one.last + 1) in line.small.articles)
    unit = line.tag(noun, "units")
    if not of or not 0 < one.value < 1:
        return one
    if unit and line.word(one.last) in line.small.of:  # a quarter of a percentage point
        entry, last = unit.entry, noun + unit.length
        if isinstance(entry, Measure):
            return one._replace(last=last, unit=entry.dimension, scale=entry.factor)
        return one._replace(last=last, unit=entry)
    return one._replace(value=100 * one.value, unit=PERCENT)


def _share(line: Line, before: Quantity | None, whole: Quantity) -> Quantity | None:
    """A share in percent, whose second number is this one; None if it is no share."""
    if whole.unit is not None or whole.comparator != "=":
        return None
    lead = whole.first - 1
    if line.word(lead) == "之" and line.word(lead - 1) == "分" and before is None:
        return None
    if line.word(lead) not in line.small.share_of and not (
        line.word(lead) == "of" and line.word(lead - 1) == "out"
    ):
        return None
    if whole.value not in _WHOLES:
        return None
    start = lead - (line.word(lead) == "of") - (line.word(lead) == "cada")
    if before is not None and before.last in (start, start - 1) and before.unit is None:
        if before.value.denominator == 1 and before.value < whole.value:
            percent = 100 * before.value / whole.value
            return before._replace(last=whole.last, value=percent, unit=PERCENT)
        return None
    for k in (start - 1, start - 2):
        if line.word(k) in ones(line):
            return whole._replace(first=k, value=100 / whole.value, unit=PERCENT)
    return None
