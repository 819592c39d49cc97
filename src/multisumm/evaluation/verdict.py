"""Values measured now beside the floors -> what was missed, and the floors to keep from now on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import floor

from multisumm.evaluation.floors import Entry
from multisumm.messages import printable

SLACK = 0.5
"""A floor is so many points of 100 below what was measured: about what it costs to choose one other
sentence in one of a few clusters. Our methods give the same bytes every time, so that no
slack is needed for chance; it leaves room for a change that is neutral, and nothing else."""

GUARANTEES = ("within-budget", "exact-quotes")
"""Columns that get a floor of 100, without slack, where 100 was measured."""

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Miss:
    """A score below its floor.

    Attributes:
        entry: The entry of the floors' file.
        column: Metric and part, such as `rouge-1 f1`.
        floor: The floor, in points of 100.
        value: The score that was measured, in points of 100.
        falls: Clusters whose score fell, the largest fall first: id, score when the floor was set,
            and score now, both in points of 100.
    """

    entry: Entry
    column: str
    floor: float
    value: float
    falls: tuple[tuple[str, float, float], ...]

    def __str__(self) -> str:
        """In one line: which score, by how much, on which clusters."""
        named = [
            f"{printable(name)} {now - then:+.2f} to {now:.2f}"
            for name, then, now in self.falls[:_NAMED]
        ]
        more = len(self.falls) - len(named)
        where = "; ".join(named) + (f" and {more} more" if more > 0 else "")
        return (
            f"{self.entry.name}: {self.column} is {self.value:.2f},"
            f" {self.floor - self.value:.2f} below its floor of {self.floor:.2f};"
            f" clusters that fell: {where or 'none'}"
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate found.

    Attributes:
        entries: The entries as measured now, to be written when floors are updated.
        misses: Scores below their floors.
        lines: What to tell of the rest, a line each.
    """

    entries: tuple[Entry, ...]
    misses: tuple[Miss, ...]
    lines: tuple[str, ...]


def updated(entries: Sequence[Entry], verdict: Verdict, *, allow_lower: bool) -> tuple[Entry, ...]:
    """Return the entries with the floors that the measured values give, SLACK below them.

    A floor never falls unless `allow_lower`: one that was missed stays with the values it had, and
    one that would fall within its slack stays as well.
    """
    old = {entry.key: entry for entry in entries}
    new = {entry.key: entry for entry in verdict.entries}
    return tuple(
        _raised(old.get(key), new[key], allow_lower) if key in new else old[key]
        for key in dict.fromkeys([*old, *new])
    )


def _raised(old: Entry | None, measured: Entry, allow_lower: bool) -> Entry:
    floors, clusters = {}, {}
    for column, points in measured.clusters.items():
        value = mean_of(points)
        slack = 0.0 if column in GUARANTEES else SLACK
        target = max(0.0, floor((value - slack) * 100 + 1e-6) / 100)
        before = old.floors.get(column) if old else None
        keep = before is not None and target < before and not allow_lower
        missed = keep and before is not None and value < before - 1e-9
        floors[column] = before if keep and before is not None else target
        clusters[column] = old.clusters[column] if old and missed else points
    return replace(measured, floors=floors, clusters=clusters)


def compare(entries: Sequence[Entry], measured: Sequence[Entry], lines: Sequence[str]) -> Verdict:
    """Return what of the measured entries is below the floors of the entries of the same key.

    Args:
        entries: With floors.
        measured: With the values of now.
        lines: What to tell before.
    """
    told = list(lines)
    old = {entry.key: entry for entry in entries}
    misses: list[Miss] = []
    for now in measured:
        before = old.get(now.key)
        if before is None:
            told.append(f"{now.name}: new")
            continue
        missed = list(_misses(before, now))
        misses += missed
        if not missed:
            scores = ", ".join(
                f"{column} {mean_of(now.clusters[column]):.2f} (floor {bound:.2f})"
                for column, bound in before.floors.items()
            )
            told.append(f"{now.name}: {scores}")
    return Verdict(tuple(measured), tuple(misses), tuple(told))


def _misses(before: Entry, now: Entry) -> Iterator[Miss]:
    for column, bound in before.floors.items():
        then, points = before.clusters[column], now.clusters[column]
        value = mean_of(points)
        if value < bound - 1e-9:
            falls = [
                (key, then[key], points[key]) for key in points if points[key] < then.get(key, 0)
            ]
            falls.sort(key=lambda each: each[2] - each[1])
            yield Miss(before, column, bound, value, tuple(falls))


def mean_of(points: dict[str, float]) -> float:
    """Return the mean over clusters; 0 without any."""
    return sum(points.values()) / len(points) if points else 0.0
