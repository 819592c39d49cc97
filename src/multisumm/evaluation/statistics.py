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
from multisumm.rouge.paired import (
    LEVEL,
    SAMPLES,
    TRIALS,
    PairedTest,
    compare_to_first,
)

_Value = TypeVar("_Value")


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
    scores, tests, method = compare_to_first(
        _table(results, part), level=level, samples=samples, trials=trials, seed=seed
    )
    return Statistics(
        part=part,
        scores=_by_name(results, scores),
        comparisons=_by_name(results, tests, skip=1),
        method=method,
    )


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
