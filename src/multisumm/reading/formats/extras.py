"""Optional packages: importing them, and turning their errors into one line."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from multisumm.errors import InputError
from multisumm.messages import foreign_reason, needs_package, printable


def import_optional(module: str, *, extra: str, name: str) -> Any:
    """Return a module of an optional package.

    The package's log messages do not reach the terminal unless a program configures logging.

    Args:
        module: The module to import.
        extra: The extra of multisumm that installs the package.
        name: The file that needs it, for errors.

    Raises:
        InputError: The package is not installed; the message has the command that installs it.
    """
    try:
        imported = import_module(module)
    except ImportError:
        reason = needs_package("to read this kind of file", f"multisumm[{extra}]")
        raise InputError(reason, source=printable(name)) from None
    for logger in (module.partition(".")[0], "htmldate", "courlan"):
        if not logging.getLogger(logger).handlers:
            logging.getLogger(logger).addHandler(logging.NullHandler())
    return imported


@contextmanager
def damage_as_input_error(name: str, kind: str) -> Iterator[None]:
    """Turn any error that a parser raises for a file into an InputError of one line.

    Parsers raise any class of error for a damaged file.
    """
    try:
        yield
    except (InputError, MemoryError):
        raise
    except Exception as error:
        reason = f"damaged {kind}: {foreign_reason(error)}"
        raise InputError(reason, source=printable(name)) from None
