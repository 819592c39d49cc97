"""The unit of a number: 5 km, $5, 34 years old, 3rd; what it ends where it is part of a name."""

from __future__ import annotations

from fractions import Fraction

from multisumm.comparison.figures.values import (
    AGE,
    NAME,
    ORDINAL,
    PERCENT,
    SCORE,
    YEAR,
    Quantity,
    Unit,
)
from multisumm.comparison.lexicon import Measure
from multisumm.comparison.line import Line


def with_unit(line: Line, one: Quantity) -> Quantity:
    """Return a number with the unit behind it or, for money, before it; an age is a unit, too."""
    if one.unit == SCORE:
        return one
    first, last = one.first, one.last
    is_ordinal = line.word(last) in line.small.ordinal_ends and not line.gap(last)
    if is_ordinal and one.value.denominator == 1:
        return one._replace(last=last + 1, unit=NAME if line.tag(last + 1, "numbered") else ORDINAL)
    named_behind = line.gap(last) == ". " or (line.language == "zh" and line.word(last) == "号")
    if named_behind and line.tag(last, "numbered"):  # 13. etapa, 1号线
        return one._replace(unit=NAME)
    behind = _unit_behind(line, one)
    if behind is None and line.tag(first, "phone_numbers"):
        return one._replace(unit=NAME)
    unit: Unit | Measure = one.unit
    if behind:
        unit, last = behind
    else:
        unit, first = _unit_before(line, one)
    if unit is None:
        numbered = _is_numbered(line, first) or _is_of_name(line, one)
        is_name = numbered and not line.gap(first).strip(" .°")
        return one._replace(unit=NAME) if is_name else _with_age(line, one)
    if isinstance(unit, Measure):
        one = one._replace(first=first, last=last, unit=unit.dimension, scale=unit.factor)
    else:
        one = one._replace(first=first, last=last, unit=unit)
    return _with_rate(line, _with_age(line, one))


def _with_rate(line: Line, one: Quantity) -> Quantity:
    """A measure of each stretch of time: 50 litres a minute, but not `50 litres a day later`."""
    if not one.is_measured or one.unit == PERCENT:
        return one
    per = one.last
    time = line.tag(per + 1, "units") if line.word(per) in line.small.per else None
    is_time = time and isinstance(time.entry, Measure) and time.entry.dimension == "duration"
    if time is None or not is_time or line.word(per + 1 + time.length) in line.small.then:
        return one
    return one._replace(last=per + 1 + time.length, per=time.entry.factor)


def _unit_behind(line: Line, one: Quantity) -> tuple[Unit | Measure, int] | None:
    """The unit behind a number, and where it ends."""
    last = one.last
    word = line.word(last)
    halved = word in line.small.articles and one.value == _HALF  # half an hour
    leads = word in line.small.of or line.gap(last) == ". "
    of_scale = leads and line.tag(last - 1, "scales")
    named = word and line.is_capital(last)  # Danish kroner
    behind = line.tag(last, "units")
    if not (behind and (line.gap(last).strip() in ("", "-") or of_scale)):
        last += 1
        behind = line.tag(last, "units") if halved or of_scale or named else None
    if behind is None:
        return None
    if line.language == "en" and line.word(last) in _POUNDS and line.tag(last - 1, "scales"):
        return _STERLING, last + behind.length
    return behind.entry, last + behind.length


def _unit_before(line: Line, one: Quantity) -> tuple[Unit | Measure, int]:
    """The unit before a number, and where that begins: $5, EUR 5, 百分之四十."""
    first = one.first
    if line.word(first - 3) == "百" and line.tag(first - 3, "units"):
        return PERCENT, first - 3
    before = line.tag(first - 1, "units")
    sign = line.word(first - 1)
    is_sign = not sign.isalpha() or (len(sign) == 3 and sign.isascii())
    if before and is_sign and not line.gap(first).strip():
        return before.entry, first - 1
    return one.unit, first


_HALF = Fraction(1, 2)
_POUNDS = frozenset(("pound", "pounds"))
_STERLING = 4
"""Index of pounds sterling among the units of the English lexicon: millions of pounds are money."""


def _is_numbered(line: Line, first: int) -> bool:
    """Whether a noun before a number can have one: on page 5, but not `gave the team 3 goals`."""
    noun = first - 1
    if not line.tag(noun, "numbered"):
        return False
    led = line.language == "en" and line.word(noun - 1) in line.small.determiners
    counts = line.gap(first + 1) == " " and line.word(first + 1)[:1].isalpha()
    return line.is_capital(noun) or not (led and counts)


def _is_of_name(line: Line, one: Quantity) -> bool:
    """Whether a number in digits ends a name and counts nothing: Silo 4, Windows 11."""
    before, behind = one.first - 1, one.last
    if before < 1 or not line.is_capital(before) or line.language in ("de", "lb"):
        return False
    opens = line.gap(before).strip(" ") != "" or line.word(before) in line.function
    counts = line.word(behind)[:1].isalpha() and line.word(behind) not in line.function
    counts = counts and not line.gap(behind).strip()
    return line.word(one.first).isdecimal() and not opens and not counts


def _with_age(line: Line, one: Quantity) -> Quantity:
    """Ages: aged 34; 34 years old, 34-year-old; the driver, 34, said."""
    if not 0 < one.value < 125:
        return one
    before = line.tag(one.first - 1, "age")
    if before and before.length == 1:
        return one._replace(first=one.first - 1, unit=AGE, scale=YEAR)
    behind = line.tag(one.last - 1, "age") if one.unit is not None else line.tag(one.last, "age")
    if one.scale == YEAR and one.unit == "duration" and _is_told_as_age(line, one):
        return one._replace(unit=AGE)
    attached = one.unit is None and line.gap(one.last) in ("", "-", "‑", "–")
    if behind and (behind.length > 1 or attached):
        last = one.last - (one.unit is not None) + behind.length
        return one._replace(last=last, unit=AGE, scale=YEAR)
    behind_comma = one.first > 0 and line.gap(one.first).strip() == ","
    closed = one.last == len(line.words) or line.gap(one.last).strip() in (",", ";", ".")
    if behind_comma and closed and one.unit is None and one.value.denominator == 1:
        return one._replace(unit=AGE, scale=YEAR)
    return one


def _is_told_as_age(line: Line, one: Quantity) -> bool:
    """Whether years are the age of somebody: il a 34 ans; el conductor, de 34 años, murió."""
    closed = one.last == len(line.words) or line.gap(one.last).strip() in (",", ";", ".")
    start = one.first - (line.word(one.first - 1) in line.small.of)
    if closed and start and line.gap(start).strip() == ",":
        return True
    return line.word(one.last) not in line.small.of and bool(line.tag(one.first - 1, "has_age"))
