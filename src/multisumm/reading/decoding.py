"""Bytes -> characters: which encoding, and what is not text at all."""

from __future__ import annotations

import codecs
import re

from multisumm.errors import InputError
from multisumm.messages import plural, printable

MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
"""A byte order mark, the codec of what follows, and its name for people."""

MAGIC = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"PAR1", "Parquet"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office"),
    (b"\x7fELF", "ELF"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
)
"""First bytes of files that are often among reports, and the name of their format."""

MAX_NULS = 0.01
MAX_CONTROLS = 0.05
"""From these shares of the characters on, NUL and other control characters mean binary data."""

MAX_DAMAGE = 0.1
"""Up to this share of the non-ASCII characters, broken UTF-8 is damaged UTF-8, not cp1252."""

_TYPED = b"\b\t\n\v\f\r\x1a\x1b"  # also back space, end of file and escape: terminal logs have them
_CONTROLS = bytes(code for code in (*range(1, 32), 127) if code not in _TYPED)
_UNUSED = b"\x81\x8d\x8f\x90\x9d"
_CP1252 = "".join(
    chr(code) if code in _UNUSED else bytes([code]).decode("cp1252") for code in range(256)
)
_TEXT_CODECS = re.compile(
    r"ascii|iso8859-\d+|cp\d+|koi8-[rut]|mac-|utf-(8|16|32)|gb|big5|euc|shift_jis|iso2022|hz|johab|tis|kz"
)
"""Python's names of the codecs that a document may declare; the others are no character sets."""

_ASCII_BYTES = ("utf-16", "utf-32", "iso2022", "hz")
"""Codecs whose bytes may all be ASCII, and so good UTF-8 with another meaning."""


def decode(data: bytes, name: str, *, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    r"""Return the text of a file and notes on what was decided, each to follow the file's name.

    UTF-8 with or without a mark and UTF-16 with one; anything else is cp1252, in which the five
    bytes without a meaning become the control characters of the same number, as browsers do it: a
    byte is a character, and none is lost. Where at least nine in ten of the non-ASCII characters
    are good UTF-8, the file is damaged UTF-8 (cut in the middle of a character, say), and
    what cannot be read becomes U+FFFD. The mark is no part of the text; line ends stay as they are.

    A declared encoding counts where the bytes are good in it, unless there is a mark, or non-ASCII
    characters that are good UTF-8: these are hardly ever anything else, whatever is declared.

    Args:
        data: The whole file.
        name: What to call it in errors.
        declared: The encoding that the document, or who sent it, says it has.

    Raises:
        InputError: It is binary: it begins like a known format, or has too many control characters.

    >>> decode(b"caf\xe9", "a.txt")
    ('café', ('read as cp1252',))
    """
    for magic, kind in MAGIC:
        if data.startswith(magic):
            raise InputError(f"{printable(name)}: binary data ({kind}), not text")
    text, notes = _characters(data, declared)
    nuls = _check_controls(text, name)
    return text, (*notes, f"{plural(nuls, 'NUL character')} in the text") if nuls else notes


def _characters(data: bytes, declared: str | None) -> tuple[str, tuple[str, ...]]:
    for mark, codec, encoding in MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], codec, encoding)
    codec, text = _declared(data, declared)
    utf8 = _utf8(data)
    if text is not None and (utf8 is None or codec.startswith(_ASCII_BYTES)):
        return text, ()
    text, notes = (utf8, ()) if utf8 is not None else _without_mark(data)
    used = "cp1252" if notes and notes[0].startswith("read as cp1252") else "utf-8"
    if codec in ("", used) or text.isascii():
        return text, notes
    return text, (*notes, f"the declared encoding {printable(str(declared))} is wrong")


def _declared(data: bytes, declared: str | None) -> tuple[str, str | None]:
    """Return the codec for a declared encoding, "" if there is none, and the text if it is good."""
    try:
        codec = codecs.lookup((declared or "").strip()).name
    except (LookupError, ValueError):
        return "", None
    if not _TEXT_CODECS.match(codec):
        return "", None
    # As browsers do it: these names stand for the larger sets of characters.
    codec = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030"}.get(codec, codec)
    try:
        return codec, data.decode(codec)
    except UnicodeError:
        return codec, None


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _marked(data: bytes, codec: str, encoding: str) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode(codec), () if encoding == "UTF-8" else (f"read as {encoding}",)
    except UnicodeDecodeError:
        return _damaged(data.decode(codec, "replace"), encoding)


def _without_mark(data: bytes) -> tuple[str, tuple[str, ...]]:
    text = data.decode("utf-8", "replace")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    if text.count("\ufffd") <= MAX_DAMAGE * foreign:
        return _damaged(text, "UTF-8")
    text, _ = codecs.charmap_decode(data, "strict", _CP1252)
    unused = len(data) - len(data.translate(None, _UNUSED))
    doubt = f"; {plural(unused, 'byte')} without a meaning in it" if unused else ""
    return text, (f"read as cp1252{doubt}",)


def _damaged(text: str, encoding: str) -> tuple[str, tuple[str, ...]]:
    places = plural(text.count("\ufffd"), "place")
    return text, (f"read as {encoding}; damaged in {places}, where U+FFFD stands",)


def _check_controls(text: str, name: str) -> int:
    """Return the number of NULs; raise InputError if the controls are not those of a text."""
    data = text.encode("utf-8")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    nuls = data.count(0)
    if text and (nuls >= MAX_NULS * len(text) or controls >= MAX_CONTROLS * len(text)):
        raise InputError(f"{printable(name)}: binary data, not text")
    return nuls
