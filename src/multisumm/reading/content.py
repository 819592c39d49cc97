"""The values that readers take and return: a reader is a function from `Payload` to `Content`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from multisumm.documents import with_distinct_ids
from multisumm.errors import InputError
from multisumm.messages import printable
from multisumm.model import Cluster, Document
from multisumm.reading.columns import NO_FIELDS
from multisumm.reading.file_bytes import MAX_BYTES


class Payload(NamedTuple):
    """The bytes of one file, and what its reader may need to know.

    Attributes:
        data: The whole file, decompressed if it was compressed as a whole.
        name: Its name in errors.
        fields: Field of a document -> column of a table or key of a record, for columns that are
            not found by their usual names: `{"text": "Body"}`.
        max_bytes: Limit for the bytes that are packed in the file.
        url: The address that it was fetched from.
        charset: Its encoding, according to its sender.
        encoding: Its encoding, according to the user; only texts, tables and records have one.
    """

    data: bytes
    name: str
    fields: Mapping[str, str] = NO_FIELDS
    max_bytes: int = MAX_BYTES
    url: str | None = None
    charset: str | None = None
    encoding: str | None = None

    def error(self, reason: str) -> InputError:
        """Return the error that names this file as its source."""
        return InputError(reason, source=printable(self.name))


class Content(NamedTuple):
    """The documents of one file, and notes on how it was read, without the file's name.

    A document with an empty id is the whole file; its id will be the file's name. An id that
    begins with a space follows that name: ` mail 2` becomes `Inbox mail 2`.
    """

    documents: tuple[Document, ...]
    notes: tuple[str, ...] = ()


class Clusters(NamedTuple):
    """The clusters of a file, and notes as in `Content`; plain documents are one cluster."""

    clusters: list[Cluster]
    notes: tuple[str, ...] = ()


Reader = Callable[[Payload], Content]
ClusterReader = Callable[[Payload], Clusters]


def only_cluster(read: ClusterReader) -> Reader:
    """Return a reader for files with one cluster.

    Several clusters are an error, because they are about several subjects. The error has their
    number and says how to read them.
    """

    def read_only(payload: Payload) -> Content:
        clusters, notes = read(payload)
        if not clusters:
            raise payload.error("no document in it")
        if len(clusters) > 1:
            advice = (
                "option `fields` without a column for `cluster` takes them as one"
                if "cluster" in payload.fields
                else "`multisumm batch` takes them as JSONL"
            )
            raise payload.error(
                f"{len(clusters)} clusters, each for a summary of its own;"
                f" {advice}, and multisumm.read_clusters returns each"
            )
        return Content(clusters[0].documents, notes)

    return read_only


def cluster_of_rows(name: str, documents: Iterable[Document]) -> Cluster:
    """Return the cluster of rows or records; its warning counts those with an id used before."""
    rows = tuple(documents)
    repeated = len(rows) - len({row.id for row in rows})
    have = "1 row has" if repeated == 1 else f"{repeated} rows have"
    notes = (f"{have} the id of an earlier one; renamed to ID (2) and so on",) if repeated else ()
    return Cluster(name, with_distinct_ids(rows), warnings=notes)


def with_notes_of(clusters: Iterable[Cluster], notes: Iterable[str] = ()) -> Clusters:
    """Return clusters with these notes and their own warnings."""
    listed = [*clusters]
    warnings = (warning for cluster in listed for warning in cluster.warnings)
    return Clusters(listed, tuple(dict.fromkeys((*notes, *warnings))))


def parse_media_type(header: str | None) -> tuple[str, str | None]:
    """Return the media type, in lower case, and the charset of a header `Content-Type`.

    >>> parse_media_type('text/HTML; charset="utf-8"')
    ('text/html', 'utf-8')
    """
    media_type, *parameters = (header or "").split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return media_type.strip().lower(), value.strip(" \"'") or None
    return media_type.strip().lower(), None
