"""What is given with --known -> documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import click

from multisumm.documents import ReadDocuments
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
    from multisumm.verification.known_files import known_of_paths

    everything = (*paths, *known)
    if everything.count("-") > 1:
        raise click.UsageError("- can be given once")
    refuse_to_overwrite(everything, output)
    documents = read_documents(paths, **reading)
    heard = known_of_paths(known, **of_all_paths(reading))
    return Given(documents, heard, () if heard is None else heard.warnings)


def of_all_paths(reading: Mapping[str, Any]) -> dict[str, Any]:
    """Return options of `read_documents` without those that are for the sources only."""
    own = ("exclude", "only", "watch")
    return {name: value for name, value in reading.items() if name not in own}
