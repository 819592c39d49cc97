"""Rules for figures: numbers and dates of one thing that cannot both be true."""

from __future__ import annotations

from collections.abc import Sequence

from multisumm.comparison.contrast import ALIKE, Contrast
from multisumm.comparison.figures.compatibility import may_be_rounded
from multisumm.comparison.figures.values import FREQUENCY, ORDINAL, Moment, Quantity
from multisumm.comparison.rules.event_coreference import (
    COVERED,
    has_own_times,
    is_about_one,
    is_dated_apart,
    is_repeated,
)
from multisumm.comparison.rules.rulings import Rule, Ruling, of_figures
from multisumm.comparison.slots import Figure, FigurePair, counted, differ_in_fate, is_deadline
from multisumm.comparison.statements import Statement, begins_with_pronoun

TOLD_AT_LENGTH = 5
"""Statements on dead, missing and the like that share so much are about one event."""


def _reversed(both: Contrast) -> Ruling | None:
    """From what to what something changed is the other way round."""
    ends = [{q.role: q.value for q in s.quantities} for s in (both.a, both.b)]
    if not all(ends_of.keys() >= {"from", "to"} for ends_of in ends) or min(both.covered) < COVERED:
        return None
    if ends[0]["from"] == ends[1]["to"] != ends[0]["to"] == ends[1]["from"]:
        return of_figures(both.numbers, "conflict")
    return None


def _number(both: Contrast) -> Ruling | None:
    """Numbers of one thing cannot both be true."""
    numbers = both.numbers
    if not numbers or both.doubtful or both.alignment.opposed or both.polarity_differs:
        return None
    toll = _is_toll(both)
    if all(both.names) and not toll:
        return None
    if _may_all_be_true(both):
        return None
    at_a_time = all(_is_clock(pair) for pair in both.moments)
    if toll or (
        is_about_one(both, retold=True) and (len(numbers) == 1 or min(both.covered) >= 0.8)
    ):
        levels = both.a.has("levels") or both.b.has("levels")
        of_times = both.moments and (at_a_time or levels) and not is_dated_apart(both)
        if (both.changed and not has_own_times(both)) or of_times or _counts_anew(both):
            return of_figures(numbers, "update")
        unclear = begins_with_pronoun(both.a) != begins_with_pronoun(both.b)
        little = len(both.alignment.pairs) < 2 and (unclear or min(both.covered) < ALIKE)
        unsure = both.moments or little or has_own_times(both)
        return of_figures(numbers, "similar" if unsure else "conflict")
    inside = max(both.covered) >= 0.8 and both.shared >= 2
    if inside and not both.changed and not both.replaced and _are_of_fates(numbers):
        return None if _has_own_years(both) else of_figures(numbers, "conflict")
    near = both.similarity >= 0.35 or inside
    near = near and max(both.covered) >= 0.5
    near = near and (min(both.covered) >= 0.45 or _are_of_fates(numbers))
    apart = is_dated_apart(both) or _have_own_years(both)
    if both.changed and near and not both.replaced and not apart:
        return of_figures(numbers, "update")
    return None


def _may_all_be_true(both: Contrast) -> bool:
    """Whether numbers that differ may count other things, or be rounded."""
    numbers = both.numbers
    if len(numbers) > 1 and any(_tells_which(pair.ours) for pair in numbers):
        return True  # her first novel sold 400 copies, her third 900
    if both.a.has("statistic") != both.b.has("statistic"):
        return True  # the average, the highest
    if _are_out_of_step(both) or _tells_of_another(both) or any(map(both.is_of_some, numbers)):
        return True
    return all(map(_is_rounding, numbers)) or any(_is_one_of_several(both, p) for p in numbers)


def _is_one_of_several(both: Contrast, pair: FigurePair) -> bool:
    """Whether one statement has another number that may be the one that the other tells.

    Nobody can know unless what they count tells, or its fate: 61 %; 97 %, 92 % and 84 %.
    """
    ours, theirs = pair.ours, pair.theirs
    if not isinstance(ours, Quantity) or not isinstance(theirs, Quantity):
        return False
    alike = (counted(both.a, ours), counted(both.b, theirs)) in both.alignment.pairs
    if alike or None is not ours.fate == theirs.fate:
        return False
    return any(
        isinstance(more, Quantity) and _are_of_a_kind(more, one)
        for one, extra in zip((ours, theirs), both.extra, strict=True)
        for more in extra
    )


