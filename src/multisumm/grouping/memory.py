"""How much memory a pile takes, and how much there is; so a pile that does not fit is refused."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from multisumm.errors import InputError
from multisumm.grouping.pile import DOCUMENTS_AT_A_TIME
from multisumm.messages import format_size, plural

BYTES_A_DOCUMENT = 10_000
"""Bytes that each document takes, whatever its length: mostly its neighbours."""

BYTES_A_CHARACTER = 2
"""Bytes that each character takes in the tables of words."""

BYTES_A_CHARACTER_AT_A_TIME = 20
"""Bytes that each character takes of the documents that are read at a time."""

_FILE_PAGES = "inactive_file "
"""What the system gives up when a control group needs memory."""


def memory_to_group(documents: int, characters: int, text_bytes: int) -> int:
    """Return how many bytes it takes at least to group documents, beside their texts.

    A part of it is a second copy of the texts, the articles of the pile.
    `python -m eval.benchmarks.grouping` measures the memory, which is a quarter more.

    Args:
        documents: Number of documents.
        characters: Number of characters of all.
        text_bytes: Bytes of their texts in memory: 1, 2 or 4 for each character of a text, as its
            widest character has them.
    """
    at_a_time = characters * min(documents, DOCUMENTS_AT_A_TIME) // max(documents, 1)
    return (
        BYTES_A_DOCUMENT * documents
        + BYTES_A_CHARACTER * characters
        + text_bytes
        + BYTES_A_CHARACTER_AT_A_TIME * at_a_time
    )


def check_memory(documents: int, characters: int, text_bytes: int, *, read: bool = True) -> None:
    """Raise InputError if a pile surely does not fit memory.

    Args:
        documents: Number of documents, at least.
        characters: Number of characters of all, at least.
        text_bytes: Bytes of their texts in memory, at least.
        read: Whether their texts are in memory already; otherwise these need room, too.
    """
    needed = memory_to_group(documents, characters, text_bytes) + (0 if read else text_bytes)
    free = free_memory()
    if free is not None and needed > free:
        text = f"{plural(documents, 'document', comma=True)} with {_rounded(characters)} of text"
        raise InputError(
            f"the pile does not fit memory: to group {text} takes more than"
            f" {_rounded(needed)}, and {_rounded(free)} are free; give fewer documents at a time"
        )


def free_memory(top: Path = Path("/")) -> int | None:
    """Return how many bytes this process can still take; None if the system does not tell.

    That is the least of what the machine has free, swap included, what the control groups of the
    process allow, and what its own limit (`ulimit -v`) does.

    Args:
        top: Where the file systems of the kernel are.
    """
    found = [*_free_on_machine(top), *_free_in_groups(top), *_free_of_limit(top)]
    return max(min(found), 0) if found else None


def _free_on_machine(top: Path) -> Iterator[int]:
    with suppress(OSError):
        told = (top / "proc/meminfo").read_text()
        sizes = dict(re.findall(r"^(\w+): +(\d+) kB$", told, re.MULTILINE))
        if "MemAvailable" in sizes:
            yield 1024 * (int(sizes["MemAvailable"]) + int(sizes.get("SwapFree", 0)))


def _free_in_groups(top: Path) -> Iterator[int]:
    """Yield what each control group above this process allows (version 2 of these)."""
    with suppress(OSError):
        told = (top / "proc/self/cgroup").read_text()
        for path in re.findall(r"^0::/(.*)$", told, re.MULTILINE):
            root = top / "sys/fs/cgroup"
            for folder in (root / path, *(root / path).parents):
                if folder.is_relative_to(root):
                    yield from _free_in_group(folder)


def _free_in_group(folder: Path) -> Iterator[int]:
    with suppress(OSError, ValueError):
        limit = int((folder / "memory.max").read_text())  # `max` is no limit
        used = int((folder / "memory.current").read_text())
        statistics = (folder / "memory.stat").read_text()
        pages = re.search(rf"^{_FILE_PAGES}(\d+)$", statistics, re.MULTILINE)
        yield limit - used + (int(pages[1]) if pages else 0)


def _free_of_limit(top: Path) -> Iterator[int]:
    with suppress(ImportError, OSError, ValueError):
        import resource  # here, because it exists on POSIX systems only

        limit, _ = resource.getrlimit(resource.RLIMIT_AS)
        if limit != resource.RLIM_INFINITY:
            pages = int((top / "proc/self/statm").read_text().split()[0])
            yield limit - pages * os.sysconf("SC_PAGE_SIZE")


def _rounded(size: int) -> str:
    """Return a number of bytes in its unit with two digits: `3.9 GB`, `470 MB`."""
    digits = max(len(str(size)) - 2, 0)
    return format_size(round(size, -digits))
