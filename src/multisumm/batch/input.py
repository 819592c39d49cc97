"""A file of clusters -> its lines, one after the other, those of one shard only."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from multisumm.batch.worker import Task
from multisumm.errors import InputError, OptionError
from multisumm.messages import os_reason, printable, shortened
from multisumm.reading.file_bytes import MAX_BYTES
from multisumm.reading.lines import cluster_lines
from multisumm.reading.paths import STANDARD_INPUT

ENDS = 1 << 20
"""So many bytes of either end of a file, and its length, tell it from others."""


MAX_LINE_BYTES = MAX_BYTES
"""Bytes that a line may have."""


class Shard(NamedTuple):
    """Every `of`-th line that is not blank, beginning with the one of this number (from 1)."""

    number: int = 1
    of: int = 1


WHOLE = Shard()


def parse_shard(text: str) -> Shard:
    """Return the shard that `i/n` means, or raise OptionError."""
    found = re.fullmatch(r"(\d{1,9})/(\d{1,9})", text, re.ASCII)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise OptionError(
            f"--shard is i/n with i from 1 to n, like 1/8, not {shortened(printable(text), 40)}"
        )
    return Shard(int(found[1]), int(found[2]))


def open_source(path: str) -> BinaryIO | None:
    """Return the file, opened; None for standard input.

    Raises:
        InputError: It cannot be opened.
    """
    if path == STANDARD_INPUT:
        return None
    try:
        return open(path, "rb")
    except (OSError, ValueError) as error:
        raise InputError(os_reason(path, error)) from None


def read_tasks(path: str, shard: Shard, opened: BinaryIO | None) -> Iterator[Task]:
    """Yield the lines of a shard in their order; only one is in memory.

    For one that is longer than `MAX_LINE_BYTES` comes a task that says so.
    A file that cannot be read any further after some lines, as one that was cut off, ends with a
    task that says so, in every shard.

    Raises:
        InputError: Not even the first line can be read, or there is none.
    """
    number = 0
    try:
        lines = cluster_lines(path, opened=opened, longest=MAX_LINE_BYTES)
        for count, (number, _, line) in enumerate(lines):
            if count % shard.of != shard.number - 1:
                continue
            if len(line) > MAX_LINE_BYTES:
                yield Task(number, b"", f"line {number}: longer than {MAX_LINE_BYTES:,} bytes")
            else:
                yield Task(number, line)
    except InputError as error:
        if not number:
            raise
        name = "stdin" if path == STANDARD_INPUT else path
        yield Task(number + 1, b"", str(error).removeprefix(f"{printable(name)}: "))


def share_read(opened: BinaryIO | None) -> float | None:
    """Return how much of a file is read, 0 to 1; None where it has no length."""
    length = _length(opened)
    return min(1.0, opened.tell() / length) if opened and length else None


def identity(opened: BinaryIO | None) -> dict[str, object] | None:
    """Return what tells a file from others wherever it is: its length, a digest of its ends.

    None is for what cannot be read a second time.
    """
    length = _length(opened)
    if opened is None or length is None:
        return None
    ends = os.pread(opened.fileno(), ENDS, 0)
    ends += os.pread(opened.fileno(), ENDS, max(0, length - ENDS))
    return {"bytes": length, "sha256": hashlib.sha256(ends).hexdigest()}


def _length(opened: BinaryIO | None) -> int | None:
    if opened is None or opened.closed:
        return None
    status = os.fstat(opened.fileno())
    return status.st_size if stat.S_ISREG(status.st_mode) else None
