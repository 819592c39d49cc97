"""JSON and JSONL: documents, or clusters of them; the texts are the strings as they are given."""

from __future__ import annotations

from collections.abc import Mapping

from multisumm.errors import InputError
from multisumm.messages import printable
from multisumm.model import Cluster
from multisumm.reading.content import Clusters, Payload
from multisumm.reading.lines import UTF8_MARK, numbered_lines
from multisumm.reading.records import NO_FIELDS, clusters_of_records, parse_json, parse_object


def read_jsonl(payload: Payload) -> Clusters:
    """Return what is in a file with a document a line, or with a cluster a line.

    Raises:
        InputError: A line is neither.
    """
    return Clusters(jsonl_clusters(payload.data, payload.name, payload.fields))


def read_json(payload: Payload) -> Clusters:
    """Return what is in a file with one object, a list of them, or one a line.

    Raises:
        InputError: It is none of these, or a record is neither a document nor a cluster.
    """
    return Clusters(json_clusters(payload.data, payload.name, payload.fields))


def jsonl_clusters(data: bytes, name: str, fields: Mapping[str, str] = NO_FIELDS) -> list[Cluster]:
    """Return the clusters of a JSONL file: one a line, or one of all lines if these are documents.

    Args:
        data: The whole file.
        name: What to call it in errors.
        fields: Which keys hold what, as in `columns.find_columns`; `cluster` tells clusters apart.

    Raises:
        InputError: There is nothing in it, or a line is not good.
    """
    lines = list(numbered_lines(data.split(b"\n"), name))
    if not lines:
        raise InputError(f"{printable(name)}: no line in this file")
    records = ((str(n), where, parse_object(line, where=where)) for n, where, line in lines)
    return [*clusters_of_records(records, fields)]


def json_clusters(data: bytes, name: str, fields: Mapping[str, str] = NO_FIELDS) -> list[Cluster]:
    """Return the clusters of a file with one JSON object, a list of them, or one a line.

    Raises:
        InputError: There is nothing in it, or a record is not good.
    """
    where = printable(name)
    try:
        value = parse_json(data.removeprefix(UTF8_MARK), where=where)
    except InputError as error:
        if ": Extra data (" not in str(error):
            raise
        return jsonl_clusters(data, name, fields)  # behind one good value there is another
    values = value if isinstance(value, list) else [value]
    if not values:
        raise InputError(f"{where}: an empty list")
    records = (
        (str(number), f"{where}, record {number}", {"text": one} if isinstance(one, str) else one)
        for number, one in enumerate(values, start=1)
    )
    return [*clusters_of_records(records, fields)]
