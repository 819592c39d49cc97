"""Packages that are installed only for those who need them, and what goes wrong inside them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from multisumm.errors import InputError
from multisumm.messages import printable


def load(module: str, *, extra: str, name: str) -> Any:
    """Return a module of a package that an extra installs.

    What the package logs does not reach the terminal by itself; a program that wants it can
    configure its logging.

    Args:
        module: What to import.
        extra: The extra that installs it.
        name: The file that needs it.

    Raises:
        InputError: It is not installed; the message has the command that does it.
    """
    try:
        found = import_module(module)
    except ImportError:
        command = f'pip install "multisumm[{extra}]"'
        raise InputError(f"{printable(name)}: to read this kind of file, run: {command}") from None
    for logger in (module.partition(".")[0], "htmldate", "courlan"):
        if not logging.getLogger(logger).handlers:
            logging.getLogger(logger).addHandler(logging.NullHandler())
    return found


@contextmanager
def explained(name: str, kind: str) -> Iterator[None]:
    """Turn whatever a package raises over a file into an error of one line.

    Parsers of formats meant for trusted files raise any class of error over a damaged one.
    """
    try:
        yield
    except (InputError, MemoryError):
        raise
    except Exception as error:
        why = " ".join(str(error).split())[:200] or type(error).__name__
        raise InputError(f"{printable(name)}: damaged {kind}: {printable(why)}") from None
