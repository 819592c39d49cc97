"""What the words of a language mean to a comparison, read from `data/lexicon/`.

A lexicon lists phrases by what they do: groups that mean the same, pairs that contradict each
other, words that deny, hedge or plan, comparators, months, units. Phrases are compared by their
stems, so that regular inflections need not be listed; `=` before a phrase asks for those forms.
A group of `fates` (what became of people: dead, missing) has the synonyms of its first phrase, too.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
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
    "age", "and_half", "minus", "contests", "levels", "rebuttal",
    "numbered", "none", "retraction", "until",
)  # fmt: skip
_GROUPS = ("months", "weekdays", "units", "synonyms", "day_parts")
_PAIRS = ("opposites", "later")
_VALUES = ("times", "scales", "number_words")

OF_DEAD, OF_INJURED, OF_MISSING = 0, 1, 3
"""Groups of `fates`, the same in every lexicon."""


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


Phrases = Mapping[str, Sequence[tuple[int, Mapping[tuple[str, ...], tuple[Tag, ...]]]]]
"""First word -> the phrases of each length, the longest first, with their tags."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases of a language.

    Attributes:
        language: ISO 639-1 code.
        phrases: The phrases by their stems.
        forms: Those that ask for just their forms, by their words.
        irregular: Form -> base form, for words that stemming leaves apart.
        prefixes: Beginnings that deny a word, like `un`.
    """

    language: str
    phrases: Phrases
    forms: Phrases
    irregular: Mapping[str, str]
    prefixes: tuple[str, ...]

    def stems(self, words: Sequence[Word]) -> list[str]:
        """Return the stem of each word, that of its base form where it is irregular."""
        return _stems(words, self.irregular, self.language)

    def forms_of(self, stems: Collection[str]) -> frozenset[str]:
        """Return the irregular forms of words with one of these stems."""
        bases = stem_words(list(self.irregular.values()), self.language)
        return frozenset(
            form for form, base in zip(self.irregular, bases, strict=True) if base in stems
        )

    def tags(self, words: Sequence[Word], stems: Sequence[str]) -> list[tuple[Tag, ...]]:
        """Return for each word what the phrases that begin there are listed as, longest first."""
        phrases, forms = self.phrases, self.forms
        found: list[tuple[Tag, ...]] = [()] * len(stems)
        texts = [word.text for word in words]
        for i, stem in enumerate(stems):
            exact, entries = forms.get(texts[i]), phrases.get(stem)
            if exact is None and entries is None:
                continue
            here = (_beginning(exact, texts, i) if exact else ()) + (
                _beginning(entries, stems, i) if entries else ()
            )
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
    phrases: list[tuple[tuple[str, ...], Tag]] = []
    forms: list[tuple[tuple[str, ...], Tag]] = []
    for phrase, listed, entry in _entries(record):
        if phrase.startswith("="):
            exact = split_words(normalize("NFC", phrase[1:]), language)
            words = tuple([word.text for word in exact])
            forms.append((words, Tag(listed, entry, len(words))))
            continue
        stems = tuple(_stems(split_words(phrase, language), irregular, language))
        if stems and not (listed == "number_words" and phrase in record.get("scales", {})):
            phrases.append((stems, Tag(listed, entry, len(stems))))
    prefixes = tuple(record.get("prefixes", ()))
    return Lexicon(language, _by_first_word(phrases), _by_first_word(forms), irregular, prefixes)


def _by_first_word(entries: Sequence[tuple[tuple[str, ...], Tag]]) -> Phrases:
    found: dict[str, dict[int, dict[tuple[str, ...], tuple[Tag, ...]]]] = {}
    for words, tag in entries:
        of_length = found.setdefault(words[0], {}).setdefault(len(words), {})
        of_length[words] = (*of_length.get(words, ()), tag)
    return {first: sorted(lengths.items(), reverse=True) for first, lengths in found.items()}


def all_phrases(phrases: Phrases) -> Iterator[tuple[tuple[str, ...], Tag]]:
    """Yield every phrase with each of its tags."""
    for lengths in phrases.values():
        for _, of_length in lengths:
            for words, tags in of_length.items():
                yield from ((words, tag) for tag in tags)


FIGURES = frozenset(("number_words", "scales", "months", "weekdays", "times", "day_parts"))
"""Lists of words for numbers, dates and times."""


@cache
def changing_stems(language: str) -> frozenset[str]:
    """Return the stems of single words in which statements on one matter may differ.

    These are words for numbers, dates, times and change, and trifles.
    """
    lexicon = load_lexicon(language)
    lists = FIGURES | {"change", "trifles"}
    return frozenset(
        words[0]
        for words, tag in all_phrases(lexicon.phrases)
        if len(words) == 1 and tag.list in lists
    )


@cache
def fate_stems(language: str, fates: frozenset[int]) -> frozenset[str]:
    """Return stems of which a sentence has one if it tells that people met one of these fates.

    They are those of the longest word of each phrase: `hospital` of "in hospital".
    """
    lexicon = load_lexicon(language)
    phrases = (*all_phrases(lexicon.phrases), *all_phrases(lexicon.forms))
    stems = {
        max(words, key=len) for words, tag in phrases if tag.list == "fates" and tag.entry in fates
    }
    return frozenset((*stems, *stem_words([*stems, *lexicon.forms_of(stems)], language)))


def _beginning(
    lengths: Sequence[tuple[int, Mapping[tuple[str, ...], tuple[Tag, ...]]]],
    words: Sequence[str],
    i: int,
) -> tuple[Tag, ...]:
    """The tags of the phrases that stand at a place, the longest first."""
    if len(lengths) == 1:
        ((length, phrases),) = lengths
        return phrases.get(tuple(words[i : i + length]), ())
    found: tuple[Tag, ...] = ()
    for length, phrases in lengths:
        found += phrases.get(tuple(words[i : i + length]), ())
    return found


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
    for number, group in enumerate(record.get("fates", ())):
        phrases = group.split(", ")
        alike = [same for same in record["synonyms"] if phrases[0] in same.split(", ")]
        known = dict.fromkeys((*phrases, *(word for same in alike for word in same.split(", "))))
        yield from ((phrase, "fates", number) for phrase in known)
    for name in _PAIRS:
        for number, pair in enumerate(record.get(name, ())):
            for side, group in enumerate(pair):
                yield from ((phrase, name, (number, side)) for phrase in group.split(", "))
    for comparator, group in record.get("comparators", {}).items():
        yield from ((phrase, "comparators", comparator) for phrase in group)
    for name in _VALUES:
        yield from ((phrase, name, value) for phrase, value in record.get(name, {}).items())
