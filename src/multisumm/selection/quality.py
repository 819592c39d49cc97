"""How much of what a sentence tells reaches the summary's reader, by the sentence itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from multisumm.model import Sentence
from multisumm.selection.concepts import Concepts
from multisumm.text.terms import TermTable, content_words, distinct_pairs, sentence_of_token

SENTENCE_FEATURES = (
    "log_position",
    "log_words",
    "log_similarity",
    "function_words",
)
"""What is seen of a sentence: columns of `sentence_features`."""

EVEN_FROM = 0.5
"""Share of all text from which on a budget asks which sentences to leave out, not which facts."""

SPARSEST = 0.2
"""Density of concepts, of the median, below which a sentence gains no more by being sparse."""


def sentence_features(sentences: Sequence[Sentence], table: TermTable) -> NDArray[np.float64]:
    """What is seen of each sentence, shape (n, len(SENTENCE_FEATURES)).

    * `log_position`: log(1 + its position in its document).
    * `log_words`: log of its number of tokens.
    * `log_similarity`: log of the sum of its TextRank similarities to all others (Mihalcea & Tarau
      2004), over their mean: its degree in TextRank's graph, which predicts as well as the rank.
    * `function_words`: their share of its tokens.
    """
    n = len(sentences)
    position = np.array([sentence.position for sentence in sentences], np.float64)
    size = np.maximum(np.diff(table.starts), 1).astype(np.float64)
    similarity = _degrees(table)
    mean = similarity.mean() if n else 0.0
    relative = similarity / mean if mean > 0 else np.ones(n)
    return np.column_stack(
        [
            np.log1p(position),
            np.log(size),
            np.log(np.maximum(relative, 1e-3)),
            1.0 - content_words(table) / size,
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
    """What each sentence's concepts count for when it tells them, shape (n,), above 0, up to 1.

    First the precision that is expected of the sentence: the exponential of its features times
    their coefficients. This is then made even by the density of concepts, the more, the larger a
    share of the text is asked for. Under a short budget a sentence is chosen for the facts in it;
    where most of the text stays, for being worth its words, whatever it has of concepts.

    Args:
        sentences: The n sentences.
        table: Their terms.
        concepts: Their concepts.
        share: The budget as a share of all sentences' cost, 0 to 1.
        coefficients: Name -> coefficient of each of `SENTENCE_FEATURES` (see `weights.py`).
    """
    beta = np.array([coefficients[name] for name in SENTENCE_FEATURES])
    logs = sentence_features(sentences, table) @ beta
    words = np.maximum(np.diff(table.starts), 1)
    density = concepts.sums() / words
    floor = SPARSEST * float(np.median(density)) if len(density) else 0.0
    logs -= min(1.0, share / EVEN_FROM) * np.log(np.maximum(density, max(floor, 1e-12)))
    worth: NDArray[np.float64] = np.exp(np.maximum(logs - logs.max(initial=-np.inf), -100.0))
    return worth


def _degrees(table: TermTable) -> NDArray[np.float64]:
    """Sum (n,) of each sentence's TextRank similarities to the others, as in `textrank_scores`.

    With rows X of 1 / sqrt(log(1 + size)) per content word this is X (X' 1) less the diagonal, so
    that no pair of sentences is looked at.
    """
    n, v = len(table.starts) - 1, len(table.vocabulary)
    content = table.content[table.tokens]
    rows, columns = distinct_pairs(
        sentence_of_token(table)[content], table.tokens[content].astype(np.int64)
    )
    sizes = np.bincount(rows, minlength=n)
    scale = 1.0 / np.sqrt(np.log1p(np.maximum(sizes, 1)))
    votes = np.bincount(columns, scale[rows], v)
    degrees = scale * np.bincount(rows, votes[columns], n) - sizes * scale**2
    return np.where(degrees > 1e-9, degrees, 0.0)  # less is what rounding leaves
