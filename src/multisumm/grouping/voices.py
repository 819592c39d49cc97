"""Documents that share most of their text count as one voice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from multisumm.comparison.families import join_by_shingles
from multisumm.grouping.pile import Pile
from multisumm.model import Document


def find_voices(
    pile: Pile,
    documents: Sequence[Document],
    days: NDArray[np.float64],
    window: float | None,
) -> list[int]:
    """Return the index of the document that stands for each: the longest of its voice.

    Documents are one voice if they share half of their shingles, as their sketches show. Of a voice
    that spans more than the window, each stretch of time is a voice of its own. So is each page
    about nothing.

    Args:
        pile: The words of the n documents.
        documents: The documents; of equally long ones, the first stands for the others.
        days: Day of each, NaN if unknown; shape (n,).
        window: Days between two documents at most; None is no limit.
    """
    numbers = np.unique(pile.sketches, return_inverse=True)[1].astype(np.int64)
    families = join_by_shingles(pile.sketch_owners, numbers, len(documents))
    members: dict[tuple[int, int], list[int]] = {}
    for i, part in enumerate(_parts(families, days, window)):
        key = (-1, i) if pile.empty[i] else (families[i], part)
        members.setdefault(key, []).append(i)
    stands = [0] * len(documents)
    for own in members.values():
        longest = max(own, key=lambda i: (len(documents[i].text), -i))
        for i in own:
            stands[i] = longest
    return stands


def _parts(families: Sequence[int], days: NDArray[np.float64], window: float | None) -> list[int]:
    """Return in which stretch of time of its family each document lies; 0 without a day."""
    parts = [0] * len(families)
    if window is None:
        return parts
    last: dict[int, tuple[float, int]] = {}
    for i in sorted(range(len(families)), key=lambda i: (days[i], i)):
        if np.isnan(days[i]):
            continue
        day, part = last.get(families[i], (days[i], 0))
        parts[i] = part + (days[i] - day > window)
        last[families[i]] = (days[i], parts[i])
    return parts
