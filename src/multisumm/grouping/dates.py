"""The day of each document, as far as it is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from multisumm.datelines import find_day, read_heading
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
        stated = document.date if document.date is not None else read_heading(document.text).day
        if not stated or stated.startswith("file created"):  # that is not the day of the text
            continue
        day = _day(stated)
        if day is not None:
            days[i] = day
        else:
            name = printable(document.id)
            warnings.append(f"{name}: the date {brief_repr(stated)} is not clear; passed over")
    return days, warnings


def _day(stated: str) -> int | None:
    """Return the number of a day, None if the date has no reading or several."""
    for text in (stated[:10], find_day(stated)):
        try:
            return date.fromisoformat(text).toordinal() if text else None
        except ValueError:
            continue
    return None
