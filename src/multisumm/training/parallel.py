"""One function on many clusters, in several processes or in this one, with progress."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from multisumm.errors import MultisummError

_Item = TypeVar("_Item")
_Outcome = TypeVar("_Outcome")


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
        workers: Number of processes; 1 works in this process. The results are the same.

    Raises:
        MultisummError: A process ended unexpectedly.
    """
    from joblib import Parallel, delayed
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    run = Parallel(n_jobs=workers, return_as="generator")
    try:
        yield from run(delayed(function)(item) for item in items)
    except TerminatedWorkerError:
        raise MultisummError(
            "a worker process ended unexpectedly, perhaps for lack of memory; give fewer --workers"
        ) from None
