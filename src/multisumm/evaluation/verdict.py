"""Measured values and floors -> the floors that were missed, and the floors from now on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import floor

from multisumm.evaluation.floors import FloorEntry
from multisumm.messages import MAX_NAMES, printable

SLACK = 0.5
"""Distance of a floor below the measured value, in points of 100.

It lets a neutral change pass: it is about what one other sentence costs in one of a few clusters.
The methods give the same bytes every time, so it is not there for chance.
"""

GUARANTEES = ("within-budget", "exact-quotes")
"""Columns that get a floor of 100, without slack, if 100 was measured."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A score below its floor.

    Attributes:
        entry: The entry that has the floor.
        column: The column of the score.
        floor: The floor x 100.
        value: The measured value x 100.
        falls: Id, old value and new value of each cluster that fell, the largest fall first.
    """

    entry: FloorEntry
    column: str
    floor: float
    value: float
    falls: tuple[tuple[str, float, float], ...]

    def __str__(self) -> str:
        """Return the score, its distance to the floor and the clusters that fell, in one line."""
        falls = [
            f"{printable(name)} {new - old:+.2f} to {new:.2f}"
            for name, old, new in self.falls[:MAX_NAMES]
        ]
        more = len(self.falls) - len(falls)
        clusters = "; ".join(falls) + (f" and {more} more" if more > 0 else "")
        return (
            f"{self.entry.name}: {self.column} is {self.value:.2f},"
            f" {self.floor - self.value:.2f} below its floor of {self.floor:.2f};"
            f" clusters that fell: {clusters or 'none'}"
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of the gate.

    Attributes:
        entries: The entries with their measured values.
        misses: Scores below their floors.
        lines: Notes on all other entries, a line each.
    """

    entries: tuple[FloorEntry, ...]
    misses: tuple[Miss, ...]
    lines: tuple[str, ...]


def updated_floors(
    entries: Sequence[FloorEntry], verdict: Verdict, *, allow_lower: bool
) -> tuple[FloorEntry, ...]:
    """Return the entries with floors `SLACK` below the measured values.

    Unless `allow_lower`, a floor never falls; a floor that was missed also keeps its old values.
    """
    old = {entry.key: entry for entry in entries}
    new = {entry.key: entry for entry in verdict.entries}
    return tuple(
        _raised(old.get(key), new[key], allow_lower) if key in new else old[key]
        for key in dict.fromkeys([*old, *new])
    )


def _raised(old: FloorEntry | None, measured: FloorEntry, allow_lower: bool) -> FloorEntry:
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


def compare_to_floors(
    entries: Sequence[FloorEntry], measured: Sequence[FloorEntry], lines: Sequence[str]
) -> Verdict:
    """Return the verdict on measured entries by the floors of the entries of the same keys.

    Args:
        entries: Entries with floors.
        measured: Entries with measured values.
        lines: The first lines of the verdict.
    """
    notes = list(lines)
    by_key = {entry.key: entry for entry in entries}
    misses: list[Miss] = []
    for new in measured:
        old = by_key.get(new.key)
        if old is None:
            notes.append(f"{new.name}: new")
        elif missed := list(_misses(old, new)):
            misses += missed
        else:
            scores = ", ".join(
                f"{column} {mean_of(new.clusters[column]):.2f} (floor {bound:.2f})"
                for column, bound in old.floors.items()
            )
            notes.append(f"{new.name}: {scores}")
    return Verdict(tuple(measured), tuple(misses), tuple(notes))


def _misses(old: FloorEntry, new: FloorEntry) -> Iterator[Miss]:
    for column, bound in old.floors.items():
        before, after = old.clusters[column], new.clusters[column]
        value = mean_of(after)
        if value < bound - 1e-9:
            falls = [
                (key, before[key], after[key]) for key in after if after[key] < before.get(key, 0)
            ]
            falls.sort(key=lambda fall: fall[2] - fall[1])
            yield Miss(old, column, bound, value, tuple(falls))


def mean_of(points: dict[str, float]) -> float:
    """Return the mean over clusters; 0 without any."""
    return sum(points.values()) / len(points) if points else 0.0
