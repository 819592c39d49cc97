"""Files of many clusters, and folders of subjects -> clusters one by one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from multisumm.decoding import reason, shown
from multisumm.errors import InputError
from multisumm.model import Cluster, Document
from multisumm.paths import STANDARD_INPUT
from multisumm.reading.sources import read_sources
from multisumm.records import cluster_lines, parse_cluster


def read_clusters(path: str | Path, *, stdin: BinaryIO | None = None) -> Iterator[Cluster]:
    """Yield the clusters of a `.jsonl` or `.jsonl.gz` file, or of a folder of subjects.

    A subject is a folder with a folder `sources` and perhaps one `references` in it; subjects
    may lie at any depth, come sorted by name, and are called by their path below the one given.

    Raises:
        InputError: The file or a line of it cannot be read; the message has the line's number.
    """
    if path != STANDARD_INPUT and Path(path).is_dir():
        yield from _subject_clusters(Path(path))
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
