"""The best that quoting can do: a greedy choice of sentences with the references in view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multisumm.rouge import Prepared
from multisumm.rouge.counts import ngrams

_Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _NgramTable:
    """The n-grams of n sentences that a reference has, an entry for each sentence and n-gram.

    Attributes:
        sentence: Sentence of each entry, shape (entries,).
        gram: N-gram of each entry, shape (entries,).
        count: How often the sentence has the n-gram, shape (entries,).
        lengths: Number of all n-grams of each sentence, shape (n,).
        wanted: How often each of r references has each of g n-grams, shape (r, g).
        total: Number of n-grams of all references.
    """

    sentence: _Integers
    gram: _Integers
    count: _Integers
    lengths: _Integers
    wanted: _Integers
    total: int


def choose_oracle(
    sentences: Sequence[Prepared],
    costs: Sequence[int],
    capacity: int,
    references: Sequence[Prepared],
) -> list[int]:
    """Return the indices of an extract that is near the best for ROUGE-1 + ROUGE-2, as picked.

    Each step adds the sentence that raises the sum of ROUGE-1 F and ROUGE-2 F most, among those
    that still fit, until none raises it (as Nallapati et al. 2017 make training labels, here under
    a budget). With recall in place of F, the oracle would fill its budget with anything that adds
    one more word. N-grams across the end of a sentence are not counted, and hits are added up over
    references, as the presets that average do. Ties go to the lower index.

    A greedy choice is not the true maximum, so a system can score higher.

    Args:
        sentences: Tokens of the n sentences to choose from.
        costs: Cost of each sentence, shape (n,).
        capacity: Most that the picked sentences may cost together.
        references: Tokens of the references.
    """
    tables = [_tabulate(sentences, references, n) for n in (1, 2)]
    prices = np.asarray(costs, dtype=np.int64)
    picked: list[int] = []
    best = 0.0
    while len(prices):
        scores = sum((_f_with_each(table, picked) for table in tables), np.zeros(len(prices)))
        scores[prices > capacity - prices[picked].sum()] = -1.0
        scores[picked] = -1.0
        choice = int(scores.argmax())
        if scores[choice] <= best:
            break
        best = float(scores[choice])
        picked.append(choice)
    return picked


def _tabulate(sentences: Sequence[Prepared], references: Sequence[Prepared], n: int) -> _NgramTable:
    wanted = [ngrams(reference.tokens, n) for reference in references]
    ids = {gram: index for index, gram in enumerate(dict.fromkeys(g for w in wanted for g in w))}
    counters: list[Counter[object]] = [ngrams(sentence.tokens, n) for sentence in sentences]
    entries = [
        (index, ids[gram], count)
        for index, grams in enumerate(counters)
        for gram, count in grams.items()
        if gram in ids
    ]
    sentence, gram, count = np.array(entries, dtype=np.int64).reshape(-1, 3).T
    table = np.array([[grams[gram] for gram in ids] for grams in wanted], dtype=np.int64)
    table = table.reshape(len(wanted), -1)
    lengths = np.array([grams.total() for grams in counters], dtype=np.int64)
    return _NgramTable(sentence, gram, count, lengths, table, int(table.sum()))


def _f_with_each(table: _NgramTable, picked: Sequence[int]) -> NDArray[np.float64]:
    """Return F of the picked sentences together with each sentence, shape (n,)."""
    n, (references, g) = len(table.lengths), table.wanted.shape
    have = np.zeros(g, dtype=np.int64)
    chosen = np.isin(table.sentence, picked)
    np.add.at(have, table.gram[chosen], table.count[chosen])
    hits = np.full(n, float(np.minimum(have, table.wanted).sum()))
    for wanted in table.wanted:
        before, limit = have[table.gram], wanted[table.gram]
        gain = np.minimum(before + table.count, limit) - np.minimum(before, limit)
        hits += np.bincount(table.sentence, weights=gain, minlength=n)
    length = table.lengths[list(picked)].sum() + table.lengths
    f: NDArray[np.float64] = 2 * hits / np.maximum(table.total + references * length, 1)
    return f
