"""OpenDocument texts (`.odt`, `.fodt`), as LibreOffice writes them."""

from __future__ import annotations

from typing import Any

from multisumm.datelines import read_heading
from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.formats.extras import damage_as_input_error
from multisumm.reading.formats.xml_text import (
    Vocabulary,
    first_text,
    local_name,
    named,
    open_package,
    paragraphs,
    parse_xml,
)
from multisumm.reading.signatures import ZIP
from multisumm.reading.stated_dates import creation_day

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_LEFT_OUT = frozenset([
    "note", "annotation", "tracked-changes", "forms", "table-of-content", "alphabetical-index",
    "illustration-index", "table-index", "object-index", "user-index", "bibliography",
    "hidden-text", "hidden-paragraph", "desc", "title", "script", "page-number", "page-count",
    "sequence-decls", "variable-decls", "user-field-decls", "math", "ruby-text", "binary-data",
    "event-listeners",
])  # fmt: skip


def read_odt(payload: Payload) -> Content:
    """Return the one document of an OpenDocument text, packed or as a single file of XML.

    Its text is the paragraphs and headings in order, also those in tables and text boxes, with a
    blank line between two. Tracked deletions, notes, comments, indexes, hidden text, headers and
    footers are not part of it. Title and date are those of the text's head (`read_heading`); the
    title is else that of the file's properties. The site is its author.

    Raises:
        InputError: The file is damaged, too large unpacked, needs a password, or is not a text.
    """
    with damage_as_input_error(payload.name, "OpenDocument text"):
        content, metadata = _parts(payload)
        bodies = [child for child in content if local_name(child) == "body"]
        text = next((one for body in bodies for one in body if local_name(one) == "text"), None)
        if text is None:
            raise payload.error("no text document in this OpenDocument file")
        texts = paragraphs(text, _vocabulary(content))
        if not texts:
            raise payload.error("no text in this OpenDocument text")
        created = first_text(metadata, "creation-date") or first_text(metadata, "date") or ""
        whole = "\n\n".join(texts)
        heading = read_heading(whole)
        document = Document(
            "",
            whole,
            title=heading.title or first_text(metadata, "title"),
            date=heading.day,
            url=payload.url,
            site=first_text(metadata, "initial-creator") or first_text(metadata, "creator"),
            kind="odt",
            created=creation_day(created),
        )
    return Content((document,))


def _parts(payload: Payload) -> tuple[Any, Any]:
    """Return the root elements of the content and of the metadata."""
    if not payload.data.startswith(ZIP):
        root = parse_xml(payload.data, payload)
        return root, next(named(root, "meta"), root.makeelement("meta"))
    with open_package(payload) as package:
        names = package.namelist()
        manifest = "META-INF/manifest.xml"
        if manifest in names and b"encryption-data" in package.read(manifest):
            raise payload.error("encrypted; save it without a password")
        content = parse_xml(package.read("content.xml"), payload)
        if "meta.xml" not in names:
            return content, content.makeelement("meta")
        return content, parse_xml(package.read("meta.xml"), payload)


def _vocabulary(content: Any) -> Vocabulary:
    """Return what the elements of a text mean; its styles may hide what is written in them."""
    hidden = {
        style.get(f"{_STYLE}name")
        for style in named(content, "style")
        for properties in style
        if properties.get(f"{_TEXT}display") == "none"
    }
    return Vocabulary(
        blocks=frozenset(["p", "h", "list-item", "table-cell"]),
        left_out=_LEFT_OUT,
        boxes=frozenset(["text-box"]),
        characters={"tab": "\t", "line-break": "\n", "s": " "},
        is_left_out=(lambda element: element.get(f"{_TEXT}style-name") in hidden)
        if hidden
        else None,
    )
