"""What files begin like: binary formats, packages of XML, kinds of XML, and kinds of text."""

from __future__ import annotations

import re
import struct
from codecs import BOM_UTF8, getincrementaldecoder
from collections.abc import Collection, Sequence
from contextlib import suppress
from io import BytesIO
from zipfile import BadZipFile, ZipFile

ZIP = b"PK\x03\x04"
"""First bytes of a zip file, and of every package of Office, OpenDocument or EPUB."""

ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
"""Name of the part that an encrypted Word, Excel or PowerPoint file has in an old Office file."""

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of an Office file from before 2007, and of an encrypted one of any year."""

BINARY_SIGNATURES: Sequence[tuple[bytes, str]] = (
    (rb"%PDF-\d", "PDF"),
    (re.escape(ZIP), "zip"),
    (rb"\x1f\x8b", "gzip"),
    (re.escape(OLD_OFFICE), "old Office"),
    (rb"PAR1", "Parquet"),
    # Pictures
    (rb"\x89PNG\r\n", "PNG"),
    (rb"\xff\xd8\xff", "JPEG"),
    (rb"GIF8[79]a", "GIF"),
    (rb"BM.{4}\x00\x00\x00\x00.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\x00\x00\x00", "BMP"),
    (rb"II[\x2a\x2b]\x00|MM\x00[\x2a\x2b]", "TIFF"),
    (rb"RIFF.{4}WEBP", "WebP"),
    (rb"\x00\x00[\x01\x02]\x00[^\x00]\x00", "ICO"),
    (rb"8BPS\x00", "Photoshop"),
    (rb"\x00\x00\x00\x0cjP  |\xff\x4f\xff\x51", "JPEG 2000"),
    (rb"\x00.{3}ftyp(?:heic|heix|hevc|mif1|msf1|avif|avis)", "HEIF"),
    (rb"\x00\x00\x00\x0cJXL |\xff\x0a", "JPEG XL"),
    (rb"P[1-3]\s(?:\s*#[^\n]*\n)*\s*\d+\s+\d+\s[\d\s]{1,99}+(?=[\d\s]|\Z)", "plain PNM"),
    (rb"P[4-6]\s(?:\s*#[^\n]*\n)*\s*\d+\s+\d+\s", "PNM"),
    (rb"P7\nWIDTH ", "PNM"),
    (rb"AT&TFORM", "DjVu"),
    (rb"gimp xcf", "GIMP"),
    (rb"\x76\x2f\x31\x01", "OpenEXR"),
    (rb"#\?(?:RADIANCE|RGBE)\n", "Radiance"),
    (rb"\xd7\xcd\xc6\x9a", "WMF"),
    (rb"\x01\x00\x00\x00.{36} EMF", "EMF"),
    (rb".{128}DICM", "DICOM"),
    (rb"SIMPLE  = ", "FITS"),
    (rb"/\* XPM \*/", "XPM"),
    (rb"%!PS-|\xc5\xd0\xd3\xc6", "PostScript"),
    # Sound and video
    (rb"ID3[\x02-\x04]|\xff[\xfb\xf3\xf2][\x10-\xef]", "MP3"),
    (rb"RIFF.{4}(?:WAVE|AVI )", "RIFF"),
    (rb"FORM.{4}AIF[FC]", "AIFF"),
    (rb"OggS\x00", "Ogg"),
    (rb"fLaC\x00", "FLAC"),
    (rb"MThd\x00\x00\x00\x06", "MIDI"),
    (rb"#!AMR", "AMR"),
    (rb"\x00.{3}(?:ftyp|moov|mdat)", "MP4"),
    (rb"\x1a\x45\xdf\xa3", "Matroska"),
    (rb"FLV\x01", "FLV"),
    (rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "Windows Media"),
    (rb"\x00\x00\x01[\xba\xb3]", "MPEG"),
    # Archives and programs
    (rb"7z\xbc\xaf\x27\x1c", "7z"),
    (rb"\xfd7zXZ\x00", "xz"),
    (rb"BZh[1-9]\x31\x41\x59\x26\x53\x59", "bzip2"),
    (rb"\x28\xb5\x2f\xfd", "Zstandard"),
    (rb"\x04\x22\x4d\x18", "LZ4"),
    (rb"Rar!\x1a\x07", "RAR"),
    (rb"PK(?:\x05\x06|\x07\x08)", "zip"),
    (rb".{257}ustar(?:\x00|  \x00)", "tar"),
    (rb"MSCF\x00\x00\x00\x00", "CAB"),
    (rb"!<arch>\n", "ar"),
    (rb"\x7fELF", "ELF"),
    (rb"MZ.{58}..\x00\x00", "Windows program"),
    (rb"\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe|\xfe\xed\xfa[\xce\xcf]", "program"),
    (rb"\x00asm", "WebAssembly"),
    # Data and fonts
    (rb"SQLite format 3\x00", "SQLite"),
    (rb"\x89HDF\r\n", "HDF5"),
    (rb"CDF[\x01\x02\x05]", "NetCDF"),
    (rb"\x93NUMPY", "NumPy"),
    (rb"ARROW1\x00\x00", "Arrow"),
    (rb"Obj\x01", "Avro"),
    (rb"ORC[\x08\x0a]", "ORC"),
    (rb"\x80[\x02-\x05](?:\x95|[\x5d\x7d\x63(])", "pickle"),
    (rb"bplist00", "property list"),
    (rb"wOF[F2]|OTTO\x00|\x00\x01\x00\x00\x00|ttcf\x00", "font"),
    (rb"\x00\x01\x00\x00Standard (?:Jet|ACE) DB", "Access"),
    (rb"!BDN", "Outlook data"),
    (rb"TPZ3|.{60}BOOKMOBI", "Kindle book"),
)
"""Regular expression for the first bytes of a binary format, and the name of the format.

