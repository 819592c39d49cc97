"""What the commands print and write: results, and on standard error all else."""

from __future__ import annotations

import os
import secrets
import stat
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

import click

from multisumm.errors import InputError
from multisumm.messages import printable, shortened

MAX_NAME_BYTES = 200
"""A name of an output that is longer is shortened where an error tells of it."""


def refuse_to_overwrite(paths: Iterable[str], output: str | None) -> None:
    """Raise InputError if the output is one of the files that are read, or no name of a file."""
    if output is None:
        return
    try:
        os.stat(output)
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise unwritable(output, error) from None
    from multisumm.reading.paths import files_below

    given = [Path(path) for path in paths if path != "-" and os.path.exists(path)]
    if "-" in paths and os.path.samestat(os.fstat(0), os.stat(output)):
        raise InputError(f"{output}: is read as standard input, so it is not overwritten")
    below = [file.path for path in given if path.is_dir() for file in files_below(path)[0]]
    if any(path and path.exists() and path.samefile(output) for path in (*given, *below)):
        raise InputError(f"{output}: is read as input, so it is not overwritten")


def write(text: str, output: str | None) -> None:
    """Write UTF-8 with the line ends as they are, whatever the platform's habits."""
    data = text.encode(errors="backslashreplace")
    try:
        if output is not None:
            _replace(Path(output), data)
        elif sys.stdout is not None:  # it is None where the caller closed it
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        else:
            raise InputError("standard output is closed; give an --output")
    except BrokenPipeError:  # the reader has seen enough
        discard(sys.stdout)
    except OSError as error:
        if output is None:
            discard(sys.stdout)
        raise unwritable(output, error) from None


def unwritable(output: str | None, error: OSError | ValueError) -> InputError:
    """Return the error that says why an output cannot be written; None is standard output."""
    name = "standard output" if output is None else shortened(printable(output), MAX_NAME_BYTES)
    return InputError(f"{name}: cannot be written: {getattr(error, 'strerror', None) or error}")


def _replace(path: Path, data: bytes) -> None:
    """Write a file so that there is the old one or the new one, never half of it.

    A link stays, and what it leads to is written. A file that is there keeps who may read it.
    """
    mode = mode_of(path)
    if path.exists() and mode is None:  # a device or a pipe
        path.write_bytes(data)
        return
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    file = part.open("xb")  # which never opens what is there already
    try:
        with file:
            if mode is not None:
                part.chmod(mode)  # before there is anything to be read in it
            file.write(data)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def mode_of(path: str | Path) -> int | None:
    """Return the permissions of a file; None if it is none, or not there.

    Raises:
        OSError: It cannot be told, for example because the name is too long.
    """
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    return stat.S_IMODE(status.st_mode) if stat.S_ISREG(status.st_mode) else None


def discard(stream: TextIO) -> None:
    """Let what is left in the buffer go nowhere when the process ends, without an error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def tell(lines: Iterable[str]) -> None:
    """Tell the user, a line each, on standard error."""
    for line in lines:
        click.echo(f"multisumm: {line}", err=True)
