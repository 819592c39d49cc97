"""PowerPoint files (`.pptx`): the text of the slides; each slide is a page."""

from __future__ import annotations

import posixpath
from itertools import accumulate
from typing import Any
from zipfile import ZipFile

from multisumm.datelines import read_heading
from multisumm.messages import plural
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
from multisumm.reading.stated_dates import creation_day

MAIN_PART = "ppt/presentation.xml"

_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT_RELATIONS = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_REPEATED = ("sldNum", "dt", "ftr", "hdr")
"""Placeholders that say the same on every slide: number, date, foot and head."""


def _is_repeated(element: Any) -> bool:
    if local_name(element) != "sp":
        return False
    return any(placeholder.get("type", "") in _REPEATED for placeholder in named(element, "ph"))


_SLIDE = Vocabulary(
    blocks=frozenset(["p"]),
    left_out=frozenset(
        [
            "Fallback",
            "extLst",
            "oMath",
            "oMathPara",
            "style",
            "tableStyleId",
            "timing",
            "transition",
            "nvSpPr",
            "nvPicPr",
        ]
    ),
    characters={"br": "\n", "tab": "\t"},
    is_left_out=_is_repeated,
)


def read_pptx(payload: Payload) -> Content:
    """Return the one document of a PowerPoint file.

    Its text is the paragraphs of the slides in order, also those in tables, with a blank line
    between two. `pages` has the offset at which each slide begins. Notes of the speaker, comments,
    charts, and the number, date and foot of each slide are not part of it. Hidden slides are not
    read; a note counts them. The title is that of the first slide that is shown, or else the
    headline of the text (`read_heading`), or else that of the file's properties. The date is that
    of the text's head, and the site is the author.

    Raises:
        InputError: The file is damaged, too large unpacked, needs a password, or has no text.
    """
    slides: list[str] = []
    hidden = 0
    with damage_as_input_error(payload.name, "PowerPoint file"), open_package(payload) as package:
        titles = []
        for part in _slide_parts(package, payload):
            slide = parse_xml(package.read(part), payload)
            is_hidden = slide.get("show") in ("0", "false")
            hidden += is_hidden
            slides.append("" if is_hidden else "\n\n".join(paragraphs(slide, _SLIDE)))
            titles += [] if is_hidden else [_slide_title(slide)]
        properties = _properties(package, payload)
    if not any(slides):
        raise payload.error(f"no text in this PowerPoint file ({plural(len(slides), 'slide')})")
    text, pages = _join_slides(slides)
    created = first_text(properties, "created") or first_text(properties, "modified") or ""
    heading = read_heading(text)
    document = Document(
        "",
        text,
        titles[0] or heading.title or first_text(properties, "title"),
        heading.day,
        payload.url,
        first_text(properties, "creator"),
        kind="pptx",
        pages=pages,
        created=creation_day(created),
    )
    notes = (f"{plural(hidden, 'hidden slide')} not read",) if hidden else ()
    return Content((document,), notes)


def _slide_parts(package: ZipFile, payload: Payload) -> list[str]:
    """Return the names of the parts of the slides, in the order of the presentation, each once."""
    folder = posixpath.dirname(MAIN_PART)
    relations = parse_xml(package.read(f"{folder}/_rels/presentation.xml.rels"), payload)
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    presentation = parse_xml(package.read(MAIN_PART), payload)
    references = (
        slide.get(f"{_RELATIONS}id") or slide.get(f"{_STRICT_RELATIONS}id")
        for slide in named(presentation, "sldId")
    )
    return [
        posixpath.normpath(posixpath.join("/", folder, targets[reference])).lstrip("/")
        for reference in dict.fromkeys(references)
    ]


def _slide_title(slide: Any) -> str | None:
    for shape in named(slide, "sp"):
        if any(one.get("type", "") in ("title", "ctrTitle") for one in named(shape, "ph")):
            return " ".join(" ".join(paragraphs(shape, _SLIDE)).split()) or None
    return None


def _properties(package: ZipFile, payload: Payload) -> Any:
    name = "docProps/core.xml"
    data = package.read(name) if name in package.namelist() else b"<none/>"
    return parse_xml(data, payload)


def _join_slides(slides: list[str]) -> tuple[str, tuple[int, ...]]:
    """Return the text of all slides, and the offset at which each begins."""
    parts = [f"{slide}\n\n" if slide else "" for slide in slides]
    text = "".join(parts).rstrip("\n")
    starts = accumulate(map(len, parts[:-1]), initial=0)
    return text, tuple(min(start, len(text)) for start in starts)
