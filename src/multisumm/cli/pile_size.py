"""Whether the files of a pile can fit memory, before they are read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from multisumm.errors import InputError

TEXT_SUFFIXES = frozenset((".txt", ".md", ".jsonl", ".ndjson", ".csv", ".tsv"))
"""Names of files that are text throughout; of others nobody knows how much text is in them."""

MAX_BYTES_A_CHARACTER = 3
"""Bytes that a character takes in such a file at most, but for rare ones."""


def check_files(paths: Sequence[str], *, max_bytes: int) -> None:
    """Raise InputError if the files of a pile surely do not fit memory.

    Args:
        paths: Files and folders; others are passed over, and so are files that cannot be found.
        max_bytes: Larger files are not read.
    """
    from multisumm.grouping.memory import check_memory

    sizes = [size for size in _sizes(paths) if size <= max_bytes]
    characters = sum(sizes) // MAX_BYTES_A_CHARACTER
    check_memory(len(sizes), characters, text_bytes=characters, read=False)


def _sizes(paths: Sequence[str]) -> Iterator[int]:
    from multisumm.reading.paths import files_below

    for path in paths:
        files = [Path(path)]
        if os.path.isdir(path):
            with suppress(InputError):  # reading it says why
                files = [one.path for one in files_below(Path(path)).files if one.path]
        for file in files:
            with suppress(OSError, ValueError):
                if file.suffix.lower() in TEXT_SUFFIXES and file.is_file():
                    yield file.stat().st_size
