"""Numbers, dates and times of a sentence, by value: what they count, in which unit, how exactly.

Values are fractions of bounded length, so that no token is too long or too strange to be compared.
What is no plain number (`LH447`, `1.2.3`, an account number) is left to the words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from multisumm.comparison.lexicon import Tag
from multisumm.comparison.words import Word

MAX_DIGITS = 15
"""Longer numbers are identifiers: accounts, telephone numbers, keys."""

ORDINAL, AGE, SCORE = "ordinal", "age", "score"
"""Units beside those of the lexicon."""

Unit = int | str | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a sentence.

    Attributes:
        first: Index of its first word.
        last: Index behind its last word, its unit included.
        value: Its value.
        comparator: `=`, `~` (about), `>`, `<`, `>=` or `<=`.
        unit: Index of its unit in the lexicon, `ORDINAL`, `AGE`, `SCORE`, or None.
        role: `from` or `to` where it is one end of a change, else "".
        other: Second number of a score or a range, else None.
    """

    first: int
    last: int
    value: Fraction
    comparator: str = "="
    unit: Unit = None
    role: str = ""
    other: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or a time of day.

    Attributes:
        first: Index of its first word.
        last: Index behind its last word.
        parts: What is known of it: `year`, `month`, `day`, `weekday` (Monday 0), `clock` (minutes),
            or `part 3`, a phrase like "last year" by its index in the lexicon.
    """

    first: int
    last: int
    parts: tuple[tuple[str, int], ...]


class Line(NamedTuple):
    """A sentence while its figures are read.

    Attributes:
        words: Its words.
        tags: What the phrases that begin at each word are listed as.
        text: The sentence.
        function: The function words of its language.
    """

    words: Sequence[Word]
    tags: Sequence[Sequence[Tag]]
    text: str
    function: Collection[str]

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

    def gap(self, i: int) -> str:
        """Return the characters between a word and the one before it; a blank outside."""
        if not 0 < i < len(self.words):
            return " "
        return self.text[self.words[i - 1].end : self.words[i].start]

    def is_capital(self, i: int) -> bool:
        """Return whether a word begins with a capital letter."""
        return self.text[self.words[i].start].isupper()


def find_figures(line: Line) -> tuple[list[Quantity], list[Moment], set[int]]:
    """Return the quantities and moments of a sentence, and the indices of the words they take."""
    quantities: list[Quantity] = []
    moments: list[Moment] = []
    used: set[int] = set()
    i = 0
    while i < len(line.words):
        first = line.words[i].text[0]
        if not (
            first.isdecimal()
            or first in _FRACTIONS
            or any(tag.list in _READ for tag in line.tags[i])
        ):
            i += 1
            continue
        moment = _moment(line, i)
        quantity = None if moment else _quantity(line, i)
        if moment:
            moments.append(moment)
            used.update(range(i, moment.last))
            i = moment.last
        elif quantity:
            quantities.append(quantity)
            used.update(range(quantity.first, quantity.last))
            i = max(quantity.last, i + 1)
        else:
            i += 1
    return quantities, moments, used


_FRACTIONS = "½¼¾⅓⅔"
_READ = frozenset(("months", "weekdays", "times", "day_parts", "number_words", "scales"))
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)")
_DOTTED_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ORDINAL_ENDS = frozenset(("st", "nd", "rd", "th", "er", "e", "ème", "º", "ª"))
_OF = frozenset(("of", "de", "del", "di", "d"))
_FROM = frozenset("from von vom du da dal от с со z ze od από من 从 自".split())  # noqa: SIM905
_TO = frozenset("to auf à au a para до na σε στο στα إلى 到 至 al".split())  # noqa: SIM905
_ARTICLES = frozenset(("a", "an", "un", "une", "ein", "eine", "uma", "um", "una"))
_AND = frozenset(("and", "und", "y", "e", "et", "и", "και"))
_OR = frozenset(("or", "oder", "ou", "o", "или", "nebo"))
_YEARS = range(1000, 2101)


# --- dates and times ------------------------------------------------------------------------------


def _moment(line: Line, i: int) -> Moment | None:
    """The date or time that begins at a word."""
    for read in (_numeric_date, _date, _clock, _weekday, _year, _day_part):
        found = read(line, i)
        if found:
            parts, last = found
            return Moment(i, last, tuple(sorted(parts.items())))
    return None


Found = tuple[dict[str, int], int] | None


def _numeric_date(line: Line, i: int) -> Found:
    """2021-05-04, 4.5.2021."""
    dotted = _DOTTED_DATE.fullmatch(line.word(i))
    if dotted and int(dotted[2]) <= 12 and int(dotted[1]) <= 31:
        return {"day": int(dotted[1]), "month": int(dotted[2]), "year": int(dotted[3])}, i + 1
    year, month, day = (_small(line.word(k)) or 0 for k in (i, i + 1, i + 2))
    if not day or (line.gap(i + 1), line.gap(i + 2)) not in (("-", "-"), ("/", "/")):
        return None
    if year in _YEARS and 0 < month <= 12 and day <= 31:
        return {"year": year, "month": month, "day": day}, i + 3
    return None


def _date(line: Line, i: int) -> Found:
    """4 May 2021, May 4, 5月4日."""
    number, month, k = _small(line.word(i)) or 0, _month(line, i), i + 1
    if 0 < number <= 31:
        while line.word(k) in _ORDINAL_ENDS or line.word(k) in _OF:
            k += 1
        named = _month(line, k)
        if named:
            return _with_year(line, {"day": number, "month": named}, k + 1)
        if number <= 12 and line.word(i + 1) == "月":
            month, k = number, i + 2
    if not month:
        return None
    parts = {"month": month}
    day = _small(line.word(k)) or 0
    if 0 < day <= 31:
        parts["day"], k = day, k + 1
        while line.word(k) in _ORDINAL_ENDS or line.word(k) in ("日", "号"):
            k += 1
    return _with_year(line, parts, k)


def _with_year(line: Line, parts: dict[str, int], k: int) -> Found:
    after = k + (line.word(k) in _OF)
    year = _small(line.word(after))
    if year is not None and year in _YEARS and len(line.word(after)) == 4:
        return {**parts, "year": year}, after + 1
    return parts, k


def _month(line: Line, i: int) -> int | None:
    """The number of the month that a word names; `may` and `march` only with a capital."""
    tag = line.tag(i, "months")
    if tag is None or (line.word(i) in ("may", "march", "mar") and not line.is_capital(i)):
        return None
    return int(tag.entry) + 1


def _clock(line: Line, i: int) -> Found:
    """15:00, 3 p.m., three in the afternoon, noon."""
    times = line.tag(i, "times")
    if times:
        hours, minutes = str(times.entry).split(":")
        return {"clock": 60 * int(hours) + int(minutes)}, i + times.length
    half = line.tag(i + 1, "pm", "am")
    digits = _CLOCK.fullmatch(line.word(i))
    if digits and (":" in line.word(i) or half):
        hour, minute = int(digits[1]), int(digits[2])
    elif half:
        spelt = line.tag(i, "number_words")
        number = _small(str(spelt.entry)) if spelt else _small(line.word(i))
        if not number or number > 12:
            return None
        hour, minute = number, 0
    else:
        return None
    last = i + 1
    if half:
        hour = hour % 12 + 12 * (half.list == "pm")
        last += half.length
    return {"clock": 60 * hour + minute}, last


def _weekday(line: Line, i: int) -> Found:
    tag = line.tag(i, "weekdays")
    if tag is None or (line.word(i) in ("sat", "sun", "mon", "wed") and not line.is_capital(i)):
        return None
    return {"weekday": int(tag.entry)}, i + tag.length


def _year(line: Line, i: int) -> Found:
    """Four digits that count nothing: `in 2016`, but not `1200 homes` and `2000 metres`."""
    year = _small(line.word(i))
    if year is None or year not in _YEARS or len(line.word(i)) != 4:
        return None
    if line.word(i + 1) == "年":
        return {"year": year}, i + 2
    if line.tag(i + 1, "units", "scales") or (line.tag(i - 1, "units") and not line.gap(i).strip()):
        return None
    led = line.word(i - 1) in line.function or bool(line.tag(i - 1, "months"))
    counts = (
        line.word(i + 1)[:1].isalpha()
        and line.word(i + 1) not in line.function
        and not line.gap(i + 1).strip()
    )
    if counts and (not led or year < 1500):
        return None
    return {"year": year}, i + 1


def _day_part(line: Line, i: int) -> Found:
    tag = line.tag(i, "day_parts")
    return ({f"part {tag.entry}": 1}, i + tag.length) if tag else None


def _small(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= 4 else None


# --- quantities -----------------------------------------------------------------------------------


def _quantity(line: Line, i: int) -> Quantity | None:
    """The number that begins at a word, with its unit, comparator and role."""
    found = _value(line, i)
    if found is None:
        return None
    value, last = found
    if line.tag(i - 1, "minus") or _has_minus_sign(line, i):
        value = -value
    quantity = _with_second(line, Quantity(i, last, value))
    quantity = _with_unit(line, quantity)
    return _with_role(line, _with_comparator(line, quantity))


def _value(line: Line, i: int) -> tuple[Fraction, int] | None:
    """The value that begins at a word, scales and fractions included, and where it ends."""
    word = line.word(i)
    if word[0].isdecimal():
        before = line.word(i - 1)
        glued = before and not line.gap(i) and before[-1].isalpha() and before < "\u3000"
        if glued and not line.tag(i - 1, "units"):
            return None  # LH447
        started = _figure(line, i)
    elif word in _FRACTIONS:
        started = (Fraction(unicodedata.numeric(word)).limit_denominator(12), i + 1)
    else:
        started = _number_in_words(line, i)
    if started is None:
        return None
    value, last = started
    half = line.tag(last, "and_half")
    if half:
        value, last = value + Fraction(1, 2), last + half.length
    elif line.word(last) and line.word(last) in _FRACTIONS:
        value += Fraction(unicodedata.numeric(line.word(last))).limit_denominator(12)
        last += 1
    if line.word(last) in _ARTICLES and line.tag(last + 1, "scales"):  # half a million
        last += 1
    return _scaled(line, value, last)


def _figure(line: Line, i: int) -> tuple[Fraction, int] | None:
    """A number in figures: 12,000, 3.5, 20 000."""
    word = line.word(i)
    if len(word) > MAX_DIGITS:
        return None
    if _GROUPED.fullmatch(word):
        return Fraction(re.sub(r"\D", "", word)), i + 1
    if not _PLAIN.fullmatch(word):
        return None
    value, last = Fraction(word.replace(",", ".")), i + 1
    if word.isdecimal() and len(word) <= 3:
        while re.fullmatch(r"\d{3}", line.word(last)) and line.gap(last) in (
            "\u00a0",
            "\u202f",
            " ",
        ):
            value, last = 1000 * value + int(line.word(last)), last + 1
    return value, last


def _number_in_words(line: Line, i: int) -> tuple[Fraction, int] | None:
    """A number in words: seven, thirty-four, two hundred and five, a dozen."""
    tag = line.tag(i, "number_words")
    if tag is None:
        scale = line.tag(i, "scales")
        alone = line.word(i - 1) in _ARTICLES or not line.word(i).isascii() or not i
        if scale is None or len(line.word(i)) < 3 - (not line.word(i).isascii()) or not alone:
            return None
        return Fraction(scale.entry), i + scale.length
    value, last = Fraction(tag.entry), i + tag.length
    while True:
        joined = last + (value >= 20 and line.word(last) in _AND)
        following = line.tag(joined, "number_words")
        step = Fraction(following.entry) if following else Fraction(0)
        fits = (20 <= value < 100 and value % 10 == 0 and step < 10) or (
            value >= 100 and value % 100 == 0 and step < 100
        )
        if following is None or step < 1 or not fits:
            return value, last
        value, last = value + step, joined + following.length


def _scaled(line: Line, value: Fraction, last: int) -> tuple[Fraction, int]:
    """A value times the scales behind it: 4.2 million, 12k, 3万."""
    while scale := line.tag(last, "scales"):
        short = line.word(last).isascii() and len(line.word(last)) <= 2
        if short and line.gap(last) and line.word(last) in ("m", "k", "t"):
            break  # 200 m are metres
        value, last = value * Fraction(scale.entry), last + scale.length
    return value, last


def _has_minus_sign(line: Line, i: int) -> bool:
    start = line.words[i].start
    before = line.text[max(0, start - 2) : start]
    return before[-1:] in ("-", "−", "–") and before[:-1] in ("", " ", "(")


def _with_second(line: Line, one: Quantity) -> Quantity:
    """A score (3-1) or a range (10-15 metres) has a second number."""
    i = one.last
    if not line.word(i)[:1].isdecimal() or line.gap(i) not in ("-", "–", "—", "−", ":"):
        return one
    second = _figure(line, i)
    if second is None:
        return one
    value, last = second
    if value > one.value and (
        line.tag(last, "units", "scales") or line.word(last) not in line.function
    ):
        value, last = _scaled(line, value, last)
        return replace(one, other=value, last=last)
    return replace(one, other=value, last=last, unit=SCORE)


def _with_unit(line: Line, one: Quantity) -> Quantity:
    """The unit behind a number or, for money, before it; ordinals and ages count as units."""
    if one.unit == SCORE:
        return one
    first, last, unit = one.first, one.last, one.unit
    if line.word(last) in _ORDINAL_ENDS and not line.gap(last):
        return replace(one, last=last + 1, unit=ORDINAL)
    behind = line.tag(last, "units")
    of_scale = line.tag(last - 1, "scales") and (line.word(last) in _OF or line.gap(last) == ". ")
    if behind and (line.gap(last).strip() in ("", "-") or of_scale):
        last, unit = last + behind.length, behind.entry
    elif of_scale and (behind := line.tag(last + 1, "units")):  # 12 milioni di euro
        last, unit = last + 1 + behind.length, behind.entry
    elif line.word(last) and line.is_capital(last) and (behind := line.tag(last + 1, "units")):
        last, unit = last + 1 + behind.length, behind.entry  # Danish kroner
    elif (before := line.tag(first - 1, "units")) and not line.gap(first).strip():
        sign = line.word(first - 1)
        if not sign.isalpha() or (len(sign) == 3 and sign.isascii()):
            first, unit = first - 1, before.entry
    return _with_age(line, replace(one, first=first, last=last, unit=unit))


def _with_age(line: Line, one: Quantity) -> Quantity:
    """Ages: aged 34; 34 years old, 34-year-old; the driver, 34, said."""
    if not 0 < one.value < 125:
        return one
    before = line.tag(one.first - 1, "age")
    if before and before.length == 1:
        return replace(one, first=one.first - 1, unit=AGE)
    behind = line.tag(one.last - 1, "age") if one.unit is not None else line.tag(one.last, "age")
    if behind and behind.length > 1:
        return replace(one, last=one.last - (one.unit is not None) + behind.length, unit=AGE)
    commas = (
        line.word(one.last) and line.gap(one.first).strip() == line.gap(one.last).strip() == ","
    )
    if commas and one.unit is None and one.first and one.value.denominator == 1:
        return replace(one, unit=AGE)
    return one


def _with_comparator(line: Line, one: Quantity) -> Quantity:
    """How exact a number is, by the phrase right before it or behind it."""
    for skip in (0, 1):  # more than 5, more than $5
        for length in (4, 3, 2, 1):
            start = one.first - length - skip
            tag = line.tag(start, "comparators")
            if tag and tag.length == length:
                return replace(one, first=start, comparator=tag.entry)
    behind = line.tag(one.last, "comparators")
    if behind and behind.length > 1 and line.word(one.last) in _OR:
        return replace(one, last=one.last + behind.length, comparator=behind.entry)
    return one


def _with_role(line: Line, one: Quantity) -> Quantity:
    for i in (one.first - 1, one.first - 2):
        role = "from" if line.word(i) in _FROM else "to" if line.word(i) in _TO else ""
        if role:
            return replace(one, role=role)
    return one


# --- comparing ------------------------------------------------------------------------------------


def compare_quantities(one: Quantity, other: Quantity) -> str:
    """Return how two numbers of one thing compare.

    Returns:
        `equal`: they say the same (5,000 / 5 000; about 200 / 203); `more`: the first says more
        (exactly 43 / at least 40); `less`: the second does; `open`: both can be true, neither
        follows from the other; `differ`: they cannot both be true.
    """
    if one.unit != other.unit and isinstance(one.unit, int) and isinstance(other.unit, int):
        return "differ"
    if one.other is not None or other.other is not None:
        return _compare_pairs(one, other)
    v, w = one.value, other.value
    if {v, w} == {Fraction(1, 2), Fraction(50)}:  # half, 50 percent
        return "equal"
    if "~" in (one.comparator, other.comparator):
        return _compare_rounded(one, other)
    low, high = _bounds(one)
    other_low, other_high = _bounds(other)
    if (low, high) == (other_low, other_high):
        exact = {one.comparator, other.comparator}
        return "equal" if exact in ({">", ">="}, {"<", "<="}) or len(exact) == 1 else "differ"
    if max(low, other_low) >= min(high, other_high) and not _touches(one, other):
        return "differ"
    if low >= other_low and high <= other_high:
        return "more"
    return "less" if other_low >= low and other_high <= high else "open"


_INFINITE = Fraction(10) ** 40


def _bounds(one: Quantity) -> tuple[Fraction, Fraction]:
    if one.comparator in (">", ">="):
        return one.value, _INFINITE
    if one.comparator in ("<", "<="):
        return -_INFINITE, one.value
    return one.value, one.value


def _touches(one: Quantity, other: Quantity) -> bool:
    """Whether an exact number meets a bound that includes it."""
    for exact, bound in ((one, other), (other, one)):
        if exact.comparator == "=" and bound.comparator != "=":
            low, high = _bounds(bound)
            return low < exact.value < high or (
                exact.value == bound.value and bound.comparator in (">=", "<=")
            )
    return False


def _compare_rounded(one: Quantity, other: Quantity) -> str:
    """Compare where one or both are said to be rounded."""
    v, w = one.value, other.value
    if one.comparator == other.comparator:
        return "equal" if v == w else "open" if _is_close(v, w) else "differ"
    rounded, exact = (one, other) if one.comparator == "~" else (other, one)
    if exact.comparator == "=":
        return "equal" if _rounds_to(exact.value, rounded.value) else "differ"
    return (
        "open" if _is_close(v, w) or _touches(replace(rounded, comparator="="), exact) else "differ"
    )


def _rounds_to(exact: Fraction, rounded: Fraction) -> bool:
    """Whether a number is near a round one: by half of its last digit, or a fiftieth."""
    size, step = abs(rounded), Fraction(1)
    while size and size % (10 * step) == 0:
        step *= 10
    return abs(exact - rounded) <= max(min(step / 2, size / 10), size / 50)


def _is_close(v: Fraction, w: Fraction) -> bool:
    return abs(v - w) <= max(abs(v), abs(w)) / 10


def _compare_pairs(one: Quantity, other: Quantity) -> str:
    """Compare where one is a score or a range."""
    if one.other is not None and other.other is not None:
        return "equal" if (one.value, one.other) == (other.value, other.other) else "differ"
    pair, single = (one, other) if one.other is not None else (other, one)
    low, high = sorted((pair.value, pair.other or pair.value))
    return "open" if low <= single.value <= high else "differ"


def compare_moments(one: Moment, other: Moment) -> str | None:
    """Return how two moments compare, as `compare_quantities`; None if they have nothing common."""
    ours, theirs = dict(one.parts), dict(other.parts)
    common = ours.keys() & theirs.keys()
    if not common:
        return None
    if any(ours[part] != theirs[part] for part in common):
        return "differ"
    if ours.keys() == theirs.keys():
        return "equal"
    more, less = ours.keys() - theirs.keys(), theirs.keys() - ours.keys()
    return "open" if more and less else "more" if more else "less"
