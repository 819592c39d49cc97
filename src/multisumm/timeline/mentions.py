"""Which times a sentence names, those that belong together as one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from multisumm.comparison.attribution import is_aside
from multisumm.comparison.figures.values import Moment
from multisumm.comparison.line import BREAK, Line
from multisumm.comparison.statements import Statement
from multisumm.timeline.phrases import DayPhrases, Named

TimeParts = Mapping[str, int]
"""What is known of a time: `year`, `month`, `day`, `weekday` (Monday 0), and how many `days`,
`weeks`, `months` or `years` it is away."""


class TimeMention(NamedTuple):
    """A time that a sentence names.

    Attributes:
        first: Index of its first word.
        last: Index behind its last word.
        parts: What is known of it.
        until: The end of a range that begins with it: from Monday to Wednesday.
    """

    first: int
    last: int
    parts: TimeParts
    until: TimeMention | None = None

    @property
    def names_day(self) -> bool:
        """Whether it names a day, not a month or a year."""
        return not self.parts.keys().isdisjoint(("day", "weekday", "days", "days_ahead"))


class DateReading(NamedTuple):
    """A sentence while its times are read."""

    line: Line
    statement: Statement
    phrases: DayPhrases
    named: Sequence[Named]
    written: date | None


def leaves_open(named: Sequence[Named]) -> bool:
    """Return whether a phrase sets the time by another sentence, or by a week that is not over."""
    return any(one.unit == "unclear" or _is_present(one) for one in named)


def _is_present(one: Named) -> bool:
    """Whether it is a week, month or year that is not over: this week does not say when."""
    return one.unit != "days" and not one.distance


def find_mentions(
    statement: Statement, named: Sequence[Named], line: Line, phrases: DayPhrases
) -> list[TimeMention]:
    """The times of a sentence, those that belong together as one."""
    known = [one for one in named if one.unit != "unclear" and not _is_present(one)]
    taken = {i for one in named for i in range(one.first, one.last)}
    found = [TimeMention(one.first, one.last, {one.unit: one.distance}) for one in known]
    for moment in (*statement.moments, *statement.asides):
        mention = _of_calendar(line, moment)
        if _begins_range(line, moment):
            continue  # read with its last day, see `range_start`
        if mention.parts and taken.isdisjoint(range(mention.first, mention.last)):
            found += [mention, *_days_behind(line, mention)]
    found += _bare_years(line, phrases, {one.first for one in found})
    joined: list[TimeMention] = []
    for mention in sorted(found, key=lambda one: one.first):
        before = joined[-1] if joined else None
        if before and _are_one(line, before, mention):
            parts = {**before.parts, **mention.parts}
            joined[-1] = TimeMention(before.first, mention.last, parts)
        elif before and _is_range(line, phrases, before, mention):
            joined[-1] = before._replace(last=mention.last, until=mention)
        else:
            joined.append(mention)
    return joined


def _begins_range(line: Line, moment: Moment) -> bool:
    """Whether a date is a number that has its month from a later day: the 3 of 3 to 5 May."""
    names = {name for name, _ in moment.parts}
    alone = moment.last - moment.first == 1 and line.word(moment.first).isdecimal()
    return alone and names == {"day", "month"}


def _bare_years(line: Line, phrases: DayPhrases, known: Collection[int]) -> Iterator[TimeMention]:
    """Years that comparisons take for numbers: im Jahr 2019; 2019 starben; en 2022, l'usine."""
    for i, word in enumerate(line.words):
        if i in known or not _YEAR.fullmatch(word.text):
            continue
        opens = (
            line.language == "de" and not i and line.word(1).isalpha() and not line.is_capital(1)
        )
        is_apart = "," in line.gap(i + 1) and phrases.ends_before(line, i, "period")
        if opens or is_apart or phrases.ends_before(line, i, "year_of"):
            yield TimeMention(i, i + 1, {"year": int(word.text)})


def _days_behind(line: Line, one: TimeMention) -> Iterator[TimeMention]:
    """Chinese days that have their month from the day before them: 4月1日至2日; 4月1日、2日."""
    while line.language == "zh" and {"month", "day"} <= one.parts.keys():
        start = one.last if line.gap(one.last).strip() else one.last + 1
        number, unit = line.word(start), line.word(start + 1)
        if not (_is_day_number(number) and unit in _ZH_DAYS):
            return
        one = TimeMention(start, start + 2, {**one.parts, "day": int(number)})
        yield one


_ZH_DAYS = ("日", "号")


def _is_range(line: Line, phrases: DayPhrases, one: TimeMention, other: TimeMention) -> bool:
    """Whether days are the ends of a range: from Monday to Wednesday; 4月1日-3日; 4月1日、2日."""
    if not (one.names_day and other.names_day):
        return False
    if other.first > one.last:
        is_led = bool(phrases.ends_before(line, other.first, "between"))
        return other.first - one.last == 1 and is_led
    mark = line.gap(other.first).strip()
    follows = {**one.parts, **other.parts} == {**one.parts, "day": one.parts.get("day", 0) + 1}
    return line.language == "zh" and (mark in _DASHES or (mark == "、" and follows))


_DASHES = ("-", "–", "—", "~", "～", "－")


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


def _are_one(line: Line, one: TimeMention, other: TimeMention) -> bool:
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


def _of_calendar(line: Line, moment: Moment) -> TimeMention:
    """What a date or time of the comparisons says of the day, with the number of the day beside it.

    That is behind a weekday, terça-feira (1), or the second of a range: between 3 and 5 May.
    """
    first, last = moment.first, moment.last
    parts = {name: value for name, value in moment.parts if name in _CALENDAR}
    if parts.keys() == {"year"} and line.language == "zh" and line.word(last - 1) != "年":
        return TimeMention(first, last, {})  # 1900辆
    before, behind = line.word(first - 1), line.word(last)
    if parts.keys() == {"weekday"} and _is_day_number(behind) and line.gap(last).endswith("("):
        if line.text[line.words[last].end :].startswith(")"):
            return TimeMention(first, last + 1, {**parts, "day": int(behind)})
    elif "month" in parts and "day" not in parts and _is_day_number(before):
        return TimeMention(first - 1, last, {**parts, "day": int(before)})
    return TimeMention(first, last, parts)


def _is_day_number(word: str) -> bool:
    return word.isdecimal() and len(word) <= 2


def is_said(line: Line, spoken: Collection[int], one: TimeMention) -> bool:
    """Return whether a time is that at which something is said, not that of what is said."""
    return one.first in spoken or is_aside(line, Moment(one.first, one.last, ()))
