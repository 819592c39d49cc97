"""Word files, also Strict Open XML: their text as Word shows it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from typing import Any
from zipfile import ZipFile

from multisumm.datelines import read_heading
from multisumm.messages import plural
from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.formats.extras import damage_as_input_error, import_parser
from multisumm.reading.formats.word_markup import Paragraph, WordText
from multisumm.reading.formats.xml_text import open_package, parse_xml
from multisumm.reading.stated_dates import creation_day

_CHUNK_BYTES = 1 << 16
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"


def read_docx(payload: Payload) -> Content:
    """Return the one document of a Word file.

    Its text is the paragraphs of the body in order, also those in tables, content controls and text
    boxes, and then the footnotes and endnotes in the order of their marks; a blank line is between
    two. Empty paragraphs are left out. Tracked insertions are part of the text, tracked deletions
    are not; moved text is read at its new place. Hidden text, headers, footers and comments are not
    part of the text.

    The title is the first paragraph in the style Title, or else the headline of the text
    (`read_heading`), or else that of the file's properties. The date is that of the text's head.

    Raises:
        InputError: The file is damaged or too large unpacked, or lxml is not installed.
    """
    etree = import_parser("lxml.etree", name=payload.name)
    with damage_as_input_error(payload.name, "Word file"), open_package(payload) as package:
        parts = _related_parts(package, "", payload)
        main = parts.get("officeDocument", "word/document.xml")
        body = _read_part(package, main, etree)
        if not body.has_body:
            raise payload.error("damaged Word file: it has no body")
        related = _related_parts(package, main, payload)
        notes = _read_notes(package, related, body.notes, etree)
        title = _styled_title(package, related, body.paragraphs(), payload)
        named, created = _properties(package, parts, payload)
    paragraphs = (*body.paragraphs(), *notes)
    text = "\n\n".join(each.text for each in paragraphs if each.text.strip())
    heading = read_heading(text)
    title = title or heading.title or named
    document = Document("", text, title, heading.day, payload.url, kind="docx", created=created)
    return Content((document,), tuple(_omissions(body)))


def _omissions(body: WordText) -> list[str]:
    """Return a note for each kind of text that is left out."""
    return [
        f"{plural(number, noun)} not read"
        for number, noun in (
            (body.hidden, "piece of hidden text"),
            (body.embedded, "embedded file"),
        )
        if number
    ]


def _related_parts(package: ZipFile, part: str, payload: Payload) -> dict[str, str]:
    """Return the last word of a relation's type (`footnotes`) -> name of the first such part.

    Args:
        package: The Word file.
        part: The part whose relations these are; empty for the package.
        payload: The file.
    """
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in package.NameToInfo:
        return {}
    related: dict[str, str] = {}
    for relation in parse_xml(package.read(relations), payload):
        kind = str(relation.get("Type") or "").rpartition("/")[2]
        target = posixpath.join("/", folder, str(relation.get("Target") or ""))
        related.setdefault(kind, posixpath.normpath(target).lstrip("/"))
    return {kind: name for kind, name in related.items() if name in package.NameToInfo}


def _read_part(package: ZipFile, part: str, etree: Any) -> WordText:
    """Return the text of a part; no tree of it is built, so a large one takes little memory."""
    parser = etree.XMLParser(target=WordText(), resolve_entities=False)
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            parser.feed(chunk)
    text: WordText = parser.close()
    return text


def _read_notes(
    package: ZipFile, related: Mapping[str, str], wanted: Sequence[str], etree: Any
) -> list[Paragraph]:
    """Return the paragraphs of footnotes and endnotes in the order of their marks."""
    found: dict[str, list[Paragraph]] = {}
    for kind in ("footnotes", "endnotes"):
        if wanted and kind in related:
            for paragraph in _read_part(package, related[kind], etree).paragraphs():
                found.setdefault(paragraph.note, []).append(paragraph)
    return [paragraph for note in dict.fromkeys(wanted) for paragraph in found.get(note, ())]


def _styled_title(
    package: ZipFile, related: Mapping[str, str], paragraphs: Sequence[Paragraph], payload: Payload
) -> str | None:
    """Return the first paragraph in the style that Word calls Title, whatever its id."""
    ids = {"Title"}
    if "styles" in related:
        for style in parse_xml(package.read(related["styles"]), payload).iterchildren("{*}style"):
            name = style.find("{*}name")
            values = () if name is None else [value.lower() for value in name.values()]
            if "title" in values:
                ids |= {value for key, value in style.items() if key.endswith("}styleId")}
    titles = (" ".join(each.text.split()) for each in paragraphs if each.style in ids)
    return next(filter(None, titles), None)


def _properties(
    package: ZipFile, parts: Mapping[str, str], payload: Payload
) -> tuple[str | None, str | None]:
    """Return the title of a file's properties, and when it was created."""
    if "core-properties" not in parts:
        return None, None
    properties = parse_xml(package.read(parts["core-properties"]), payload)
    title = properties.findtext(f"{_DUBLIN_CORE}title") or ""
    created = properties.findtext(f"{_TERMS}created") or properties.findtext(f"{_TERMS}modified")
    return " ".join(title.split()) or None, creation_day(created or "")
