"""What is given with --known -> documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import click

from multisumm.documents import ReadDocuments
from multisumm.errors import NothingToSummarize
from multisumm.focus.known import with_quotes_of
from multisumm.messages import first_names
from multisumm.output import refuse_to_overwrite


class Given(NamedTuple):
    """What a command is given: the documents, what is known, and what the user should know."""

    documents: ReadDocuments
    known: ReadDocuments | None
    warnings: tuple[str, ...]


def read_given(
    paths: Sequence[str], known: Sequence[str], output: str | None, **reading: Any
) -> Given:
    """Return the documents of a command and those that are known, none of which is overwritten.

    Args:
        paths: The paths of the documents.
        known: The paths of what is known.
        output: The file to be written; None is standard output.
        reading: Options of `read_documents`.

    Raises:
        UsageError: Standard input is given twice.
        InputError: A path cannot be read, or is the output.
        NothingToSummarize: There is no text in the documents.
    """
    from multisumm.reading import read_documents

    everything = (*paths, *known)
    if everything.count("-") > 1:
        raise click.UsageError("- can be given once")
    refuse_to_overwrite(everything, output)
    documents = read_documents(paths, **reading)
    heard = known_of_paths(known, **of_all_paths(reading))
    return Given(documents, heard, heard.warnings if heard else ())


def of_all_paths(reading: Mapping[str, Any]) -> dict[str, Any]:
    """Return options of `read_documents` without those that are for the sources only."""
    own = ("exclude", "only", "watch")
    return {name: value for name, value in reading.items() if name not in own}


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
    from multisumm.reading import read_documents

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
    from multisumm.verification.report_page import SUMMARY_SUFFIXES, summary_in_file

    file = Path(path)
    with suppress(OSError):
        is_candidate = file.suffix.lower() in SUMMARY_SUFFIXES and file.is_file()
        if is_candidate and file.stat().st_size <= max_bytes:
            return summary_in_file(file.name, file.read_bytes())
    return None
