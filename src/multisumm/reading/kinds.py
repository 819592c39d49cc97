"""Which kind of file it is, from its name and its first bytes, and the reader of each kind."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import replace
from functools import cache
from hashlib import sha256

from multisumm._version import __version__
from multisumm.messages import printable
from multisumm.model import SourceFile
from multisumm.reading.content import ClusterReader, Content, Payload, Reader, only_cluster
from multisumm.reading.decoding import decode_as
from multisumm.reading.file_bytes import inflate
from multisumm.reading.formats.chats import begins_as_chat, read_chat, with_transcripts
from multisumm.reading.formats.docx import read_docx
from multisumm.reading.formats.epub import read_epub
from multisumm.reading.formats.feeds import read_feed
from multisumm.reading.formats.html import read_html
from multisumm.reading.formats.jats import read_jats
from multisumm.reading.formats.jsonl import read_json, read_jsonl
from multisumm.reading.formats.mail import begins_as_mail, read_mail
from multisumm.reading.formats.mailbox import begins_as_mailbox, read_mailbox
from multisumm.reading.formats.mhtml import begins_as_mhtml, read_mhtml
from multisumm.reading.formats.multinews import read_multinews
from multisumm.reading.formats.notebook import read_notebook
from multisumm.reading.formats.odt import read_odt
from multisumm.reading.formats.pdf import read_pdf
from multisumm.reading.formats.plain import read_plain
from multisumm.reading.formats.pptx import read_pptx
from multisumm.reading.formats.rtf import read_rtf
from multisumm.reading.formats.subtitles import begins_as_subtitles, read_subtitles
from multisumm.reading.formats.tables import read_csv, read_parquet, read_tsv
from multisumm.reading.formats.warc import CUT_OFF, read_warc
from multisumm.reading.signatures import (
    ENCRYPTED_OFFICE,
    OLD_OFFICE,
    ZIP,
    detect_package,
    detect_xml,
    identify_binary,
    refuse_package,
    refuse_text,
    refuse_xml,
)

CLUSTER_READERS: dict[str, ClusterReader] = {
    "json": read_json,
    "jsonl": read_jsonl,
    "csv": read_csv,
    "tsv": read_tsv,
    "parquet": read_parquet,
    "multi-news": read_multinews,
}
"""Kind of file that may hold many clusters -> reader of them."""

READERS: dict[str, Reader] = {
    "text": read_plain,
    "html": read_html,
    "pdf": read_pdf,
    "docx": with_transcripts(read_docx),
    "odt": read_odt,
    "rtf": read_rtf,
    "pptx": read_pptx,
    "epub": read_epub,
    "jats": read_jats,
    "notebook": read_notebook,
    "subtitles": read_subtitles,
    "mail": read_mail,
    "mailbox": read_mailbox,
    "mhtml": read_mhtml,
    "chat": read_chat,
    "feed": read_feed,
    "warc": read_warc,
    **{kind: only_cluster(read) for kind, read in CLUSTER_READERS.items()},
}
"""Kind of file -> reader of its documents."""

PACKAGES = {
    "html": "trafilatura",
    "pdf": "pypdf",
    **dict.fromkeys(("docx", "odt", "pptx", "epub", "jats"), "lxml"),
    "feed": "feedparser",
    "mhtml": "trafilatura",
    "parquet": "pyarrow",
}
"""Kind of file -> the package that makes the text of it; multisumm itself for the others."""

SUFFIXES = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown"), "text"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".xml", ".rss", ".atom"), "feed"),
    ".pdf": "pdf",
    ".docx": "docx",
    **dict.fromkeys((".odt", ".fodt"), "odt"),
    ".rtf": "rtf",
    ".pptx": "pptx",
    ".epub": "epub",
    **dict.fromkeys((".nxml", ".jats"), "jats"),
    ".ipynb": "notebook",
    **dict.fromkeys((".vtt", ".srt", ".sbv"), "subtitles"),
    ".json": "json",
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    ".csv": "csv",
    **dict.fromkeys((".tsv", ".tab"), "tsv"),
    ".parquet": "parquet",
    ".eml": "mail",
    **dict.fromkeys((".mbox", ".mbx"), "mailbox"),
    **dict.fromkeys((".mht", ".mhtml"), "mhtml"),
    **dict.fromkeys((".warc", ".wet", ".arc"), "warc"),
    **dict.fromkeys((".src", ".src.cleaned"), "multi-news"),
}
"""End of a name, in any case -> kind; if several fit, the longest counts.

