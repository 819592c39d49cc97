"""Which sentences go into the summary, under a ceiling that holds: greedy choice, then exchanges.

Costs are whole numbers, shape (n,); a set fits if its costs sum to at most the capacity. The value
of a set is the weight of all concepts in it, each counted once: a monotone submodular function, so
that greedy choice has a guarantee (Lin & Bilmes 2010). A plain ranking is the case in which each
sentence is a concept of its own that weighs its score.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multisumm.concepts import Concepts

Costs = NDArray[np.int64]
Weights = NDArray[np.float64]
Clashes = Callable[[int, Sequence[int]], bool]
"""Whether a sentence repeats or contradicts one of those already picked."""

WELL_FILLED = 0.9
"""Share of the capacity below which a fuller selection is sought, at some loss of value."""

EXCHANGE_POOL = 2000
"""Exchanges try only so many sentences, those worth most alone; with more the gain was nil."""


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Concepts of n sentences, their costs, the capacity, and which sentences exclude others."""

    concepts: Concepts
    costs: Costs
    capacity: int
    clashes: Clashes

    def room(self, picked: Sequence[int]) -> int:
        """What is left of the capacity."""
        return self.capacity - int(self.costs[list(picked)].sum())

    def uncovered(self, picked: Sequence[int]) -> Weights:
        """The weights (c,) with those of covered concepts at 0."""
        left = self.concepts.weights.copy()
        for sentence in picked:
            left[self.concepts.of(sentence)] = 0.0
        return left


def select_by_coverage(problem: Problem) -> list[int]:
    """Sentences that cover the most weight: greedy by gain per cost, exchanges, filling.

    Ties go to the lower index; the order is that of choice.
    """
    picked = _extend(problem, [], per_cost=True)
    picked = max(picked, _best_single(problem), key=lambda choice: _value(problem, choice))
    return _fill(problem, _exchange(problem, picked))


def select_by_score(problem: Problem) -> list[int]:
    """Sentences from the highest weight down that fit and clash with none, and filling."""
    return _fill(problem, _extend(problem, [], per_cost=False))


def one_concept_each(scores: Weights) -> Concepts:
    """Concepts that make the value of a set the sum of its scores (n,), made not negative."""
    n = len(scores)
    weights = scores - scores.min(initial=0.0)
    return Concepts(np.arange(n + 1), np.arange(n), weights)


def _extend(
    problem: Problem, picked: Sequence[int], *, per_cost: bool, worthless: bool = False
) -> list[int]:
    """The picked sentences and, greedily, all that still fit, gain something and clash with none.

    Lazy (Minoux 1978): a gain only ever shrinks, so the sentence whose renewed gain still leads the
    old gains of the others is the best, and most are never looked at again.

    Args:
        problem: What to choose from.
        picked: Where to start.
        per_cost: Whether gain per cost decides, or gain alone.
        worthless: Whether sentences that gain nothing are welcome too.
    """
    chosen, left, room = list(picked), problem.uncovered(picked), problem.room(picked)
    divisors = problem.costs if per_cost else np.ones(len(problem.costs), np.int64)
    bounds = -_gains(problem.concepts, left) / divisors
    fitting = np.flatnonzero(problem.costs <= room).tolist()
    taken = set(chosen)
    heap = [(float(bounds[i]), i) for i in fitting if i not in taken]
    heapq.heapify(heap)
    while heap:
        _, sentence = heapq.heappop(heap)
        if problem.costs[sentence] > room:
            continue
        ids = problem.concepts.of(sentence)
        entry = (-float(left[ids].sum()) / int(divisors[sentence]), sentence)
        if heap and entry > heap[0]:
            heapq.heappush(heap, entry)
        elif (entry[0] < 0 or worthless) and not problem.clashes(sentence, chosen):
            chosen.append(sentence)
            left[ids] = 0.0
            room -= int(problem.costs[sentence])
    return chosen


