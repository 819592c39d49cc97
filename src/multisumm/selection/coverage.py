"""Which sentences go into the summary, under a ceiling that holds: greedy choice, then exchanges.

Costs are whole numbers, shape (n,); a set fits if its costs sum to at most the capacity. A concept
counts once, for its weight times the worth of the best picked sentence that has it. The value of a
set is what its concepts count for: a monotone submodular function, so that greedy choice has a
guarantee (Lin & Bilmes 2010). A plain ranking is the case in which each sentence is a concept of
its own that weighs its score.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from multisumm.selection.concepts import Concepts

Costs = NDArray[np.int64]
Weights = NDArray[np.float64]
Clashes = Callable[[int, Set[int]], bool]
"""Whether a sentence repeats or contradicts one of those already picked."""

SCALING = 0.9
"""Power of the cost that gains are divided by (Lin & Bilmes 2010): below 1 favours long ones."""

WELL_FILLED = 0.9
"""Share of the capacity below which a fuller selection is sought, at some loss of value."""

MAX_LOSS = 0.5
"""Share of the value that one exchange may lose for a fuller selection."""

EXCHANGED_SENTENCES = 60
"""Longer selections are not exchanged: the work grows with the cube, greedy loses little there."""

MAX_CLASHES = 1000
"""After so many clashes in a row, what is left repeats what is there."""

EXCHANGE_POOL = 2000
"""Exchanges try only so many sentences, those worth most for their cost; more gained nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """What n sentences have, are worth and cost, the capacity, and which exclude each other.

    Attributes:
        concepts: Which concepts each sentence has, and their weights (c,).
        worth: Shape (n,), 0 to 1: the share of a concept's weight that a reader gets from it there.
        costs: Shape (n,), at least 1.
        capacity: What the costs of a selection may sum to.
        clashes: Whether a sentence repeats or contradicts those picked.
    """

    concepts: Concepts
    worth: Weights
    costs: Costs
    capacity: int
    clashes: Clashes

    def room(self, picked: Sequence[int]) -> int:
        """What is left of the capacity."""
        return self.capacity - int(self.costs[list(picked)].sum())

    def covered(self, picked: Sequence[int]) -> Weights:
        """The share of its weight (c,), 0 to 1, that each concept counts for already."""
        covered = np.zeros(len(self.concepts.weights))
        for sentence in picked:
            self.cover(covered, sentence)
        return covered

    def cover(self, covered: Weights, sentence: int) -> None:
        """Raise the covered shares (c,) to what this sentence gives."""
        ids = self.concepts.of(sentence)
        covered[ids] = np.maximum(covered[ids], self.worth[sentence])

    def gain(self, covered: Weights, sentence: int) -> float:
        """What the sentence adds to the value, by the shares (c,) that are covered.

        The sum is exact, so that sentences tie whatever the order of their concepts.
        """
        ids = self.concepts.of(sentence)
        added = np.maximum(self.worth[sentence] - covered[ids], 0.0)
        return math.fsum((self.concepts.weights[ids] * added).tolist())

    def gains(self, covered: Weights) -> Weights:
        """What each sentence (n,) adds to the value, by the shares (c,) that are covered."""
        lengths = np.diff(self.concepts.starts)
        added = np.maximum(np.repeat(self.worth, lengths) - covered[self.concepts.ids], 0.0)
        return self.concepts.sum_of(added * self.concepts.weights[self.concepts.ids])

    def take(self, members: NDArray[np.int64]) -> Problem:
        """The problem with these sentences only; `clashes` still goes by the old indices."""
        concepts, worth, costs = self.concepts.take(members), self.worth, self.costs
        return replace(self, concepts=concepts, worth=worth[members], costs=costs[members])


def select_by_coverage(problem: Problem) -> list[int]:
    """Sentences that cover the most weight: greedy by gain and cost, exchanges, filling.

    Ties go to the lower index; the order is that of choice.
    """
    picked = _extend(problem, [], scaling=SCALING)
    single = _extend(problem, _best_single(problem), scaling=SCALING)
    picked = max(picked, single, key=lambda choice: _value(problem, choice))
    return _fill(problem, _exchange(problem, picked))


def select_by_score(problem: Problem) -> list[int]:
    """Sentences from the highest weight down that fit and clash with none, and filling."""
    return _fill(problem, _extend(problem, [], scaling=0.0))


def one_concept_each(scores: Weights) -> Concepts:
    """Concepts that make the value of a set the sum of its scores (n,), made not negative."""
    n = len(scores)
    weights = scores - scores.min(initial=0.0)
    return Concepts(np.arange(n + 1), np.arange(n), weights)


