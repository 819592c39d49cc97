"""How well groups of documents agree with those that are known: B-cubed and the Rand index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from math import comb
from typing import NamedTuple


class GroupingScores(NamedTuple):
    """How well groups agree with the true ones; all are 1 if they are the same.

    Attributes:
        precision: B-cubed precision, 0 to 1: of the group of a document, itself included, the share
            that belongs to its event; on average over the documents.
        recall: B-cubed recall, 0 to 1: of the documents of its event, the share in its group.
        f1: Harmonic mean of both.
        adjusted_rand: Adjusted Rand index, at most 1; 0 is expected by chance.
    """

    precision: float
    recall: float
    f1: float
    adjusted_rand: float


def score_groups(found: Sequence[Hashable], true: Sequence[Hashable]) -> GroupingScores:
    """Return how well the groups of n documents agree with their events.

    Sources: Bagga & Baldwin (1998), "Algorithms for scoring coreference chains"; Hubert & Arabie
    (1985), "Comparing partitions".

    Args:
        found: The group of each document; at least one document.
        true: Its event.

    Example:
        >>> score_groups(["a", "a", "a", "b"], [1, 1, 2, 2])[:2]
        (0.6666666666666666, 0.75)
    """
    n = len(true)
    both = Counter(zip(found, true, strict=True))
    groups, events = Counter(found), Counter(true)
    precision = sum(count * count / groups[group] for (group, _), count in both.items()) / n
    recall = sum(count * count / events[event] for (_, event), count in both.items()) / n
    f1 = 2 * precision * recall / (precision + recall)
    return GroupingScores(precision, recall, f1, _adjusted_rand(both, groups, events, n))


def _adjusted_rand(
    both: Counter[tuple[Hashable, Hashable]],
    groups: Counter[Hashable],
    events: Counter[Hashable],
    n: int,
) -> float:
    pairs, own, true = (sum(comb(c, 2) for c in counts.values()) for counts in (both, groups, events))
    expected = own * true / comb(n, 2) if n > 1 else 0.0
    highest = (own + true) / 2
    return (pairs - expected) / (highest - expected) if highest != expected else 1.0
