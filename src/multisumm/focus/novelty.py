"""What is new in each sentence against documents that the reader knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from multisumm.comparison.inverted_index import Ids, WordIndex, index_words
from multisumm.comparison.related import dated, languages_of, relations_of
from multisumm.comparison.relations import Relation
from multisumm.model import Sentence
from multisumm.selection.concepts import find_concepts
from multisumm.text.terms import TermTable, stack_rows

KNOWN_CONCEPT = 0.5
"""What a concept that is known counts for. The actors of a story return in what is new of it, so
what is known is discounted, not forbidden."""

ALL_KNOWN = 0.9
"""A sentence of which so many of the concepts are known says nothing new, unless it tells of
another state of something known."""

MAX_KNOWN_COMPARED = 30
"""A sentence is compared with so many known ones, those that share most content words with it."""

MAX_PROPOSED = 5_000
"""The words of a sentence propose so many known ones, its rarest words first. Otherwise frequent
words would propose nearly all to all, in a language whose function words are not known."""

_BEFORE, _AFTER = "0000-01-01", "9999-12-31"


@dataclass(frozen=True, eq=False)
class Heard:
    """What the reader has heard: the sentences of the known documents.

    Attributes:
        sentences: The m sentences; their documents are numbered behind those to be summarised.
        table: Their terms, with the vocabulary of the sentences to be summarised.
    """

    sentences: Sequence[Sentence]
    table: TermTable

    @cached_property
    def concepts(self) -> NDArray[np.int64]:
        """The keys of all concepts of the sentences (see `find_concepts`), each once."""
        return find_concepts(self.table)[2]

    def discounts(self, keys: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return what concepts (c,), given by their keys in `find_concepts`, count for (c,)."""
        return np.where(self.knows(keys), KNOWN_CONCEPT, 1.0)

    def factors(self, table: TermTable) -> NDArray[np.float64]:
        """Return what n sentences count for (n,), by how much is known: `KNOWN_CONCEPT` to 1."""
        return 1.0 - (1.0 - KNOWN_CONCEPT) * self.shares(table)

    def shares(self, table: TermTable) -> NDArray[np.float64]:
        """Return which share of the distinct concepts of n sentences is known (n,); 0 without any.

        Args:
            table: The terms of the sentences.
        """
        owners, ids, keys = find_concepts(table)
        count = len(table.starts) - 1
        known = np.bincount(owners, self.knows(keys)[ids], count)
        return known / np.maximum(np.bincount(owners, minlength=count), 1)

    def knows(self, keys: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return whether concepts (c,), given by their keys in `find_concepts`, are known (c,)."""
        return np.isin(keys, self.concepts)


@dataclass(frozen=True, slots=True, eq=False)
class Novelty:
    """What is new in n sentences.

    Attributes:
        related: For each sentence the known ones that relate to it, the most similar first. What is
            known counts as earlier, unless the dates of both documents tell otherwise.
        is_new: Whether each sentence says something new; shape (n,).
    """

    related: Sequence[Sequence[tuple[Sentence, Relation]]]
    is_new: NDArray[np.bool_]


def find_new(
    sentences: Sequence[Sentence],
    table: TermTable,
    heard: Heard,
    *,
    language: str,
    days: Mapping[int, str],
) -> Novelty:
    """Return what is new in each sentence.

    A sentence says nothing new if a known one says the same or more, or tells of a later state, or
    if nearly all of its concepts are known and it changes nothing that is known.

    Args:
        sentences: The n sentences.
        table: Their terms.
        heard: What the reader knows.
        language: The language of the sentences that have none of their own.
        days: Document -> its date as `YYYY-MM-DD`, where it has one, also of known documents.
    """
    both, count = [*sentences, *heard.sentences], len(sentences)
    index = index_words(stack_rows(table, heard.table), languages=languages_of(both, language))
    relations = relations_of(both, index, language=language, days=days)

    firsts = first_known(index, count)

    def nearest(i: int) -> list[int]:
        """Return the known sentences that share most content words with one."""
        own = index.terms_of(i)
        content = own[index.content[own]]
        proposed = propose_known(index, firsts, content if len(content) else own)
        others, shared = np.unique(proposed, return_counts=True)
        order = np.argsort(-shared, kind="stable")[:MAX_KNOWN_COMPARED]
        return [int(j) for j in others[order]]

    def relation(i: int, j: int) -> Relation | None:
        found = relations.of(i, j)
        if found is None or all(both[k].document in days for k in (i, j)):
            return found
        return dated(found, _AFTER, _BEFORE)

    related = [
        [(both[j], found) for j in nearest(i) if (found := relation(i, j))] for i in range(count)
    ]
    for one in related:
        one.sort(key=lambda item: -item[1].similarity)
    is_new = [
        not any(says_all(it) for _, it in found)
        and (share < ALL_KNOWN or any(it.kind in ("conflict", "update") for _, it in found))
        for found, share in zip(related, heard.shares(table).tolist(), strict=True)
    ]
    return Novelty(related, np.array(is_new, np.bool_))


def first_known(index: WordIndex, count: int) -> Ids:
    """Return where the known sentences of each of v terms begin in `index.sentences` (v,).

    Args:
        index: The words of the sentences, of which the known ones come last.
        count: Number of those that are not known.
    """
    owners = np.repeat(np.arange(len(index.rarity)), np.diff(index.postings))
    known = np.bincount(owners[index.sentences >= count], minlength=len(index.rarity))
    return index.postings[1:] - known


def propose_known(index: WordIndex, firsts: Ids, terms: Ids) -> Ids:
    """Return the known sentences with the rarest of some terms, each once for each of these.

    They are `MAX_PROPOSED` at most.

    Args:
        index: The words of the sentences.
        firsts: Where the known sentences of each term begin in `index.sentences`.
        terms: The terms, each once.
    """
    sizes = index.postings[terms + 1] - firsts[terms]
    rarest = np.argsort(sizes, kind="stable")
    rarest = rarest[sizes[rarest] > 0]
    fits = np.cumsum(sizes[rarest]) <= MAX_PROPOSED
    fits[:1] = True
    found = [
        index.sentences[firsts[term] : index.postings[term + 1]][:MAX_PROPOSED]
        for term in terms[rarest[fits]]
    ]
    return np.concatenate([np.empty(0, np.int64), *found])


def says_all(relation: Relation) -> bool:
    """Return whether the second sentence says all that the first says, or what came after that."""
    return (
        relation.kind == "same"
        or (relation.kind == "part" and relation.whole == 1)
        or (relation.kind == "update" and relation.later == 1)
    )
