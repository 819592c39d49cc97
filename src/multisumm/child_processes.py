"""What every worker process of this package needs, whoever starts it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process, resource_tracker

_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Each core has a process; without these limits, libraries would start threads in each of them."""


def available_cores() -> int:
    """Return the number of cores that this process may use; the machine may have more."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def interrupts_blocked() -> Iterator[None]:
    """Block Ctrl-C meanwhile: processes started here ignore it, and this process gets it later.

    The terminal sends Ctrl-C to all of them, but only this process ends the workers. Where signals
    cannot be blocked (Windows), nothing is.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # otherwise it would start inside, and unblock Ctrl-C
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def prepare_child() -> None:
    """Make this worker end with its parent, and let libraries start one thread each.

    Call it before numpy is imported.
    """
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")


def _end_with_parent() -> None:
    """End this process when its parent ends, even during a task."""
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
