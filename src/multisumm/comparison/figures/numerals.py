"""The value of a number in a sentence: 12,000, 3.5, ½, 3/4, 4.2 million, two hundred and five.

Values are fractions of bounded length, so that no token is too long or too strange to be compared.
What is no plain number (`LH447`, `1.2.3`, an account number) is left to the words.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from multisumm.comparison.line import Line

MAX_DIGITS = 15
"""Longer numbers are identifiers: accounts, telephone numbers, keys."""

FRACTIONS = frozenset("½¼¾⅓⅔")
RANGE_DASHES = ("-", "–", "—")
"""Marks between the ends of a range."""

_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+|[1-9]\d?(?:,\d\d)+,\d{3}")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_PARTS = frozenset((2, 3, 4, 5, 6, 8))
"""Denominators of fractions that are written with a stroke; others are dates and names: 9/11."""

Value = tuple[Fraction, int]
"""A value, and the index behind its last word."""


def read_value(line: Line, i: int) -> Value | None:
    """Return the value that begins at a word, with its scales; None if there is none."""
    word = line.word(i)
    if word[0].isdecimal():
        started = None if _is_in_a_name(line, i) else _stroke(line, i) or read_figure(line, i)
    elif word in FRACTIONS:
        started = (_sign(word), i + 1)
    else:
        started = _number_in_words(line, i)
    if started is None:
        return None
    value, last = _with_part(line, *started)
    if line.word(last) in line.small.articles and line.tag(last + 1, "scales"):  # half a million
        last += 1
    return times_scales(line, value, last)


def times_scales(line: Line, value: Fraction, last: int) -> Value:
    """Return a value times the one or two scales behind it: 4.2 million, 12k, 3万."""
    for _ in range(2):
        scale = line.tag(last, "scales")
        if scale is None or _is_a_unit(line, last):
            break
        value, last = value * Fraction(scale.entry), last + scale.length
    return value, last


def _is_a_unit(line: Line, i: int) -> bool:
    """Whether the letter behind a number is a unit: 200 m, 700m; but £700m, 700m euros."""
    if line.word(i) not in ("m", "k", "t"):
        return False
    if line.gap(i):
        return True
    money = line.tag(i - 2, "units") or line.tag(i + 1, "units")
    return line.word(i) != "k" and not money


def _is_in_a_name(line: Line, i: int) -> bool:
    """Whether digits are part of a name or a mark: LH447, 1e9, 9news, [12]."""
    led, follows = line.gap(i), line.gap(i + 1)
    if led == follows == " ":
        return False
    end = line.words[i].end
    if led.endswith("[") and line.text[end : end + 1] in ("]", ","):
        return True
    before, behind = line.word(i - 1), line.word(i + 1)
    joined = before and not led and before[-1].isalpha() and before < "\u3000"
    if joined and not line.tag(i - 1, "units"):
        return True
    if "/" in (led, follows):  # 12/24, 747/2
        return not _stroke(line, i) and (before + behind).isdecimal()
    if follows or not behind.isalpha() or behind > "\u3000":
        return False
    known = line.tag(i + 1, "units", "scales", "age") or behind in line.small.ordinal_ends
    return not known or (line.word(i + 2)[:1].isdecimal() and not line.gap(i + 2))


def _stroke(line: Line, i: int) -> Value | None:
    """A fraction with a stroke: 3/4."""
    if line.gap(i + 1) != "/" or line.gap(i) == "/" or line.gap(i + 2).startswith("/"):
        return None
    parts = line.word(i), line.word(i + 1)
    if not all(part.isdecimal() and len(part) == 1 for part in parts):
        return None
    above, below = map(int, parts)
    return (Fraction(above, below), i + 2) if 0 < above < below and below in _PARTS else None


def read_figure(line: Line, i: int) -> Value | None:
    """Return a number in figures without its scale: 12,000, 3.5, 20 000; None if it is none."""
    word = line.word(i)
    if len(word) > MAX_DIGITS:
        return None
    if not word.isdecimal():
        if _GROUPED.fullmatch(word):
            return Fraction(re.sub(r"\D", "", word)), i + 1
        return (Fraction(word.replace(",", ".")), i + 1) if _PLAIN.fullmatch(word) else None
    value, last = int(word), i + 1
    if len(word) <= 3:
        while _is_three_digits(line.word(last)) and line.gap(last) in ("\xa0", "\u202f", " "):
            value, last = 1000 * value + int(line.word(last)), last + 1
            if last - i > MAX_DIGITS // 3:
                return None
    return Fraction(value), last


def _is_three_digits(word: str) -> bool:
    return len(word) == 3 and word.isdecimal()


def _with_part(line: Line, value: Fraction, last: int) -> Value:
    """A value with what is behind it: and a half, ½, 1/2."""
    half = line.tag(last, "and_half")
    if half:
        return value + Fraction(1, 2), last + half.length
    joined = last + (line.word(last) in line.small.conjunctions)
    if line.word(joined) in FRACTIONS:
        return value + _sign(line.word(joined)), joined + 1
    part = _stroke(line, joined) if not line.gap(joined).strip() else None
    return (value + part[0], part[1]) if part and value >= 1 else (value, last)


def _sign(fraction: str) -> Fraction:
    return Fraction(unicodedata.numeric(fraction)).limit_denominator(12)


def _number_in_words(line: Line, i: int) -> Value | None:
    """A number in words: seven, thirty-four, two hundred and five, a dozen, two thousand six."""
    if not line.tag(i, "number_words", "scales"):
        return None
    total, last, room = Fraction(0), i, None
    while True:
        section = _section(line, last + (last > i and line.word(last) in line.small.conjunctions))
        if section is None:
            break
        value, end = times_scales(line, *section)
        if room is not None and value >= room:
            break
        total, last, room = total + value, end, value / section[0]
        if room <= 1:
            break
    return (total, last) if last > i else None


def _section(line: Line, i: int) -> Value | None:
    """The part of a number in words below a thousand; in Chinese, below ten thousand."""
    section, number, last, room = Fraction(0), _implied_one(line, i), i, Fraction(1000)
    while True:
        joined = last + (last > i and line.word(last) in line.small.conjunctions)
        step, end = _number_word(line, joined, first=last == i)
        hundred = line.tag(last, "scales")
        if number is not None and step == 10 and number < 10:  # 五十
            section, number, last, room = section + 10 * number, None, end, Fraction(10)
        elif step is not None and _fits(number, step, room if section else None):
            number, last = (number or 0) + step, end
        elif (
            number is not None
            and hundred
            and Fraction(hundred.entry) < _LARGEST[_is_wide(line, last)]
        ):
            room = Fraction(hundred.entry)
            section, number, last = section + number * room, None, last + hundred.length
        else:
            break
    value = section + (number or 0)
    return (value, last) if value and (last > i or number == 1) else None


_LARGEST = {False: 1000, True: 10_000}
"""Scales below are part of a section; those from it on multiply the section."""


def _is_wide(line: Line, i: int) -> bool:
    return line.word(i) > "\u3000"


def _implied_one(line: Line, i: int) -> Fraction | None:
    """One, where a number begins with its scale: a hundred, one million, 百万."""
    scale = line.tag(i, "scales")
    alone = line.word(i - 1) in ones(line) or not line.word(i).isascii()
    known = scale is not None and len(line.word(i)) >= 3 - (not line.word(i).isascii())
    return Fraction(1) if known and alone and not line.tag(i, "number_words") else None


def _number_word(line: Line, i: int, *, first: bool) -> tuple[Fraction | None, int]:
    """The value of a word for a number, and where it ends; `one` counts behind tens only."""
    tag = line.tag(i, "number_words")
    if tag:
        return Fraction(tag.entry), i + tag.length
    return (None, i) if first or line.word(i) not in line.small.one else (Fraction(1), i + 1)


def _fits(number: Fraction | None, step: Fraction, room: Fraction | None) -> bool:
    """Whether a word can continue a number: twenty-one, doscientos cinco, two hundred and six."""
    if number is None:
        return room is None or 1 <= step < room
    units = number % 10 == 0 and number % 100 >= 10 and step < 10
    tens = number >= 100 and number % 100 == 0 and step < 100
    return step >= 1 and (units or tens)


def small_number(text: str) -> int | None:
    """Return a number of up to four digits; None if the text is none."""
    return int(text) if text.isdecimal() and len(text) <= 4 else None


def ones(line: Line) -> frozenset[str]:
    """Return the words that may mean one, articles included."""
    return line.small.articles | line.small.one
