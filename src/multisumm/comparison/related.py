"""Which sentences of a cluster relate to a given one: those that share enough with it are compared.

Comparing all pairs is not needed: an index from words to sentences gives those that have enough
words in common, so that the cost grows with the sentences that are picked, not with the pairs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache

from multisumm.comparison.inverted_index import WordIndex
from multisumm.comparison.relations import Relation, relate
from multisumm.comparison.statements import Statement, make_statement
from multisumm.model import Sentence

NEAR_WORDS = 0.3
"""Sentences that share less than this of the shorter one's content words are not compared."""

REPEATED = 0.45
"""Above this Jaccard similarity of all stems, a reader meets the same sentence twice.

Somewhat below .5, so that hardly any pair is above that by another way of cutting words.
"""

ONE_BY_ONE = 30
"""Up to this number of others each is looked at; of more, those that the index gives."""

RelationOf = Callable[[int, int], Relation | None]
"""Gives how the second of two sentences relates to the first, by their indices."""


def relation_finder(
    sentences: Sequence[Sentence],
    index: WordIndex,
    *,
    language: str,
    days: Mapping[int, str],
) -> RelationOf:
    """Return a function from two sentences to their relation; each pair is compared once.

    Where the rules find none, two sentences that share `REPEATED` of all their stems are `similar`.

    Args:
        sentences: The sentences.
        index: Their words.
        language: Their language.
        days: Document -> its date as `YYYY-MM-DD`, where it is known.
    """
    names = frozenset(_capitalised(sentences))

    @cache
    def vocabulary(i: int) -> tuple[frozenset[int], frozenset[int]]:
        own = index.terms_of(i)
        return frozenset(own.tolist()), frozenset(own[index.content[own]].tolist())

    @cache
    def statement(i: int) -> Statement:
        return make_statement(sentences[i].text, language=language, known_names=names)

    @cache
    def compared(low: int, high: int) -> Relation | None:
        (ours, content), (theirs, others) = vocabulary(low), vocabulary(high)
        shared, smaller = len(content & others), min(len(content), len(others))
        alike = len(ours & theirs) / len(ours | theirs)
        if shared < NEAR_WORDS * smaller - 1 or not (shared or alike > REPEATED):
            return None
        if sentences[low].text == sentences[high].text:
            return Relation("same", 1.0, "equal")
        relation = relate(statement(low), statement(high))
        if relation is None:
            return Relation("similar", alike, "stems", "words") if alike > REPEATED else None
        return dated(relation, *(days.get(sentences[i].document) for i in (low, high)))

    def relation_of(i: int, j: int) -> Relation | None:
        relation = compared(min(i, j), max(i, j))
        return relation if relation is None or i < j else turned(relation)

    return relation_of


_INSIDE = re.compile(r"(?<=[\w,;:)–-] )[^\W\d_a-z]\w+")


def _capitalised(sentences: Sequence[Sentence]) -> Iterator[str]:
    """The words that are capitalised inside a sentence, casefolded."""
    for sentence in sentences:
        for word in _INSIDE.findall(sentence.text):
            if word[0].isupper():
                yield word.casefold()


def dated(relation: Relation, mine: str | None, theirs: str | None) -> Relation:
    """Return a relation with regard to the dates of the two documents.

    A number, a state or a denial that differs between reports of different days is an update: what
    was told later may have changed. Dates, names and the like do not change.
    """
    if not mine or not theirs or mine == theirs:
        return relation
    if relation.kind == "conflict" and relation.rule in ("number", "opposite", "negation"):
        return replace(relation, kind="update", later=int(theirs > mine))
    if relation.kind == "update" and relation.later is None:
        return replace(relation, later=int(theirs > mine))
    return relation


def turned(relation: Relation) -> Relation:
    """Return the relation as it is seen from the other sentence."""
    return replace(
        relation,
        ours=relation.theirs,
        theirs=relation.ours,
        whole=None if relation.whole is None else 1 - relation.whole,
        later=None if relation.later is None else 1 - relation.later,
    )


def clash_test(index: WordIndex, relation_of: RelationOf) -> Callable[[int, Set[int]], bool]:
    """Return a function that tells whether one summary should not hold a sentence and others.

    That is so where they say the same, a part, the contrary, or nearly the same.
    """

    def clashes(sentence: int, others: Set[int]) -> bool:
        near = index.near(sentence, NEAR_WORDS) if len(others) > ONE_BY_ONE else others
        return any(relation_of(other, sentence) is not None for other in near if other in others)

    return clashes


def find_related(
    picked: Sequence[int], index: WordIndex, relation_of: RelationOf
) -> list[list[tuple[int, Relation]]]:
    """Return for each picked sentence all others that relate to it, in order of the input."""
    chosen = {*picked}
    related = []
    for i in picked:
        near = [j for j in index.near(i, NEAR_WORDS) if j != i and j not in chosen]
        found = [(j, relation) for j in near if (relation := relation_of(i, j))]
        related.append(found)
    return related
