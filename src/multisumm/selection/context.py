"""Decide how well a sentence stands alone: what of it needs the sentences before it.

The words are in `data/context_words.json`, a list of each kind for each language:

* `openers`: pronouns and connectives that refer back as first words;
* `phrases`: first words that do so together, some with the comma behind them;
* `additive`: words like `also`, which refer back among the first words of a sentence;
* `pronouns`: third person, singular;
* `definite`, `indefinite`: articles, and what else can stand for somebody new;
* `modifiers`: words behind a noun that say which one is meant, like prepositions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multisumm.characters import (
    CLOSING_BRACKETS,
    CLOSING_MARKS,
    CLOSING_QUOTES,
    COLONS,
    COMMAS,
    DASHES,
    OPENING_BRACKETS,
    OPENING_QUOTES,
)
from multisumm.model import Sentence
from multisumm.resources import read_data
from multisumm.selection.names import names_of
from multisumm.text.languages import function_words, has_spaces
from multisumm.text.terms import TermTable

DEPENDENT_FACTOR = 0.05
"""Quality of a sentence that cannot be understood without one before it, relative to one that can.
It is chosen if hardly anything else is there."""

LEANING_FACTOR = 0.5
"""Quality of a sentence that refers back but can be understood, relative to one that stands alone.
"""

ADDITIVE_WORDS = 7
"""A word like `also` refers back among so many first words; further on it joins two parts."""

FIRST_WORDS = 8
"""A pronoun among so many first words needs somebody named before it."""

MAX_FIRST_CHARACTERS = 200
"""Characters in which the first words are looked for."""

_EDGES = " ¿¡" + OPENING_QUOTES + CLOSING_QUOTES + OPENING_BRACKETS + CLOSING_BRACKETS + DASHES
_MARKS = CLOSING_MARKS + COMMAS + COLONS
_AROUND = _EDGES + _MARKS
_INSIDE = re.compile(r" (?<=[\w,;:)–-] )([^\W\d_]\w*(?:[’'\-]+\w+)*)")
_SPEAKER = re.compile(
    rf"[\"{re.escape(CLOSING_QUOTES)}](?<=[{re.escape(CLOSING_MARKS + COMMAS)}].)"
    rf"[{re.escape(COMMAS)}]?\s+(\w+)(?:\s+(\w+))?"
)
"""The first two words behind a quotation."""

_CONTINUES = re.compile(r"[\w’'-]")


class ContextWords(NamedTuple):
    """The words of a language that show what needs context, casefolded; see above.

    The phrases are by their first word.
    """

    phrases: Mapping[str, tuple[str, ...]] = {}
    openers: frozenset[str] = frozenset()
    additive: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()


def context_factors(
    sentences: Sequence[Sentence], table: TermTable, *, language: str
) -> NDArray[np.float64]:
    """Return a factor (n,) for how well each sentence reads without its neighbours, mostly 1.

    `DEPENDENT_FACTOR` for one that opens with a pronoun, a connective or a phrase that refers back
    (`But`, `These`, `At the same time`), or has a pronoun among its first words and nobody before
    it whom that can mean (`Police said she ...`). `LEANING_FACTOR` for one with a word like `also`
    among its first words, a quotation with a pronoun for its speaker, or one that takes something
    as known that its document has before, but the first sentence of no document: a name (`Valls`
    for `Manuel Valls`), or the noun that it opens with (`The visit is ...`).

    Args:
        sentences: The n sentences, in the order of the input.
        table: Their terms.
        language: Code of the language of those that have none of their own.
    """
    common = _common_words(sentences, language)
    presuming = _presuming_names(sentences)
    factors, definite = np.ones(len(sentences)), []
    for i, sentence in enumerate(sentences):
        own = sentence.language or language
        first = _first_words(sentence.text)
        if has_opener(sentence.text, own) or _has_loose_pronoun(first, own, common.get(own)):
            factors[i] = DEPENDENT_FACTOR
        elif i in presuming or _leans(sentence.text, first, own):
            factors[i] = LEANING_FACTOR
        elif _has_bare_noun(first, own):
            definite.append(i)
    factors[_taken_as_known(definite, sentences, table)] = LEANING_FACTOR
    return factors


@cache
def context_words(language: str) -> ContextWords:
    """Return the words of a language; no words of one that is not known."""
    lists: dict[str, dict[str, list[str]]] = json.loads(read_data("context_words.json"))
    own = lists.get(language, {})
    folded = {kind: tuple(map(str.casefold, own.get(kind, ()))) for kind in ContextWords._fields}
    phrases: dict[str, tuple[str, ...]] = {}
    for phrase in folded["phrases"]:
        head = phrase.split()[0].strip(_MARKS)
        phrases[head] = (*phrases.get(head, ()), phrase)
    return ContextWords(phrases, *(frozenset(folded[kind]) for kind in ContextWords._fields[1:]))


def has_opener(text: str, language: str) -> bool:
    """Return whether the first words of a sentence refer back to one before it."""
    words = context_words(language)
    head = text[:MAX_FIRST_CHARACTERS].lstrip(_EDGES).casefold()
    if not has_spaces(language):
        return head.startswith((*words.openers, *chain.from_iterable(words.phrases.values())))
    first = head.split(None, 1)[:1]
    opener = first[0].strip(_AROUND) if first else ""
    return opener in words.openers or any(
        head.startswith(phrase) and not _CONTINUES.match(head, len(phrase))
        for phrase in words.phrases.get(opener, ())
    )


def _first_words(text: str) -> list[str]:
    """The first words of a sentence, without the marks around them."""
    words = text[:MAX_FIRST_CHARACTERS].split(None, FIRST_WORDS + 2)[: FIRST_WORDS + 2]
    bare = [word if word.isalnum() else word.strip(_AROUND) for word in words]
    return [word for word in bare if word][:FIRST_WORDS]


def _has_loose_pronoun(first: Sequence[str], language: str, common: frozenset[str] | None) -> bool:
    """Whether a pronoun is among the first words, with nobody before it whom it can mean.

    A word with a capital that no sentence has without (`common`) can be somebody, unless it is a
    function word, and so can a noun with an article. In texts without capitals, it cannot be told.
    """
    words = context_words(language)
    if not words.pronouns or common is None:
        return False
    for word in first:
        folded = word.casefold()
        if folded in words.pronouns:
            return True
        if folded in words.definite or folded in words.indefinite:
            return False
        if word[0].isupper() and folded not in common and folded not in function_words(language):
            return False
    return False


def _leans(text: str, first: Sequence[str], language: str) -> bool:
    """Whether a first word adds to what was said, or the speaker of a quotation is a pronoun."""
    words = context_words(language)
    if not words.additive.isdisjoint(map(str.casefold, first[:ADDITIVE_WORDS])):
        return True
    speaker = _SPEAKER.search(text) if words.pronouns else None
    return speaker is not None and any(
        (word or "").casefold() in words.pronouns for word in speaker.groups()
    )


def _has_bare_noun(first: Sequence[str], language: str) -> bool:
    """Whether an article and a noun stand at the head, and nothing that says which one is meant."""
    words = context_words(language)
    if len(first) < 3 or first[0].casefold() not in words.definite or first[2][0].isupper():
        return False
    return first[2].casefold() not in words.modifiers


def _taken_as_known(
    definite: Sequence[int], sentences: Sequence[Sentence], table: TermTable
) -> list[int]:
    """Which sentences have a second word that their document has before, but no first sentence."""
    long_enough = [i for i in definite if table.starts[i + 1] - table.starts[i] > 1]
    if not long_enough:
        return []
    v, row = len(table.vocabulary), table.owners
    documents = np.array([sentence.document for sentence in sentences], np.int64)
    keys = documents[row] * v + table.tokens
    wanted = keys[table.starts[long_enough] + 1]
    first: dict[int, int] = {}
    for place in np.flatnonzero(np.isin(keys, wanted)).tolist():
        first.setdefault(int(keys[place]), int(row[place]))
    is_lead = np.array([sentence.position == 0 for sentence in sentences], bool)
    of_leads = np.zeros(v, bool)
    of_leads[table.tokens[is_lead[row]]] = True
    return [
        i
        for i, key in zip(long_enough, wanted.tolist(), strict=True)
        if first[key] < i and not of_leads[key % v]
    ]


def _presuming_names(sentences: Sequence[Sentence]) -> frozenset[int]:
    """The sentences with a last name that only an earlier one of their document introduces."""
    names = [names_of(sentence) for sentence in sentences]
    of_leads = frozenset(
        name
        for sentence, own in zip(sentences, names, strict=True)
        if sentence.position == 0
        for name in own.introduced
    )
    presuming = []
    known: set[str] = set()
    for i, (sentence, own) in enumerate(zip(sentences, names, strict=True)):
        known = known if i and sentences[i - 1].document == sentence.document else set()
        if known and not known.isdisjoint(own.mentioned - own.introduced - of_leads):
            presuming.append(i)
        known |= own.introduced
    return frozenset(presuming)


def _common_words(sentences: Sequence[Sentence], language: str) -> dict[str, frozenset[str]]:
    """The words with a small letter inside sentences, of each language that has capitals there."""
    lines: dict[str, list[str]] = {}
    for sentence in sentences:
        lines.setdefault(sentence.language or language, []).append(sentence.text)
    common = {}
    for code, texts in lines.items():
        inside = {*_INSIDE.findall("\n".join(texts))}
        if any(word[0].isupper() for word in inside):
            common[code] = frozenset([word for word in inside if word[0].islower()])
    return common
