"""Small words and endings by what they do in a sentence, from `data/small_words.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from multisumm.resources import read_data


@dataclass(frozen=True, slots=True)
class SmallWords:
    """The small words of a language, casefolded; those of a language without a list are empty.

    Attributes:
        of: Between a number and what it counts: two of them, deux millions d'euros.
        of_scale: Those that a scale needs before what it counts: deux millions d'euros.
        start: Before the number or date where a change or a stretch of time begins: from 3.
        end: Before the one where it ends: to 5.
        through: Between the first and the last day of a stretch: 4 to 6 May.
        between: Before a range: between 100 and 200.
        conjunctions: Words that mean `and`.
        adversatives: Words that mean `but`.
        alternatives: Words that mean `or`.
        articles: Indefinite articles.
        one: Words that mean the number one and are no articles.
        share_of: Before what a share is of: two in three, un électeur sur trois.
        per: Before the time of a rate: 50 litres a minute.
        then: Behind a time that tells when: a minute later.
        behind: Before a clause that tells what went before: after he had left.
        ordinal_ends: What is written behind the digits of an ordinal: 3rd.
        determiners: Articles, and the like that stand before a noun.
        pointing: Words before a noun that refer back: this offer, her case.
        pronouns: Personal pronouns that begin a sentence.
        way: The prepositions before the place where a way begins and where it ends.
        contractions: Prepositions that are one word with an article -> the bare preposition.
        infinitive: Words before an infinitive.
        capitalised: Names of months and weekdays that without a capital mean something else.
        measures_of_people: Words behind a number that counts people.
        denying_prefixes: Beginnings that deny any word of some length.
        plural_endings: Endings of a plural noun behind a number.
        past_endings: Endings by which the past is told from the present.
        future_endings: Endings of the future.
        infinitive_endings: Endings of infinitives.
        noun_endings: Endings of nouns that look like infinitives.
        place_endings: Endings of adjectives of places, where these have no capital: lyonnais.
    """

    of: frozenset[str] = frozenset()
    of_scale: frozenset[str] = frozenset()
    start: frozenset[str] = frozenset()
    end: frozenset[str] = frozenset()
    through: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    adversatives: frozenset[str] = frozenset()
    alternatives: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    one: frozenset[str] = frozenset()
    share_of: frozenset[str] = frozenset()
    per: frozenset[str] = frozenset()
    then: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()
    ordinal_ends: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    pointing: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    way: tuple[str, ...] = ()
    contractions: Mapping[str, str] = field(default_factory=dict)
    infinitive: frozenset[str] = frozenset()
    capitalised: frozenset[str] = frozenset()
    measures_of_people: frozenset[str] = frozenset()
    denying_prefixes: frozenset[str] = frozenset()
    plural_endings: tuple[str, ...] = ()
    past_endings: tuple[str, ...] = ()
    future_endings: tuple[str, ...] = ()
    infinitive_endings: tuple[str, ...] = ()
    noun_endings: tuple[str, ...] = ()
    place_endings: tuple[str, ...] = ()


_IN_ORDER = (
    "way", "plural_endings", "past_endings", "future_endings", "infinitive_endings", "noun_endings",
    "place_endings",
)  # fmt: skip


@cache
def small_words(language: str) -> SmallWords:
    """Return the small words of a language, by its ISO 639-1 code."""
    record: dict[str, Any] = json.loads(read_data("small_words.json")).get(language, {})
    for name, words in record.items():
        if name == "contractions":
            record[name] = {word.casefold(): bare for word, bare in words.items()}
        else:
            known = [word.casefold() for word in words]
            record[name] = tuple(known) if name in _IN_ORDER else frozenset(known)
    return SmallWords(**record)
