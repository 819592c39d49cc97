"""Bytes -> characters: which encoding a file has, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from typing import NamedTuple

from multisumm.errors import InputError, OptionError
from multisumm.messages import must_be, plural, printable
from multisumm.reading.detection import (
    Guess,
    guess_escaped,
    guess_legacy,
    guess_wide,
    is_foreign,
)
from multisumm.reading.signatures import identify_binary

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),  # it begins like the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
"""A byte order mark, the codec of the bytes behind it, and the name of the encoding in notes."""

MAX_NULS = 0.01
MAX_CONTROLS = 0.05
"""Data is binary from these shares of NUL and of other control characters on."""

MAX_DAMAGE = 0.1
"""Share of broken non-ASCII characters up to which a text is damaged UTF-8, not cp1252."""

_TYPED = b"\b\t\n\v\f\r\x1a\x1b"  # back space, end of file and escape: terminal logs have them
_CONTROLS = bytes(code for code in (*range(1, 32), 127) if code not in _TYPED)
_UNUSED = b"\x81\x8d\x8f\x90\x9d"
_CP1252 = "".join(
    chr(code) if code in _UNUSED else bytes([code]).decode("cp1252") for code in range(256)
)
_TEXT_CODECS = re.compile(
    r"ascii|iso8859-\d+|cp\d+|koi8-[rut]|mac-|utf-(8|16|32)|gb|big5|euc|shift_jis|iso2022|hz|johab|tis|kz"
)
"""Python's names of the codecs that a document may declare; the others are not character sets."""

_ASCII_BYTES = ("utf-16", "utf-32", "iso2022", "hz")
"""Codecs whose bytes may all be ASCII: valid UTF-8, but with another meaning."""


NOT_RECOGNISED = "the encoding of this text is not recognised; name it by option `encoding`"
"""Why bytes of another script than Latin are not read."""


class Decoded(NamedTuple):
    """The text of a file, and how it was decoded.

    Attributes:
        text: The characters.
        encoding: Python's name of the codec.
        notes: What was decided or is damaged, a line each, without the name of the file.
        damage: Number of places with bytes that are not valid, where U+FFFD stands.
    """

    text: str
    encoding: str
    notes: tuple[str, ...] = ()
    damage: int = 0


def decode(data: bytes, name: str, *, declared: str | None = None) -> Decoded:
    r"""Return the text of a file, its encoding, and notes on what was decided.

    The encoding is UTF-8 with or without a byte order mark, or UTF-16 or UTF-32 with one. Anything
    else is guessed, with a note (see `detection.py`). A few bytes beyond ASCII that belong to no
    other encoding are cp1252, in which the five bytes without a meaning become the control
    characters of the same number, as in browsers: each byte is one character, and none is lost. A
    file is damaged UTF-8 (for example cut inside a character) if at least nine in ten of its
    non-ASCII characters are valid UTF-8; U+FFFD stands for the others. The mark is not part of the
    text. Line ends stay as they are.

    A declared encoding counts if the bytes are valid in it. It does not count if there is a mark,
    or if there are non-ASCII characters and all are valid UTF-8: such bytes are hardly ever
    anything else.

    Args:
        data: The whole file.
        name: Its name in errors.
        declared: The encoding according to the document or its sender.

    Raises:
        InputError: The data is binary: it begins like a known binary format, or has too many
            control characters. Or most of its letters are of an encoding that is not recognised.

    >>> decode(b"caf\xe9", "a.txt").text, decode(b"caf\xe9", "a.txt").notes
    ('café', ('read as cp1252',))
    """
    if binary := identify_binary(data):
        raise InputError(f"binary data ({binary}), not text", source=printable(name))
    decoded = _decode_any(data, declared)
    if decoded is None:
        _check_controls(data.decode("latin-1"), name)
        raise InputError(NOT_RECOGNISED, source=printable(name))
    nuls = _check_controls(decoded.text, name)
    if nuls:
        note = f"{plural(nuls, 'NUL character')} in the text"
        return decoded._replace(notes=(*decoded.notes, note))
    return decoded


