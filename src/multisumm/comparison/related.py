"""Which sentences of a cluster relate to a given one: those that share enough with it are compared.

Comparing all pairs is not needed: an index from words to sentences gives those that have enough
words in common, so that the cost grows with the sentences that are picked, not with the pairs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache, partial
from itertools import chain
from typing import NamedTuple

import numpy as np

from multisumm.comparison.inverted_index import Ids, WordIndex
from multisumm.comparison.one_writer import as_of_one_writer
from multisumm.comparison.relations import Relation, relate, turned
from multisumm.comparison.retractions import is_taken_back
from multisumm.comparison.statements import ReadSentence, Statement, interpret, read_sentence
from multisumm.model import Sentence
from multisumm.text.languages import has_spaces

LEAST_SHARED = np.array((1, 1, 2, 2, 3))
"""Two sentences are compared if they share so many content words, by the number that the shorter
one has: of four or more, three."""

MIN_SHARE_OF_SHORTER = 0.34
"""Sentences that share less than this part of the shorter one's content words are not near."""

MIN_NEARNESS = 1.0
"""Nor are those whose nearness is less: the share of the rarity of the shorter one's content words
that they have in common, and twice the share of the rarity of the content words of both. Words
that stand in every other sentence of a cluster say little. Sentences that retell an event
(`RETOLD`) are near, whatever their nearness."""

REPEATED = 0.45
"""Above this Jaccard similarity of all stems, a reader meets the same sentence twice.

Somewhat below .5, so that hardly any pair is above that by another way of cutting words.
"""

RETOLD = 0.4
"""Two sentences of different documents that share this part of the content words of the shorter
one, tell one event, in other words; a summary needs one of them."""

RETOLD_WITHIN = 0.6
"""The same within a document, where writers come back to their subject but hardly repeat
themselves."""

LEADS = 2
RETOLD_IN_LEADS = 0.3
MIN_IN_LEADS = 7
"""So many first sentences of each document are its lead. Each outlet tells the news in its own: two
of them tell one event with a smaller share of the content words in common, if these and the numbers
and dates in common are so many, the documents are not known to be of different days, and spaces
stand between words."""

MIN_RETOLD = 4
"""So many content words are shared by sentences that tell one event."""

ONE_BY_ONE = 30
"""Up to this number of others each is looked at; of more, those that the index gives."""

BY_DATE = frozenset(("number", "opposite", "negation"))
"""Rules by which reports of different days differ and do not contradict each other."""

RelationOf = Callable[[int, int], Relation | None]
"""Gives how the second of two sentences relates to the first, by their indices."""


def least_shared(sizes: Ids) -> Ids:
    """Return `LEAST_SHARED` for the numbers of content words of shorter sentences."""
    return LEAST_SHARED[np.minimum(sizes, len(LEAST_SHARED) - 1)]


def languages_of(sentences: Sequence[Sentence], language: str) -> frozenset[str]:
    """Return the languages of sentences, with one for those that have none of their own."""
    return frozenset([one.language or language for one in sentences])


class Relations(NamedTuple):
    """How the sentences of a cluster relate; each pair is compared once, when it is asked for.

    Attributes:
        of: Gives how the second of two sentences relates to the first.
        near: Gives the sentences that are near enough to one to be compared, ascending.
        reading: Gives the words and figures of a sentence.
        statement: Gives a sentence as it is compared.
        language: The main language of the cluster.
    """

    of: RelationOf
    near: Callable[[int], Sequence[int]]
    reading: Callable[[int], ReadSentence]
    statement: Callable[[int], Statement]
    language: str


