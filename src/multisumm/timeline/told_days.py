"""The day that a sentence tells of, or the day of its document: right, or not said.

Dates are read by the same rules as in comparisons (`comparison/figures.py`); `data/told_days.json`
adds the phrases that name a day by its distance from today. The package dateparser, which
trafilatura brings, is not used: it reads `may` and `second` as dates, takes no account of the tense
and has no way to leave a doubtful date out; `eval/accuracy/timelines.py` measures both.

Doubt is left out. A weekday, a date without a year and "last week" count only where the date of the
document is known; whether they are past or to come is decided by the tense, and where that does not
tell, by distance. A sentence that tells of two days, or that sets its day by another sentence ("the
next day"), has none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple

from multisumm.comparison.attribution import BREAK, is_aside
from multisumm.comparison.figures import BETWEEN, Moment
from multisumm.comparison.line import Line
from multisumm.comparison.statements import Statement, make_statement
from multisumm.model import DatedBy
from multisumm.text.languages import function_words
from multisumm.timeline.periods import Period, of_day, of_days, of_month, of_week, of_year
from multisumm.timeline.phrases import DayPhrases, Named, load_day_phrases

MAX_DAYS_PAST = 183
"""A date without a year is not further back than this, nor further ahead if it is announced."""

MAX_DAYS_AHEAD = 60
"""A date without a year is not further ahead than this if nothing says that it is to come."""

MAX_MONTHS_PAST = 6
MAX_MONTHS_AHEAD = 2
"""The same for a month without a year."""

Tense = Literal["past", "ahead", "unsure"]

TimeParts = Mapping[str, int]
"""What is known of a time: `year`, `month`, `day`, `weekday` (Monday 0), and how many `days`,
`weeks`, `months` or `years` it is away."""


class Dated(NamedTuple):
    """The time of a sentence.

    Attributes:
        period: The time.
        dated_by: `told`, if the sentence tells it; `document`, if it is the day of its document.
    """

    period: Period
    dated_by: DatedBy


class _Mention(NamedTuple):
    """A time that a sentence names.

    Attributes:
        first: Index of its first word.
        last: Index behind its last word.
        parts: What is known of it.
    """

    first: int
    last: int
    parts: TimeParts

    @property
    def names_day(self) -> bool:
        """Whether it names a day, not a month or a year."""
        return not self.parts.keys().isdisjoint(("day", "weekday", "days"))


class _Reading(NamedTuple):
    """A sentence while its times are read."""

    line: Line
    statement: Statement
    phrases: DayPhrases
    named: Sequence[Named]
    written: date | None


def date_sentence(text: str, *, language: str, written: date | None) -> Dated | None:
    """Return the time of a sentence; None if it cannot be said for sure.

    Args:
        text: The sentence.
        language: Its ISO 639-1 code; of languages without phrases in `data/told_days.json`, only
            sentences without any figure for a time are dated, by their document.
        written: The day of its document, or None.

    >>> day = date(2025, 4, 3)  # a Thursday
    >>> date_sentence("The bridge was closed on Tuesday.", language="en", written=day).period.iso
    '2025-04-01'
    >>> date_sentence("It will open on 5 May.", language="en", written=day).period.iso
    '2025-05-05'
    """
    by_document = Dated(of_day(written), "document") if written else None
    phrases = load_day_phrases(language)
    if phrases is None:
        return None if re.search(r"\d", text) else by_document
    text = phrases.apart(text)
    if _UNREAD.search(text):
        return None
    statement = make_statement(text, language=language)
    line = Line(statement.words, statement.tags, text, function_words(language), language)
    named = phrases.find_named(line)
    reading = _Reading(line, statement, phrases, named, written)
    mentions, is_vague = _told(reading, _mentions(statement, named, line))
    if not mentions:
        return None if is_vague or _leaves_open(named) else by_document
    period = _period_of(reading, mentions)
    return Dated(period, "told") if period else None


_UNREAD = re.compile(
    r"(?<![\d.])\d{1,2}\.\s?\d{1,2}\.(?!\d)|\d ?(?:AH|BC|BCE|BE|هـ|ه)\b"
    r"|\b(?:v\. ?Chr|av\. ?J|[ad]\. ?C|до н|př\. ?n|π\. ?Χ)|公元前|民国|令和|平成"
)
"""What nothing tells from a version or a paragraph, `5.5.`, and years of other eras."""


def _leaves_open(named: Sequence[Named]) -> bool:
    return any(one.unit == "unclear" or _is_present(one) for one in named)


def _is_present(one: Named) -> bool:
    """Whether it is a week, month or year that is not over: this week does not say when."""
    return one.unit != "days" and not one.distance


# --- which times a sentence names -----------------------------------------------------------------


def _mentions(statement: Statement, named: Sequence[Named], line: Line) -> list[_Mention]:
    """The times of a sentence, those that belong together as one."""
    known = [one for one in named if one.unit != "unclear" and not _is_present(one)]
    taken = {i for one in named for i in range(one.first, one.last)}
    found = [_Mention(one.first, one.last, {one.unit: one.distance}) for one in known]
    for moment in (*statement.moments, *statement.asides):
        parts = {name: value for name, value in moment.parts if name in _CALENDAR}
        if parts and taken.isdisjoint(range(moment.first, moment.last)):
            found.append(_with_number(line, _Mention(moment.first, moment.last, parts)))
    first = line.word(0)
    if line.language == "de" and _YEAR.fullmatch(first) and not line.is_capital(1):
        found.append(_Mention(0, 1, {"year": int(first)}))  # 2019 starben
    joined: list[_Mention] = []
    for mention in sorted(found):
        if joined and _are_one(line, joined[-1], mention):
            before = joined.pop()
            mention = _Mention(before.first, mention.last, {**before.parts, **mention.parts})
        joined.append(mention)
    return joined


_YEAR = re.compile(r"(?:19|20)\d\d")
_CALENDAR = frozenset(("year", "month", "day", "weekday", "decade"))

_TOGETHER = (
    {"weekday", "month", "day"},
    {"weekday", "month", "day", "year"},
    {"weekday", "weeks"},
    {"weekday", "days"},
    {"month", "day", "years"},
    {"month", "years"},
)
_IN_DIGITS = ({"year", "month"}, {"year", "month", "day"})
"""What names one time together: in any order, and right behind each other, as in 2025年5月3日."""


def _are_one(line: Line, one: _Mention, other: _Mention) -> bool:
    """Whether two neighbours name one time: Tuesday, 5 May; March last year."""
    between = range(one.last, other.first)
    words = line.text[line.words[one.last - 1].end : line.words[other.first].start]
    return (
        len(between) <= 1
        and all(line.word(i) in line.function for i in between)
        and not BREAK.search(words.replace(",", ""))
        and one.parts.keys().isdisjoint(other.parts)
        and {*one.parts, *other.parts} in (_TOGETHER if words else _TOGETHER + _IN_DIGITS)
    )


def _with_number(line: Line, one: _Mention) -> _Mention:
    """A weekday with the day of the month behind it: terça-feira (1)."""
    number = line.word(one.last)
    is_day = (
        one.parts.keys() == {"weekday"}
        and number.isdecimal()
        and len(number) <= 2
        and line.gap(one.last).endswith("(")
        and line.text[line.words[one.last].end :].startswith(")")
    )
    return _Mention(one.first, one.last + 1, {**one.parts, "day": int(number)}) if is_day else one


# --- which of them it tells of --------------------------------------------------------------------


def _told(reading: _Reading, mentions: Sequence[_Mention]) -> tuple[list[_Mention], bool]:
    """The times at which a sentence is set, and whether others leave that open.

    These are the times of what is said; if there is none, the time at which it is said.
    """
    line, statement = reading.line, reading.statement
    told: list[_Mention] = []
    is_vague = False
    for mention in mentions:
        stands = _stands(reading, mention)
        if stands == "told":
            told.append(mention)
        is_vague |= stands == "vague"
    said = [one for one in told if _is_said(line, statement.spoken, one)]
    return [one for one in told if one not in said] or said, is_vague


def _stands(reading: _Reading, one: _Mention) -> Literal["told", "vague", "beside"]:
    """How a time stands in its sentence.

    It is `beside` what happens (since Tuesday, Tuesday's vote), which may then be of the day of the
    document. A month or a year that is beside it, or that nothing leads, makes its time `vague`.
    """
    line, phrases = reading.line, reading.phrases
    beside: Literal["vague", "beside"] = "beside" if one.names_day else "vague"
    opened = any(named.unit == "unclear" and named.last == one.first for named in reading.named)
    if "decade" in one.parts or opened:  # his last Friday
        return "vague"
    possessive = line.word(one.last) == "s" and line.gap(one.last) in ("'", "’")
    if possessive:
        return beside
    in_clause = _relative_clause(reading, one)
    if in_clause is not None and one.parts.get("days") != 0:  # today is today in any clause
        return in_clause
    if _range_start(reading, one):
        return "told"
    if _follows(reading, one.first, "beside"):
        return beside
    if one.names_day or not one.parts.keys().isdisjoint(("weeks", "months", "years")):
        return "told"
    is_led = phrases.ends_before(line, one.first, "period") or _modifier(reading, one) is not None
    if is_led or _is_bare_year(line, one):
        return "told"
    behind = line.word(one.last)
    qualifies = behind[:1].isalpha() and behind not in line.function  # the 2023 budget
    return "vague" if "year" in one.parts and not qualifies else "beside"  # April may be a name


def _relative_clause(reading: _Reading, one: _Mention) -> Literal["beside", "vague"] | None:
    """How a time stands in a clause that tells which one is meant, or what is known of it.

    Where such a clause ends is clear only if it stands between commas.
    """
    line, phrases = reading.line, reading.phrases
    for i in range(one.first - 1, 0, -1):
        said = any(line.tag(k, "saying") for k in range(i - 4, i))
        is_set_apart = "," in line.gap(i)
        if (
            phrases.begins_at(line, i, "relative")
            or (is_set_apart and phrases.begins_at(line, i, "behind_comma"))
            or (line.language == "en" and line.word(i) == "that" and not said)
        ):
            return "beside" if is_set_apart else "vague"
        if BREAK.search(line.gap(i)):
            break
    return None


def _is_bare_year(line: Line, one: _Mention) -> bool:
    """Whether a year needs no word that leads it: German years do not, except behind a noun."""
    if line.language == "de":
        return one.parts.keys() == {"year"} and (
            not one.first or not line.is_capital(one.first - 1)
        )
    return one.first == 0 and "year" in one.parts


def _follows(reading: _Reading, i: int, listed: str) -> bool:
    """Whether a phrase of a list stands before a word, or before its article."""
    line, phrases = reading.line, reading.phrases
    for end in (i, i - 1) if line.word(i - 1) in line.function else (i,):
        if phrases.ends_before(line, end, listed):
            return not phrases.ends_before(line, end - 1, "of_day")
    return False


def _is_said(line: Line, spoken: Collection[int], one: _Mention) -> bool:
    return one.first in spoken or is_aside(line, Moment(one.first, one.last, ()))


# --- when that is ---------------------------------------------------------------------------------


def _period_of(reading: _Reading, mentions: Sequence[_Mention]) -> Period | None:
    """The one time that these name, the most exact of those that contain it; None in doubt."""
    joined = _joined_range(reading, mentions)
    if joined is not None:
        return joined
    periods = [_resolve(reading, mention) for mention in mentions]
    known = [period for period in periods if period is not None]
    if len(known) < len(periods):
        return None
    finest = min(known, key=lambda period: period.last - period.first)
    return finest if all(period.contains(finest) for period in known) else None


def _joined_range(reading: _Reading, mentions: Sequence[_Mention]) -> Period | None:
    """From Monday to Wednesday, 30 April to 2 May."""
    for one, other in pairwise(mentions):
        if other.first - one.last == 1 and reading.phrases.ends_before(
            reading.line, other.first, "between"
        ):
            end = _resolve(reading, other)
            year = {"year": end.first.year} if end and "month" in one.parts else {}
            start = _resolve(reading, one._replace(parts={**year, **one.parts}))
            return of_days(start.first, end.last) if start and end else None
    return None


def _range_start(reading: _Reading, one: _Mention) -> int | None:
    """The first day of a range in one month: from 3 to 5 May, 3-5 May."""
    line = reading.line
    if not {"month", "day"} <= one.parts.keys() or not line.word(one.first).isdecimal():
        return None
    by_dash = line.gap(one.first).strip() in ("-", "–", "—")
    between = "both" if line.word(one.first - 3) in BETWEEN else "between"
    by_word = reading.phrases.ends_before(line, one.first, between)
    for back in (1,) if by_dash else (2, 3) if by_word else ():
        number = line.word(one.first - back)
        if number.isdecimal() and 0 < int(number) < one.parts["day"]:
            return int(number)
    return None


def _resolve(reading: _Reading, one: _Mention) -> Period | None:
    """The time that a sentence names; None if that depends on what is not known."""
    parts, written = one.parts, reading.written
    if "year" not in parts and written is None:
        return None
    if "day" in parts:
        return _day_or_days(reading, one)
    if "month" in parts:
        return _month(parts, written, _tense(reading, one), _modifier(reading, one))
    if "year" in parts:
        return of_year(parts["year"])
    assert written is not None  # else there was a year
    if "weekday" in parts:
        return _weekday(parts, written, _tense(reading, one), _modifier(reading, one))
    return _away(parts, written)


def _away(parts: TimeParts, written: date) -> Period | None:
    """The time that is so many days, weeks, months or years away."""
    if "days" in parts:
        return _shifted(written, parts["days"])
    if "weeks" in parts:
        return of_week(written, parts["weeks"])
    if "months" in parts:
        return of_month(written.year, written.month + parts["months"])
    return of_year(written.year + parts["years"])


def _day_or_days(reading: _Reading, one: _Mention) -> Period | None:
    """A day of a month, or the days of a range that ends with it."""
    if _names_two_days(reading, one):
        return None
    day = _date(one.parts, reading.written, _tense(reading, one))
    start = _range_start(reading, one)
    if day is None or start is None:
        return of_day(day) if day else None
    return of_days(day.replace(day=start), day)


def _tense(reading: _Reading, one: _Mention) -> Tense:
    """Whether a time is past or to come, by the words of the sentence."""
    line, statement, phrases = reading.line, reading.statement, reading.phrases
    if _is_said(line, statement.spoken, one):
        return "past"
    future = [
        op
        for op in statement.operators
        if op.name == "future"
        and op.first not in statement.spoken
        and not phrases.begins_at(line, op.first, "not_ahead")
    ]
    ahead = [op.last for op in future if not phrases.begins_at(line, op.first, "would")]
    ahead += [
        i
        for i, word in enumerate(line.words)
        if phrases.begins_at(line, i, "soon") or phrases.is_future(word.text)
    ]
    if ahead:
        return "ahead" if any(_looks_ahead(reading, one, i) for i in ahead) else "unsure"
    open_yet = any(op.name in _NOT_YET for op in statement.operators)
    return "unsure" if future or open_yet else "past"


_NOT_YET = frozenset(("plan", "hedge", "condition", "request"))

_MAX_BEFORE_FIRST = 2
"""A sentence that begins with its time has at most so many words before it: on the, am."""

_MAX_TO_VERB = 8
"""So many words behind a time with which a sentence begins, its verb tells the tense of it."""


def _looks_ahead(reading: _Reading, one: _Mention, verb: int) -> bool:
    """Whether what is to come, up to this word, comes at this time."""
    line = reading.line
    if verb <= one.first:
        return not any(_parts_clauses(reading, i) for i in range(verb, one.first))
    if one.first > _MAX_BEFORE_FIRST or verb - one.last > _MAX_TO_VERB:
        return False
    return not any(BREAK.search(line.gap(i)) for i in range(one.last + 1, verb))


def _parts_clauses(reading: _Reading, i: int) -> bool:
    """Whether a clause begins that is no longer about what is to come: after it fell on Tuesday."""
    line, phrases = reading.line, reading.phrases
    return bool(line.tag(i, "that")) or any(
        phrases.begins_at(line, i, listed) for listed in ("relative", "clause")
    )


def _modifier(reading: _Reading, one: _Mention) -> Tense | None:
    """What `last` or `next` beside a weekday or a month says."""
    line, phrases = reading.line, reading.phrases
    sides: tuple[tuple[str, Tense], ...] = (("past", "past"), ("coming", "ahead"))
    for listed, tense in sides:
        if phrases.ends_before(line, one.first, listed) or phrases.begins_at(
            line, one.last, listed
        ):
            return tense
    return None


def _names_two_days(reading: _Reading, one: _Mention) -> bool:
    """On 3 and 5 May."""
    before = reading.line.word(one.first - 2)
    both = reading.phrases.ends_before(reading.line, one.first, "both")
    return before.isdecimal() and both and _range_start(reading, one) is None


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
