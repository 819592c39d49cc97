"""What became of those whom a number counts: dead, injured, missing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from fractions import Fraction
from operator import itemgetter

from multisumm.comparison.figures.values import Quantity
from multisumm.comparison.lexicon import Tag
from multisumm.comparison.line import BREAK, Line

FATE_REACH = 10
"""The fate of those whom a number counts is told so many words before or behind it, or nearer."""


def with_fates(line: Line, quantities: Sequence[Quantity], used: Collection[int]) -> list[Quantity]:
    """Return the numbers with the fate of those they count, 0 for `nobody` with one."""
    fates = line.listed.get("fates", ())
    if not fates:
        return [*quantities]
    zeros = [
        Quantity(i, i + tag.length, Fraction(0))
        for i in sorted(line.places(("none",)))
        if i not in used and (tag := line.tag(i, "none")) and tag.length == line.tags[i][0].length
    ]
    starts = {i for i, _ in fates}
    wholes = [one for one in quantities if one.role == "whole" and one.last not in starts]
    others = [one for one in (*quantities, *zeros) if one not in wholes]
    barred = {i for one in others for i in range(one.first, one.last)}
    found = wholes
    for one in sorted(others, key=lambda quantity: quantity.first):
        of_people = one.unit is None or line.word(one.last - 1) in line.small.measures_of_people
        nearest = _nearest_fate(line, one, fates, barred) if of_people else None
        if one in zeros and (nearest is None or not _is_next(line, one, *nearest)):
            continue
        found.append(one if nearest is None else one._replace(fate=nearest[1].entry))
    return sorted(found, key=lambda quantity: quantity.first)


def _nearest_fate(
    line: Line, one: Quantity, fates: Sequence[tuple[int, Tag]], barred: Collection[int]
) -> tuple[int, Tag] | None:
    """The phrase nearest to a number, with its place, up to a comma or another number."""
    low, high = one.first, one.last
    while low > max(0, one.first - FATE_REACH) and not BREAK.search(line.gap(low)):
        if low - 1 in barred or line.word(low - 1) in line.small.conjunctions:
            break
        low -= 1
    while high < min(len(line.words), one.last + FATE_REACH) and high not in barred:
        if BREAK.search(line.gap(high)):
            break
        high += 1
    near = [
        (i - one.last if i >= one.last else one.first - i - tag.length, i < one.last, i, tag)
        for i, tag in fates[_index(fates, low) : _index(fates, high)]
        if one.last <= i < high or low <= i <= one.first - tag.length
    ]
    return min(near, key=itemgetter(0, 1))[2:] if near else None


def _index(fates: Sequence[tuple[int, Tag]], place: int) -> int:
    """Return the index of the first phrase at a place or behind it."""
    return bisect_left(fates, place, key=itemgetter(0))


def _is_next(line: Line, one: Quantity, i: int, tag: Tag) -> bool:
    """Whether only small words stand between a number and a phrase, and words of change."""
    between = range(one.last, i) if i >= one.last else range(i + tag.length, one.first)
    return all(
        line.word(k) in line.function or line.tag(k, "trifles", "change", "negation")
        for k in between
    )
