"""Find lines that lost their line breaks: items of a list, stamps of time; and Thai clauses.

They begin where no closing mark stands, so the marks alone do not show them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from multisumm.characters import BULLETS, CLOSING_MARKS

# Patterns begin with a plain class of characters, which `re` finds quickly.
_LABEL_END = re.compile(r"[.)](?<=(?<![^\W\d_])[\da-z].)\)?\s+(?=[^\W\d_])(?P<next>\w)")
_LABEL = re.compile(rf"(?<!\S)(?P<opening>[{BULLETS}]?\s?\(?)(?P<label>\d{{1,2}}|[a-z])\Z")
_LABEL_ROOM = 6
_STAMP = re.compile(
    r"\d\d{0,3}(?:-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?"
    r"|/\d{1,2}/\d{2,4}\s\d{1,2}:\d\d(?::\d\d)?(?:\s[AP]M)?)\s+(?=[^\W\d_])(?P<next>\w+)"
)
_HALVES_OF_DAY = ("AM", "PM")
_CONTINUED = ",;:-–—(/&"
_CLAUSE_SCRIPTS = {
    "th": r"[\u0e01-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]",
    "lo": r"[\u0e81-\u0ec5\u0ec7-\u0ecd\u0edc-\u0edf]",
    "km": r"[\u1780-\u17d3]",
    "my": r"[\u1000-\u103f\u1050-\u108f]",
    "bo": r"[\u0f0b\u0f40-\u0fbc]",
}
_OWN_MARKS = {"km": "។៕", "my": "။", "bo": "།༎"}
_LEFT_OUT_SHAD = re.compile(r"(?<=ག) +(?=[\u0f40-\u0fbc])")
_THAT = ("ว่า", "และ", "หรือ", "คือ", "ที่", "ของ", "ວ່າ", "ແລະ", "ຫຼື", "ຄື", "ທີ່", "ຂອງ")
MIN_CLAUSE, MIN_PHRASE = 10, 8
"""Characters of a Thai or Lao clause, and of its first phrase; less may be half of a name."""


def begins_of_items(block: str, little_words: frozenset[str]) -> list[int]:
    """Return where the second and later items of a list begin that stands in one line.

    The labels of a list look alike and count up: `1. First 2. Second`, `(a) One. (b) Two.` The
    first one stands at the beginning or behind a mark, and each item opens with a capital. Labels
    in a sentence do not count: `for 1) cost, 2) time and 3) room`.

    Args:
        block: A block of text.
        little_words: The function words of its language; behind one, a sentence goes on.
    """
    begins: list[int] = []
    last: tuple[str, bool, str, int] | None = None
    for end in _LABEL_END.finditer(block):
        stop = end.start()
        if not end["next"].isupper():
            continue
        found = _LABEL.search(block, max(0, stop - _LABEL_ROOM), stop)
        if found is None or _goes_on(before := _text_before(block, found.start()), little_words):
            continue
        label = found["label"]
        value = int(label) if label.isdigit() else ord(label)
        style = (found["opening"].strip(), label.isdigit(), end[0][:-1].rstrip())
        if last == (*style, value - 1):
            begins.append(found.start())
        elif before and before[-1] not in CLOSING_MARKS:
            continue
        last = (*style, value)
    return begins


def begins_around_stamps(block: str, little_words: frozenset[str]) -> Iterator[int]:
    """Yield where a stamp of time begins and where it ends, if it stood in a line of its own.

    Then a capital follows it, and nothing in front leads up to it: `Storm over Ros 2024-08-30 The
    storm came` is three lines, `born on 2024-08-30 The Hague` is one.
    """
    if block.count("-") < 2 and block.count("/") < 2:
        return
    for found in _STAMP.finditer(block):
        start, following = found.start(), found["next"]
        if not following[0].isupper() or following in _HALVES_OF_DAY:
            continue
        before = _text_before(block, start)
        if block[start - 1 : start].strip() or _goes_on(before, little_words):
            continue
        if before:
            yield start
        yield found.start("next")


def _text_before(block: str, position: int) -> str:
    """Return the last words before a position, without the blanks at their end."""
    return block[max(0, position - 32) : position].rstrip()


def _goes_on(before: str, little_words: frozenset[str]) -> bool:
    """Return whether a sentence that breaks off here would go on: after a comma or `and`."""
    if not before:
        return False
    return before[-1] in _CONTINUED or before.split()[-1].lower() in little_words


def begins_of_clauses(block: str, language: str) -> list[int]:
    """Return where clauses of Thai or Lao begin: after a space between two letters.

    These languages put spaces between clauses and around numbers and foreign words. The same holds
    for Khmer, Burmese and Tibetan in a block without their closing marks. In Tibetan, a sentence
    that ends in ག has no mark, but only a space.

    A clause has more than `MIN_CLAUSE` characters and a first phrase of more than `MIN_PHRASE`. One
    that ends with `that`, `and` or `of` goes on, and a short `said that` stays with the one who
    said it.
    """
    letter = _CLAUSE_SCRIPTS.get(language)
    if letter is None:
        return []
    if any(mark in block for mark in _OWN_MARKS.get(language, "")):
        found = _LEFT_OUT_SHAD.finditer(block) if language == "bo" else ()
        return [gap.end() for gap in found]
    gaps = [
        found.end() for found in re.finditer(rf"(?<={letter})[ \u00a0\u200b]+(?={letter})", block)
    ]
    begins: list[int] = []
    last = 0
    for gap, after in pairwise((*gaps, len(block))):
        is_long = gap - last > MIN_CLAUSE and after - gap > MIN_PHRASE
        said = block[gap:after].rstrip() if after - gap <= 2 * MIN_PHRASE else ""
        if is_long and not said.endswith(_THAT) and not _text_before(block, gap).endswith(_THAT):
            begins.append(gap)
            last = gap
    return begins
