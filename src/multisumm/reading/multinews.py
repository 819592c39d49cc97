"""Multi-News in its published form of plain text: a cluster a line, separators between texts."""

from __future__ import annotations

import re

from multisumm.decoding import decode
from multisumm.model import Cluster
from multisumm.reading.content import Content, Payload
from multisumm.records import multi_news_documents, only_cluster

_SEPARATOR = re.compile(r"story_separator_special_tag|(?<!\S)\|{5}(?!\S)")


def read_multinews(payload: Payload) -> Content:
    """Return the documents of a file with one cluster on one line.

    Their texts are what lies between the separators, without white space around and with line
    ends for `NEWLINE_CHAR`; empty ones are left out, and they are called by their numbers.

    Raises:
        InputError: There are several clusters, or none.
    """
    clusters, notes = multinews_clusters(payload)
    return Content(only_cluster(clusters, payload.name).documents, notes)


def multinews_clusters(payload: Payload) -> tuple[list[Cluster], tuple[str, ...]]:
    """Return a cluster for each line that is not blank, called by its number, and notes."""
    text, notes = decode(payload.data, payload.name)
    lines = enumerate(text.split("\n"), start=1)
    return [
        Cluster(str(number), multi_news_documents(line)) for number, line in lines if line.strip()
    ], notes


def published_cluster(text: str, name: str) -> Cluster | None:
    """Return the cluster in a plain text with separators of Multi-News, None if it has none.

    Where each line has one, each line is a cluster, and there may be only one; else the whole
    text is one cluster.
    """
    if not _SEPARATOR.search(text):
        return None
    lines = [line for line in text.split("\n") if line.strip()]
    each = lines if all(_SEPARATOR.search(line) for line in lines) else [text]
    return only_cluster([Cluster("", multi_news_documents(one)) for one in each], name)
