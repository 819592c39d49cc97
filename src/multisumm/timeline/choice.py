"""The days that matter most, and for each of them the sentences that tell most of it.

A day matters as much as independent sources tell of it: those that write on that day, and those
that come back to it later (after Gholipour Ghalandari & Ifrim 2020, whose baselines rank days by
the sentences that are published on them or mention them; here each family of documents has one
voice). The sentences of a day are chosen by the method that was asked for, restricted to that day
and held against all that the timeline has already, so that nothing is told twice: a temporally
sensitive form of its objective (Martschat & Markert 2018). A told day is right and that of a
document may not be, so the sentences that tell it come first. Days are taken from the top until the
budget is used, one sentence each, and only then a second one that tells its day is added.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from multisumm.comparison.related import Relations
from multisumm.comparison.relations import Relation
from multisumm.comparison.statements import Statement, make_statement
from multisumm.errors import NothingDated
from multisumm.model import Sentence, SummarySentence, TimelineEntry
from multisumm.selection.coverage import SCALING, Problem
from multisumm.timeline.periods import Period, read_day
from multisumm.timeline.phrases import may_name_day
from multisumm.timeline.told_days import Dated, date_statement

VAGUE = 0.25
"""What a voice counts that names several days, a month or a year: more happens in these."""

Dates = Sequence[Dated | None]
"""The time of each sentence (n,); None where it cannot be said."""


def date_sentences(
    sentences: Sequence[Sentence], days: Mapping[int, str], *, language: str
) -> list[Dated | None]:
    """Return the time of each sentence (n,); None where it cannot be said.

    A document that comes to tell of a day before its own may stay there: until it tells of its own
    day again, it dates no sentence.

    Args:
        sentences: The sentences, in the order of their documents.
        days: Day of each document that has one, in ISO 8601.
        language: Language of sentences that have none of their own.
    """
    written = {document: read_day(day) for document, day in days.items()}
    away: set[int] = set()
    dates: list[Dated | None] = []
    for sentence in sentences:
        today = written.get(sentence.document)
        statement = make_statement(sentence.text, language=sentence.language or language)
        dated = date_statement(statement, written=today)
        if dated and dated.dated_by == "told" and today and dated.period.precision == "day":
            if dated.period.last < today:
                away.add(sentence.document)
            elif dated.period.first == today:
                away.discard(sentence.document)
        is_assumed = dated is not None and dated.dated_by == "document"
        dates.append(None if is_assumed and sentence.document in away else dated)
    return dates


def days_told_by(
    picked: Iterable[int],
    sentences: Sequence[Sentence],
    days: Mapping[int, str],
    statement: Callable[[int], Statement],
    *,
    language: str,
) -> dict[int, str]:
    """Return the day that each sentence tells of, in ISO 8601, of those that say one for sure.

    Args:
        picked: The sentences that are asked for.
        sentences: All sentences.
        days: Day of each document that has one, in ISO 8601.
        statement: Gives a sentence as it is compared.
        language: Language of sentences that have none of their own.
    """
    told: dict[int, str] = {}
    for i in picked:
        one = sentences[i]
        written = days.get(one.document)
        if not written and not _DIGIT.search(one.text):
            continue  # it has no year
        if not may_name_day(one.text, language=one.language or language):
            continue
        dated = date_statement(statement(i), written=read_day(written or ""))
        if dated and dated.dated_by == "told" and dated.period.precision == "day":
            told[i] = dated.period.iso
    return told


_DIGIT = re.compile(r"\d")


def only_dated(problem: Problem, dates: Dates, relations: Relations) -> Problem:
    """Return the problem in which only dated sentences may be picked.

    States of a matter at different times do not exclude each other, and each may name the matter.

    Args:
        problem: The problem.
        dates: The time of each sentence (n,).
        relations: How the sentences relate.

    Raises:
        NothingDated: No sentence that may be picked has a date.
    """

    def clashes(sentence: int, others: Set[int]) -> bool:
        return any(_clash(relations.of(other, sentence), dates[other], dates[sentence])
                   for other in others)  # fmt: skip

    costs = problem.costs.copy()
    costs[[dated is None for dated in dates]] = problem.capacity + 1
    if not (costs <= problem.capacity).any():
        raise NothingDated(
            "nothing to summarize: no sentence that can be quoted has a date; a timeline needs"
            " dates of documents or in sentences"
        )
    return replace(problem, costs=costs, clashes=clashes, redundancy=0.0)


def _clash(relation: Relation | None, one: Dated | None, other: Dated | None) -> bool:
    """Whether a timeline should not hold both: what differs on two days is two events or states."""
    if relation is None:
        return False
    return relation.kind in ("same", "part") or (one and one.period) == (other and other.period)


def pick_timeline(problem: Problem, dates: Dates, families: Sequence[int]) -> list[int]:
    """Return the sentences of a timeline, in order of time; ties in the order of choice.

    The first of a day tells that something happened on it; it need not gain anything.

    Args:
        problem: What may be picked, as `only_dated` returns it.
        dates: The time of each sentence (n,).
        families: The family of the document of each sentence (n,).
    """
    covered = problem.covered([])
    room = problem.capacity
    picked: list[int] = []
    ranked = _rank_periods(problem, dates, families)
    told = {i for i, dated in enumerate(dates) if dated and dated.dated_by == "told"}
    for is_first, members in product((True, False), ranked):
        of_period = _of_period(problem, members, families)
        best = _best(of_period, covered, [i for i in members if i in told], picked, room)
        if best is None and is_first:
            best = _best(of_period, covered, members, picked, room, without_gain=True)
        if best is not None:
            picked.append(best)
            problem.cover(covered, best)
            room -= int(problem.costs[best])
    return sorted(picked, key=lambda i: _period(dates[i]))


def _rank_periods(problem: Problem, dates: Dates, families: Sequence[int]) -> list[list[int]]:
    """Return the sentences of each time, that which matters most first.

    Ties go to the time with the sentence of most value, then to the earlier.
    """
    members: dict[Period, list[int]] = {}
    for i, dated in enumerate(dates):
        if dated is not None:
            members.setdefault(dated.period, []).append(i)
    values = problem.alone

    def rank(period: Period) -> tuple[float, float, Period]:
        voices = {families[i] for i in members[period]}
        share = 1.0 if period.precision == "day" else VAGUE
        return -len(voices) * share, -float(values[members[period]].max()), period

    return [members[period] for period in sorted(members, key=rank)]


def _of_period(problem: Problem, members: Sequence[int], families: Sequence[int]) -> Problem:
    """Return the problem in which concepts count as far as those who tell of a time share them.

    The weight of each is multiplied by the share of the families of these sentences that have it.
    """
    concepts = problem.concepts
    rows = [concepts.of(i) for i in members]
    voices = np.repeat([families[i] for i in members], [len(row) for row in rows])
    pairs = np.unique(np.column_stack([np.concatenate(rows), voices]), axis=0)
    counts = np.bincount(pairs[:, 0], minlength=len(concepts.weights))
    shares = counts / len({families[i] for i in members})
    return replace(problem, concepts=replace(concepts, weights=concepts.weights * shares))


def _best(
    problem: Problem,
    covered: NDArray[np.float64],
    candidates: Sequence[int],
    picked: Sequence[int],
    room: int,
    *,
    without_gain: bool = False,
) -> int | None:
    """Return the sentence that adds most for its cost and repeats nothing; None without one.

    Args:
        problem: The problem of the day.
        covered: What the timeline has already.
        candidates: The sentences to choose from.
        picked: Those that the timeline has.
        room: What is left of the budget.
        without_gain: Whether one that adds nothing will do, as where a method rates all with 0.
    """
    gains = {
        i: problem.gain(covered, i) / float(problem.costs[i]) ** SCALING
        for i in candidates
        if problem.costs[i] <= room and i not in picked
    }
    chosen = {*picked}
    for i in sorted(gains, key=lambda i: (-gains[i], i)):
        if gains[i] <= 0 and not without_gain:
            return None
        if not problem.clashes(i, chosen):
            return i
    return None


def make_entries(
    sentences: Sequence[SummarySentence], dates: Sequence[Dated | None]
) -> tuple[TimelineEntry, ...]:
    """Return the entries of a timeline.

    Args:
        sentences: Its sentences (k,), in order.
        dates: The time of each of them (k,).
    """
    return tuple(
        TimelineEntry(dated.period.iso, dated.period.precision, dated.dated_by, sentence)
        for sentence, dated in zip(sentences, dates, strict=True)
        if dated is not None
    )


def _period(dated: Dated | None) -> Period:
    assert dated is not None  # only dated sentences are picked
    return dated.period
