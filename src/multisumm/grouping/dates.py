"""The day of each document, as far as it is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from multisumm.datelines import FILE_CREATED, day_of_date, read_heading
from multisumm.messages import brief_repr, printable
from multisumm.model import Document

UNKNOWN_DAY = np.nan
"""The day of a document without a date."""


def find_days(documents: Sequence[Document]) -> tuple[NDArray[np.float64], list[str]]:
    """Return the day of each document as a number, NaN if unknown, and warnings about bad dates.

    The day is that of the document's `date`. A document without one has the day that its own head
    states. A date that cannot be read is passed over with a warning; so no day is known.

    Args:
        documents: The n documents.
    """
    warnings = []
    days = np.full(len(documents), UNKNOWN_DAY)
    for i, document in enumerate(documents):
        if document.date is None:
            day = read_heading(document.text).day
        else:
            day = day_of_date(document.date)
            if day is None and document.date and not document.date.startswith(FILE_CREATED):
                name, shown = printable(document.id), brief_repr(document.date)
                warnings.append(f"{name}: the date {shown} is not clear; passed over")
        if day is not None:
            days[i] = date.fromisoformat(day).toordinal()
    return days, warnings
