"""PDF, by pypdf; the pages are kept."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import accumulate
from typing import Any

from multisumm.errors import InputError
from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.extras import explained, load
from multisumm.wording import counted, shown

_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


def read_pdf(payload: Payload) -> Content:
    """Return the one document of a PDF.

    Its text is that of the pages in order as pypdf has it, one line end behind each page but the
    last; `pages` has the offset at which each page begins. Hyphens at line ends, page numbers and
    running heads stay.

    Raises:
        InputError: It is damaged, needs a password, or has no text; or pypdf is missing.
    """
    if b"%PDF-" not in payload.data[:1024]:
        raise InputError(f"{shown(payload.name)}: not a PDF")
    pypdf = load("pypdf", extra="pdf", name=payload.name)
    notes: tuple[str, ...] = ()
    with explained(payload.name, "PDF"):
        reader = pypdf.PdfReader(BytesIO(payload.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(f"{shown(payload.name)}: encrypted; save it without a password")
        texts = []
        for number, page in enumerate(reader.pages, start=1):
            text, damage = _page_text(page, number)
            texts.append(text)
            notes += damage
        title, date = _labels(reader)
    if not any(text.strip() for text in texts):
        what = f"{counted(len(texts), 'page')}, perhaps scanned"
        raise InputError(f"{shown(payload.name)}: no text in this PDF ({what})")
    starts = accumulate((len(text) + 1 for text in texts[:-1]), initial=0)
    document = Document(
        "", "\n".join(texts), title, date, payload.url, kind="pdf", pages=tuple(starts)
    )
    return Content((document,), notes)


def _page_text(page: Any, number: int) -> tuple[str, tuple[str, ...]]:
    """Return the text of a page; a damaged one is empty, and a note tells of it."""
    try:
        return page.extract_text(), ()
    except MemoryError:
        raise
    except Exception as error:
        return "", (f"page {number} cannot be read ({type(error).__name__})",)


def _labels(reader: Any) -> tuple[str | None, str | None]:
    """Return the title and the date in ISO 8601 that the PDF gives itself."""
    information = reader.metadata or {}
    title, date = (str(information.get(key) or "") for key in ("/Title", "/CreationDate"))
    found = _DATE.match(date)
    return " ".join(title.split()) or None, "-".join(found.groups()) if found else None
