"""Files of many clusters, and folders of subjects -> clusters one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from multisumm.decoding import MAX_BYTES
from multisumm.errors import InputError
from multisumm.model import Cluster, Document
from multisumm.paths import STANDARD_INPUT, file_given
from multisumm.reading.content import Payload
from multisumm.reading.kinds import CLUSTER_READERS, SUFFIXES, by_name, decompressed
from multisumm.reading.sources import read_bytes, read_sources
from multisumm.records import NO_FIELDS, cluster_lines, parse_cluster
from multisumm.wording import reason, shown


def read_clusters(
    path: str | Path, *, stdin: BinaryIO | None = None, fields: Mapping[str, str] = NO_FIELDS
) -> Iterator[Cluster]:
    """Yield the clusters of a file, or of a folder of subjects.

    `.jsonl` is read line by line, however long it is; `.json`, `.csv`, `.tsv`, `.parquet` and
    Multi-News as `.src` as a whole, and each of these may be gzip; standard input is `.jsonl`.

    A subject is a folder with a folder `sources` and perhaps one `references` in it; subjects
    may lie at any depth, come sorted by name, and are called by their path below the one given.

    Args:
        path: The file or folder.
        stdin: What to read for "-", instead of `sys.stdin.buffer`.
        fields: As in `read_sources`; rows with one value of `cluster` are a cluster.

    Raises:
        InputError: The file or a line of it cannot be read; the message has the line's number.
    """
    if path != STANDARD_INPUT and Path(path).is_dir():
        yield from _subject_clusters(Path(path))
        return
    kind = "jsonl" if path == STANDARD_INPUT else by_name(SUFFIXES, str(path))
    if kind in CLUSTER_READERS and (kind != "jsonl" or fields):
        file = file_given(str(path))
        data = read_bytes(file, stdin=stdin, max_bytes=MAX_BYTES)
        payload, whole = decompressed(Payload(data, file.title, fields))
        if not whole:
            raise InputError(f"{file.title}: the compressed data is cut off")
        yield from CLUSTER_READERS[kind](payload).clusters
        return
    for number, where, line in cluster_lines(path, stdin=stdin):
        yield parse_cluster(line, where=where, number=number)


def _subject_clusters(folder: Path) -> Iterator[Cluster]:
    subject = None
    for subject in _subjects(folder):
        name = subject.relative_to(folder).as_posix() if subject != folder else ""
        documents, _ = read_sources([subject / "sources"])
        references: tuple[Document, ...] = ()
        if (subject / "references").is_dir():
            references, _ = read_sources([subject / "references"])
        texts = tuple(reference.text for reference in references)
        yield Cluster(name or folder.resolve().name, documents, texts)
    if subject is None:
        raise InputError(f"{shown(str(folder))}: no subject with a folder `sources` in it")


def _subjects(folder: Path) -> Iterator[Path]:
    if (folder / "sources").is_dir():
        yield folder
        return
    try:
        below = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(reason(str(folder), error)) from None
    for path in below:
        if path.is_dir() and not path.is_symlink() and not path.name.startswith("."):
            yield from _subjects(path)
