"""The day of each document, as far as it is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multisumm.datelines import Heading, day_of_date, read_heading
from multisumm.messages import brief_repr, plural, printable
from multisumm.model import Document

DAYS_OF_YEAR = 365
"""Days by which some documents may be later than the rest of a pile, whatever their number."""

MIN_EARLIER = 9
"""Documents that must be earlier for each whose date is doubted because it is so much later."""

LONG_AFTER, MIN_LONG_EARLIER = 20 * DAYS_OF_YEAR, 3
"""Of a date that is so many days later, fewer earlier documents are enough to doubt it."""


class FoundDays(NamedTuple):
    """The days of documents.

    Attributes:
        days: Index of each document whose day is known -> the day in ISO 8601.
        unclear: A line about each date that cannot be read.
        doubted: A line about each date that is much later than those of the rest.
    """

    days: Mapping[int, str]
    unclear: Sequence[str] = ()
    doubted: Sequence[str] = ()


def find_days(
    documents: Sequence[Document], heading: Callable[[str], Heading] = read_heading
) -> FoundDays:
    """Return the day of each document as far as it is known, and warnings about bad dates.

    The day is that of the document's `date`. A document without one has the day that its own head
    states. A date that cannot be read is passed over with a warning; so no day is known. A date
    that is much later than those of the rest is doubted: the document has the day that its own head
    states, if any. What day it is today is not asked, so the same documents always have the same
    days.

    Args:
        documents: The documents.
        heading: Gives what the head of a text says.
    """
    days: dict[int, str] = {}
    unclear, doubted = [], []
    for i, document in enumerate(documents):
        stated = document.date
        day = heading(document.text).day if stated is None else day_of_date(stated)
        if day:
            days[i] = day
        elif stated:
            unclear.append(f"{_dated(document)} is not clear; passed over")
    numbers = {i: day_number(day) for i, day in days.items()}
    last = _last_plausible_day(list(numbers.values()))
    for i, number in numbers.items():
        if last is None or number <= last or documents[i].date is None:
            continue
        own = heading(documents[i].text).day
        if own == days[i]:
            continue
        years = plural((number - last) // DAYS_OF_YEAR, "year")
        told = "passed over" if own is None else f"its head says {own}"
        doubted.append(f"{_dated(documents[i])} is {years} after the others; {told}")
        if own is None:
            del days[i]
        else:
            days[i] = own
    return FoundDays(days, unclear, doubted)


def days_as_numbers(days: Mapping[int, str], count: int) -> NDArray[np.float64]:
    """Return days in ISO 8601 by index as numbers, NaN where none is known: shape (count,)."""
    numbers = np.full(count, np.nan)
    for i, day in days.items():
        numbers[i] = day_number(day)
    return numbers


def day_number(day: str) -> int:
    """Return the number of a day in ISO 8601, so that days can be subtracted."""
    return date.fromisoformat(day).toordinal()


def _dated(document: Document) -> str:
    return f"{printable(document.id)}: the date {brief_repr(document.date)}"


def _last_plausible_day(days: Sequence[int]) -> int | None:
    """Return the day beyond which dates are doubted; None if none is.

    A few are doubted if they come more than a year behind all others, and more than the half of
    those before them is spread over: in an archive, a year without a document is nothing odd. The
    few are one in ten, or one in four if they come twenty years behind.

    >>> week = [733_000, 733_001, 733_003, 733_007]
    >>> _last_plausible_day([*week, 760_000])
    733007
    """
    known = sorted(days)
    for i in range(1, len(known)):
        gap = known[i] - known[i - 1]
        if gap <= DAYS_OF_YEAR:
            continue
        earlier = MIN_LONG_EARLIER if gap > LONG_AFTER else MIN_EARLIER
        is_few = earlier * (len(known) - i) <= i
        if is_few and gap > known[i - 1] - median(known[:i]):
            return known[i - 1]
    return None
