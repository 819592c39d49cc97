"""Plain text and Markdown: the text is the characters of the file, whatever they are."""

from __future__ import annotations

from multisumm.datelines import read_heading
from multisumm.model import Document
from multisumm.reading.content import Clusters, Content, Payload, only_cluster
from multisumm.reading.decoding import decode
from multisumm.reading.formats.multinews import split_clusters


def read_plain(payload: Payload) -> Content:
    """Return the one document of a text file; its text is the file's characters.

    Title and date are those that its head states (`read_heading`).

    A text with separators of Multi-News is read as Multi-News, with a note.
    """
    decoded = decode(payload.data, payload.name, declared=payload.charset)
    if clusters := split_clusters(decoded.text):
        notes = (*decoded.notes, "read as Multi-News, for its separators")
        return only_cluster(lambda _: Clusters(clusters, notes))(payload)
    heading = read_heading(decoded.text)
    document = Document("", decoded.text, heading.title, heading.day, payload.url)
    return Content((document,), decoded.notes)
