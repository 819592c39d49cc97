"""What the words of a language mean to a comparison, read from `data/lexicon/`.

A lexicon lists phrases by what they do: groups that mean the same, pairs that contradict each
other, words that deny, hedge or plan, comparators, months, units. Phrases are compared by stems, so
that inflections need not be listed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from multisumm.resources import data_names, read_data
from multisumm.comparison.words import split_words
from multisumm.text.tokens import stem_words

OPERATORS = (
    "negation", "failure", "denial", "hedge", "claim", "plan", "future", "attempt", "request",
    "condition",
)  # fmt: skip
"""What changes how a statement is meant, as the lexicon calls it."""

_LISTS = (
    *OPERATORS, "not_negation", "saying", "that", "change", "trifles", "passive", "am", "pm", "age",
    "and_half", "minus", "contests",
)  # fmt: skip
_GROUPS = ("months", "weekdays", "units")


class Tag(NamedTuple):
    """What a phrase is listed as: its list, and which of its entries or values."""

    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases of a language, by their first stem.

    Attributes:
        phrases: First stem -> (all stems, tag) of each phrase that begins so, the longest first.
        irregular: Form -> base form, for words that stemming leaves apart.
        language: ISO 639-1 code that decides on stems.
    """

    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], Tag]]]
    irregular: Mapping[str, str]
    language: str

    def stems(self, words: Sequence[str]) -> list[str]:
        """Return the stem of each word, that of its base form where it is irregular."""
        return stem_words([self.irregular.get(word, word) for word in words], self.language)


@cache
def load_lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language; one with numbers only where none is there."""
    name = f"{language}.json"
    known = name in data_names("lexicon")
    record: dict[str, Any] = json.loads(read_data(f"lexicon/{name}")) if known else {}
    lexicon = Lexicon({}, record.get("irregular", {}), language)
    phrases: dict[str, list[tuple[tuple[str, ...], Tag]]] = {}
    for text, tag in [*_entries(record), *_numbers(record, language)]:
        words = [word.text for word in split_words(text, language)]
        stems = (text,) if text[0] == "=" else tuple(lexicon.stems(words))  # = : this form only
        if stems:
            phrases.setdefault(stems[0], []).append((stems, tag))
    for entries in phrases.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return Lexicon(phrases, lexicon.irregular, language)


def _entries(record: Mapping[str, Any]) -> Iterator[tuple[str, Tag]]:
    """Yield every phrase with what it is listed as."""
    for number, group in enumerate(record.get("synonyms", ())):
        for phrase in group.split(", "):
            yield phrase, Tag("synonym", f"={number}")
    for number, pair in enumerate(record.get("opposites", ())):
        for side, group in enumerate(pair):
            for phrase in group.split(", "):
                yield phrase, Tag("opposite", (number, side))
    for number, pair in enumerate(record.get("later", ())):
        for side, group in enumerate(pair):
            for phrase in group.split(", "):
                yield phrase, Tag("later", (number, side))
    for name in _LISTS:
        for phrase in record.get(name, ()):
            yield phrase, Tag(name, name)
    for name in _GROUPS:
        for number, group in enumerate(record.get(name, ())):
            for phrase in group.split(", "):
                yield phrase, Tag(name, number)
    for comparator, group in record.get("comparators", {}).items():
        for phrase in group:
            yield phrase, Tag("comparator", comparator)
    for number, phrase in enumerate(record.get("day_parts", ())):
        yield phrase, Tag("day_part", number)
    for name in ("times", "scales"):
        for phrase, value in record.get(name, {}).items():
            yield phrase, Tag(name, value)


def _numbers(record: Mapping[str, Any], language: str) -> Iterator[tuple[str, Tag]]:
    """Yield the words for numbers."""
    words = json.loads(read_data("number_words.json")).get(language, {})
    for phrase, value in {**words, **record.get("number_words", {})}.items():
        if phrase not in record.get("scales", {}):
            yield phrase, Tag("number", str(value))
