"""A training -> what was fitted and how good it is, as text or JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from multisumm.escaping import safe_json
from multisumm.evaluation.formats import aligned_table
from multisumm.evaluation.tables import Grid, format_interval
from multisumm.messages import plural
from multisumm.rouge import Estimate
from multisumm.rouge.bootstrap import resampled_means, seeded_draws
from multisumm.rouge.paired import LEVEL, SAMPLES, estimates
from multisumm.selection.weights import PACKAGE
from multisumm.training.cross_validation import VALIDATION_METRICS, ValidationScores
from multisumm.training.examples import FOLDS
from multisumm.training.fitting import TRAINING_SETTINGS
from multisumm.training.run import TrainedSet, Training

TRAINING_SCHEMA = "multisumm-training/1"

COMPARED = (PACKAGE, "lead")
"""What the fitted weights are compared to."""

_LEGEND = {
    "folds": f"fitted without the cluster and the others of its fold, one of {FOLDS}",
    "kinds": "fitted without all clusters of its kind",
    PACKAGE: "the weights of the package, which may have been fitted to these clusters",
    "lead": "the first sentences of each document",
}


def render_training_text(training: Training, *, seed: int) -> str:
    """Return the coefficients, and tables of the scores on clusters that were left out.

    Args:
        training: What was fitted.
        seed: Where the random numbers of the intervals start.
    """
    clusters = plural(sum(trained.clusters for trained in training.sets), "cluster", comma=True)
    blocks = [
        f"fitted to {clusters} in {plural(len(training.sets), 'file')}",
        _coefficients("concept", training.weights.concept),
        _coefficients("sentence", training.weights.sentence),
    ]
    if scored := [trained.scores for trained in training.sets if trained.scores]:
        blocks += [
            aligned_table(_score_grid(training, column, seed))
            for column in range(len(VALIDATION_METRICS))
        ]
        blocks.append("\n".join(f"{name}: {_LEGEND[name]}" for name in scored[0].systems))
    return "\n\n".join(blocks) + "\n"


def render_training_json(training: Training, *, seed: int) -> str:
    """Return one JSON object: coefficients, settings, and the scores of each file, F1 x 100."""
    record = {
        "schema": TRAINING_SCHEMA,
        "concept": training.weights.concept,
        "sentence": training.weights.sentence,
        "settings": TRAINING_SETTINGS,
        "seed": seed,
        "data": [_record(trained, seed) for trained in training.sets],
        "warnings": list(training.warnings),
    }
    return safe_json(record, indent=2) + "\n"


def mean_differences(scores: ValidationScores, other: str, *, seed: int) -> list[Estimate]:
    """Return the mean difference of `folds` to another system in each metric, with its interval.

    Intervals are percentiles of the means of 1,000 resamples of the clusters, at 95 %.
    """
    columns = [scores.systems.index(name) for name in ("folds", other)]
    differences: NDArray[np.float64] = scores.values[:, columns[0]] - scores.values[:, columns[1]]
    resampled = resampled_means(differences, seeded_draws(seed)(len(differences), SAMPLES))
    return estimates(differences.mean(axis=0), resampled, LEVEL)


def _coefficients(name: str, values: Mapping[str, float]) -> str:
    width = max(map(len, values))
    lines = [f"  {feature:{width}} {value:9.4g}" for feature, value in values.items()]
    return "\n".join([f"{name} coefficients", *lines])


def _score_grid(training: Training, column: int, seed: int) -> Grid:
    """Return the scores in one metric, a row for each file."""
    rows = [tuple(_cells(trained, column, seed)) for trained in training.sets]
    systems = training.sets[0].scores.systems if training.sets[0].scores else ()
    header = (
        f"{VALIDATION_METRICS[column]} F1 x 100",
        *("kind", "clusters", *systems),
        *(f"folds - {name} [95 %]" for name in COMPARED),
    )
    return Grid(VALIDATION_METRICS[column], "", header, tuple(rows))


def _cells(trained: TrainedSet, column: int, seed: int) -> Iterator[str]:
    yield trained.source.name
    yield trained.source.kind
    yield str(trained.clusters)
    if trained.scores is not None:
        for name in trained.scores.systems:
            yield f"{trained.scores.means(name)[column]:.2f}"
        for name in COMPARED:
            gap = mean_differences(trained.scores, name, seed=seed)[column]
            yield format_interval(gap, sign="+")


def _record(trained: TrainedSet, seed: int) -> dict[str, object]:
    record: dict[str, object] = {
        "file": trained.source.name,
        "kind": trained.source.kind,
        "clusters": trained.clusters,
        "sha256": trained.sha256,
    }
    if trained.scores is None:
        return record
    means = {name: trained.scores.means(name) for name in trained.scores.systems}
    gaps = {name: mean_differences(trained.scores, name, seed=seed) for name in COMPARED}
    return {
        **record,
        "scores": {
            name: dict(zip(VALIDATION_METRICS, values, strict=True))
            for name, values in means.items()
        },
        "differences": {
            name: {
                metric: asdict(gap) for metric, gap in zip(VALIDATION_METRICS, values, strict=True)
            }
            for name, values in gaps.items()
        },
    }
