"""Files of many clusters, and folders of subjects -> clusters one by one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from multisumm.documents import Reading
from multisumm.errors import InputError
from multisumm.messages import brief_repr, os_reason, printable
from multisumm.model import Cluster
from multisumm.reading.columns import NO_FIELDS, check_fields
from multisumm.reading.content import ClusterReader, Payload
from multisumm.reading.decoding import decode
from multisumm.reading.file_bytes import (
    MAX_BYTES,
    check_limit,
    check_size,
    check_stream,
    read_bytes,
)
from multisumm.reading.kinds import CLUSTER_READERS, SUFFIXES, decompress, match_suffix
from multisumm.reading.lines import cluster_lines
from multisumm.reading.paths import (
    STANDARD_INPUT,
    File,
    check_path,
    file_given,
    file_identity,
    is_address,
    is_folder,
)
from multisumm.reading.records import clusters_of_records, parse_object
from multisumm.reading.sources import read_whole

QUERY_FILE = "query.txt"
"""File of a subject with the query."""

KNOWN_FILE = "known.txt"
"""File of a subject with the paths of the known documents, one a line."""


def read_clusters(
    path: str | Path,
    *,
    stdin: BinaryIO | None = None,
    fields: Mapping[str, str] = NO_FIELDS,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Cluster]:
    """Return the clusters of a file, or of a folder of subjects, one by one.

    Files `.json`, `.csv`, `.tsv`, `.parquet` and Multi-News as `.src` are read as a whole; each of
    them may be gzip. Anything else, also standard input, is lines of JSON, read line by line
    however long it is. The first record decides whether records are clusters or documents.
    Documents are one cluster, or with `cluster` in `fields` one cluster for each of its values.

    A subject is a folder that contains a folder `sources` and perhaps a folder `references`.
    Subjects may lie at any depth. They come sorted by name; their ids are their paths below the
    given folder. A file `query.txt` in a subject is the query, without white space around it. A
    file `known.txt` names the known documents, a file or folder a line, by paths from the folder of
    the subject, like `../day-1/sources`; blank lines are left out. The paths must not leave the
    given folder, so that it has everything that a summary depends on.

    Anything that cannot be read is an error, also a single file of a subject. The warnings of
    `read_documents` are those of the cluster. Hidden files and all other files are passed over.

    Args:
        path: The file or folder; "-" is standard input.
        stdin: The stream for "-", instead of `sys.stdin.buffer`.
        fields: As in `read_documents`.
        max_bytes: As in `read_documents`; for lines of JSON, the limit of each line.

    Raises:
        InputError: A file or a line of it cannot be read; the message has the number of the line.
        NothingToSummarize: All documents of a subject are empty, or all that are known.
        OptionError: A field is unknown, or an option has a wrong type.
    """
    argument = check_path(path)
    check_fields(fields)
    check_stream(stdin)
    max_bytes = check_limit(max_bytes)
    if is_address(argument):
        reason = "clusters are not fetched; give a file or a folder"
        raise InputError(reason, source=printable(argument))
    if is_folder(argument):
        return _clusters_of_subjects(Path(argument), fields, max_bytes)
    kind = match_suffix(SUFFIXES, argument) if argument != STANDARD_INPUT else None
    if kind in CLUSTER_READERS and kind != "jsonl":
        return _clusters_of_file(file_given(argument), CLUSTER_READERS[kind], fields, max_bytes)
    return clusters_of_records(_records(argument, stdin, max_bytes), fields)


def _records(
    path: str, stdin: BinaryIO | None, max_bytes: int
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the number, the source for messages and the record of each line."""
    for number, where, line in cluster_lines(path, stdin=stdin, longest=max_bytes):
        check_size(len(line.rstrip(b"\r\n")), where, max_bytes=max_bytes)
        yield str(number), where, parse_object(line, where=where)


def _clusters_of_file(
    file: File, read: ClusterReader, fields: Mapping[str, str], max_bytes: int
) -> Iterator[Cluster]:
    data = read_bytes(file, stdin=None, max_bytes=max_bytes)
    payload, is_whole = decompress(Payload(data, file.title, fields, max_bytes))
    if not is_whole:
        raise payload.error("the compressed data is cut off")
    clusters, notes = read(payload)
    warnings = tuple(f"{file.title}: {note}" for note in notes)
    yield from (replace(cluster, warnings=warnings) for cluster in clusters)


def _clusters_of_subjects(
    folder: Path, fields: Mapping[str, str], max_bytes: int
) -> Iterator[Cluster]:
    read = partial(read_whole, max_bytes=max_bytes)
    nothing = Reading(())
    subject = None
    for subject in subjects_below(folder):
        name = subject.relative_to(folder).as_posix() if subject != folder else ""
        sources = read([subject / "sources"], fields=fields)
        summaries = subject / "references"
        references = read([summaries]) if summaries.is_dir() else nothing
        known_files = known_paths(subject, folder, max_bytes=max_bytes)
        known = read(known_files, fields=fields) if known_files else nothing
        query, notes = _read_text(subject / QUERY_FILE, max_bytes)
        yield Cluster(
            name or folder.resolve().name,
            sources.documents,
            tuple(reference.text for reference in references.documents),
            (*sources.warnings, *references.warnings, *known.warnings, *notes),
            query=query.strip() or None,
            known=known.documents,
        )
    if subject is None:
        reason = "no subject with a folder `sources` in it"
        raise InputError(reason, source=printable(str(folder)))


def known_paths(subject: Path, folder: Path, *, max_bytes: int = MAX_BYTES) -> list[Path]:
    """Return the files and folders that the file `known.txt` of a subject names; none without it.

    Args:
        subject: The folder of the subject.
        folder: The folder that was given, which the paths must not leave.
        max_bytes: Limit for the bytes of the file.

    Raises:
        InputError: The file cannot be read, or a path does not exist or leaves the folder.
    """
    text, _ = _read_text(subject / KNOWN_FILE, max_bytes)
    top = os.path.normpath(folder.absolute())
    paths = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        path = Path(os.path.normpath(subject / line.strip()))
        where = f"{printable(str(subject / KNOWN_FILE))}, line {number}"
        if not Path(os.path.normpath(path.absolute())).is_relative_to(top):
            given = f"the given folder, {printable(str(folder))}"
            reason = f"{brief_repr(line.strip())} is outside of {given}"
            raise InputError(reason, source=where)
        try:
            path.stat()
        except (OSError, ValueError) as error:
            reason = f"{brief_repr(line.strip())}: {os_reason(error)}"
            raise InputError(reason, source=where) from None
        paths.append(path)
    return paths


def _read_text(path: Path, max_bytes: int) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file, and notes on its encoding; both empty if there is no such file."""
    if not os.path.lexists(path):
        return "", ()
    title = printable(str(path))
    file = File(path, (), path.name, title)
    file_identity(file, regular=True)
    decoded = decode(read_bytes(file, stdin=None, max_bytes=max_bytes), title)
    return decoded.text, tuple(f"{title}: {note}" for note in decoded.notes)


def subjects_below(folder: Path) -> Iterator[Path]:
    """Yield the folder if it is that of a subject, else those of the subjects below it, by name."""
    if (folder / "sources").is_dir():
        yield folder
        return
    try:
        below = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(os_reason(error), source=printable(str(folder))) from None
    for path in below:
        if path.is_dir() and not path.is_symlink() and not path.name.startswith("."):
            yield from subjects_below(path)
