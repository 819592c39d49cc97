"""Estimate the quality of a sentence: the share of its concepts' weight that a reader gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from multisumm.model import Sentence
from multisumm.selection.concepts import Concepts
from multisumm.text.terms import TermTable

SENTENCE_FEATURES = (
    "log_position",
    "log_words",
    "log_similarity",
    "function_words",
)
"""The columns of `sentence_features`."""

EVEN_FROM = 0.5
"""Budgets above this share of the text decide which sentences to leave out, not which facts."""

NOVEL_FROM = 0.25
"""Budgets above this share of the text make it costly to tell a concept again; from `EVEN_FROM` on,
as costly as it is useful to tell it once."""

MIN_DENSITY = 0.2
"""Density of concepts, relative to the median, below which quality no longer rises."""


def sentence_features(sentences: Sequence[Sentence], table: TermTable) -> NDArray[np.float64]:
    """Return the features of each sentence, shape (n, len(SENTENCE_FEATURES)).

    * `log_position`: log(1 + its position in its document).
    * `log_words`: log of its number of tokens.
    * `log_similarity`: log of the sum of its TextRank similarities to all others (Mihalcea & Tarau
      2004), over their mean. This is its degree in TextRank's graph, which predicts as well as the
      rank.
    * `function_words`: their share of its tokens.
    """
    n = len(sentences)
    position = np.array([sentence.position for sentence in sentences], np.float64)
    size = np.maximum(table.lengths, 1).astype(np.float64)
    similarity = table.similarity_degrees
    mean = similarity.mean() if n else 0.0
    relative = similarity / mean if mean > 0 else np.ones(n)
    return np.column_stack(
        [
            np.log1p(position),
            np.log(size),
            np.log(np.maximum(relative, 1e-3)),
            1.0 - table.content_lengths / size,
        ]
    )


def sentence_quality(
    sentences: Sequence[Sentence],
    table: TermTable,
    concepts: Concepts,
    *,
    share: float,
    coefficients: Mapping[str, float],
) -> NDArray[np.float64]:
    """Return the quality of each sentence, shape (n,), above 0, the best being 1.

    It starts from the expected precision of the sentence: the exponential of its features times
    their coefficients. This is then divided by the density of concepts, raised to a power that
    grows with the share of the text that the budget allows. Under a short budget, a sentence is
    chosen for its facts. If most of the text fits, it is chosen for its precision, however many
    concepts it has.

    Args:
        sentences: The n sentences.
        table: Their terms.
        concepts: Their concepts.
        share: The budget as a share of the cost of all sentences, 0 to 1.
        coefficients: Name -> coefficient of each of `SENTENCE_FEATURES` (see `weights.py`).
    """
    beta = np.array([coefficients[name] for name in SENTENCE_FEATURES])
    logs = sentence_features(sentences, table) @ beta
    words = np.maximum(table.lengths, 1)
    density = concepts.sums() / words
    floor = MIN_DENSITY * float(np.median(density)) if len(density) else 0.0
    logs -= min(1.0, share / EVEN_FROM) * np.log(np.maximum(density, max(floor, 1e-12)))
    quality: NDArray[np.float64] = np.exp(np.maximum(logs - logs.max(initial=-np.inf), -100.0))
    return quality


def redundancy(share: float) -> float:
    """Return what telling a concept again costs, 0 to 1, for a budget's share of the text.

    >>> redundancy(0.1), redundancy(0.375), redundancy(1.0)
    (0.0, 0.5, 1.0)
    """
    return min(1.0, max(0.0, (share - NOVEL_FROM) / (EVEN_FROM - NOVEL_FROM)))