def _exchange(problem: Problem, picked: list[int]) -> list[int]:
    """The selection after the exchanges of one sentence for another that raise its value.

    Each round makes the best exchange there is, then adds what fits. The value rises every time, so
    that it ends by itself; the bound on rounds is a safeguard.
    """
    members = _most_valuable(problem, EXCHANGE_POOL)
    pool = problem.concepts.take(members)
    for _ in range(10 + 2 * len(picked)):
        best = Exchange(1e-9 * float(problem.concepts.weights.max(initial=0.0)), -1, -1)
        for place in range(len(picked)):
            best = _better_exchange(problem, picked, place, members, pool, best)
        if best.place < 0:
            break
        kept = picked[: best.place] + picked[best.place + 1 :]
        picked = _extend(problem, [*kept, best.winner], per_cost=True)
    return picked


@dataclass(frozen=True, slots=True)
class Exchange:
    """Sentence `winner` in for the one at `place`, and what that changes."""

    change: float
    place: int
    winner: int


def _better_exchange(
    problem: Problem,
    picked: list[int],
    place: int,
    members: NDArray[np.int64],
    pool: Concepts,
    best: Exchange,
) -> Exchange:
    """The best exchange for the sentence at this place, if it beats the best so far."""
    rest = picked[:place] + picked[place + 1 :]
    left = problem.uncovered(rest)
    loss = float(left[problem.concepts.of(picked[place])].sum())
    changes = _gains(pool, left) - loss
    changes[problem.costs[members] > problem.room(rest)] = -np.inf
    changes[np.isin(members, picked)] = -np.inf
    for candidate in np.argsort(-changes, kind="stable"):
        if changes[candidate] <= best.change:
            break
        if not problem.clashes(int(members[candidate]), rest):
            return Exchange(float(changes[candidate]), place, int(members[candidate]))
    return best


def _fill(problem: Problem, picked: list[int]) -> list[int]:
    """The selection, made at least `WELL_FILLED` full where that can be done.

    First with sentences that gain nothing but repeat nothing, then by exchanges for longer
    sentences, at the least loss of value each.
    """
    while problem.room(picked) > (1.0 - WELL_FILLED) * problem.capacity:
        fuller = _extend(problem, picked, per_cost=False, worthless=True)
        if fuller == picked:
            fuller = _exchange_for_longer(problem, picked)
        if fuller == picked:
            break
        picked = fuller
    return picked


def _exchange_for_longer(problem: Problem, picked: list[int]) -> list[int]:
    """The selection with one sentence exchanged for a longer one at the least loss, if any fits."""
    best, fullest = -np.inf, picked
    room = problem.room(picked)
    for place, loser in enumerate(picked):
        rest = picked[:place] + picked[place + 1 :]
        left = problem.uncovered(rest)
        cost = problem.costs[loser]
        longer = np.flatnonzero((problem.costs > cost) & (problem.costs <= cost + room))
        gains = _gains(problem.concepts, left)[longer]
        loss = float(left[problem.concepts.of(loser)].sum())
        for candidate in np.argsort(-gains, kind="stable"):
            if gains[candidate] - loss <= best:
                break
            winner = int(longer[candidate])
            if winner not in rest and not problem.clashes(winner, rest):
                best, fullest = float(gains[candidate]) - loss, [*rest, winner]
                break
    return fullest


def _most_valuable(problem: Problem, most: int) -> NDArray[np.int64]:
    """Indices, ascending, of the sentences worth most alone; ties to the lower index."""
    values = _gains(problem.concepts, problem.concepts.weights)
    return np.sort(np.argsort(-values, kind="stable")[:most])


def _best_single(problem: Problem) -> list[int]:
    """The sentence worth most alone among those that fit, as a selection; empty if none fits."""
    values = _gains(problem.concepts, problem.concepts.weights)
    values[problem.costs > problem.capacity] = -np.inf
    return [int(values.argmax())] if len(values) and np.isfinite(values.max()) else []


def _gains(concepts: Concepts, left: Weights) -> Weights:
    """What each sentence (n,) adds, by the weights (c,) in which those of covered concepts are 0.

    Sentences are summed one by one, not as differences of running sums: equal ones must tie.
    """
    gains = np.zeros(len(concepts.starts) - 1)
    filled = np.diff(concepts.starts) > 0
    if filled.any():
        gains[filled] = np.add.reduceat(left[concepts.ids], concepts.starts[:-1][filled])
    return gains


def _value(problem: Problem, picked: Sequence[int]) -> float:
    """The weight of all concepts that the picked sentences cover."""
    return float(problem.concepts.weights.sum() - problem.uncovered(picked).sum())
