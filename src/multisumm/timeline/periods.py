"""A day, some days, a month or a year, as ISO 8601 writes them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from multisumm.model import Precision


class Period(NamedTuple):
    """The time that a sentence is set in, as exactly as it is told.

    Attributes:
        first: Its first day.
        last: Its last day; equal to `first` for a day.
        precision: How exactly it is told: `day`, `days`, `month` or `year`.
    """

    first: date
    last: date
    precision: Precision = "day"

    @property
    def iso(self) -> str:
        """How ISO 8601 writes it: `2025-05-03`, `2025-05-03/2025-05-05`, `2025-05` or `2025`."""
        day = self.first.isoformat()
        if self.precision == "days":
            return f"{day}/{self.last.isoformat()}"
        return day[: {"day": 10, "month": 7, "year": 4}[self.precision]]

    def contains(self, other: Period) -> bool:
        """Return whether another period lies within this one."""
        return self.first <= other.first and other.last <= self.last


def read_day(iso: str) -> date | None:
    """Return the day that ISO 8601 writes so; None if there is no such day."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def of_day(day: date) -> Period:
    """Return one day."""
    return Period(day, day)


def of_days(first: date, last: date) -> Period | None:
    """Return the days from one to another; None if they are not in this order."""
    return Period(first, last, "days") if first < last else None


def of_week(day: date, weeks: int) -> Period | None:
    """Return the week, Monday to Sunday, that is so many weeks away from that of a day.

    None beyond the years that a date can have, here and below.
    """
    try:
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
        return of_days(monday, monday + timedelta(days=6))
    except OverflowError:
        return None


def of_month(year: int, month: int) -> Period | None:
    """Return a month, also one counted from another: month 0 is December of the year before."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not date.min.year <= year <= date.max.year:
        return None
    last = monthrange(year, month)[1]
    return Period(date(year, month, 1), date(year, month, last), "month")


def of_year(year: int) -> Period | None:
    """Return a year."""
    if not date.min.year <= year <= date.max.year:
        return None
    return Period(date(year, 1, 1), date(year, 12, 31), "year")
