"""A sentence -> its words with their offsets, as comparisons count them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple
from unicodedata import is_normalized, normalize

_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff"
_UNSPACED = "\u0e01-\u0eff\u0f40-\u0fbc\u1000-\u109f\u1780-\u17d3"  # Thai, Lao, Tibetan, ...
_UNSPACED_MARKS = (
    "\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ecd\u0f71-\u0f84\u0f90-\u0fbc"
    "\u102b-\u103e\u17b6-\u17d3"
)
_WIDE = "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_FRACTIONS = "½¼¾⅓⅔"
_APART = _WIDE + _UNSPACED + _FRACTIONS
_LETTERS = rf"[^\W\d_{_APART}]+(?:[{_MARKS}]+[^\W\d_{_APART}]*)*"
_SYLLABLE = rf"(?![๐-๙໐-໙])[{_UNSPACED}][{_UNSPACED_MARKS}]*"
_SIGN = f"[%٪$€£¥₽₹₩₺₪₴₫₱﷼°‰{_FRACTIONS}]"
_NUMBER = r"\d+(?:[.,:]\d+)*|\.(?<![\w.].)\d+"
_WORD = re.compile(rf"{_LETTERS}|{_NUMBER}|[{_WIDE}]|{_SYLLABLE}|{_SIGN}")
_ASCII_WORD = re.compile(rf"[A-Za-z]+|{_NUMBER}|[%$]")
_BARE_POINT = re.compile(r"\.(?<![\w.].)\d")
_APOSTROPHES = dict.fromkeys(map(ord, "ʼ`´＇"), "'")
_DIGITS = {ord(character): str(value) for first in (0x660, 0x6F0, 0x966, 0xFF10)
           for value, character in enumerate(map(chr, range(first, first + 10)))}  # fmt: skip


class Word(NamedTuple):
    """A word, a number or a sign of a sentence.

    Attributes:
        text: Casefolded and in NFC, with plain digits and apostrophes.
        start: Offset of its first character in the sentence.
        end: Offset behind its last character.
    """

    text: str
    start: int
    end: int


_word: Callable[[tuple[str, int, int]], Word] = partial(tuple.__new__, Word)
"""Makes a word: as `Word._make`, which is slower and checks the length."""


def split_words(text: str, language: str) -> list[Word]:
    """Return the words of a text in order.

    Hyphens and apostrophes part words; English `n't` is a word of its own. Han characters and kana
    are words each, for there are no spaces to tell them apart; so are letters with their marks in
    Thai, Lao, Khmer, Burmese and Tibetan.

    >>> [word.text for word in split_words("It didn’t cost $1,500.", "en")]
    ['it', 'did', "n't", 'cost', '$', '1,500']
    """
    if not text.isascii() or "`" in text:
        text = text.translate(_APOSTROPHES)
    pattern = _ASCII_WORD if text.isascii() else _WORD
    plain = _plain(text)
    if len(plain) == len(text) and is_normalized("NFC", text):  # each character is where it was
        found = [(it[0], it.start(), it.end()) for it in pattern.finditer(plain)]
    else:
        found = [(_plain(it[0]), it.start(), it.end()) for it in pattern.finditer(text)]
    if _BARE_POINT.search(text):
        found = [(f"0{word}" if word[0] == "." else word, i, j) for word, i, j in found]
    words = list(map(_word, found))
    if language == "en" and ("'t" in text or "’t" in text or "'T" in text or "’T" in text):
        return list(_with_denials(words, text))
    return words


def _plain(text: str) -> str:
    """A text casefolded and in NFC, with plain digits."""
    if text.isascii():
        return text.lower()
    return normalize("NFC", text).casefold().translate(_DIGITS)


def _with_denials(words: Sequence[Word], text: str) -> Iterator[Word]:
    """The words, with `did` and `n't` for `didn` and `t`."""
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else None
        if following and following.text == "t" and _are_one(word, following, text):
            if word.end - word.start > 1:
                yield Word(word.text[:-1], word.start, word.end - 1)
            yield Word("n't", word.end - 1, following.end)
        elif word.text != "t" or not i or not _are_one(words[i - 1], word, text):
            yield word


def _are_one(word: Word, following: Word, text: str) -> bool:
    return word.text.endswith("n") and text[word.end : following.start] in ("'", "’")
