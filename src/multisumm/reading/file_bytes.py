"""Files and streams -> bytes, never more than a limit."""

from __future__ import annotations

import gzip
import io
import os
import stat
import sys
import zlib
from typing import BinaryIO, Protocol

from multisumm.errors import InputError, OptionError
from multisumm.messages import as_integer, must_be, os_reason, printable, too_large
from multisumm.reading.paths import File

MAX_BYTES = 200_000_000
"""Default limit for the bytes of a file, also decompressed."""

CHUNK_BYTES = 1 << 20
"""Bytes of one read where the length is not known."""


class Readable(Protocol):
    """Anything that bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes."""
        ...


def check_limit(max_bytes: object) -> int:
    """Return a limit in bytes as an integer of Python.

    Raises:
        OptionError: It is not a whole number of at least 1.
    """
    limit = as_integer(max_bytes)
    if limit is None or limit < 1:
        raise OptionError(must_be("max_bytes", "a whole number of at least 1", max_bytes))
    return limit


def check_stream(stdin: object) -> None:
    """Raise OptionError if the value is neither None nor a file opened for reading bytes."""
    if stdin is None:
        return
    if isinstance(stdin, io.TextIOBase) or not hasattr(stdin, "read"):
        raise OptionError(must_be("stdin", "a binary file or None", stdin))


def standard_input(stdin: BinaryIO | None) -> BinaryIO:
    """Return the given stream, or else the standard input of the process.

    Raises:
        InputError: Standard input is closed.
    """
    if stdin is None and sys.stdin is None:
        raise InputError("standard input is closed")
    return stdin or sys.stdin.buffer


def inflate(data: bytes, name: str, *, max_bytes: int = MAX_BYTES) -> tuple[bytes, bool]:
    """Return the content of a gzip file up to where it is cut off, and whether that is all of it.

    Raises:
        InputError: It is damaged or not gzip, or holds more than `max_bytes`.
    """
    content = bytearray()
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        try:
            while part := stream.read1(1 << 16):
                content += part
                check_size(len(content), name, max_bytes=max_bytes)
        except EOFError:
            return bytes(content), False
        except (gzip.BadGzipFile, zlib.error) as error:
            raise InputError(f"not good gzip data: {error}", source=printable(name)) from None
    return bytes(content), True


def read_at_most(stream: Readable, most: int, *, expected: int = CHUNK_BYTES) -> bytes:
    """Return `most` bytes of a stream, or all if there are fewer.

    Memory is taken as bytes arrive, so the limit may be larger than the memory.

    Args:
        stream: It may return fewer bytes than asked for, as a pipe does, and none at its end.
        most: Limit in bytes.
        expected: Probable length in bytes.
    """
    parts: list[bytes] = []
    left = most
    wanted = min(left, expected + 1)
    is_terminal = isinstance(stream, io.BufferedIOBase) and stream.isatty()
    while wanted and (part := stream.read(wanted)):
        parts.append(part)
        left -= len(part)
        if is_terminal and len(part) < wanted:  # its end was typed, and would be asked for again
            break
        wanted = min(left, CHUNK_BYTES)
    return b"".join(parts)


def check_size(size: int, name: str, *, max_bytes: int) -> None:
    """Raise InputError if a file has more bytes than the limit."""
    if size > max_bytes:
        raise InputError(too_large(max_bytes), source=printable(name))


def _open_at_once(path: str, flags: int) -> int:
    """Open a file without waiting for the writer of a pipe, who may never come."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _begin_reading(stream: io.BufferedReader, title: str, *, most: int) -> bytes:
    """Return what a pipe holds already, up to `most` bytes; reading waits from here on.

    Nothing of other files.

    Raises:
        InputError: It is a pipe that nobody writes to.
    """
    mode = os.fstat(stream.fileno()).st_mode
    if stat.S_ISREG(mode) or not hasattr(os, "O_NONBLOCK"):
        return b""
    begun = stream.raw.read(min(CHUNK_BYTES, most)) if stat.S_ISFIFO(mode) else None
    if begun == b"":
        raise InputError("a pipe that nobody writes to", source=title)
    os.set_blocking(stream.fileno(), True)
    return begun or b""


def read_bytes(file: File, *, stdin: BinaryIO | None, max_bytes: int) -> bytes:
    """Return the bytes of a file or of standard input.

    Raises:
        InputError: The file cannot be read, or has more bytes than the limit; no more are read.
    """
    try:
        if file.path is None:
            data = read_at_most(standard_input(stdin), max_bytes + 1)
        else:
            with open(file.path, "rb", opener=_open_at_once) as stream:
                size = os.fstat(stream.fileno()).st_size  # refused before it is read
                check_size(size, file.title, max_bytes=max_bytes)
                begun = _begin_reading(stream, file.title, most=max_bytes + 1)
                data = begun + read_at_most(stream, max_bytes + 1 - len(begun), expected=size)
    except InputError:
        raise
    except (OSError, ValueError) as error:
        raise InputError(os_reason(error), source=file.title) from None
    check_size(len(data), file.title, max_bytes=max_bytes)
    return data
