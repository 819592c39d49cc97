"""Lines -> records in the same order; restarts workers that hang or die.

No record is lost or doubled.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from multisumm.batch.worker import Task, failure_record
from multisumm.errors import MultisummError

READY = b""
"""The first answer of a worker, once it has loaded everything; all later answers are records."""

WINDOW = 1000
"""Limit for the clusters that are begun but wait for an earlier one that takes long."""

MAX_WAIT = 60.0
"""Seconds after which the deadlines are checked again."""

MAX_SECONDS_TO_START = 300.0
"""A worker that is not ready after this time is given up, and the run goes on with fewer."""

MAX_FAILED_STARTS = 3
"""The run ends when this many workers in a row die before they are ready."""

DIED = "two worker processes died while working on it; perhaps out of memory"
"""The error of a cluster whose workers died."""

Worker = Any
"""What an engine identifies a worker by; hashable."""


class Engine(NamedTuple):
    """A place where workers run: four functions on its workers.

    Attributes:
        start: Return a new worker, which answers `READY` once it can take a task.
        send: Give a task to an idle worker; no error if it is dead.
        answers: Wait until some of these workers answer or die, or for this many seconds, and
            return those workers with their answers; None if dead.
        stop: End a worker at once, even if it is working.
        size: The number of workers that can work at the same time, at least 1.
    """

    start: Callable[[], Worker]
    send: Callable[[Worker, Task], None]
    answers: Callable[[Collection[Worker], float], list[tuple[Worker, bytes | None]]]
    stop: Callable[[Worker], None]
    size: int


class ScheduledTask(NamedTuple):
    """A task, its position in the order, and whether a worker has died while working on it."""

    position: int
    task: Task
    suspect: bool = False


def run_in_order(
    tasks: Iterable[Task],
    engine: Engine,
    *,
    timeout: float | None = None,
    window: int = WINDOW,
) -> Generator[tuple[int, bytes], None, None]:
    """Yield the number and the record of each task, in the order of the tasks.

    A worker gets its first task once it is ready, and the next after its answer. One that takes
    longer than `timeout` seconds is stopped. A task whose worker died is tried once more while no
    other task runs: if another task had used up the memory, it now succeeds. A task that fails gets
    a record with the error.

    Args:
        tasks: Read only as far as workers are idle and the window allows.
        engine: The place of the workers; they are started when they are needed.
        timeout: Seconds for one task, or None.
        window: Limit for the tasks that are begun and not yet yielded.

    Raises:
        MultisummError: Workers die before they are ready, or none gets ready.
    """
    crew = _Crew(engine, timeout)
    queue = _Queue(enumerate(tasks))
    finished: dict[int, tuple[int, bytes]] = {}
    yielded = 0
    try:
        while True:
            while yielded in finished:
                yield finished.pop(yielded)
                yielded += 1
            while crew.has_room() and (scheduled := queue.next(crew.tasks(), yielded + window)):
                crew.give(scheduled)
            if not crew.tasks():
                return
            for scheduled, record in crew.records():
                task = scheduled.task
                if record is None and not scheduled.suspect:
                    queue.again.append(scheduled._replace(suspect=True))
                else:
                    finished[scheduled.position] = task.number, record or failure_record(task, DIED)
    finally:
        crew.dismiss()


@dataclass(slots=True)
class _Queue:
    """The tasks to be done: first those whose worker died, then new ones."""

    fresh: Iterator[tuple[int, Task]]
    again: deque[ScheduledTask] = field(default_factory=deque)
    begun: int = 0

    def next(self, given: Collection[ScheduledTask], end: int) -> ScheduledTask | None:
        """Return the next task that may begin beside those given, with a position before `end`."""
        if self.again:
            return None if given else self.again.popleft()
        if self.begun >= end or any(scheduled.suspect for scheduled in given):
            return None
        for position, task in self.fresh:
            self.begun = position + 1
            return ScheduledTask(position, task)
        return None


@dataclass(slots=True)
class _Crew:
    """The workers and the tasks given to them; starts workers, and replaces those that hang or die.

    Attributes:
        engine: The place of the workers.
        timeout: Seconds for one task, or None.
        starting: Workers that are not ready yet -> when each is given up.
        idle: Workers that are ready.
        busy: Workers with a task -> their task.
        deadlines: Workers with a task -> when each is stopped.
        waiting: Tasks that wait for a worker to be ready.
        given_up: The number of workers that did not get ready in time.
        failed_starts: The number of workers in a row that died before they were ready.
    """

    engine: Engine
    timeout: float | None
    starting: dict[Worker, float] = field(default_factory=dict)
    idle: list[Worker] = field(default_factory=list)
    busy: dict[Worker, ScheduledTask] = field(default_factory=dict)
    deadlines: dict[Worker, float] = field(default_factory=dict)
    waiting: deque[ScheduledTask] = field(default_factory=deque)
    given_up: int = 0
    failed_starts: int = 0

    def tasks(self) -> list[ScheduledTask]:
        """Return the tasks that workers have or wait for."""
        return [*self.busy.values(), *self.waiting]

    def has_room(self) -> bool:
        return len(self.busy) + len(self.waiting) < self._size()

    def give(self, scheduled: ScheduledTask) -> None:
        self.waiting.append(scheduled)
        self._share_out()

    def records(self) -> Iterator[tuple[ScheduledTask, bytes | None]]:
        """Wait, and yield the tasks that ended with their records; None if the worker died."""
        workers = [*self.busy, *self.starting]
        for worker, answer in self.engine.answers(workers, self._seconds_to_wait()):
            if worker in self.starting:
                self._begin(worker, is_ready=answer == READY)
            elif answer is None:
                yield self._end(worker), None
            else:
                self.idle.append(worker)
                yield self._free(worker), answer
        now = time.monotonic()
        for worker in _late(self.deadlines, now):
            scheduled = self._end(worker)
            message = f"it takes longer than {self.timeout:g} s"
            yield scheduled, failure_record(scheduled.task, message)
        for worker in _late(self.starting, now):
            self._give_up(worker)
        self._share_out()

    def dismiss(self) -> None:
        for worker in (*self.starting, *self.idle, *self.busy):
            self.engine.stop(worker)

    def _size(self) -> int:
        return self.engine.size - self.given_up

    def _share_out(self) -> None:
        """Give the waiting tasks to idle workers, and start workers for the rest."""
        while self.waiting and self.idle:
            self._send(self.idle.pop(), self.waiting.popleft())
        while len(self.starting) < min(len(self.waiting), self._size() - len(self.busy)):
            self.starting[self.engine.start()] = time.monotonic() + MAX_SECONDS_TO_START

    def _send(self, worker: Worker, scheduled: ScheduledTask) -> None:
        self.busy[worker] = scheduled
        self.deadlines[worker] = time.monotonic() + (self.timeout or float("inf"))
        self.engine.send(worker, scheduled.task)

    def _seconds_to_wait(self) -> float:
        first = min((*self.deadlines.values(), *self.starting.values()), default=float("inf"))
        return min(max(0.0, first - time.monotonic()), MAX_WAIT)

    def _begin(self, worker: Worker, *, is_ready: bool) -> None:
        """Take in a worker that is ready, or has died before; so many in a row end the run."""
        if is_ready:
            del self.starting[worker]
            self.idle.append(worker)
            self.failed_starts = 0
            return
        self.failed_starts += 1
        if self.failed_starts == MAX_FAILED_STARTS:
            raise MultisummError("worker processes die before they can begin; too little memory?")
        del self.starting[worker]
        self.engine.stop(worker)

    def _give_up(self, worker: Worker) -> None:
        """Stop a worker that does not get ready, and go on without it if there may be others."""
        del self.starting[worker]
        self.engine.stop(worker)
        self.given_up += 1
        if not self._size():
            raise MultisummError(f"no worker is ready after {MAX_SECONDS_TO_START:g} s")

    def _free(self, worker: Worker) -> ScheduledTask:
        del self.deadlines[worker]
        return self.busy.pop(worker)

    def _end(self, worker: Worker) -> ScheduledTask:
        self.engine.stop(worker)
        return self._free(worker)


def _late(deadlines: Mapping[Worker, float], now: float) -> list[Worker]:
    return [worker for worker, deadline in deadlines.items() if deadline <= now]
