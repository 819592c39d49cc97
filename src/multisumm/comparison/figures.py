"""Numbers, dates and times of a sentence, by value: what they count, in which unit, how exactly."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter
from typing import NamedTuple

from multisumm.comparison.lexicon import FIGURES, Measure, Tag
from multisumm.comparison.line import BREAK, Line
from multisumm.comparison.numerals import (
    AND,
    ARTICLES,
    FRACTIONS,
    ONE,
    ORDINAL_ENDS,
    read_figure,
    read_value,
    times_scales,
)

ORDINAL, AGE, SCORE, NAME = "ordinal", "age", "score", "name"
FREQUENCY, FACTOR = "frequency", "factor"
"""Units beside those of the lexicon; of a frequency the value is how often in a year."""

PERCENT = 0
"""Index of percent among the units of every lexicon."""

OF = frozenset(("of", "de", "del", "di", "d"))
"""Words that mean `of`."""

BETWEEN = frozenset(("between", "zwischen", "entre", "tra", "fra", "mezi", "между", "μεταξύ"))
"""Words that lead a range: between 100 and 200."""

YEAR = Fraction(365 * 24 * 60 * 60)
"""Scale of a year among durations."""

DIMENSIONS = frozenset(("length", "mass", "volume", "area", "speed", "duration", "points"))
"""What is measured in units that are converted."""

Unit = int | str | None


class Quantity(NamedTuple):
    """A number of a sentence.

    Attributes:
        first: Index of its first word.
        last: Index behind its last word, its unit included.
        value: Its value.
        comparator: `=`, `~` (about), `>`, `<`, `>=` or `<=`.
        unit: Index of its unit in the lexicon, what it measures where that is converted (`length`),
            `ORDINAL`, `rank 1` (third place, by what is ranked), `AGE`, `SCORE`, `NAME`,
            `FREQUENCY`, `FACTOR`, or None.
        role: `from` or `to` where it is one end of a change, else "".
        other: Second number of a score or a range, else None.
        fate: Index in the lexicon of what became of those it counts (dead, missing), or None.
        scale: What its unit is multiplied by to compare it with others that measure the same.
    """

    first: int
    last: int
    value: Fraction
    comparator: str = "="
    unit: Unit = None
    role: str = ""
    other: Fraction | None = None
    fate: int | None = None
    scale: Fraction = Fraction(1)

    @property
    def is_measured(self) -> bool:
        """Whether it has a unit of the lexicon."""
        return isinstance(self.unit, int) or self.unit in DIMENSIONS


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or a time of day.

    Attributes:
        first: Index of its first word.
        last: Index behind its last word.
        parts: What is known of it: `year`, `month`, `day`, `weekday` (Monday 0), `clock` (minutes;
            `half clock` where it may be morning or evening), or `part 3`, a phrase like "last
            year" by its index in the lexicon.
        role: `from` or `to` where it is one end of a change or a stretch of time, else "".
    """

    first: int
    last: int
    parts: tuple[tuple[str, int], ...]
    role: str = ""


def find_figures(line: Line) -> tuple[list[Quantity], list[Moment], set[int]]:
    """Return the quantities and moments of a sentence, and the indices of the words they take."""
    quantities: list[Quantity] = []
    moments: list[Moment] = []
    used: set[int] = set()
    end = 0
    for i in _beginnings(line):
        if i < end:
            continue
        moment = _moment(line, i)
        quantity = None if moment else _quantity(line, i)
        if moment:
            moments.append(moment)
            used.update(range(i, moment.last))
            end = moment.last
        elif quantity:
            quantities.append(quantity)
            used.update(range(quantity.first, quantity.last))
            end = quantity.last
    return _with_fates(line, _with_shares(line, quantities, used), used), moments, used


def _beginnings(line: Line) -> list[int]:
    """The words with which a number, a date or a time can begin."""
    others = [(i, word.text[0]) for i, word in enumerate(line.words) if not word.text.isalpha()]
    figures = {i for i, first in others if first.isdecimal() or first in FRACTIONS}
    halves = {i - 2 for i in line.places(("and_half",)) if line.word(i - 2) in _ONE_OF}
    return sorted(figures | halves | line.places(FIGURES) | line.places(("comparators",)))


_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)")
_DOTTED_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_FROM = frozenset("from von vom du da dal от с со z ze od από من 从 自".split())  # noqa: SIM905
_TO = frozenset("to auf à au a para до na σε στο στα στουσ στισ إلى 到 至 al".split())  # noqa: SIM905
_LINKS = AND | _TO | frozenset("bis till until through t/m tot až do по έωσ ωσ حتى".split())  # noqa: SIM905
"""Words between two days of one month: 4 and 6 May, from 4 to 6 May."""

