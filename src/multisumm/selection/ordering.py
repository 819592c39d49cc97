"""In which order the chosen sentences are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from multisumm.model import Document, Sentence

_ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d([T ].*)?)?)?", re.ASCII)


def reading_order(
    picked: Sequence[int],
    sentences: Sequence[Sentence],
    documents: Sequence[Document],
    scores: Mapping[int, float],
) -> list[int]:
    """By date where every quoted source has one, then by relative position in the source.

    Articles open with what happened and go on to background, so sentences from the same part of
    different sources belong together. Two of one source keep their order, and nothing comes between
    two that follow each other there. Ties: document order.
    """
    lengths = _sentence_counts(sentences)
    dates = _dates(picked, sentences, documents)
    first = _first_of_run(picked, sentences)

    def place(index: int) -> tuple[str, float, int, int]:
        sentence = sentences[index]
        share = first[index] / lengths[sentence.document]
        return dates[sentence.document], share, sentence.document, sentence.position

    return sorted(picked, key=place)


def rank_order(
    picked: Sequence[int],
    sentences: Sequence[Sentence],
    documents: Sequence[Document],
    scores: Mapping[int, float],
) -> list[int]:
    """Highest score first; ties in the order of the input."""
    return sorted(picked, key=lambda index: (-scores[index], index))


def chronological_order(
    picked: Sequence[int],
    sentences: Sequence[Sentence],
    documents: Sequence[Document],
    scores: Mapping[int, float],
) -> list[int]:
    """By the date of the source, those without an ISO one last; then in the order of the input."""
    return sorted(
        picked, key=lambda index: (*_date_key(documents[sentences[index].document]), index)
    )


ORDERS: dict[
    str,
    Callable[
        [Sequence[int], Sequence[Sentence], Sequence[Document], Mapping[int, float]], list[int]
    ],
] = {"reading": reading_order, "rank": rank_order, "chronological": chronological_order}


def _sentence_counts(sentences: Sequence[Sentence]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for sentence in sentences:
        counts[sentence.document] = max(counts.get(sentence.document, 0), sentence.position + 1)
    return counts


def _first_of_run(picked: Sequence[int], sentences: Sequence[Sentence]) -> dict[int, int]:
    """Position of the first of the picked sentences that stand together, for each of them."""
    first: dict[int, int] = {}
    for index in sorted(picked):
        sentence = sentences[index]
        above = index - 1
        together = above in first and sentences[above].document == sentence.document
        first[index] = first[above] if together else sentence.position
    return first


def _dates(
    picked: Sequence[int], sentences: Sequence[Sentence], documents: Sequence[Document]
) -> dict[int, str]:
    """Day of each quoted document, or nothing for all of them unless each has one."""
    quoted = sorted({sentences[index].document for index in picked})
    days = {number: _iso_date(documents[number])[:10] for number in quoted}
    return days if all(days.values()) else dict.fromkeys(quoted, "")


def _date_key(document: Document) -> tuple[bool, str]:
    date = _iso_date(document)
    return not date, date


def _iso_date(document: Document) -> str:
    """The date of the document if it is one that sorts by time, else nothing."""
    return document.date if document.date and _ISO_DATE.fullmatch(document.date) else ""
