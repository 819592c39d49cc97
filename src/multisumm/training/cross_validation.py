"""Summaries by weights that never saw the cluster -> their ROUGE, beside that of others."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from multisumm.evaluation.plan import default_preset, scoring
from multisumm.evaluation.systems import write_method
from multisumm.evaluation.tasks import EvaluationTask
from multisumm.options import MethodName
from multisumm.parallel import Track, parallel_map, untracked
from multisumm.rouge import prepare, score_prepared
from multisumm.selection.weights import PACKAGE, Weights
from multisumm.training.fitting import ExampleSets, weights_without_fold, weights_without_kind

VALIDATION_METRICS = ("rouge-1", "rouge-2")

Configuration = tuple[MethodName, Weights | str]
"""A method and its weights."""


@dataclass(frozen=True, slots=True, eq=False)
class ValidationScores:
    """ROUGE F1 x 100 of summaries of the clusters of one input.

    Attributes:
        systems: What the summaries were made by: `folds` (weights fitted without the cluster's
            fold), `kinds` (without its kind; only where there are several), `package` (the weights
            of the package, which may have been fitted to the cluster), `lead`.
        values: Shape (clusters, systems, `VALIDATION_METRICS`).
    """

    systems: tuple[str, ...]
    values: NDArray[np.float64]

    def means(self, system: str) -> list[float]:
        """Return the mean over clusters of each metric."""
        means: list[float] = self.values[:, self.systems.index(system)].mean(axis=0).tolist()
        return means


def cross_validate(
    sets: ExampleSets, *, workers: int = 1, track: Track = untracked
) -> list[ValidationScores]:
    """Return the scores of each input; each must have an example.

    Raises:
        InputError: Too few clusters remain where some are left out.
    """
    held_out = {"folds": weights_without_fold(sets)}
    if len({example.kind for examples in sets for example in examples}) > 1:
        held_out["kinds"] = weights_without_kind(sets)
    jobs: list[tuple[EvaluationTask, list[Configuration]]] = []
    for example in chain.from_iterable(sets):
        tried: list[Configuration] = [
            ("coverage", weights_of(example)) for weights_of in held_out.values()
        ]
        jobs.append((example.task, [*tried, ("coverage", PACKAGE), ("lead", PACKAGE)]))
    outcomes = parallel_map(_score, jobs, workers=workers)
    scores = np.array(list(track(outcomes, total=len(jobs), label="scoring")))
    ends = np.cumsum([len(examples) for examples in sets])[:-1]
    names = (*held_out, PACKAGE, "lead")
    return [ValidationScores(names, values) for values in np.split(scores, ends)]


def _score(job: tuple[EvaluationTask, list[Configuration]]) -> list[list[float]]:
    """Return the scores of a cluster's summary by each configuration, with stems.

    English is scored by the preset `rouge155`, other languages by `unicode`.
    """
    task, configurations = job
    settings = scoring(default_preset([task]), stem=True)(task.language)
    references = [prepare(reference, settings) for reference in task.references]
    rows = []
    for method, weights in configurations:
        text = "\n".join(write_method(task, method=method, weights=weights))
        scores = score_prepared(prepare(text, settings), references, VALIDATION_METRICS, settings)
        rows.append([100 * scores[metric].f1 for metric in VALIDATION_METRICS])
    return rows
