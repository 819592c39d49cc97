"""Order the chosen sentences for the reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from multisumm.model import Document, Sentence

Order = Callable[
    [Sequence[int], Sequence[Sentence], Sequence[Document], Mapping[int, float]], list[int]
]
"""Picked indices, all sentences, all documents, score of each picked -> the indices in order."""

_ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d([T ].*)?)?)?", re.ASCII)


def reading_order(
    picked: Sequence[int],
    sentences: Sequence[Sentence],
    documents: Sequence[Document],
    scores: Mapping[int, float],
) -> list[int]:
    """Return the sentences by date if every quoted source has one, then by relative position.

    Articles open with what happened and go on to background, so sentences from the same part of
    different sources belong together. Sentences of one source keep their order, and nothing comes
    between two that follow each other there. Ties go to the earlier document.
    """
    lengths = _sentence_counts(sentences)
    days = _days(picked, sentences, documents)
    first = _first_of_run(picked, sentences)

    def key(index: int) -> tuple[str, float, int, int]:
        sentence = sentences[index]
        share = first[index] / lengths[sentence.document]
        return days[sentence.document], share, sentence.document, sentence.position

    return sorted(picked, key=key)


def rank_order(
    picked: Sequence[int],
    sentences: Sequence[Sentence],
    documents: Sequence[Document],
    scores: Mapping[int, float],
) -> list[int]:
    """Return the sentences by score, highest first; ties in the order of the input."""
    return sorted(picked, key=lambda index: (-scores[index], index))


def chronological_order(
    picked: Sequence[int],
    sentences: Sequence[Sentence],
    documents: Sequence[Document],
    scores: Mapping[int, float],
) -> list[int]:
    """Return the sentences by the date of their source, those without an ISO 8601 date last.

    Ties are in the order of the input.
    """
    return sorted(
        picked, key=lambda index: (*_date_key(documents[sentences[index].document]), index)
    )


ORDERS: dict[str, Order] = {
    "reading": reading_order,
    "rank": rank_order,
    "chronological": chronological_order,
}
"""The orders by name."""


def _sentence_counts(sentences: Sequence[Sentence]) -> dict[int, int]:
    """Return the number of sentences of each document."""
    counts: dict[int, int] = {}
    for sentence in sentences:
        counts[sentence.document] = max(counts.get(sentence.document, 0), sentence.position + 1)
    return counts


def _first_of_run(picked: Sequence[int], sentences: Sequence[Sentence]) -> dict[int, int]:
    """Return for each picked sentence the position of the first in its unbroken run."""
    first: dict[int, int] = {}
    for index in sorted(picked):
        sentence = sentences[index]
        before = index - 1
        continues = before in first and sentences[before].document == sentence.document
        first[index] = first[before] if continues else sentence.position
    return first


def _days(
    picked: Sequence[int], sentences: Sequence[Sentence], documents: Sequence[Document]
) -> dict[int, str]:
    """Return the day of each quoted document; empty strings for all unless each has one."""
    quoted = sorted({sentences[index].document for index in picked})
    days = {number: _iso_date(documents[number])[:10] for number in quoted}
    return days if all(days.values()) else dict.fromkeys(quoted, "")


def _date_key(document: Document) -> tuple[bool, str]:
    """Return a key that sorts by date, documents without one last."""
    date = _iso_date(document)
    return not date, date


def _iso_date(document: Document) -> str:
    """Return the date of the document if it sorts by time, otherwise an empty string."""
    return document.date if document.date and _ISO_DATE.fullmatch(document.date) else ""
