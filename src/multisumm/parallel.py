"""One function on many items, in several processes or in this one, with progress."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Protocol, TypeVar

from multisumm.child_processes import interrupts_blocked, prepare_child
from multisumm.errors import MultisummError
from multisumm.messages import os_reason

_Item = TypeVar("_Item")
_Outcome = TypeVar("_Outcome")

_CONTEXT = multiprocessing.get_context("spawn")  # a fork would copy the locks of threads


class Track(Protocol):
    """Passes items through and may show how many of `total` have passed."""

    def __call__(self, items: Iterable[_Item], *, total: int, label: str) -> Iterable[_Item]:
        """Return the same items in the same order."""


def untracked(items: Iterable[_Item], *, total: int, label: str) -> Iterable[_Item]:
    """Return the items; nothing is shown."""
    return items


def parallel_map(
    function: Callable[[_Item], _Outcome], items: Sequence[_Item], *, workers: int
) -> Iterator[_Outcome]:
    """Yield the result for each item, in the order of the items.

    Args:
        function: A function of a module, so that other processes can import it.
        items: Picklable values.
        workers: Maximum number of processes; 1 works in this process. The results are the same.

    Raises:
        MultisummError: A process cannot be started, or ended unexpectedly.
    """
    workers = min(workers, len(items))
    if workers <= 1:
        yield from map(function, items)
        return
    try:
        with _pool(workers) as pool:
            with interrupts_blocked():  # each call starts a worker until there are enough
                outcomes = pool.map(function, items)
            yield from outcomes
    except BrokenProcessPool:
        raise MultisummError(
            "a worker process ended unexpectedly, perhaps for lack of memory;"
            " give a smaller option `workers`"
        ) from None
    except OSError as error:
        reason = f"cannot start another worker process: {os_reason(error)}"
        raise MultisummError(f"{reason}; give a smaller option `workers`") from None


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Give a pool of processes; none of them is left when the context ends, however it ends."""
    others = multiprocessing.active_children()
    pool = ProcessPoolExecutor(workers, mp_context=_CONTEXT, initializer=prepare_child)
    try:
        yield pool
    finally:
        for process in multiprocessing.active_children():
            if process not in others:
                process.kill()
        pool.shutdown(cancel_futures=True)