A file with none of these is text, unless it begins like another kind.
"""

UNSUPPORTED_SUFFIXES = {
    **dict.fromkeys((".doc", ".docm", ".pages", ".wpd"), "save it as .docx or PDF"),
    **dict.fromkeys((".ppt", ".odp", ".key", ".mobi", ".azw3", ".djvu"), "save it as PDF"),
    **dict.fromkeys((".tex", ".latex", ".ltx", ".rst", ".adoc"), "make a PDF or HTML of it"),
    **dict.fromkeys((".ass", ".ssa", ".ttml", ".dfxp"), "save it as .srt or .vtt"),
    **dict.fromkeys((".ics", ".vcf", ".opml"), "save its text as .txt"),
    **dict.fromkeys((".xls", ".xlsx", ".ods"), "save it as .csv"),
    ".msg": "save it as .eml",
    **dict.fromkeys((".css", ".js", ".svg"), "it is for a browser"),
}
"""End of a name -> advice; these files are not read, because their text is full of markup."""

KINDS_BY_MEDIA_TYPE = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/json": "json",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "message/rfc822": "mail",
    "application/mbox": "mailbox",
    "multipart/related": "mhtml",
    "application/vnd.oasis.opendocument.text": "odt",
    **dict.fromkeys(("application/rtf", "text/rtf"), "rtf"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/epub+zip": "epub",
    "application/jats+xml": "jats",
    "application/x-ipynb+json": "notebook",
    **dict.fromkeys(("text/vtt", "application/x-subrip"), "subtitles"),
    **dict.fromkeys(
        ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml"), "feed"
    ),
}
"""Media type of a fetched file -> kind; with any other, like `text/plain`, its name decides."""

KIND_NAMES = {
    "html": "a web page",
    "feed": "a feed",
    "pdf": "a PDF",
    "docx": "a Word file",
    "odt": "an OpenDocument text",
    "rtf": "a file in Rich Text Format",
    "pptx": "a PowerPoint file",
    "epub": "an EPUB",
    "jats": "an article in XML (JATS)",
    "notebook": "a notebook",
    "subtitles": "a file of subtitles",
    "parquet": "a Parquet file",
    "warc": "a web archive",
}
"""Kind -> its name in messages, for each kind whose files have a typical beginning."""

_BY_CONTENT = ("mail", "mailbox", "mhtml", "chat")
"""Kinds of which a file is if it begins so and its name says only that it is text."""

TEXT_KINDS = frozenset(
    ("text", "html", "feed", "json", "jsonl", "csv", "tsv", "multi-news", "subtitles")
)
"""The kinds whose files are in one encoding, which a user may name."""

_HEAD_BYTES = 4096
_LEADING = BOM_UTF8 + b" \t\r\n"  # a byte order mark and white space before the first character
_XML_KINDS = {"feed", "html", "jats", "odt"}  # all of them may be called `.xml`
_NOTEBOOK = re.compile(rb'"nbformat"\s*:\s*\d')


def read_payload(
    payload: Payload, file_name: str, *, media_type: str | None = None, origin: str = ""
) -> Content:
    """Return the content of a file, read as its kind, after decompressing it if it is gzip.

    Args:
        payload: The bytes.
        file_name: A known suffix of it decides the kind of a file without a typical beginning.
            Standard input has no name; if fields are given, it is JSON, JSONL or a table.
        media_type: The type according to the server; it decides before the name.
        origin: The name in the record of the file that each document gets; no record without it.

    Raises:
        InputError: The file cannot be read.
    """
    stored = payload.data
    payload, is_whole = decompress(payload)
    kind = find_kind(payload, file_name, media_type)
    if payload.encoding and kind in TEXT_KINDS:
        payload = _to_utf8(payload, payload.encoding)
        kind = find_kind(payload, file_name, media_type)
    if not is_whole and kind != "warc":
        raise payload.error("the compressed data is cut off")
    content = READERS[kind](payload)
    notes = () if media_type else _name_note(kind, file_name)
    notes += () if is_whole else (f"the compressed data is {CUT_OFF}",)
    documents = content.documents
    if origin:
        file = _describe_file(origin, stored, kind)
        documents = tuple(
            # The pages of an archive are of several kinds, each with a reader of its own.
            replace(
                one, file=replace(file, library=library_of(one.kind if kind == "warc" else kind))
            )
            for one in documents
        )
    all_notes = tuple(dict.fromkeys((*content.notes, *notes)))
    return content._replace(documents=documents, notes=all_notes)


def _describe_file(name: str, data: bytes, kind: str) -> SourceFile:
    """Return the record of a file, by the bytes that are stored of it."""
    digest = sha256(data).hexdigest()
    return SourceFile(printable(name), len(data), digest, kind, library_of(kind))


def _to_utf8(payload: Payload, encoding: str) -> Payload:
    """Return the payload in UTF-8, from the encoding that the user names."""
    text = decode_as(payload.data, payload.name, encoding)
    return payload._replace(data=text.encode(), charset="utf-8")


def decompress(payload: Payload) -> tuple[Payload, bool]:
    """Return the payload, decompressed if it is gzip, and whether it is not cut off."""
    if not payload.data.startswith(b"\x1f\x8b"):
        return payload, True
    data, is_whole = inflate(payload.data, payload.name, max_bytes=payload.max_bytes)
    return payload._replace(data=data), is_whole


def find_kind(payload: Payload, file_name: str, media_type: str | None = None) -> str:
    """Return the kind of a file, as `read_payload`, from its decompressed bytes.

    A typical beginning decides, else the type according to the server, else the name.

    Raises:
        InputError: The kind has no reader.
    """
    detected = detect_kind(payload.data)
    stated = KINDS_BY_MEDIA_TYPE.get(media_type or "") or match_suffix(SUFFIXES, file_name)
    if detected is None and (reason := _refuse(payload, stated, file_name)):
        raise payload.error(reason)
    if stated is None:
        return detected or _kind_without_name(payload, file_name)
    named = detected in KIND_NAMES
    return detected if detected and (named or _says_more(detected, stated, payload)) else stated


def _refuse(payload: Payload, stated: str | None, file_name: str) -> str | None:
    """Return why a file is not read that begins like no kind with a reader; None if it may be."""
    data = payload.data
    if data.startswith(OLD_OFFICE) and ENCRYPTED_OFFICE in data:
        return "encrypted; save it without a password"
    if data.startswith(ZIP) and (reason := refuse_package(data)):
        return reason
    if stated is None and (advice := match_suffix(UNSUPPORTED_SUFFIXES, file_name)):
        return f"this kind of file is not read; {advice}"
    if binary := identify_binary(data):
        return f"binary data ({binary}), not text"
    if stated in (None, "text", "feed") and (reason := refuse_text(data)):
        return reason
    return refuse_xml(data) if stated in (None, "text") else None


def _name_note(kind: str, file_name: str) -> tuple[str, ...]:
    """Return a note if the name of a file says another kind than its content."""
    stated = match_suffix(SUFFIXES, file_name)
    if stated in (None, kind) or kind not in KIND_NAMES:
        return ()
    if {stated, kind} <= _XML_KINDS or (stated, kind) == ("json", "notebook"):
        return ()
    return (f"read as {KIND_NAMES[kind]}, though its name says otherwise",)


def _says_more(detected: str, stated: str, payload: Payload) -> bool:
    """Return whether the beginning of a file says more about its kind than its name."""
    if stated == "json":  # fields are for records
        return detected == "chat" and not payload.fields
    return detected in _BY_CONTENT and stated in ("text", "mail", "mailbox")


def _kind_without_name(payload: Payload, file_name: str) -> str:
    """Return `text`; for standard input with fields, `json` or `csv` by its first character.

    Only tables and records have fields, and only standard input cannot be given a suffix.
    """
    if file_name or payload.url or not payload.fields:
        return "text"
    return "json" if payload.data.lstrip(_LEADING).startswith((b"{", b"[")) else "csv"


@cache
def library_of(kind: str) -> str:
    """Return the name and version of the package that reads files of a kind."""
    if kind not in PACKAGES:
        return f"multisumm {__version__}"
    from importlib.metadata import version

    return f"{PACKAGES[kind]} {version(PACKAGES[kind])}"


def match_suffix(table: dict[str, str], file_name: str) -> str | None:
    """Return the value of the longest suffix that a name ends with, before any `.gz`; else None."""
    name = file_name.lower().removesuffix(".gz")
    fitting = [suffix for suffix in table if name.endswith(suffix)]
    return table[max(fitting, key=len)] if fitting else None


_BEGINNINGS = (
    (rb"%PDF-\d", "pdf"),
    (rb"PAR1(?=[^\t\n\r -~\x80-\xff])", "parquet"),
    (rb"WARC/\d", "warc"),
    (rb"filedesc://", "warc"),
    (rb"\{\\rtf", "rtf"),
)
"""Regular expression for the first bytes of a kind."""


_BY_FIRST_LINES = (
    ("subtitles", begins_as_subtitles),
    ("mailbox", begins_as_mailbox),
    ("mhtml", lambda head: begins_as_mail(head) and begins_as_mhtml(head)),
    ("mail", begins_as_mail),
    ("chat", begins_as_chat),
)
"""Kinds with their tests, in the order in which these are asked."""


def detect_kind(data: bytes) -> str | None:
    """Return the kind that a file begins like, None if it may be any text.

    A file whose first line is a JSON object with the key `text` is a file of records.
    """
    head = data[:_HEAD_BYTES].lstrip(_LEADING)
    for beginning, kind in _BEGINNINGS:
        if re.match(beginning, head, re.DOTALL):
            return kind
    if head.startswith(ZIP):
        return detect_package(data)
    if head.startswith(b"<"):
        return detect_xml(data.lstrip(_LEADING))
    if head.startswith(b"{") and _NOTEBOOK.search(data):
        return "notebook"
    for kind, begins in _BY_FIRST_LINES:
        if begins(head):
            return kind
    line = data.lstrip(_LEADING).split(b"\n", 1)[0].rstrip()
    is_record = line.startswith(b"{") and line.endswith(b"}") and b'"text"' in line
    return "jsonl" if is_record else None
