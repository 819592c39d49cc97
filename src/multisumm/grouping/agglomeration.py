"""The groups: average linkage on the probabilities that pairs belong together."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

from multisumm.subjects.likeness import Numbers


def agglomerate(
    count: int,
    first: Numbers,
    second: Numbers,
    probabilities: NDArray[np.float64],
    others: NDArray[np.float64],
    *,
    least: float,
    given: Sequence[int] = (),
) -> list[int]:
    """Return the number of the group of each thing, from 0 in the order of their first things.

    The two groups with the highest linkage become one, until none has `least`. The linkage is the
    mean probability of all pairs between them. A pair that is not given has the product of what
    both have in `others`. Ties go to the lower numbers.

    Source: Sokal & Michener (1958), average linkage; here on a sparse graph, with a heap.

    Args:
        count: Number of things.
        first: The lower number of each pair; shape (p,).
        second: The higher number; shape (p,).
        probabilities: Probability that the pair belongs together, 0 to 1; shape (p,).
        others: Probability of each thing to belong together with one that is not given as its
            neighbour; shape (n,).
        least: Linkage that two groups need to become one.
        given: Number of the group in which each thing is already, -1 for those in none. Such groups
            stay as they are, but others may join them.
    """
    state = _Groups(count, first, second, probabilities, others, least)
    owner = [-1] * count
    for i, number in enumerate(given):
        owner[i] = number
    seen: dict[int, int] = {}
    for i in range(count):
        if owner[i] >= 0 and seen.setdefault(owner[i], i) != i:
            state.join(seen[owner[i]], i)
    fixed = {*seen.values()}
    heap = [entry for i in range(count) if state.joined[i] == i for entry in state.links(i)]
    heapify(heap)
    while heap:
        _, i, j, version_of_first, version_of_second = heappop(heap)
        if state.versions[i] != version_of_first or state.versions[j] != version_of_second:
            continue
        if i in fixed and j in fixed:
            continue
        state.join(i, j)
        fixed |= {i} if j in fixed else set()
        for entry in state.links(i, above=False):
            heappush(heap, entry)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(state.root(i), len(numbers)) for i in range(count)]


class _Groups:
    """The groups so far. The lowest number of its things is the number of a group."""

    def __init__(
        self,
        count: int,
        first: Numbers,
        second: Numbers,
        probabilities: NDArray[np.float64],
        others: NDArray[np.float64],
        least: float,
    ) -> None:
        self.near: list[dict[int, float]] = [{} for _ in range(count)]  # sums, above `others`
        above = probabilities - others[first] * others[second]
        for i, j, value in zip(first.tolist(), second.tolist(), above.tolist(), strict=True):
            self.near[i][j] = self.near[j][i] = value
        self.others = others.tolist()
        self.sizes = [1] * count
        self.versions = [0] * count
        self.joined = list(range(count))
        self.least = least

    def linkage(self, i: int, j: int) -> float:
        """Return the mean probability of the pairs between two groups."""
        total: float = self.near[i][j] + self.others[i] * self.others[j]
        return total / (self.sizes[i] * self.sizes[j])

    def links(self, i: int, *, above: bool = True) -> list[tuple[float, int, int, int, int]]:
        """Return the entries of the heap for a group: to those with higher numbers, or to all."""
        entries = []
        for j in self.near[i]:
            linkage = self.linkage(i, j)
            if linkage >= self.least and (j > i or not above):
                a, b = (i, j) if i < j else (j, i)
                entries.append((-linkage, a, b, self.versions[a], self.versions[b]))
        return entries

    def join(self, i: int, j: int) -> None:
        """Join group j to group i, which has the lower number."""
        self.near[i].pop(j, None)
        for k, value in self.near[j].items():
            if k != i:
                self.near[k].pop(j)
                self.near[i][k] = self.near[k][i] = self.near[i].get(k, 0.0) + value
        self.near[j] = {}
        self.sizes[i] += self.sizes[j]
        self.others[i] += self.others[j]
        self.versions[i] += 1
        self.versions[j] += 1
        self.joined[j] = i

    def root(self, i: int) -> int:
        """Return the number of the group of a thing."""
        while self.joined[i] != i:
            i = self.joined[i]
        return i
