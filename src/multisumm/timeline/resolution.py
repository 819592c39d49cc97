"""When a time is that a sentence names, by the day and the tense in which it is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from multisumm.comparison.figures.numerals import read_value
from multisumm.comparison.line import BREAK
from multisumm.timeline.mentions import DateReading, TimeMention, TimeParts, is_said
from multisumm.timeline.periods import Period, of_day, of_days, of_month, of_week, of_year

MAX_DAYS_PAST = 183
"""A date without a year is not further back than this, nor further ahead if it is announced."""

MAX_DAYS_AHEAD = 60
"""A date without a year is not further ahead than this if nothing says that it is to come."""

MAX_MONTHS_PAST = 6
MAX_MONTHS_AHEAD = 2
"""The same for a month without a year."""

Tense = Literal["past", "ahead", "unsure"]


def period_of(reading: DateReading, mentions: Sequence[TimeMention]) -> Period | None:
    """The one time that these name, the most exact of those that contain it; None in doubt."""
    periods = [_resolve(reading, mention) for mention in mentions]
    known = [period for period in periods if period is not None]
    if len(known) < len(periods):
        return None
    finest = min(known, key=lambda period: period.last - period.first)
    if _is_over(reading, finest) and any(_tense(reading, one) != "past" for one in mentions):
        return None  # it will be asked why the deck that was fitted in 2008 broke
    return finest if all(period.contains(finest) for period in known) else None


def _is_over(reading: DateReading, period: Period) -> bool:
    """Whether a month or a year ended before the sentence was written."""
    is_long = period.precision in ("month", "year")
    return is_long and reading.written is not None and period.last < reading.written


def _days_until(reading: DateReading, one: TimeMention, until: TimeMention) -> Period | None:
    """From Monday to Wednesday; 30 April to 2 May; 2024年4月1日至2日."""
    if one.parts.get("month", 0) == until.parts.get("month"):  # then of the same year, too
        until = until._replace(parts={**one.parts, **until.parts})
    end = _resolve(reading, until)
    if end is None:
        return None
    year = {"year": end.first.year} if "month" in one.parts else {}
    start = _resolve(reading, one._replace(parts={**year, **one.parts}, until=None))
    return of_days(start.first, end.last) if start else None


def range_start(reading: DateReading, one: TimeMention) -> int | None:
    """Return the first day of a range in one month; None without one: from 3 to 5 May, 3-5 May."""
    joined = _joined_number(reading, one)
    if joined is None or joined[1] == "both" or not 0 < joined[0] < one.parts["day"]:
        return None
    return joined[0]


def _joined_number(reading: DateReading, one: TimeMention) -> tuple[int, str] | None:
    """The number before a day of a month that is joined with it, and by which list of phrases."""
    line = reading.line
    if not {"month", "day"} <= one.parts.keys() or not line.word(one.first).isdecimal():
        return None
    if line.gap(one.first).strip() in ("-", "–", "—"):
        lead, listed = one.first, "between"
    else:
        joins = ("between", "both")
        starts = ((reading.phrases.start_before(line, one.first, join), join) for join in joins)
        lead, listed = next(((i, join) for i, join in starts if i is not None), (0, ""))
    number = line.word(lead - 1)
    if not number.isdecimal() or len(number) > 2:
        return None
    is_range = listed == "between" or line.word(lead - 2) in line.small.between
    return int(number), "between" if is_range else "both"


def _resolve(reading: DateReading, one: TimeMention) -> Period | None:
    """The time that a sentence names; None if that depends on what is not known."""
    parts, written = one.parts, reading.written
    if one.until:
        return _days_until(reading, one, one.until)
    if "year" not in parts and written is None:
        return None
    if "day" in parts:
        return _day_or_days(reading, one)
    if "month" in parts:
        return _month(parts, written, _tense(reading, one), modifier_of(reading, one))
    if "year" in parts:
        return of_year(parts["year"])
    assert written is not None  # else there was a year
    if "weekday" in parts:
        return _weekday(parts, written, _tense(reading, one), modifier_of(reading, one))
    if "days_ahead" in parts and _tense(reading, one) != "ahead":
        return None
    return _away(parts, written)


def _away(parts: TimeParts, written: date) -> Period | None:
    """The time that is so many days, weeks, months or years away."""
    days = parts.get("days", parts.get("days_ahead"))
    if days is not None:
        return _shifted(written, days)
    if "weeks" in parts:
        return of_week(written, parts["weeks"])
    if "months" in parts:
        return of_month(written.year, written.month + parts["months"])
    return of_year(written.year + parts["years"])


def _day_or_days(reading: DateReading, one: TimeMention) -> Period | None:
    """A day of a month, or the days of a range that ends with it."""
    if _names_two_days(reading, one):
        return None
    day = _date(one.parts, reading.written, _tense(reading, one))
    start = range_start(reading, one)
    if day is None or start is None:
        return of_day(day) if day else None
    return of_days(day.replace(day=start), day)


def _tense(reading: DateReading, one: TimeMention) -> Tense:
    """Whether a time is past or to come, by the words of the sentence."""
    line, statement, phrases = reading.line, reading.statement, reading.phrases
    if is_said(line, statement.spoken, one):
        return "past"
    future = [
        op
        for op in statement.operators
        if op.name == "future"
        and op.first not in statement.spoken
        and not phrases.begins_at(line, op.first, "not_ahead")
    ]
    ahead = [op.last for op in future if not phrases.begins_at(line, op.first, "would")]
    looked = {i for i in range(len(line.words)) if phrases.begins_at(line, i, "would")}
    ahead += [
        i
        for i, word in enumerate(line.words)
        if (
            phrases.begins_at(line, i, "soon")
            and looked.isdisjoint((i - 1, i))
            and not (i and read_value(line, i - 1))  # 14 votes are none that decide
        )
        or phrases.is_future(word.text)
    ]
    if ahead:
        return "ahead" if any(_looks_ahead(reading, one, i) for i in ahead) else "unsure"
    open_yet = any(op.name in _NOT_YET for op in statement.operators) or any(
        phrases.begins_at(line, i, "able") and _looks_ahead(reading, one, i)
        for i in range(len(line.words))
    )
    return "unsure" if future or open_yet or not looked <= {*statement.spoken} else "past"


_NOT_YET = frozenset(("plan", "hedge", "condition", "request"))

_MAX_BEFORE_FIRST = 2
"""A sentence that begins with its time has at most so many words before it: on the, am."""

_MAX_TO_VERB = 8
"""So many words behind a time with which a sentence begins, its verb tells the tense of it."""


def _looks_ahead(reading: DateReading, one: TimeMention, verb: int) -> bool:
    """Whether what is to come, up to this word, comes at this time."""
    line = reading.line
    if verb <= one.first:
        return not any(_parts_clauses(reading, i) for i in range(verb, one.first))
    if one.first > _MAX_BEFORE_FIRST or verb - one.last > _MAX_TO_VERB:
        return False
    return not any(BREAK.search(line.gap(i)) for i in range(one.last + 1, verb))


def _parts_clauses(reading: DateReading, i: int) -> bool:
    """Whether a clause begins that is no longer about what is to come: after it fell on Tuesday."""
    line, phrases = reading.line, reading.phrases
    return bool(line.tag(i, "that")) or any(
        phrases.begins_at(line, i, listed) for listed in ("relative", "clause")
    )


def modifier_of(reading: DateReading, one: TimeMention) -> Tense | None:
    """What `last` or `next` beside a weekday or a month says."""
    line, phrases = reading.line, reading.phrases
    sides: tuple[tuple[str, Tense], ...] = (("past", "past"), ("coming", "ahead"))
    for listed, tense in sides:
        if phrases.ends_before(line, one.first, listed) or phrases.begins_at(
            line, one.last, listed
        ):
            return tense
    return None


def _names_two_days(reading: DateReading, one: TimeMention) -> bool:
    """Whether another day is joined with it, not as a range: on 3 and 5 May, from 5 to 3 May."""
    return _joined_number(reading, one) is not None and range_start(reading, one) is None


def _weekday(
    parts: TimeParts, written: date, tense: Tense, modifier: Tense | None
) -> Period | None:
    """The weekday that is meant; one of this week is not `last` nor `next`, which may mean both."""
    weekday = parts["weekday"]
    if "weeks" in parts:
        week = of_week(written, parts["weeks"])
        return _shifted(week.first, weekday) if week else None
    if "days" in parts:
        day = _shifted(written, parts["days"])
        return day if day and day.first.weekday() == weekday else None
    back, ahead = (written.weekday() - weekday) % 7, (weekday - written.weekday()) % 7
    if modifier is None:
        return _shifted(written, {"past": -back, "ahead": ahead or None}.get(tense))
    day = _shifted(written, -(back or 7) if modifier == "past" else ahead or 7)
    of_other_week = day and day.first.isocalendar()[:2] != written.isocalendar()[:2]
    return day if of_other_week else None


def _date(parts: TimeParts, written: date | None, tense: Tense) -> date | None:
    """A day of a month; without a year the one that the tense allows and that is near enough."""
    if "year" in parts:
        years = [parts["year"]]
    elif written is None:
        return None
    elif "years" in parts:
        years = [written.year + parts["years"]]
    else:
        years = [written.year - 1, written.year, written.year + 1]
    months = [parts["month"]] if "month" in parts else range(1, 13)
    valid = [
        day
        for year in years
        for month in months
        if (day := _valid(year, month, parts["day"]))
        and parts.get("weekday", day.weekday()) == day.weekday()
    ]
    if len(years) == 1:
        return valid[0] if valid else None
    assert written is not None  # else there was one year
    return _nearest(valid, written, tense)


def _nearest(days: Sequence[date], written: date, tense: Tense) -> date | None:
    """The day that is meant of those of several years; None if none is near enough."""
    distances = {(day - written).days: day for day in days}
    past = max((distance for distance in distances if distance <= 0), default=-366)
    ahead = min((distance for distance in distances if distance >= 0), default=366)
    if tense == "ahead":
        return distances[ahead] if ahead <= MAX_DAYS_PAST else None
    limit = MAX_DAYS_PAST if tense == "past" else MAX_DAYS_AHEAD
    if -past <= min(limit, ahead):
        return distances[past]
    return distances[ahead] if ahead <= MAX_DAYS_AHEAD else None


def _month(
    parts: TimeParts, written: date | None, tense: Tense, modifier: Tense | None
) -> Period | None:
    """A month; without a year the one that the tense allows and that is near enough."""
    month = parts["month"]
    if "year" in parts:
        return of_month(parts["year"], month)
    if written is None:
        return None
    if "years" in parts:
        return of_month(written.year + parts["years"], month)
    past = -((written.month - month) % 12)
    ahead = (month - written.month) % 12
    if modifier is not None:
        return of_month(written.year, written.month + (past if modifier == "past" else ahead))
    limits = {"past": (MAX_MONTHS_PAST, MAX_MONTHS_AHEAD), "ahead": (0, MAX_MONTHS_PAST),
              "unsure": (MAX_MONTHS_AHEAD, MAX_MONTHS_AHEAD)}  # fmt: skip
    most_past, most_ahead = limits[tense]
    if -past <= most_past:
        return of_month(written.year, written.month + past)
    return of_month(written.year, written.month + ahead) if ahead <= most_ahead else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _shifted(day: date, days: int | None) -> Period | None:
    """The day so many days later; None if that is not known or beyond the calendar."""
    try:
        return None if days is None else of_day(day + timedelta(days=days))
    except OverflowError:
        return None
