"""A sentence while it is read: its words, and what the phrases that begin at each are listed as."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from multisumm.comparison.lexicon import Tag
from multisumm.comparison.small_words import SmallWords
from multisumm.comparison.words import Word

BREAK = re.compile(r"[,;:()–—\"“”„«»、，；。「」]")
"""Marks between two words that part clauses."""


class Line(NamedTuple):
    """A sentence while it is read.

    Attributes:
        words: Its words.
        tags: What the phrases that begin at each word are listed as.
        listed: List -> the words at which its phrases begin, and their tags, in order.
        text: The sentence.
        function: The function words of its language.
        small: Those of them that are known by what they do.
        language: Its ISO 639-1 code.
    """

    words: Sequence[Word]
    tags: Sequence[Sequence[Tag]]
    listed: Mapping[str, Sequence[tuple[int, Tag]]]
    text: str
    function: Collection[str]
    small: SmallWords
    language: str

    def word(self, i: int) -> str:
        """Return a word, or "" outside the sentence."""
        return self.words[i].text if 0 <= i < len(self.words) else ""

    def tag(self, i: int, *lists: str) -> Tag | None:
        """Return the longest phrase of these lists that begins at a word."""
        if 0 <= i < len(self.words):
            for tag in self.tags[i]:
                if tag.list in lists:
                    return tag
        return None

    def places(self, lists: Collection[str]) -> set[int]:
        """Return the words at which phrases of these lists begin."""
        return {i for name in self.listed.keys() & lists for i, _ in self.listed[name]}

    def gap(self, i: int) -> str:
        """Return the characters between a word and the one before it; a blank outside."""
        if not 0 < i < len(self.words):
            return " "
        return self.text[self.words[i - 1].end : self.words[i].start]

    def is_capital(self, i: int) -> bool:
        """Return whether a word begins with a capital letter."""
        return self.text[self.words[i].start].isupper()
