"""The best selection, by integer programming: what the search of the package could reach."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from multisumm.selection.coverage import Problem, select_by_coverage

Array = NDArray[np.float64]

GAP, SECONDS = 0.001, 60.0
"""Distance to the optimum that is allowed, as a share, and time for the search."""

ROUNDS = 20
"""After this many solutions with clashes, the search of the package takes over."""


def choose_exactly(problem: Problem) -> list[int]:
    """The best selection, or nearly, with clashes forbidden as they show."""
    members = np.flatnonzero(problem.costs <= problem.capacity)
    pool = problem.take(members)
    value, limits = as_program(pool)
    n = len(members)
    for _ in range(ROUNDS):
        solution = milp(
            -value / value.max(),
            constraints=limits,
            integrality=np.arange(len(value)) < n,
            bounds=Bounds(0.0, 1.0),
            options={"mip_rel_gap": GAP, "time_limit": SECONDS},
        )
        if solution.x is None:
            break
        chosen = np.flatnonzero(solution.x[:n] > 0.5).tolist()
        pairs = [(a, b) for a, b in combinations(chosen, 2) if pool.clashes(b, {a})]
        if not pairs:
            return [int(members[index]) for index in chosen]
        rows = np.repeat(np.arange(len(pairs)), 2)
        limits.append(at_most(1.0, np.ones(len(rows)), rows, np.ravel(pairs), len(value)))
    return select_by_coverage(problem)


def as_program(problem: Problem) -> tuple[Array, list[Any]]:
    """The value of each variable and the limits of a linear program, without the clashes.

    Its first n variables say which sentences are chosen, the others which of the entries (sentence,
    concept) count: at most one for a concept, which at the optimum is that of the chosen sentence
    worth most. A concept of one sentence alone needs no variable.
    """
    n, ids = len(problem.costs), problem.concepts.ids
    owner = np.repeat(np.arange(n), np.diff(problem.concepts.starts))
    gains = problem.concepts.weights[ids] * problem.quality[owner]
    alone = np.bincount(ids)[ids] == 1
    entries = np.flatnonzero(~alone & (gains > 0))
    value = np.concatenate([np.bincount(owner[alone], gains[alone], n), gains[entries]])
    _, concept = np.unique(ids[entries], return_inverse=True)
    rows, ones = np.arange(len(entries)), np.ones(len(entries))
    sentences = np.arange(n)
    limits = [
        at_most(1.0, ones, concept, n + rows, len(value)),
        at_most(
            0.0,  # an entry counts only if its sentence is chosen
            np.concatenate([ones, -ones]),
            np.tile(rows, 2),
            np.concatenate([n + rows, owner[entries]]),
            len(value),
        ),
        at_most(
            float(problem.capacity),
            problem.costs.astype(float),
            np.zeros_like(sentences),
            sentences,
            len(value),
        ),
    ]
    return value, limits


def at_most(
    bound: float,
    values: Array,
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    variables: int,
) -> Any:
    """A limit on each row of a sparse matrix times the variables."""
    shape = (int(rows.max(initial=0)) + 1, variables)
    return LinearConstraint(coo_array((values, (rows, columns)), shape=shape).tocsr(), ub=bound)