def _extend(
    problem: Problem, picked: Sequence[int], *, scaling: float, worthless: bool = False
) -> list[int]:
    """The picked sentences and, greedily, all that still fit, gain something and clash with none.

    Lazy (Minoux 1978): a gain only ever shrinks, so the sentence whose renewed gain still leads the
    old gains of the others is the best, and most are never looked at again.

    Args:
        problem: What to choose from.
        picked: Where to start.
        scaling: Power of the cost that gains are divided by; 0 for the gain alone.
        worthless: Whether sentences that gain nothing are welcome too.
    """
    chosen, covered, room = list(picked), problem.covered(picked), problem.room(picked)
    divisors = problem.costs.astype(np.float64) ** scaling
    bounds = -problem.gains(covered) / divisors
    fitting = np.flatnonzero(problem.costs <= room).tolist()
    taken = set(chosen)
    heap = [(float(bounds[i]), i) for i in fitting if i not in taken]
    heapq.heapify(heap)
    clashes = 0
    while heap and clashes < MAX_CLASHES:
        _, sentence = heapq.heappop(heap)
        if problem.costs[sentence] > room:
            continue
        entry = (-problem.gain(covered, sentence) / float(divisors[sentence]), sentence)
        if heap and entry > heap[0]:
            heapq.heappush(heap, entry)
        elif entry[0] == 0 and not worthless:
            break
        elif problem.clashes(sentence, taken):
            clashes += 1
        else:
            clashes = 0
            chosen.append(sentence)
            taken.add(sentence)
            problem.cover(covered, sentence)
            room -= int(problem.costs[sentence])
    return chosen


def _exchange(problem: Problem, picked: list[int]) -> list[int]:
    """The selection after the exchanges of one sentence for another that raise its value.

    Each round makes the best exchange there is, then adds what fits. The value rises every time, so
    that it ends by itself; the bound on rounds is a safeguard.
    """
    if len(picked) > EXCHANGED_SENTENCES:
        return picked
    members = _most_valuable(problem, EXCHANGE_POOL)
    pool = problem.take(members)
    for _ in range(10 + 2 * len(picked)):
        best = Exchange(1e-9 * float(problem.concepts.weights.max(initial=0.0)), -1, -1)
        for place in range(len(picked)):
            best = _better_exchange(problem, picked, place, pool, members, best)
        if best.place < 0:
            break
        kept = picked[: best.place] + picked[best.place + 1 :]
        picked = _extend(problem, [*kept, best.winner], scaling=SCALING)
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
    pool: Problem,
    members: NDArray[np.int64],
    best: Exchange,
) -> Exchange:
    """The best exchange for the sentence at this place, if it beats the best so far."""
    rest = picked[:place] + picked[place + 1 :]
    others = {*rest}
    covered = problem.covered(rest)
    changes = pool.gains(covered) - problem.gain(covered, picked[place])
    changes[pool.costs > problem.room(rest)] = -np.inf
    changes[np.isin(members, picked)] = -np.inf
    for candidate in np.argsort(-changes, kind="stable"):
        if changes[candidate] <= best.change:
            break
        if not problem.clashes(int(members[candidate]), others):
            return Exchange(float(changes[candidate]), place, int(members[candidate]))
    return best


def _fill(problem: Problem, picked: list[int]) -> list[int]:
    """The selection, made at least `WELL_FILLED` full where that can be done.

    First with sentences that gain nothing but repeat nothing, then by exchanges for longer
    sentences, at the least loss of value each.
    """
    while problem.room(picked) > (1.0 - WELL_FILLED) * problem.capacity:
        fuller = _extend(problem, picked, scaling=0.0, worthless=True)
        if fuller == picked and len(picked) <= EXCHANGED_SENTENCES:
            fuller = _exchange_for_longer(problem, picked)
        if fuller == picked:
            break
        picked = fuller
    return picked


def _exchange_for_longer(problem: Problem, picked: list[int]) -> list[int]:
    """The selection with one sentence exchanged for a longer one at the least loss, if any fits."""
    allowed, best, fullest = -MAX_LOSS * _value(problem, picked), -math.inf, picked
    room = problem.room(picked)
    for place, loser in enumerate(picked):
        rest = picked[:place] + picked[place + 1 :]
        others = {*rest}
        covered = problem.covered(rest)
        cost = problem.costs[loser]
        longer = np.flatnonzero((problem.costs > cost) & (problem.costs <= cost + room))
        gains = problem.gains(covered)[longer]
        loss = problem.gain(covered, loser)
        for candidate in np.argsort(-gains, kind="stable"):
            change = float(gains[candidate]) - loss
            if change < allowed or change <= best:
                break
            winner = int(longer[candidate])
            if winner not in others and not problem.clashes(winner, others):
                best, fullest = change, [*rest, winner]
                break
    return fullest


def _most_valuable(problem: Problem, most: int) -> NDArray[np.int64]:
    """Indices, ascending, of the fitting sentences worth most for their cost; ties to the lower."""
    values = problem.gains(problem.covered([])) / problem.costs.astype(np.float64) ** SCALING
    values[problem.costs > problem.capacity] = 0.0
    return np.sort(np.argsort(-values, kind="stable")[:most])


def _best_single(problem: Problem) -> list[int]:
    """The sentence worth most alone among those that fit, as a selection; empty if none fits."""
    values = problem.gains(problem.covered([]))
    values[problem.costs > problem.capacity] = -np.inf
    return [int(values.argmax())] if len(values) and np.isfinite(values.max()) else []


def _value(problem: Problem, picked: Sequence[int]) -> float:
    """What all concepts of the picked sentences count for."""
    return float(problem.concepts.weights @ problem.covered(picked))
