"""A sentence -> its words with their offsets, as comparisons count them."""

from __future__ import annotations

import re
from typing import NamedTuple

from multisumm.text.languages import has_spaces

_MARK = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff"
_HAN = "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_NUMBER = r"\d+(?:[.,:]\d+)*"
_SIGN = r"[%$€£¥°‰½¼¾⅓⅔]"
_LETTERS = rf"[^\W\d_{_HAN}](?:[^\W\d_{_HAN}]|[{_MARK}])*"
_WORD = re.compile(rf"{_NUMBER}|[{_HAN}]|{_LETTERS}|{_SIGN}")
_ENGLISH_WORD = re.compile(
    rf"{_NUMBER}|[{_HAN}]|n['’]t\b|[^\W\d_]+?(?=n['’]t\b)|{_LETTERS}|{_SIGN}", re.IGNORECASE
)
_DIGITS = {ord(c): str(d) for d in range(10) for c in (chr(0x660 + d), chr(0x6F0 + d), chr(0x966 + d), chr(0xFF10 + d))}  # fmt: skip


class Word(NamedTuple):
    """A word, a number or a sign of a sentence.

    Attributes:
        text: Casefolded, with plain digits and apostrophes.
        start: Offset of its first character in the sentence.
        end: Offset behind its last character.
    """

    text: str
    start: int
    end: int


def split_words(text: str, language: str) -> list[Word]:
    """Return the words of a text in order.

    Hyphens and apostrophes part words; English `n't` is a word of its own. In scripts without
    spaces every character is one.
    """
    pattern = _ENGLISH_WORD if language == "en" else _WORD
    return [
        Word(found[0].casefold().replace("’", "'").translate(_DIGITS), *found.span())
        for found in pattern.finditer(text)
    ]


def joins_characters(language: str) -> bool:
    """Return whether words of the language are characters, so that runs of them count."""
    return not has_spaces(language)
