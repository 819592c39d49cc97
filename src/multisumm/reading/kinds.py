"""Which kind of file it is, by its name and by how it begins, and the reader of each kind."""

from __future__ import annotations

import re

from multisumm.errors import InputError
from multisumm.messages import printable
from multisumm.reading.content import ClusterReader, Content, Payload, Reader, only_cluster
from multisumm.reading.file_bytes import inflate
from multisumm.reading.formats.docx import read_docx
from multisumm.reading.formats.feeds import read_feed
from multisumm.reading.formats.html import read_html
from multisumm.reading.formats.jsonl import read_json, read_jsonl
from multisumm.reading.formats.mail import read_mail
from multisumm.reading.formats.multinews import read_multinews
from multisumm.reading.formats.pdf import read_pdf
from multisumm.reading.formats.plain import read_text
from multisumm.reading.formats.tables import read_csv, read_parquet, read_tsv
from multisumm.reading.formats.warc import CUT_OFF, read_warc

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
    "text": read_text,
    "html": read_html,
    "pdf": read_pdf,
    "docx": read_docx,
    "mail": read_mail,
    "feed": read_feed,
    "warc": read_warc,
    **{kind: only_cluster(read) for kind, read in CLUSTER_READERS.items()},
}
"""Kind of file -> reader of its documents."""

SUFFIXES = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown"), "text"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".xml", ".rss", ".atom"), "feed"),
    ".pdf": "pdf",
    ".docx": "docx",
    ".json": "json",
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    ".csv": "csv",
    **dict.fromkeys((".tsv", ".tab"), "tsv"),
    ".parquet": "parquet",
    ".eml": "mail",
    **dict.fromkeys((".warc", ".wet"), "warc"),
    **dict.fromkeys((".src", ".src.cleaned"), "multi-news"),
}
"""End of a name -> kind; of several that fit, the longest counts, in whatever case.

A file with none of these is text, unless it begins like another kind.
"""

REFUSED = {
    **dict.fromkeys((".doc", ".odt", ".rtf"), "save it as .docx or PDF"),
    **dict.fromkeys((".ppt", ".pptx", ".odp", ".epub"), "save it as PDF"),
    **dict.fromkeys((".xls", ".xlsx", ".ods"), "save it as .csv"),
    **dict.fromkeys((".msg", ".mbox"), "save each mail as .eml"),
    **dict.fromkeys((".css", ".js", ".svg"), "it is for a browser"),
}
"""End of a name -> why a file is not read that would be text with markup among the words."""

MEDIA_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/json": "json",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "message/rfc822": "mail",
    **dict.fromkeys(
        ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml"), "feed"
    ),
}
"""Media type of what was fetched -> kind; what has another, like `text/plain`, goes by its name."""

TITLES = {
    "html": "a web page",
    "feed": "a feed",
    "pdf": "a PDF",
    "docx": "a Word file",
    "parquet": "a Parquet file",
    "warc": "a web archive",
}
"""Kind -> what to call a file that begins like it, for each kind that is known by that."""

_HEAD = 4096
_XML_ROOT = re.compile(rb"<(rss|feed|rdf:rdf|html)[\s>]|<!doctype\s+(html)", re.IGNORECASE)


def read_payload(payload: Payload, file_name: str, *, media_type: str | None = None) -> Content:
    """Return what a file holds, read as its kind, after it is decompressed if it is gzip.

    Args:
        payload: The bytes.
        file_name: Its name decides the kind, if it has a suffix that is known. Standard input has
            none; if fields are given, it is JSON, JSONL or a table.
        media_type: What it is according to who sent it; decides before the name.

    Raises:
        InputError: It cannot be read, or begins like another kind than its name says.
    """
    payload, whole = decompressed(payload)
    kind = kind_of(payload, file_name, media_type)
    if not whole and kind != "warc":
        raise InputError(f"{printable(payload.name)}: the compressed data is cut off")
    content = READERS[kind](payload)
    notes = () if whole else (f"the compressed data is {CUT_OFF}",)
    return content._replace(notes=tuple(dict.fromkeys((*content.notes, *notes))))


def decompressed(payload: Payload) -> tuple[Payload, bool]:
    """Return the payload, without gzip around it if there is, and whether all of it is there."""
    if not payload.data.startswith(b"\x1f\x8b"):
        return payload, True
    data, whole = inflate(payload.data, payload.name, max_bytes=payload.max_bytes)
    return payload._replace(data=data), whole


def kind_of(payload: Payload, file_name: str, media_type: str | None = None) -> str:
    """Return the kind of a file, as `read_payload`, from its decompressed bytes.

    Raises:
        InputError: It is of a kind that is not read, or begins like another than it should be.
    """
    begins = beginning(payload.data)
    said = MEDIA_TYPES.get(media_type or "") or by_name(SUFFIXES, file_name)
    if said is None and begins is None and (advice := by_name(REFUSED, file_name)):
        raise InputError(f"{printable(payload.name)}: this kind of file is not read; {advice}")
    if said is None or begins is None or {said, begins} == {"html", "feed"}:
        return begins or said or _unnamed_kind(payload, file_name)
    if media_type is not None and begins in TITLES:
        return begins  # servers are often wrong, and nobody can rename what they send
    if said != begins and begins in TITLES:
        what = f"{TITLES[begins]}, though its name says otherwise"
        raise InputError(f"{printable(payload.name)}: this is {what}; rename it")
    return said


def _unnamed_kind(payload: Payload, file_name: str) -> str:
    """Return the kind of a file that nothing tells of: text, but standard input with `fields`.

    Only tables and records have fields, and only standard input cannot be given a suffix.
    """
    if file_name or payload.url or not payload.fields:
        return "text"
    is_json = payload.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))
    return "json" if is_json else "csv"


def by_name(kinds: dict[str, str], file_name: str) -> str | None:
    """Return what a table has for the longest suffix that fits, None if none does."""
    name = file_name.lower().removesuffix(".gz")
    fitting = [suffix for suffix in kinds if name.endswith(suffix)]
    return kinds[max(fitting, key=len)] if fitting else None


def beginning(data: bytes) -> str | None:
    """Return the kind that a file begins like, None if it may be any text.

    A first line that is a JSON object with `"text"` is a file of records.
    """
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04") and b"word/document.xml" in data:
        return "docx"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"<?xml") or _XML_ROOT.match(head):
        root = _XML_ROOT.search(head)
        return (
            None if root is None else "feed" if root[1] and root[1].lower() != b"html" else "html"
        )
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0].rstrip()
    is_record = first.startswith(b"{") and first.endswith(b"}") and b'"text"' in first
    return "jsonl" if is_record else None
