"""Names, numbers and reasons as messages show them. The same error has the same words everywhere.

Every function returns a piece of one line of text; none of them raises the error itself.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import PurePath
from typing import TypeGuard

MAX_SHOWN_CHARACTERS = 40
"""Values of a user are cut behind this many characters in a message."""

MAX_REASON_CHARACTERS = 200
"""The messages of other packages are cut behind this many characters."""

MAX_NAMES = 5
"""Longer lists of names are cut behind this many names in a message."""

MIN_LIKENESS = 0.75
"""Likeness of two names, 0 to 1, from which one is suggested for the other (`difflib`)."""

_UNITS = {"kB": 1000, "MB": 1000**2, "GB": 1000**3, "TB": 1000**4}
_FACTORS: dict[str, int] = {
    **dict.fromkeys(("", "b", "byte", "bytes"), 1),
    **{unit.lower(): factor for unit, factor in _UNITS.items()},
    **{unit[0].lower(): factor for unit, factor in _UNITS.items()},
    **{f"{prefix}ib": 1024**power for power, prefix in enumerate("kmgt", start=1)},
}
_SIZE = re.compile(
    r"((?:\d{1,3}(?:,\d{3})+|\d+(?:_\d+)*)(?:\.\d+)?)\s*([a-z]*)", re.ASCII | re.IGNORECASE
)
"""Commas stand only between groups of three digits: `1,5 GB` is not a size, and not 15 GB."""


def printable(name: str) -> str:
    """Return a name as one line that a terminal can show, with escapes where it needs them."""
    return name if name.isprintable() else repr(name)[1:-1]


def shortened(text: str, most: int) -> str:
    """Return the text, or its first `most` characters and `...`."""
    return text if len(text) <= most else f"{text[:most]}..."


def brief_repr(value: object) -> str:
    """Return the representation of a user's value in one line, shortened."""
    if isinstance(value, str | bytes):
        value = value[: MAX_SHOWN_CHARACTERS + 1]  # it may be as long as a document
    try:
        text = repr(value)
    except Exception:  # for example an integer of more than 4,300 digits
        text = f"<{type(value).__name__}>"
    return printable(shortened(" ".join(text.split()), MAX_SHOWN_CHARACTERS))


def plural(number: int, noun: str, *, comma: bool = False) -> str:
    """Return `1 file`, `2 files`; `2,000 files` with commas."""
    digits = f"{number:,}" if comma else str(number)
    return f"{digits} {noun}" if number == 1 else f"{digits} {noun}s"


def first_names(names: Sequence[str]) -> str:
    """Return names in one line: the first five, and how many more there are."""
    rest = len(names) - MAX_NAMES
    line = ", ".join(map(printable, names[:MAX_NAMES]))
    return f"{line} and {rest} more" if rest > 0 else line


def first_and_number(items: Sequence[object], noun: str) -> str:
    """Return the first item, and the number of the others: `FIRST and 2 more pages`."""
    rest = f" and {plural(len(items) - 1, f'more {noun}')}" if items[1:] else ""
    return f"{items[0]}{rest}"


# --- sizes --------------------------------------------------------------------------------------


def format_size(size: int) -> str:
    """Return a number of bytes in the largest unit that shows it exactly with one decimal.

    Units are decimal: 1 kB is 1,000 bytes. `parse_size` returns the number again.

    >>> format_size(200_000_000), format_size(1500), format_size(1234), format_size(1)
    ('200 MB', '1.5 kB', '1,234 bytes', '1 byte')
    """
    for unit, factor in reversed(_UNITS.items()):
        tenths, rest = divmod(size * 10, factor)
        if tenths >= 10 and not rest:
            whole, tenth = divmod(tenths, 10)
            return f"{whole:,}.{tenth} {unit}" if tenth else f"{whole:,} {unit}"
    return plural(size, "byte", comma=True)


def parse_size(value: object) -> int:
    """Return the number of bytes that an integer or a text like `200 MB` means.

    Units are B, kB, MB, GB, TB or k, M, G, T (powers of 1000) and KiB, MiB, GiB, TiB (powers of
    1024), in any case, with or without a space before them; no unit means bytes. Commas may group
    digits by three, as in 1,000,000, and underscores in any way. Integers of numpy and pandas are
    integers.

    Raises:
        ValueError: The value is not a size, or not a whole number of bytes.

    >>> parse_size("200 MB"), parse_size("1.5kib"), parse_size("1,000"), parse_size(5)
    (200000000, 1536, 1000, 5)
    """
    expected = "a number of bytes, like 200 MB or 200000000"
    if not isinstance(value, str):
        size = as_integer(value)
        if size is None or size < 0:
            raise ValueError(must_be("the size", expected, value))
        return size
    match = _SIZE.fullmatch(value.strip())
    factor = _FACTORS.get(match[2].lower()) if match else None
    if not match or factor is None or len(match[1]) > MAX_SHOWN_CHARACTERS:
        raise ValueError(must_be("the size", expected, value))
    whole, _, decimals = match[1].replace(",", "").replace("_", "").partition(".")
    scale: int = 10 ** len(decimals)
    size, rest = divmod(int(whole + decimals) * factor, scale)
    if rest:
        raise ValueError(must_be("the size", "a whole number of bytes", value))
    return size


