"""JSON and JSONL: documents or clusters of them; the texts are the strings of the records."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Mapping

from multisumm.errors import InputError
from multisumm.messages import printable
from multisumm.model import Cluster
from multisumm.reading.columns import NO_FIELDS
from multisumm.reading.content import Clusters, Payload, with_notes_of
from multisumm.reading.lines import numbered_lines
from multisumm.reading.records import clusters_of_records, parse_first_json, parse_object


def read_jsonl(payload: Payload) -> Clusters:
    """Return the clusters of a file with a document or a cluster on each line.

    Raises:
        InputError: A line is neither.
    """
    return with_notes_of(jsonl_clusters(payload.data, payload.name, payload.fields))


def read_json(payload: Payload) -> Clusters:
    """Return the clusters of a file with one object, a list of objects, or one on each line.

    Raises:
        InputError: It is none of these, or a record is neither a document nor a cluster.
    """
    return with_notes_of(json_clusters(payload.data, payload.name, payload.fields))


def jsonl_clusters(data: bytes, name: str, fields: Mapping[str, str] = NO_FIELDS) -> list[Cluster]:
    """Return the clusters of a JSONL file: one of each line, or one of all lines with documents.

    Args:
        data: The whole file.
        name: Its name in errors.
        fields: Field -> key, as in `columns.find_columns`; with `cluster`, documents are grouped.

    Raises:
        InputError: The file has no lines, or a line is not valid.
    """
    lines = list(numbered_lines(data.split(b"\n"), name))
    if not lines:
        raise InputError("no line in this file", source=printable(name))
    records = ((str(n), where, parse_object(line, where=where)) for n, where, line in lines)
    return [*clusters_of_records(records, fields)]


def json_clusters(data: bytes, name: str, fields: Mapping[str, str] = NO_FIELDS) -> list[Cluster]:
    """Return the clusters of a file with one JSON object, a list of objects, or one on each line.

    Raises:
        InputError: The file has no records, or a record is not valid.
    """
    source = printable(name)
    value, more_follows = parse_first_json(data.removeprefix(BOM_UTF8), where=source)
    if more_follows:
        return jsonl_clusters(data, name, fields)
    values = value if isinstance(value, list) else [value]
    if not values:
        raise InputError("an empty list", source=source)
    records = (
        (str(number), f"{source}, record {number}", _to_record(value))
        for number, value in enumerate(values, start=1)
    )
    return [*clusters_of_records(records, fields)]


def _to_record(value: object) -> object:
    """Return a value, and a string as a record with this text."""
    return {"text": value} if isinstance(value, str) else value
