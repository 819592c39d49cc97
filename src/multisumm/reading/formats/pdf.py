"""PDF, by pypdf: the text, and where its pages begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from statistics import median
from typing import Any

from multisumm.characters import SPACELESS
from multisumm.datelines import MAX_TITLE_CHARACTERS, read_heading
from multisumm.messages import first_and_number, plural
from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.file_bytes import check_size
from multisumm.reading.formats.extras import damage_as_input_error, import_parser
from multisumm.reading.formats.page_lines import join_lines, without_running_lines
from multisumm.reading.formats.pdf_limits import PageLimitError, PageWork
from multisumm.reading.formats.pdf_scans import describe_scan, note_scans, scanned_pages
from multisumm.reading.stated_dates import creation_day

MAX_PAGES = 10_000
"""Limit for the pages of a PDF: a small file can refer to one page any number of times."""

TITLE_SIZE = 1.15
"""Size of the letters of a title, at least, in sizes of the usual letters of its page."""

MAX_WORD_LETTERS = 30
"""Letters of the longest words; longer ones are several that have lost their blanks."""

MIN_JOINED_SHARE = 0.1
"""Share of the letters of a page that such words have, for a warning."""

_NO_TITLE = re.compile(
    r"microsoft|untitled|document ?\d*\Z"
    r"|.{0,200}\.(?:docx?|indd|qxd|tex|dvi|pdf|rtf|odt|pptx?|xlsx?)\Z",
    re.IGNORECASE,
)
_LONG_WORD = re.compile(
    rf"(?:(?![{SPACELESS}])[^\W\d_]|(?<=\w)[.,;](?=\w)){{{MAX_WORD_LETTERS + 1},}}"
)


def read_pdf(payload: Payload) -> Content:
    """Return the one document of a PDF.

    Its text is that of the pages in order, extracted by pypdf, without running heads and page
    numbers (`without_running_lines`), and with the lines of a paragraph joined (`join_lines`).
    `pages` has the offset at which each page begins.

    The title is the largest text of the first page, or else the headline of the text
    (`read_heading`), or else that of the file's metadata. The date is that of the text's head.

    Raises:
        InputError: The file is damaged, needs a password, has no text, too much text or too many
            pages, or pypdf is not installed.
    """
    if b"%PDF-" not in payload.data[:1024]:
        raise payload.error("not a PDF")
    pypdf = import_parser("pypdf", name=payload.name)
    with damage_as_input_error(payload.name, "PDF"):
        reader = pypdf.PdfReader(BytesIO(payload.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise payload.error("encrypted; save it without a password")
        if len(reader.pages) > MAX_PAGES:
            raise payload.error(f"more than {MAX_PAGES:,} pages; split it")
        drawing = _Drawing(payload, PageWork(len(reader.pages)))
        texts = [drawing.page_text(page, n) for n, page in enumerate(reader.pages, start=1)]
        named, created = _metadata(reader)
        scans = scanned_pages(reader.pages, texts)
    notes = tuple(drawing.notes)
    if not any(text.strip() for text in texts):
        if scans and not notes:
            raise payload.error(describe_scan(scans, len(texts)))
        scanned = f"{plural(len(texts), 'page')}, perhaps scanned"
        why = first_and_number(notes, "page") if notes else scanned
        raise payload.error(f"no text in this PDF ({why})")
    text, pages = join_lines(without_running_lines(texts))
    heading = read_heading(text)
    title = drawing.title or heading.title or named
    document = Document(
        "", text, title, heading.day, payload.url, kind="pdf", pages=pages, created=created
    )
    notes = (*notes, *note_scans(scans, len(texts)), *_note_on_blanks(texts))
    return Content((document,), notes)


class _Drawing:
    """What the pages of a PDF draw, counted while they are read.

    Attributes:
        notes: What could not be read.
        title: The largest text of the first page, None if all of it is of one size.
    """

    def __init__(self, payload: Payload, work: PageWork) -> None:
        self.notes: list[str] = []
        self.title: str | None = None
        self._payload = payload
        self._work = work
        self._size = 0  # bytes of the pages, and characters of their texts
        self._sized: list[tuple[float, str]] = []  # size of letters, text

    def page_text(self, page: Any, number: int) -> str:
        """Return the text of a page; that of a damaged or endless page is empty, with a note.

        Raises:
            InputError: The pages until here have more text, or took more time, than allowed.
        """
        self._add_size(_unpacked_size(page))
        visit = self._keep_size if number == 1 else None
        text = ""
        try:
            self._work.begin_page()
            text = page.extract_text(visitor_operand_before=self._work.count, visitor_text=visit)
        except MemoryError:
            raise
        except PageLimitError as error:
            if error.of_file:
                raise self._payload.error(f"{error.reason}; split it") from None
            self.notes.append(f"page {number} {error.reason}; not read")
        except Exception as error:
            self.notes.append(f"page {number} cannot be read ({type(error).__name__})")
        self._add_size(len(text))
        if number == 1:
            self.title = _largest_text(self._sized, text)
        return text

    def _add_size(self, size: int) -> None:
        self._size += size
        check_size(self._size, self._payload.name, max_bytes=self._payload.max_bytes)

    def _keep_size(self, text: str, user: Any, matrix: Any, _: Any, size: float) -> None:
        # A matrix scales the size by the length of its second row, here in two steps.
        scale = (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5 * (user[2] ** 2 + user[3] ** 2) ** 0.5
        if text.strip():
            self._sized.append((round(size * scale, 1), text))


def _largest_text(sized: Sequence[tuple[float, str]], page: str) -> str | None:
    """Return the first stretch of the largest letters of a page, if it can be a title.

    The pieces of a page tell the sizes, and its text where there are blanks between them.
    """
    if not sized:
        return None
    largest = max(size for size, _ in sized)
    usual = median(size for size, text in sized for _ in range(min(len(text), 1000)))
    start = next(n for n, (size, _) in enumerate(sized) if size == largest)
    end = next(
        (n for n, (size, _) in enumerate(sized) if n > start and size != largest), len(sized)
    )
    pieces = "".join(text for _, text in sized[start:end])[: 2 * MAX_TITLE_CHARACTERS].split()
    drawn = re.search(r"\s*".join(map(re.escape, "".join(pieces))), page)
    title = " ".join((drawn[0] if drawn else " ".join(pieces)).split())
    is_title = 4 <= len(title) <= MAX_TITLE_CHARACTERS and (" " in title or not title.isascii())
    return title if is_title and largest >= TITLE_SIZE * usual else None


def _note_on_blanks(texts: Sequence[str]) -> tuple[str, ...]:
    """Return a note that counts the pages whose words have lost the blanks between them."""
    joined = 0
    for text in texts:
        letters = sum(map(len, _LONG_WORD.findall(text)))
        joined += letters > MIN_JOINED_SHARE * len(text)
    if not joined:
        return ()
    return (f"words without blanks between them on {plural(joined, 'page')}; check the quotes",)


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
    """Return the title from the metadata of the PDF, and when the file was created."""
    information = reader.metadata or {}
    title, date = (str(information.get(key) or "") for key in ("/Title", "/CreationDate"))
    title = " ".join(title.split())
    created = creation_day(date.removeprefix("D:"))
    return (None if _NO_TITLE.match(title) else title or None), created
