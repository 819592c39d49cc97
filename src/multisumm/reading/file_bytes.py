"""Files and streams -> bytes, never more than allowed."""

from __future__ import annotations

import gzip
import os
import sys
import zlib
from io import BytesIO
from typing import BinaryIO, Protocol

from multisumm.errors import InputError
from multisumm.messages import os_reason, printable
from multisumm.reading.paths import (
    File,
)

MAX_BYTES = 200_000_000
"""No larger file is read, nor more out of a compressed one, unless the caller allows it."""

PART = 1 << 20
"""So many bytes are read at a time where it is not known how many there are."""


class Readable(Protocol):
    """What bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """Return so many bytes."""
        ...


def inflate(data: bytes, name: str, *, max_bytes: int = MAX_BYTES) -> tuple[bytes, bool]:
    """Return what a gzip file holds, as far as it goes, and whether that is all of it.

    Raises:
        InputError: It is damaged or none, or holds more than `max_bytes`.
    """
    content = bytearray()
    with gzip.GzipFile(fileobj=BytesIO(data)) as stream:
        try:
            while part := stream.read1(1 << 16):
                content += part
                check_size(len(content), name, max_bytes=max_bytes)
        except EOFError:
            return bytes(content), False
        except (gzip.BadGzipFile, zlib.error) as error:
            raise InputError(f"{printable(name)}: not good gzip data: {error}") from None
    return bytes(content), True


def read_at_most(stream: Readable, most: int, *, expected: int = PART) -> bytes:
    """Return so many bytes of a stream, or all if there are fewer.

    Memory is taken as they come, so that a limit may be larger than what there is.

    Args:
        stream: It gives all that it is asked for but at its end.
        most: So many.
        expected: So many there probably are.
    """
    parts: list[bytes] = []
    left = most
    wanted = min(left, expected + 1)
    while wanted and (part := stream.read(wanted)):
        parts.append(part)
        left -= len(part)
        if len(part) < wanted:  # a terminal would be asked for more
            break
        wanted = min(left, PART)
    return b"".join(parts)


def check_size(size: int, name: str, *, max_bytes: int) -> None:
    """Raise InputError if this is more than may be read of one file."""
    if size > max_bytes:
        raise InputError(
            f"{printable(name)}: larger than {max_bytes} bytes; --max-bytes allows more"
        )


def read_bytes(file: File, *, stdin: BinaryIO | None, max_bytes: int) -> bytes:
    """Return what is in a file, or raise InputError; no more is read than is allowed."""
    try:
        if file.path is None:
            if stdin is None and sys.stdin is None:
                raise InputError("standard input is closed")
            data = read_at_most(stdin or sys.stdin.buffer, max_bytes + 1)
        else:
            with file.path.open("rb") as stream:
                size = os.fstat(stream.fileno()).st_size  # refused before it is read
                check_size(size, file.title, max_bytes=max_bytes)
                data = read_at_most(stream, max_bytes + 1, expected=size)
    except OSError as error:
        raise InputError(os_reason(file.title, error)) from None
    check_size(len(data), file.title, max_bytes=max_bytes)
    return data
