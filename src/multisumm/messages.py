"""How names, numbers and reasons stand in a line of text that people read."""

from __future__ import annotations

from pathlib import PurePath


def printable(name: str) -> str:
    """Return a name as one line that a terminal can show: as it is, or with escapes."""
    return name if name.isprintable() else repr(name)[1:-1]


def shortened(text: str, most: int) -> str:
    """Return the text, or its first so many characters and `...`."""
    return text if len(text) <= most else f"{text[:most]}..."


def brief_repr(value: object) -> str:
    """Return a value that somebody gave as one line, in quotes if it is a text, and never long."""
    return shortened(" ".join(repr(value).split()), 40)


def plural(number: int, noun: str, *, comma: bool = False) -> str:
    """Return `1 file`, `2 files`; `2,000 files` with commas."""
    digits = f"{number:,}" if comma else str(number)
    return f"{digits} {noun}" if number == 1 else f"{digits} {noun}s"


def describe_bug(error: Exception) -> str:
    """Return what a bug of ours is told by, in one line: `KeyError: 'x' (selection.py:147)`.

    The place is where it was raised, which may be in a package that we call.
    """
    what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    trace = error.__traceback__
    if trace is None:
        return what
    while trace.tb_next is not None:
        trace = trace.tb_next
    return f"{what} ({PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno})"


def os_reason(name: str, error: Exception) -> str:
    """Return why a file could not be opened or read, in one line."""
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"{printable(name)}: {printable(why[:1].lower() + why[1:])}"
