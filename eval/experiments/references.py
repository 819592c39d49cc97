"""Targets: the share of concepts and sentences that the references have."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from multisumm.text.terms import TermTable
from multisumm.text.tokens import stem_words, tokenize

Array = NDArray[np.float64]


def concept_targets(
    references: Sequence[Sequence[int]], table: TermTable, keys: NDArray[np.int64]
) -> dict[str, Array]:
    """For each concept (c,): share of references with it, whether any has it, mean count there."""
    v = len(table.vocabulary)
    counts = np.zeros((len(references), len(keys)))
    for row, terms in zip(counts, references, strict=True):
        pairs = [(a + 1) * v + b for a, b in pairwise(terms) if a >= 0 and b >= 0]
        own = np.array([term for term in chain(terms, pairs) if term >= 0], np.int64)
        indices = np.searchsorted(keys, own)
        indices[indices == len(keys)] = 0
        np.add.at(row, indices[keys[indices] == own], 1.0)
    present = counts > 0
    return {
        "share": present.mean(axis=0),
        "presence": present.any(axis=0).astype(float),
        "frequency": counts.mean(axis=0),
    }


def sentence_targets(references: Sequence[Sequence[int]], table: TermTable) -> dict[str, Array]:
    """For each sentence (n,): share of its words, of its bigrams and of both in a reference."""
    shares = np.zeros((2, len(references), len(table.starts) - 1))
    for k, terms in enumerate(references):
        words, bigrams = set(terms), set(pairwise(terms))
        for i, (start, end) in enumerate(pairwise(table.starts.tolist())):
            row = table.tokens[start:end].tolist()
            shares[0, k, i] = sum(word in words for word in row) / max(len(row), 1)
            hits = sum(pair in bigrams for pair in pairwise(row))
            shares[1, k, i] = hits / max(len(row) - 1, 1)
    of_words, of_bigrams = shares.mean(axis=1)
    return {"precision": (of_words + of_bigrams) / 2, "words": of_words, "bigrams": of_bigrams}


def known_terms(text: str, table: TermTable, language: str) -> list[int]:
    """The terms of a reference, -1 for those that the sentences do not have."""
    number = {term: i for i, term in enumerate(table.vocabulary)}
    return [number.get(t, -1) for t in stem_words(tokenize(text, language=language), language)]
