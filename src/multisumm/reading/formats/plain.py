"""Plain text and Markdown: the text is the characters of the file, whatever they are."""

from __future__ import annotations

from multisumm.model import Document
from multisumm.reading.content import Clusters, Content, Payload, only_cluster
from multisumm.reading.decoding import decode
from multisumm.reading.formats.multinews import split_published


def read_text(payload: Payload) -> Content:
    """Return the one document of a text file; its text is the file's characters.

    A text in which separators of Multi-News stand is read as that, and a note tells of it.
    """
    text, notes = decode(payload.data, payload.name, declared=payload.charset)
    if clusters := split_published(text):
        marked = Clusters(clusters, (*notes, "read as Multi-News, for its separators"))
        return only_cluster(lambda _: marked)(payload)
    return Content((Document("", text, url=payload.url),), notes)