def _are_of_a_kind(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers of a sentence may count the same: neither a unit nor a fate differs."""
    is_change = {one.role, other.role} >= {"from"}
    return one.unit == other.unit and not differ_in_fate(one, other) and not is_change


def _is_rounding(pair: FigurePair) -> bool:
    """Whether one of two numbers may be the other rounded, though no word says so."""
    one, other = pair.ours, pair.theirs
    return isinstance(one, Quantity) and isinstance(other, Quantity) and may_be_rounded(one, other)


def _are_out_of_step(both: Contrast) -> bool:
    """Whether each has a number by itself that the other tells, so that others were paired."""
    values = [{q.value for q in s.quantities} for s in (both.a, both.b)]
    return all(
        any(isinstance(f, Quantity) and f.value in told for f in own)
        for own, told in zip(both.extra, reversed(values), strict=True)
    )


def _tells_of_another(both: Contrast) -> bool:
    """Whether a statement tells of one more thing of a kind: a further aftershock."""
    return both.a.has("further") or both.b.has("further")


def _tells_which(figure: Figure) -> bool:
    """Whether a figure is a rank or a frequency, which may tell of which thing others are told."""
    unit = figure.unit if isinstance(figure, Quantity) else None
    return isinstance(unit, str) and (unit in (FREQUENCY, ORDINAL) or unit.startswith("rank"))


def _counts_anew(both: Contrast) -> bool:
    """Whether each counts up to a day of its own: by Monday, by Wednesday."""
    ours, theirs = (
        {one.parts for one in s.moments if _is_counted_up_to(s, one)} for s in (both.a, both.b)
    )
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _is_counted_up_to(s: Statement, moment: Moment) -> bool:
    before = range(max(0, moment.first - 3), moment.first)
    return any(
        tag.list == "until" and moment.first - 1 <= i + tag.length <= moment.first
        for i in before
        for tag in s.tags[i]
    )


def _are_of_fates(numbers: Sequence[FigurePair]) -> bool:
    """Whether numbers surely count the same dead, missing or the like: no bounds of one number."""
    return all(
        ours.fate is not None and ours.value != theirs.value and anchored
        for ours, theirs, _, anchored in numbers
        if isinstance(ours, Quantity) and isinstance(theirs, Quantity)
    )


def _has_own_years(both: Contrast) -> bool:
    """Whether one tells a month or a year that the other does not: died since 1990."""
    moments = [one for side in both.extra for one in side if isinstance(one, Moment)]
    return any(name in ("month", "year") for one in moments for name, _ in one.parts)


def _have_own_years(both: Contrast) -> bool:
    """Whether each tells a month, a year or the like that the other does not: last year."""
    return all(
        any(isinstance(one, Moment) and any(_is_long(name) for name, _ in one.parts) for one in own)
        for own in both.extra
    )


def _is_long(name: str) -> bool:
    return name in ("month", "year") or name.startswith("part")


def _is_toll(both: Contrast) -> bool:
    """Whether both tell at length how many died, are missing or the like in one event."""
    of_fates = _are_of_fates(both.numbers)
    named = any(i in both.a.names and j in both.b.names for i, j in both.alignment.pairs)
    at_length = both.shared >= TOLD_AT_LENGTH and min(both.covered) >= COVERED
    one_place = named and not all(both.names)
    return of_fates and at_length and (one_place or not both.replaced)


def _date(both: Contrast) -> Ruling | None:
    """Dates or times of one event cannot both be true."""
    if len(both.moments) != 1:
        return None
    only = not both.numbers and not both.polarity_differs and not both.alignment.opposed
    only = only and not both.doubtful and min(both.covered) >= COVERED
    only = only and not _tells_of_another(both)
    only = only and (is_repeated(both.a, both.b) or not _only_said_apart(both))
    if not only or not is_about_one(both, retold=True):
        return None
    if _is_one_an_end(both):
        return None
    return of_figures(both.moments, "update" if both.changed else "conflict")


def _is_clock(pair: FigurePair) -> bool:
    return isinstance(pair.ours, Moment) and any(name == "clock" for name, _ in pair.ours.parts)


def _is_one_an_end(both: Contrast) -> bool:
    """Whether just one of two times is the last at which it is so: since Friday, until Monday."""
    return any(
        _is_last(both.a, pair.ours) != _is_last(both.b, pair.theirs) for pair in both.moments
    )


def _is_last(s: Statement, figure: Figure) -> bool:
    return isinstance(figure, Moment) and (_is_counted_up_to(s, figure) or is_deadline(s, figure))


def _only_said_apart(both: Contrast) -> bool:
    """Whether the days that differ are those on which it is said."""
    return all(pair.ours in both.a.asides for pair in both.moments)


FIGURE_RULES: tuple[Rule, ...] = (
    Rule("reversed", "direction", _reversed,
         ("The bank raised its rate from 3 to 5 percent.",
          "The bank lowered its rate from 5 to 3 percent.", "conflict")),
    Rule("number", "number", _number,
         ("The school has 420 pupils.", "The school has 240 pupils.", "conflict")),
    Rule("date", "date or time", _date,
         ("The treaty was signed in Graz on 3 June.",
          "The treaty was signed in Graz on 3 July.", "conflict")),
)  # fmt: skip
