"""How well sentences match words, each of its own weight: BM25 (Robertson & Zaragoza 2009)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multisumm.subjects.likeness import Numbers
from multisumm.text.terms import TermTable, changes

Floats = NDArray[np.float64]

K1, B = 1.2, 0.75
"""How soon a repeated word stops to count, and how much length counts against a sentence."""


@dataclass(frozen=True, slots=True, eq=False)
class TermCounts:
    """How often each of n sentences has each term: e entries, ascending by sentence and term.

    Attributes:
        rows: The sentence of each entry; shape (e,).
        terms: Its term; shape (e,).
        times: How often the sentence has the term; shape (e,).
        lengths: What counts against each sentence, by its share of the mean; shape (n,).
        rarity: What each term counts for, by how few sentences have it; shape (v,).
    """

    rows: Numbers
    terms: Numbers
    times: Floats
    lengths: Floats
    rarity: Floats

    @property
    def weights(self) -> Floats:
        """What each entry counts for in BM25 (e,), before the weight of its term."""
        length = self.lengths / max(self.lengths.mean(), 1e-9)
        norm = K1 * (1.0 - B + B * length[self.rows])
        weights: Floats = self.times * (K1 + 1.0) / (self.times + norm)
        return weights * self.rarity[self.terms]


def count_terms(table: TermTable) -> TermCounts:
    """Return how often each sentence of a table has each term."""
    n, v = len(table.starts) - 1, len(table.vocabulary)
    packed = np.sort(table.owners * v + table.tokens)
    first = np.flatnonzero(changes(packed))
    rows, terms = packed[first] // v, packed[first] % v
    frequency = np.bincount(terms, minlength=v)
    rarity = np.log1p((n - frequency + 0.5) / (frequency + 0.5))
    times = np.diff(first, append=len(packed)).astype(np.float64)
    return TermCounts(rows, terms, times, np.maximum(table.content_lengths, 1.0), rarity)


def bm25(counts: TermCounts, asked: Floats) -> Floats:
    """Return the BM25 score of each sentence (n,) for terms of these weights (v,)."""
    weights = counts.weights * asked[counts.terms]
    return np.bincount(counts.rows, weights, len(counts.lengths)).astype(np.float64)


def match(
    counts: TermCounts, forms: Mapping[int, tuple[str, ...]], asked: Floats
) -> tuple[Floats, Floats]:
    """Return how well each sentence matches a query, and which share of the query it has.

    Of several terms that stand for one word of the query, the best counts.

    Args:
        counts: The terms of the n sentences.
        forms: Term -> the words of the query that it stands for; a term counts for the first.
        asked: What each term counts for (v,).

    Returns:
        The BM25 score of each sentence (n,), and the share, 0 to 1 (n,).
    """
    n, count = len(counts.lengths), len(forms)
    numbers = {met[0]: number for number, met in enumerate(forms.values())}
    word_of = np.full(len(asked), -1)
    word_of[list(forms)] = [numbers[met[0]] for met in forms.values()]
    inside = np.flatnonzero(word_of[counts.terms] >= 0)
    terms = counts.terms[inside]
    pairs, number = np.unique(counts.rows[inside] * count + word_of[terms], return_inverse=True)
    scores, worth = np.zeros((2, len(pairs)))
    np.maximum.at(scores, number, counts.weights[inside] * asked[terms])
    np.maximum.at(worth, number, asked[terms])
    of_word = np.zeros(count)
    np.maximum.at(of_word, pairs % count, worth)
    share: Floats = np.bincount(pairs // count, worth, n) / max(float(of_word.sum()), 1e-12)
    return np.bincount(pairs // count, scores, n).astype(np.float64), share
