"""What the commands write: results to standard output or a file, messages to standard error."""

from __future__ import annotations

import os
import secrets
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO, TypeVar

import click

from multisumm.errors import InputError, OptionError
from multisumm.messages import os_reason, printable, shortened, with_flags

MAX_NAME_CHARACTERS = 200
"""A longer name of an output is shortened in errors."""

_Item = TypeVar("_Item")


def refuse_to_overwrite(paths: Iterable[str], output: str | None) -> None:
    """Raise InputError if the output is one of the input files, or its name is not valid."""
    if output is None:
        return
    try:
        os.stat(output)
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise unwritable(output, error) from None
    from multisumm.reading.paths import files_below

    source = printable(output)
    inputs = [Path(path) for path in paths if path != "-" and os.path.exists(path)]
    if "-" in paths and os.path.samestat(os.fstat(0), os.stat(output)):
        raise InputError("is read as standard input, so it is not overwritten", source=source)
    below = [file.path for path in inputs if path.is_dir() for file in files_below(path)[0]]
    if any(path and path.exists() and path.samefile(output) for path in (*inputs, *below)):
        raise InputError("is read as input, so it is not overwritten", source=source)


def refuse_terminal(output: str | None, format_name: str) -> None:
    """Raise OptionError if bytes that are no text would go to a terminal.

    Args:
        output: The file to write; None is standard output.
        format_name: Name of the format, for the error.
    """
    if output is None and sys.stdout is not None and sys.stdout.isatty():
        raise OptionError(
            f"--format {format_name} is no text; name a file with --output, or a pipe"
        )


def write(content: str | bytes, output: str | None) -> None:
    """Write bytes, or text as UTF-8, to a file, or to standard output for None.

    Line ends stay as they are.
    """
    data = content if isinstance(content, bytes) else content.encode(errors="backslashreplace")
    try:
        if output is not None:
            _replace(Path(output), data)
        elif sys.stdout is not None:  # None: the caller closed it
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        else:
            raise InputError("standard output is closed; give an --output")
    except BrokenPipeError:  # the reader wants no more
        discard(sys.stdout)
    except OSError as error:
        if output is None:
            discard(sys.stdout)
        raise unwritable(output, error) from None


def unwritable(output: str | None, error: OSError | ValueError) -> InputError:
    """Return the error for an output that cannot be written; None is standard output."""
    name = (
        "standard output" if output is None else shortened(printable(output), MAX_NAME_CHARACTERS)
    )
    return InputError(f"cannot be written: {os_reason(error)}", source=name)


def _replace(path: Path, data: bytes) -> None:
    """Write a file so that there is either the old one or the new one, never half of it.

    A link stays a link, and its target is written. An existing file keeps its permissions.
    """
    mode = mode_of(path)
    if path.exists() and mode is None:  # a device or a pipe
        path.write_bytes(data)
        return
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    file = part.open("xb")  # "x" never opens an existing file
    try:
        with file:
            if mode is not None:
                part.chmod(mode)  # before it has content
            file.write(data)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def mode_of(path: str | Path) -> int | None:
    """Return the permissions of a regular file; None for anything else or a missing file.

    Raises:
        OSError: The system cannot look it up, for example because the name is too long.
    """
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    return stat.S_IMODE(status.st_mode) if stat.S_ISREG(status.st_mode) else None


def discard(stream: TextIO) -> None:
    """Send the rest of a stream's buffer to the null device, so that the process ends quietly."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def on_terminal() -> bool:
    """Return whether standard error is a terminal."""
    return sys.stderr is not None and sys.stderr.isatty()


def with_progress(items: Iterable[_Item], *, total: int, label: str) -> Iterator[_Item]:
    """Yield the items, under a progress bar if standard error is a terminal."""
    if not on_terminal():
        yield from items
        return
    with click.progressbar(items, length=total, label=label, file=sys.stderr) as bar:
        yield from bar


def warn(lines: Iterable[str], *, quiet: bool) -> None:
    """Print warnings on standard error, unless the user wants errors only."""
    if not quiet:
        tell(f"warning: {line}" for line in lines)


def tell(lines: Iterable[str]) -> None:
    """Print messages for the user on standard error, a line each, with options as flags."""
    for line in lines:
        click.echo(f"multisumm: {with_flags(line)}", err=True)
