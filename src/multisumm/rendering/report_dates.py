"""The day that a page or a message is of."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import NamedTuple

from multisumm.errors import OptionError
from multisumm.messages import must_be, plural
from multisumm.model import Source
from multisumm.rendering.report_sources import NamedSource

EPOCH = "SOURCE_DATE_EPOCH"
"""Environment variable with the date of what is made, in seconds since 1970, as reproducible builds
use it."""

LAST_SECOND = 253_402_300_799
"""The last second of the year 9999."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def stated_time() -> datetime | None:
    """Return the time that SOURCE_DATE_EPOCH states; None if it is not set.

    Raises:
        OptionError: It is no number of seconds.
    """
    stated = os.environ.get(EPOCH)
    if stated is None:
        return None
    if not re.fullmatch("[0-9]{1,12}", stated) or int(stated) > LAST_SECOND:
        raise OptionError(must_be(EPOCH, "a whole number of seconds", stated))
    return datetime.fromtimestamp(int(stated), UTC)


def day_of(source: Source) -> date | None:
    """Return the day of a source; None if its date is not known or not in ISO 8601."""
    try:
        return date.fromisoformat((source.date or "")[:10])
    except ValueError:
        return None


def day_of_summary(sources: Iterable[Source]) -> date | None:
    """Return the day of the newest source, or else that of SOURCE_DATE_EPOCH, if it is set.

    Raises:
        OptionError: No day of a source is known, and SOURCE_DATE_EPOCH is no number of seconds.
    """
    newest = _newest_day(sources)
    if newest:
        return newest
    stated = stated_time()
    return stated.date() if stated else None


def told_day(sources: Iterable[Source]) -> str:
    """Return the day of a summary in words: `newest source: 11 October 2019`; empty without one.

    Raises:
        OptionError: As `day_of_summary`.
    """
    listed = [*sources]
    day = day_of_summary(listed)
    if day is None:
        return ""
    return f"newest source: {in_words(day)}" if _newest_day(listed) else in_words(day)


def _newest_day(sources: Iterable[Source]) -> date | None:
    return max((day for source in sources if (day := day_of(source))), default=None)


class ReportingDay(NamedTuple):
    """A day on which sources reported.

    Attributes:
        day: The day; None for those whose day is not known, which come last.
        since: How long after the day before, in words: `2 days later`; empty for the first.
        sources: These sources, in the order given.
    """

    day: date | None
    since: str
    sources: tuple[NamedSource, ...]


def reporting_days(sources: Iterable[NamedSource]) -> list[ReportingDay]:
    """Return when the sources reported, by day; nothing unless two different days are known."""
    by_day: dict[date | None, list[NamedSource]] = {}
    for source in sources:
        by_day.setdefault(day_of(source.source), []).append(source)
    days = sorted(day for day in by_day if day)
    if len(days) < 2:
        return []
    gaps = ["", *(f"{plural((day - before).days, 'day', comma=True)} later"
                  for before, day in pairwise(days))]  # fmt: skip
    known = [ReportingDay(day, gap, (*by_day[day],)) for day, gap in zip(days, gaps, strict=True)]
    return [*known, ReportingDay(None, "", (*by_day[None],))] if None in by_day else known


def in_words(day: date) -> str:
    """Return a day in words, in English: `11 October 2019`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
