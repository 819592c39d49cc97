"""Paired tests between systems, from the scores of their instances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multisumm.errors import InputError, OptionError
from multisumm.messages import first_names, plural, unknown_choice
from multisumm.rouge.bootstrap import (
    Estimate,
    percentile_interval,
    resampled_means,
    seeded_draws,
)
from multisumm.rouge.checks import whole_number
from multisumm.rouge.scores import Scores

LEVEL = 95.0
SAMPLES = 1000
TRIALS = 10_000
TIE = 1e-9
"""Differences up to this are ties, in counting and in the test."""

SIGNIFICANT = 0.05
"""A difference whose corrected p is below this is called significant."""

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class PairedTest:
    """A system compared to the first one or the baseline, in one metric.

    Attributes:
        difference: Mean over instances of its score less that of the first, with its interval.
        p: Probability that chance alone gives a difference as large, in either direction; above 0.
        p_holm: The same, corrected for the number of systems compared (Holm 1979).
        wins: Number of instances where it is better.
        ties: Number of instances where the two are equal.
        losses: Number of instances where it is worse.
    """

    difference: Estimate
    p: float
    p_holm: float
    wins: int
    ties: int
    losses: int


def check_baseline(name: str, systems: Iterable[str]) -> None:
    """Raise OptionError if no system has the name."""
    if name not in (names := tuple(systems)):
        raise OptionError(unknown_choice("baseline", name, names))


def compare_scores(
    systems: Mapping[str, Mapping[str, Scores]], baseline: str
) -> tuple[dict[str, dict[str, PairedTest]], str]:
    """Return system -> metric -> comparison of its F to that of the baseline, which is left out.

    With them comes how they were made, for the signature.

    Args:
        systems: Name -> id of an instance -> its scores, with the same ids and metrics for all.
        baseline: The name of one of them.

    Raises:
        OptionError: If no system has the name of the baseline.
        InputError: If a system lacks an instance of the baseline, or has another.
    """
    check_baseline(baseline, systems)
    others = [name for name in systems if name != baseline]
    ids = sorted(systems[baseline], key=str)
    for name in others:
        if apart := sorted(systems[name].keys() ^ ids, key=str):
            reason = f"only one of {baseline!r} and {name!r} has {first_names(apart)}"
            raise InputError(f"the candidates cannot be compared: {reason}")
    metrics = list(systems[baseline][ids[0]])
    table = [
        [[systems[name][identifier][metric].f1 for identifier in ids] for metric in metrics]
        for name in (baseline, *others)
    ]
    _, tests, method = compare_to_first(np.array(table))
    columns = iter(tests[len(metrics) :])
    return {name: {metric: next(columns) for metric in metrics} for name in others}, method


def compare_to_first(
    table: NDArray[np.float64],
    *,
    level: float = LEVEL,
    samples: int = SAMPLES,
    trials: int = TRIALS,
    seed: int = 12345,
) -> tuple[list[Estimate], list[PairedTest], str]:
    """Return means with intervals, comparisons, and how they were made, for the signature.

    Both lists have all metrics of the first system, then those of the next, and so on; the first is
    compared to itself. Intervals are percentiles of the means of resampled instances (Efron &
    Tibshirani 1993), the same resamples for all. The same seed gives the same numbers.

    Args:
        table: Scores, shape (systems, metrics, instances).
        level: Percentage of the resampled means that an interval holds.
        samples: Number of resamples, at least 2.
        trials: Number of random assignments of the test, at least 1.
        seed: Start of the random numbers.

    Raises:
        OptionError: An argument has a wrong type or value.
    """
    if whole_number("samples", samples) < 2 or whole_number("trials", trials) < 1:
        raise OptionError("at least 2 resamples and 1 trial are needed")
    systems, metrics, instances = table.shape
    values = table.reshape(-1, instances).T
    means = resampled_means(values, seeded_draws(seed)(instances, samples))
    first = np.tile(np.arange(metrics), systems)
    gaps = values - values[:, first]
    differences = estimates(gaps.mean(axis=0), means - means[:, first], level)
    p = randomisation_test(gaps, trials=trials, seed=seed)
    scores = estimates(values.mean(axis=0), means, level)
    tried = "exact" if is_exact(instances, trials) else f"{trials}-{seed}"
    method = f"avg:macro|n:{instances}|bs:{samples}-{level:g}-{seed}|ar:{tried}"
    return scores, _comparisons(differences, p, gaps, metrics), method


def randomisation_test(
    differences: NDArray[np.float64], *, trials: int, seed: int
) -> NDArray[np.float64]:
    """Return p of each column of paired differences, two-sided, by randomisation.

    If two systems are equally good, chance decides which of the two scores of an instance is whose.
    Each trial flips the signs of some instances, the same for all columns; c counts the trials
    whose mean is at least as far from 0 as the real one, and p = (c + 1) / (trials + 1) (Noreen
    1989; North et al. 2002). If there are not more assignments of signs than trials, each of them
    is tried once, and p is the exact share c / 2ⁿ (Fisher 1935).

    Args:
        differences: Shape (n, columns).
        trials: Number of random assignments.
        seed: Start of PCG64.
    """
    n = len(differences)
    real = np.abs(differences.sum(axis=0)) - TIE
    if is_exact(n, trials):
        flipped = np.arange(2**n)[:, None] >> np.arange(n) & 1
        sums = (1.0 - 2 * flipped) @ differences
        exact: NDArray[np.float64] = (np.abs(sums) >= real).mean(axis=0)
        return exact
    generator = np.random.PCG64(seed)
    reached = np.zeros(differences.shape[1], dtype=np.int64)
    for start in range(0, trials, _AT_ONCE):
        signs = _random_signs(generator, min(_AT_ONCE, trials - start), n)
        reached += (np.abs(signs @ differences) >= real).sum(axis=0)
    return (reached + 1) / (trials + 1)


def is_exact(instances: int, trials: int) -> bool:
    """Return whether the test tries each assignment of signs, as there are no more than trials."""
    return instances < 60 and 2**instances <= trials


def smallest_p(instances: int, compared: int, *, trials: int = TRIALS) -> float:
    """Return the smallest p that the test can have after Holm's correction, 0 to 1.

    If one system is better on each of n instances, 2 of the 2ⁿ choices of signs are as far from 0.

    Args:
        instances: Number of instances, n.
        compared: Number of systems that are compared to the baseline.
        trials: Number of random assignments of the test.

    >>> smallest_p(6, 3)
    0.09375
    """
    smallest = 2.0 ** (1 - instances) if is_exact(instances, trials) else 1 / (trials + 1)
    return min(1.0, compared * smallest)


def notes_on_power(instances: int, compared: int, instance: str, system: str) -> Iterator[str]:
    """Yield one line if no difference can be significant, else none.

    Args:
        instances: Number of instances.
        compared: Number of systems that are compared to the baseline, at least 1.
        instance: What an instance is called.
        system: What a system is called.
    """
    if (least := smallest_p(instances, compared)) >= SIGNIFICANT:
        number = plural(instances, instance)
        others = plural(compared, system)
        yield (
            f"No difference can be significant: with {number} and {others} compared to the"
            f" baseline, the corrected p is at least {least:.4f}; use more {instance}s"
        )


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
