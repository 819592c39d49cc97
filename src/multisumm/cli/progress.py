"""What a command is doing, on one line of the terminal that is gone in the end."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from multisumm.output import on_terminal

LINE_SECONDS = 1.0
"""Seconds until the line is first shown, and between two changes of it."""

ERASE = "\r\x1b[K"
"""Moves to the beginning of the line of a terminal and erases it."""


def stage_line(stage: str, seconds: float) -> str:
    """Return what is shown of a stage: `file 3 of 500, 2 s`."""
    return f"{stage}, {seconds:.0f} s"


def told_of_files(tell_stage: Callable[[str], None]) -> Callable[[int, int], None]:
    """Return a function that tells which of how many files is read."""
    return lambda number, total: tell_stage(f"file {number:,} of {total:,}")


def told_of_subjects(tell_stage: Callable[[str], None]) -> Callable[[int, int], None]:
    """Return a function that tells which of how many subjects is summarised."""
    return lambda number, total: tell_stage(f"subject {number:,} of at most {total:,}")


@contextmanager
def show_progress(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Give a function that says what the command does now.

    Standard error shows it with the seconds since the beginning, if it is a terminal and the
    command takes longer than a second. The line is erased before anything else is written.
    """
    if quiet or not on_terminal():
        yield lambda stage: None
        return
    stages, ended, begun = ["reading"], threading.Event(), time.monotonic()
    shown = threading.Event()

    def show() -> None:
        while not ended.wait(LINE_SECONDS):
            shown.set()
            _write(f"\r{stage_line(stages[-1], time.monotonic() - begun)}\x1b[K")

    thread = threading.Thread(target=show, daemon=True)
    thread.start()
    try:
        yield stages.append
    finally:
        ended.set()
        thread.join()
        if shown.is_set():
            _write(ERASE)


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
