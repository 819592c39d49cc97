"""Files of many clusters, and folders of subjects -> clusters one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from multisumm.errors import InputError
from multisumm.messages import os_reason, printable
from multisumm.model import Cluster, Document
from multisumm.reading.columns import check_fields
from multisumm.reading.content import ClusterReader, Payload
from multisumm.reading.file_bytes import MAX_BYTES, read_bytes
from multisumm.reading.kinds import CLUSTER_READERS, SUFFIXES, by_name, decompressed
from multisumm.reading.lines import cluster_lines
from multisumm.reading.paths import STANDARD_INPUT, File, file_given, is_address
from multisumm.reading.records import NO_FIELDS, clusters_of_records, parse_object
from multisumm.reading.sources import read_folder


def read_clusters(
    path: str | Path,
    *,
    stdin: BinaryIO | None = None,
    fields: Mapping[str, str] = NO_FIELDS,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Cluster]:
    """Return the clusters of a file, or of a folder of subjects, one by one.

    `.json`, `.csv`, `.tsv`, `.parquet` and Multi-News as `.src` are read as a whole, and each of
    these may be gzip. Everything else is lines of JSON, also standard input; it is read line by
    line, however long it is. The first record tells whether each is a cluster or a document;
    documents are one cluster, or with `cluster` in `fields` one for each of its values.

    A subject is a folder with a folder `sources` and perhaps one `references` in it; subjects
    may lie at any depth, come sorted by name, and are called by their path below the one given.

    What cannot be read is an error, also a single file of a subject. Left out are: hidden files of
    a subject, a file of it reached twice, its empty documents, and whatever is neither in `sources`
    nor in `references`. What `read_sources` warns of beside that is not told here: guessed
    encodings, and rows with equal ids or with text behind the last column.

    Args:
        path: The file or folder.
        stdin: What to read for "-", instead of `sys.stdin.buffer`.
        fields: As in `read_sources`.
        max_bytes: As in `read_sources`; lines of JSON have no limit.

    Raises:
        InputError: A file or a line of it cannot be read; the message has the line's number.
        NothingToSummarize: All documents of a subject are empty.
        OptionError: There is no such field.
    """
    check_fields(fields)
    if is_address(str(path)):
        raise InputError(
            f"{printable(str(path))}: clusters are not fetched; give a file or a folder"
        )
    if path != STANDARD_INPUT and Path(path).is_dir():
        return _subject_clusters(Path(path), fields, max_bytes)
    kind = by_name(SUFFIXES, str(path)) if path != STANDARD_INPUT else None
    if kind in CLUSTER_READERS and kind != "jsonl":
        return _clusters_of_file(file_given(str(path)), CLUSTER_READERS[kind], fields, max_bytes)
    records = (
        (str(number), where, parse_object(line, where=where))
        for number, where, line in cluster_lines(path, stdin=stdin)
    )
    return clusters_of_records(records, fields)


def _clusters_of_file(
    file: File, read: ClusterReader, fields: Mapping[str, str], max_bytes: int
) -> Iterator[Cluster]:
    data = read_bytes(file, stdin=None, max_bytes=max_bytes)
    payload, whole = decompressed(Payload(data, file.title, fields, max_bytes))
    if not whole:
        raise InputError(f"{file.title}: the compressed data is cut off")
    yield from read(payload).clusters


def _subject_clusters(folder: Path, fields: Mapping[str, str], max_bytes: int) -> Iterator[Cluster]:
    subject = None
    for subject in _subjects(folder):
        name = subject.relative_to(folder).as_posix() if subject != folder else ""
        documents, _ = read_folder(subject / "sources", fields=fields, max_bytes=max_bytes)
        references: tuple[Document, ...] = ()
        if (subject / "references").is_dir():
            references, _ = read_folder(subject / "references", max_bytes=max_bytes)
        texts = tuple(reference.text for reference in references)
        yield Cluster(name or folder.resolve().name, documents, texts)
    if subject is None:
        raise InputError(f"{printable(str(folder))}: no subject with a folder `sources` in it")


def _subjects(folder: Path) -> Iterator[Path]:
    if (folder / "sources").is_dir():
        yield folder
        return
    try:
        below = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(os_reason(str(folder), error)) from None
    for path in below:
        if path.is_dir() and not path.is_symlink() and not path.name.startswith("."):
            yield from _subjects(path)
