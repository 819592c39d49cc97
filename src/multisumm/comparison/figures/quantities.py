"""Numbers of a sentence, with their units, how exact they are, and what they count."""

from __future__ import annotations

from fractions import Fraction

from multisumm.comparison.figures.ends import role_of
from multisumm.comparison.figures.numerals import (
    RANGE_DASHES,
    read_figure,
    read_value,
    times_scales,
)
from multisumm.comparison.figures.units import with_unit
from multisumm.comparison.figures.values import (
    FACTOR,
    FREQUENCY,
    NAME,
    ORDINAL,
    SCORE,
    Quantity,
)
from multisumm.comparison.lexicon import Measure, Tag
from multisumm.comparison.line import Line


def read_quantity(line: Line, i: int) -> Quantity | None:
    """Return the number that begins at a word, with what belongs to it; None if there is none."""
    if special := _in_one_word(line, i):
        return special
    found = read_value(line, i)
    if found is None or (i == 0 and line.gap(1) in (". ", ") ")):  # 1. The mark of a list
        return None
    value, last = found
    if _is_no_part(line, i, last, value):
        return None
    if scale := _shared_scale(line, i, value, last):
        value *= scale
    if line.tag(i - 1, "minus") or _has_minus_sign(line, i):
        value = -value
    quantity = _with_second(line, _between(line, Quantity(i, last, value)))
    quantity = with_unit(line, quantity)
    quantity = _with_comparator(line, quantity)
    role = role_of(line, quantity.first)
    return quantity._replace(role=role) if role else quantity


def _in_one_word(line: Line, i: int) -> Quantity | None:
    """A frequency (every month), a factor (doubled), a rank (third place), less than a week."""
    if not line.tags[i] and line.word(i) not in line.small.articles:
        return None
    if tag := line.tag(i, "frequencies"):
        return Quantity(i, i + tag.length, Fraction(tag.entry), unit=FREQUENCY)
    if tag := line.tag(i, "multiples"):
        return Quantity(i, i + tag.length, Fraction(tag.entry), unit=FACTOR)
    if tag := line.tag(i, "ordinals"):
        return _rank(line, i, tag)
    unit = line.tag(i + 1, "units") if line.word(i) in line.small.articles else None
    if unit and isinstance(unit.entry, Measure) and (half := line.tag(i + 2, "and_half")):
        one = Quantity(i, i + 2 + half.length, Fraction(3, 2), unit=unit.entry.dimension)
        return one._replace(scale=unit.entry.factor)  # a year and a half
    if tag := line.tag(i, "comparators"):
        article = i + tag.length
        unit = line.tag(article + 1, "units") if line.word(article) in line.small.articles else None
        if unit and isinstance(unit.entry, Measure) and line.gap(article + 1) == " ":
            last = article + 1 + unit.length
            one = Quantity(i, last, Fraction(1), tag.entry)
            return one._replace(unit=unit.entry.dimension, scale=unit.entry.factor)
    return None


def _shared_scale(line: Line, i: int, value: Fraction, last: int) -> Fraction | None:
    """What the scale behind a second number multiplies the first by: 365 to 988 million."""
    link = line.word(last)
    linked = link in line.small.end or (
        link in line.small.conjunctions and line.word(i - 1) in line.small.between
    )
    joined = linked or line.gap(last) in RANGE_DASHES
    second = last + linked
    if not joined or line.tag(last - 1, "scales") or not line.word(second)[:1].isdecimal():
        return None
    raw = read_figure(line, second)
    if raw is None or not value < raw[0] < 1000:
        return None
    return times_scales(line, *raw)[0] / raw[0]


def _has_minus_sign(line: Line, i: int) -> bool:
    start = line.words[i].start
    before = line.text[max(0, start - 2) : start]
    return before[-1:] in ("-", "−", "–") and before[:-1] in ("", " ", "(")


def _between(line: Line, one: Quantity) -> Quantity:
    """A range in words has a second number: between 100 and 200."""
    if (
        line.word(one.first - 1) not in line.small.between
        or line.word(one.last) not in line.small.conjunctions
    ):
        return one
    second = read_value(line, one.last + 1) if line.word(one.last + 1) else None
    if second is None or second[0] <= one.value:
        return one
    return one._replace(other=second[0], last=second[1])


def _with_second(line: Line, one: Quantity) -> Quantity:
    """A score (3-1) or a range (10-15 metres) has a second number."""
    i = one.last
    if (
        one.other is not None
        or not line.word(i)[:1].isdecimal()
        or line.gap(i) not in ("-", "–", "—", "−", ":")
    ):
        return one
    second = read_figure(line, i)
    if second is None:
        return one
    value, last = second
    if line.gap(last) == line.gap(i) != ":" and line.word(last)[:1].isdecimal():
        return one._replace(last=last + 1, unit=NAME)  # the number of a telephone, 9-1-1
    if value > one.value and (
        line.tag(last, "units", "scales") or line.word(last) not in line.function
    ):
        value, last = times_scales(line, value, last)
        return one._replace(other=value, last=last)
    return one._replace(other=value, last=last, unit=SCORE)


def _is_no_part(line: Line, i: int, last: int, value: Fraction) -> bool:
    """Whether what could be a part is another word: a fifth body, the first half, half-time."""
    if not line.word(last - 1).isalpha() or not 0 < value < 1:
        return False
    if line.tag(last - 1, "ordinals"):
        return _leads_noun(line, last)
    joined = line.gap(last) == "-" and not line.tag(last, "units", "scales")
    return bool(line.tag(i - 1, "ordinals")) or joined


def _leads_noun(line: Line, i: int) -> bool:
    """Whether a word that says something follows at a place, with but a blank before it."""
    return line.gap(i) == " " and line.word(i)[:1].isalpha() and line.word(i) not in line.function


_RANK_REACH = 3
"""What ranks stands up to so many words before an ordinal."""


def _rank(line: Line, i: int, tag: Tag) -> Quantity | None:
    """An ordinal that is said of something: third place, was the third, finished third.

    One that only tells which of several is meant (the third match, the first half) is a word like
    others.
    """
    if line.word(i - 1) in line.small.articles:
        return None  # a second
    last = i + tag.length
    one = Quantity(i, last, Fraction(tag.entry + 1), unit=ORDINAL)
    if of := line.tag(last, "ranked"):
        return one._replace(last=last + of.length, unit=f"rank {of.entry}")
    for k in range(i - 1, max(-1, i - 1 - _RANK_REACH), -1):
        found = line.tag(k, "ranking")
        if found and k + found.length <= i:
            first_of_all = tag.entry == 0 and (not _leads_noun(line, last) or k + found.length == i)
            return None if first_of_all else one
        if line.word(k) not in line.function or line.tag(k, "negation"):
            break
    return None


def _with_comparator(line: Line, one: Quantity) -> Quantity:
    """How exact a number is, by the phrase right before it or behind it."""
    if "comparators" not in line.listed:
        return one
    named = one.first > 0 and line.is_capital(one.first - 1)
    for skip in (0,) if named else (0, 1):  # more than 5, more than $5, but not: above Silo 4
        for length in (4, 3, 2, 1):
            start = one.first - length - skip
            tag = line.tag(start, "comparators")
            if tag and tag.length == length:
                return one._replace(first=start, comparator=tag.entry)
    behind = line.tag(one.last, "comparators")
    if behind and behind.length > 1 and line.word(one.last) in line.small.alternatives:
        return one._replace(last=one.last + behind.length, comparator=behind.entry)
    return one
