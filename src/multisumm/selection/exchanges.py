"""The exchange of one pick for another sentence that is wanted, at the least price in value."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from multisumm.selection.coverage import Problem, largest_first


def cheapest_exchange(
    problem: Problem,
    chosen: list[int],
    candidates: NDArray[np.bool_],
    *,
    max_price: float,
    may: Callable[[int, list[int], int], bool] = lambda removed, kept, candidate: True,
) -> list[int]:
    """Return the selection after the exchange of a pick for a candidate that loses the least value.

    Unchanged if each exchange loses more than that share of the value.

    Args:
        problem: What to choose from.
        chosen: Indices of the selected sentences.
        candidates: Which sentences (n,) may come in.
        max_price: Share of its value that the selection may lose.
        may: Whether a pick may be removed, of which the others are kept, for a candidate.
    """
    best, best_change = chosen, -max_price * problem.value(chosen)
    room = problem.room(chosen)
    for position, covered in enumerate(problem.covered_by_others(chosen)):
        removed, kept = chosen[position], chosen[:position] + chosen[position + 1 :]
        changes = problem.gains(covered) - problem.gain(covered, removed)
        too_long = problem.costs > room + problem.costs[removed]
        changes[~candidates | too_long] = -math.inf
        for candidate in largest_first(changes, above=best_change):
            if may(removed, kept, candidate) and not problem.clashes(candidate, {*kept}):
                best, best_change = [*kept, candidate], float(changes[candidate])
                break
    return best
