"""Differences to the default, with tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from eval.experiments.running import Result, Results, result_of
from eval.experiments.sets import COLUMNS, SUBJECTS
from eval.experiments.variants import DEFAULT, Variant
from multisumm.evaluation.plan import SEED
from multisumm.evaluation.tables import SIGNIFICANT
from multisumm.rouge.paired import holm, randomisation_test

Array = NDArray[np.float64]

TRIALS = 5000
MEAN = "mean"
"""The column of the mean over all others."""


@dataclass(frozen=True, eq=False)
class Gap:
    """Mean differences of ROUGE-1 and 2 to the default (2,), and their stars (2,), 0 to 2."""

    value: Array
    stars: NDArray[np.int64]


def columns_in(result: Result) -> list[str]:
    """The columns of the tables that have results of all their sets."""
    return [name for name, sets in COLUMNS.items() if all(test in result for test in sets)]


def column(result: Result, name: str) -> Array:
    """Measures (clusters, len(MEASURES)) of a column of the tables."""
    mean: Array = np.mean([result[test] for test in COLUMNS[name]], axis=0)
    return mean


def compare(
    results: Results, variants: Sequence[Variant], mode: str
) -> dict[tuple[Variant, str], Gap]:
    """Variant, column -> difference; `MEAN` for the variants that have all columns.

    A star is p < .05 by a paired randomisation test over clusters, a second one the same after
    Holm's correction for the variants.
    """
    gaps = {variant: gaps_of(results, variant, mode) for variant in variants}
    columns = list(dict.fromkeys(chain.from_iterable(gaps.values())))
    compared = {}
    for name in columns:
        rows = {variant: done(own[name]) for variant, own in gaps.items() if name in own}
        for variant, stars in stars_of(rows).items():
            compared[variant, name] = Gap(rows[variant].mean(axis=0), stars)
    complete = {variant: own for variant, own in gaps.items() if own and len(own) == len(columns)}
    rows = {variant: joined(own) for variant, own in complete.items()}
    for variant, stars in stars_of(rows).items():
        compared[variant, MEAN] = Gap(rows[variant].sum(axis=0), stars)
    return compared


def stars_of(gaps: Mapping[Variant, Array]) -> dict[Variant, NDArray[np.int64]]:
    """Variant -> stars (2,) of its differences (clusters, 2)."""
    if not gaps:
        return {}
    p = np.array([randomisation_test(gap, trials=TRIALS, seed=SEED) for gap in gaps.values()])
    corrected = np.column_stack([holm(column) for column in p.T])
    stars = (p < SIGNIFICANT).astype(np.int64) + (corrected < SIGNIFICANT)
    return dict(zip(gaps, stars, strict=True))


def gaps_of(results: Results, variant: Variant, mode: str) -> dict[str, Array]:
    """Column -> differences (clusters, 2) to the default, NaN where the variant has no summary."""
    base, own = result_of(results, DEFAULT, mode), result_of(results, variant, mode)
    gaps = {name: (column(own, name) - column(base, name))[:, :2] for name in columns_in(base)}
    return {name: gap for name, gap in gaps.items() if len(done(gap))}


def joined(gaps: Mapping[str, Array]) -> Array:
    """Each subject's part (subjects, 2) in the mean over the columns; they sum to it."""
    parts: dict[str, Array] = {}
    for name, own in gaps.items():
        part = parts.setdefault(SUBJECTS[name], np.zeros((len(own), 2)))
        part += np.nan_to_num(own) / (len(done(own)) * len(gaps))
    return np.vstack(list(parts.values()))


def done(gaps: Array) -> Array:
    """The rows without NaN."""
    return gaps[np.isfinite(gaps).all(axis=1)]
