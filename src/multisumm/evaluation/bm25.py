"""The baseline of retrieval: sentences scored by BM25 against a query."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from multisumm.text.terms import tabulate_terms

_K1, _B = 1.2, 0.75
"""How soon further occurrences of a term count less, and how much length counts, 0 to 1."""


def bm25_scores(query: str, texts: Sequence[str], *, language: str) -> NDArray[np.float64]:
    """Return the BM25 score of each of n texts against a query, shape (n,), at least 0.

    Terms are the stems of all words, function words too; each counts once in the query. Robertson &
    Zaragoza 2009, "The probabilistic relevance framework: BM25 and beyond", with their usual `K1`
    and `B`; here with 1 added inside the logarithm, because a term of most sentences would count
    against them.
    """
    table = tabulate_terms([query, *texts], language=language)
    terms = np.unique(table.tokens[: table.starts[1]])
    owners = table.owners
    scores = np.zeros(len(texts))
    lengths = table.lengths[1:]
    norm = _K1 * (1 - _B + _B * lengths / max(1.0, lengths.sum() / max(1, len(texts))))
    for term in terms:
        counts = np.bincount(owners[table.tokens == term], minlength=len(texts) + 1)[1:]
        having = np.count_nonzero(counts)
        weight = np.log1p((len(texts) - having + 0.5) / (having + 0.5))
        scores += weight * counts / (counts + norm)
    return scores
