"""Each source has a say: picks are exchanged until every document is quoted or told beside a quote.

Who gives a few documents asks of each what it says. One that is neither quoted nor named beside a
quote takes the place of that pick of which the exchange costs the least value, if that is little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set

import numpy as np

from multisumm.selection.coverage import Problem, add_fitting
from multisumm.selection.exchanges import cheapest_exchange

MAX_PRICE = 0.05
"""Share of its value that a selection may lose so that one more document has a say."""

MAX_DOCUMENTS = 50
"""More documents are not a few: an exchange for each would cost the cube of their number."""

Represented = Callable[[int], Set[int]]
"""Gives the documents that have a say if a sentence is quoted: its own, those told beside it."""


def represent_all(
    problem: Problem,
    picked: Sequence[int],
    documents: Sequence[int],
    represented: Represented,
    *,
    opening: int | None = None,
) -> list[int]:
    """Return the selection with all documents represented, as far as that costs little.

    No document loses its place to another, and a sentence comes in only for one that stands alone
    no better. Nothing changes if there are more documents than picks,
    for then there is no room for each, or more than `MAX_DOCUMENTS`.

    Args:
        problem: What to choose from.
        picked: Indices of the selected sentences.
        documents: Document of each of the n sentences.
        represented: Which documents a sentence represents if it is quoted.
        opening: The pick that opens the summary, which keeps its place.
    """

    def may(removed: int, kept: list[int], candidate: int) -> bool:
        if removed == opening or problem.quality[candidate] < problem.quality[removed]:
            return False
        missing = represented(removed) - _all_represented(kept, represented)
        return missing <= represented(candidate)

    chosen = list(picked)
    fitting = (problem.costs <= problem.capacity).tolist()
    quotable = {document for document, fits in zip(documents, fitting, strict=True) if fits}
    if len(quotable) > min(len(chosen), MAX_DOCUMENTS):
        return chosen
    for document in sorted(quotable):
        if document not in _all_represented(chosen, represented):
            candidates = np.asarray(documents) == document
            exchanged = cheapest_exchange(problem, chosen, candidates, max_price=MAX_PRICE, may=may)
            chosen = add_fitting(problem, exchanged) if exchanged != chosen else chosen
    return chosen


def _all_represented(chosen: Iterable[int], represented: Represented) -> frozenset[int]:
    return frozenset().union(*map(represented, chosen))
