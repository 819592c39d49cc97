"""The best that quoting can do: greedy choice of sentences with the references in view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multisumm.rouge import Prepared
from multisumm.rouge.counts import ngrams

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _Grams:
    """The n-grams of n sentences that some reference has, one entry for a sentence and an n-gram.

    Attributes:
        sentence, gram, count: Of each entry, shape (entries,).
        lengths: Number of all n-grams of each sentence, shape (n,).
        wanted: How often each of g n-grams is in each of r references, shape (r, g).
        total: Number of n-grams of all references.
    """

    sentence: Counts
    gram: Counts
    count: Counts
    lengths: Counts
    wanted: Counts
    total: int


def choose_oracle(
    sentences: Sequence[Prepared],
    costs: Sequence[int],
    capacity: int,
    references: Sequence[Prepared],
) -> list[int]:
    """Return the indices of an extract that is near the best for ROUGE-1 + ROUGE-2, as picked.

    In each step the sentence is added that raises the sum of ROUGE-1 F and ROUGE-2 F most, among
    those that still fit, until none raises it (as Nallapati et al. 2017 make training labels, here
    under a budget). F, not recall: with recall the oracle would fill its budget with whatever
    adds one more word. n-grams across the end of a sentence are not counted in choosing, hits are
    added up over references as the presets that average do. Ties go to the lower index.

    Greedy choice is no true maximum, so a system may in principle score higher.

    Args:
        sentences: Tokens of the n sentences to choose from.
        costs: What each costs, shape (n,).
        capacity: What the picked may cost together.
        references: Tokens of the references.
    """
    tables = [_tabulate(sentences, references, n) for n in (1, 2)]
    have = [np.zeros(table.wanted.shape[1], dtype=np.int64) for table in tables]
    length = [0, 0]
    price = np.asarray(costs, dtype=np.int64)
    picked: list[int] = []
    best = 0.0
    while True:
        free = price <= capacity - int(price[picked].sum())
        free[picked] = False
        worth = sum(
            (
                _f_with_each(*each, len(references))
                for each in zip(tables, have, length, strict=True)
            ),
            start=np.zeros(len(price)),
        )
        worth[~free] = -1.0
        choice = int(worth.argmax()) if len(worth) else -1
        if choice < 0 or worth[choice] <= best:
            return picked
        best = float(worth[choice])
        picked.append(choice)
        for index, table in enumerate(tables):
            own = table.sentence == choice
            np.add.at(have[index], table.gram[own], table.count[own])
            length[index] += int(table.lengths[choice])


def _tabulate(sentences: Sequence[Prepared], references: Sequence[Prepared], n: int) -> _Grams:
    wanted = [ngrams(reference.tokens, n) for reference in references]
    ids = {gram: index for index, gram in enumerate(dict.fromkeys(g for w in wanted for g in w))}
    found: list[Counter[object]] = [ngrams(sentence.tokens, n) for sentence in sentences]
    entries = [
        (index, ids[gram], count)
        for index, grams in enumerate(found)
        for gram, count in grams.items()
        if gram in ids
    ]
    sentence, gram, count = np.array(entries, dtype=np.int64).reshape(-1, 3).T
    table = np.array([[grams[gram] for gram in ids] for grams in wanted], dtype=np.int64)
    lengths = np.array([grams.total() for grams in found], dtype=np.int64)
    return _Grams(sentence, gram, count, lengths, table.reshape(len(wanted), -1), int(table.sum()))


def _f_with_each(grams: _Grams, have: Counts, length: int, references: int) -> NDArray[np.float64]:
    """Return F of the picked with each sentence added to them, shape (n,)."""
    n = len(grams.lengths)
    hits = np.full(n, float(np.minimum(have, grams.wanted).sum()))
    for wanted in grams.wanted:
        before = have[grams.gram]
        limit = wanted[grams.gram]
        gain = np.minimum(before + grams.count, limit) - np.minimum(before, limit)
        hits += np.bincount(grams.sentence, weights=gain, minlength=n)
    total = grams.total + references * (length + grams.lengths)
    return 2 * hits / np.maximum(total, 1)  # F = 2 hits / (reference + candidate)