def as_integer(value: object) -> int | None:
    """Return an integer of Python, numpy or pandas as an `int`; None for anything else.

    Booleans are not integers here.
    """
    if isinstance(value, bool) or type(value).__name__ == "bool":  # the second is numpy's
        return None
    try:
        number: int = operator.index(value)  # type: ignore[arg-type]
    except TypeError:  # also for an array of several numbers
        return None
    return number


def is_iterable(value: object) -> TypeGuard[Iterable[object]]:
    """Return whether a `for` loop can go through a value.

    An array of numpy that holds a single value has the methods of an iterable, but is not one.
    """
    try:
        iter(value)  # type: ignore[call-overload]
    except TypeError:
        return False
    return True


# --- reasons ------------------------------------------------------------------------------------

NOT_UTF8 = "not UTF-8"
EMPTY = "empty"


def unknown_choice(
    kind: str, name: object, choices: Iterable[str], *, meant: str | None = None
) -> str:
    """Return the message for a name that is not one of the choices.

    The message suggests the choice that was `meant`, or one that is spelled nearly the same; where
    there is none, it lists the choices.

    >>> unknown_choice("order", "ranks", ["reading", "rank"])
    "unknown order 'ranks'; did you mean rank?"
    >>> unknown_choice("order", "x", ["reading", "rank"])
    "unknown order 'x'; choose from reading, rank"
    """
    names = list(choices)
    if meant is None and isinstance(name, str):
        word = name[:MAX_SHOWN_CHARACTERS]
        meant = next(iter(get_close_matches(word, names, n=1, cutoff=MIN_LIKENESS)), None)
    advice = f"did you mean {meant}?" if meant else f"choose from {', '.join(names)}"
    return f"unknown {kind} {brief_repr(name)}; {advice}"


def must_be(name: str, expected: str, value: object) -> str:
    """Return the message for an argument of the wrong type or out of range.

    >>> must_be("words", "a whole number of at least 1", None)
    'words must be a whole number of at least 1, not None'
    """
    return f"{name} must be {expected}, not {brief_repr(value)}"


_NAMED_OPTION = re.compile(r"option `(\w+)`")


def named_option(name: str) -> str:
    """Return how a message names an option: right for the library, the API and other programs.

    The command line shows it as its flag (`with_flags`).

    >>> named_option("keep_noise")
    'option `keep_noise`'
    """
    return f"option `{name}`"


def with_flags(text: str) -> str:
    """Return a text with each option that it names as the flag of the command line.

    >>> with_flags("only noise was found (option `keep_noise` keeps it)")
    'only noise was found (--keep-noise keeps it)'
    """
    return _NAMED_OPTION.sub(lambda option: f"--{option[1].replace('_', '-')}", text)


def too_large(limit: int) -> str:
    """Return the message for data above a limit in bytes."""
    return f"larger than {format_size(limit)}; {named_option('max_bytes')} allows more"


def skipped(problem: object) -> str:
    """Return the warning for a file or document that is not used because of a problem."""
    return f"{problem}; skipped"


def needs_package(purpose: str, requirement: str) -> str:
    """Return the message for a package that is not installed, with the command that installs it.

    >>> needs_package("to read this kind of file", "multisumm[pdf]")
    'to read this kind of file, run: pip install "multisumm[pdf]"'
    """
    argument = f'"{requirement}"' if "[" in requirement else requirement  # for the shell
    return f"{purpose}, run: pip install {argument}"


def os_reason(error: Exception) -> str:
    """Return why the system could not open, read or write a file, in one line."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return printable(reason[:1].lower() + reason[1:]) or type(error).__name__


def foreign_reason(error: Exception) -> str:
    """Return the message of another package's error in one line, shortened; its type if empty."""
    reason = " ".join(str(error).split())[:MAX_REASON_CHARACTERS]
    return printable(reason or type(error).__name__)


def describe_bug(error: Exception) -> str:
    """Return one line about an error that only a bug can raise: `KeyError: 'x' (budget.py:147)`.

    The file and line are where it was raised, which may be in another package.
    """
    line = " ".join(f"{type(error).__name__}: {error}".split())[:MAX_REASON_CHARACTERS]
    trace = error.__traceback__
    if trace is None:
        return line
    while trace.tb_next is not None:
        trace = trace.tb_next
    return f"{line} ({PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno})"
