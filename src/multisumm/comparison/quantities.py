"""Numbers, dates and times of a sentence, by value: what they count, in which unit, how exactly.

Values are decimals of bounded length, so that no token is too long or too strange to be compared;
what is no plain number (`LH447`, `1.2.3`, an account number) is an identifier and compared as text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from multisumm.comparison.lexicon import Tag
from multisumm.comparison.words import Word

MAX_DIGITS = 15
"""Longer numbers are identifiers: accounts, telephone numbers, keys."""

Hits = Mapping[int, Sequence[tuple[int, Tag]]]
"""Index of a word -> the phrases that begin there: number of words, what they are listed as."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as a comparison sees it.

    Attributes:
        value: Its value.
        comparator: `=`, `~` (about), `>`, `<`, `>=` or `<=`.
        unit: Number of its unit in the lexicon, `#` for an ordinal, `age`, `score`, or None.
        role: `from` or `to` where it is the end of a change, else "".
        first: Index of its first word.
        last: Index behind its last word, unit included.
        other: Second value of a score or a range.
    """

    value: Fraction
    comparator: str
    unit: int | str | None
    role: str
    first: int
    last: int
    other: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or a time of day: what is known of it.

    Attributes:
        parts: `year`, `month`, `day`, `weekday`, `clock` (minutes) or `part` -> its value.
        first: Index of its first word.
        last: Index behind its last word.
    """

    parts: tuple[tuple[str, int], ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All of a sentence: its quantities and moments, and the words that they use up."""

    quantities: tuple[Quantity, ...]
    moments: tuple[Moment, ...]
    used: frozenset[int]


def find_figures(
    words: Sequence[Word], hits: Hits, text: str, function: Collection[str]
) -> Figures:
    """Return the numbers, dates and times of a sentence."""
    return _Reader(words, hits, text, function).read()


_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_FRACTIONS = "½¼¾⅓⅔"
_FROM_WORDS = {
    "en": ("from", "to"), "de": ("von", "auf"), "fr": ("de", "à"), "es": ("de", "a"),
    "pt": ("de", "para"), "it": ("da", "a"),
}  # fmt: skip
_FROM = frozenset({"from", "von", "du", "da", "dal", "от", "с", "z", "ze", "από", "من", "从"})
_TO = frozenset({"to", "auf", "à", "a", "para", "до", "na", "σε", "إلى", "到", "al"})
_MAX_YEAR, _MIN_YEAR = 2100, 1000


class _Reader:
    """Reads figures word by word; the state of one call of `find_figures`."""

    def __init__(
        self, words: Sequence[Word], hits: Hits, text: str, function: Collection[str]
    ) -> None:
        self.words, self.hits, self.text, self.function = words, hits, text, function
        self.used: set[int] = set()
        self.quantities: list[Quantity] = []
        self.moments: list[Moment] = []

    def tag(self, index: int, *names: str) -> tuple[int, Tag] | None:
        """The longest phrase of these lists that begins at a word."""
        for entry in self.hits.get(index, ()):
            if entry[1].name in names:
                return entry
        return None

    def gap(self, index: int) -> str:
        """The characters between a word and the one before it."""
        return self.text[self.words[index - 1].end : self.words[index].start] if index else " "

    def read(self) -> Figures:
        index = 0
        while index < len(self.words):
            index = self.moment(index) or self.quantity(index) or index + 1
        return Figures(tuple(self.quantities), tuple(self.moments), frozenset(self.used))

    # --- moments ---------------------------------------------------------------------------

    def moment(self, index: int) -> int | None:
        """Read a date or a time that begins at this word; give the index behind it."""
        for reader in (self.iso_date, self.day_month, self.month_day, self.clock, self.single):
            found = reader(index)
            if found:
                parts, last = found
                self.moments.append(Moment(tuple(sorted(parts.items())), index, last))
                self.used.update(range(index, last))
                return last
        return None

    def number_at(self, index: int) -> int | None:
        if index < len(self.words) and self.words[index].text.isdecimal():
            return int(self.words[index].text) if len(self.words[index].text) <= 4 else None
        return None

    def month_at(self, index: int) -> int | None:
        entry = self.tag(index, "months") if index < len(self.words) else None
        if entry is None:
            return None
        word = self.words[index]
        short = word.text in ("may", "march", "mar", "sat", "sun")
        if short and not self.text[word.start].isupper():
            return None
        return int(entry[1].value) + 1

    def year_at(self, index: int) -> int | None:
        year = self.number_at(index)
        return year if year and _MIN_YEAR <= year <= _MAX_YEAR and len(self.words[index].text) == 4 else None

    def iso_date(self, index: int) -> tuple[dict[str, int], int] | None:
        year, month, day = (self.number_at(index + i) for i in range(3))
        if year and month and day and index + 2 < len(self.words):
            seps = self.gap(index + 1) + self.gap(index + 2)
            if seps in ("--", "//") and self.year_at(index) and month <= 12 and day <= 31:
                return {"year": year, "month": month, "day": day}, index + 3
        text = self.words[index].text
        found = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
        if found and int(found[2]) <= 12 and int(found[1]) <= 31:
            return {"year": int(found[3]), "month": int(found[2]), "day": int(found[1])}, index + 1
        return None

    def day_month(self, index: int) -> tuple[dict[str, int], int] | None:
        day = self.number_at(index)
        if not day or day > 31:
            return None
        after = index + 1
        while after < len(self.words) and self.words[after].text in ("st", "nd", "rd", "th", "de", "of", "er", "o", "º"):
            after += 1
        month = self.month_at(after)
        if month is None and after < len(self.words) and self.words[after].text == "月":
            return None
        if month is None:
            return None
        parts = {"day": day, "month": month}
        return self.with_year(parts, after + 1)

    def month_day(self, index: int) -> tuple[dict[str, int], int] | None:
        month = self.month_at(index)
        last = index + 1
        if month is None:
            month = self.number_at(index)
            if not month or month > 12 or index + 1 >= len(self.words) or self.words[index + 1].text != "月":
                return None
            last = index + 2
        parts = {"month": month}
        day = self.number_at(last)
        if day and day <= 31 and last < len(self.words):
            parts["day"] = day
            last += 1
            while last < len(self.words) and self.words[last].text in ("st", "nd", "rd", "th", "日", "号"):
                last += 1
        return self.with_year(parts, last)

    def with_year(self, parts: dict[str, int], last: int) -> tuple[dict[str, int], int]:
        after = last
        if after < len(self.words) and self.words[after].text in ("de", "of", "del"):
            after += 1
        year = self.year_at(after) if after < len(self.words) else None
        if year:
            return {**parts, "year": year}, after + 1
        return parts, last

    def clock(self, index: int) -> tuple[dict[str, int], int] | None:
        text = self.words[index].text
        found = re.fullmatch(r"(\d{1,2})[:.](\d{2})", text)
        after = index + 1
        half = self.half_day(after)
        if found and int(found[1]) < 25 and int(found[2]) < 60 and (":" in text or half):
            hour, minute = int(found[1]), int(found[2])
        elif half and self.number_at(index) is not None and self.number_at(index) <= 12:
            hour, minute = self.number_at(index) or 0, 0
        elif self.tag(index, "number") and half and (word := self.tag(index, "number")):
            value = _fraction(word[1].value)
            if value is None or value.denominator != 1 or not 1 <= value <= 12:
                return None
            hour, minute = int(value), 0
        elif entry := self.tag(index, "times"):
            hours, minutes = entry[1].value.split(":")
            return {"clock": 60 * int(hours) + int(minutes)}, index + entry[0]
        else:
            return None
        if half:
            name, after = half
            hour = hour % 12 + (12 if name == "pm" else 0)
        return {"clock": 60 * hour + minute}, after

    def half_day(self, index: int) -> tuple[str, int] | None:
        entry = self.tag(index, "pm", "am") if index < len(self.words) else None
        return (entry[1].name, index + entry[0]) if entry else None

    def single(self, index: int) -> tuple[dict[str, int], int] | None:
        entry = self.tag(index, "weekdays")
        if entry:
            word = self.words[index]
            if word.text in ("sat", "sun", "mon", "wed") and not self.text[word.start].isupper():
                return None
            return {"weekday": int(entry[1].value)}, index + entry[0]
        year = self.year_at(index)
        if year and not self.counts_something(index):
            last = index + 1
            if last < len(self.words) and self.words[last].text == "年":
                last += 1
            return {"year": year}, last
        if entry := self.tag(index, "day_part"):
            return {f"part{entry[1].value}": 1}, index + entry[0]
        return None

    def counts_something(self, index: int) -> bool:
        """Whether a unit follows a number that could be a year, or a sign of money goes before."""
        if index and self.tag(index - 1, "units") and not self.gap(index).strip():
            return True
        if self.words[index].text > "0" and index + 1 < len(self.words) and not self.gap(index + 1).strip():
            following, before = self.words[index + 1].text, self.words[index - 1].text if index else ""
            if following not in self.function and following[:1].isalpha() and following != "年" and not self.tag(index + 1, "months"):
                led = (before in self.function and before not in ("all", "these", "those")) or bool(index and self.tag(index - 1, "months"))
                if not led or int(self.words[index].text) < 1500:
                    return True
        return index + 1 < len(self.words) and bool(self.tag(index + 1, "units", "scales")) and (
            self.words[index + 1].text not in ("年", "m")
        )

    # --- quantities ------------------------------------------------------------------------

    def quantity(self, index: int) -> int | None:
        """Read a number that begins at this word; give the index behind it."""
        found = self.value(index)
        if found is None:
            return None
        value, last = found
        first = index
        other = None
        score = self.second_of_pair(last)
        unit: int | str | None = None
        if score:
            other, last, is_range = score
            unit = None if is_range else "score"
        if unit is None:
            first, last, unit = self.unit(first, last)
        first, last, unit = self.age(first, last, unit, value)
        comparator, first, last = self.comparator(first, last)
        role = self.role(first)
        self.quantities.append(Quantity(value, comparator, unit, role, index, last, other))
        self.used.update(range(first, last))
        return last

    def value(self, index: int) -> tuple[Fraction, int] | None:
        """The value that begins at a word, scales and fractions included, and where it ends."""
        word = self.words[index].text
        negative = index >= 0 and self.text[max(0, self.words[index].start - 1) : self.words[index].start] in ("-", "−", "–") and self.text[max(0, self.words[index].start - 2) : self.words[index].start - 1] in ("", " ", "(")
        if word[0].isdecimal():
            if index and not self.gap(index) and self.words[index - 1].text[-1:].isalpha() and not _is_han(self.words[index - 1].text) and not self.tag(index - 1, "units"):
                return None  # LH447
            value = _figure(word)
            last = index + 1
            if value is None:
                return None
            while last < len(self.words) and self.gap(last) in ("\u00a0", "\u202f", " ", "'", "’") and re.fullmatch(r"\d{3}", self.words[last].text) and re.fullmatch(r"\d{1,3}|\d{1,3}(?: \d{3})*", word):
                value = value * 1000 + int(self.words[last].text)
                word += " " + self.words[last].text
                last += 1
        elif word in _FRACTIONS:
            value, last = Fraction(unicodedata.numeric(word)).limit_denominator(12), index + 1
        else:
            entry = self.tag(index, "number", "scales")
            if entry is None:
                return None
            if entry[1].name == "scales":
                if word in ("m", "k", "mn", "bn", "t", "mil") or not (index == 0 or self.words[index - 1].text in ("a", "une", "un", "ein", "eine", "uma", "um", "una", "half", "several") or _is_han(word)):
                    if entry[1].value not in (100, 1000) or word in ("m", "k", "t"):
                        return None
                value = Fraction(entry[1].value)
            else:
                number = _fraction(entry[1].value)
                if number is None:
                    return None
                value = number
            last = index + entry[0]
            value, last = self.composed(value, last)
        if last < len(self.words) and (entry := self.tag(last, "and_half")):
            value, last = value + Fraction(1, 2), last + entry[0]
        if value == Fraction(1, 2) and last + 1 < len(self.words) and self.words[last].text in ("a", "une", "eine") and self.tag(last + 1, "scales"):
            last += 1
        if last < len(self.words) and self.words[last].text in _FRACTIONS:
            value += Fraction(unicodedata.numeric(self.words[last].text)).limit_denominator(12)
            last += 1
        while last < len(self.words) and (entry := self.tag(last, "scales")):
            tight = not self.gap(last)
            if len(self.words[last].text) <= 2 and self.words[last].text.isascii() and not tight and self.words[last].text in ("m", "k", "t"):
                break
            if entry[1].value <= value and entry[1].value < 1000 and not _is_han(self.words[last].text):
                break
            value, last = value * Fraction(entry[1].value), last + entry[0]
        if index and self.tag(index - 1, "minus"):
            negative = True
            self.used.add(index - 1)
        return (-value if negative else value), last

    def composed(self, value: Fraction, last: int) -> tuple[Fraction, int]:
        """A number of several words: thirty-four, two hundred and five, siebenundzwanzig."""
        while last < len(self.words):
            step = last
            if self.words[step].text in ("and", "und", "y", "e", "et", "и", "a", "και", "و") and value >= 20:
                step += 1
            entry = self.tag(step, "number") if step < len(self.words) else None
            if entry is None:
                break
            following = _fraction(entry[1].value)
            if following is None or following.denominator != 1:
                break
            smaller = (20 <= value < 100 and value % 10 == 0 and following < 10) or (
                value >= 100 and value % 100 == 0 and following < 100
            )
            if not smaller:
                break
            value, last = value + following, step + entry[0]
        return value, last

    def second_of_pair(self, last: int) -> tuple[Fraction, int, bool] | None:
        """The second number of a score (3-1) or a range (10-15); whether it is a range."""
        if last < len(self.words) and self.words[last].text[0].isdecimal():
            gap = self.gap(last)
            before = _figure(self.words[last - 1].text)
            second = _figure(self.words[last].text)
            if gap in ("-", "–", "—", "−") and before is not None and second is not None:
                return second, last + 1, second > before and bool(
                    self.tag(last + 1, "units", "scales") if last + 1 < len(self.words) else False
                )
        return None

    def unit(self, first: int, last: int) -> tuple[int, int, int | str | None]:
        """The unit before or behind a number."""
        if last < len(self.words):
            gap = self.gap(last)
            if self.words[last].text in ("st", "nd", "rd", "th") and not gap:
                return first, last + 1, "#"
            if gap.strip() in ("", "-") and (entry := self.tag(last, "units")):
                return first, last + entry[0], entry[1].value
            if last + 1 < len(self.words) and (entry := self.tag(last + 1, "units")) and self.gap(last + 1) == " " and gap == " " and not self.tag(last, "comparator", "months", "weekdays"):
                if self.text[self.words[last].start].isupper():  # Danish kroner
                    return first, last + 1 + entry[0], entry[1].value
        if first and (entry := self.tag(first - 1, "units")) and not self.gap(first).strip():
            text = self.words[first - 1].text
            if not text.isalpha() or self.gap(first) in ("", " ", "\u00a0"):
                if not text.isalpha() or len(text) == 3:
                    return first - 1, last, entry[1].value
        return first, last, None

    def age(
        self, first: int, last: int, unit: int | str | None, value: Fraction
    ) -> tuple[int, int, int | str | None]:
        """Whether a number is an age: aged 34; 34 years old; the driver, 34, ..."""
        if not 0 < value < 125 or unit in ("#", "score"):
            return first, last, unit
        if first and (entry := self.tag(first - 1, "age")) and entry[0] == 1:
            if unit is not None or not (last < len(self.words) and self.tag(last, "units")):
                return first - 1, last, "age"
        for start in (last, last - 1):
            entry = self.tag(start, "age") if 0 <= start < len(self.words) else None
            if entry and (start == last or unit is not None) and start + entry[0] > last - 1 and entry[0] > 1:
                return first, start + entry[0], "age"
        if unit is None and first and last < len(self.words) and self.gap(first).strip() == "," and self.gap(last).strip() == "," and value.denominator == 1:
            return first, last, "age"
        return first, last, unit

    def comparator(self, first: int, last: int) -> tuple[str, int, int]:
        """What is said of how exact a number is, before or behind it."""
        for length in (4, 3, 2, 1):
            for skip in (0, 1):
                start = first - length - skip
                entry = self.tag(start, "comparator") if start >= 0 else None
                if entry and entry[0] == length:
                    return entry[1].value, start, last
        entry = self.tag(last, "comparator") if last < len(self.words) else None
        if entry and entry[0] > 1 and self.words[last].text in ("or", "oder", "ou", "o", "или"):
            return entry[1].value, first, last + entry[0]
        return "=", first, last

    def role(self, first: int) -> str:
        for back in (1, 2):
            if first - back >= 0:
                word = self.words[first - back].text
                if word in _FROM:
                    return "from"
                if word in _TO:
                    return "to"
        return ""


def _is_han(text: str) -> bool:
    return "\u3005" <= text[:1] <= "\u9fff"


def _figure(text: str) -> Fraction | None:
    """The value of a number in figures; None if it is an identifier or too long."""
    if len(text) > MAX_DIGITS:
        return None
    if _GROUPED.fullmatch(text) and not text.startswith("0"):
        return Fraction(re.sub(r"\D", "", text))
    return Fraction(Decimal(text.replace(",", "."))) if _PLAIN.fullmatch(text) else None


def _fraction(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None