Where these bytes can all be typed, they are those of the format only if what follows is no text.
"""

TYPED_FORMATS = frozenset(("PDF", "plain PNM", "XPM", "PostScript"))
"""The formats whose files may be text, but not for readers."""

PACKAGE_PARTS = {
    "word/document.xml": "docx",
    "ppt/presentation.xml": "pptx",
    "META-INF/container.xml": "epub",
    "META-INF/manifest.xml": "odt",
}
"""Part that every package of a kind has -> the kind."""

MAX_PACKED_FILES = 100_000
"""Limit for the files in a zip file."""

_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
REFUSED_PACKAGES = {
    f"{_OPEN_DOCUMENT}spreadsheet": ("an OpenDocument spreadsheet", "save it as .csv"),
    f"{_OPEN_DOCUMENT}presentation": ("an OpenDocument presentation", "save it as PDF"),
    f"{_OPEN_DOCUMENT}graphics": ("an OpenDocument drawing", "save it as PDF"),
    "xl/workbook.xml": ("an Excel file", "save it as .csv"),
    "xl/workbook.bin": ("an Excel file", "save it as .csv"),
    "Index/Document.iwa": ("a file of Pages, Numbers or Keynote", "save it as PDF"),
    "FixedDocSeq.fdseq": ("an XPS file", "save it as PDF"),
}
"""Media type or part of a package -> what it is, and what to do with it."""

REFUSED_TEXTS: Sequence[tuple[bytes, str, str]] = (
    (rb"BEGIN:VCALENDAR\b", "a calendar", "save its text as .txt"),
    (rb"BEGIN:VCARD\b", "a file of addresses", "save its text as .txt"),
    (
        rb"(?:%[^\n]*\n|\s)*\\(?:documentclass|documentstyle|begin\{|input |magnification|def\\"
        rb"|NeedsTeXFormat|RequirePackage|usepackage|newcommand|chapter\*?\{|section\*?\{)",
        "a TeX file",
        "make a PDF of it",
    ),
    (rb"%!PS", "a PostScript file", "make a PDF of it"),
    (rb"\[Script Info\]", "a file of styled subtitles", "save it as .srt"),
    (rb"-----BEGIN (?!PGP SIGNED)[A-Z0-9 ]+-----", "a key or encrypted message", "decrypt it"),
)
"""Regular expression for the beginning of a text that is not read, what it is, and what to do."""

REFUSED_ROOTS = {
    "opml": ("an OPML outline", "save its text as .txt"),
    "svg": ("an SVG picture", "it is for a browser"),
    "tt": ("a file of TTML subtitles", "save it as .srt or .vtt"),
}
"""First element of XML that is not read -> what the file is, and what to do with it."""

_DIRECTORY_ENTRY = b"PK\x01\x02"
_NAME_OFFSET = 30  # of the name of the first part, behind which its bytes follow
_MEDIA_TYPE = b"mimetype"
_HEAD_BYTES = 1 << 16
_LEADING = BOM_UTF8 + b" \t\r\n"
_TYPED = bytes(code for code in range(128) if chr(code).isprintable() or chr(code).isspace())
_CONTROL = re.compile(r"[\0-\x08\x0e-\x19\x1c-\x1f\x7f]")
_BINARY = re.compile(
    b"|".join(b"(%s)" % re.sub(rb"\((?!\?)", b"(?:", pattern) for pattern, _ in BINARY_SIGNATURES),
    re.DOTALL,
)
_PROLOG = re.compile(
    rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*)*", re.DOTALL
)
_ELEMENT = re.compile(rb"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)([^>]*)")
_HTML_TYPE = re.compile(rb"<!doctype\s+html", re.IGNORECASE)
_KINDS_BY_ROOT = {
    **dict.fromkeys(("rss", "feed", "rdf"), "feed"),
    "html": "html",
    "pmc-articleset": "jats",
}
_ARTICLE = re.compile(rb"\b(?:article-type|dtd-version)\s*=")
_ARTICLE_TYPE = re.compile(rb"<!DOCTYPE\s+article[^>]*\b(?:JATS|NLM|Journal)\b", re.IGNORECASE)


def identify_binary(data: bytes) -> str | None:
    r"""Return the name of the binary format that data begins like, None if it may be text.

    >>> identify_binary(b"\x89PNG\r\n\x1a\n"), identify_binary(b"BM is a town.")
    ('PNG', None)
    """
    match = _BINARY.match(data)
    if match is None or match.lastindex is None:
        return None
    name = BINARY_SIGNATURES[match.lastindex - 1][1]
    if name in TYPED_FORMATS or match[0].translate(None, _TYPED):
        return name
    return None if _begins_as_text(data[:_HEAD_BYTES]) else name


def _begins_as_text(head: bytes) -> bool:
    """Return whether data is UTF-8 without control characters, up to a character that is cut."""
    with suppress(UnicodeDecodeError):
        return not _CONTROL.search(getincrementaldecoder("utf-8")().decode(head))
    return False


def detect_package(data: bytes) -> str | None:
    """Return the kind of a zip file by the names of its parts, None for any other zip file."""
    if data.startswith(_MEDIA_TYPE + b"application/epub+zip", _NAME_OFFSET):
        return "epub"
    if refuse_package(data):
        return None
    names = _part_names(data)
    return next((kind for part, kind in PACKAGE_PARTS.items() if part in names), None)


def refuse_package(data: bytes) -> str | None:
    """Return why a zip file is not read, with advice; None for any other zip file."""
    names = _part_names(data)
    for mark, (name, advice) in REFUSED_PACKAGES.items():
        if mark in names or data.startswith(_MEDIA_TYPE + mark.encode(), _NAME_OFFSET):
            return f"{name}, which is not read; {advice}"
    return None


def count_files(data: bytes) -> int:
    """Return the number of files in a zip file, at most that of its entries and of those within."""
    return data.count(_DIRECTORY_ENTRY)


def _part_names(data: bytes) -> Collection[str]:
    """Return the names of the parts of a zip file; of a damaged one, those of PACKAGE_PARTS in it.

    A name stands in a zip file as it is, but a part may also be a zip file, with names of its own.
    """
    if count_files(data) <= MAX_PACKED_FILES:
        with suppress(BadZipFile, ValueError, NotImplementedError, struct.error, EOFError, OSError):
            return ZipFile(BytesIO(data)).NameToInfo
    return [part for part in PACKAGE_PARTS if part.encode() in data]


def detect_xml(data: bytes) -> str | None:
    """Return the kind of XML or HTML by its first element, None if it may be any text.

    An article is one of a journal (JATS), not of DocBook or HTML.
    """
    head = data[:_HEAD_BYTES]
    if _HTML_TYPE.match(head):
        return "html"
    root = _xml_root(head)
    if root is None:
        return None
    name, attributes, start = root
    if name.lower() == "article":
        is_typed = _ARTICLE.search(attributes) or _ARTICLE_TYPE.search(head, 0, start)
        return "jats" if is_typed or b"<front>" in head else None
    if name == "document" and b":opendocument:" in attributes:
        return "odt"
    return _KINDS_BY_ROOT.get(name.lower())


def refuse_text(data: bytes) -> str | None:
    """Return why a known kind of text is not read, None for any other data."""
    head = data[:_HEAD_BYTES].lstrip(_LEADING)
    for pattern, name, advice in REFUSED_TEXTS:
        if re.match(pattern, head):
            return f"{name}, which is not read; {advice}"
    root = _xml_root(head)
    if root and root[0].lower() in REFUSED_ROOTS:
        name, advice = REFUSED_ROOTS[root[0].lower()]
        return f"{name}, which is not read; {advice}"
    return None


def refuse_xml(data: bytes) -> str | None:
    """Return why XML of an unknown kind is not read, None for data that is not declared as XML."""
    head = data[:_HEAD_BYTES].lstrip(_LEADING)
    root = _xml_root(head) if head.startswith((b"<?xml", b"<!DOCTYPE")) else None
    return (
        f"XML of a kind that is not read (<{root[0]}>); save it as HTML or text" if root else None
    )


def _xml_root(head: bytes) -> tuple[str, bytes, int] | None:
    """Return local name, attributes and offset of the first element, if data begins like XML."""
    begin = _PROLOG.match(head.removeprefix(BOM_UTF8))
    element = _ELEMENT.match(head.removeprefix(BOM_UTF8), begin.end() if begin else 0)
    return (element[2].decode(), element[3], element.start()) if element else None
