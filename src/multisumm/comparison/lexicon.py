"""What the words of a language mean to a comparison, read from `data/lexicon/`.

A lexicon lists phrases by what they do: groups that mean the same, pairs that contradict each
other, words that deny, hedge or plan, comparators, months, units. Phrases are compared by their
stems, so that regular inflections need not be listed; `=` before a word asks for that form only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple
from unicodedata import normalize

from multisumm.comparison.words import Word, split_words
from multisumm.resources import data_names, read_data
from multisumm.text.tokens import stem_words

OPERATORS = (
    "negation", "failure", "denial", "hedge", "claim", "plan", "future", "attempt", "request",
    "condition",
)  # fmt: skip
"""Lists of phrases that change how a statement is meant."""

_LISTS = (
    *OPERATORS, "not_negation", "saying", "that", "change", "trifles", "passive", "am", "pm",
    "age", "and_half", "minus", "contests", "levels",
)  # fmt: skip
_GROUPS = ("months", "weekdays", "units", "synonyms", "day_parts")
_PAIRS = ("opposites", "later")
_VALUES = ("times", "scales", "number_words")


class Tag(NamedTuple):
    """What a phrase is listed as.

    Attributes:
        list: Name of its list.
        entry: Index of its group; (index, side) of its pair; its value; else 0.
        length: Number of its words.
    """

    list: str
    entry: Any
    length: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases of a language.

    Attributes:
        language: ISO 639-1 code.
        phrases: First stem -> (all stems, tag) of each phrase that begins so, the longest first.
        forms: Word -> what this very form is listed as.
        irregular: Form -> base form, for words that stemming leaves apart.
        prefixes: Beginnings that deny a word, like `un`.
    """

    language: str
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], Tag]]]
    forms: Mapping[str, tuple[Tag, ...]]
    irregular: Mapping[str, str]
    prefixes: tuple[str, ...]

    def stems(self, words: Sequence[Word]) -> list[str]:
        """Return the stem of each word, that of its base form where it is irregular."""
        return _stems(words, self.irregular, self.language)

    def tags(self, words: Sequence[Word], stems: Sequence[str]) -> list[tuple[Tag, ...]]:
        """Return for each word what the phrases that begin there are listed as, longest first."""
        phrases, forms = self.phrases, self.forms
        found: list[tuple[Tag, ...]] = [()] * len(stems)
        for i, stem in enumerate(stems):
            here = forms.get(words[i].text, ())
            entries = phrases.get(stem)
            if entries:
                here += tuple(
                    [
                        tag
                        for phrase, tag in entries
                        if tag.length == 1 or tuple(stems[i : i + tag.length]) == phrase
                    ]
                )
            if here:
                found[i] = tuple(sorted(here, key=_by_length)) if len(here) > 1 else here
        return found


@cache
def load_lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language; of one without a file, its words for numbers."""
    name = f"{language}.json"
    known = name in data_names("lexicon")
    record: dict[str, Any] = json.loads(read_data(f"lexicon/{name}")) if known else {}
    irregular: dict[str, str] = record.get("irregular", {})
    counting: Mapping[str, int] = json.loads(read_data("number_words.json")).get(language, {})
    record["number_words"] = {**counting, **record.get("number_words", {})}
    phrases: dict[str, list[tuple[tuple[str, ...], Tag]]] = {}
    forms: dict[str, tuple[Tag, ...]] = {}
    for phrase, listed, entry in _entries(record):
        if phrase.startswith("="):
            form = normalize("NFC", phrase[1:]).casefold()
            forms[form] = (*forms.get(form, ()), Tag(listed, entry, 1))
            continue
        stems = tuple(_stems(split_words(phrase, language), irregular, language))
        if stems and not (listed == "number_words" and phrase in record.get("scales", {})):
            phrases.setdefault(stems[0], []).append((stems, Tag(listed, entry, len(stems))))
    for entries in phrases.values():
        entries.sort(key=lambda entry: -entry[1].length)
    prefixes = tuple(record.get("prefixes", ()))
    return Lexicon(language, phrases, forms, irregular, prefixes)


def _by_length(tag: Tag) -> int:
    return -tag.length


def _stems(words: Sequence[Word], irregular: Mapping[str, str], language: str) -> list[str]:
    return stem_words([irregular.get(word.text, word.text) for word in words], language)


def _entries(record: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield every phrase with its list and what it is there."""
    for name in _LISTS:
        yield from ((phrase, name, 0) for phrase in record.get(name, ()))
    for name in _GROUPS:
        for number, group in enumerate(record.get(name, ())):
            yield from ((phrase, name, number) for phrase in group.split(", "))
    for name in _PAIRS:
        for number, pair in enumerate(record.get(name, ())):
            for side, group in enumerate(pair):
                yield from ((phrase, name, (number, side)) for phrase in group.split(", "))
    for comparator, group in record.get("comparators", {}).items():
        yield from ((phrase, "comparators", comparator) for phrase in group)
    for name in _VALUES:
        yield from ((phrase, name, value) for phrase, value in record.get(name, {}).items())
