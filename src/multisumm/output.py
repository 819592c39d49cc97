"""What the commands print and write: results, and on standard error all else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

import click

from multisumm.errors import InputError


def refuse_to_overwrite(paths: Iterable[str], output: str | None) -> None:
    """Raise InputError if the output is one of the files that are read."""
    if output is None or not Path(output).exists():
        return
    from multisumm.paths import files_below

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
        where = "standard output" if output is None else output
        raise InputError(f"{where}: cannot be written: {error.strerror}") from None


def _replace(path: Path, data: bytes) -> None:
    """Write a file so that there is the old one or the new one, never half of it."""
    if path.exists() and not path.is_file():  # a device or a pipe
        path.write_bytes(data)
        return
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def discard(stream: TextIO) -> None:
    """Let what is left in the buffer go nowhere when the process ends, without an error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def tell(lines: Iterable[str]) -> None:
    """Tell the user, a line each, on standard error."""
    for line in lines:
        click.echo(f"multisumm: {line}", err=True)