def relations_of(
    sentences: Sequence[Sentence],
    index: WordIndex,
    *,
    language: str,
    days: Mapping[int, str],
) -> Relations:
    """Return how sentences relate.

    What the next sentence of its source takes back supports nothing. Where the rules find nothing,
    two sentences that share `REPEATED` of all their stems are `similar`, and so are two that share
    `RETOLD` of their content words, or two leads of one day that share `RETOLD_IN_LEADS`.

    Args:
        sentences: The sentences.
        index: Their words.
        language: The language of those that have none of their own. Sentences of two languages
            are not compared.
        days: Document -> its date as `YYYY-MM-DD`, where it is known.
    """
    names = _capitalised(sentences)
    rarity = index.rarity.tolist()
    vocabulary = _vocabularies(index, rarity)
    retells = _retelling(sentences, vocabulary, index, language, days)
    near_enough = _near_enough(vocabulary, index)

    @cache
    def near(i: int) -> Sequence[int]:
        return [j for j in near_enough(i) if j != i and retells(i, j) is not None]

    reading = _readings(sentences, language)

    @cache
    def statement(i: int) -> Statement:
        return interpret(reading(i), known_names=names)

    def as_they_stand(low: int, high: int) -> Relation | None:
        retold = retells(low, high)
        if retold is None:
            return None
        if sentences[low].text == sentences[high].text:
            return Relation("same", 1.0, "equal")
        if sentences[low].language != sentences[high].language:
            return None
        relation = relate(statement(low), statement(high))
        if relation is not None:
            pair = ((sentences[i], statement(i)) for i in (low, high))
            relation = as_of_one_writer(relation, *pair)
            return dated(relation, *(days.get(sentences[i].document) for i in (low, high)))
        alike = _similarity(vocabulary(low), vocabulary(high))
        return Relation("similar", alike, "stems", "words") if retold or alike > REPEATED else None

    taken_back = partial(is_taken_back, sentences=sentences, statement=statement, language=language)
    compared = _without_retracted(as_they_stand, taken_back)

    def of(i: int, j: int) -> Relation | None:
        if i < j:
            return compared(i, j)
        relation = compared(j, i)
        return None if relation is None else turned(relation)

    return Relations(of, near, reading, statement, language)


def _readings(sentences: Sequence[Sentence], language: str) -> Callable[[int], ReadSentence]:
    @cache
    def reading(i: int) -> ReadSentence:
        one = sentences[i]
        return read_sentence(one.text, language=one.language or language)

    return reading


def _without_retracted(compared: RelationOf, is_taken_back: Callable[[int], bool]) -> RelationOf:
    """Relations in which a sentence that is taken back supports none, nor is supported."""
    taken_back = cache(is_taken_back)

    @cache
    def checked(low: int, high: int) -> Relation | None:
        found = compared(low, high)
        if found and found.kind in ("same", "part") and taken_back(low) != taken_back(high):
            return replace(found, kind="similar", differs_in="taken back", whole=None)
        return found

    return checked


class _Vocabulary(NamedTuple):
    """The words of a sentence.

    Attributes:
        terms: Its terms.
        content: Its content words.
        rarity: How rare these are together.
        least: So many of them it shares with a sentence with as many that is near.
    """

    terms: frozenset[int]
    content: frozenset[int]
    rarity: float
    least: int


def _vocabularies(index: WordIndex, rarity: Sequence[float]) -> Callable[[int], _Vocabulary]:
    least_of, is_content = LEAST_SHARED.tolist(), index.content.tolist()

    @cache
    def vocabulary(i: int) -> _Vocabulary:
        own = index.terms_of(i).tolist()
        content = [term for term in own if is_content[term]]
        together = sum([rarity[term] for term in content])
        least = least_of[min(len(content), len(least_of) - 1)]
        return _Vocabulary(frozenset(own), frozenset(content), together, least)

    return vocabulary


def _retelling(
    sentences: Sequence[Sentence],
    vocabulary: Callable[[int], _Vocabulary],
    index: WordIndex,
    language: str,
    days: Mapping[int, str],
) -> Callable[[int, int], bool | None]:
    """Return a function that tells whether two sentences tell one event; None if not even near."""
    rarity, changing = index.rarity.tolist(), index.changing.tolist()

    def are_leads_of_one_day(i: int, j: int) -> bool:
        one, other = sentences[i], sentences[j]
        if max(one.position, other.position) >= LEADS or not has_spaces(one.language or language):
            return False
        return len({days.get(one.document), days.get(other.document)} - {None, ""}) < 2

    def retells(i: int, j: int) -> bool | None:
        ours, theirs = vocabulary(i), vocabulary(j)
        shared = ours.content & theirs.content
        if len(shared) >= MIN_RETOLD:
            within = sentences[i].document == sentences[j].document
            share = RETOLD_WITHIN if within else RETOLD
            shorter = min(len(ours.content), len(theirs.content))
            if len(shared) >= share * shorter:
                return True
            if not within and len(shared) >= RETOLD_IN_LEADS * shorter:
                telling = len(shared) + sum(changing[term] for term in ours.terms & theirs.terms)
                if telling >= MIN_IN_LEADS and are_leads_of_one_day(i, j):
                    return True
        return False if _are_near(ours, theirs, shared, rarity) else None

    return retells