_OR = frozenset(("or", "oder", "ou", "o", "или", "nebo"))
_RANGE_DASHES = ("-", "–", "—")
_YEARS = range(1000, 2101)


# --- dates and times ------------------------------------------------------------------------------


def _moment(line: Line, i: int) -> Moment | None:
    """The date or time that begins at a word."""
    lists = {tag.list for tag in line.tags[i]}
    in_words = [read for listed, read in _IN_WORDS if listed in lists]
    for read in _IN_DIGITS if line.words[i].text[0].isdecimal() else in_words:
        found = read(line, i)
        if found:
            parts, last = found
            return Moment(i, last, tuple(sorted(parts.items())), _role_of(line, i))
    return None


Found = tuple[dict[str, int], int] | None


def _numeric_date(line: Line, i: int) -> Found:
    """2021-05-04, 4.5.2021, 24/11/18; of 4/11/18 only the year is sure."""
    dotted = _DOTTED_DATE.fullmatch(line.word(i)) if "." in line.word(i) else None
    if dotted and int(dotted[2]) <= 12 and int(dotted[1]) <= 31:
        return {"day": int(dotted[1]), "month": int(dotted[2]), "year": int(dotted[3])}, i + 1
    if line.gap(i + 1) not in ("-", "/") or line.gap(i + 2) != line.gap(i + 1):
        return None
    year, month, day = (_small(line.word(k)) or 0 for k in (i, i + 1, i + 2))
    if not day:
        return None
    if year in _YEARS and 0 < month <= 12 and day <= 31:
        return {"year": year, "month": month, "day": day}, i + 3
    one, other, year = year, month, day if day > 99 else day + (2000 if day < 50 else 1900)
    if line.gap(i + 1) == "-" or year not in _YEARS or not 0 < min(one, other) <= 12:
        return None
    if max(one, other) > 31 or len(line.word(i + 2)) not in (2, 4):
        return None
    if max(one, other) <= 12:
        return {"year": year}, i + 3
    return {"year": year, "month": min(one, other), "day": max(one, other)}, i + 3


def _date(line: Line, i: int) -> Found:
    """4 May 2021, May 4, 5月4日; the first day of `4 and 6 May`, `4-6 May` and `May 4-6`."""
    number, month, k = _small(line.word(i)) or 0, _month(line, i), i + 1
    if 0 < number <= 31:
        while line.word(k) in ORDINAL_ENDS or line.word(k) in OF:
            k += 1
        named = _month(line, k)
        if named:
            return _with_year(line, {"day": number, "month": named}, k + 1)
        other = _other_day(line, k)
        later = _date(line, other) if other and number < (_small(line.word(other)) or 0) else None
        if later and later[0].keys() >= {"day", "month"}:
            return {"day": number, "month": later[0]["month"]}, k
        if number <= 12 and line.word(i + 1) == "月":
            month, k = number, i + 2
    if not month:
        return None
    parts = {"month": month}
    day = _small(line.word(k)) or 0
    if 0 < day <= 31:
        parts["day"], k = day, k + 1
        if line.gap(k) in _RANGE_DASHES and day < (_small(line.word(k)) or 0) <= 31:
            k += 1
        while line.word(k) in ORDINAL_ENDS or line.word(k) in ("日", "号"):
            k += 1
    return _with_year(line, parts, k)


def _other_day(line: Line, k: int) -> int:
    """The place of a number behind a dash or a word that links two days; 0 if none stands there."""
    if line.gap(k) in _RANGE_DASHES:
        return k
    if line.word(k) not in _LINKS:
        return 0
    return k + 1 + (line.word(k + 1) in line.function and not line.word(k + 1)[:1].isdecimal())


def _with_year(line: Line, parts: dict[str, int], k: int) -> Found:
    after = k + (line.word(k) in OF)
    year = _small(line.word(after))
    if year is not None and year in _YEARS and len(line.word(after)) == 4:
        return {**parts, "year": year}, after + 1
    return parts, k


def _month(line: Line, i: int) -> int | None:
    """The number of the month that a word names; `may` and `march` with a capital or a day."""
    tag = line.tag(i, "months")
    if tag is None:
        return None
    if line.word(i) in ("may", "march", "mar") and not line.is_capital(i):
        day = _small(line.word(i + 1)) or 0
        if not 0 < day <= 31 or line.gap(i + 1) != " ":
            return None
    return int(tag.entry) + 1


