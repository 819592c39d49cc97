"""A sentence -> its words with their offsets, as comparisons count them."""

from __future__ import annotations

import re
from typing import NamedTuple

_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff"
_WIDE = "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_PARTS = rf"\d+(?:[.,:]\d+)*|[{_WIDE}]|{{word}}|[%٪$€£¥₽₹₩₺₪₴₫₱﷼°‰½¼¾⅓⅔]"
_LETTERS = rf"[^\W\d_{_WIDE}](?:[^\W\d_{_WIDE}]|[{_MARKS}])*"
_WORD = re.compile(_PARTS.format(word=_LETTERS))
_ENGLISH = re.compile(_PARTS.format(word=rf"n['’]t\b|[^\W\d_]+?(?=n['’]t\b)|{_LETTERS}"), re.I)
_DIGITS = {ord(character): str(value) for first in (0x660, 0x6F0, 0x966, 0xFF10)
           for value, character in enumerate(map(chr, range(first, first + 10)))}  # fmt: skip


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

    Hyphens and apostrophes part words; English `n't` is a word of its own. Han characters and kana
    are words each, for there are no spaces to tell them apart.

    >>> [word.text for word in split_words("It didn’t cost $1,500.", "en")]
    ['it', 'did', "n't", 'cost', '$', '1,500']
    """
    words = (_ENGLISH if language == "en" else _WORD).finditer(text)
    if text.isascii():
        return [Word(found[0].casefold(), *found.span()) for found in words]
    return [
        Word(found[0].casefold().replace("’", "'").translate(_DIGITS), *found.span())
        for found in words
    ]
