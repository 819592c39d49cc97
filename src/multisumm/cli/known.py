"""What is given with --known -> documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from multisumm.documents import ReadDocuments
from multisumm.errors import InputError
from multisumm.focus.known import known_documents, summary_in
from multisumm.model import Document
from multisumm.reading import read_documents

MAX_SUMMARY_BYTES = 100_000_000
"""A larger file is no summary."""


def known_of_paths(paths: Sequence[str], **reading: Any) -> list[Document] | None:
    """Return the documents that are known; None if nothing is given.

    A summary as JSON or a report in HTML gives what it quotes, any other file its text.

    Args:
        paths: Files, folders, addresses.
        reading: Options of `read_documents`.

    Raises:
        InputError: A path cannot be read.
        NothingToSummarize: There is no text in them.
    """
    if not paths:
        return None
    summaries = {path: record for path in paths if (record := _summary_of(path)) is not None}
    plain = [path for path in paths if path not in summaries]
    documents = read_documents(plain, **reading) if plain else ReadDocuments()
    known = {document.id: document for document in documents}
    for path, record in summaries.items():
        for document in known_documents(record):
            name = document.id if document.id not in known else f"{path}: {document.id}"
            known[name] = replace(document, id=name)
    return list(known.values())


def _summary_of(path: str) -> Mapping[str, Any] | None:
    """Return the summary that a file holds; None if it is something else."""
    file = Path(path)
    if file.suffix.lower() not in (".json", ".html", ".htm"):
        return None
    with suppress(OSError, UnicodeDecodeError, InputError):
        if file.is_file() and file.stat().st_size <= MAX_SUMMARY_BYTES:
            text = file.read_text(encoding="utf-8")
            if file.suffix.lower() == ".json":
                return summary_in(text)
            from multisumm.verification.report_page import record_in_page

            return summary_in(record_in_page(text))
    return None
