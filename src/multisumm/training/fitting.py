"""Examples -> weights, by two Poisson regressions of scikit-learn.

One regression predicts the share of the references that have a concept, the other the share of a
sentence's words and bigrams that the references have (Li, Qian & Liu 2013 learn weights of bigrams;
here both are log-linear, and all features are free of scale). Both targets are taken relative to
their mean in the cluster, so that a cluster that is hard to match teaches as much as another. Every
input weighs alike, and so does every cluster of an input.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multisumm.errors import InputError
from multisumm.selection.concepts import CONCEPT_FEATURES
from multisumm.selection.quality import SENTENCE_FEATURES
from multisumm.selection.weights import Weights
from multisumm.training.examples import RegressionData, TrainingExample

TRAINING_SETTINGS = {
    "alpha": 0.001,  # of the L2 penalty, for features of unit variance
    "sharpness": 2.0,  # the power of a sentence's expected precision
    "word_share": 0.3,  # what a single word counts for, beside a bigram
}
"""Settings chosen by scores on clusters that the weights never saw (eval/TARGETS.md)."""

ExampleSets = Sequence[Sequence[TrainingExample]]
"""The examples of each input."""

HeldOutWeights = Callable[[TrainingExample], Weights]
"""An example to weights that never saw it."""


def fit_weights(
    sets: ExampleSets, *, keep: Callable[[TrainingExample], bool] = lambda _: True
) -> Weights:
    """Return the weights learned from the examples that are kept, with 4 significant digits.

    Raises:
        InputError: No example is kept, or the references share no word with the documents.
    """
    kept = [[example for example in examples if keep(example)] for examples in sets]
    kept = [examples for examples in kept if examples]
    if not kept:
        raise InputError("too few clusters to cross-validate; give more clusters")
    concept = _regress([[example.concepts for example in examples] for examples in kept])
    sentence = _regress([[example.sentences for example in examples] for examples in kept])
    concept[CONCEPT_FEATURES.index("word")] += np.log(TRAINING_SETTINGS["word_share"])
    return Weights(
        "trained",
        _by_name(CONCEPT_FEATURES, concept),
        _by_name(SENTENCE_FEATURES, TRAINING_SETTINGS["sharpness"] * sentence),
    )


def weights_without_fold(sets: ExampleSets) -> HeldOutWeights:
    """Return, for an example, the weights fitted without its fold of every input."""

    @cache
    def without(fold: int) -> Weights:
        return fit_weights(sets, keep=lambda example: example.fold != fold)

    return lambda example: without(example.fold)


def weights_without_kind(sets: ExampleSets) -> HeldOutWeights:
    """Return, for an example, the weights fitted without all inputs of its kind."""

    @cache
    def without(kind: str) -> Weights:
        return fit_weights(sets, keep=lambda example: example.kind != kind)

    return lambda example: without(example.kind)


def poisson_regressor() -> Any:
    """Return an unfitted regression of scikit-learn, for features of unit variance."""
    from sklearn.linear_model import PoissonRegressor

    alpha = TRAINING_SETTINGS["alpha"]
    return PoissonRegressor(alpha=alpha, solver="newton-cholesky", max_iter=100)


def _regress(sets: Sequence[Sequence[RegressionData]]) -> NDArray[np.float64]:
    """Return the coefficients (f,) of a Poisson regression, for features as they are, unscaled."""
    x = np.vstack([data.features for examples in sets for data in examples])
    y = np.concatenate([data.targets for examples in sets for data in examples])
    weights = np.concatenate(
        [
            data.weights / max(data.weights.sum(), 1e-9) / len(examples)
            for examples in sets
            for data in examples
        ]
    )
    if not y.any():
        raise InputError("the references share no word with the documents; nothing can be learned")
    mean = np.average(x, axis=0, weights=weights)
    scale = np.maximum(np.sqrt(np.average((x - mean) ** 2, axis=0, weights=weights)), 1e-9)
    model = poisson_regressor()
    model.fit((x - mean) / scale, y, sample_weight=weights / weights.mean())
    coefficients: NDArray[np.float64] = model.coef_ / scale
    return coefficients


def _by_name(names: Iterable[str], values: NDArray[np.float64]) -> Mapping[str, float]:
    pairs = zip(names, values.tolist(), strict=True)
    return {name: float(f"{value:.4g}") for name, value in pairs}
