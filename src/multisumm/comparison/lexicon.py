"""What the words of a language mean to a comparison, read from `data/lexicon/`.

A lexicon lists phrases by what they do: groups that mean the same, sides that contradict each other
(two or more: open, shut; black, white, red), words that deny, hedge or plan, comparators, months,
units. `figure_words.json` has more of figures: ordinals, frequencies, how units are converted.
Phrases are compared by their stems, so that regular inflections need not be listed; `=` before a
phrase asks for those forms.
A group of `fates` (what became of people: dead, missing) has the synonyms of its first phrase, too.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from itertools import chain
from typing import Any, NamedTuple
from unicodedata import normalize

from multisumm.comparison.words import Word, split_words
from multisumm.resources import data_names, read_data
from multisumm.text.languages import function_words
from multisumm.text.tokens import stem_words

OPERATORS = (
    "negation", "failure", "denial", "hedge", "claim", "plan", "future", "attempt", "request",
    "condition",
)  # fmt: skip
"""Lists of phrases that change how a statement is meant."""

_LISTS = (
    *OPERATORS, "not_negation", "saying", "that", "change", "trifles", "passive", "am", "pm",
    "age", "and_half", "minus", "contests", "levels", "rebuttal",
    "numbered", "none", "retraction", "until", "exceptive", "converse", "relational", "ranking",
    "former", "deadline", "hours", "at", "has_age", "moved", "light", "persons",
    "universal", "partial", "only", "both", "further", "undoing", "statistic", "implicative",
    "sums", "regions", "others", "since", "reasons", "pictures", "phone_numbers",
)  # fmt: skip
_GROUPS = ("months", "weekdays", "synonyms", "day_parts", "ordinals", "ranked", "genders")
_VALUES = ("times", "scales", "number_words", "multiples", "frequencies", "minutes")

OF_DEAD, OF_INJURED, OF_MISSING = 0, 1, 3
"""Groups of `fates`, the same in every lexicon."""


class Measure(NamedTuple):
    """A unit that is converted.

    Attributes:
        dimension: What it measures: `length`, `duration` ...; units of one dimension compare.
        factor: How many of the dimension's smallest common unit it is.
    """

    dimension: str
    factor: Fraction


class Tag(NamedTuple):
    """What a phrase is listed as.

    Attributes:
        list: Name of its list.
        entry: Index of its group; (index, side) of its pair; its value; the `Measure` of a unit
            that is converted; else 0.
        length: Number of its words.
        keys: What a word that the phrase hangs on can be matched by: the synonyms, the side of the
            pair.
        rivals: The same of its opposites.
    """

    list: str
    entry: Any
    length: int
    keys: frozenset[str] = frozenset()
    rivals: frozenset[str] = frozenset()


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

    def forms_of(self, stems: Collection[str]) -> frozenset[str]:
        """Return the irregular forms of words with one of these stems."""
        bases = stem_words(list(self.irregular.values()), self.language)
        return frozenset(
            form for form, base in zip(self.irregular, bases, strict=True) if base in stems
        )

    def tags(self, texts: Sequence[str], stems: Sequence[str], i: int) -> tuple[Tag, ...]:
        """Return what the phrases that begin at a word are listed as, the longest first.

        Args:
            texts: The words of a sentence.
            stems: Their stems.
            i: Index of the word.
        """
        exact = _beginning(self.forms.get(texts[i], ()), texts, i)
        found = _beginning(self.phrases.get(stems[i], ()), stems, i)
        if exact and found:
            return tuple(sorted(exact + found, key=_by_length))
        return exact or found


class Entry(NamedTuple):
    """A word by itself.

    Attributes:
        stem: Its stem, that of its base form where it is irregular.
        tells: Whether it says something: it is neither a function word nor a single letter.
        meaning: What it can be matched by beside its stem: its groups of synonyms, its sides.
        keys: All that it can be matched by.
        rivals: What its opposites can be matched by.
        tags: What it is listed as.
        followers: The second words of the phrases of several words that it begins.
    """

    stem: str
    tells: bool
    meaning: frozenset[str]
    keys: frozenset[str]
    rivals: frozenset[str]
    tags: tuple[Tag, ...]
    followers: frozenset[str]


class ReadWords(NamedTuple):
    """The words of a sentence with what they mean.

    Attributes:
        stems: The stem of each.
        tells: Whether each says something by itself.
        meanings: What each can be matched by by itself, beside its stem.
        keys: All that each can be matched by by itself.
        rivals: What the opposites of each can be matched by.
        tags: What the phrases that begin at each are listed as, the longest first.
        phrases: The words at which phrases of several words begin, in order.
        listed: List -> the words at which its phrases begin, and their tags, in order.
    """

    stems: tuple[str, ...]
    tells: tuple[bool, ...]
    meanings: tuple[frozenset[str], ...]
    keys: tuple[frozenset[str], ...]
    rivals: tuple[frozenset[str], ...]
    tags: tuple[tuple[Tag, ...], ...]
    phrases: tuple[int, ...]
    listed: Mapping[str, Sequence[tuple[int, Tag]]]


def read_words(words: Sequence[Word], language: str) -> ReadWords:
    """Return the words of a sentence in a language with what they mean."""
    if not words:
        return ReadWords((), (), (), (), (), (), (), {})
    texts = [word.text for word in words]
    entries = map(_entry_of(language), texts)
    stems, tells, meanings, keys, rivals, alone, followers = zip(*entries, strict=True)
    tags, lexicon = list(alone), load_lexicon(language)
    phrases: list[int] = []
    for i, second in enumerate(followers[:-1]):
        if second and (stems[i + 1] in second or texts[i + 1] in second):
            tags[i] = lexicon.tags(texts, stems, i)
            phrases.append(i)
    listed: defaultdict[str, list[tuple[int, Tag]]] = defaultdict(list)
    for i, here in enumerate(tags):
        for tag in here:
            listed[tag.list].append((i, tag))
    return ReadWords(stems, tells, meanings, keys, rivals, tuple(tags), tuple(phrases), listed)


_NOTHING: frozenset[str] = frozenset()
"""One for all words, of which most have no synonyms, no opposites and begin no phrase."""

_MAX_ENTRIES = 1 << 14
"""Words of a language that are remembered, for most come again."""


@cache
def _entry_of(language: str) -> Callable[[str], Entry]:
    """Return a function that looks up a word by itself."""
    lexicon, function = load_lexicon(language), function_words(language)

    @lru_cache(maxsize=_MAX_ENTRIES)
    def entry(word: str) -> Entry:
        (stem,) = stem_words([lexicon.irregular.get(word, word)], language)
        lengths = (*lexicon.forms.get(word, ()), *lexicon.phrases.get(stem, ()))
        tags = lexicon.tags((word,), (stem,), 0) if lengths else ()
        meaning = _NOTHING.union(*[tag.keys for tag in tags])
        followers = [words[1] for length, known in lengths if length > 1 for words in known]
        return Entry(
            stem,
            function.isdisjoint((stem, word)) and (len(word) > 1 or word > "\u0e00"),
            meaning or _NOTHING,
            meaning | {stem},
            _NOTHING.union(*[tag.rivals for tag in tags]) or _NOTHING,
            tags,
            frozenset(followers) or _NOTHING,
        )

    return entry


@cache
def load_lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language; of one without a file, its words for numbers."""
    name = f"{language}.json"
    known = name in data_names("lexicon")
    record: dict[str, Any] = json.loads(read_data(f"lexicon/{name}")) if known else {}
    figures = json.loads(read_data("figure_words.json")).get(language, {}) if known else {}
    record = {**record, **figures, "units": record.get("units", []) + figures.get("units", [])}
    irregular: dict[str, str] = record.get("irregular", {})
    counting: Mapping[str, int] = json.loads(read_data("number_words.json")).get(language, {})
    record["number_words"] = {
        **counting, **record.get("fractions", {}), **record.get("number_words", {})
    }  # fmt: skip
    phrases: list[tuple[tuple[str, ...], Tag]] = []
    forms: list[tuple[tuple[str, ...], Tag]] = []
    for phrase, listed, entry in _entries(record):
        words = _words_of(phrase.removeprefix("="), language)
        if phrase.startswith("="):
            forms.append((words, _tag(listed, entry, len(words))))
        elif words and not (listed == "number_words" and phrase in record.get("scales", {})):
            bases = [irregular.get(word, word) for word in words]
            stems = tuple(stem_words(bases, language))
            phrases.append((stems, _tag(listed, entry, len(stems))))
    prefixes = tuple(record.get("prefixes", ()))
    return Lexicon(language, _by_first_word(phrases), _by_first_word(forms), irregular, prefixes)


