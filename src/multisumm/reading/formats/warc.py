"""Web archives (WARC), by warcio: a document for each page."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

from multisumm.documents import with_distinct_ids
from multisumm.errors import InputError
from multisumm.messages import first_and_number, plural, printable, skipped
from multisumm.model import Document
from multisumm.reading.content import (
    Content,
    Payload,
    Reader,
    parse_media_type,
)
from multisumm.reading.file_bytes import check_size
from multisumm.reading.formats.extras import damage_as_input_error, import_parser
from multisumm.reading.formats.html import read_html
from multisumm.reading.formats.pdf import read_pdf
from multisumm.reading.formats.plain import read_plain

PAGE_READERS: dict[str, Reader] = {
    "text/html": read_html,
    "application/xhtml+xml": read_html,
    "application/pdf": read_pdf,
    "text/plain": read_plain,
}
"""Media type -> reader of pages of this type; other records are left out."""

CUT_OFF = "cut off; the part before was read"


def read_warc(payload: Payload) -> Content:
    """Return the pages of a web archive in its order; their ids are their addresses.

    Pages are answers with status 200, resources and conversions (WET files) whose media type has a
    reader in `PAGE_READERS`. Notes name pages that could not be read, and say if the archive is cut
    off or damaged; the pages before that are read.

    Raises:
        InputError: The file is not a web archive or has no page, or warcio is not installed.
    """
    if not payload.data.startswith((b"WARC/", b"filedesc://")):
        raise payload.error("not a WARC or ARC file")
    warcio = import_parser("warcio.archiveiterator", extra="warc", name=payload.name)
    documents: list[Document] = []
    notes: list[str] = []
    problems: list[InputError] = []
    damaged: list[str] = []
    records = warcio.ArchiveIterator(BytesIO(payload.data), arc2warc=True)
    records.INC_RECORD = ""  # a warning on standard error; `err_count` is reported below
    try:
        for page, read in _pages(records, payload, notes, damaged):
            try:
                content = read(page)
            except InputError as error:
                problems.append(error)
            else:
                documents += (
                    replace(document, id=document.id or page.name) for document in content.documents
                )
    except InputError as error:
        notes.append(error.reason)
    if records.err_count:
        wrong = plural(records.err_count, "wrong length")
        notes.append(f"{wrong} in the headers of records; the data behind them was not read")
    if damaged:
        reason = "the compressed data is damaged; the part before was read"
        notes.append(f"{first_and_number(damaged, 'page')}: {reason}")
    if problems:
        notes.append(skipped(first_and_number(problems, "page")))
    if not documents:
        reasons = f" ({'; '.join(notes)})" if notes else ""
        raise payload.error(f"no page in this web archive{reasons}")
    return Content(with_distinct_ids(documents), tuple(notes))


def _pages(
    records: Iterable[Any], payload: Payload, notes: list[str], damaged: list[str]
) -> Iterator[tuple[Payload, Reader]]:
    """Yield the pages with their readers.

    A note is added to `notes` if the archive is cut off, and to `damaged` the name of each page
    whose compressed data is damaged.
    """
    size = 0
    with damage_as_input_error(payload.name, "WARC file"):
        for record in records:
            if (read := _reader(record)) is not None:
                stream = record.content_stream()
                decompressor = _Decompressor(stream)
                data = stream.read(payload.max_bytes + 1)
                size += len(data)
                check_size(size, payload.name, max_bytes=payload.max_bytes)
                url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
                name = url or record.rec_headers.get_header("WARC-Record-ID") or "page"
                damaged += [printable(name)] if decompressor.damaged else []
                charset = _media_type(record)[1]
                yield payload._replace(data=data, name=name, url=url or None, charset=charset), read
            while record.raw_stream.read(1 << 16):
                pass
            # A stream without a limit has no length in its header: the archive ends there.
            if getattr(record.raw_stream, "limit", 1) > 0:
                notes.append(CUT_OFF)
                return


class _Decompressor:
    """Replaces a stream's decompressor and remembers damage, which warcio writes to stderr.

    If no data was decompressed before the damage, warcio gets the error and takes the data as not
    compressed.
    """

    def __init__(self, stream: Any) -> None:
        self.damaged = False
        self._begun = False
        self._inner: Any = getattr(stream, "decompressor", None)
        self._may_be_bare = getattr(stream, "decomp_type", None) == "deflate"
        if self._inner is not None:
            stream.decompressor = self

    def decompress(self, data: bytes) -> bytes:
        """Return the decompressed data, or nothing if it is damaged."""
        try:
            content: bytes = self._inner.decompress(data)
        except Exception:
            if self._begun:
                self.damaged = True
                return b""
            if not self._may_be_bare:
                raise
            self._may_be_bare = False
            self._inner = zlib.decompressobj(-zlib.MAX_WBITS)
            return self.decompress(data)
        self._begun = self._begun or bool(content)
        return content

    @property
    def unused_data(self) -> bytes:
        """The bytes behind the compressed data."""
        return self._inner.unused_data or b""

    def flush(self) -> bytes:
        """Return the remaining data."""
        remaining: bytes = self._inner.flush()
        return remaining


def _reader(record: Any) -> Reader | None:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    if record.rec_type not in ("response", "resource", "conversion") or "/robots.txt" in url:
        return None
    if record.http_headers is not None and record.http_headers.get_statuscode() != "200":
        return None
    return PAGE_READERS.get(_media_type(record)[0])


def _media_type(record: Any) -> tuple[str, str | None]:
    headers = record.rec_headers if record.http_headers is None else record.http_headers
    return parse_media_type(headers.get_header("Content-Type"))
