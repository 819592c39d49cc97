"""Web archives (WARC), by warcio: a document for each page."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

from multisumm.errors import InputError
from multisumm.messages import plural, printable
from multisumm.model import Document
from multisumm.reading.content import (
    Content,
    Payload,
    Reader,
    parse_media_type,
    with_distinct_ids,
)
from multisumm.reading.file_bytes import check_size
from multisumm.reading.formats.extras import explained, load
from multisumm.reading.formats.html import read_html
from multisumm.reading.formats.pdf import read_pdf
from multisumm.reading.formats.plain import read_text

PAGES: dict[str, Reader] = {
    "text/html": read_html,
    "application/xhtml+xml": read_html,
    "application/pdf": read_pdf,
    "text/plain": read_text,
}
"""Media type -> reader of the pages that have it; other records are passed over."""

CUT_OFF = "cut off; what comes before was read"


def read_warc(payload: Payload) -> Content:
    """Return the pages of a web archive in its order, each called by its address.

    Pages are answers with status 200, resources, and conversions (WET files), with a media type
    of `PAGES`, by which their texts are made. Notes tell of pages that could not be read and of
    an archive that is cut off or damaged; what comes before that is kept.

    Raises:
        InputError: There is no page in it; or warcio is missing.
    """
    if not payload.data.startswith(b"WARC/"):
        raise InputError(f"{printable(payload.name)}: not a WARC file")
    warcio = load("warcio.archiveiterator", extra="warc", name=payload.name)
    documents: list[Document] = []
    notes: list[str] = []
    problems: list[str] = []
    damaged: list[str] = []
    records = warcio.ArchiveIterator(BytesIO(payload.data))
    records.INC_RECORD = ""  # what it writes to standard error; its count is told below
    try:
        for page, read in _pages(records, payload, notes, damaged):
            try:
                content = read(page)
            except InputError as error:
                problems.append(str(error))
            else:
                documents += (replace(one, id=one.id or page.name) for one in content.documents)
    except InputError as error:
        notes.append(str(error).removeprefix(f"{printable(payload.name)}: "))
    if records.err_count:
        wrong = plural(records.err_count, "wrong length")
        notes.append(f"{wrong} in the heads of records; what is beyond them was not read")
    if damaged:
        what = "the compressed data is damaged; what comes before was read"
        notes.append(f"{_and_more(damaged)}: {what}")
    if problems:
        notes.append(f"{_and_more(problems)}; passed over")
    if not documents:
        why = f" ({'; '.join(notes)})" if notes else ""
        raise InputError(f"{printable(payload.name)}: no page in this web archive{why}")
    return Content(with_distinct_ids(documents), tuple(notes))


def _and_more(lines: list[str]) -> str:
    return lines[0] + (f" and {plural(len(lines) - 1, 'more page')}" if lines[1:] else "")


def _pages(
    records: Iterable[Any], payload: Payload, notes: list[str], damaged: list[str]
) -> Iterator[tuple[Payload, Reader]]:
    """Yield the pages with their readers.

    `notes` grows by one if the archive is cut off, `damaged` by each page whose compressed data is.
    """
    size = 0
    with explained(payload.name, "WARC file"):
        for record in records:
            if (read := _reader(record)) is not None:
                stream = record.content_stream()
                unpacking = _Unpacking(stream)
                data = stream.read(payload.max_bytes + 1)
                size += len(data)
                check_size(size, payload.name, max_bytes=payload.max_bytes)
                url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
                name = url or record.rec_headers.get_header("WARC-Record-ID") or "page"
                damaged += [printable(name)] if unpacking.damaged else []
                charset = _media_type(record)[1]
                yield payload._replace(data=data, name=name, url=url or None, charset=charset), read
            while record.raw_stream.read(1 << 16):
                pass
            # What is not limited has no length in its head: the archive ends there, or is damaged.
            if getattr(record.raw_stream, "limit", 1) > 0:
                notes.append(CUT_OFF)
                return


class _Unpacking:
    """In place of a stream's decompressor: remembers damage, which warcio writes to stderr.

    Where nothing could be unpacked before, the error is left to warcio, which takes the data for
    what is not compressed.
    """

    def __init__(self, stream: Any) -> None:
        self.damaged = False
        self._begun = False
        self._inner: Any = getattr(stream, "decompressor", None)
        self._may_be_bare = getattr(stream, "decomp_type", None) == "deflate"
        if self._inner is not None:
            stream.decompressor = self

    def decompress(self, data: bytes) -> bytes:
        """Return what is in the data, nothing from where it is damaged."""
        try:
            found: bytes = self._inner.decompress(data)
        except Exception:
            if self._begun:
                self.damaged = True
                return b""
            if not self._may_be_bare:
                raise
            self._may_be_bare = False
            self._inner = zlib.decompressobj(-zlib.MAX_WBITS)
            return self.decompress(data)
        self._begun = self._begun or bool(found)
        return found

    @property
    def unused_data(self) -> bytes:
        """What stands behind the compressed data."""
        return self._inner.unused_data or b""

    def flush(self) -> bytes:
        """Return the rest."""
        rest: bytes = self._inner.flush()
        return rest


def _reader(record: Any) -> Reader | None:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    if record.rec_type not in ("response", "resource", "conversion") or "/robots.txt" in url:
        return None
    if record.http_headers is not None and record.http_headers.get_statuscode() != "200":
        return None
    return PAGES.get(_media_type(record)[0])


def _media_type(record: Any) -> tuple[str, str | None]:
    headers = record.rec_headers if record.http_headers is None else record.http_headers
    return parse_media_type(headers.get_header("Content-Type"))
