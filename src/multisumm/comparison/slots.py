"""Which numbers and dates of two statements are about one thing.

Two figures fill one slot if the words around them correspond: `killed 17 people` and `23 people
were killed`. Without such an anchor a difference between them says nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import NamedTuple

from multisumm.comparison.alignment import WordPair
from multisumm.comparison.figures.compatibility import compare_moments, compare_quantities
from multisumm.comparison.figures.values import (
    AGE,
    FACTOR,
    FREQUENCY,
    NAME,
    ONE_DAY,
    ORDINAL,
    PERCENT,
    SCORE,
    Moment,
    Quantity,
)
from multisumm.comparison.small_words import small_words
from multisumm.comparison.statements import Statement
from multisumm.text.languages import function_words

MAX_FIGURES = 40
"""Of the numbers of a sentence so many are paired; a sentence with more is a table."""

REACH = 3
"""Content words up to so many words before a figure, or behind it, are its anchors."""

Figure = Quantity | Moment


class FigurePair(NamedTuple):
    """Figures of two statements that may be about one thing.

    Attributes:
        ours: Figure of the first.
        theirs: Figure of the second.
        verdict: How they compare (`compare_quantities`).
        anchored: Whether it is clear that they are about one thing.
    """

    ours: Figure
    theirs: Figure
    verdict: str
    anchored: bool


def figures_of(s: Statement) -> list[Figure]:
    """Return the quantities and moments of a statement."""
    return [*s.quantities, *s.moments]


def pair_figures(a: Statement, b: Statement, pairs: Collection[WordPair]) -> tuple[FigurePair, ...]:
    """Return the figures of two statements in pairs, given the words that correspond."""
    return (*_pair_quantities(a, b, pairs), *_pair_moments(a, b, a.moments, b.moments))


def pair_asides(a: Statement, b: Statement) -> tuple[FigurePair, ...]:
    """Return the dates on which two statements are said, in pairs."""
    return tuple(_pair_moments(a, b, a.asides, b.asides))


def _pair_quantities(a: Statement, b: Statement, pairs: Collection[WordPair]) -> list[FigurePair]:
    """The numbers in pairs: the surest first, and those that agree before those that differ."""
    free_a, free_b = list(a.quantities[:MAX_FIGURES]), list(b.quantities[:MAX_FIGURES])
    if not free_a or not free_b:
        return []
    found = _pair_parts(a, free_a, b, free_b)
    possible = [
        (ours, theirs)
        for ours in free_a
        for theirs in free_b
        if not differ_in_fate(ours, theirs) and not _differ_in_kind(ours, theirs)
    ]
    for is_one, agreeing, anchored in (
        (_are_counted_alike, True, True),
        (_are_counted_alike, False, True),
        (_share_fate, True, True),
        (_share_fate, False, True),
        (_have_one_slot, True, True),
        (_are_anchored, False, True),
        (_could_be_one, True, True),
        (_have_one_slot, False, False),
    ):
        for ours, theirs in possible:
            free = ours in free_a and theirs in free_b
            if not free or not is_one(a, ours, b, theirs, pairs):
                continue
            verdict = compare_quantities(ours, theirs)
            if (verdict == "equal") == agreeing:
                elsewhere = not agreeing and _one_is_told_there(a, ours, b, theirs)
                if elsewhere and is_one is not _have_one_slot:
                    continue  # 34 deaths; 34 of the 4,557 deaths
                ages = ours.unit == theirs.unit == AGE and _tell_one_age(a, b)
                sure = (anchored or ages) and not elsewhere
                found.append(FigurePair(ours, theirs, verdict, sure))
                free_a.remove(ours)
                free_b.remove(theirs)
    return found


def _pair_parts(
    a: Statement, free_a: list[Quantity], b: Statement, free_b: list[Quantity]
) -> list[FigurePair]:
    """A share and a number of one whole, which both tell: half of the 24, twelve of the 24.

    What is paired is taken from the lists.
    """
    wholes = {one.value for one in free_a if one.unit is None}
    wholes &= {one.value for one in free_b if one.unit is None}
    if len(wholes) != 1:
        return []
    (whole,) = wholes
    for ours in free_a:
        for theirs in free_b:
            for one, other in ((ours, theirs), (theirs, ours)):
                share = _share(one)
                if not share or other.unit is not None or share * whole != other.value:
                    continue
                if _name_one_noun(a, ours, b, theirs, whole):
                    free_a.remove(ours)
                    free_b.remove(theirs)
                    return [FigurePair(ours, theirs, "equal", anchored=True)]
    return []


def _name_one_noun(
    a: Statement, ours: Quantity, b: Statement, theirs: Quantity, whole: Fraction
) -> bool:
    """Whether the nouns behind a part or its whole correspond: half of the 24 members, twelve."""
    nouns = [
        next((i for q in (part, *s.quantities) if q == part or q.value == whole
              if (i := _noun_behind(s, q)) is not None and not s.tagged(i, "persons")), None)
        for s, part in ((a, ours), (b, theirs))
    ]  # fmt: skip
    i, j = nouns
    if i is None or j is None:
        return True
    return a.stems[i] == b.stems[j] or not a.keys[i].isdisjoint(b.keys[j])


def _noun_behind(s: Statement, quantity: Quantity) -> int | None:
    """The word right behind a number, unless that is a small word."""
    i = quantity.last
    if i >= len(s.words) or s.text[s.words[i - 1].end : s.words[i].start].strip():
        return None
    small = s.stems[i] in function_words(s.language) or not s.words[i].text[0].isalpha()
    return None if small else i


def _share(one: Quantity) -> Fraction | None:
    """A share of a whole that a number tells: half of them, 50 percent; None if it tells none."""
    if one.unit == PERCENT:
        return one.value / 100
    return one.value if one.unit is None and 0 < one.value < 1 else None


def _tell_one_age(a: Statement, b: Statement) -> bool:
    """Whether each of two statements tells the age of just one person."""
    return all(sum(one.unit == AGE for one in s.quantities) == 1 for s in (a, b))


def _are_counted_alike(
    a: Statement, ours: Quantity, b: Statement, theirs: Quantity, pairs: Collection[WordPair]
) -> bool:
    """Whether two numbers stand before nouns that correspond."""
    noun, other = counted(a, ours), counted(b, theirs)
    if ours.unit != theirs.unit or noun is None or other is None or _are_ends(ours, theirs):
        return False
    if ours.unit == NAME and ours.value != theirs.value:
        return False
    return _correspond(a, noun, b, other, pairs)


def differ_in_fate(ours: Quantity, theirs: Quantity) -> bool:
    """Return whether two numbers count people of other fates: three dead, five missing."""
    return None not in (ours.fate, theirs.fate) and ours.fate != theirs.fate


def _differ_in_kind(ours: Quantity, theirs: Quantity) -> bool:
    """Whether of two numbers one is a whole, or a rate: forty of the 90 died, fifty died.

    What is earned in an hour does not tell what is earned in a day.
    """
    if ours.per is not None and theirs.per is not None:
        return (ours.per < ONE_DAY) != (theirs.per < ONE_DAY)
    one_is_whole = (ours.role == "whole") != (theirs.role == "whole")
    return ours.per != theirs.per or (one_is_whole and ours.value != theirs.value)


def _share_fate(
    a: Statement, ours: Quantity, b: Statement, theirs: Quantity, pairs: Collection[WordPair]
) -> bool:
    """Whether two numbers count people of one fate: six missing, two people are still missing."""
    if ours.fate is None or ours.fate != theirs.fate or _are_ends(ours, theirs):
        return False
    if ours.unit != theirs.unit and 0 not in (ours.value, theirs.value):
        return False
    noun, other = noun_counted(a, ours), noun_counted(b, theirs)
    return noun is None or other is None or _correspond(a, noun, b, other, pairs)


def noun_counted(s: Statement, quantity: Quantity) -> int | None:
    """Return the content word that a number counts, unless that tells a fate: not `12 dead`."""
    noun = counted(s, quantity)
    return None if noun is None or s.tagged(noun, "fates") else noun


def _are_anchored(
    a: Statement, ours: Quantity, b: Statement, theirs: Quantity, pairs: Collection[WordPair]
) -> bool:
    """Whether two numbers fill one slot, and words around them correspond."""
    return _have_one_slot(a, ours, b, theirs, pairs) and share_anchor(a, ours, b, theirs)


def _one_is_told_there(a: Statement, ours: Quantity, b: Statement, theirs: Quantity) -> bool:
    """Whether just one of two numbers stands in the other statement as well, about another thing.

    If both do, they have changed places: 5 dead and 7 injured, 7 dead and 5 injured.
    """
    there, here = (
        any(
            one.unit == other.unit and one.value == other.value and not differ_in_fate(one, other)
            for other in others
        )
        for one, others in ((ours, b.quantities), (theirs, a.quantities))
    )
    return there != here


def _have_one_slot(
    a: Statement, ours: Quantity, b: Statement, theirs: Quantity, pairs: Collection[WordPair]
) -> bool:
    """Whether two numbers may be about one thing: of one unit, or of nouns that correspond."""
    if _are_ends(ours, theirs) and _has_both_ends(a) and _has_both_ends(b):
        return False
    units = {ours.unit, theirs.unit}
    if NAME in units:  # stage 13 and stage 15 are two stages
        return len(units) == 1 and ours.value == theirs.value
    if len(units) == 2:
        return _differ_in_unit_alone(a, ours, b, theirs)
    if ours.unit is not None:
        return True
    noun, other = counted(a, ours), counted(b, theirs)
    return noun is None or other is None or _correspond(a, noun, b, other, pairs)


def _differ_in_unit_alone(a: Statement, ours: Quantity, b: Statement, theirs: Quantity) -> bool:
    """Whether numbers of two units may be one: 5 and 5 percent, 500 litres and 500 gallons.

    Of other units other values are no contradiction: 3 feet are 1 yard. An age needs no unit.
    """
    if _is_rank(ours) or _is_rank(theirs):  # finished second, fifth place
        return _is_rank(ours) and _is_rank(theirs) and ORDINAL in (ours.unit, theirs.unit)
    if {ours.unit, theirs.unit} & {SCORE, FREQUENCY, FACTOR}:
        return False
    if AGE in (ours.unit, theirs.unit) and ours.scale == theirs.scale:
        return ours.value == theirs.value  # the driver, 34; he is 34 years
    if ours.value != theirs.value and {ours.unit, theirs.unit} != {AGE, None}:
        return False
    bare = next(((one, s) for one, s in ((ours, a), (theirs, b)) if one.unit is None), None)
    return not _counts(bare[1], bare[0]) if bare else AGE not in (ours.unit, theirs.unit)


def _is_rank(one: Quantity) -> bool:
    return isinstance(one.unit, str) and (one.unit == ORDINAL or one.unit.startswith("rank"))


def _could_be_one(
    a: Statement, ours: Quantity, b: Statement, theirs: Quantity, _: Collection[WordPair]
) -> bool:
    """Whether units and roles of equal numbers allow that they are one: 5 and 5 percent."""
    units = {ours.unit, theirs.unit}
    if _are_ends(ours, theirs):
        return False
    if len(units) == 1:
        return True
    if None not in units or units & {SCORE, ORDINAL, FREQUENCY}:
        return False
    if FACTOR in units:  # doubled, twice
        return ours.value == theirs.value
    if ours.value != theirs.value:  # half, 50 percent
        return True
    bare, s = (ours, a) if ours.unit is None else (theirs, b)
    return not _counts(s, bare)  # not 500 litres and 500 gallons


def _are_ends(ours: Quantity, theirs: Quantity) -> bool:
    """Whether one is where a change begins and the other where it ends."""
    return {ours.role, theirs.role} == {"from", "to"}


def _has_both_ends(s: Statement) -> bool:
    return {"from", "to"} <= {quantity.role for quantity in s.quantities}


def _correspond(a: Statement, i: int, b: Statement, j: int, pairs: Collection[WordPair]) -> bool:
    return (i, j) in pairs or not a.keys[i].isdisjoint(b.keys[j])


def _counts(s: Statement, quantity: Quantity) -> bool:
    """Whether a word that a number may count stands behind it: 30 times, but not `5, he said`."""
    return counted(s, quantity) is not None or _noun_behind(s, quantity) is not None


def counted(s: Statement, quantity: Quantity) -> int | None:
    """Return the content word that a number counts, right behind it or one further.

    Of `two of the men` it is `men`. Of `5 million euros in damages` it is none.
    """
    start, reach = quantity.last, 1
    following = s.words[start].text if start < len(s.words) else ""
    if following in small_words(s.language).of:
        start, reach = start + 1, 2
    elif quantity.is_measured and following in function_words(s.language):
        return None
    return next((i for i in range(start, start + reach + 1) if i in s.content), None)


def share_anchor(a: Statement, ours: Figure, b: Statement, theirs: Figure) -> bool:
    """Return whether a content word around one figure corresponds to one around the other."""
    return not _anchors(a, ours).isdisjoint(_anchors(b, theirs))


def _anchors(s: Statement, figure: Figure) -> frozenset[str]:
    """What the content words around a figure can be matched by."""
    around = (*range(figure.first - REACH, figure.first), *range(figure.last, figure.last + REACH))
    return frozenset().union(*(s.keys[i] for i in around if i in s.content))


def _pair_moments(
    a: Statement, b: Statement, our_moments: Sequence[Moment], their_moments: Sequence[Moment]
) -> list[FigurePair]:
    """The dates and times in pairs: those that agree before those that differ."""
    free_a, free_b = list(our_moments), list(their_moments)
    found = []
    for differing in (False, True):
        for ours in list(free_a):
            for theirs in free_b:
                verdict = compare_moments(ours, theirs)
                if verdict and (verdict == "differ") == differing:
                    anchored = share_anchor(a, ours, b, theirs) or (
                        is_deadline(a, ours) and is_deadline(b, theirs)
                    )
                    found.append(FigurePair(ours, theirs, verdict, anchored))
                    free_a.remove(ours)
                    free_b.remove(theirs)
                    break
    return found


def is_deadline(s: Statement, moment: Moment) -> bool:
    """Return whether a date is the last on which something can be done: the deadline is 3 May."""
    dates = [one for one in s.moments if {"day", "weekday"} & {name for name, _ in one.parts}]
    near = range(max(0, moment.first - REACH), moment.first)
    named = any(i in s.content for i, _ in s.listed.get("deadline", ()))
    return any(s.tagged(i, "deadline") for i in near) or (named and dates == [moment])