def _clock(line: Line, i: int) -> Found:
    """15:00, 3 p.m., 4: 45 a.m., 19 Uhr, à 19h30, at ten o'clock, noon."""
    times = line.tag(i, "times")
    if times:
        hours, minutes = str(times.entry).split(":")
        return {"clock": 60 * int(hours) + int(minutes)}, i + times.length
    apart = line.gap(i + 1).strip() == ":"
    last = i + 1 + apart
    half = line.tag(last, "pm", "am")
    digits = _CLOCK.fullmatch(line.word(i))
    spelt = line.tag(i, "number_words")
    if digits and (":" in line.word(i) or half):
        hour, minute = int(digits[1]), int(digits[2])
    elif half:
        hour = _small(str(spelt.entry) if spelt else line.word(i)) or 99
        minute = (_small(line.word(i + 1)) or 0) if apart else 0
    else:
        return _compact_clock(line, i) or _told_hour(line, i)
    if half and (hour > 12 or minute > 59):
        return None
    if half:
        hour = hour % 12 + 12 * (half.list == "pm")
        last += half.length
    return {"clock": 60 * hour + minute}, last


def _compact_clock(line: Line, i: int) -> Found:
    """19h30, 19h."""
    hour = _small(line.word(i))
    if line.language not in ("fr", "pt") or line.word(i + 1) != "h" or line.gap(i + 1):
        return None
    minute = _small(line.word(i + 2)) if not line.gap(i + 2) else None
    if hour is None or hour > 24:
        return None
    return {"clock": 60 * hour + (minute or 0)}, i + 2 + (minute is not None)


_NO_DURATION = frozenset(("de", "zh", "en"))
"""Languages in which the word behind an hour (Uhr, 点, o'clock) is not that of a duration."""

_BARE = frozenset(("es", "it", "pt"))
"""Languages in which the article before an hour tells it: alle dieci."""


def _told_hour(line: Line, i: int) -> Found:
    """An hour by the word behind it or before it: 19 Uhr, à dix heures, a las nueve y cuarto."""
    time = _hour(line, i)
    if time is None:
        return None
    minutes, last, exact = time
    named = line.tag(last, "hours")
    if line.tag(last, "units", "scales") and not named:
        return None
    led = any(tag.length == n for n in (1, 2) if (tag := line.tag(i - n, "at")))
    if not (led and (named or line.language in _BARE)) and not (
        named and line.language in _NO_DURATION
    ):
        return None
    last += named.length if named else 0
    if more := line.tag(last, "minutes"):
        minutes, last = minutes + int(more.entry), last + more.length
    behind = line.tag(last, "pm", "am")
    half = behind or line.tag(i - 2, "pm", "am")  # 上午九时
    last += behind.length if behind else 0
    if half and minutes < 13 * 60:
        return {"clock": minutes % _NOON + _NOON * (half.list == "pm")}, last
    sure = exact or minutes >= 13 * 60 or line.language == "de"
    return {"clock" if sure else "half clock": minutes}, last


_NOON = 12 * 60


def _hour(line: Line, i: int) -> tuple[int, int, bool] | None:
    """The minutes of a time, where it ends, and whether it is told to the minute: 10, ten, 9.30."""
    if digits := _CLOCK.fullmatch(line.word(i)):
        return 60 * int(digits[1]) + int(digits[2]), i + 1, True
    spelt = line.tag(i, "number_words")
    value = Fraction(spelt.entry) if spelt else Fraction(_small(line.word(i)) or 0)
    if value.denominator > 1 or not 0 < value <= 24:
        return None
    return 60 * int(value), i + (spelt.length if spelt else 1), False


def _weekday(line: Line, i: int) -> Found:
    tag = line.tag(i, "weekdays")
    if tag is None or (line.word(i) in ("sat", "sun", "mon", "wed") and not line.is_capital(i)):
        return None
    return {"weekday": int(tag.entry)}, i + tag.length


