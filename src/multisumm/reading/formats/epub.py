"""Electronic books (`.epub`): the chapters in the order in which they are read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

from multisumm.datelines import read_heading
from multisumm.messages import first_names, plural
from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.formats.extras import damage_as_input_error
from multisumm.reading.formats.xml_text import (
    Vocabulary,
    first_text,
    named,
    open_package,
    paragraphs,
    parse_xml,
)
from multisumm.reading.stated_dates import book_date

_NOT_RUNNING_TEXT = frozenset(["pagebreak", "noteref", "footnote", "endnote", "toc", "index"])


def _is_left_out(element: Any) -> bool:
    if element.get("hidden") is not None:
        return True
    kind = element.get("{http://www.idpf.org/2007/ops}type") or element.get("epub:type") or ""
    return not _NOT_RUNNING_TEXT.isdisjoint(kind.split())


_BLOCKS = frozenset([
    "p", "div", "section", "article", "aside", "header", "footer", "blockquote", "figcaption",
    "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "tr", "td", "th",
    "table", "caption", "body", "pre", "hr", "figure", "address", "main",
])  # fmt: skip
_LEFT_OUT = frozenset([
    "head", "script", "style", "nav", "rt", "rp", "svg", "math", "template",
])  # fmt: skip
CHAPTER = Vocabulary(_BLOCKS, _LEFT_OUT, characters={"br": "\n"}, is_left_out=_is_left_out)
"""What of a chapter is text: no lists of contents, marks of notes, and notes themselves."""


def read_epub(payload: Payload) -> Content:
    """Return the one document of an electronic book.

    Its text is the paragraphs and headings of the chapters, in the order of reading, with a blank
    line between two. Lists of contents, notes and their marks are not part of it. Title and date
    are those of the book, or else those of the text's head (`read_heading`); the site is its
    publisher, or else its author.

    Raises:
        InputError: The file is damaged, too large unpacked, protected against copying, or has no
            text.
    """
    with damage_as_input_error(payload.name, "EPUB"), open_package(payload) as package:
        main = _main_part(package, payload)
        book = parse_xml(package.read(main), payload)
        if encrypted := _encrypted(package, payload):
            raise payload.error(f"protected against copying ({plural(len(encrypted), 'chapter')})")
        names = set(package.namelist())
        texts: list[str] = []
        missing: list[str] = []
        for part in _chapters(book, posixpath.dirname(main)):
            if part not in names:
                missing.append(part)
                continue
            chapter = parse_xml(package.read(part), payload, may_be_html=True)
            texts += paragraphs(chapter, CHAPTER)
    if not texts:
        raise payload.error("no text in this EPUB")
    metadata = next(named(book, "metadata"), book)
    text = "\n\n".join(texts)
    heading = read_heading(text)
    document = Document(
        "",
        text,
        first_text(metadata, "title") or heading.title,
        book_date(first_text(metadata, "date") or "") or heading.day,
        payload.url,
        first_text(metadata, "publisher") or first_text(metadata, "creator"),
        kind="epub",
    )
    notes = (f"{plural(len(missing), 'chapter')} missing: {first_names(missing)}",)
    return Content((document,), notes if missing else ())


def _main_part(package: ZipFile, payload: Payload) -> str:
    """Return the name of the part that lists all others."""
    container = parse_xml(package.read("META-INF/container.xml"), payload)
    for root in named(container, "rootfile"):
        return str(root.get("full-path", ""))
    raise payload.error("damaged EPUB: it names no list of chapters")


def _encrypted(package: ZipFile, payload: Payload) -> list[str]:
    """Return the encrypted chapters; encrypted fonts and pictures do no harm."""
    name = "META-INF/encryption.xml"
    if name not in package.namelist():
        return []
    root = parse_xml(package.read(name), payload)
    parts = [one.get("URI", "") for one in named(root, "CipherReference")]
    return [part for part in parts if part.lower().endswith((".xhtml", ".html", ".htm", ".xml"))]


def _chapters(book: Any, folder: str) -> Iterator[str]:
    """Yield the names of the parts of the chapters, in order of reading, each once.

    The table of contents is left out.
    """
    seen: set[str] = set()
    items = {item.get("id"): item for item in named(book, "item")}
    for reference in named(book, "itemref"):
        item = items.get(reference.get("idref"))
        is_linear = reference.get("linear") != "no"
        if item is not None and is_linear and "nav" not in item.get("properties", "").split():
            name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
            if name not in seen:
                seen.add(name)
                yield name
