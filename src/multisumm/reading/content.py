"""What a reader takes and what it gives: a reader is a function from `Payload` to `Content`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from multisumm.errors import InputError
from multisumm.messages import printable
from multisumm.model import Cluster, Document
from multisumm.reading.file_bytes import MAX_BYTES


class Payload(NamedTuple):
    """The bytes of one file, and what its reader may need to know.

    Attributes:
        data: The whole file, decompressed if it was compressed as a whole.
        name: What to call it in errors.
        fields: Which column has what: `{"text": "Body"}`; the others are found by their names.
        max_bytes: What is packed in the file may not be larger than this.
        url: Where it was fetched from.
        charset: Its encoding, according to who sent it.
    """

    data: bytes
    name: str
    fields: Mapping[str, str] = MappingProxyType({})
    max_bytes: int = MAX_BYTES
    url: str | None = None
    charset: str | None = None


class Content(NamedTuple):
    """What one file holds, and notes on how it was read, without the file's name.

    A document with an empty id is the whole file and takes its name.
    """

    documents: tuple[Document, ...]
    notes: tuple[str, ...] = ()


class Clusters(NamedTuple):
    """What a file of clusters holds, and notes as in `Content`; plain documents are one cluster."""

    clusters: list[Cluster]
    notes: tuple[str, ...] = ()


Reader = Callable[[Payload], Content]
ClusterReader = Callable[[Payload], Clusters]


def only_cluster(read: ClusterReader) -> Reader:
    """Return a reader of files with one cluster; several are an error, for they are not about one.

    The error has their number, and what can be done with them.
    """

    def read_only(payload: Payload) -> Content:
        clusters, notes = read(payload)
        if not clusters:
            raise InputError(f"{printable(payload.name)}: no document in it")
        if len(clusters) > 1:
            what = f"{len(clusters)} clusters, each for a summary of its own"
            if "cluster" in payload.fields:
                advice = "--fields without cluster= takes them as one"
            else:
                advice = "`multisumm batch` takes them as JSONL"
            advice = f"{advice}, multisumm.read_clusters gives each"
            raise InputError(f"{printable(payload.name)}: {what}; {advice}")
        return Content(clusters[0].documents, notes)

    return read_only


def with_distinct_ids(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Return documents with ` (2)`, ` (3)` behind an id that an earlier one of the file has."""
    taken: dict[str, int] = {}
    distinct = []
    for document in documents:
        name = document.id
        while name in taken:
            taken[document.id] += 1
            name = f"{document.id} ({taken[document.id]})"
        taken[name] = 1
        distinct.append(replace(document, id=name))
    return tuple(distinct)


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
