"""Find the concepts that a summary should cover, mostly word pairs, and weight them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from multisumm.model import Sentence
from multisumm.text.terms import TermTable, changes, distinct_pairs

Discounts = Callable[[NDArray[np.int64]], NDArray[np.float64]]
"""Keys of concepts (c,), as in `find_concepts` -> what each counts for (c,), 0 to 1."""


@dataclass(frozen=True, eq=False)
class Concepts:
    """The concepts of each of n sentences, and the weights of all c concepts.

    Attributes:
        starts: Shape (n + 1,); sentence i has the concepts `ids[starts[i]:starts[i + 1]]`.
        ids: Concepts of all sentences in a row; within a sentence ascending, each once.
        weights: Shape (c,), not negative.
    """

    starts: NDArray[np.int64]
    ids: NDArray[np.int64]
    weights: NDArray[np.float64]

    def of(self, sentence: int) -> NDArray[np.int64]:
        """Return the concepts of one sentence."""
        return self.ids[self.starts[sentence] : self.starts[sentence + 1]]

    def with_further(
        self,
        owners: NDArray[np.int64],
        numbers: NDArray[np.int64],
        weights: NDArray[np.float64],
    ) -> Concepts:
        """Return these concepts and others, with their weights (f,).

        Args:
            owners: The sentence of each new entry.
            numbers: Its concept, from 0; no two entries are the same.
            weights: The weights of the new concepts.
        """
        n = len(self.starts) - 1
        of = np.concatenate([np.repeat(np.arange(n), self.lengths), owners])
        ids = np.concatenate([self.ids, len(self.weights) + numbers])
        order = np.lexsort((ids, of))
        starts = np.concatenate([[0], np.cumsum(np.bincount(of, minlength=n))])
        return Concepts(starts, ids[order], np.concatenate([self.weights, weights]))

    def sums(self) -> NDArray[np.float64]:
        """Return the total weight of the concepts of each sentence (n,).

        Each sentence is summed by itself, not as a difference of running sums: equal ones must tie.
        """
        return self.sum_of(self.weights[self.ids])

    def sum_of(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the sum for each sentence (n,) of values given for each entry of `ids`."""
        filled, begins = self._filled
        if len(begins) == len(filled):
            return np.add.reduceat(values, begins)
        sums = np.zeros(len(filled))
        if len(values):
            sums[filled] = np.add.reduceat(values, begins)
        return sums

    def means_of(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the mean for each concept (c,) of values (n,) of the sentences that have it."""
        number = np.bincount(self.ids, minlength=len(self.weights))
        each = np.repeat(values, self.lengths)
        return np.bincount(self.ids, each, len(self.weights)) / np.maximum(number, 1)

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        """Number of concepts of each sentence (n,)."""
        return self.starts[1:] - self.starts[:-1]

    @cached_property
    def _filled(self) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """Which sentences have concepts, and where those of each of these begin."""
        filled = self.lengths > 0
        return filled, self.starts[:-1][filled]

    def take(self, members: NDArray[np.int64]) -> Concepts:
        """Return the concepts of these sentences only, in this order."""
        lengths = self.lengths[members]
        ends = np.cumsum(lengths)
        entries = np.arange(lengths.sum()) + np.repeat(
            self.starts[members] - ends + lengths, lengths
        )
        return Concepts(np.concatenate([[0], ends]), self.ids[entries], self.weights)


CONCEPT_FEATURES = ("word", "log_spread", "shared")
"""The columns of `concept_features`."""


def extract_concepts(
    sentences: Sequence[Sentence],
    table: TermTable,
    *,
    coefficients: Mapping[str, float],
    voices: Sequence[int] | None = None,
    discounts: Discounts | None = None,
) -> Concepts:
    """Return the concepts of the sentences: bigrams of stems and content words, with weights.

    A bigram of two function words does not count. The weight of a concept is the exponential of its
    features times their coefficients: up to a factor, the share of references expected to have it.

    Args:
        sentences: The n sentences.
        table: Their terms.
        coefficients: Name -> coefficient of each of `CONCEPT_FEATURES` (see `weights.py`).
        voices: What each document counts as; documents of one family have one voice. Without it,
            each document counts.
        discounts: What each concept counts for, 0 to 1; without it, all count in full.
    """
    owned, ids, keys = find_concepts(table)
    features = concept_features(sentences, owned, ids, keys < len(table.vocabulary), voices)
    beta = np.array([coefficients[name] for name in CONCEPT_FEATURES])
    logs = features @ beta
    starts = np.searchsorted(owned, np.arange(len(sentences) + 1))
    weights = np.exp(np.clip(logs, -500, 500))
    weights = weights if discounts is None else weights * discounts(keys)
    return Concepts(starts.astype(np.int64), ids, weights)


def find_concepts(
    table: TermTable,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return sentence and concept of each entry, both (e,), ascending, and the key (c,) of each.

    The key of a word is its term t < v, that of a bigram of terms (first + 1) v + second.
    """
    occurring_in, occurring = _occurrences(table)
    keys, owned = distinct_pairs(occurring, occurring_in)
    first = changes(keys)
    return *distinct_pairs(owned, np.cumsum(first) - 1), keys[first]


def concept_features(
    sentences: Sequence[Sentence],
    owned: NDArray[np.int64],
    ids: NDArray[np.int64],
    word: NDArray[np.bool_],
    voices: Sequence[int] | None = None,
) -> NDArray[np.float64]:
    """Return the features of each concept, shape (c, len(CONCEPT_FEATURES)).

    * `word`: 1 for a single word, 0 for a bigram.
    * `log_spread`: log of the sum over documents of 1 / sqrt(1 + position of its first sentence
      there). Concepts that many documents use early score high; Gillick & Favre 2009 count the
      documents only.
    * `shared`: 1 if at least two documents have it, otherwise 0.

    Args:
        sentences: The n sentences, in the order of the input.
        owned: Sentence of each entry (e,).
        ids: Concept of each entry (e,).
        word: Whether a concept is a single word (c,).
        voices: As in `extract_concepts`.
    """
    c = len(word)
    ids, owned = distinct_pairs(ids, owned)
    document = np.array([sentence.document for sentence in sentences], np.int64)[owned]
    position = np.array([sentence.position for sentence in sentences], np.int64)[owned]
    if voices is not None and len({*voices}) < len(voices):
        document = np.array(voices, np.int64)[document]
        order = np.lexsort((position, document, ids))
        ids, document, position = ids[order], document[order], position[order]
    first = changes(ids) | changes(document)
    spread = np.bincount(ids[first], weights=1.0 / np.sqrt(1.0 + position[first]), minlength=c)
    documents = np.bincount(ids[first], minlength=c)
    return np.column_stack([word, np.log(spread), documents > 1]).astype(np.float64)


def _occurrences(table: TermTable) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the sentence and the key (see `find_concepts`) of each occurrence of a concept."""
    tokens, v = table.tokens.astype(np.int64), len(table.vocabulary)
    sentence = table.owners
    content = table.content[tokens]
    follows = sentence[:-1] == sentence[1:]
    pair = follows & (content[:-1] | content[1:])
    bigrams = (tokens[:-1] + 1) * v + tokens[1:]
    return (
        np.concatenate([sentence[content], sentence[:-1][pair]]),
        np.concatenate([tokens[content], bigrams[pair]]),
    )
