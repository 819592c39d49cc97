"""Text -> tokens: those of the original, those of rouge-score, and words of any script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

Tokenizer = Callable[[str], str]
"""A text -> its tokens, in order, with white space between them; its lines are kept."""

_KEPT = b"abcdefghijklmnopqrstuvwxyz0123456789\n"
_ASCII_TABLE = bytes(
    lower if (lower := (byte + 32 if 65 <= byte <= 90 else byte)) in _KEPT else 32
    for byte in range(256)
)

_UNSPACED_RANGES = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x3007),  # ideographic iteration mark, closing mark, zero
    (0x3041, 0x312F),  # Hiragana, Katakana, Bopomofo
    (0x31A0, 0x31BF),  # Bopomofo, extended
    (0x31F0, 0x31FF),  # Katakana, phonetic extensions
    (0x3400, 0x4DBF),  # Han, extension A
    (0x4E00, 0x9FFF),  # Han
    (0xF900, 0xFAFF),  # Han, compatibility
    (0x20000, 0x3FFFF),  # Han, the supplementary planes
)
_COMMON_MARKS = "\u0300-\u036f\u3099\u309a\ufe00-\ufe0f"
_ZERO_WIDTH_SPACE = "\u200b"


def unicode_tokens(line: str) -> list[str]:
    """Return the words of any script, marks kept, compatibility forms and case folded.

    A word is a run of letters, marks and numbers (general categories L, M, N); invisible format
    characters are dropped. In scripts without spaces every character is a token, with its marks and
    vowel signs, because words cannot be found without a dictionary.
    """
    return _unicode_words(line).split()


def _ascii_words(text: str) -> str:
    """Return the runs of [a-z0-9] after lowering A-Z alone, as ROUGE-1.5.5 finds them (rule 3.1).

    `café` gives `caf`, `U.S.` gives `u`, `s`; a text without Latin letters or digits gives nothing.
    """
    return text.encode("ascii", "replace").translate(_ASCII_TABLE).decode("ascii")


def _lowered_ascii_words(text: str) -> str:
    """Return the runs of [a-z0-9] after Unicode lowering, as rouge-score finds them.

    A letter outside ASCII may lower into it, like the Kelvin sign.
    """
    return _ascii_words(text.lower())


def _unicode_words(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    text = unicodedata.normalize("NFC", text)
    table = {ord(character): _replacement(character) for character in set(text)}
    return _unspaced_pattern().sub(r" \g<0> ", text.translate(table))


TOKENIZERS: dict[str, Tokenizer] = {
    "ascii": _ascii_words,
    "lower-ascii": _lowered_ascii_words,
    "unicode": _unicode_words,
}


@lru_cache(maxsize=1 << 14)
def _replacement(character: str) -> str:
    if character == "\n":
        return character
    category = unicodedata.category(character)
    if category[0] in "LMN":
        return character
    return "" if category == "Cf" and character != _ZERO_WIDTH_SPACE else " "


@lru_cache(maxsize=1)
def _unspaced_pattern() -> re.Pattern[str]:
    """Match one character of a script without spaces, with the marks that follow it."""
    blocks = "".join(f"{chr(low)}-{chr(high)}" for low, high in _UNSPACED_RANGES)
    marks = "".join(
        chr(code)
        for low, high in _UNSPACED_RANGES[:3]
        for code in range(low, high + 1)
        if unicodedata.category(chr(code))[0] == "M"
    )
    return re.compile(f"[{blocks}][{_COMMON_MARKS}{marks}]*")
