"""The sentence that opens a summary: one that states the news outright, as a lead does.

A reader who stops after the first sentence should know what happened. Which sentence says it is
judged by what it has in common with all others, by its place in its document, and by how plain it
is; `eval/training/opening.py` compares this with what references open on. If the choice holds no
such sentence and one can come in at little cost, it takes the place of a pick.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from multisumm.characters import OPENING_QUOTES
from multisumm.model import Sentence
from multisumm.selection.coverage import Problem, add_fitting, largest_first
from multisumm.selection.exchanges import cheapest_exchange
from multisumm.text.terms import TermTable

LATE = 0.3
"""What the logarithm of 1 + its position takes from a sentence: a report of any length tells its
news in its first sentence."""

QUOTATION = 0.2
"""What a sentence loses that opens with a quotation: somebody's words on the news."""

LENGTH = 0.4
SHORT_WORDS, LONG_WORDS = 7, 35
"""What the logarithm of its length relative to so many words takes from a shorter sentence, which
says too little, and from a longer one: much stands in it beside the news."""

OPENING_DAY = 1.0
"""What a sentence of the last day loses, of several days, beside one of the first."""

OPENING_PRICE = 0.05
"""Share of its value that a selection may lose so that a better sentence opens the summary."""

MAX_TRIED = 5
"""So many sentences that would open better are tried, the best first."""

_QUOTES = ('"', *OPENING_QUOTES)


def opening_values(
    sentences: Sequence[Sentence],
    table: TermTable,
    quotable: NDArray[np.bool_],
    late: Mapping[int, float],
    copied: Collection[int] = (),
) -> NDArray[np.float64]:
    """Return how well each sentence (n,) opens a summary, at most 1.

    Args:
        sentences: The n sentences.
        table: Their terms.
        quotable: Which of them (n,) may be quoted; what the others share with all is no measure.
        late: Document -> the place of its day among all days, 0 to 1.
        copied: Those with copies in other families that are set aside. They have as much in common
            as any.
    """
    degrees = table.similarity_degrees
    top = float(degrees[quotable].max(initial=0.0)) or 1.0
    values = np.minimum(degrees / top, 1.0)
    values[[*copied]] = 1.0
    values -= LATE * np.log1p([one.position for one in sentences])
    values -= QUOTATION * np.array([one.text.startswith(_QUOTES) for one in sentences], np.float64)
    lengths = np.maximum(table.lengths, 1)
    values -= LENGTH * np.log(np.maximum(lengths / LONG_WORDS, 1.0))
    values -= LENGTH * np.log(np.maximum(SHORT_WORDS / lengths, 1.0))
    return values - OPENING_DAY * np.array([late[one.document] for one in sentences])


def open_with_news(
    problem: Problem, picked: Sequence[int], values: NDArray[np.float64]
) -> list[int]:
    """Return the selection with a better opening, if it comes in at little cost.

    Args:
        problem: What to choose from.
        picked: Indices of the selected sentences.
        values: How well each sentence (n,) opens a summary; -inf if it needs one before it.
    """
    chosen = list(picked)
    best = float(values[chosen].max(initial=-np.inf))
    able = np.where(problem.costs <= problem.capacity, values, -np.inf)
    for candidate in largest_first(able, above=best)[:MAX_TRIED]:
        alone = np.arange(len(values)) == candidate
        exchanged = cheapest_exchange(problem, chosen, alone, max_price=OPENING_PRICE)
        if exchanged != chosen:
            return add_fitting(problem, exchanged)
    return chosen
