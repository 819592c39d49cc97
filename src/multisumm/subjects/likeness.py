"""How far documents are about the same: one measure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multisumm.subjects.commonness import rarity_of_words
from multisumm.text.terms import TermTable, changes

Numbers = NDArray[np.int64]

ONE_MENTION = 0.4
"""Weight of a word that a document has once. Each e-fold of that adds 1: what a document comes back
to is what it is about."""

_ROWS, _COLUMNS = 1 << 15, 50  # entries and documents that are multiplied at a time


@dataclass(frozen=True, slots=True, eq=False)
class Profiles:
    """What n documents are about: their content words, with weights of unit length.

    Attributes:
        owners: Document of each entry, ascending; shape (p,).
        terms: Term of each entry, ascending in a document; shape (p,).
        weights: Weight of each entry; the squares of those of a document add up to 1; shape (p,).
        sizes: Number of different content words of each document; shape (n,).
    """

    owners: Numbers
    terms: Numbers
    weights: NDArray[np.float32]
    sizes: Numbers


def make_profiles(table: TermTable, owners: Numbers, count: int, *, language: str) -> Profiles:
    """Return what documents are about.

    A word weighs the more, the rarer it is in the language and the more often the document has it.
    Function words and single characters say nothing of what a document is about.

    Args:
        table: The terms of all sentences.
        owners: Document of each token of the table, from 0; shape (t,).
        count: Number of documents.
        language: Code of the language of most documents.
    """
    rarity = rarity_of_words(table.vocabulary, language)
    size = len(table.vocabulary)
    telling = table.content & (np.fromiter(map(len, table.vocabulary), np.int64, size) > 1)
    kept = telling[table.tokens]
    span = max(size, 1)
    packed = owners[kept] * span
    packed += table.tokens[kept]
    packed.sort()
    first = np.flatnonzero(changes(packed))
    mentions = np.diff(first, append=len(packed))
    owner, term = packed[first] // span, packed[first] % span
    weights = (ONE_MENTION + np.log(mentions)) * rarity[term]
    length = np.sqrt(np.bincount(owner, weights**2, count))
    return Profiles(
        owner,
        term,
        (weights / length[owner]).astype(np.float32),
        np.bincount(owner, minlength=count).astype(np.int64),
    )


def measure_likeness(profiles: Profiles, columns: Numbers) -> NDArray[np.float32]:
    """Return how far each of n documents is about the same as each of some others: shape (n, m).

    It is the cosine of the weights of their content words, 0 to 1: 0 means that they share none.
    News about one event mostly have .1 to .5, news about different ones less than .07. The cost is
    the number of entries times m.

    Args:
        profiles: The n documents.
        columns: The m others, by their indices.
    """
    blocks = [columns[i : i + _COLUMNS] for i in range(0, len(columns), _COLUMNS)]
    return np.hstack([_measure_block(profiles, block) for block in blocks])


def _measure_block(profiles: Profiles, columns: Numbers) -> NDArray[np.float32]:
    """Return the likeness of all documents to these, through a table of what these have."""
    count = len(profiles.sizes)
    likeness = np.zeros((count, len(columns)), np.float32)
    position = np.full(count, -1, np.int64)
    position[columns] = np.arange(len(columns))
    inside = position[profiles.owners] >= 0
    terms, row = np.unique(profiles.terms[inside], return_inverse=True)
    if not len(terms):
        return likeness
    dense = np.zeros((len(terms), len(columns)), np.float32)
    dense[row, position[profiles.owners[inside]]] = profiles.weights[inside]
    place = np.minimum(np.searchsorted(terms, profiles.terms), len(terms) - 1)
    shared = np.flatnonzero(terms[place] == profiles.terms)
    for start in range(0, len(shared), _ROWS):
        part = shared[start : start + _ROWS]
        owners = profiles.owners[part]
        begin = np.flatnonzero(changes(owners))
        products = dense[place[part]] * profiles.weights[part, None]
        likeness[owners[begin]] += np.add.reduceat(products, begin, axis=0)
    return likeness
