"""PDF, by pypdf; the pages are kept."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import accumulate
from typing import Any

from multisumm.decoding import check_size
from multisumm.errors import InputError
from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.extras import explained, load
from multisumm.wording import counted, shown

MOST_PAGES = 10_000
"""A PDF with more is refused: a small file can refer to one page any number of times."""

_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


def read_pdf(payload: Payload) -> Content:
    """Return the one document of a PDF.

    Its text is that of the pages in order as pypdf has it, one line end behind each page but the
    last; `pages` has the offset at which each page begins. Hyphens at line ends, page numbers and
    running heads stay.

    Raises:
        InputError: It is damaged, needs a password, has no text or too much of it, or too many
            pages; or pypdf is missing.
    """
    if b"%PDF-" not in payload.data[:1024]:
        raise InputError(f"{shown(payload.name)}: not a PDF")
    pypdf = load("pypdf", extra="pdf", name=payload.name)
    notes: tuple[str, ...] = ()
    with explained(payload.name, "PDF"):
        reader = pypdf.PdfReader(BytesIO(payload.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(f"{shown(payload.name)}: encrypted; save it without a password")
        if len(reader.pages) > MOST_PAGES:
            raise InputError(f"{shown(payload.name)}: more than {MOST_PAGES} pages; split it")
        texts = []
        size = 0
        for number, page in enumerate(reader.pages, start=1):
            size += _unpacked_size(page)
            check_size(size, payload.name, max_bytes=payload.max_bytes)
            text, damage = _page_text(page, number)
            size += len(text)
            check_size(size, payload.name, max_bytes=payload.max_bytes)
            texts.append(text)
            notes += damage
        title, date = _labels(reader)
    if not any(text.strip() for text in texts):
        what = f"{counted(len(texts), 'page')}, perhaps scanned"
        if notes:
            others = f" and {counted(len(notes) - 1, 'more page')}" if notes[1:] else ""
            what = f"{notes[0]}{others}"
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


def _unpacked_size(page: Any) -> int:
    """Return how many bytes describe a page, 0 if it is damaged; many pages may share them."""
    try:
        content = page.get_contents()
        return 0 if content is None else len(content.get_data())
    except MemoryError:
        raise
    except Exception:
        return 0


def _labels(reader: Any) -> tuple[str | None, str | None]:
    """Return the title and the date in ISO 8601 that the PDF gives itself."""
    information = reader.metadata or {}
    title, date = (str(information.get(key) or "") for key in ("/Title", "/CreationDate"))
    found = _DATE.match(date)
    return " ".join(title.split()) or None, "-".join(found.groups()) if found else None
