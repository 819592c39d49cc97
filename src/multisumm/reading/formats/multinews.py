"""Multi-News in its published form of plain text: a cluster a line, separators between texts."""

from __future__ import annotations

import re

from multisumm.model import Cluster
from multisumm.reading.content import Clusters, Payload
from multisumm.reading.decoding import decode
from multisumm.reading.records import multi_news_documents

_SEPARATOR = re.compile(r"story_separator_special_tag|(?<!\S)\|{5}(?!\S)")


def read_multinews(payload: Payload) -> Clusters:
    """Return a cluster for each line that is not blank, called by its number.

    The texts are what lies between the separators, without white space around and with line ends
    for `NEWLINE_CHAR`; empty ones are left out, and documents are called by their numbers.
    """
    text, notes = decode(payload.data, payload.name)
    lines = [(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    return Clusters([Cluster(str(n), multi_news_documents(line)) for n, line in lines], notes)


def split_published(text: str) -> list[Cluster]:
    """Return the clusters in a plain text with separators of Multi-News, none if it has none.

    Where each line has one, each line is a cluster; else the whole text is one.
    """
    if not _SEPARATOR.search(text):
        return []
    lines = [line for line in text.split("\n") if line.strip()]
    each = lines if all(_SEPARATOR.search(line) for line in lines) else [text]
    return [Cluster(str(n), multi_news_documents(one)) for n, one in enumerate(each, start=1)]
