"""Files and folders that a reader knows -> documents: texts, and what summaries quote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from multisumm.documents import ReadDocuments
from multisumm.errors import NothingToSummarize
from multisumm.focus.known import with_quotes_of
from multisumm.messages import first_names
from multisumm.reading import read_documents
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
    found = {path: _summary_of(path, max_bytes) for path in paths}
    summaries = {path: record for path, record in found.items() if record is not None}
    plain = [path for path in paths if path not in summaries]
    documents = ReadDocuments()
    try:
        if plain:
            documents = read_documents(plain, max_bytes=max_bytes, **reading)
    except NothingToSummarize:
        documents = ReadDocuments(warnings=(f"{first_names(plain)}: no text, so nothing is known",))
    return with_quotes_of(documents, summaries)


def _summary_of(path: str, max_bytes: int) -> Mapping[str, Any] | None:
    """Return the summary that a file holds; None if it is something else."""
    file = Path(path)
    with suppress(OSError):
        is_candidate = file.suffix.lower() in SUMMARY_SUFFIXES and file.is_file()
        if is_candidate and file.stat().st_size <= max_bytes:
            return summary_in_file(file.name, file.read_bytes())
    return None
