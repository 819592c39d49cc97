"""Jupyter notebooks: what is written between the code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from multisumm.messages import plural
from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.decoding import decode
from multisumm.reading.formats.extras import damage_as_input_error

_EMBEDDED_PICTURE = re.compile(r"!\[[^\]\n]{0,200}\]\((?:data|attachment):[^)\s]*\)")
_HEADING = re.compile(r"#{1,6}[ \t]+(\S[^\n]*)")


def read_notebook(payload: Payload) -> Content:
    """Return the one document of a notebook.

    Its text is that of its Markdown cells, with a blank line between two. Code, its output, raw
    cells and embedded pictures are not part of it. The title is that in the metadata, or else the
    first heading, if the text begins with one.

    Raises:
        InputError: The file is not a notebook, or has no text.
    """
    decoded = decode(payload.data, payload.name, declared="utf-8")
    with damage_as_input_error(payload.name, "notebook"):
        notebook = json.loads(decoded.text)
    if not isinstance(notebook, dict) or "nbformat" not in notebook:
        raise payload.error("not a notebook: it is not an object with the key nbformat")
    cells = list(_cells(notebook))
    texts = [text for cell in cells if (text := _text(cell))]
    if not texts:
        raise payload.error(f"no text in this notebook ({plural(len(cells), 'cell')} of code)")
    document = Document(
        "", "\n\n".join(texts), _title(notebook, texts[0]), url=payload.url, kind="notebook"
    )
    return Content((document,), decoded.notes)


def _cells(notebook: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the cells of a notebook; before version 4 they are in worksheets."""
    sheets = notebook.get("worksheets")
    for sheet in [notebook, *(sheets if isinstance(sheets, list) else [])]:
        cells = sheet.get("cells") if isinstance(sheet, dict) else None
        if isinstance(cells, list):
            yield from (cell for cell in cells if isinstance(cell, dict))


def _text(cell: dict[str, Any]) -> str:
    """Return the text of a cell, "" for a cell of code."""
    source = cell.get("source")
    if isinstance(source, list):
        lines = [line for line in source if isinstance(line, str)]
        have_ends = bool(lines) and lines[0].endswith("\n")  # as in all but very old notebooks
        source = ("" if have_ends else "\n").join(lines)
    if not isinstance(source, str) or cell.get("cell_type") not in ("markdown", "heading"):
        return ""
    text = _EMBEDDED_PICTURE.sub("", source).strip()
    return f"# {text}" if text and cell["cell_type"] == "heading" else text


def _title(notebook: dict[str, Any], beginning: str) -> str | None:
    metadata = notebook.get("metadata")
    title = metadata.get("title") if isinstance(metadata, dict) else None
    if isinstance(title, str) and title.strip():
        return " ".join(title.split())
    heading = _HEADING.match(beginning)
    return heading[1].strip(" #") if heading else None
