"""JSON and JSONL: documents, or clusters of them; the texts are the strings as they are given."""

from __future__ import annotations

from multisumm.reading.content import Clusters, Payload
from multisumm.records import json_clusters, jsonl_clusters


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
