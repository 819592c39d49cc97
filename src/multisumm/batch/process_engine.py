"""Workers as processes of this machine, which end when the command ends, however it ends."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from multiprocessing import connection
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, NamedTuple

from multisumm.batch.scheduling import READY, Engine
from multisumm.batch.worker import Task, Work
from multisumm.child_processes import available_cores, interrupts_blocked, prepare_child
from multisumm.errors import MultisummError
from multisumm.messages import os_reason

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_CONTEXT = multiprocessing.get_context("spawn")  # a fork would copy the locks of threads


class Process(NamedTuple):
    """A worker, and the pipe to it."""

    process: SpawnProcess
    pipe: Connection


@contextmanager
def processes(
    prepare: Callable[[], Work], *, workers: int | None = None, memory: int | None = None
) -> Iterator[Engine]:
    """Give the engine whose workers are processes.

    Args:
        prepare: Called once in each worker; returns the function for the tasks.
        workers: Maximum number of workers; None for the number of cores.
        memory: Limit for the address space of each worker in megabytes, or None.
    """
    start = partial(_start, prepare, memory)
    yield Engine(start, _send, _answers, _stop, workers or available_cores())


def _start(prepare: Callable[[], Work], memory: int | None) -> Process:
    """Return a new worker.

    Raises:
        MultisummError: The system refuses another process.
    """
    try:
        with ExitStack() as on_failure:
            own_end, worker_end = _CONTEXT.Pipe()
            on_failure.callback(own_end.close)
            arguments = (worker_end, prepare, memory)
            process = _CONTEXT.Process(target=_serve, args=arguments, daemon=True)
            with worker_end, interrupts_blocked():
                process.start()  # `worker_end` is closed then: the pipe ends with the worker
            on_failure.pop_all()
    except OSError as error:
        reason = f"cannot start another worker process: {os_reason(error)}"
        raise MultisummError(f"{reason}; give a smaller option `workers`") from None
    return Process(process, own_end)


def _send(worker: Process, task: Task) -> None:
    with suppress(OSError):  # it is dead, which `_answers` will report
        worker.pipe.send(task)


def _answers(workers: Collection[Process], seconds: float) -> list[tuple[Process, bytes | None]]:
    by_pipe = {worker.pipe: worker for worker in workers}
    ready = connection.wait(list(by_pipe), seconds)
    return [(worker, _receive(pipe)) for pipe, worker in by_pipe.items() if pipe in ready]


def _receive(pipe: Connection) -> bytes | None:
    try:
        return pipe.recv_bytes()
    except (EOFError, OSError):
        return None


def _stop(worker: Process) -> None:
    worker.process.kill()
    worker.process.join()
    worker.process.close()
    worker.pipe.close()


def _serve(pipe: Connection, prepare: Callable[[], Work], memory: int | None) -> None:
    """Answer tasks until the other end of the pipe is closed: the main function of a worker."""
    prepare_child()
    if memory is not None:
        limit_memory(memory)
    with suppress(MemoryError):  # `scheduling` reports workers that die before they are ready
        work = prepare()  # any other error is a bug: a traceback, and the worker is dead
        with suppress(EOFError, OSError):
            pipe.send_bytes(READY)
            while True:
                pipe.send_bytes(work(pipe.recv()))


def limit_memory(megabytes: int) -> None:
    """Limit the address space of this process; beyond it Python raises MemoryError."""
    import resource  # here, because it exists on POSIX systems only

    limit = megabytes * 1_000_000
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
