"""PDF, by pypdf: the text, and where its pages begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from itertools import accumulate, pairwise
from typing import Any

from multisumm.characters import BULLETS, DASHES, SPACELESS
from multisumm.messages import first_and_number, plural
from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.file_bytes import check_size
from multisumm.reading.formats.extras import damage_as_input_error, import_parser
from multisumm.reading.formats.pdf_scans import describe_scan, note_scans, scanned_pages

MAX_PAGES = 10_000
"""Limit for the pages of a PDF: a small file can refer to one page any number of times."""

MIN_LINE_WIDTH = 30
"""Characters that the lines of running text usually have; shorter lines are tables or verse."""

FULL_LINE, FULL_LINE_BEFORE_CAPITAL = 0.7, 0.88
"""Share of the usual width from which a line is full, before lower case and before a capital."""

MIN_CONTINUATIONS = 0.4
"""Share of the lines after full lines that begin without a capital, at least, in running text."""

_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_LETTER = re.compile(r"[^\W\d_]")
_LEADERS = re.compile(r"(?:\. ?){4}|…")
_ITEM = re.compile(
    rf"[*+|=_~#{BULLETS}{re.escape(DASHES)}]|\(?(?:[\d.]{{1,9}}|[A-Za-z]|[ivx]{{1,4}})[.)]\s"
)
_SPACELESS = re.compile(rf"[{SPACELESS}\u3000-\u303f\uff00-\uffef]")  # with wide marks and forms
_FIRST_WORD = re.compile(rf"{_SPACELESS.pattern}|\S+")


def read_pdf(payload: Payload) -> Content:
    """Return the one document of a PDF.

    Its text is that of the pages in order, extracted by pypdf, with the lines of a paragraph joined
    (`join_lines`). `pages` has the offset at which each page begins. Hyphens at line ends, page
    numbers and running heads stay.

    Raises:
        InputError: The file is damaged, needs a password, has no text, too much text or too many
            pages, or pypdf is not installed.
    """
    if b"%PDF-" not in payload.data[:1024]:
        raise payload.error("not a PDF")
    pypdf = import_parser("pypdf", name=payload.name)
    notes: tuple[str, ...] = ()
    with damage_as_input_error(payload.name, "PDF"):
        reader = pypdf.PdfReader(BytesIO(payload.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise payload.error("encrypted; save it without a password")
        if len(reader.pages) > MAX_PAGES:
            raise payload.error(f"more than {MAX_PAGES:,} pages; split it")
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
        title, date = _metadata(reader)
        scans = scanned_pages(reader.pages, texts)
    if not any(text.strip() for text in texts):
        if scans and not notes:
            raise payload.error(describe_scan(scans, len(texts)))
        scanned = f"{plural(len(texts), 'page')}, perhaps scanned"
        why = first_and_number(notes, "page") if notes else scanned
        raise payload.error(f"no text in this PDF ({why})")
    text, pages = join_lines(texts)
    document = Document("", text, title, date, payload.url, kind="pdf", pages=pages)
    return Content((document,), (*notes, *note_scans(scans, len(texts))))


def join_lines(pages: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """Return the text of all pages with the lines of a paragraph joined, and where pages begin.

    A line is joined to the next one if that one's first word would hardly have fitted on it.
    Letters differ in width, so a line is full from a share of the usual width on: `FULL_LINE`, or
    `FULL_LINE_BEFORE_CAPITAL` if the next line does not begin in lower case. Items of lists, page
    numbers and lines of a table of contents are not joined. No lines of a text are joined if less
    than `MIN_CONTINUATIONS` of the lines after full ones begin without a capital. No space is put
    after a hyphen, nor between two characters of scripts without spaces.
    """
    lines = [(page, line.rstrip()) for page, text in enumerate(pages) for line in text.split("\n")]
    pairs = list(pairwise(line for _, line in lines))
    width = _usual_width([line for _, line in lines])
    joins = [_continues(above, below, width) for above, below in pairs]
    continuations = [line for (_, line), joined in zip(lines[1:], joins, strict=True) if joined]
    lower = sum(not line[0].isupper() for line in continuations)
    if lower < MIN_CONTINUATIONS * len(continuations):
        joins = [False] * len(pairs)
    parts, starts, offset = [], [0], 0
    for (page, line), (next_page, below), joined in zip(lines, lines[1:], joins, strict=False):
        part = line + (_separator(line, below) if joined else "\n")
        parts.append(part)
        offset += len(part)
        if next_page != page:
            starts.append(offset)
    return "".join([*parts, lines[-1][1]]), tuple(starts)


def _usual_width(lines: Sequence[str]) -> int:
    """Return the length up to which lines hold nine tenths of the characters."""
    lengths = sorted(map(len, lines))
    return next(
        length
        for length, upto in zip(lengths, accumulate(lengths), strict=True)
        if upto >= 0.9 * sum(lengths)
    )


def _continues(above: str, below: str, width: int) -> bool:
    """Return whether a line has no room for the first word of the next, both being running text."""
    if width < MIN_LINE_WIDTH or not _LETTER.search(below) or _ITEM.match(below):
        return False
    if below[0].isspace() or _LEADERS.search(above) or _LEADERS.search(below):
        return False
    least = FULL_LINE if below[0].islower() else FULL_LINE_BEFORE_CAPITAL
    word = _FIRST_WORD.match(below)
    return word is not None and len(above) + 1 + len(word[0]) > least * width


def _separator(above: str, below: str) -> str:
    """Return what stands between two lines of a paragraph once they are joined."""
    spaceless = _SPACELESS.match(above[-1:]) and _SPACELESS.match(below)
    return "" if spaceless or above.endswith("-") else " "


def _page_text(page: Any, number: int) -> tuple[str, tuple[str, ...]]:
    """Return the text of a page; that of a damaged page is empty, with a note."""
    try:
        return page.extract_text(), ()
    except MemoryError:
        raise
    except Exception as error:
        return "", (f"page {number} cannot be read ({type(error).__name__})",)


def _unpacked_size(page: Any) -> int:
    """Return the number of bytes that describe a page, 0 if it is damaged.

    Many pages may share the same bytes.
    """
    try:
        content = page.get_contents()
        return 0 if content is None else len(content.get_data())
    except MemoryError:
        raise
    except Exception:
        return 0


def _metadata(reader: Any) -> tuple[str | None, str | None]:
    """Return the title and the date in ISO 8601 from the metadata of the PDF."""
    information = reader.metadata or {}
    title, date = (str(information.get(key) or "") for key in ("/Title", "/CreationDate"))
    match = _DATE.match(date)
    return " ".join(title.split()) or None, "-".join(match.groups()) if match else None
