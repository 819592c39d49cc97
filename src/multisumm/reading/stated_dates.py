"""Dates as files and senders state them -> days in ISO 8601. Dates in a text: `datelines.py`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from multisumm.datelines import find_day, iso_day

_MAX_DATE_CHARACTERS = 40
"""A cell of a table that is longer holds more than a date, and is kept as it is."""

_ISO = re.compile(r"\d{4}(?:(?:-\d\d){2}[T ]|(?:-\d\d){0,2}\Z)")
_SHORT_YEAR = re.compile(
    r"(?:[A-Z][a-z]{1,8},? )?(\d{1,2})[ -]([A-Z][a-z]{2})[ -](\d\d) \d\d?:\d\d"
)
_AMERICAN = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) \d\d:\d\d:\d\d(?: \w+)? (\d{4})"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?!\d)")
_SHORT_NUMBERS = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_TIMESTAMP = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")


def sender_day(stated: str) -> str | None:
    """Return the day of a date of a mail or a feed, as its sender's clock had it.

    None if it has no one reading (`3/4/2024`). A year of two digits is one from 1970 to 2069.

    >>> sender_day("2024-05-05T23:30:00-05:00"), sender_day("Mo, 25 Jun 2018 11:41:36")
    ('2024-05-05', '2018-06-25')
    >>> sender_day("Mon Jun 25 11:41:36 2018"), sender_day("25 Jun 18 11:41")
    ('2018-06-25', '2018-06-25')
    """
    text = " ".join(stated.split())
    if short := _SHORT_YEAR.match(text):
        year = int(short[3])
        text = f"{short[1]} {short[2]} {year + (2000 if year < 70 else 1900)}"
    elif american := _AMERICAN.match(text):
        text = f"{american[2]} {american[1]} {american[3]}"
    elif numbers := _COMPACT.match(text) or _SHORT_NUMBERS.match(text):
        return iso_day(*map(int, numbers.groups()))
    return find_day(text)


def cell_date(stated: str) -> str:
    """Return a date of a table in ISO 8601 if it has a day of one reading, else as it is.

    One in ISO 8601 keeps its time.

    >>> cell_date("8 October 2019"), cell_date("3/4/2019"), cell_date("2019-10-08T09:30")
    ('2019-10-08', '3/4/2019', '2019-10-08T09:30')
    """
    is_kept = _ISO.match(stated) or len(stated) > _MAX_DATE_CHARACTERS
    return stated if is_kept else find_day(stated) or stated


def book_date(stated: str) -> str | None:
    """Return the date of a book: a day, a month or a year in ISO 8601, or the date as it is.

    >>> book_date("2011-05-03T00:00:00Z"), book_date("May 3, 2011"), book_date("2011")
    ('2011-05-03', '2011-05-03', '2011')
    """
    date = cell_date(stated)
    return (date[:10].rstrip("T ") if _ISO.match(date) else date) or None


def publication_day(dates: Iterable[Sequence[str]]) -> str | None:
    """Return the earliest of several days in ISO 8601; without a day, the earliest year alone.

    Args:
        dates: Year, month and day of each, as numbers; empty for what is not stated.

    >>> publication_day([("2024", "5", "3"), ("2024", "4", "")])
    '2024-05-03'
    >>> publication_day([("2024", "", "")])
    '2024'
    """
    days, years = [], []
    for year, *rest in dates:
        if year.isdecimal() and len(year) == 4:
            years.append(year)
            numbers = [int(part) for part in rest if part.isdecimal() and len(part) <= 2]
            days += [iso_day(int(year), *numbers)] if len(numbers) == 2 else []
    return min(filter(None, days), default=None) or min(years, default=None)


def creation_day(timestamp: str) -> str | None:
    """Return the day on which a file was created, None without one.

    A file may be much younger than its text, so this is not the date of its document.

    >>> creation_day("2019-10-07T12:00:00Z"), creation_day("20191007120000"), creation_day("2019")
    ('2019-10-07', '2019-10-07', None)
    """
    day = _TIMESTAMP.match(timestamp)
    return iso_day(*map(int, day.groups())) if day else None
