"""Load the packages that single formats need, and explain what fails inside them in one line."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from multisumm.errors import InputError
from multisumm.messages import printable


def load(module: str, *, name: str, extra: str = "") -> Any:
    """Return a module of a package that only some formats need.

    The package's log messages stay off the terminal unless the program configures logging.

    Args:
        module: The module to import.
        name: The file that needs it, for the error message.
        extra: The extra that installs the package; empty if the base install has it.

    Raises:
        InputError: The package is not installed; the message has the command that installs it.
    """
    try:
        loaded = import_module(module)
    except ImportError:
        requirement = f'"multisumm[{extra}]"' if extra else "multisumm"
        command = f"pip install {requirement}"
        raise InputError(f"{printable(name)}: to read this kind of file, run: {command}") from None
    for logger in (module.partition(".")[0], "htmldate", "courlan"):
        if not logging.getLogger(logger).handlers:
            logging.getLogger(logger).addHandler(logging.NullHandler())
    return loaded


@contextmanager
def explained(name: str, kind: str) -> Iterator[None]:
    """Turn every exception that a parser raises over a file into an InputError of one line.

    The parsers expect well-formed files and may raise an exception of any class over a damaged one.
    """
    try:
        yield
    except (InputError, MemoryError):
        raise
    except Exception as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise InputError(f"{printable(name)}: damaged {kind}: {printable(reason)}") from None
