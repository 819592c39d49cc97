"""What a language calls days, and the words around dates, read from `data/told_days.json`.

| list | its phrases |
|---|---|
| `days`, `weeks`, `months`, `years` | name a time by how far it is from today: `-1` is yesterday |
| `ago`, `ahead_by` | count days back or ahead; `*` stands for the number |
| `past`, `coming` | stand beside a weekday or a month: last Tuesday |
| `period` | lead a month or a year in which something happens: in 2023 |
| `year_of` | stand right before the number of a year: im Jahr 2023 |
| `indefinite` | stand before a day that may be any: on a Sunday |
| `between` | join the two ends of a range: from 3 to 5 May |
| `both` | join two days: on 3 and 5 May |
| `beside` | lead a day on which it does not happen: since, until, after |
| `of_day` | parts of a day, behind which `of` leads the day: on the morning of 5 May |
| `soon` | tell of what is planned in the present tense: the trial begins on Monday |
| `able` | leave open whether it is to come: the apples can come back on Thursday |
| `would` | look ahead from another time, though a part of them is future elsewhere: was due |
| `not_ahead` | have the base form of a future, but are past: wurde |
| `relative` | begin a clause that only tells which one is meant: who was arrested on Friday |
| `behind_comma` | do so behind a comma, and mean something else elsewhere |
| `clause` | begin a clause at another time: it will be sold after it failed on Friday |
| `unclear` | set the time by another sentence, or leave it open: the next day, years ago |
| `other` | contain a word of the lists above and mean something else |
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple
from unicodedata import normalize

from multisumm.comparison.figures.numerals import read_value
from multisumm.comparison.line import Line
from multisumm.comparison.phrases import may_have
from multisumm.comparison.words import split_words
from multisumm.resources import read_data
from multisumm.text.languages import has_spaces

NUMBER = "*"
"""Stands for a number in a phrase, at most once."""

MAX_COUNTED_DAYS = 60
"""Nobody counts more days than this: they are rounded."""

_MAX_LEADING_WORDS = 4
"""The phrases around dates have no more words."""

_OF_DAYS = ("days", "days_ahead")
"""Units of phrases that name a day."""

_OFFSETS = ("days", "weeks", "months", "years")
_LISTS = ("ago", "ahead_by", "unclear", "other")
_LEADING = (
    *("past", "coming", "period", "year_of", "indefinite", "between", "both", "beside", "of_day"),
    *("soon", "able", "would", "not_ahead", "relative", "behind_comma", "clause"),
)


class Named(NamedTuple):
    """A time that a phrase of a sentence names by its distance from today.

    Attributes:
        first: Index of the first word of the phrase.
        last: Index behind its last word.
        unit: `days`, `weeks`, `months` or `years`; `days_ahead`, if the phrase may also tell how
            long it takes: in three days; or `unclear`, if the phrase leaves it open.
        distance: How many of these it is ahead; negative if it is past.
    """

    first: int
    last: int
    unit: str
    distance: int


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    unit: str
    distance: int


@dataclass(frozen=True, slots=True)
class DayPhrases:
    """The phrases of a language.

    Attributes:
        named: First word of a phrase -> the phrases, the longest first.
        lists: List -> first word of a phrase -> the words of each phrase; where nothing need stand
            there, the phrase without words is among them, by "".
        spread: What is taken apart before words are told, and how: `Montagabend`.
        future: What a word in the future tense ends like, beside the endings that comparisons know.
        of_days: The longest word of each phrase that names a day.
        near: What such a phrase without a number looks like in a text.
    """

    named: Mapping[str, Sequence[_Phrase]]
    lists: Mapping[str, Mapping[str, Sequence[tuple[str, ...]]]]
    spread: tuple[re.Pattern[str], str] | None
    future: re.Pattern[str] | None
    of_days: frozenset[str]
    near: re.Pattern[str]

    def apart(self, text: str) -> str:
        """Return a sentence with its words for days taken apart."""
        return self.spread[0].sub(self.spread[1], text) if self.spread else text

    def ends_before(self, line: Line, i: int, listed: str) -> bool:
        """Return whether a phrase of a list stands right before a word."""
        return self.start_before(line, i, listed) is not None

    def start_before(self, line: Line, i: int, listed: str) -> int | None:
        """Return where the longest phrase of a list begins that stands right before a word."""
        starts = range(max(i - _MAX_LEADING_WORDS, 0), i)
        found = (k for k in starts if i - k in self._lengths_at(line, k, listed))
        return next(found, i if "" in self.lists[listed] else None)

    def begins_at(self, line: Line, i: int, listed: str) -> bool:
        """Return whether a phrase of a list begins at a word."""
        return bool(self._lengths_at(line, i, listed))

    def _lengths_at(self, line: Line, i: int, listed: str) -> Sequence[int]:
        """The numbers of words of the phrases of a list that begin at a word."""
        phrases = self.lists[listed].get(line.word(i), ())
        return [len(words) for words in phrases if _stands_at(line, i, words)] if phrases else ()

    def may_name_day(self, text: str) -> bool:
        """Return whether a text has a word of a phrase that names a day, and so may have it."""
        folded = normalize("NFC", text).casefold()
        return any(map(folded.__contains__, self.of_days))

    def is_future(self, word: str) -> bool:
        """Return whether a word is in the future tense by its ending."""
        return bool(self.future and self.future.fullmatch(word))

    def find_named(self, line: Line) -> list[Named]:
        """Return the times that a sentence names by their distance from today, in order."""
        found: list[Named] = []
        counted = self.named.get(NUMBER, ())
        numbers = line.places(("number_words",)) if counted else ()
        end = 0
        for i, (word, *_) in enumerate(line.words):
            phrases = self.named.get(word, ())
            if i in numbers or (counted and word[0].isdecimal()):
                phrases = (*phrases, *counted)
            if not phrases or i < end:
                continue
            named = next((it for one in phrases if (it := _match(line, i, one))), None)
            if named is None or _is_noun(line, i):
                continue
            end = named.last
            if named.unit != "other":
                found.append(named)
        return found


@cache
def load_day_phrases(language: str) -> DayPhrases | None:
    """Return the phrases of a language; None if the package has none of it."""
    record = json.loads(read_data("told_days.json")).get(language)
    if record is None:
        return None
    named: dict[str, list[_Phrase]] = {}
    phrases = [*_named_phrases(record, language)]
    for phrase in phrases:
        named.setdefault(phrase.words[0], []).append(phrase)
    lists: dict[str, dict[str, list[tuple[str, ...]]]] = {name: {} for name in _LEADING}
    for name, by_first in lists.items():
        for words in [_words(phrase, language) for phrase in _split(record[name])]:
            by_first.setdefault("".join(words[:1]), []).append(words)
    spread, future = record.get("spread"), record.get("future")
    near = [re.escape(phrase) for group in record["days"].values() for phrase in _split(group)]
    edge = r"\b" if has_spaces(language) else ""
    return DayPhrases(
        {first: sorted(those, key=_by_length) for first, those in named.items()},
        lists,
        (re.compile(spread[0]), spread[1]) if spread else None,
        re.compile(rf".*{future}") if future else None,
        frozenset(max(phrase.words, key=len) for phrase in phrases if phrase.unit in _OF_DAYS),
        re.compile(f"{edge}(?:{'|'.join(near)}){edge}".replace("'", "[’']")),
    )


def may_name_day(text: str, *, language: str) -> bool:
    """Return whether a sentence may name a day: a look that is quicker than reading it.

    If not, it has no weekday, no number beside a month or other numbers, and no phrase for a day.
    """
    phrases = load_day_phrases(language)
    if phrases is None:
        return False
    return (
        phrases.may_name_day(text)
        or may_have("weekdays", text, language)
        or bool(_IN_NUMBERS.search(text))
        or bool(_DIGIT.search(text) and may_have("months", text, language))
    )


_DIGIT = re.compile(r"\d")
_IN_NUMBERS = re.compile(r"\d([-/.])\d+\1\d")


def counts_from_today(text: str, *, language: str) -> bool:
    """Return whether a sentence names a day by its distance from the day of writing: yesterday."""
    phrases = load_day_phrases(language)
    if phrases is None or not phrases.may_name_day(text):
        return False
    return phrases.near.search(f" {text[:1].lower()}{text[1:]} ") is not None


def _named_phrases(record: Mapping[str, Any], language: str) -> Iterator[_Phrase]:
    for unit in _OFFSETS:
        for distance, group in record[unit].items():
            for phrase in _split(group):
                yield _Phrase(_words(phrase, language), unit, int(distance))
    for name in _LISTS:
        for phrase in _split(record.get(name, "")):
            sign = 1 if name == "ahead_by" else -1
            unit = {"ago": "days", "ahead_by": "days_ahead"}.get(name, name)
            yield _Phrase(_words(phrase, language), unit, sign)


def _split(group: str) -> list[str]:
    return group.split(", ") if group else []


def _words(phrase: str, language: str) -> tuple[str, ...]:
    return tuple(
        word
        for part in phrase.split()
        for word in ([NUMBER] if part == NUMBER else [w.text for w in split_words(part, language)])
    )


def _by_length(phrase: _Phrase) -> int:
    return -len(phrase.words)


def _stands_at(line: Line, i: int, words: Sequence[str]) -> bool:
    return all(line.word(k) == word for k, word in enumerate(words, i))


_ONCE = Fraction(1)


def _match(line: Line, i: int, phrase: _Phrase) -> Named | None:
    """The phrase, if it stands at a word; with a number, so many times its distance."""
    k, count = i, _ONCE
    for word in phrase.words:
        if word == NUMBER:
            value = read_value(line, k) if k < len(line.words) else None
            if value is None:
                return None
            count, k = value
        elif line.word(k) == word:
            k += 1
        else:
            return None
    if phrase.unit in _OF_DAYS and (count.denominator != 1 or not 0 < count <= MAX_COUNTED_DAYS):
        return Named(i, k, "unclear", 0)
    return Named(i, k, phrase.unit, phrase.distance * int(count))


def _is_noun(line: Line, i: int) -> bool:
    """Whether a word is a German noun, not an adverb: am Morgen."""
    return line.language == "de" and i > 0 and line.word(i) == "morgen" and line.is_capital(i)
