"""The day of each document, as far as it is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from multisumm.datelines import day_of_date, read_heading
from multisumm.messages import brief_repr, plural, printable
from multisumm.model import Document

UNKNOWN_DAY = np.nan
"""The day of a document without a date."""

DAYS_OF_YEAR = 365
"""Days by which some documents may be later than the rest of a pile, whatever their number."""

MIN_EARLIER = 3
"""Documents that must be earlier for each whose date is doubted because it is so much later."""


def find_days(documents: Sequence[Document]) -> tuple[NDArray[np.float64], list[str]]:
    """Return the day of each document as a number, NaN if unknown, and warnings about bad dates.

    The day is that of the document's `date`. A document without one has the day that its own head
    states. A date that cannot be read is passed over with a warning; so no day is known. A date
    that is much later than those of the rest is doubted: the document has the day that its own head
    states, if any. What day it is today is not asked, so the same pile always has the same days.

    Args:
        documents: The n documents.
    """
    warnings = []
    days = np.full(len(documents), UNKNOWN_DAY)
    for i, document in enumerate(documents):
        if document.date is None:
            days[i] = _day_of_head(document)
            continue
        day = day_of_date(document.date)
        if day is not None:
            days[i] = date.fromisoformat(day).toordinal()
        elif document.date:
            warnings.append(f"{_dated(document)} is not clear; passed over")
    last = _last_plausible_day(days)
    for i in np.flatnonzero(days > last).tolist():
        own = _day_of_head(documents[i])
        if documents[i].date is not None and own != days[i]:
            years = plural(int((days[i] - last) // DAYS_OF_YEAR), "year")
            told = "passed over" if np.isnan(own) else f"its head says {_iso(own)}"
            warnings.append(f"{_dated(documents[i])} is {years} after the others; {told}")
            days[i] = own
    return days, warnings


def _day_of_head(document: Document) -> float:
    """Return the day that the head of a document states."""
    day = read_heading(document.text).day
    return UNKNOWN_DAY if day is None else date.fromisoformat(day).toordinal()


def _iso(day: float) -> str:
    return date.fromordinal(int(day)).isoformat()


def _dated(document: Document) -> str:
    return f"{printable(document.id)}: the date {brief_repr(document.date)}"


def _last_plausible_day(days: NDArray[np.float64]) -> float:
    """Return the day beyond which dates are doubted; infinity if none is.

    A few are doubted if they come more than a year behind all others, and more than the half of
    those before them is spread over: in an archive, a year without a document is nothing odd.

    >>> week = [733_000, 733_001, 733_003, 733_007]
    >>> float(_last_plausible_day(np.array([*week, 760_000, np.nan])))
    733007.0
    """
    known = np.sort(days[~np.isnan(days)])
    for i in np.flatnonzero(np.diff(known) > DAYS_OF_YEAR) + 1:
        before, gap = known[:i], known[i] - known[i - 1]
        is_few = MIN_EARLIER * (len(known) - i) <= i
        if is_few and gap > before[-1] - np.median(before):
            return float(before[-1])
    return np.inf
