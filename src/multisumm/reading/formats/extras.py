"""The packages that single formats need: importing them, and their errors as one line."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from multisumm.errors import InputError
from multisumm.messages import foreign_reason, needs_package, printable


def import_parser(module: str, *, name: str, extra: str = "") -> Any:
    """Return a module of a package that only some formats need.

    The package's log messages do not reach the terminal unless a program configures logging.

    Args:
        module: The module to import.
        name: The file that needs it, for errors.
        extra: The extra that installs the package; empty if the base install has it.

    Raises:
        InputError: The package is not installed, and the message has the command that installs it;
            or it is, and cannot be imported, and the message says why.
    """
    package = module.partition(".")[0]
    try:
        imported = import_module(module)
    except ImportError as error:
        requirement = f"multisumm[{extra}]" if extra else "multisumm"
        reason = needs_package("to read this kind of file", requirement)
        if (error.name or package).partition(".")[0] != package:  # a package that it needs
            reason = f"{package} cannot be imported: {foreign_reason(error)}; install it again"
        raise InputError(reason, source=printable(name)) from None
    for logger in (package, "htmldate", "courlan"):
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
    except RecursionError:
        raise InputError(f"damaged {kind}: nested too deeply", source=printable(name)) from None
    except Exception as error:
        reason = f"damaged {kind}: {foreign_reason(error)}"
        raise InputError(reason, source=printable(name)) from None
