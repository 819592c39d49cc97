"""Multi-News as published: one string for all documents of a cluster, with separators between."""

from __future__ import annotations

import re

from multisumm.model import Cluster, Document
from multisumm.reading.content import Clusters, Payload
from multisumm.reading.decoding import decode

LINE_END = "NEWLINE_CHAR"
"""The word that stands for a line end in Multi-News."""

_SEPARATOR = re.compile(r"\|{5}|story_separator_special_tag")
"""Stands between two documents of a cluster that is known to be Multi-News."""

_SURE_SEPARATOR = re.compile(r"story_separator_special_tag|(?<!\S)\|{5}(?!\S)")
"""Shows that a plain text is Multi-News: not five bars inside a word or a drawing."""


def read_multinews(payload: Payload) -> Clusters:
    """Return a cluster for each line that is not blank; its id is the number of the line.

    The texts are those of `split_documents`.
    """
    decoded = decode(payload.data, payload.name)
    clusters = [
        Cluster(str(number), split_documents(line))
        for number, line in enumerate(decoded.text.split("\n"), start=1)
        if line.strip()
    ]
    return Clusters(clusters, decoded.notes)


def split_documents(text: str) -> tuple[Document, ...]:
    r"""Return the documents between the separators; their ids are their numbers, from 1.

    White space around a document is removed, `NEWLINE_CHAR` becomes a line end, and empty documents
    are left out.

    >>> [document.text for document in split_documents("One.NEWLINE_CHAR ||||| Two. |||||")]
    ['One.', 'Two.']
    """
    pieces = (piece.replace(LINE_END, "\n").strip() for piece in _SEPARATOR.split(text))
    texts = [piece for piece in pieces if piece]
    return tuple(Document(str(number), text) for number, text in enumerate(texts, start=1))


def split_clusters(text: str) -> list[Cluster]:
    """Return the clusters of a plain text with separators of Multi-News, none if it has none.

    If each line has a separator, each line is a cluster; otherwise the whole text is one.
    """
    if not _SURE_SEPARATOR.search(text):
        return []
    lines = [line for line in text.split("\n") if line.strip()]
    parts = lines if all(_SURE_SEPARATOR.search(line) for line in lines) else [text]
    return [Cluster(str(n), split_documents(part)) for n, part in enumerate(parts, start=1)]