def _tag(listed: str, entry: Any, length: int) -> Tag:
    if listed == "synonyms":
        return Tag(listed, entry, length, frozenset((f"={entry}",)))
    if listed == "opposites":
        group, side, sides = entry
        return Tag(listed, (group, side), length, *_keys_of_side(group, side, sides))
    return Tag(listed, entry, length)


@cache
def _keys_of_side(group: int, side: int, sides: int) -> tuple[frozenset[str], frozenset[str]]:
    """The key of one of the sides of a group of opposites, and those of all others."""
    others = frozenset(f"{group}/{other}" for other in range(sides) if other != side)
    return frozenset((f"{group}/{side}",)), others


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


FIGURES = frozenset((
    "number_words", "scales", "months", "weekdays", "times", "day_parts", "multiples",
    "frequencies", "ordinals",
))  # fmt: skip
"""Lists of words for numbers, dates and times."""


@cache
def changing_stems(language: str) -> frozenset[str]:
    """Return the stems of single words in which statements on one matter may differ.

    These are words for numbers, dates, times and change, and trifles.
    """
    lexicon = load_lexicon(language)
    lists = FIGURES - {"ordinals"} | {"change", "trifles"}
    return frozenset(
        words[0]
        for words, tag in all_phrases(lexicon.phrases)
        if len(words) == 1 and tag.list in lists
    )


