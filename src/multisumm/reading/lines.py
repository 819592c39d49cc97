"""Files of lines, gzipped or not -> numbered lines."""

from __future__ import annotations

import gzip
import sys
import zlib
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

from multisumm.errors import InputError
from multisumm.messages import os_reason, printable
from multisumm.reading.file_bytes import CHUNK_BYTES, standard_input
from multisumm.reading.paths import STANDARD_INPUT


def numbered_lines(lines: Iterable[bytes], name: str) -> Iterator[tuple[int, str, bytes]]:
    """Yield the number, the source for messages and the bytes of each line that is not blank.

    A byte order mark before the first line is removed.
    """
    for number, line in enumerate(lines, start=1):
        content = line.removeprefix(BOM_UTF8) if number == 1 else line
        if content.strip():
            yield number, f"{printable(name)}, line {number}", content


def bare_name(path: str | Path) -> str:
    """Return the name of a file of clusters without its suffixes, or the name of a folder.

    >>> bare_name("data/train.jsonl.gz")
    'train'
    """
    name = Path(path).name
    for suffix in (".gz", ".jsonl", ".json"):
        name = name.removesuffix(suffix)
    return name


def cluster_lines(
    path: str | Path,
    *,
    stdin: BinaryIO | None = None,
    opened: BinaryIO | None = None,
    longest: int | None = None,
    noun: str = "cluster",
) -> Iterator[tuple[int, str, bytes]]:
    """Yield the number, the source for messages and the bytes of each line, for `parse_cluster`.

    A caller can continue after a broken record. Blank lines are left out.

    Args:
        path: A file of clusters, compressed if its name ends in `.gz`; "-" is standard input.
        stdin: The stream for "-", instead of `sys.stdin.buffer`.
        opened: The same file, opened by the caller, who also closes it and can see from it how far
            it has been read.
        longest: Limit for the bytes of a line. A line above it is yielded with some bytes more
            than the limit, and no more of it is held in memory.
        noun: What a line is, for the error of an empty file.

    Raises:
        InputError: The file cannot be read, is cut off, or has no lines.
    """
    name = "stdin" if path == STANDARD_INPUT else str(path)
    source = printable(name)
    last = 0
    try:
        with _open_lines(path, stdin, opened) as stream:
            for last, where, line in numbered_lines(_limit_lines(stream, longest), name):
                yield last, where, line
    except EOFError:
        behind = f" behind line {last}" if last else ""
        raise InputError(f"the compressed data is cut off{behind}", source=source) from None
    except InputError:
        raise
    except (OSError, ValueError, zlib.error) as error:
        raise InputError(os_reason(error), source=source) from None
    if not last:
        raise InputError(f"no {noun} in this file", source=source)


def _limit_lines(stream: gzip.GzipFile | BinaryIO, longest: int | None) -> Iterator[bytes]:
    """Yield the lines of a stream; those above the limit are cut behind it."""
    if longest is None:
        yield from stream
        return
    most = min(len(BOM_UTF8) + longest + 1, sys.maxsize)
    while line := stream.readline(most):
        if len(line) < most or line.endswith(b"\n"):
            yield line
            continue
        yield b"\0" * most if line.isspace() else line  # a long line is not a blank one
        while (line := stream.readline(CHUNK_BYTES)) and not line.endswith(b"\n"):
            pass


def _open_lines(
    path: str | Path, stdin: BinaryIO | None, opened: BinaryIO | None
) -> gzip.GzipFile | BinaryIO | nullcontext[BinaryIO]:
    if path == STANDARD_INPUT:
        return nullcontext(standard_input(stdin))
    if str(path).lower().endswith(".gz"):
        return gzip.open(opened or path, "rb")
    return nullcontext(opened) if opened else Path(path).open("rb")
