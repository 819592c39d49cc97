"""How probable it is that two documents are about one event: a logistic regression."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from multisumm.grouping.neighbours import NEAREST, DocumentPairs, multiply_pairs
from multisumm.grouping.pile import Rows
from multisumm.resources import read_data
from multisumm.subjects.likeness import Numbers

EventFeatures = Mapping[str, NDArray[np.float64]]

FIRST_UNRELATED = 30
"""Of its neighbours, ordered by likeness, those behind the thirtieth are rarely about the subject
of a document. How much they are alike shows how near documents are that are not about it."""

MOST_NEAREST = 0.3
"""A document that is so much like another one is as like it as can be asked: the nearest neighbour
may be another version of the same text."""

MOST_UNRELATED = 0.07
"""Neighbours that are more alike are not unrelated: the subject has more documents than that."""

USUAL_LIKENESS, USUAL_WEIGHT = 0.03, 10
"""Likeness of unrelated documents; in a small pile it counts as ten neighbours."""

WEEK = 7
"""Days between two documents that count as one step: the step before it is as long as a week."""


def pair_features(
    pairs: DocumentPairs,
    figures: Rows,
    gaps: NDArray[np.float64],
) -> EventFeatures:
    """Return what speaks for one event, for each of p pairs: name -> values of shape (p,).

    All are logarithms, and none depends on how long the documents are:

    * `likeness`: how far the two documents are alike;
    * `unrelated`, `unrelated_differ`: how far the documents behind the first neighbours of both
      are like them, together and in difference: local scaling (Zelnik-Manor & Perona 2004);
    * `lower_share`, `higher_share`: likeness as a share of that of the nearest neighbour, at most
      `MOST_NEAREST`, for the one and the other document, the lower share first;
    * `figures`, `both_have_figures`: how far their numbers are the same, if both have numbers;
    * `common_neighbours`: how far the two have the same neighbours (Jarvis & Patrick 1973);
    * `gap`: days between them, if both days are known;
    * and products of these, named `a * b`.

    Args:
        pairs: All pairs of neighbours in the pile.
        figures: Numbers of n documents, with weights of unit length; shape (n, v).
        gaps: Days between the two documents of each pair, NaN if not known; shape (p,).
    """
    first, second = pairs.first, pairs.second
    nearest, unrelated = _surroundings(pairs, figures.shape[0])
    enough = np.minimum(nearest, MOST_NEAREST)
    shares = [np.minimum(pairs.likeness / enough[side], 1) for side in (first, second)]
    own, other = np.log(unrelated[first]), np.log(unrelated[second])
    has_figures = np.diff(figures.indptr) > 0
    both = has_figures[first] & has_figures[second]
    features = {
        "likeness": np.log(pairs.likeness + 0.01),
        "unrelated": own + other,
        "unrelated_differ": np.abs(own - other),
        "lower_share": np.log(np.minimum(*shares) + 0.05),
        "higher_share": np.log(np.maximum(*shares) + 0.05),
        "figures": both * np.log1p(multiply_pairs(figures, first, second) / 0.05),
        "both_have_figures": both.astype(np.float64),
        "common_neighbours": np.log(_common_neighbours(pairs, nearest) + 0.05),
        "gap": np.where(np.isnan(gaps), 0.0, np.log1p(np.nan_to_num(gaps) / WEEK)),
    }
    for a, b in (
        ("likeness", "likeness"),
        ("likeness", "lower_share"),
        ("likeness", "higher_share"),
        ("lower_share", "lower_share"),
        ("higher_share", "higher_share"),
    ):
        features[f"{a} * {b}"] = features[a] * features[b]
    return features


def probability_of_one_event(features: EventFeatures) -> NDArray[np.float64]:
    """Return the probability that the documents of each pair are about one event: shape (p,).

    `eval/training/same_event.py` fits the coefficients in `data/same_event.json`.
    """
    model = coefficients()
    odds = np.full(len(features["likeness"]), model["constant"])
    for name, values in features.items():
        odds += model[name] * values
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -50, 50))))


def _common_neighbours(pairs: DocumentPairs, nearest: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far the documents of each pair are like the same documents: shape (p,).

    It is the cosine of their likeness to all documents. To itself, a document is as like as its
    nearest neighbour.
    """
    from scipy.sparse import csr_matrix

    own = np.arange(len(nearest))
    owners = np.concatenate([pairs.first, pairs.second, own])
    others = np.concatenate([pairs.second, pairs.first, own])
    values = np.concatenate([pairs.likeness, pairs.likeness, nearest])
    length = np.sqrt(np.bincount(owners, values**2, len(own)))
    rows = csr_matrix((values / length[owners], (owners, others)), (len(own), len(own)))
    return multiply_pairs(rows, pairs.first, pairs.second)


@cache
def coefficients() -> Mapping[str, float]:
    """Return the coefficient of each feature, and the constant."""
    model: Mapping[str, float] = json.loads(read_data("same_event.json"))["coefficients"]
    return model


def _surroundings(
    pairs: DocumentPairs, count: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return for n documents how far the nearest neighbour, and unrelated ones, are like each."""
    owners: Numbers = np.concatenate([pairs.first, pairs.second])
    values = np.concatenate([pairs.likeness, pairs.likeness])
    order = np.lexsort((-values, owners))
    owners, values = owners[order], values[order]
    rank = np.arange(len(owners)) - np.searchsorted(owners, owners)
    nearest = np.full(count, USUAL_LIKENESS)
    nearest[owners[rank == 0]] = np.maximum(values[rank == 0], 0.001)
    behind = (rank >= FIRST_UNRELATED) & (rank < NEAREST)
    total = np.bincount(owners[behind], values[behind], count)
    number = np.bincount(owners[behind], minlength=count)
    usual = USUAL_LIKENESS * USUAL_WEIGHT
    unrelated = (total + usual) / (number + USUAL_WEIGHT)
    return nearest, np.minimum(unrelated, MOST_UNRELATED) + 0.01
