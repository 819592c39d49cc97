"""Expected values of concepts and sentences, by fits that did not see the cluster."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.experiments.examples import EXAMPLES, Example
from eval.experiments.features import CONCEPT_COLUMNS, SENTENCE_COLUMNS
from eval.experiments.sets import FILES
from eval.experiments.variants import Variant
from multisumm.training.fitting import poisson_regressor

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

MAX_ROWS = 800
"""Concepts of a cluster that a fit looks at, at even distances."""

MAX_ROWS_SLOW = 200
"""The same where trees or networks are fitted, for sentences too."""


@dataclass(frozen=True)
class Fit:
    """The settings of one fit; equal fits are made once.

    One of concepts has no features of sentences, and the other way round; a joint one has both.
    `out` is the fold, or the kind, that is left out; the rest is as in `Variant`.
    """

    concept_features: tuple[str, ...]
    sentence_features: tuple[str, ...]
    model: str
    target: str
    concepts: str
    files: tuple[str, ...]
    alike: bool
    relative: bool
    out: int | str


@dataclass(frozen=True, eq=False)
class Fitted:
    """An estimator, of features less their means and over their scales."""

    fit: Fit
    estimator: Any
    mean: Array
    scale: Array

    def logs(self, rows: Array, names: Sequence[str]) -> Array:
        """Logs (r,) of what is expected of rows with these features, up to a constant."""
        if self.fit.model == "linear":
            own = (*self.fit.concept_features, *self.fit.sentence_features)
            coefficients: Array = self.estimator.coef_ / self.scale
            return rows @ coefficients[[own.index(name) for name in names]]
        predicted: Array = self.estimator.predict((rows - self.mean) / self.scale)
        return np.log(np.maximum(predicted, 1e-3))


def expected_of_concepts(variant: Variant, example: Example, out: int | str) -> Array | None:
    """Logs (c,) of the expected share of references with each concept; None without examples."""
    names = variant.concept_features
    rows = concept_rows(example, names)
    if variant.fixed:
        beta: Array = np.array([dict(variant.fixed)[name] for name in names])
        return rows @ beta
    return expected(concept_fit(variant, out), rows, names, example.shares["share"])


def expected_of_sentences(variant: Variant, example: Example, out: int | str) -> Array | None:
    """Logs (n,) of the expected precision of each sentence; None without examples."""
    names = variant.sentence_features
    rows = sentence_rows(example, names)
    return expected(sentence_fit(variant, out), rows, names, example.precision["precision"])


def expected(fit: Fit, rows: Array, names: Sequence[str], targets: Array) -> Array | None:
    """Logs (r,) of the expected values of rows with these features, given their targets (r,)."""
    if fit.model == "none":
        return np.zeros(len(rows))
    if fit.model == "known":
        return np.log(targets + 0.02)
    estimate = fitted(fit)
    return None if estimate is None else estimate.logs(rows, names)


def concept_fit(variant: Variant, out: int | str) -> Fit:
    """The fit that a variant needs for its concepts."""
    return Fit(
        concept_features=variant.concept_features,
        sentence_features=variant.sentence_features if variant.joint else (),
        model=variant.concept_model,
        target=variant.concept_target,
        concepts=variant.concepts,
        files=variant.files,
        alike=variant.alike,
        relative=variant.relative,
        out=out,
    )


def sentence_fit(variant: Variant, out: int | str) -> Fit:
    """The fit that a variant needs for its sentences."""
    if variant.joint:
        return concept_fit(variant, out)
    return Fit(
        concept_features=(),
        sentence_features=variant.sentence_features,
        model=variant.sentence_model,
        target=variant.sentence_target,
        concepts="",
        files=variant.files,
        alike=variant.alike,
        relative=variant.relative,
        out=out,
    )


@cache
def fitted(fit: Fit) -> Fitted | None:
    """What is fitted to the examples that are not left out; None if none remain."""
    parts, shares = [], []
    for file in FILES:
        if file.trained and (not fit.files or file.name in fit.files):
            kept = [e for e in EXAMPLES.get(file.name, []) if fit.out not in (e.fold, e.kind)]
            parts += [rows_of(fit, example) for example in kept]
            shares += [1.0 / len(kept) if fit.alike else 1.0 for _ in kept]
    if not parts:
        return None
    x = np.vstack([rows for rows, _, _ in parts])
    y = np.concatenate([targets for _, targets, _ in parts])
    weight = np.concatenate(
        [
            own * share / max(own.sum(), 1e-9)
            for (_, _, own), share in zip(parts, shares, strict=True)
        ]
    )
    mean = np.average(x, axis=0, weights=weight)
    scale = np.maximum(np.sqrt(np.average((x - mean) ** 2, axis=0, weights=weight)), 1e-9)
    estimator = ESTIMATORS[fit.model]()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a network that is stopped after its epochs
        estimator.fit((x - mean) / scale, y, sample_weight=weight / weight.mean())
    return Fitted(fit, estimator, mean, scale)


def rows_of(fit: Fit, example: Example) -> tuple[Array, Array, Array]:
    """Features (r, f), targets (r,) and weights (r,) of a cluster."""
    if not fit.concept_features:
        x = sentence_rows(example, fit.sentence_features)
        y, weights = example.precision[fit.target], np.diff(example.table.starts).astype(float)
    else:
        x = concept_rows(example, fit.concept_features)
        y, weights = example.shares[fit.target], type_of_concept(example, fit.concepts) * 1.0
        if fit.sentence_features:
            seen = sentence_rows(example, fit.sentence_features)
            x = np.hstack([x[example.ids], seen[example.owned]])
            y, weights = y[example.ids], weights[example.ids]
    mean = np.average(y, weights=weights) if fit.relative and weights.sum() else 1.0
    y = y / mean if mean > 0 else np.zeros(len(y))
    kept = np.flatnonzero(weights > 0)
    most = min(MAX_ROWS if fit.model == "linear" else MAX_ROWS_SLOW, len(kept))
    if fit.model == "linear" and not fit.concept_features:
        most = len(kept)
    kept = kept[np.arange(most) * len(kept) // max(most, 1)]
    return x[kept], y[kept], weights[kept]


def concept_rows(example: Example, names: Sequence[str]) -> Array:
    """These features of the concepts (c, len(names))."""
    return example.concepts[:, [CONCEPT_COLUMNS.index(name) for name in names]].astype(float)


def sentence_rows(example: Example, names: Sequence[str]) -> Array:
    """These features of the sentences (n, len(names))."""
    return example.sentences[:, [SENTENCE_COLUMNS.index(name) for name in names]].astype(float)


def type_of_concept(example: Example, concepts: str) -> Flags:
    """Which concepts (c,) are of the type that a variant goes by."""
    if concepts == "words":
        return example.single
    if concepts == "bigrams":
        return ~example.single
    if concepts == "names":
        return ~example.single | example.named
    return np.ones(len(example.single), bool)


def trees() -> Any:
    """Gradient boosting of trees with the same loss."""
    from sklearn.ensemble import HistGradientBoostingRegressor

    return HistGradientBoostingRegressor(
        loss="poisson", max_iter=100, max_leaf_nodes=15, min_samples_leaf=100, random_state=0
    )


def network() -> Any:
    """A network of one hidden layer with the same loss."""
    from sklearn.neural_network import MLPRegressor

    return MLPRegressor(
        hidden_layer_sizes=(16,),
        loss="poisson",
        alpha=0.01,
        batch_size=1000,
        max_iter=20,
        tol=0.0,
        random_state=0,
    )


ESTIMATORS: dict[str, Callable[[], Any]] = {
    "linear": poisson_regressor,
    "trees": trees,
    "network": network,
}
