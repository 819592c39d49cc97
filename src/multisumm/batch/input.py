"""A file of clusters -> its lines one by one, or only those of a shard."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from multisumm.batch.worker import Task
from multisumm.errors import InputError, OptionError
from multisumm.messages import format_size, must_be, os_reason, printable
from multisumm.reading.file_bytes import MAX_BYTES
from multisumm.reading.lines import cluster_lines
from multisumm.reading.paths import STANDARD_INPUT

_CHUNK_BYTES = 1 << 20
"""Bytes of a file that are hashed at a time."""

MAX_LINE_BYTES = MAX_BYTES
"""Limit for the bytes of a line."""


class Shard(NamedTuple):
    """Every `of`-th line that is not blank, beginning with the `number`-th, from 1."""

    number: int = 1
    of: int = 1


WHOLE = Shard()
"""All lines."""


def parse_shard(text: str) -> Shard:
    """Return the shard that `i/n` names.

    Raises:
        OptionError: It is not `i/n` with i from 1 to n.
    """
    match = re.fullmatch(r"(\d{1,9})/(\d{1,9})", text, re.ASCII)
    if not match or not 1 <= int(match[1]) <= int(match[2]):
        raise OptionError(must_be("--shard", "i/n with i from 1 to n, like 1/8", text))
    return Shard(int(match[1]), int(match[2]))


def open_input(path: str) -> BinaryIO | None:
    """Return the opened file; None for standard input.

    Raises:
        InputError: It cannot be opened.
    """
    if path == STANDARD_INPUT:
        return None
    try:
        return open(path, "rb")
    except IsADirectoryError:
        reason = "is a folder; give a file with one cluster on each line"
        raise InputError(reason, source=printable(path)) from None
    except (OSError, ValueError) as error:
        raise InputError(os_reason(error), source=printable(path)) from None


def read_shard(path: str, shard: Shard, opened: BinaryIO | None) -> Iterator[Task]:
    """Yield the lines of a shard in their order, one in memory at a time.

    A line longer than `MAX_LINE_BYTES` becomes a broken task. If the rest of a file cannot be read,
    for example because it is cut off, every shard ends with a broken task.

    Raises:
        InputError: The first line cannot be read, or there is no line.
    """
    number = 0
    try:
        lines = cluster_lines(path, opened=opened, longest=MAX_LINE_BYTES)
        for count, (number, _, line) in enumerate(lines):
            if count % shard.of != shard.number - 1:
                continue
            if len(line) > MAX_LINE_BYTES:
                reason = f"line {number}: longer than {format_size(MAX_LINE_BYTES)}"
                yield Task(number, b"", reason)
            else:
                yield Task(number, line)
    except InputError as error:
        if not number:
            raise
        yield Task(number + 1, b"", error.reason)


def share_read(opened: BinaryIO | None) -> float | None:
    """Return the share of a file that has been read, 0 to 1; None if its length is unknown."""
    length = _length(opened)
    return min(1.0, opened.tell() / length) if opened and length else None


def input_fingerprint(opened: BinaryIO | None) -> dict[str, object] | None:
    """Return the length and the SHA-256 digest of a file; None for a stream.

    They identify the file, whatever its name. A stream cannot be read a second time. The position
    in the file stays where it is.
    """
    if opened is None or not is_regular(opened):
        return None
    digest, length = hashlib.sha256(), 0
    while chunk := os.pread(opened.fileno(), _CHUNK_BYTES, length):
        digest.update(chunk)
        length += len(chunk)
    return {"bytes": length, "sha256": digest.hexdigest()}


def is_regular(opened: BinaryIO | None) -> bool:
    """Return whether something is a file that can be read again, and not a stream or a device."""
    return _length(opened) is not None


def _length(opened: BinaryIO | None) -> int | None:
    if opened is None or opened.closed:
        return None
    status = os.fstat(opened.fileno())
    return status.st_size if stat.S_ISREG(status.st_mode) else None
