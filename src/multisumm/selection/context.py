"""Decide how well a sentence stands alone: what of it needs the sentences before it.

The words are in `data/context_words.json`, a list of each kind for each language:

* `openers`: pronouns and connectives that refer back as first words;
* `phrases`: first words that do so together, some with the comma behind them;
* `unless`: first words that name a time together, though they begin like an opener (`this week`);
* `additive`: words like `also`, which refer back among the first words of a sentence;
* `pronouns`: third person, singular;
* `definite`, `indefinite`: articles, and what else can stand for somebody new;
* `modifiers`: words behind a noun that say which one is meant, like prepositions;
* `roles`: nouns that name again, behind such an article, somebody who was named otherwise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence, Set
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

SOUGHT_SINGLY = 50
"""Up to this number of words each is looked for in a text; of more, all words in it are read."""

_EDGES = " ¿¡" + OPENING_QUOTES + CLOSING_QUOTES + OPENING_BRACKETS + CLOSING_BRACKETS + DASHES
_QUOTES = ('"', *OPENING_QUOTES)
_MARKS = CLOSING_MARKS + COMMAS + COLONS
_AROUND = _EDGES + _MARKS
_INSIDE = re.compile(r" (?<=[\w,;:)–-] )([^\W\d_]\w*(?:[’'\-]+\w+)*)")
_SPEAKER = re.compile(
    rf"[\"{re.escape(CLOSING_QUOTES)}](?<=[{re.escape(CLOSING_MARKS + COMMAS)}].)"
    rf"[{re.escape(COMMAS)}]?\s+(\w+)(?:\s+(\w+))?"
)
"""The first two words behind a quotation."""

_FURTHER_SPEAKER = re.compile(
    rf"[\"{re.escape(CLOSING_QUOTES)}]([^\"{re.escape(CLOSING_QUOTES)}]{{1,80}}),\s(\w+)\s\w"
)
"""What stands between a quotation and a comma, and the word behind it."""

_CONTINUES = re.compile(r"[\w’'-]")


class ContextWords(NamedTuple):
    """The words of a language that show what needs context, casefolded; see above.

    The phrases are by their first word.
    """

    phrases: Mapping[str, tuple[str, ...]] = {}
    unless: Mapping[str, tuple[str, ...]] = {}
    openers: frozenset[str] = frozenset()
    additive: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()


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
    presuming = _presuming_names(sentences)
    factors, definite = np.ones(len(sentences)), []
    roles: set[int] = set()
    named: dict[str, dict[int, frozenset[str]]] = {}
    for i, sentence in enumerate(sentences):
        own = sentence.language or language
        words = context_words(own)
        head = sentence.text[:MAX_FIRST_CHARACTERS]
        folded = head.casefold()
        first = _first_words(folded)
        if _has_opener(folded, words, own):
            factors[i] = DEPENDENT_FACTOR
        elif i in presuming or _leans(sentence.text, first, words):
            factors[i] = LEANING_FACTOR
        elif len(first) > 2 and first[0] in words.definite and _has_bare_noun(head, words):
            definite.append(i)
            if first[1] in words.roles and sentence.position:
                roles.add(i)
        if not words.pronouns.isdisjoint(first):
            names = _names_before_pronoun(head, words)
            if names is not None:
                named.setdefault(own, {})[i] = names - function_words(own)
    factors[_taken_as_known(definite, roles, sentences, table)] = LEANING_FACTOR
    factors[_with_loose_pronouns(named, sentences, language)] = DEPENDENT_FACTOR
    return factors


@cache
def context_words(language: str) -> ContextWords:
    """Return the words of a language; no words of one that is not known."""
    lists: dict[str, dict[str, list[str]]] = json.loads(read_data("context_words.json"))
    own = lists.get(language, {})
    folded = {kind: tuple(map(str.casefold, own.get(kind, ()))) for kind in ContextWords._fields}
    return ContextWords(
        _by_first_word(folded["phrases"]),
        _by_first_word(folded["unless"]),
        *(frozenset(folded[kind]) for kind in ContextWords._fields[2:]),
    )


def _by_first_word(phrases: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for phrase in phrases:
        head = phrase.split()[0].strip(_MARKS)
        found[head] = (*found.get(head, ()), phrase)
    return found


def _has_opener(head: str, words: ContextWords, language: str) -> bool:
    """Whether the first words of a sentence, casefolded, refer back to one before it."""
    head = head.lstrip(_EDGES)
    if not has_spaces(language):
        return head.startswith((*words.openers, *chain.from_iterable(words.phrases.values())))
    first = head.split(None, 1)[:1]
    opener = first[0].strip(_AROUND) if first else ""
    if _begins_with(head, words.phrases.get(opener, ())):
        return True
    is_opener = opener.replace("’", "'") in words.openers
    return is_opener and not _begins_with(head, words.unless.get(opener, ()))


def _begins_with(head: str, phrases: Sequence[str]) -> bool:
    return any(
        head.startswith(phrase) and not _CONTINUES.match(head, len(phrase)) for phrase in phrases
    )


def _first_words(head: str) -> list[str]:
    """The first words of the beginning of a sentence, without the marks around them."""
    words = head.split(None, FIRST_WORDS + 2)[: FIRST_WORDS + 2]
    bare = [bare for word in words if (bare := word if word.isalnum() else word.strip(_AROUND))]
    return bare[:FIRST_WORDS]


def _names_before_pronoun(head: str, words: ContextWords) -> frozenset[str] | None:
    """The first words with a capital before a pronoun, casefolded; None if an article is there."""
    names = []
    for word in _first_words(head):
        folded = word.casefold()
        if folded in words.pronouns:
            break
        if folded in words.definite or folded in words.indefinite:
            return None
        if word[0].isupper():
            names.append(folded)
    return frozenset(names)


def _with_loose_pronouns(
    named: Mapping[str, Mapping[int, frozenset[str]]], sentences: Sequence[Sentence], language: str
) -> list[int]:
    """Which sentences have a pronoun among their first words and nobody before it whom it can mean.

    A word with a capital that no sentence has without can be somebody. In texts without capitals,
    it cannot be told.

    Args:
        named: Language -> sentence with a pronoun among its first words, without an article before
            it -> the words with a capital before it, casefolded, but for function words.
        sentences: All sentences.
        language: Code of the language of those that have none of their own.
    """
    loose: list[int] = []
    for code, before in named.items():
        text = "\n".join([one.text for one in sentences if (one.language or language) == code])
        if any(word[1][0].isupper() for word in _INSIDE.finditer(text)):
            small = _standing_inside(frozenset().union(*before.values()), text)
            loose += [i for i, names in before.items() if names <= small]
    return loose


def _leans(text: str, first: Sequence[str], words: ContextWords) -> bool:
    """Whether a first word adds to what was said, or the speaker of a quotation is a pronoun."""
    if not words.additive.isdisjoint(first[:ADDITIVE_WORDS]):
        return True
    if not words.pronouns:
        return False
    speaker = _SPEAKER.search(text)
    if speaker and any((word or "").casefold() in words.pronouns for word in speaker.groups()):
        return True
    further = _FURTHER_SPEAKER.search(text) if text[:1] in _QUOTES else None
    return (
        further is not None
        and further[2].casefold() in words.pronouns
        and not any(map(str.isupper, further[1]))
    )


def _has_bare_noun(head: str, words: ContextWords) -> bool:
    """Whether nothing behind an article and a noun at the head says which one is meant."""
    behind = _first_words(head)[2]
    return not behind[0].isupper() and behind.casefold() not in words.modifiers


def _taken_as_known(
    definite: Sequence[int], roles: Set[int], sentences: Sequence[Sentence], table: TermTable
) -> list[int]:
    """Which sentences have a second word that no first sentence has, but their document before.

    A role (`The actress`) may stand for a name there.
    """
    long_enough = [i for i in definite if table.starts[i + 1] - table.starts[i] > 1]
    if not long_enough:
        return []
    v, row = len(table.vocabulary), table.owners
    documents = np.array([sentence.document for sentence in sentences], np.int64)
    keys = documents[row] * v + table.tokens
    wanted = keys[table.starts[long_enough] + 1]
    places = np.flatnonzero(np.isin(keys, wanted))[::-1]
    first = dict(zip(keys[places].tolist(), row[places].tolist(), strict=True))
    is_lead = np.array([sentence.position == 0 for sentence in sentences], bool)
    of_leads = np.zeros(v, bool)
    of_leads[table.tokens[is_lead[row]]] = True
    return [
        i
        for i, key in zip(long_enough, wanted.tolist(), strict=True)
        if (first[key] < i or i in roles) and not of_leads[key % v]
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


def _standing_inside(words: frozenset[str], text: str) -> frozenset[str]:
    """Those of the words that stand in this form inside a sentence of a text."""
    if len(words) > SOUGHT_SINGLY:
        return words.intersection(_INSIDE.findall(text))
    return frozenset([word for word in words if _stands_inside(word, text)])


def _stands_inside(word: str, text: str) -> bool:
    place = text.find(f" {word}")
    while place >= 0:
        found = _INSIDE.match(text, place)
        if found and found[1] == word:
            return True
        place = text.find(f" {word}", place + 1)
    return False
