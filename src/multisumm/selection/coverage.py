"""Choose the sentences of the summary within its budget: greedily, then by exchanges.

Costs are whole numbers, shape (n,). A selection fits if its costs sum to at most the capacity. Each
concept counts once: its weight times the quality of the best picked sentence that has it. The value
of a selection is the sum over its concepts, a monotone submodular function, so greedy choice comes
with a guarantee (Lin & Bilmes 2010). Where most of the text fits, what is told again also takes
some of the value away (`redundancy`): the question is then which sentences to leave out, and the
guarantee is lost. In a plain ranking, each sentence is a concept of its own whose weight is the
score.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from multisumm.selection.concepts import Concepts

Clashes = Callable[[int, Set[int]], bool]
"""Return whether a sentence repeats or contradicts one of those already picked."""

SCALING = 0.9
"""Gains are divided by this power of the cost; below 1 it favours long ones (Lin & Bilmes 2010)."""

WELL_FILLED = 0.9
"""Share of the capacity that a selection should use, even at some loss of value."""

MAX_LOSS = 0.5
"""Share of its value that a selection may lose in one exchange that fills it."""

MIN_GAIN = 1e-9
"""An exchange must gain more than this share of the largest weight; less is rounding."""

MAX_EXCHANGED_SENTENCES = 60
"""Longer selections are not exchanged: the work grows with the cube, and greedy loses little."""

MIN_SHARE_OF_VALUE = 0.3
"""A sentence that adds less for its cost than this share of what all add is a detail."""

MIN_KEPT = 3
"""So many sentences of a selection are never left out as details."""

MAX_CLASHES = 1000
"""Stop after this many consecutive sentences that clash: the rest repeats what is picked."""

EXCHANGE_POOL = 2000
"""Number of sentences that exchanges try, those with the most value for their cost."""


@dataclass(frozen=True, eq=False)
class Problem:
    """Which of n sentences to pick: their concepts, quality and costs, and the capacity.

    Attributes:
        concepts: The concepts of each sentence, and their weights (c,).
        quality: Shape (n,), 0 to 1: the share of a concept's weight that this sentence conveys.
        costs: Shape (n,), at least 1.
        capacity: What the costs of a selection may sum to.
        clashes: Whether a sentence repeats or contradicts those picked.
        redundancy: What a concept costs each time that it is told again, as a share of what it
            counts for, 0 or more (after Carbonell & Goldstein 1998, who weigh novelty in this way).
    """

    concepts: Concepts
    quality: NDArray[np.float64]
    costs: NDArray[np.int64]
    capacity: int
    clashes: Clashes
    redundancy: float = 0.0

    @property
    def has_room_for_all(self) -> bool:
        """Whether all sentences that fit alone fit together."""
        return int(self.costs[self.costs <= self.capacity].sum()) <= self.capacity

    def room(self, picked: Sequence[int]) -> int:
        """Return what is left of the capacity."""
        return self.capacity - int(self.costs[list(picked)].sum())

    def covered(self, picked: Sequence[int]) -> NDArray[np.float64]:
        """Return the share of its weight (c,), 0 to 1, that each concept already counts for."""
        covered = np.zeros(len(self.concepts.weights))
        for sentence in picked:
            self.cover(covered, sentence)
        return covered

    def covered_by_others(self, picked: Sequence[int]) -> Iterator[NDArray[np.float64]]:
        """Yield the covered shares (c,) without each of the picked sentences, in their order."""
        behind = [self.covered([])]
        for sentence in reversed(picked):
            behind.append(behind[-1].copy())
            self.cover(behind[-1], sentence)
        before = behind[0].copy()
        for sentence, after in zip(picked, behind[-2::-1], strict=True):
            yield np.maximum(before, after)
            self.cover(before, sentence)

    def cover(self, covered: NDArray[np.float64], sentence: int) -> None:
        """Raise the covered shares (c,) in place to what this sentence gives."""
        ids = self.concepts.of(sentence)
        covered[ids] = np.maximum(covered[ids], self.quality[sentence])

    def gain(self, covered: NDArray[np.float64], sentence: int) -> float:
        """Return what a sentence adds to the value, given the covered shares (c,).

        The sum is exact, so sentences tie whatever the order of their concepts.
        """
        ids = self.concepts.of(sentence)
        added = self._added(self.quality[sentence], covered[ids])
        return math.fsum((self.concepts.weights[ids] * added).tolist())

    def gains(self, covered: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what each sentence (n,) adds to the value, given the covered shares (c,)."""
        quality, weights = self._entries
        return self.concepts.sum_of(self._added(quality, covered[self.concepts.ids]) * weights)

    @cached_property
    def alone(self) -> NDArray[np.float64]:
        """What each sentence (n,) adds to the value if nothing is covered."""
        return self.gains(self.covered([]))

    @cached_property
    def _entries(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The quality of the sentence of each entry of the concepts, and its concept's weight."""
        quality = np.repeat(self.quality, self.concepts.lengths)
        return quality, self.concepts.weights[self.concepts.ids]

    def _added(
        self, quality: NDArray[np.float64] | np.float64, covered: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return what a sentence of this quality adds to the share of each of its concepts."""
        added: NDArray[np.float64] = np.maximum(quality - covered, 0.0)
        return added - self.redundancy * np.minimum(quality, covered) if self.redundancy else added

    def value(self, picked: Sequence[int]) -> float:
        """Return what all concepts of the picked sentences count for."""
        value, covered = 0.0, self.covered([])
        for sentence in picked:
            value += self.gain(covered, sentence)
            self.cover(covered, sentence)
        return value

    def take(self, members: NDArray[np.int64]) -> Problem:
        """Return the problem of these sentences only; its sentence i is `members[i]` here."""

        def clashes(sentence: int, picked: Set[int]) -> bool:
            return self.clashes(int(members[sentence]), {int(members[other]) for other in picked})

        return replace(
            self,
            concepts=self.concepts.take(members),
            quality=self.quality[members],
            costs=self.costs[members],
            clashes=clashes,
        )


def select_by_coverage(problem: Problem) -> list[int]:
    """Return the sentences that cover the most weight: by greedy choice, exchanges and filling.

    Ties go to the lower index; the order is that of choice.
    """
    picked = _extend(problem, [], scaling=SCALING)
    best_single = _best_single(problem)
    if picked[:1] != best_single:
        from_best_single = _extend(problem, best_single, scaling=SCALING)
        picked = max(picked, from_best_single, key=problem.value)
    return _fill(problem, _exchange(problem, picked))


def select_by_score(problem: Problem) -> list[int]:
    """Return the sentences from the highest weight down that fit and do not clash, and filling."""
    return _fill(problem, _extend(problem, [], scaling=0.0))


def add_fitting(problem: Problem, picked: Sequence[int]) -> list[int]:
    """Return the selection and all that still fits, gains and does not clash, the best first.

    Where there is room for all, sentences that gain nothing are added, too.
    """
    return _extend(problem, picked, scaling=SCALING, without_gain=problem.has_room_for_all)


def drop_details(problem: Problem, picked: Sequence[int]) -> list[int]:
    """Return the selection without sentences that only fill it, the order kept.

    Such a one adds less than `MIN_SHARE_OF_VALUE` of what the others add for their cost, and reads
    as a detail at the end or tells again what the others have. At least `MIN_KEPT` are left.
    """
    kept = list(picked)
    while MIN_KEPT < len(kept) <= MAX_EXCHANGED_SENTENCES:
        value, cost = problem.value(kept), int(problem.costs[kept].sum())
        shares = [
            problem.gain(covered, one) / int(problem.costs[one])
            for one, covered in zip(kept, problem.covered_by_others(kept), strict=True)
        ]
        lowest = min(range(len(kept)), key=shares.__getitem__)
        if shares[lowest] * cost >= MIN_SHARE_OF_VALUE * value:
            break
        del kept[lowest]
    return kept


def without(problem: Problem, sentences: Sequence[int]) -> Problem:
    """Return the problem in which these sentences may not be picked."""
    costs = problem.costs.copy()
    costs[list(sentences)] = problem.capacity + 1
    return replace(problem, costs=costs)


def one_concept_each(scores: NDArray[np.float64]) -> Concepts:
    """Return concepts that make the value of a selection the sum of its scores (n,).

    Where scores are negative, all are raised by the lowest.
    """
    n = len(scores)
    weights = scores - scores.min(initial=0.0)
    return Concepts(np.arange(n + 1), np.arange(n), weights)


def _extend(
    problem: Problem, picked: Sequence[int], *, scaling: float, without_gain: bool = False
) -> list[int]:
    """Return the picked sentences and, greedily, all that still fit, gain and do not clash.

    Lazy (Minoux 1978): a gain only ever shrinks. So the sentence whose renewed gain still leads the
    old gains of the others is the best, and most gains are never renewed.

    Args:
        problem: What to choose from.
        picked: Where to start.
        scaling: Power of the cost that gains are divided by; 0 for the gain alone.
        without_gain: Whether to add sentences that gain nothing, too.
    """
    chosen, covered, room = list(picked), problem.covered(picked), problem.room(picked)
    taken = set(chosen)
    fitting = [i for i in np.flatnonzero(problem.costs <= room).tolist() if i not in taken]
    if not fitting:
        return chosen
    powers = problem.costs.astype(np.float64) ** scaling
    bounds = -(problem.gains(covered) if chosen else problem.alone) / powers
    costs, divisors = problem.costs.tolist(), powers.tolist()
    heap = list(zip(bounds[fitting].tolist(), fitting, strict=True))
    heapq.heapify(heap)
    clashes = 0
    while heap and clashes < MAX_CLASHES:
        _, sentence = heapq.heappop(heap)
        if costs[sentence] > room:
            continue
        entry = (-problem.gain(covered, sentence) / divisors[sentence], sentence)
        if heap and entry > heap[0]:
            heapq.heappush(heap, entry)
        elif entry[0] >= 0 and not without_gain:
            break
        elif problem.clashes(sentence, taken):
            clashes += 1
        else:
            clashes = 0
            chosen.append(sentence)
            taken.add(sentence)
            problem.cover(covered, sentence)
            room -= costs[sentence]
    return chosen


def _exchange(problem: Problem, picked: list[int]) -> list[int]:
    """Return the selection after all exchanges of one sentence for another that raise its value.

    Each round makes the best exchange, then adds what fits. The value rises every time, so this
    ends by itself; the bound on rounds is a safeguard.
    """
    if len(picked) > MAX_EXCHANGED_SENTENCES:
        return picked
    members = _most_valuable(problem, EXCHANGE_POOL)
    pool = problem.take(members)
    for _ in range(10 + 2 * len(picked)):
        exchanged = _exchange_once(problem, picked, pool, members)
        if exchanged == picked:
            break
        picked = _extend(problem, exchanged, scaling=SCALING)
    return picked


def _exchange_once(
    problem: Problem, picked: list[int], pool: Problem, members: NDArray[np.int64]
) -> list[int]:
    """Return the selection after the best exchange, the new sentence last; unchanged without one.

    Args:
        problem: The whole problem.
        picked: The selection.
        pool: The problem of the sentences that may come in.
        members: Index in the whole problem of each sentence of the pool.
    """
    best_change = MIN_GAIN * float(problem.concepts.weights.max(initial=0.0))
    best, room = picked, problem.room(picked)
    is_picked = np.zeros(len(problem.costs), bool)
    is_picked[picked] = True
    already_picked = is_picked[members]
    for position, covered in enumerate(problem.covered_by_others(picked)):
        removed, kept = picked[position], picked[:position] + picked[position + 1 :]
        changes = pool.gains(covered) - problem.gain(covered, removed)
        changes[already_picked | (pool.costs > room + problem.costs[removed])] = -np.inf
        for candidate in largest_first(changes, above=best_change):
            if not problem.clashes(int(members[candidate]), {*kept}):
                best, best_change = [*kept, int(members[candidate])], float(changes[candidate])
                break
    return best


def largest_first(values: NDArray[np.float64], *, above: float) -> list[int]:
    """Return the indices of the values (n,) above one, from the largest down.

    Ties go to the lower index.
    """
    (better,) = (values > above).nonzero()
    if len(better) > 1:
        better = better[(-values[better]).argsort(kind="stable")]
    found: list[int] = better.tolist()
    return found


def _fill(problem: Problem, picked: list[int]) -> list[int]:
    """Return the selection, filled to at least `WELL_FILLED` where possible.

    First with sentences that gain nothing but do not clash, then by exchanges for longer
    sentences, each time at the least loss of value.
    """
    while problem.room(picked) > (1.0 - WELL_FILLED) * problem.capacity:
        fuller = _extend(problem, picked, scaling=0.0, without_gain=True)
        if fuller == picked and len(picked) <= MAX_EXCHANGED_SENTENCES:
            fuller = _exchange_for_longer(problem, picked)
        if fuller == picked:
            break
        picked = fuller
    return picked


def _exchange_for_longer(problem: Problem, picked: list[int]) -> list[int]:
    """Return the selection after the exchange for a longer sentence that loses the least value.

    Unchanged if no such sentence fits at a loss of at most `MAX_LOSS`.
    """
    min_change = -MAX_LOSS * problem.value(picked)
    best, best_change = picked, -math.inf
    room = problem.room(picked)
    for position, covered in enumerate(problem.covered_by_others(picked)):
        removed, kept = picked[position], picked[:position] + picked[position + 1 :]
        cost = problem.costs[removed]
        longer = np.flatnonzero((problem.costs > cost) & (problem.costs <= cost + room))
        gains = problem.gains(covered)[longer]
        loss = problem.gain(covered, removed)
        for candidate in np.argsort(-gains, kind="stable"):
            change = float(gains[candidate]) - loss
            if change < min_change or change <= best_change:
                break
            added = int(longer[candidate])
            if added not in kept and not problem.clashes(added, {*kept}):
                best, best_change = [*kept, added], change
                break
    return best


def _most_valuable(problem: Problem, most: int) -> NDArray[np.int64]:
    """Return the indices, ascending, of the fitting sentences with the most value for their cost.

    Ties go to the lower index.
    """
    values = problem.alone / problem.costs.astype(np.float64) ** SCALING
    values[problem.costs > problem.capacity] = 0.0
    return np.sort(np.argsort(-values, kind="stable")[:most])


def _best_single(problem: Problem) -> list[int]:
    """Return the fitting sentence of the highest value, as a selection; empty if none fits."""
    values = problem.alone.copy()
    values[problem.costs > problem.capacity] = -np.inf
    return [int(values.argmax())] if len(values) and np.isfinite(values.max()) else []
