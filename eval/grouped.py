"""Means, ratios and tests over clusters that belong to groups, like the questions of one meeting.

Clusters of a group share their documents, so they are no independent draws. Groups are what is
resampled, and what a trial of the randomisation test turns round: intervals and tests say how far
results hold for other groups of the same kind. All is seeded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multisumm.evaluation.formats import aligned_table
from multisumm.evaluation.results import Results
from multisumm.evaluation.systems import System
from multisumm.evaluation.tables import Grid, format_interval, percent
from multisumm.rouge import Estimate
from multisumm.rouge.bootstrap import resampled_means, seeded_draws
from multisumm.rouge.paired import LEVEL, SAMPLES, TRIALS, estimates, randomisation_test

SEED = 12345

Array = NDArray[np.float64]


class Difference(NamedTuple):
    """A mean difference with its interval, and the p of the randomisation test."""

    estimate: Estimate
    p: float


def ignoring(write: System, field: str) -> System:
    """Return a system that does not see a field of its tasks: `query` or `known`."""
    return lambda task: write(replace(task, **{field: None if field == "query" else ()}))


def grouped_means(values: Array, groups: Sequence[str]) -> list[Estimate]:
    """Return the mean of each column without its NaN, with the interval by resampled groups.

    Args:
        values: Shape (n, columns).
        groups: The group of each row, shape (n,).
    """
    sums, counts = _by_group(values, groups)
    return estimates(_share(sums.sum(axis=0), counts.sum(axis=0)), _resampled(sums, counts), LEVEL)


def grouped_ratio(first: Array, second: Array, groups: Sequence[str]) -> Estimate:
    """Return the mean of the first values as a multiple of that of the second, with its interval.

    Args:
        first: Shape (n,), without NaN.
        second: Shape (n,), without NaN.
        groups: The group of each value, shape (n,).
    """
    first_sums, second_sums = (_by_group(x[:, None], groups)[0] for x in (first, second))
    means = _share(first_sums.sum(axis=0), second_sums.sum(axis=0))
    return estimates(means, _resampled(first_sums, second_sums), LEVEL)[0]


def grouped_difference(first: Array, second: Array, groups: Sequence[str]) -> Difference:
    """Return the mean of first - second where neither is NaN, with its interval and p."""
    gaps = (first - second)[:, None]
    sums, _ = _by_group(gaps, groups)
    p = randomisation_test(sums, trials=TRIALS, seed=SEED)
    return Difference(grouped_means(gaps, groups)[0], float(p[0]))


def print_scores(
    title: str, results: Results, columns: Mapping[str, str], groups: Sequence[str]
) -> None:
    """Print the mean x 100 of columns for each system, and the differences from the first system.

    The warnings of the results, which count empty summaries, stand below.

    Args:
        title: What the numbers are of, one line.
        results: The numbers.
        columns: Name of a column of the results -> its heading.
        groups: The group of each cluster.
    """
    values = {name: results.column(name) for name in columns}
    rows, gaps = [], []
    for i, system in enumerate(results.systems):
        means = grouped_means(np.stack([of[i] for of in values.values()], axis=1), groups)
        rows.append((system, *(format_interval(percent(mean)) for mean in means)))
        compared = [grouped_difference(of[i], of[0], groups) for of in values.values()]
        gaps.append((system, *map(_shown, compared)))
    number = f"{len(groups)} clusters in {len({*groups})} groups"
    header = ("system", *columns.values())
    print(f"\n{title}: means x 100 [95 % interval], {number}")
    print(aligned_table(Grid("scores", title, header, tuple(rows))))
    if len(gaps) > 1:
        print(f"difference from {results.systems[0]} [95 % interval], p by randomisation of groups")
        print(aligned_table(Grid("differences", title, header, tuple(gaps[1:]))))
    print("".join(f"{warning}\n" for warning in results.warnings), end="", flush=True)


def _shown(difference: Difference) -> str:
    return f"{format_interval(percent(difference.estimate), sign='+')} p={difference.p:.4f}"


def _by_group(values: Array, groups: Sequence[str]) -> tuple[Array, Array]:
    """Return the sum of the values of each group (g, columns), and their numbers; NaN are none."""
    names, rows = np.unique(np.array(groups), return_inverse=True)
    sums = np.zeros((len(names), values.shape[1]))
    counts = np.zeros_like(sums)
    np.add.at(sums, rows, np.nan_to_num(values))
    np.add.at(counts, rows, ~np.isnan(values))
    return sums, counts


def _resampled(sums: Array, totals: Array) -> Array:
    """Return sum / total of each resample of groups, shape (samples, columns)."""
    draws = seeded_draws(SEED)(len(sums), SAMPLES)
    means = resampled_means(np.hstack([sums, totals]), draws)
    columns = sums.shape[1]
    return _share(means[:, :columns], means[:, columns:])


def _share(sums: Array, totals: Array) -> Array:
    """Return sums / totals, NaN where there is no total."""
    return np.divide(sums, totals, out=np.full_like(sums, np.nan), where=totals != 0)
