"""What a summary is to cover: the pairs of neighbouring words, and how much each is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multisumm.model import Sentence
from multisumm.terms import TermTable, sentence_of_token


@dataclass(frozen=True, slots=True, eq=False)
class Concepts:
    """Which of c concepts each of n sentences has, and what each concept is worth.

    Attributes:
        starts: Shape (n + 1,); sentence i has the concepts `ids[starts[i]:starts[i + 1]]`.
        ids: Concepts of all sentences one after another, each at most once a sentence, ascending.
        weights: Shape (c,), not negative.
    """

    starts: NDArray[np.int64]
    ids: NDArray[np.int64]
    weights: NDArray[np.float64]

    def of(self, sentence: int) -> NDArray[np.int64]:
        """The concepts of one sentence."""
        return self.ids[self.starts[sentence] : self.starts[sentence + 1]]

    def take(self, members: NDArray[np.int64]) -> Concepts:
        """The same concepts for these sentences only, in this order."""
        lengths = np.diff(self.starts)[members]
        ends = np.cumsum(lengths)
        entries = np.arange(lengths.sum()) + np.repeat(
            self.starts[members] - ends + lengths, lengths
        )
        return Concepts(np.concatenate([[0], ends]), self.ids[entries], self.weights)


def extract_concepts(sentences: Sequence[Sentence], table: TermTable) -> Concepts:
    """Bigrams of stems and single content words as concepts, weighted by where documents say them.

    A bigram of two function words is no concept. A concept's spread is the sum over documents of
    1 / sqrt(1 + position of its first sentence there): told by many and told early is worth more
    (Gillick & Favre 2009 take the number of documents alone). What only one document tells has
    `UNSHARED` of its spread, and the weight is the spread to the power of `CONSENSUS`, so that what
    all tell comes before what one opens with. Single words weigh `WORD_SHARE` of that; they tell
    sentences without bigrams apart.
    """
    n, v = len(sentences), len(table.vocabulary)
    if not len(table.tokens):
        return Concepts(np.zeros(n + 1, np.int64), np.zeros(0, np.int64), np.zeros(0))
    places, keys = _occurrences(table, v)
    owned, ids = distinct_pairs(places, keys)
    document = np.array([sentence.document for sentence in sentences])
    position = np.array([sentence.position for sentence in sentences])
    concepts, ids = np.unique(ids, return_inverse=True)
    weights = _spread(document[owned], position[owned], ids, len(concepts)) ** CONSENSUS
    weights[concepts < v] *= WORD_SHARE
    starts = np.searchsorted(owned, np.arange(n + 1))
    return Concepts(starts.astype(np.int64), ids.astype(np.int64), weights)


UNSHARED = 0.5
"""Share of its spread that a concept of a single document keeps."""

CONSENSUS = 1.5
"""Power of the spread: above 1, a fact told by two outweighs two facts told by one each."""

WORD_SHARE = 0.1
"""Weight of a single word beside a bigram of the same spread."""


def _occurrences(table: TermTable, v: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Sentence and key of each occurrence: of a word its id, of a bigram (first + 1) v + second."""
    tokens = table.tokens.astype(np.int64)
    place = sentence_of_token(table)
    content = table.content[tokens]
    follows = place[:-1] == place[1:]
    pair = follows & (content[:-1] | content[1:])
    bigrams = (tokens[:-1] + 1) * v + tokens[1:]
    return (
        np.concatenate([place[content], place[:-1][pair]]),
        np.concatenate([tokens[content], bigrams[pair]]),
    )


def distinct_pairs(
    places: NDArray[np.int64], keys: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The distinct (place, key) pairs in ascending order."""
    order = np.lexsort((keys, places))
    places, keys = places[order], keys[order]
    first = np.ones(len(keys), bool)
    first[1:] = (places[1:] != places[:-1]) | (keys[1:] != keys[:-1])
    return places[first], keys[first]


def _spread(
    document: NDArray[np.int64], position: NDArray[np.int64], ids: NDArray[np.int64], c: int
) -> NDArray[np.float64]:
    """Sum (c,) over documents with a concept of 1 / sqrt(1 + position of its first sentence).

    The sum of a concept that only one document has is taken times `UNSHARED`.
    """
    order = np.lexsort((position, document, ids))
    document, position, ids = document[order], position[order], ids[order]
    first = np.ones(len(ids), bool)
    first[1:] = (ids[1:] != ids[:-1]) | (document[1:] != document[:-1])
    told = np.bincount(ids[first], weights=1.0 / np.sqrt(1.0 + position[first]), minlength=c)
    documents = np.bincount(ids[first], minlength=c)
    return np.where(documents == 1, UNSHARED, 1.0) * told.astype(np.float64)
