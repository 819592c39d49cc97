"""How well `group` finds known clusters again: B-cubed and the adjusted Rand index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from math import comb
from typing import NamedTuple

from multisumm.escaping import safe_json
from multisumm.messages import plural
from multisumm.model import Cluster
from multisumm.pipeline.grouping import group


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


class Regrouping(NamedTuple):
    """What became of a pile that was made of clusters.

    Attributes:
        clusters: Number of clusters.
        documents: Number of their documents.
        groups: Number of groups that were made of these.
        scores: How well the groups agree with the clusters.
    """

    clusters: int
    documents: int
    groups: int
    scores: GroupingScores

    def to_text(self) -> str:
        """Return the numbers, a line each."""
        lines = [
            f"{plural(self.documents, 'document')} of {plural(self.clusters, 'cluster')}"
            f" in {plural(self.groups, 'group')}",
            f"B-cubed precision    {self.scores.precision:.4f}",
            f"B-cubed recall       {self.scores.recall:.4f}",
            f"B-cubed F1           {self.scores.f1:.4f}",
            f"adjusted Rand index  {self.scores.adjusted_rand:.4f}",
        ]
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """Return the numbers as a JSON object, indented by two spaces."""
        return safe_json({**self._asdict(), "scores": self.scores._asdict()}, indent=2) + "\n"


def regroup(clusters: Iterable[Cluster]) -> Regrouping:
    """Return how well `group` finds clusters again in the pile of all their documents.

    Each cluster counts as one subject, and documents of different clusters as different ones.
    Documents without text are left out.

    Raises:
        NothingToSummarize: There is no text.
    """
    pile = [
        (number, replace(document, id=f"{number}/{document.id}"))
        for number, cluster in enumerate(clusters, start=1)
        for document in cluster.documents
        if document.text.strip()
    ]
    grouping = group([document for _, document in pile])
    found = {one.id: number for number, own in enumerate(grouping) for one in own.documents}
    true = [number for number, _ in pile]
    scores = score_groups([found[document.id] for _, document in pile], true)
    return Regrouping(len({*true}), len(pile), len(grouping), scores)


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
    pairs, own, true = (
        sum(comb(c, 2) for c in counts.values()) for counts in (both, groups, events)
    )
    expected = own * true / comb(n, 2) if n > 1 else 0.0
    highest = (own + true) / 2
    return (pairs - expected) / (highest - expected) if highest != expected else 1.0
