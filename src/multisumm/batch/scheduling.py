"""Lines -> records in the same order, by workers that may hang or die: nothing lost or doubled."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from multisumm.batch.worker import Task, failure
from multisumm.errors import MultisummError

READY = b""
"""The first answer of a worker: it has loaded what it needs. All others are records."""

WINDOW = 1000
"""So many clusters may be begun and not yet be handed on, because an earlier one takes long."""

MAX_WAIT = 60.0
"""Seconds after which it is looked again whether anything is overdue."""

MAX_FAILED_STARTS = 3
"""So many workers in a row may die before they are ready."""

DIED = "its worker process died over it, a second one too; perhaps out of memory"

Worker = Any
"""Whatever stands for a worker in its engine; hashable."""


class Engine(NamedTuple):
    """Something that can run work elsewhere: four functions on its workers.

    Attributes:
        start: Return a new worker, which answers `READY` once it can be sent a task.
        send: Give a task to a worker that has nothing to do; no error if it is dead.
        answers: Wait until some of these workers have answered or died, at most so many seconds
            and return them with their answers; None if dead.
        stop: End a worker at once, whatever it does.
        size: At most so many workers make sense, at least 1.
    """

    start: Callable[[], Worker]
    send: Callable[[Worker, Task], None]
    answers: Callable[[Collection[Worker], float], list[tuple[Worker, bytes | None]]]
    stop: Callable[[Worker], None]
    size: int


class Job(NamedTuple):
    """A task, its place in the order, and whether a worker died over it already."""

    place: int
    task: Task
    suspect: bool = False


def in_order(
    tasks: Iterable[Task],
    engine: Engine,
    *,
    timeout: float | None = None,
    window: int = WINDOW,
) -> Generator[tuple[int, bytes], None, None]:
    """Yield the number and the record of each task, in the order of the tasks.

    A worker gets its next task when it has answered. One that takes longer than `timeout` seconds
    is stopped. A task whose worker died is tried once more, while no other runs: if the machine was
    out of memory because of another, it now succeeds. What fails gives a record that says so.

    Args:
        tasks: Read only as far as workers are free and the window allows.
        engine: Where the workers are; they are started as they are needed.
        timeout: Seconds a task may take, or None.
        window: At most so many tasks are begun and not yet yielded.

    Raises:
        MultisummError: Workers die before they are ready.
    """
    crew = _Crew(engine, timeout)
    jobs = _Jobs(enumerate(tasks))
    finished: dict[int, tuple[int, bytes]] = {}
    yielded = 0
    try:
        while True:
            while yielded in finished:
                yield finished.pop(yielded)
                yielded += 1
            while crew.has_room() and (job := jobs.next(crew.busy, yielded + window)):
                crew.give(job)
            if not crew.busy:
                return
            for job, record in crew.records():
                if record is None and not job.suspect:
                    jobs.again.append(job._replace(suspect=True))
                else:
                    finished[job.place] = job.task.number, record or failure(job.task, DIED)
    finally:
        crew.dismiss()


@dataclass(slots=True)
class _Jobs:
    """What is still to do: new tasks, and first of all those whose worker died."""

    fresh: Iterator[tuple[int, Task]]
    again: deque[Job] = field(default_factory=deque)
    begun: int = 0

    def next(self, busy: dict[Worker, Job], end: int) -> Job | None:
        """Return the next job that may be begun now; those from place `end` on may not."""
        if self.again:
            return None if busy else self.again.popleft()
        if self.begun >= end or any(job.suspect for job in busy.values()):
            return None
        for place, task in self.fresh:
            self.begun = place + 1
            return Job(place, task)
        return None


@dataclass(slots=True)
class _Crew:
    """The workers, and what each of them is doing."""

    engine: Engine
    timeout: float | None
    idle: list[Worker] = field(default_factory=list)
    busy: dict[Worker, Job] = field(default_factory=dict)
    deadlines: dict[Worker, float] = field(default_factory=dict)
    failed_starts: int = 0

    def has_room(self) -> bool:
        return bool(self.idle) or len(self.busy) < self.engine.size

    def give(self, job: Job) -> None:
        if self.idle:
            self._send(self.idle.pop(), job)
        else:  # it is sent when the worker is ready
            self.busy[self.engine.start()] = job

    def records(self) -> Iterator[tuple[Job, bytes | None]]:
        """Wait, and yield jobs that have come to an end, with None where the worker died."""
        for worker, answer in self.engine.answers(list(self.busy), self._patience()):
            if answer == READY:
                self.failed_starts = 0
                self._send(worker, self.busy[worker])
            elif answer is None and worker not in self.deadlines:
                self._replace_unready(worker)
            elif answer is None:
                yield self._end(worker), None
            else:
                self.idle.append(worker)
                yield self._free(worker), answer
        now = time.monotonic()
        for worker in [each for each, deadline in self.deadlines.items() if deadline <= now]:
            job = self._end(worker)
            yield job, failure(job.task, f"it takes longer than {self.timeout:g} s")

    def dismiss(self) -> None:
        for worker in (*self.idle, *self.busy):
            self.engine.stop(worker)

    def _send(self, worker: Worker, job: Job) -> None:
        self.busy[worker] = job
        self.deadlines[worker] = time.monotonic() + (self.timeout or float("inf"))
        self.engine.send(worker, job.task)

    def _patience(self) -> float:
        first = min(self.deadlines.values(), default=float("inf"))
        return min(max(0.0, first - time.monotonic()), MAX_WAIT)

    def _replace_unready(self, worker: Worker) -> None:
        """Start another in place of one that died before it was sent its job; not for ever."""
        self.failed_starts += 1
        if self.failed_starts == MAX_FAILED_STARTS:
            raise MultisummError("worker processes die before they can begin; too little memory?")
        job = self._end(worker)
        self.busy[self.engine.start()] = job

    def _free(self, worker: Worker) -> Job:
        self.deadlines.pop(worker, None)
        return self.busy.pop(worker)

    def _end(self, worker: Worker) -> Job:
        self.engine.stop(worker)
        return self._free(worker)
