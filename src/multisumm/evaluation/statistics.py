"""Results -> how sure they are: intervals of means, and paired tests against the first system.

Clusters are what is drawn: intervals and tests say how far the result holds for other clusters of
the kind, not for other references or other runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multisumm.errors import OptionError
from multisumm.evaluation.results import PARTS, Results
from multisumm.messages import unknown_choice
from multisumm.rouge import Estimate
from multisumm.rouge.bootstrap import percentile_interval, resampled_means, seeded_draws

LEVEL = 95.0
SAMPLES = 1000
TRIALS = 10_000
TIE = 1e-9
"""Differences up to this are ties, in counting and in the test."""

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Comparison:
    """A system beside the first one, in one metric.

    Attributes:
        difference: Mean over clusters of its score less that of the first, with its interval.
        p: How often chance alone gives as large a difference, either way; above 0.
        p_holm: The same, corrected for the number of systems compared (Holm 1979).
        wins, ties, losses: Clusters where it is better, equal, worse.
    """

    difference: Estimate
    p: float
    p_holm: float
    wins: int
    ties: int
    losses: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the results say beyond single clusters.

    Attributes:
        part: `f1`, `recall` or `precision`: what of each metric was looked at.
        scores: System -> metric -> mean with interval, 0 to 1.
        comparisons: System -> metric -> comparison, of all systems but the first.
        method: How the intervals and tests were made, for the signature.
    """

    part: str
    scores: Mapping[str, Mapping[str, Estimate]]
    comparisons: Mapping[str, Mapping[str, Comparison]]
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
        OptionError: The part is not known, the seed is negative, or samples or trials are too few.
    """
    if part not in PARTS:
        raise OptionError(unknown_choice("score", part, PARTS))
    if seed < 0:
        raise OptionError(f"seed must not be negative, but is {seed}")
    if samples < 2 or trials < 1:
        raise OptionError("at least 2 resamples and 1 trial are needed")
    table = _table(results, part)
    systems, metrics, clusters = table.shape
    flat = table.reshape(-1, clusters).T
    resampled = resampled_means(flat, seeded_draws(seed)(clusters, samples))
    scores = _estimates(flat.mean(axis=0), resampled, level)
    first = np.tile(np.arange(metrics), systems)
    gaps = flat - flat[:, first]
    differences = _estimates(gaps.mean(axis=0), resampled - resampled[:, first], level)
    p = randomisation_test(gaps, trials=trials, seed=seed).reshape(systems, metrics)
    corrected = np.array([holm(column) for column in p[1:].T]).reshape(metrics, -1).T
    compared: dict[str, dict[str, Comparison]] = {}
    for row, name in enumerate(results.systems[1:], start=1):
        compared[name] = {
            metric: Comparison(
                differences[row * metrics + index],
                float(p[row, index]),
                float(corrected[row - 1, index]),
                *_counts(gaps[:, row * metrics + index]),
            )
            for index, metric in enumerate(results.metrics)
        }
    return Statistics(
        part=part,
        scores={
            name: dict(zip(results.metrics, scores[row * metrics :][:metrics], strict=True))
            for row, name in enumerate(results.systems)
        },
        comparisons=compared,
        method=f"avg:macro|n:{clusters}|bs:{samples}-{level:g}-{seed}|ar:{trials}-{seed}",
    )


def randomisation_test(
    differences: NDArray[np.float64], *, trials: int, seed: int
) -> NDArray[np.float64]:
    """Return p of each column of paired differences, two-sided, by approximate randomisation.

    If two systems are alike, which of two scores is whose is chance: each trial flips the signs of
    some clusters, the same for all columns, and c counts the trials with a mean at least as far
    from 0 as the real one; p = (c + 1) / (trials + 1) (Noreen 1989; North et al. 2002).

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


def _estimates(
    means: NDArray[np.float64], resampled: NDArray[np.float64], level: float
) -> list[Estimate]:
    low, high = percentile_interval(resampled, level)
    bounds = zip(means.tolist(), low.tolist(), high.tolist(), strict=True)
    return [Estimate(*each) for each in bounds]


def _random_signs(generator: np.random.PCG64, trials: int, n: int) -> NDArray[np.float64]:
    """Return 1 and -1 at even odds, shape (trials, n): the bits of 64-bit numbers, lowest first."""
    numbers = generator.random_raw(trials * -(-n // 64)).reshape(trials, -1)
    bits = (numbers[:, :, None] >> np.arange(64, dtype=np.uint64)) & np.uint64(1)
    return bits.reshape(trials, -1)[:, :n].astype(np.float64) * 2 - 1


def _counts(differences: NDArray[np.float64]) -> tuple[int, int, int]:
    wins = int((differences > TIE).sum())
    losses = int((differences < -TIE).sum())
    return wins, len(differences) - wins - losses, losses
