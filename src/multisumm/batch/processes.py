"""Workers as processes of this machine: started afresh, ended with us, however we end."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from multiprocessing import connection, parent_process, resource_tracker
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, NamedTuple

from multisumm.batch.scheduling import READY, Engine
from multisumm.batch.worker import Task, Work
from multisumm.errors import MultisummError

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_CONTEXT = multiprocessing.get_context("spawn")  # a fork would copy whatever threads hold

_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""There is a process a core already; these libraries would start as many threads in each."""


class Process(NamedTuple):
    """A worker and the pipe to it."""

    process: SpawnProcess
    pipe: Connection


def available_cores() -> int:
    """Return how many cores this process may use, which can be fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def processes(
    prepare: Callable[[], Work], *, workers: int | None = None, memory: int | None = None
) -> Iterator[Engine]:
    """The engine whose workers are processes.

    Args:
        prepare: Called once in each worker; returns what is to be done with each task.
        workers: At most so many; None for all cores.
        memory: Megabytes of address space that each may have, or None.
    """
    start = partial(_start, prepare, memory)
    yield Engine(start, _send, _answers, _stop, workers or available_cores())


def _start(prepare: Callable[[], Work], memory: int | None) -> Process:
    """Return a new worker, or raise MultisummError if the system does not let us have another."""
    try:
        with ExitStack() as failed:
            ours, theirs = _CONTEXT.Pipe()
            failed.callback(ours.close)
            arguments = (theirs, prepare, memory)
            process = _CONTEXT.Process(target=_serve, args=arguments, daemon=True)
            with theirs, _interrupts_kept_from_children():
                process.start()  # `theirs` is closed then: the pipe ends when the worker does
            failed.pop_all()
    except OSError as error:
        why = error.strerror or str(error)
        message = f"cannot start another worker process: {why}; give fewer --workers"
        raise MultisummError(message) from None
    return Process(process, ours)


def _send(worker: Process, task: Task) -> None:
    with suppress(OSError):  # it is dead, which `_answers` will tell
        worker.pipe.send(task)


def _answers(workers: Collection[Process], seconds: float) -> list[tuple[Process, bytes | None]]:
    by_pipe = {worker.pipe: worker for worker in workers}
    ready = connection.wait(list(by_pipe), seconds)
    return [(worker, _received(pipe)) for pipe, worker in by_pipe.items() if pipe in ready]


def _received(pipe: Connection) -> bytes | None:
    try:
        return pipe.recv_bytes()
    except (EOFError, OSError):
        return None


def _stop(worker: Process) -> None:
    worker.process.kill()
    worker.process.join()
    worker.process.close()
    worker.pipe.close()


@contextmanager
def _interrupts_kept_from_children() -> Iterator[None]:
    """Block Ctrl-C meanwhile: what is started never sees it, and we get it afterwards.

    The terminal sends it to all of us; who ends the workers is for this process to say.
    """
    resource_tracker.ensure_running()  # else it would be started inside, and unblock it
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, prepare: Callable[[], Work], memory: int | None) -> None:
    """Answer tasks until the other end of the pipe is gone: the main function of a worker."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")
    if memory is not None:
        limit_memory(memory)
    with suppress(MemoryError):  # who starts workers that die of it tells of memory
        work = prepare()  # what else is wrong is told on standard error, and this worker is dead
        with suppress(EOFError, OSError):
            pipe.send_bytes(READY)
            while True:
                pipe.send_bytes(work(pipe.recv()))


def _end_with_parent() -> None:
    """End this process when its parent has ended, even in the middle of a cluster."""
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def limit_memory(megabytes: int) -> None:
    """Let this process have so much address space; what needs more gets a MemoryError."""
    import resource

    limit = megabytes * 1_000_000
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
