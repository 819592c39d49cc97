"""Files of many clusters, and folders of subjects -> clusters one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from multisumm.errors import InputError
from multisumm.messages import os_reason, printable
from multisumm.model import Cluster, Document
from multisumm.reading.columns import NO_FIELDS, check_fields
from multisumm.reading.content import ClusterReader, Payload
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
    is_address,
    is_folder,
)
from multisumm.reading.records import clusters_of_records, parse_object
from multisumm.reading.sources import read_folder


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
    given folder.

    Anything that cannot be read is an error, also a single file of a subject. The warnings of
    `read_documents` are those of the cluster. Hidden files and files outside of `sources` and
    `references` are passed over.

    Args:
        path: The file or folder; "-" is standard input.
        stdin: The stream for "-", instead of `sys.stdin.buffer`.
        fields: As in `read_documents`.
        max_bytes: As in `read_documents`; for lines of JSON, the limit of each line.

    Raises:
        InputError: A file or a line of it cannot be read; the message has the number of the line.
        NothingToSummarize: All documents of a subject are empty.
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
    subject = None
    for subject in _subjects(folder):
        name = subject.relative_to(folder).as_posix() if subject != folder else ""
        documents, warnings = read_folder(subject / "sources", fields=fields, max_bytes=max_bytes)
        references: tuple[Document, ...] = ()
        if (subject / "references").is_dir():
            references, more = read_folder(subject / "references", max_bytes=max_bytes)
            warnings += more
        texts = tuple(reference.text for reference in references)
        yield Cluster(name or folder.resolve().name, documents, texts, warnings)
    if subject is None:
        reason = "no subject with a folder `sources` in it"
        raise InputError(reason, source=printable(str(folder)))


def _subjects(folder: Path) -> Iterator[Path]:
    if (folder / "sources").is_dir():
        yield folder
        return
    try:
        below = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(os_reason(error), source=printable(str(folder))) from None
    for path in below:
        if path.is_dir() and not path.is_symlink() and not path.name.startswith("."):
            yield from _subjects(path)
