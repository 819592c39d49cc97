"""Results -> intervals of means, and paired tests against the first system.

Clusters are what is resampled: intervals and tests say how far results hold for other clusters of
the same kind, not for other references or other runs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from multisumm.errors import OptionError
from multisumm.evaluation.results import PARTS, Results
from multisumm.messages import unknown_choice
from multisumm.rouge import Estimate
from multisumm.rouge.bootstrap import percentile_interval, resampled_means, seeded_draws
from multisumm.rouge.checks import whole_number

LEVEL = 95.0
SAMPLES = 1000
TRIALS = 10_000
TIE = 1e-9
"""Differences up to this are ties, in counting and in the test."""

_AT_ONCE = 500

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class PairedTest:
    """A system compared to the first one, in one metric.

    Attributes:
        difference: Mean over clusters of its score less that of the first, with its interval.
        p: Probability that chance alone gives a difference as large, in either direction; above 0.
        p_holm: The same, corrected for the number of systems compared (Holm 1979).
        wins: Number of clusters where it is better.
        ties: Number of clusters where the two are equal.
        losses: Number of clusters where it is worse.
    """

    difference: Estimate
    p: float
    p_holm: float
    wins: int
    ties: int
    losses: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Means, intervals and tests over the clusters of some results.

    Attributes:
        part: `f1`, `recall` or `precision`: the part of each metric that they are of.
        scores: System -> metric -> mean with interval, 0 to 1.
        comparisons: System -> metric -> comparison to the first system, which is not in it.
        method: How the intervals and tests were made, for the signature.
    """

    part: str
    scores: Mapping[str, Mapping[str, Estimate]]
    comparisons: Mapping[str, Mapping[str, PairedTest]]
    method: str


def analyse(
    results: Results,
    *,
    part: str = "f1",
    level: float = LEVEL,
    samples: int = SAMPLES,
    trials: int = TRIALS,
    seed: int = 12345,
) -> Statistics:
    """Return means, intervals and tests; the same seed gives the same numbers.

    Intervals are percentiles of the means of resampled clusters (Efron & Tibshirani 1993), the same
    resamples for all systems and metrics. Clusters are taken in the order of their ids, so that
    their order in the file does not matter and the intervals are those of `rouge.aggregate`.

    Raises:
        OptionError: An argument has a wrong type or value.
    """
    if part not in PARTS:
        raise OptionError(unknown_choice("score", part, PARTS))
    if whole_number("samples", samples) < 2 or whole_number("trials", trials) < 1:
        raise OptionError("at least 2 resamples and 1 trial are needed")
    table = _table(results, part)
    systems, metrics, clusters = table.shape
    values = table.reshape(-1, clusters).T
    means = resampled_means(values, seeded_draws(seed)(clusters, samples))
    first = np.tile(np.arange(metrics), systems)
    gaps = values - values[:, first]
    differences = estimates(gaps.mean(axis=0), means - means[:, first], level)
    p = randomisation_test(gaps, trials=trials, seed=seed)
    return Statistics(
        part=part,
        scores=_by_name(results, estimates(values.mean(axis=0), means, level)),
        comparisons=_by_name(results, _comparisons(differences, p, gaps, metrics), skip=1),
        method=f"avg:macro|n:{clusters}|bs:{samples}-{level:g}-{seed}|ar:{trials}-{seed}",
    )


def randomisation_test(
    differences: NDArray[np.float64], *, trials: int, seed: int
) -> NDArray[np.float64]:
    """Return p of each column of paired differences, two-sided, by approximate randomisation.

    If two systems are equally good, chance decides which of the two scores of a cluster is whose.
    Each trial flips the signs of some clusters, the same for all columns; c counts the trials whose
    mean is at least as far from 0 as the real one, and p = (c + 1) / (trials + 1) (Noreen 1989;
    North et al. 2002).

    Args:
        differences: Shape (n, columns).
        trials: Number of random assignments.
        seed: Start of PCG64.
    """
    n = len(differences)
    generator = np.random.PCG64(seed)
    real = np.abs(differences.sum(axis=0)) - TIE
    reached = np.zeros(differences.shape[1], dtype=np.int64)
    for start in range(0, trials, _AT_ONCE):
        signs = _random_signs(generator, min(_AT_ONCE, trials - start), n)
        reached += (np.abs(signs @ differences) >= real).sum(axis=0)
    return (reached + 1) / (trials + 1)


def holm(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return p corrected for several tests by Holm's step-down method, shape as given.

    >>> holm(np.array([0.01, 0.04, 0.03])).tolist()
    [0.03, 0.06, 0.06]
    """
    order = np.argsort(p, kind="stable")
    steps = p[order] * np.arange(len(p), 0, -1)
    corrected = np.empty_like(p)
    corrected[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return corrected


def _table(results: Results, part: str) -> NDArray[np.float64]:
    """Return the scores (s, metrics, c) with the clusters in the order of their ids."""
    ids = [subject.id for subject in results.subjects]
    order = sorted(range(len(ids)), key=ids.__getitem__)
    columns = [results.columns.index(f"{metric} {part}") for metric in results.metrics]
    return results.values[:, order][:, :, columns].transpose(0, 2, 1)


def _by_name(
    results: Results, values: Sequence[_Value], *, skip: int = 0
) -> dict[str, dict[str, _Value]]:
    """Return system -> metric -> value, from the values of all systems one after another.

    Args:
        results: Has the names.
        values: Of the first system the value for each metric, then of the next, and so on.
        skip: Number of systems at the beginning to leave out.
    """
    metrics = len(results.metrics)
    return {
        name: dict(zip(results.metrics, values[row * metrics :][:metrics], strict=True))
        for row, name in enumerate(results.systems)
        if row >= skip
    }


def _comparisons(
    differences: Sequence[Estimate],
    p: NDArray[np.float64],
    gaps: NDArray[np.float64],
    metrics: int,
) -> list[PairedTest]:
    """Return the comparison of each column; p of a metric is corrected over all systems but one."""
    corrected = p.reshape(-1, metrics).copy()
    for column in range(metrics):
        corrected[1:, column] = holm(corrected[1:, column])
    columns = zip(differences, p.tolist(), corrected.ravel().tolist(), gaps.T, strict=True)
    return [
        PairedTest(difference, p_value, p_holm, *_wins_ties_losses(gap))
        for difference, p_value, p_holm, gap in columns
    ]


def estimates(
    means: NDArray[np.float64], resampled: NDArray[np.float64], level: float
) -> list[Estimate]:
    """Return each mean (columns,) with the interval of its resampled means (samples, columns)."""
    low, high = percentile_interval(resampled, level)
    bounds = zip(means.tolist(), low.tolist(), high.tolist(), strict=True)
    return [Estimate(*bound) for bound in bounds]


def _random_signs(generator: np.random.PCG64, trials: int, n: int) -> NDArray[np.float64]:
    """Return 1 and -1 at even odds, shape (trials, n): the bits of 64-bit numbers, lowest first."""
    numbers = generator.random_raw(trials * -(-n // 64)).reshape(trials, -1)
    bits = (numbers[:, :, None] >> np.arange(64, dtype=np.uint64)) & np.uint64(1)
    return bits.reshape(trials, -1)[:, :n].astype(np.float64) * 2 - 1


def _wins_ties_losses(differences: NDArray[np.float64]) -> tuple[int, int, int]:
    wins = int((differences > TIE).sum())
    losses = int((differences < -TIE).sum())
    return wins, len(differences) - wins - losses, losses
