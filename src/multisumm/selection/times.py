"""The times at which documents were written, as texts that sort, and their places among others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from datetime import UTC, datetime

from multisumm.model import Document

FEW_DAYS = 3
"""With fewer steps from day to day than this, the day counts for less: reports of two days on one
event are not told one after the other."""

_ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d([T ].*)?)?)?", re.ASCII)


def times_written(
    numbers: Set[int], documents: Sequence[Document], days: Mapping[int, str]
) -> Mapping[int, str]:
    """Return the dates of the documents with their times, if each has one, otherwise the days."""
    dates = sortable_dates(numbers, documents)
    return dates if all(map(_has_time, dates.values())) else days


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