def _near_enough(
    vocabulary: Callable[[int], _Vocabulary], index: WordIndex
) -> Callable[[int], list[int]]:
    """Return a function that gives the sentences with enough of the content words of one.

    They are ascending, with that one. For a sentence without content words any word counts.
    """
    least, postings = least_shared(index.sizes).tolist(), index.postings.tolist()

    @cache
    def having(term: int) -> list[int]:
        found: list[int] = index.sentences[postings[term] : postings[term + 1]].tolist()
        return found

    def near_enough(i: int) -> list[int]:
        own = vocabulary(i)
        shared = Counter(chain.from_iterable(map(having, own.content or own.terms)))
        return sorted([j for j, n in shared.items() if n >= own.least or n >= least[j]])

    return near_enough


def _are_near(
    ours: _Vocabulary, theirs: _Vocabulary, shared: Set[int], rarity: Sequence[float]
) -> bool:
    """Whether two sentences share enough to be compared."""
    if len(shared) < ours.least and len(shared) < theirs.least:
        if ours.content or theirs.content:
            return False  # nor would the index give the one for the other
    elif len(shared) >= MIN_SHARE_OF_SHORTER * min(len(ours.content), len(theirs.content)):
        common = sum([rarity[term] for term in shared])
        both = ours.rarity + theirs.rarity - common
        if common / min(ours.rarity, theirs.rarity) + 2 * common / both >= MIN_NEARNESS:
            return True
    return _similarity(ours, theirs) > REPEATED


def _similarity(ours: _Vocabulary, theirs: _Vocabulary) -> float:
    """The Jaccard similarity of all stems, 0 to 1."""
    common = len(ours.terms & theirs.terms)
    return common / (len(ours.terms) + len(theirs.terms) - common or 1)


_INSIDE = re.compile(r" (?![a-z])(?<=[\w,;:)–-] )([^\W\d_]\w+)")


def _capitalised(sentences: Sequence[Sentence]) -> frozenset[str]:
    """The words that are capitalised inside a sentence, casefolded."""
    words = _INSIDE.findall("\n".join([sentence.text for sentence in sentences]))
    return frozenset([word.casefold() for word in {*words} if word[0].isupper()])


def dated(relation: Relation, mine: str | None, theirs: str | None) -> Relation:
    """Return a relation with regard to the dates of the two documents.

    A number, a state or a denial that differs between reports of different days is an update: what
    was told later may have changed. Dates, names and the like do not change, nor does what two
    speakers dispute.
    """
    if not mine or not theirs or mine == theirs:
        return relation
    if relation.kind == "conflict" and relation.rule in BY_DATE:
        return replace(relation, kind="update", later=int(theirs > mine))
    if relation.kind == "update" and relation.later is None:
        return replace(relation, later=int(theirs > mine))
    return relation


def clash_test(relations: Relations) -> Callable[[int, Set[int]], bool]:
    """Return a function that tells whether one summary should not hold a sentence and others.

    That is so where they say the same, a part, the contrary, or nearly the same.
    """

    def clashes(sentence: int, others: Set[int]) -> bool:
        for other in relations.near(sentence) if len(others) > ONE_BY_ONE else others:
            if other in others and relations.of(other, sentence):
                return True
        return False

    return clashes


def find_related(picked: Sequence[int], relations: Relations) -> list[list[tuple[int, Relation]]]:
    """Return for each picked sentence the others that relate to it, in order of the input.

    Other picked sentences are among them only if they contradict it or tell what came later.
    """
    chosen = {*picked}
    return [
        [
            (j, relation)
            for j in relations.near(i)
            if (relation := relations.of(i, j))
            and (j not in chosen or relation.kind in ("conflict", "update"))
        ]
        for i in picked
    ]
