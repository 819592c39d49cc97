"""Files of lines, gzipped or not -> numbered lines."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

from multisumm.errors import InputError
from multisumm.messages import os_reason, printable
from multisumm.reading.paths import STANDARD_INPUT

UTF8_MARK = b"\xef\xbb\xbf"


def numbered_lines(lines: Iterable[bytes], name: str) -> Iterator[tuple[int, str, bytes]]:
    """Yield the number, the address for messages and the bytes of each line that is not blank.

    A byte order mark before the first line is left out.
    """
    for number, line in enumerate(lines, start=1):
        content = line.removeprefix(UTF8_MARK) if number == 1 else line
        if content.strip():
            yield number, f"{printable(name)}, line {number}", content


def cluster_lines(
    path: str | Path,
    *,
    stdin: BinaryIO | None = None,
    opened: BinaryIO | None = None,
    longest: int | None = None,
) -> Iterator[tuple[int, str, bytes]]:
    """Yield the number, the address and the bytes of each line, for `parse_cluster`.

    With this a caller can go on behind a broken record. Blank lines are passed over.

    Args:
        path: A file of clusters, compressed if its name ends in `.gz`; "-" is standard input.
        stdin: What to read for "-", instead of `sys.stdin.buffer`.
        opened: The same file as the caller has opened it, and closes it: who has it can tell how
            far it is read.
        longest: Bytes that a line may have; of one that has more comes something that has more,
            too, and no more of it is ever in memory.

    Raises:
        InputError: The file cannot be read, is cut off, or has no lines.
    """
    name = "stdin" if path == STANDARD_INPUT else str(path)
    where = ""
    try:
        with _stream(path, stdin, opened) as stream:
            for number, where, line in numbered_lines(_lines(stream, longest), name):
                yield number, where, line
    except EOFError:
        behind = f" behind {where.rpartition(', ')[2]}" if where else ""
        raise InputError(f"{printable(name)}: the compressed data is cut off{behind}") from None
    except (OSError, ValueError, zlib.error) as error:
        raise InputError(os_reason(name, error)) from None
    if not where:
        raise InputError(f"{printable(name)}: no cluster in this file")


def _lines(stream: gzip.GzipFile | BinaryIO, longest: int | None) -> Iterator[bytes]:
    if longest is None:
        yield from stream
        return
    most = len(UTF8_MARK) + longest + 1
    while line := stream.readline(most):
        if len(line) < most or line.endswith(b"\n"):
            yield line
            continue
        yield b"\0" * most if line.isspace() else line  # what is too long is not blank
        while (line := stream.readline(1 << 20)) and not line.endswith(b"\n"):
            pass


def _stream(
    path: str | Path, stdin: BinaryIO | None, opened: BinaryIO | None
) -> gzip.GzipFile | BinaryIO | nullcontext[BinaryIO]:
    if path == STANDARD_INPUT:
        return nullcontext(stdin or sys.stdin.buffer)
    if str(path).lower().endswith(".gz"):
        return gzip.open(opened or path, "rb")
    return nullcontext(opened) if opened else Path(path).open("rb")
