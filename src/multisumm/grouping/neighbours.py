"""Which documents are most like each, found through an index of words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multisumm.grouping.pile import Rows
from multisumm.subjects.likeness import Numbers

NEAREST = 60
"""Number of documents that each is compared with: those that are most like it."""

MAX_POSTINGS = 1000
"""A word in more documents than this proposes only its champions, so that the cost grows with the
number of documents and not with that of their pairs."""

CHAMPIONS = 50
"""Documents in which a frequent word weighs most."""

ENTRIES_AT_A_TIME = 4_000_000
"""Entries of tables that are looked at in one go, about; it bounds the memory."""


class DocumentPairs(NamedTuple):
    """Pairs of documents that are near each other, in order; each pair comes once.

    Attributes:
        first: The lower index of each pair; shape (p,).
        second: The higher index; shape (p,).
        likeness: How far they are alike, 0 to 1: the cosine of their words; shape (p,).
    """

    first: Numbers
    second: Numbers
    likeness: NDArray[np.float64]

    def where(self, chosen: NDArray[np.bool_]) -> DocumentPairs:
        """Return the pairs for which a mask of shape (p,) is true."""
        return DocumentPairs(self.first[chosen], self.second[chosen], self.likeness[chosen])


def find_neighbours(rows: Rows, groups: Numbers) -> DocumentPairs:
    """Return the pairs of documents of which one is among the nearest neighbours of the other.

    Ties go to the lower index. Source for champion lists: Manning, Raghavan & Schütze (2008),
    "Introduction to Information Retrieval", 7.1.3.

    Args:
        rows: The words of n documents, with weights of unit length; shape (n, v).
        groups: Only documents with the same number here are compared; shape (n,).
    """
    n = rows.shape[0]
    index = _champions(rows).T.tocsr()
    proposals = np.diff(index.indptr).astype(np.float64)
    keys = []
    for part in _chunks(_sum_of_words(rows, proposals)):
        start = part.start
        near = (rows[part] @ index).tocsr()
        for i in range(near.shape[0]):
            own = slice(near.indptr[i], near.indptr[i + 1])
            others, values = near.indices[own].astype(np.int64), near.data[own]
            kept = (others != start + i) & (groups[others] == groups[start + i])
            others = _largest(others[kept], values[kept])
            keys.append(np.minimum(others, start + i) * n + np.maximum(others, start + i))
    packed = np.unique(np.concatenate(keys)) if keys else np.empty(0, np.int64)
    first, second = packed // max(n, 1), packed % max(n, 1)
    return DocumentPairs(first, second, multiply_pairs(rows, first, second))


def multiply_pairs(
    rows: Rows, first: Numbers, second: Numbers, others: Rows = None
) -> NDArray[np.float64]:
    """Return the product of two rows for each pair of them: shape (p,).

    Args:
        rows: The rows that `first` numbers.
        first: Number of one row of each pair; shape (p,).
        second: Number of the other; shape (p,).
        others: The rows that `second` numbers; None: the same.
    """
    others = rows if others is None else others
    found = np.zeros(len(first))
    for part in chunks_of_pairs(rows, first, second, others):
        product = rows[first[part]].multiply(others[second[part]])
        found[part] = np.asarray(product.sum(axis=1)).ravel()
    return found


def _sum_of_words(rows: Rows, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each row the sum of the values of its words: shape (n,)."""
    owners = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    return np.bincount(owners, values[rows.indices], rows.shape[0]).astype(np.float64)


def chunks_of_pairs(
    rows: Rows, first: Numbers, second: Numbers, others: Rows = None
) -> Iterator[slice]:
    """Yield slices of pairs of rows, with so many entries that they fit memory.

    The arguments are those of `multiply_pairs`.
    """
    others = rows if others is None else others
    yield from _chunks(np.diff(rows.indptr)[first] + np.diff(others.indptr)[second])


def _chunks(entries: NDArray[np.generic]) -> Iterator[slice]:
    """Yield slices of things of which each takes some entries; one at least is in each slice."""
    ends = np.cumsum(entries)
    start = 0
    while start < len(ends):
        limit = (ends[start - 1] if start else 0) + ENTRIES_AT_A_TIME
        end = max(int(np.searchsorted(ends, limit, side="right")), start + 1)
        yield slice(start, end)
        start = end


def _champions(rows: Rows) -> Rows:
    """Return the rows without the entries of frequent words that are not their champions."""
    from scipy.sparse import csr_matrix

    frequency = np.bincount(rows.indices, minlength=rows.shape[1])
    owners = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    frequent = np.flatnonzero(frequency[rows.indices] > MAX_POSTINGS)
    order = np.lexsort((owners[frequent], -rows.data[frequent], rows.indices[frequent]))
    words = rows.indices[frequent][order]
    rank = np.arange(len(words)) - np.searchsorted(words, words)
    kept = frequency[rows.indices] <= MAX_POSTINGS
    kept[frequent[order[rank < CHAMPIONS]]] = True
    return csr_matrix((rows.data[kept], (owners[kept], rows.indices[kept])), rows.shape)


def _largest(others: Numbers, values: NDArray[np.float32]) -> Numbers:
    """Return the `NEAREST` documents with the largest values, the lower index of equal ones."""
    if len(others) <= NEAREST:
        return others
    least = np.partition(values, -NEAREST)[-NEAREST]
    above, equal = others[values > least], np.sort(others[values == least])
    return np.concatenate([above, equal[: NEAREST - len(above)]])