def _year(line: Line, i: int) -> Found:
    """Four digits that count nothing: `in 2016`, but not `1200 homes` and `2000 metres`."""
    year = _small(line.word(i))
    if year is None or year not in _YEARS or len(line.word(i)) != 4:
        return None
    if line.word(i + 1) == "年":
        return {"year": year}, i + 2
    if line.word(i + 1) == "s" and not line.gap(i + 1):
        return None
    sign = line.tag(i - 1, "units") and len(line.word(i - 1)) <= 3 and not line.gap(i).strip()
    if line.tag(i + 1, "units", "scales") or sign:  # 2000 metres, $2000, EUR 2000
        return None
    led = line.word(i - 1) in line.function or bool(line.tag(i - 1, "months"))
    counts = (
        line.word(i + 1)[:1].isalpha()
        and line.word(i + 1) not in line.function
        and not line.gap(i + 1).strip()
    )
    if counts and (not led or year < 1500):
        return None
    return {"year": year}, i + 1


def _decade(line: Line, i: int) -> Found:
    """The 1990s, a man in his 60s."""
    value = _small(line.word(i))
    ends = line.word(i + 1) == "s" and line.gap(i + 1) in ("", "'", "’")
    return ({"decade": value}, i + 2) if value and value % 10 == 0 and ends else None


def _day_part(line: Line, i: int) -> Found:
    tag = line.tag(i, "day_parts")
    return ({f"part {tag.entry}": 1}, i + tag.length) if tag else None


