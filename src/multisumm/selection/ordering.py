"""Order the chosen sentences for the reader."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from multisumm.model import Document, Sentence
from multisumm.selection.names import Names, names_of
from multisumm.selection.times import places_in_time, sortable_dates, times_written

CENTRALITY = 1.0
PLACE = 0.8
DAY = 2.0
"""What makes a sentence stand early: how much it has in common with all others, relative to the
most central pick (0 to 1); and late: its place in its document (0 to 1), and the place of its day
among the days that are told (0 to 1). `eval/training/order.py` compares them with fits to the order
in which references tell what the summaries quote."""

STAY = 0.3
"""How much earlier the next sentence of the source is told that was told last: so that what belongs
together stays together."""

INTRODUCING = 0.15
"""So much less news a run may tell that opens the summary because it introduces a name."""

MAX_INTRODUCED = 60
"""In longer summaries, names are not looked at: the work grows with the square."""


class Evidence(NamedTuple):
    """What an order may go by.

    Attributes:
        scores: Picked index -> its score, at least 0.
        centrality: Picked index -> how much it has in common with all sentences, at least 0.
        days: Document -> its day in ISO 8601, where it is known.
        told_by: Picked index -> the sentences that say the same or a part of it.
        leaning: Picked indices of sentences that refer to something before them.
        told_days: Picked index -> the day in ISO 8601 that it tells of, where it says so.
        relevance: Picked index -> how relevant it is to the query, if there is one.
        turns: Document -> its turn, if the documents are the messages of a thread.
        news: Picked index -> how well it opens the summary (`opening.py`).
    """

    scores: Mapping[int, float]
    centrality: Mapping[int, float]
    days: Mapping[int, str]
    told_by: Mapping[int, Sequence[int]] = {}
    leaning: frozenset[int] = frozenset()
    told_days: Mapping[int, str] = {}
    relevance: Mapping[int, float] = {}
    turns: Mapping[int, int] = {}
    news: Mapping[int, float] = {}


Order = Callable[[Sequence[int], Sequence[Sentence], Sequence[Document], Evidence], list[int]]
"""Picked indices, all sentences, all documents, evidence -> the indices in order."""

_Head = tuple[float, int, int]
"""How late the next run of a source is told, its first sentence, and the source."""


def reading_order(
    picked: Sequence[int],
    sentences: Sequence[Sentence],
    documents: Sequence[Document],
    evidence: Evidence,
) -> list[int]:
    """Return the sentences as people tell a matter: the main news first, then from day to day.

    Sentences that follow each other in their document stay together. The run comes first that tells
    the news best, wherever its source has it; with a query, the one with the most relevant
    sentence. A sentence that refers to something before it opens the summary only if all do.

    Sentences of one source then keep their order. Of the runs that may come next, one of each
    source, that is taken which is the most central and the nearest to the beginning of a document
    that tells it, of the earliest day: the day that it tells of, otherwise that of its document (or
    time, if all have one). That of the source that was told last is a little ahead of the others.
    If a run only mentions a name that another introduces ("Prime Minister Manuel Valls" before
    "Valls"), that one is taken. Ties go to the earlier document.

    Messages of one thread are told as they were written: an answer makes no sense before what it
    answers.
    """
    lengths = _sentence_counts(sentences)
    top = max((evidence.centrality.get(i, 0.0) for i in picked), default=0.0) or 1.0
    written = times_written({sentences[i].document for i in picked}, documents, evidence.days)
    own = {i: written.get(sentences[i].document, "") for i in picked}

    def place(index: int) -> float:
        tellers = (sentences[i] for i in (index, *evidence.told_by.get(index, ())))
        return min(one.position / lengths[one.document] for one in tellers)

    waiting: dict[int, list[list[int]]] = {}  # of each source, the next run last
    for run in reversed(_runs(picked, sentences)):
        waiting.setdefault(sentences[run[0]].document, []).append(run)
    if evidence.turns:
        told = _take_opening(waiting, evidence, {}) if evidence.relevance else []
        rest = (i for runs in waiting.values() for run in runs for i in run)
        return [*told, *sorted(rest, key=lambda i: (evidence.turns[sentences[i].document], i))]
    told_days = {i: day for i, day in evidence.told_days.items() if own.get(i, "")[:10] != day}
    time = places_in_time({**own, **told_days})  # a day of its own has the time of its source
    late = {  # of each run, by its first sentence
        run[0]: PLACE * place(run[0])
        + DAY * time[run[0]]
        - CENTRALITY * max(evidence.centrality.get(i, 0.0) for i in run) / top
        for runs in waiting.values()
        for run in runs
    }
    is_short = len(picked) <= MAX_INTRODUCED
    names = {i: names_of(sentences[i]) for i in picked if is_short}
    told = _take_opening(waiting, evidence, names)
    known = _introduced(told, names) if is_short else frozenset()
    stay = sentences[told[0]].document if told and not evidence.relevance else None
    heads = _heads(waiting, late, stay=stay)
    while heads:
        if is_short:
            run = _introducing([waiting[head[-1]][-1] for head in heads], known, names)
            number = sentences[run[0]].document
            known |= _introduced(run, names)
            told += waiting[number].pop()
            heads = _heads(waiting, late, stay=number)
            continue
        number = heapq.heappop(heads)[-1]
        told += waiting[number].pop()
        if waiting[number]:
            heapq.heappush(heads, _head(number, waiting, late))
    return told


def rank_order(
    picked: Sequence[int],
    sentences: Sequence[Sentence],
    documents: Sequence[Document],
    evidence: Evidence,
) -> list[int]:
    """Return the sentences by score, highest first; ties in the order of the input."""
    return sorted(picked, key=lambda index: (-evidence.scores[index], index))


def chronological_order(
    picked: Sequence[int],
    sentences: Sequence[Sentence],
    documents: Sequence[Document],
    evidence: Evidence,
) -> list[int]:
    """Return the sentences by the date of their source, those without an ISO 8601 date last.

    Ties are in the order of the input.
    """
    dates = sortable_dates({sentences[index].document for index in picked}, documents)

    def key(index: int) -> tuple[bool, str, int]:
        date = dates[sentences[index].document]
        return not date, date, index

    return sorted(picked, key=key)


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


def _runs(picked: Sequence[int], sentences: Sequence[Sentence]) -> list[list[int]]:
    """Return the picked sentences, ascending, in runs of those that follow each other."""
    runs: list[list[int]] = []
    for index in sorted(picked):
        last = runs[-1][-1] if runs else None
        if last is not None and _follows(sentences[index], sentences[last]):
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _follows(sentence: Sentence, before: Sentence) -> bool:
    """Whether a sentence is the next one of the same document."""
    same = sentence.document == before.document
    return same and sentence.position == before.position + 1


def _take_opening(
    waiting: Mapping[int, list[list[int]]], evidence: Evidence, names: Mapping[int, Names]
) -> list[int]:
    """Take out the run that opens the summary, of those that refer to nothing before.

    With a query, that is the one with the most relevant sentence, otherwise the one that tells the
    news best, or introduces whom that only mentions.
    """

    def news(run: Sequence[int]) -> float:
        if evidence.relevance:
            return max(evidence.relevance[i] for i in run)
        return evidence.news.get(run[0], 0.0)

    runs = [run for runs in waiting.values() for run in runs]
    able = sorted(
        [run for run in runs if run[0] not in evidence.leaning] or runs,
        key=lambda run: (-news(run), run),
    )
    best = able[0] if able else []
    if able and names and not evidence.relevance:
        near = [run for run in able if news(run) >= news(best) - INTRODUCING]
        best = _introducing(near, frozenset(), names)
    for own in waiting.values():
        own[:] = [run for run in own if run is not best]
    return list(best)


def _heads(
    waiting: Mapping[int, list[list[int]]], late: Mapping[int, float], *, stay: int | None = None
) -> list[_Head]:
    """Return the next run of each source that has one left, sorted; that of `stay` is earlier."""
    heads = [_head(number, waiting, late) for number, runs in waiting.items() if runs]
    return sorted((key - STAY * (number == stay), first, number) for key, first, number in heads)


def _head(number: int, waiting: Mapping[int, list[list[int]]], late: Mapping[int, float]) -> _Head:
    first = waiting[number][-1][0]
    return late[first], first, number


def _introducing(
    runs: Sequence[list[int]], known: frozenset[str], names: Mapping[int, Names]
) -> list[int]:
    """Return the first run, or the one that introduces a name that the first only mentions.

    A run that needs an introduction itself introduces nobody.
    """
    introduced = [_introduced(run, names) for run in runs]
    introducible = frozenset().union(*introduced)

    def missing(place: int) -> frozenset[str]:
        mentioned = frozenset(name for i in runs[place] for name in names[i].mentioned)
        return (mentioned - known - introduced[place]) & introducible

    wanted = missing(0)
    places = range(len(runs))
    introducing = (k for k in places if wanted & introduced[k] and not missing(k))
    return runs[next(introducing, 0)]


def _introduced(run: Sequence[int], names: Mapping[int, Names]) -> frozenset[str]:
    """Return the names that the sentences of a run introduce."""
    return frozenset(name for i in run for name in names[i].introduced)
