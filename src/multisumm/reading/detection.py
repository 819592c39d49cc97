"""Guess the encoding of bytes that neither a mark nor a declaration names.

The guesses are those of chardet, which counts pairs of bytes. They are checked here: a text in one
script and without stray signs is taken, anything else is not.
"""

from __future__ import annotations

import codecs
import re
import string
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

SAMPLE_BYTES = 200_000
"""Bytes that chardet examines: of lines with characters beyond ASCII."""

SAMPLE_CHARACTERS = 20_000
"""Characters of a decoded text that are checked."""

FOREIGN_SHARE, MIN_FOREIGN = 0.3, 6
"""From this share of the letters and this number on, bytes beyond ASCII are another script."""

FEW_FOREIGN = 4
"""With fewer bytes beyond ASCII, a text that reads well as cp1252 is cp1252."""

MAX_STRAY = 0.1
"""Share of the characters beyond ASCII that may be stray signs, or letters of another script."""

MAX_BROKEN = 0.01
"""Share of the characters beyond ASCII that may be broken."""

MIN_NULS = 0.05
"""Share of the units of UTF-16 that have a NUL, in a text with blanks."""

PIECES, MIN_PIECE = 8, 40
"""Pieces that a damaged sample is cut into, and bytes of the shortest."""

# Encodings of Latin letters with marks; in such a text most letters are ASCII.
_LATIN = (
    *("windows-1252", "windows-1250", "iso8859-2", "windows-1254", "windows-1257", "windows-1258"),
    *("iso8859-16", "mac-roman", "cp850", "cp852", "cp437"),
)
_SCRIPTS = (
    "windows-1252",
    *("windows-1251", "koi8-r", "koi8-u", "cp866", "iso8859-5"),
    *("windows-1253", "iso8859-7", "cp737", "windows-1255", "windows-1256", "cp874"),
    *("cp932", "euc-jp", "gb18030", "big5", "big5hkscs", "cp949", "johab"),
    *("windows-1250", "windows-1254", "windows-1258"),
)
_ESCAPED = ("ascii", "iso2022-jp-2", "iso2022-kr", "hz-gb-2312")
_ESCAPE = re.compile(rb"\x1b\$[@AB()]|~\{[!-w]")
_UTF7 = re.compile(rb"\+[A-Za-z0-9/]{3}")
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_DAMAGE = re.compile("[\ufffd\x80-\x9f]")
_BEYOND_ASCII = bytes(range(128, 256))
_ASCII_LETTERS = string.ascii_letters.encode()
_CJK_MARKS = frozenset("，。、")
_MARKS = frozenset("‘’‚“”„†‡•…‰‹›«»–—¡¿€£¥¢§©®™°±·´×÷½¼¾²³¹ªº№，。、：；！？「」『』（）《》")
# Scripts that are written together; the first word of a character's name is its script.
_TOGETHER = dict.fromkeys(
    ("HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "FULLWIDTH", "IDEOGRAPHIC", "KATAKANA-HIRAGANA"),
    "CJK",
)


class Guess(NamedTuple):
    """A text, Python's name of the encoding, and the number of broken characters in it."""

    text: str
    encoding: str
    damage: int = 0


def guess_wide(data: bytes) -> Guess | None:
    """Return bytes as UTF-16 or UTF-32 without a mark; None if that gives no text.

    Its ASCII characters, at least blanks and line ends, have NULs at one place of each unit. Those
    of Chinese may be few; there a comma or full stop has to be among the characters.
    """
    head = data[:SAMPLE_BYTES]
    readings = []
    for codec in _WIDE if 0 in head else ():
        width = 4 if "32" in codec else 2
        nuls = head[width - 1 if codec.endswith("le") else 0 :: width].count(0)
        try:
            text = data[: len(data) - len(data) % width].decode(codec)
        except UnicodeDecodeError:
            continue
        damage = min(1, len(data) % width)
        text += "\ufffd" * damage
        enough = nuls >= MIN_NULS * len(head) / width or not _CJK_MARKS.isdisjoint(text)
        if len(text) > damage and nuls and enough and "\0" not in text and is_plausible(text):
            readings.append((nuls, Guess(text, codec, damage)))
    return max(readings, key=lambda reading: reading[0])[1] if readings else None


def guess_escaped(data: bytes) -> Guess | None:
    """Return ASCII bytes as ISO-2022, HZ or UTF-7 if their escapes give a text; None otherwise."""
    if not data.isascii():
        return None
    if _ESCAPE.search(data):
        guess = _detect(data[:SAMPLE_BYTES], data, _ESCAPED)
        if guess and not guess.text.isascii() and not guess.damage and is_plausible(guess.text):
            return guess
    return _guess_utf7(data) if _UTF7.search(data) else None


def _guess_utf7(data: bytes) -> Guess | None:
    """Return bytes as UTF-7 if that gives Latin letters with marks and nothing else: `K+APw-ste`.

    In a text that is not UTF-7, three characters behind a plus hardly ever stand for one.
    """
    try:
        text = data.decode("utf-7")
    except UnicodeDecodeError:
        return None
    beyond = [sign for sign in text if sign > "\x7f"]
    is_latin = all(sign in _MARKS or (sign.isalpha() and sign < "\u0250") for sign in beyond)
    return Guess(text, "utf-7") if beyond and is_latin else None


def guess_legacy(data: bytes) -> Guess | None:
    """Return bytes beyond ASCII in an encoding of one script or of Latin letters; None if neither.

    None also for a few bytes that read as words in cp1252, the default for them.
    """
    sample = _lines_beyond_ascii(data)
    if is_foreign(data):
        guess = _detect(sample, data, _SCRIPTS)
        return guess if guess and is_plausible(guess.text) else None
    beyond = len(sample) - len(sample.translate(None, _BEYOND_ASCII))
    is_western = _reads_as_words(sample.decode("cp1252", "replace"))
    if is_western and beyond < FEW_FOREIGN:
        return None
    guess = _detect(sample, data, _LATIN)
    if guess is None or not _reads_as_words(guess.text):
        return None
    is_windows = guess.encoding.startswith(("cp12", "iso"))
    return guess if is_windows or not is_western else None


def is_foreign(data: bytes) -> bool:
    """Return whether so many bytes are beyond ASCII that most letters are of another script."""
    beyond = len(data) - len(data.translate(None, _BEYOND_ASCII))
    letters = len(data) - len(data.translate(None, _BEYOND_ASCII + _ASCII_LETTERS))
    return beyond >= MIN_FOREIGN and beyond > FOREIGN_SHARE * letters


def is_plausible(text: str) -> bool:
    """Return whether a text has words of one script beyond ASCII, and hardly any stray signs."""
    sample = text[:SAMPLE_CHARACTERS]
    if any(sign < " " and sign not in "\t\n\r\x0c\x1a" for sign in sample):
        return False
    beyond = [sign for sign in sample if sign > "\x7f" and sign not in _MARKS]
    scripts = Counter(filter(None, map(_script, beyond)))
    of_script = scripts.most_common(1)[0][1] if scripts else 0
    strays = max(MAX_STRAY * len(beyond), MAX_BROKEN * len(sample))
    return len(beyond) - of_script <= strays and _has_few_humps(sample)


def _script(sign: str) -> str | None:
    """Return the script of a letter or mark, by its name; None for other signs."""
    if unicodedata.category(sign)[0] not in "LMN" and not sign.isspace():
        name = unicodedata.name(sign, "")
        return "CJK" if name.startswith(("IDEOGRAPHIC", "FULLWIDTH", "KATAKANA")) else None
    script = unicodedata.name(sign, "?").split()[0]
    return _TOGETHER.get(script, script)


def _has_few_humps(text: str) -> bool:
    """Return whether capitals hardly ever stand behind small letters, as in a wrong encoding."""
    pairs = [(a, b) for a, b in pairwise(text) if max(a, b) > "\x7f"]
    words = [(a, b) for a, b in pairs if a.isalpha() and b.isalpha()]
    humps = sum(a.islower() and b.isupper() for a, b in words)
    return humps <= MAX_STRAY * len(words)


def _reads_as_words(text: str) -> bool:
    """Return whether the signs beyond ASCII in a Latin text are letters of words, or marks."""
    sample = f"   {text[:SAMPLE_CHARACTERS]}  "
    beyond = strays = 0
    for i in range(3, len(sample) - 2):
        if (sign := sample[i]) > "\x7f":
            beyond += 1
            strays += not _fits_word(sample[i - 3 : i], sign, sample[i + 1 : i + 3])
    return strays <= MAX_STRAY * beyond


def _fits_word(before: str, sign: str, after: str) -> bool:
    """Return whether a sign can stand there: a letter, `m²`, `it’s`, but not `burz¹` and `cafÈ`."""
    if sign in "¹²³±¼½¾ªº":
        return not before.isalpha()
    if sign in _MARKS or sign in "\xa0\xad":
        return sign in "’·–—\xa0\xad" or not (before[-1].isalpha() and after[0].isalpha())
    if unicodedata.category(sign)[0] not in "LM":
        return False
    return not sign.isupper() or not (before[-1].islower() or _is_capitalised(after))


def _is_capitalised(after: str) -> bool:
    return after[0].isupper() and after[1].islower()


def _detect(sample: bytes, data: bytes, encodings: tuple[str, ...]) -> Guess | None:
    """Return the data in the encoding that chardet finds in the sample, one of these.

    One broken byte can hide the right encoding. So if the data does not come out whole, pieces of
    the sample vote.
    """
    guess = _decode_guess(data, _ask_chardet(sample, encodings))
    if guess is None or guess.damage:
        size = max(MIN_PIECE, len(sample) // PIECES // 2 * 2)
        pieces = [sample[start : start + size] for start in range(0, len(sample), size)]
        votes = Counter(_ask_chardet(piece, encodings) for piece in pieces)
        guess = _decode_guess(data, votes.most_common(1)[0][0]) if votes else None
    return guess


def _ask_chardet(sample: bytes, encodings: tuple[str, ...]) -> str:
    """Return Python's name of the most probable encoding; of the first one, if none fits."""
    import chardet

    found = chardet.detect(
        sample,
        max_bytes=SAMPLE_BYTES,
        include_encodings=encodings,
        no_match_encoding=encodings[0],
        empty_input_encoding=encodings[0],
    )
    return codecs.lookup(found["encoding"] or encodings[0]).name


def _decode_guess(data: bytes, codec: str) -> Guess | None:
    """Return the data in an encoding; None if too many of its characters are broken."""
    text = data.decode(codec, "replace")
    damage = len(_DAMAGE.findall(text))
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return Guess(text, codec, damage) if damage <= MAX_BROKEN * beyond else None


def _lines_beyond_ascii(data: bytes) -> bytes:
    """Return the first lines with bytes beyond ASCII, since the others tell nothing."""
    lines: list[bytes] = []
    size = 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line[:SAMPLE_BYTES])
            size += len(line)
            if size >= SAMPLE_BYTES:
                break
    return b"".join(lines)[:SAMPLE_BYTES]
