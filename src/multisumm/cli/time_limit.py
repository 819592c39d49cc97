"""`--max-seconds`: a command that takes longer ends with one line."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from types import FrameType
from typing import Any

from multisumm.errors import MultisummError, OptionError


class _TimeIsUp(BaseException):
    """The time is up. Nothing that treats the errors of a parser catches it."""


def within_time(function: Callable[..., None]) -> Callable[..., None]:
    """Return a command that also takes `max_seconds`, and ends with an error after that time.

    The time is that of the clock, from the beginning of the command. Reading, summarising and
    writing count; a file to write is complete or not there.
    """

    @wraps(function)
    def limited(*arguments: Any, max_seconds: float | None = None, **options: Any) -> None:
        with time_limit(max_seconds):
            function(*arguments, **options)

    return limited


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Let the inner block run for some seconds at most; None is no limit.

    The block is stopped between two steps of Python. A step that is not Python's own, like parsing
    a page, is finished first; the limits of the readers keep it short.

    Raises:
        MultisummError: The time is up.
        OptionError: There is a limit, but the system has no timer, or this is not the main thread.
    """
    if seconds is None:
        yield
        return
    is_main = threading.current_thread() is threading.main_thread()
    if not hasattr(signal, "setitimer") or not is_main:
        raise OptionError("--max-seconds needs a timer, which this system does not have")
    before = signal.signal(signal.SIGALRM, _end)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    except _TimeIsUp:
        advice = "give less input, or a larger --max-seconds"
        raise MultisummError(f"stopped after {seconds:g} s; {advice}") from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _end(_: int, __: FrameType | None) -> None:
    raise _TimeIsUp
