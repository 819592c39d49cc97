"""Word files, by python-docx."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.file_bytes import check_size
from multisumm.reading.formats.extras import damage_as_input_error, import_parser

_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHARACTERS = {f"{_WORDS}tab": "\t", f"{_WORDS}br": "\n", f"{_WORDS}cr": "\n"}


def read_docx(payload: Payload) -> Content:
    """Return the one document of a Word file.

    Its text is the paragraphs of the body in order, also those in tables and text boxes, with a
    blank line between two. Empty paragraphs are left out. Tracked insertions are part of the text,
    tracked deletions are not. Headers, footers, footnotes and comments are not part of the body.

    Raises:
        InputError: The file is damaged or too large unpacked, or python-docx is not installed.
    """
    docx = import_parser("docx", name=payload.name)
    with damage_as_input_error(payload.name, "Word file"):
        with ZipFile(BytesIO(payload.data)) as packed:
            size = sum(member.file_size for member in packed.infolist())
        check_size(size, payload.name, max_bytes=payload.max_bytes)
        file = docx.Document(BytesIO(payload.data))
        if file.element.body is None:
            raise payload.error("damaged Word file: it has no body")
        texts = _paragraphs(file.element.body)
        title = " ".join((file.core_properties.title or "").split())
        created = file.core_properties.created or file.core_properties.modified
    text = "\n\n".join(text for text in texts if text.strip())
    date = created.date().isoformat() if created else None
    return Content((Document("", text, title or None, date, payload.url, kind="docx"),))


def _paragraphs(body: Any) -> list[str]:
    """Return the text of each paragraph, in the order in which they begin.

    A text box is inside a paragraph and has paragraphs of its own.
    """
    texts: dict[Any, list[str]] = {}
    for element in body.iter(f"{_WORDS}p", f"{_WORDS}t", *_CHARACTERS):
        if next(element.iterancestors(_FALLBACK), None) is not None:
            continue  # the same content again, for older programs
        if element.tag == f"{_WORDS}p":
            texts[element] = []
            continue
        paragraph = next(element.iterancestors(f"{_WORDS}p"), None)
        parent = element.getparent().tag  # a `tab` may also be a tab stop
        if paragraph is not None and parent == f"{_WORDS}r":
            texts[paragraph].append(_CHARACTERS.get(element.tag) or element.text or "")
    return ["".join(parts) for parts in texts.values()]