def _small(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= 4 else None


_IN_DIGITS = (_numeric_date, _date, _clock, _year, _decade)
_IN_WORDS = (
    ("months", _date), ("times", _clock), ("number_words", _clock), ("weekdays", _weekday),
    ("day_parts", _day_part),
)  # fmt: skip
"""Lists, and what reads the times that begin with a word of each."""


# --- quantities -----------------------------------------------------------------------------------


def _quantity(line: Line, i: int) -> Quantity | None:
    """The number that begins at a word, with its unit, comparator and role."""
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
    quantity = _with_unit(line, quantity)
    return _with_role(line, _with_comparator(line, quantity))


def _in_one_word(line: Line, i: int) -> Quantity | None:
    """A frequency (every month), a factor (doubled), a rank (third place), less than a week."""
    if tag := line.tag(i, "frequencies"):
        return Quantity(i, i + tag.length, Fraction(tag.entry), unit=FREQUENCY)
    if tag := line.tag(i, "multiples"):
        return Quantity(i, i + tag.length, Fraction(tag.entry), unit=FACTOR)
    if tag := line.tag(i, "ordinals"):
        return _rank(line, i, tag)
    unit = line.tag(i + 1, "units") if line.word(i) in _ONE_OF else None
    if unit and isinstance(unit.entry, Measure) and (half := line.tag(i + 2, "and_half")):
        one = Quantity(i, i + 2 + half.length, Fraction(3, 2), unit=unit.entry.dimension)
        return one._replace(scale=unit.entry.factor)  # a year and a half
    if tag := line.tag(i, "comparators"):
        article = i + tag.length
        unit = line.tag(article + 1, "units") if line.word(article) in _ONE_OF else None
        if unit and isinstance(unit.entry, Measure) and line.gap(article + 1) == " ":
            last = article + 1 + unit.length
            one = Quantity(i, last, Fraction(1), tag.entry)
            return one._replace(unit=unit.entry.dimension, scale=unit.entry.factor)
    return None


_ONE_OF = ARTICLES | frozenset(("einem", "einer", "einen", "eines", "uno"))
_RANK_REACH = 3
"""What ranks stands up to so many words before an ordinal."""


def _rank(line: Line, i: int, tag: Tag) -> Quantity | None:
    """An ordinal that is said of something: third place, was the third, finished third.

    One that only tells which of several is meant (the third match, the first half) is a word like
    others.
    """
    if line.word(i - 1) in ARTICLES:
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


def _is_no_part(line: Line, i: int, last: int, value: Fraction) -> bool:
    """Whether what could be a part is another word: a fifth body, the first half, half-time."""
    if not 0 < value < 1 or not line.word(last - 1).isalpha():
        return False
    if line.tag(last - 1, "ordinals"):
        return _leads_noun(line, last)
    joined = line.gap(last) == "-" and not line.tag(last, "units", "scales")
    return bool(line.tag(i - 1, "ordinals")) or joined


def _leads_noun(line: Line, i: int) -> bool:
    """Whether a word that says something follows at a place, with but a blank before it."""
    return line.gap(i) == " " and line.word(i)[:1].isalpha() and line.word(i) not in line.function


def _shared_scale(line: Line, i: int, value: Fraction, last: int) -> Fraction | None:
    """What the scale behind a second number multiplies the first by: 365 to 988 million."""
    linked = line.word(last) in _TO or (line.word(last) in AND and line.word(i - 1) in BETWEEN)
    joined = linked or line.gap(last) in _RANGE_DASHES
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
    if line.word(one.first - 1) not in BETWEEN or line.word(one.last) not in AND:
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


def _with_unit(line: Line, one: Quantity) -> Quantity:
    """The unit behind a number or, for money, before it; ordinals and ages count as units."""
    if one.unit == SCORE:
        return one
    first, last = one.first, one.last
    if line.word(last) in ORDINAL_ENDS and not line.gap(last) and one.value.denominator == 1:
        return one._replace(last=last + 1, unit=NAME if line.tag(last + 1, "numbered") else ORDINAL)
    if line.gap(last) == ". " and line.tag(last, "numbered"):  # 13. etapa
        return one._replace(unit=NAME)
    behind = _unit_behind(line, one)
    unit: Unit | Measure = one.unit
    if behind:
        unit, last = behind
    else:
        unit, first = _unit_before(line, one)
    numbered = line.tag(first - 1, "numbered") or _is_of_name(line, one)
    if unit is None and numbered and not line.gap(first).strip(" .°"):
        return one._replace(unit=NAME)
    one = one._replace(first=first, last=last)
    if isinstance(unit, Measure):
        return _with_age(line, one._replace(unit=unit.dimension, scale=unit.factor))
    return _with_age(line, one._replace(unit=unit))


def _unit_behind(line: Line, one: Quantity) -> tuple[Unit | Measure, int] | None:
    """The unit behind a number, and where it ends."""
    last = one.last
    halved = one.value == Fraction(1, 2) and line.word(last) in ARTICLES  # half an hour
    of_scale = line.tag(last - 1, "scales") and (line.word(last) in OF or line.gap(last) == ". ")
    named = line.word(last) and line.is_capital(last)  # Danish kroner
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


_POUNDS = frozenset(("pound", "pounds"))
_STERLING = 4
"""Index of pounds sterling among the units of the English lexicon: millions of pounds are money."""


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
    start = one.first - (line.word(one.first - 1) in OF)
    if closed and start and line.gap(start).strip() == ",":
        return True
    return line.word(one.last) not in OF and bool(line.tag(one.first - 1, "has_age"))


def _with_comparator(line: Line, one: Quantity) -> Quantity:
    """How exact a number is, by the phrase right before it or behind it."""
    named = one.first > 0 and line.is_capital(one.first - 1)
    for skip in (0,) if named else (0, 1):  # more than 5, more than $5, but not: above Silo 4
        for length in (4, 3, 2, 1):
            start = one.first - length - skip
            tag = line.tag(start, "comparators")
            if tag and tag.length == length:
                return one._replace(first=start, comparator=tag.entry)
    behind = line.tag(one.last, "comparators")
    if behind and behind.length > 1 and line.word(one.last) in _OR:
        return one._replace(last=one.last + behind.length, comparator=behind.entry)
    return one


def _with_role(line: Line, one: Quantity) -> Quantity:
    return one._replace(role=_role_of(line, one.first))


def _role_of(line: Line, first: int) -> str:
    """Which end of a change or a stretch a figure is, by the words before it."""
    if any(tag.length == n for n in (1, 2, 3) if (tag := line.tag(first - n, "former"))):
        return "from"
    for i in (first - 1, first - 2):
        word = line.word(i)
        role = "from" if word in _FROM else "to" if word in _TO else ""
        if role and not (word == "a" and line.language == "en"):
            return role
    return ""


# --- shares ---------------------------------------------------------------------------------------


_IN = frozenset("in von sur su cada из z ze στουσ στισ στα".split())  # noqa: SIM905
"""Words that lead what a share is of: two in three, un électeur sur trois."""

_OF_ALL = OF | frozenset("des du der dei degli delle della dos das da do των του τησ".split())  # noqa: SIM905
_WHOLES = frozenset((3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000))
_WITH_OF = frozenset(("en", "de", "fr", "es", "it", "pt"))
"""Languages in which a small word stands behind a part: half of the men."""


def _with_shares(line: Line, quantities: Sequence[Quantity], used: set[int]) -> list[Quantity]:
    """The numbers, with parts and shares in percent: a third of them, two in three, 十分之六."""
    found: list[Quantity] = []
    for one in quantities:
        before = found[-1] if found else None
        share = _share(line, before, one)
        if share is not None and before is not None and share.first == before.first:
            found.pop()
        found.append(share or _part_of(line, one))
        used.update(range(found[-1].first, found[-1].last))
    return found


def _part_of(line: Line, one: Quantity) -> Quantity:
    """A part in percent, where it is told in words and of something: half of them."""
    if one.unit is not None or not 0 < one.value < 1 or one.other is not None:
        return one
    in_words = line.word(one.last - 1).isalpha()
    of = line.word(one.last) in _OF_ALL or line.language not in _WITH_OF
    unit = line.tag(one.last + 1 + (line.word(one.last + 1) in ARTICLES), "units")
    if not in_words or not of:
        return one
    if unit and line.word(one.last) in _OF_ALL:  # a quarter of a percentage point
        entry, last = unit.entry, one.last + 1 + (line.word(one.last + 1) in ARTICLES) + unit.length
        if isinstance(entry, Measure):
            return one._replace(last=last, unit=entry.dimension, scale=entry.factor)
        return one._replace(last=last, unit=entry)
    return one._replace(value=100 * one.value, unit=PERCENT)


def _share(line: Line, before: Quantity | None, whole: Quantity) -> Quantity | None:
    """A share in percent, whose second number is this one; None if it is no share."""
    if whole.unit is not None or whole.value not in _WHOLES or whole.comparator != "=":
        return None
    lead = whole.first - 1
    if line.word(lead) == "之" and line.word(lead - 1) == "分" and before is None:
        return None
    if line.word(lead) not in _IN and not (
        line.word(lead) == "of" and line.word(lead - 1) == "out"
    ):
        return None
    start = lead - (line.word(lead) == "of") - (line.word(lead) == "cada")
    if before is not None and before.last in (start, start - 1) and before.unit is None:
        if before.value.denominator == 1 and before.value < whole.value:
            percent = 100 * before.value / whole.value
            return before._replace(last=whole.last, value=percent, unit=PERCENT)
        return None
    for k in (start - 1, start - 2):
        if line.word(k) in ONE:
            return whole._replace(first=k, value=100 / whole.value, unit=PERCENT)
    return None


# --- what became of those who are counted ---------------------------------------------------------


FATE_REACH = 10
"""The fate of those whom a number counts is told so many words before or behind it, or nearer."""

_PEOPLE = frozenset("人名位例")
"""Units of people."""


def _with_fates(
    line: Line, quantities: Sequence[Quantity], used: Collection[int]
) -> list[Quantity]:
    """The numbers with the fate of those they count; `nobody` with a fate is a number, too: 0."""
    fates = line.listed.get("fates", ())
    if not fates:
        return [*quantities]
    zeros = [
        Quantity(i, i + tag.length, Fraction(0))
        for i in sorted(line.places(("none",)))
        if i not in used and (tag := line.tag(i, "none")) and tag.length == line.tags[i][0].length
    ]
    barred = {i for one in (*quantities, *zeros) for i in range(one.first, one.last)}
    found = []
    for one in sorted((*quantities, *zeros), key=lambda quantity: quantity.first):
        of_people = one.unit is None or line.word(one.last - 1) in _PEOPLE
        nearest = _nearest_fate(line, one, fates, barred) if of_people else None
        if one in zeros and (nearest is None or not _is_next(line, one, *nearest)):
            continue
        found.append(one if nearest is None else one._replace(fate=nearest[1].entry))
    return found


def _nearest_fate(
    line: Line, one: Quantity, fates: Sequence[tuple[int, Tag]], barred: Collection[int]
) -> tuple[int, Tag] | None:
    """The phrase nearest to a number, with its place, up to a comma or another number."""
    low, high = one.first, one.last
    while low > max(0, one.first - FATE_REACH) and not BREAK.search(line.gap(low)):
        if low - 1 in barred or line.word(low - 1) in AND:
            break
        low -= 1
    while high < min(len(line.words), one.last + FATE_REACH) and high not in barred:
        if BREAK.search(line.gap(high)):
            break
        high += 1
    near = [
        (i - one.last if i >= one.last else one.first - i - tag.length, i < one.last, i, tag)
        for i, tag in fates
        if one.last <= i < high or low <= i <= one.first - tag.length
    ]
    return min(near, key=itemgetter(0, 1))[2:] if near else None


def _is_next(line: Line, one: Quantity, i: int, tag: Tag) -> bool:
    """Whether only small words stand between a number and a phrase, and words of change."""
    between = range(one.last, i) if i >= one.last else range(i + tag.length, one.first)
    return all(
        line.word(k) in line.function or line.tag(k, "trifles", "change", "negation")
        for k in between
    )
