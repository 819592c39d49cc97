"""Where a quote stands in a text: to the character, or white space and control characters aside.

A quote that begins or ends inside a word or a number of the text does not stand there: `27 died.`
is not a quote of `127 died.`
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
_WORD_PART = rf"(?:{_LETTER}|(?![{SPACELESS}])[{COMBINING_MARKS}])"
_INSIDE_WORD = re.compile(
    rf"(?<={_WORD_PART})(?={_WORD_PART})"
    rf"|(?<={_LETTER})(?=['’]{_LETTER})|(?<={_LETTER}['’])(?={_LETTER})"
    r"|(?<=\d)(?=[.,:٫٬]?\d)|(?<=\d[.,:٫٬])(?=\d)"
)

_BLANK = rf"(?:\s|{CONTROL_CHARACTERS.pattern})"
_GAP = re.compile(rf"\A{_BLANK}+|{_BLANK}+\Z|{_BLANK}{{2,}}|{CONTROL_CHARACTERS.pattern}")


@dataclass(frozen=True, slots=True)
class OneLine:
    """A text as `one_line` shows it, with what maps offsets in the line to offsets in the text.

    Attributes:
        text: The line.
        gaps: Offsets in the line before which characters of the text are left out, ascending.
        left_out: Number of characters left out up to each of these offsets.
    """

    text: str
    gaps: Sequence[int]
    left_out: Sequence[int]


def as_one_line(text: str) -> OneLine:
    """Return a text prepared for `find_in_line`; time and memory grow with its length."""
    gaps, left_out, total = [], [], 0
    for gap in _GAP.finditer(text):
        start, end = gap.span()
        is_space = start > 0 and end < len(text) and CONTROL_CHARACTERS.sub("", gap[0]) != ""
        total += end - start - is_space
        gaps.append(end - total)
        left_out.append(total)
    return OneLine(one_line(text), gaps, left_out)


def find_in_line(quote: str, source: OneLine) -> Iterator[Span]:
    """Yield the spans of the text that say the quote, white space and controls aside, ascending.

    Spans that cut a word or a number are left out.
    """
    wanted = one_line(quote)
    for start in find_quote(wanted, source.text) if wanted else ():
        yield span_in_text(source, (start, start + len(wanted)))


def span_in_text(source: OneLine, span: Span) -> Span:
    """Return the span of the text for a span of its line, which is not empty."""
    start, end = span
    return _offset_in_text(source, start), _offset_in_text(source, end - 1) + 1


def _offset_in_text(source: OneLine, offset: int) -> int:
    """Return the offset in the text of a character of the line."""
    number = bisect_right(source.gaps, offset)
    return offset + (source.left_out[number - 1] if number else 0)


def find_quote(quote: str, text: str) -> Iterator[int]:
    """Yield the offsets at which a quote stands and cuts no word and no number, ascending."""
    start = text.find(quote)
    while start >= 0:
        if not (is_inside_word(text, start) or is_inside_word(text, start + len(quote))):
            yield start
        start = text.find(quote, start + 1)


def is_inside_word(text: str, offset: int) -> bool:
    """Return whether a word or a number of the text goes on across an offset.

    Vowel signs and combining accents belong to words; so does an apostrophe between letters, and
    a point, comma or colon between digits. Scripts without spaces (Han, kana, Thai ...) have no
    words here: in them, only numbers in digits are cut.
    """
    return _INSIDE_WORD.match(text, offset) is not None


def widen_to_words(span: Span, text: str) -> Span:
    """Return the span with the rest of the words and numbers that it cuts."""
    start, end = span
    while is_inside_word(text, start):
        start -= 1
    while is_inside_word(text, end):
        end += 1
    return start, end
