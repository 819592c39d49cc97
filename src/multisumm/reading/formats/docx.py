"""Word files, by python-docx."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from multisumm.errors import InputError
from multisumm.messages import printable
from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.file_bytes import check_size
from multisumm.reading.formats.extras import explained, load

_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHARACTERS = {f"{_WORDS}tab": "\t", f"{_WORDS}br": "\n", f"{_WORDS}cr": "\n"}


def read_docx(payload: Payload) -> Content:
    """Return the one document of a Word file.

    Its text is the paragraphs of the body in order, also those in tables and text boxes, a
    blank line between two; empty ones are left out. Insertions under revision count, deletions do
    not. Heads, feet, footnotes and comments are no part of the body.

    Raises:
        InputError: It is damaged or unpacks to too much, or python-docx is missing.
    """
    docx = load("docx", name=payload.name)
    with explained(payload.name, "Word file"):
        with ZipFile(BytesIO(payload.data)) as packed:
            size = sum(member.file_size for member in packed.infolist())
        check_size(size, payload.name, max_bytes=payload.max_bytes)
        file = docx.Document(BytesIO(payload.data))
        if file.element.body is None:
            raise InputError(f"{printable(payload.name)}: damaged Word file: it has no body")
        texts = _paragraphs(file.element.body)
        title = " ".join((file.core_properties.title or "").split())
        written = file.core_properties.created or file.core_properties.modified
    text = "\n\n".join(text for text in texts if text.strip())
    date = written.date().isoformat() if written else None
    return Content((Document("", text, title or None, date, payload.url, kind="docx"),))


def _paragraphs(body: Any) -> list[str]:
    """Return the text of each paragraph, in the order in which they begin.

    A text box lies within a paragraph, and has paragraphs.
    """
    texts: dict[Any, list[str]] = {}
    for element in body.iter(f"{_WORDS}p", f"{_WORDS}t", *_CHARACTERS):
        if next(element.iterancestors(_FALLBACK), None) is not None:
            continue  # the same again, for programs that know less
        if element.tag == f"{_WORDS}p":
            texts[element] = []
            continue
        paragraph = next(element.iterancestors(f"{_WORDS}p"), None)
        within = element.getparent().tag  # a tab also is a place in a list of tab stops
        if paragraph is not None and within == f"{_WORDS}r":
            texts[paragraph].append(_CHARACTERS.get(element.tag) or element.text or "")
    return ["".join(parts) for parts in texts.values()]
