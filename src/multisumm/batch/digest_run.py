"""A digest whose summaries are made by workers and kept in a journal."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import Any, NamedTuple

from multisumm._version import __version__
from multisumm.batch.journal import Journal, key_of
from multisumm.batch.run import ENGINES, check_system
from multisumm.batch.scheduling import run_in_order
from multisumm.batch.values import value_of_record, value_record
from multisumm.batch.worker import Task, Work, answer_task, encode_record, is_failure, warm_up
from multisumm.errors import (
    EmptyQuery,
    MultisummError,
    NothingDated,
    NothingNew,
    NothingToSummarize,
)
from multisumm.focus.known import Known, known_documents
from multisumm.messages import printable
from multisumm.model import ComparedStatement, DigestSubject, Document, Documents, Headline
from multisumm.options import DIGEST_WORK_OPTIONS, check_value
from multisumm.pipeline.digesting import (
    Candidate,
    Outcome,
    WatchSubjects,
    digest_by,
    make_subject,
    one_after_the_other,
    options_of_summaries,
)
from multisumm.summary import Digest, Summary

_REASONS: Mapping[str, type[MultisummError]] = {
    one.__name__: one for one in (NothingToSummarize, NothingNew, NothingDated, EmptyQuery)
}
"""Errors that leave a subject out; any other one is a failure."""

_SUBJECT = tuple[Headline, int, str | None, tuple[ComparedStatement, ...]]
"""What an answer has of a subject beside its summary."""

Answers = Generator[bytes, None, None]


@dataclass(frozen=True, slots=True)
class DigestPlan:
    """How the summaries of a digest are made.

    Attributes:
        engine: One of `ENGINES`.
        workers: Maximum number of workers; None for no worker, unless something else asks for them.
        timeout: Seconds allowed per subject, or None.
        memory: Memory limit of a worker in megabytes, or None.
    """

    engine: str = "processes"
    workers: int | None = None
    timeout: float | None = None
    memory: int | None = None

    @property
    def has_workers(self) -> bool:
        """Whether other processes make the summaries, and not this one."""
        return self != DigestPlan()


class DigestRun(NamedTuple):
    """A digest, and why subjects are missing from it whose workers failed, a line each."""

    digest: Digest
    failures: list[str]


def run_digest(
    documents: Documents,
    known: Known | None,
    options: Mapping[str, Any],
    plan: DigestPlan,
    journal: Journal | None = None,
    *,
    watch: WatchSubjects | None = None,
) -> DigestRun:
    """Return the digest that `multisumm.digest` returns, whatever the workers and the journal.

    Only a subject whose worker failed (too slow, out of memory) is missing.

    Args:
        documents: As for `multisumm.digest`.
        known: As for `multisumm.digest`.
        options: The other arguments of `multisumm.digest`.
        plan: How the summaries are made.
        journal: Where finished subjects are kept, if anywhere.
        watch: Called before each subject is waited for, with its number and that of all at most.

    Raises:
        MultisummError: As `multisumm.digest`, the system has no workers, or all of them failed.
    """
    for name in ("engine", "workers", "timeout", "memory"):
        check_value(DIGEST_WORK_OPTIONS[name], getattr(plan, name), name=f"--{name}")
    heard = None if known is None else known_documents(known)
    if journal is None and not plan.has_workers:
        make = partial(one_after_the_other, known=heard)
        return DigestRun(digest_by(make, documents, options, watch=watch), [])
    check_system("--workers" if plan.has_workers else "--resume")
    failures: list[str] = []

    def make_subjects(
        candidates: Sequence[Candidate], given: Mapping[str, Any]
    ) -> Generator[Outcome, None, None]:
        wanted = options_of_summaries(given)
        start = partial(_answers, work=partial(prepare_subjects, wanted, heard), plan=plan)
        window = int(given["subjects"])  # no more are begun than may be needed
        if journal is None:
            answers = start(map(_task, count(1), candidates), window=window)
        else:
            base = encode_record([__version__, wanted, value_record(tuple(heard or ()))])
            answers = _kept_answers(candidates, base, journal, partial(start, window=window))
        with closing(answers):
            for candidate, answer in zip(candidates, answers, strict=False):
                outcome = _outcome(answer, candidate)
                if is_failure(answer):
                    failures.append(f"{printable(candidate.group.id)}: {outcome}")
                yield outcome

    return DigestRun(digest_by(make_subjects, documents, options, watch=watch), failures)


def _answers(
    tasks: Iterable[Task], *, work: Callable[[], Work], plan: DigestPlan, window: int
) -> Answers:
    """Yield the answer to each task, in order; the workers end when it is closed."""
    if not plan.has_workers:
        yield from map(work(), tasks)
        return
    with ENGINES[plan.engine](work, workers=plan.workers, memory=plan.memory) as engine:
        window = max(window, engine.size)
        with closing(run_in_order(tasks, engine, timeout=plan.timeout, window=window)) as records:
            for _, answer in records:
                yield answer


def _kept_answers(
    candidates: Sequence[Candidate],
    base: bytes,
    journal: Journal,
    start: Callable[[Iterable[Task]], Answers],
) -> Answers:
    """Yield the answer for each candidate: that of the journal, or a new one, which goes there.

    Args:
        candidates: The candidates.
        base: What all answers depend on.
        journal: The journal.
        start: Yields the answers to tasks, in order.
    """
    keys = [key_of(base, _task(0, candidate).line) for candidate in candidates]
    there = [key in journal for key in keys]
    missing = (
        _task(number, candidate)
        for number, candidate in enumerate(candidates, start=1)
        if not there[number - 1]
    )
    with closing(start(missing)) as answers:
        for key, is_there in zip(keys, there, strict=True):
            answer = journal.find(key) if is_there else next(answers)
            if not is_there and not is_failure(answer):
                journal.add(key, answer)
            yield answer


def _task(number: int, candidate: Candidate) -> Task:
    record = {"id": candidate.group.id, "candidate": value_record(candidate)}
    return Task(number, encode_record(record))


# --- in the workers -----------------------------------------------------------------------------


def prepare_subjects(options: Mapping[str, Any], known: Sequence[Document] | None) -> Work:
    """Return the function from a task to its answer, after loading everything that it needs.

    An answer has a subject, why it is left out, or an error.

    Args:
        options: The options of the summaries.
        known: What the reader knows.
    """
    warm_up(options)
    return partial(_answer, options=options, known=known)


def _answer(task: Task, *, options: Mapping[str, Any], known: Sequence[Document] | None) -> bytes:
    def make() -> Mapping[str, object]:
        candidate = value_of_record(Candidate, json.loads(task.line)["candidate"])
        outcome = make_subject(candidate, options, known)
        if isinstance(outcome, MultisummError):
            return {"left_out": [type(outcome).__name__, str(outcome)]}
        summary = outcome.summary
        bare = [replace(source, text=None) for source in summary.documents]
        parts = (outcome.headline, outcome.families, outcome.day, summary.disagreements)
        return {
            "subject": value_record(parts),
            "summary": value_record(replace(summary, documents=tuple(bare))),
        }

    return answer_task(task, make)


def _outcome(answer: bytes, candidate: Candidate) -> Outcome:
    """Return what an answer says; the texts of the sources are those of the candidate."""
    record = json.loads(answer)
    if "error" in record:
        return MultisummError(record["error"])
    if "left_out" in record:
        name, message = record["left_out"]
        return _REASONS[name](message)
    headline, families, day, disagreements = value_of_record(_SUBJECT, record["subject"])
    summary: Summary = value_of_record(Summary, record["summary"])
    texts = {document.id: document.text for document in candidate.group.documents}
    sources = (replace(source, text=texts[source.id]) for source in summary.documents)
    summary = replace(
        summary, documents=tuple(sources), find_disagreements=partial(tuple, disagreements)
    )
    return DigestSubject(candidate.group.id, headline, summary, families, day)
