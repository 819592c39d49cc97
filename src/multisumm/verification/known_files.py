"""Files and folders that a reader knows -> documents: texts, and what summaries quote."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from multisumm.documents import ReadDocuments
from multisumm.errors import NothingToSummarize
from multisumm.focus.known import with_quotes_of
from multisumm.messages import first_names
from multisumm.reading import read_documents, read_uploads
from multisumm.verification.report_page import SUMMARY_SUFFIXES, summary_in_file


def known_of_paths(paths: Sequence[str], *, max_bytes: int, **reading: Any) -> ReadDocuments | None:
    """Return the documents that are known, with warnings; None if nothing is given.

    The file of a summary as JSON or of a report in HTML gives what it quotes, any other file and
    the files of a folder their text.

    Args:
        paths: Files, folders, addresses.
        max_bytes: As in `read_documents`.
        reading: The other options of `read_documents`.

    Raises:
        InputError: A path cannot be read.
    """
    if not paths:
        return None
    found = [(path, _summary_at(path, max_bytes)) for path in dict.fromkeys(paths)]

    def read(others: Sequence[int]) -> ReadDocuments:
        return read_documents([found[i][0] for i in others], max_bytes=max_bytes, **reading)

    return _known(found, read)


def known_of_uploads(files: Sequence[tuple[str, bytes]], *, max_bytes: int) -> ReadDocuments:
    """Return the documents that are known by files given as bytes, as `known_of_paths` does.

    Args:
        files: Names, of which several may be the same, and contents.
        max_bytes: As in `read_uploads`.

    Raises:
        InputError: None of the files can be read.
    """

    def read(others: Sequence[int]) -> ReadDocuments:
        return read_uploads([files[i] for i in others], max_bytes=max_bytes)

    return _known([(name, summary_in_file(name, data)) for name, data in files], read)


def _known(
    found: Sequence[tuple[str, Mapping[str, Any] | None]],
    read: Callable[[Sequence[int]], ReadDocuments],
) -> ReadDocuments:
    """Return the documents that are known.

    Args:
        found: Names, each with the summary that it is, or None for something else.
        read: Function from the indices of what is no summary to its documents.
    """
    others = [i for i, (_, record) in enumerate(found) if record is None]
    documents = ReadDocuments()
    try:
        if others:
            documents = read(others)
    except NothingToSummarize:
        names = first_names([found[i][0] for i in others])
        documents = ReadDocuments(warnings=(f"{names}: no text, so nothing is known",))
    return with_quotes_of(
        documents, [(name, record) for name, record in found if record is not None]
    )


def _summary_at(path: str, max_bytes: int) -> Mapping[str, Any] | None:
    """Return the summary that a file holds; None if it is something else."""
    file = Path(path)
    with suppress(OSError):
        is_candidate = file.suffix.lower() in SUMMARY_SUFFIXES and file.is_file()
        if is_candidate and file.stat().st_size <= max_bytes:
            return summary_in_file(file.name, file.read_bytes())
    return None