def check_encoding(encoding: object) -> str | None:
    """Return Python's name of an encoding that a user names; None for None.

    Raises:
        OptionError: It is not the name of an encoding of text.
    """
    if encoding is None:
        return None
    if isinstance(encoding, str):
        with suppress(LookupError, ValueError):
            codec = codecs.lookup(encoding.strip()).name
            if _TEXT_CODECS.match(codec):
                return codec
    wanted = "the name of an encoding, like utf-8, cp1251 or gb18030"
    raise OptionError(must_be("encoding", wanted, encoding))


def decode_as(data: bytes, name: str, encoding: str) -> str:
    """Return the text of bytes in an encoding that the user names, without a byte order mark.

    Raises:
        InputError: The bytes are not valid in it.
    """
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeError as error:
        at = f" at byte {error.start:,}" if isinstance(error, UnicodeDecodeError) else ""
        problem = f"the bytes are not valid {printable(encoding)}{at}"
        reason = f"{problem}; leave out option `encoding`, or name another"
        raise InputError(reason, source=printable(name)) from None


def _decode_any(data: bytes, declared: str | None) -> Decoded | None:
    """Return the text by mark, declaration, UTF-8 or guess, in this order; None if all fail."""
    for mark, codec, title in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], codec, title)
    codec, text = _decode_declared(data, declared)
    utf8 = _decode_utf8(data)
    if text is not None and (utf8 is None or codec.startswith(_ASCII_BYTES)):
        return Decoded(text, codec)
    decoded = _guess(data, utf8)
    if decoded is None or codec in ("", decoded.encoding) or decoded.text.isascii():
        return decoded
    note = f"the declared encoding {printable(str(declared))} is wrong"
    return decoded._replace(notes=(*decoded.notes, note))


def _decode_declared(data: bytes, declared: str | None) -> tuple[str, str | None]:
    """Return the codec of a declared encoding ("" if none), and the text if it is valid in it."""
    try:
        codec = codecs.lookup((declared or "").strip()).name
    except (LookupError, ValueError):
        return "", None
    if not _TEXT_CODECS.match(codec):
        return "", None
    # As in browsers: these names stand for the larger sets of characters.
    codec = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030"}.get(codec, codec)
    try:
        return codec, data.decode(codec)
    except UnicodeError:
        return codec, None


def _decode_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _decode_marked(data: bytes, codec: str, title: str) -> Decoded:
    """Return the text behind a byte order mark."""
    try:
        notes = () if title == "UTF-8" else (f"read as {title}",)
        return Decoded(data.decode(codec), codec, notes)
    except UnicodeDecodeError:
        return _damaged(data.decode(codec, "replace"), codec, title)


def _guess(data: bytes, utf8: str | None) -> Decoded | None:
    """Return the text of bytes without a mark; None if their encoding is not recognised.

    Bytes that are valid UTF-8 are UTF-8, unless they are ASCII that stands for something else.
    """
    if utf8 is not None:
        guess = guess_wide(data) or guess_escaped(data)
        return _guessed(guess) if guess else Decoded(utf8, "utf-8")
    text = data.decode("utf-8", "replace")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    if text.count("\ufffd") <= MAX_DAMAGE * foreign:
        return _damaged(text, "utf-8", "UTF-8")
    if guess := guess_wide(data) or guess_legacy(data):
        return _guessed(guess)
    if is_foreign(data):
        return None
    text, _ = codecs.charmap_decode(data, "strict", _CP1252)
    unused = len(data) - len(data.translate(None, _UNUSED))
    doubt = f"; {plural(unused, 'byte')} without a meaning in it" if unused else ""
    return Decoded(text, "cp1252", (f"read as cp1252{doubt}",))


def _guessed(guess: Guess) -> Decoded:
    """Return a guess with its note."""
    if guess.damage:
        return _damaged(guess.text, guess.encoding, guess.encoding)
    return Decoded(guess.text, guess.encoding, (f"read as {guess.encoding}",))


def _damaged(text: str, codec: str, title: str) -> Decoded:
    damage = text.count("\ufffd")
    note = f"read as {title}; damaged in {plural(damage, 'place')}, where U+FFFD stands"
    return Decoded(text, codec, (note,), damage)


def _check_controls(text: str, name: str) -> int:
    """Return the number of NULs; raise InputError if there are too many controls for a text."""
    data = text.encode("utf-8")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    nuls = data.count(0)
    if text and (nuls >= MAX_NULS * len(text) or controls >= MAX_CONTROLS * len(text)):
        raise InputError("binary data, not text", source=printable(name))
    return nuls
