"""The times at which documents were written, as texts that sort, and their places among others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from datetime import UTC, datetime

from multisumm.datelines import full_dates
from multisumm.model import Document
from multisumm.text.days import day_number

SEARCHED_FOR_DATE = 1000
"""Characters of a document in which a date is taken for its day."""

DAYS_APART = 31
"""So many days at most lie between that date and the days of the other documents."""

FEW_DAYS = 3
"""With fewer steps from day to day than this, the day counts for less: reports of two days on one
event are not told one after the other."""

_ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d([T ].*)?)?)?", re.ASCII)


def times_written(
    numbers: Set[int], documents: Sequence[Document], days: Mapping[int, str]
) -> Mapping[int, str]:
    """Return the dates of the documents with their times, if each has one, otherwise the days.

    A document without a day has the first full date near its beginning that is near the days of the
    others. That is good enough for an order, and is told nowhere.
    """
    dates = sortable_dates(numbers, documents)
    if all(map(_has_time, dates.values())):
        return dates
    known = {number: days[number] for number in numbers if days.get(number)}
    if not known:
        return days
    first, last = (day_number(day) for day in (min(known.values()), max(known.values())))
    for number in numbers - known.keys():
        told = full_dates(documents[number].text[:SEARCHED_FOR_DATE])
        near = [one for one in told if first - DAYS_APART <= day_number(one) <= last + DAYS_APART]
        if near:
            known[number] = near[0]
    return known


def sortable_dates(numbers: Set[int], documents: Sequence[Document]) -> dict[int, str]:
    """Return the date of each document as a text that sorts by time; empty without an ISO 8601 one.

    Times with an offset are told in UTC; where some have one and others do not, the days are left.
    """
    dates = {number: _iso_date(documents[number]) for number in numbers}
    in_utc = {number: _in_utc(date) for number, date in dates.items()}
    if not any(in_utc.values()):
        return dates
    if all(in_utc[number] for number, date in dates.items() if date):
        return in_utc
    return {number: date[: len("2016-02-01")] for number, date in dates.items()}


def places_in_time(times: Mapping[int, str]) -> dict[int, float]:
    """Return the place of each time among the others, 0 to 1; the middle for an empty one."""
    known = sorted({time for time in times.values() if time})
    ranks = {time: rank for rank, time in enumerate(known)}
    middle, steps = (len(known) - 1) / 2, max(len(known) - 1, FEW_DAYS)
    return {key: ranks.get(time, middle) / steps for key, time in times.items()}


def _in_utc(date: str) -> str:
    """Return a time with an offset in UTC; an empty string without one."""
    try:
        time = datetime.fromisoformat(date)
        return time.astimezone(UTC).isoformat() if time.tzinfo else ""
    except (ValueError, OverflowError):
        return ""


def _iso_date(document: Document) -> str:
    """Return the date of the document if it sorts by time, otherwise an empty string."""
    return document.date if document.date and _ISO_DATE.fullmatch(document.date) else ""


def _has_time(date: str) -> bool:
    return len(date) > len("2016-02-01")