@cache
def fate_stems(language: str, fates: frozenset[int]) -> frozenset[str]:
    """Return stems of which a sentence has one if it tells that people met one of these fates."""
    return _telling_stems(
        language, lambda tag: tag.list == "fates" and tag.entry in fates, fewest=True
    )


@cache
def count_stems(language: str) -> frozenset[str]:
    """Return stems of which a sentence has one if it counts in words: how many, or that none."""
    return _telling_stems(language, lambda tag: tag.list in ("number_words", "scales", "none"))


def _telling_stems(
    language: str, tells: Callable[[Tag], bool], *, fewest: bool = False
) -> frozenset[str]:
    """The stems of the most telling word of each phrase of a kind: `hospital` of "in hospital".

    With `fewest`, that is the word that most phrases have: `life` of "claim the life".
    """
    lexicon, function = load_lexicon(language), function_words(language)
    known = (*all_phrases(lexicon.phrases), *all_phrases(lexicon.forms))
    phrases = [words for words, tag in known if tells(tag)]
    shared = Counter(chain.from_iterable(phrases) if fewest else ())
    stems = {
        max(words, key=lambda word: (word not in function, shared[word], len(word)))
        for words in phrases
    }
    return frozenset((*stems, *stem_words([*stems, *lexicon.forms_of(stems)], language)))


def _beginning(
    lengths: Sequence[tuple[int, Mapping[tuple[str, ...], tuple[Tag, ...]]]],
    words: Sequence[str],
    i: int,
) -> tuple[Tag, ...]:
    """The tags of the phrases that stand at a place, the longest first."""
    found: tuple[Tag, ...] = ()
    for length, phrases in lengths:
        found += phrases.get(tuple(words[i : i + length]), ())
    return found


def _by_length(tag: Tag) -> int:
    return -tag.length


def _words_of(phrase: str, language: str) -> tuple[str, ...]:
    """The words of a phrase; of plain letters, as most are, without a pattern."""
    if phrase.isascii() and phrase.replace(" ", "").isalpha():
        return tuple(phrase.lower().split())
    return tuple([word.text for word in split_words(normalize("NFC", phrase), language)])


def _entries(record: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield every phrase with its list and what it is there."""
    for name in _LISTS:
        yield from ((phrase, name, 0) for phrase in record.get(name, ()))
    for name in _GROUPS:
        for number, group in enumerate(record.get(name, ())):
            yield from ((phrase, name, number) for phrase in group.split(", "))
    yield from _units(record)
    yield from _fates(record)
    yield from _sides(record)
    for name in ("comparators", "more_comparators"):
        for comparator, group in record.get(name, {}).items():
            yield from ((phrase, "comparators", comparator) for phrase in group)
    for name in _VALUES:
        yield from ((phrase, name, value) for phrase, value in record.get(name, {}).items())


def _units(record: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield every phrase for a unit with its `Measure` where it is converted, else its number."""
    measures = {
        phrase: Measure(dimension, Fraction(factor))
        for dimension, factors in record.get("measures", {}).items()
        for phrase, factor in factors.items()
    }
    for number, group in enumerate(record["units"]):
        phrases = group.split(", ")
        yield from ((phrase, "units", measures.get(phrases[0], number)) for phrase in phrases)


def _fates(record: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    """Yield every phrase for a fate, those that mean the same as its first included."""
    groups = [group.split(", ") for group in record.get("synonyms", ())]
    for number, group in enumerate(record.get("fates", ())):
        phrases = group.split(", ")
        alike = [same for same in groups if phrases[0] in same]
        known = dict.fromkeys((*phrases, *(word for same in alike for word in same)))
        yield from ((phrase, "fates", number) for phrase in known)


def _sides(record: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield every phrase with opposites, of two states or of several kinds, with its side."""
    for name in ("later", "alternatives"):
        for number, sides in enumerate(record.get(name, ())):
            for side, group in enumerate(sides):
                yield from ((phrase, name, (number, side)) for phrase in group.split(", "))
    for number, sides in enumerate(record.get("opposites", ())):
        for side, group in enumerate(sides):
            at = (number, side, len(sides))
            yield from ((phrase, "opposites", at) for phrase in group.split(", "))
