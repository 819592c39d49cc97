"""Where a quote stands in a text: to the character, or white space and control characters aside.

What begins or ends within a word or a number does not stand there: `27 died.` is no quote of
`127 died.`
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from multisumm.characters import COMBINING_MARKS, SPACELESS
from multisumm.escaping import CONTROL_CHARACTERS, one_line
from multisumm.model import Span

_LETTER = rf"[^\W_{SPACELESS}]"  # or a digit
_PART = rf"(?:{_LETTER}|(?![{SPACELESS}])[{COMBINING_MARKS}])"
_WITHIN_WORD = re.compile(
    rf"(?<={_PART})(?={_PART})|(?<={_LETTER})(?=['’]{_LETTER})|(?<={_LETTER}['’])(?={_LETTER})"
    r"|(?<=\d)(?=[.,:٫٬]?\d)|(?<=\d[.,:٫٬])(?=\d)"
)

_ASIDE = rf"(?:\s|{CONTROL_CHARACTERS.pattern})"
_LEFT_OUT = re.compile(rf"\A{_ASIDE}+|{_ASIDE}+\Z|{_ASIDE}{{2,}}|{CONTROL_CHARACTERS.pattern}")


@dataclass(frozen=True, slots=True)
class OneLine:
    """A text as `line` shows it, and what it takes to find a place of the line in the text.

    Attributes:
        text: The line.
        places: Offsets in the line before which characters of the text were left out, ascending.
        left_out: How many were left out up to each of them.
    """

    text: str
    places: Sequence[int]
    left_out: Sequence[int]


def as_one_line(text: str) -> OneLine:
    """Return a text prepared for `find_shown`, in time and memory in step with its length."""
    places, left_out, total = [], [], 0
    for gap in _LEFT_OUT.finditer(text):
        start, end = gap.span()
        is_space = start > 0 and end < len(text) and CONTROL_CHARACTERS.sub("", gap[0]) != ""
        total += end - start - is_space
        places.append(end - total)
        left_out.append(total)
    return OneLine(one_line(text), places, left_out)


def find_shown(quote: str, source: OneLine) -> Span | None:
    """The first span of a text that says this, white space and control characters aside.

    None if there is none, or if all of them cut a word or a number.
    """
    wanted = one_line(quote)
    start = next(places_of_quote(wanted, source.text), None) if wanted else None
    if start is None:
        return None
    return _in_text(source, start), _in_text(source, start + len(wanted) - 1) + 1


def _in_text(source: OneLine, place: int) -> int:
    """Offset in the line of a character that is shown -> its offset in the text."""
    number = bisect_right(source.places, place)
    return place + (source.left_out[number - 1] if number else 0)


def places_of_quote(quote: str, text: str) -> Iterator[int]:
    """Yield the offsets at which these characters stand and cut no word and no number, in order."""
    start = text.find(quote)
    while start >= 0:
        if not (is_within_word(text, start) or is_within_word(text, start + len(quote))):
            yield start
        start = text.find(quote, start + 1)


def is_within_word(text: str, place: int) -> bool:
    """Whether a word or a number of the text has begun before an offset and goes on behind it.

    Vowel signs and accents of their own belong to words; so do an apostrophe between letters and
    a point, comma or colon between digits. Han, kana, Thai ... have no words here: of them, only
    numbers in digits are cut.
    """
    return _WITHIN_WORD.match(text, place) is not None


def with_whole_words(span: Span, text: str) -> Span:
    """The span, with the rest of the words and numbers that it cuts."""
    start, end = span
    while is_within_word(text, start):
        start -= 1
    while is_within_word(text, end):
        end += 1
    return start, end
