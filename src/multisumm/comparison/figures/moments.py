"""Dates and times of a sentence: 4 May 2021, on Monday, 15:00, at ten o'clock, in 2016."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction

from multisumm.comparison.figures.ends import role_of
from multisumm.comparison.figures.numerals import RANGE_DASHES, small_number
from multisumm.comparison.figures.values import Moment
from multisumm.comparison.line import Line

_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)")
_DOTTED_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_YEARS = range(1000, 2101)

_Found = tuple[dict[str, int], int] | None
"""The parts of a moment, and the index behind its last word."""

_Reader = Callable[[Line, int], _Found]


def read_moment(line: Line, i: int) -> Moment | None:
    """Return the date or time that begins at a word; None if there is none."""
    for read in _readers(line, i):
        found = read(line, i)
        if found:
            parts, last = found
            return Moment(i, last, tuple(sorted(parts.items())), role_of(line, i))
    return None


def _readers(line: Line, i: int) -> Sequence[_Reader]:
    """What reads dates and times that begin like a word."""
    if line.words[i].text[0].isdecimal():
        return _IN_DIGITS
    lists = {tag.list for tag in line.tags[i]}
    return [read for listed, read in _IN_WORDS if listed in lists]


# --- days -----------------------------------------------------------------------------------------


def _numeric_date(line: Line, i: int) -> _Found:
    """2021-05-04, 4.5.2021, 24/11/18; of 4/11/18 only the year is sure."""
    word = line.word(i)
    dotted = _DOTTED_DATE.fullmatch(word) if "." in word else None
    if dotted and int(dotted[2]) <= 12 and int(dotted[1]) <= 31:
        return {"day": int(dotted[1]), "month": int(dotted[2]), "year": int(dotted[3])}, i + 1
    if line.gap(i + 1) not in ("-", "/") or line.gap(i + 2) != line.gap(i + 1):
        return None
    year, month, day = (small_number(line.word(k)) or 0 for k in (i, i + 1, i + 2))
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


def _date(line: Line, i: int) -> _Found:
    """4 May 2021, May 4, 5月4日; the first day of `4 and 6 May`, `4-6 May` and `May 4-6`."""
    number, month, k = small_number(line.word(i)) or 0, _month(line, i), i + 1
    if 0 < number <= 31:
        while line.word(k) in line.small.ordinal_ends or line.word(k) in line.small.of:
            k += 1
        named = _month(line, k)
        if named:
            return _with_year(line, {"day": number, "month": named}, k + 1)
        other = _other_day(line, k)
        later = (
            _date(line, other) if other and number < (small_number(line.word(other)) or 0) else None
        )
        if later and later[0].keys() >= {"day", "month"}:
            return {"day": number, "month": later[0]["month"]}, k
        if number <= 12 and line.word(i + 1) == "月":
            month, k = number, i + 2
    if not month:
        return None
    parts = {"month": month}
    day = small_number(line.word(k)) or 0
    if 0 < day <= 31:
        parts["day"], k = day, k + 1
        if line.gap(k) in RANGE_DASHES and day < (small_number(line.word(k)) or 0) <= 31:
            k += 1
        while line.word(k) in line.small.ordinal_ends or line.word(k) in ("日", "号"):
            k += 1
    return _with_year(line, parts, k)


def _other_day(line: Line, k: int) -> int:
    """The place of a number behind a dash or a word that links two days; 0 if none stands there."""
    if line.gap(k) in RANGE_DASHES:
        return k
    word = line.word(k)
    if word not in line.small.through and word not in line.small.conjunctions:
        return 0
    return k + 1 + (line.word(k + 1) in line.function and not line.word(k + 1)[:1].isdecimal())


def _with_year(line: Line, parts: dict[str, int], k: int) -> _Found:
    after = k + (line.word(k) in line.small.of)
    year = small_number(line.word(after))
    if year is not None and year in _YEARS and len(line.word(after)) == 4:
        return {**parts, "year": year}, after + 1
    return parts, k


def _month(line: Line, i: int) -> int | None:
    """The number of the month that a word names; `may` and `march` with a capital or a day."""
    tag = line.tag(i, "months")
    if tag is None:
        return None
    if line.word(i) in line.small.capitalised and not line.is_capital(i):
        day = small_number(line.word(i + 1)) or 0
        if not 0 < day <= 31 or line.gap(i + 1) != " ":
            return None
    return int(tag.entry) + 1


# --- times of day ---------------------------------------------------------------------------------


def _clock(line: Line, i: int) -> _Found:
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
        hour = small_number(str(spelt.entry) if spelt else line.word(i)) or 99
        minute = (small_number(line.word(i + 1)) or 0) if apart else 0
    else:
        return _compact_clock(line, i) or _told_hour(line, i)
    if half and (hour > 12 or minute > 59):
        return None
    if half:
        hour = hour % 12 + 12 * (half.list == "pm")
        last += half.length
    return {"clock": 60 * hour + minute}, last


def _compact_clock(line: Line, i: int) -> _Found:
    """19h30, 19h."""
    if line.language not in ("fr", "pt") or line.word(i + 1) != "h" or line.gap(i + 1):
        return None
    hour = small_number(line.word(i))
    minute = small_number(line.word(i + 2)) if not line.gap(i + 2) else None
    if hour is None or hour > 24:
        return None
    return {"clock": 60 * hour + (minute or 0)}, i + 2 + (minute is not None)


_NO_DURATION = frozenset(("de", "zh", "en"))
"""Languages in which the word behind an hour (Uhr, 点, o'clock) is not that of a duration."""

_BARE = frozenset(("es", "it", "pt"))
"""Languages in which the article before an hour tells it: alle dieci."""


def _told_hour(line: Line, i: int) -> _Found:
    """An hour by the word behind it or before it: 19 Uhr, à dix heures, a las nueve y cuarto."""
    if "hours" not in line.listed and line.language not in _BARE:
        return None
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
    value = Fraction(spelt.entry) if spelt else Fraction(small_number(line.word(i)) or 0)
    if value.denominator > 1 or not 0 < value <= 24:
        return None
    return 60 * int(value), i + (spelt.length if spelt else 1), False


# --- others ---------------------------------------------------------------------------------------


def _weekday(line: Line, i: int) -> _Found:
    tag = line.tag(i, "weekdays")
    if tag is None or (line.word(i) in line.small.capitalised and not line.is_capital(i)):
        return None
    return {"weekday": int(tag.entry)}, i + tag.length


def _year(line: Line, i: int) -> _Found:
    """Four digits that count nothing: `in 2016`, but not `1200 homes` and `2000 metres`."""
    year = small_number(line.word(i))
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


def _decade(line: Line, i: int) -> _Found:
    """The 1990s, a man in his 60s."""
    if line.word(i + 1) != "s" or line.gap(i + 1) not in ("", "'", "’"):
        return None
    value = small_number(line.word(i))
    return ({"decade": value}, i + 2) if value and value % 10 == 0 else None


def _day_part(line: Line, i: int) -> _Found:
    tag = line.tag(i, "day_parts")
    return ({f"part {tag.entry}": 1}, i + tag.length) if tag else None


_IN_DIGITS: tuple[_Reader, ...] = (_numeric_date, _date, _clock, _year, _decade)
_IN_WORDS: tuple[tuple[str, _Reader], ...] = (
    ("months", _date), ("times", _clock), ("number_words", _clock), ("weekdays", _weekday),
    ("day_parts", _day_part),
)  # fmt: skip
"""Lists, and what reads the times that begin with a word of each."""
