"""A cluster with references -> what the two regressions learn from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from multisumm.evaluation.systems import quotable_sentences
from multisumm.evaluation.tasks import EvaluationTask
from multisumm.selection.concepts import concept_features, find_concepts
from multisumm.selection.quality import sentence_features
from multisumm.text.terms import TermTable, tabulate_terms
from multisumm.text.tokens import stem_words, tokenize

FOLDS = 5
"""Number of parts that cross-validation divides each file into."""


@dataclass(frozen=True, slots=True, eq=False)
class RegressionData:
    """What one regression learns from a cluster: features (r, f), targets (r,), weights (r,)."""

    features: NDArray[np.float64]
    targets: NDArray[np.float64]
    weights: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class TrainingExample:
    """A cluster and what is learned from it.

    Attributes:
        task: The cluster.
        kind: Kind of text of its input.
        fold: 0 to `FOLDS` - 1: the part of its input that it is left out with.
        concepts: Features of its concepts; the targets are the shares of the references that have
            them, over their mean.
        sentences: Features of its sentences; the targets are the shares of their words and bigrams
            that a reference has, over their mean.
    """

    task: EvaluationTask
    kind: str
    fold: int
    concepts: RegressionData
    sentences: RegressionData


def make_training_example(
    number: int, task: EvaluationTask, *, kind: str
) -> TrainingExample | None:
    """Return what is learned from cluster `number` of an input; None if it has no concepts.

    The number decides the fold, so that topics that come in several languages, a file each, are
    left out together.
    """
    sentences = quotable_sentences(task)
    table = tabulate_terms([sentence.text for sentence in sentences], language=task.language)
    owned, ids, keys = find_concepts(table)
    if not len(keys):
        return None
    references = [_reference_keys(text, table, task.language) for text in task.references]
    shares = np.mean([[key in own for key in keys.tolist()] for own in references], axis=0)
    sizes = table.lengths.astype(float)
    precision = np.array([_precision(row, references, table) for row in _token_rows(table)])
    single = keys < len(table.vocabulary)
    return TrainingExample(
        task,
        kind,
        number % FOLDS,
        RegressionData(
            concept_features(sentences, owned, ids, single),
            _over_mean(shares, np.ones(len(keys))),
            np.ones(len(keys)),
        ),
        RegressionData(sentence_features(sentences, table), _over_mean(precision, sizes), sizes),
    )


def _reference_keys(text: str, table: TermTable, language: str) -> frozenset[int]:
    """Return the keys of the words and bigrams of a reference, as `find_concepts` numbers them.

    Terms that no sentence has are left out, with the bigrams around them.
    """
    v, ids = len(table.vocabulary), {term: i for i, term in enumerate(table.vocabulary)}
    terms = [ids.get(term, -1) for term in stem_words(tokenize(text, language=language), language)]
    pairs = [(a + 1) * v + b for a, b in pairwise(terms) if a >= 0 and b >= 0]
    return frozenset(chain((term for term in terms if term >= 0), pairs))


def _token_rows(table: TermTable) -> Iterator[list[int]]:
    for start, end in pairwise(table.starts.tolist()):
        yield table.tokens[start:end].tolist()


def _precision(row: list[int], references: Sequence[frozenset[int]], table: TermTable) -> float:
    """Return the mean share of a sentence's words and of its bigrams that a reference has."""
    v = len(table.vocabulary)
    pairs = [(a + 1) * v + b for a, b in pairwise(row)]
    shares = [
        sum(key in reference for key in keys) / max(len(keys), 1)
        for reference in references
        for keys in (row, pairs)
    ]
    return sum(shares) / len(shares)


def _over_mean(values: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the values over their weighted mean; zeros where that is 0."""
    mean = np.average(values, weights=weights) if weights.sum() else 0.0
    return values / mean if mean > 0 else np.zeros(len(values))
