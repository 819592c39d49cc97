"""JSON and JSONL: documents, or a cluster of them."""

from __future__ import annotations

from multisumm.reading.content import Content, Payload
from multisumm.records import json_clusters, jsonl_clusters, only_cluster


def read_jsonl(payload: Payload) -> Content:
    """Return the documents of a file with a document a line, or with one cluster.

    Raises:
        InputError: A line is neither, or there are several clusters.
    """
    clusters = jsonl_clusters(payload.data, payload.name, payload.fields)
    return Content(only_cluster(clusters, payload.name).documents)


def read_json(payload: Payload) -> Content:
    """Return the documents of a file with one object or a list, or of lines as in JSONL.

    Raises:
        InputError: It is none of these, or there are several clusters.
    """
    clusters = json_clusters(payload.data, payload.name, payload.fields)
    return Content(only_cluster(clusters, payload.name).documents)
