"""Scores of all sentences of all sources together: lead, TF-IDF centroid, TextRank, LexRank.

Every ranking takes the sentences and their terms and gives an array of shape (n,), the higher the
better.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from multisumm.model import Sentence
from multisumm.terms import TermTable, sentence_of_token

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Scores = NDArray[np.float64]


def lead_scores(sentences: Sequence[Sentence], table: TermTable) -> Scores:
    """1 / rank (n,) in a round-robin over the documents: all first sentences, all second, ..."""
    place = sorted(
        range(len(sentences)), key=lambda i: (sentences[i].position, sentences[i].document)
    )
    scores = np.empty(len(sentences))
    scores[place] = 1.0 / np.arange(1, len(sentences) + 1)
    return scores


def centroid_scores(sentences: Sequence[Sentence], table: TermTable) -> Scores:
    """Cosine (n,) between each sentence and the mean of all, as TF-IDF vectors; 0 to 1.

    Radev et al. 2004 ("Centroid-based summarization of multiple documents"), without their
    position and first-sentence terms.
    """
    rows = tfidf_rows(table)
    centroid = np.asarray(rows.sum(axis=0)).ravel()
    norm = np.linalg.norm(centroid)
    return np.asarray(rows @ (centroid / norm)) if norm > 0 else np.zeros(len(sentences))


def textrank_scores(sentences: Sequence[Sentence], table: TermTable) -> Scores:
    """PageRank (n,) over the graph of shared words; sums to 1 (Mihalcea & Tarau 2004).

    They divide the number of shared words by log|a| + log|b|; here the divisor is
    sqrt(log(1 + |a|) log(1 + |b|)), the geometric mean in place of the sum. That factors, so that
    the graph with its n x n edges is never built: an iteration costs two sparse products.
    """
    rows = binary_rows(table)
    sizes = np.diff(rows.indptr)
    return _rank_by_shared_terms(_scale_rows(rows, 1.0 / np.sqrt(np.log1p(np.maximum(sizes, 1)))))


def lexrank_scores(sentences: Sequence[Sentence], table: TermTable) -> Scores:
    """PageRank (n,) over the graph that links sentences of TF-IDF cosine above 0.1; sums to 1.

    Erkan & Radev 2004, with idf over sentences (smoothed) and uniform restarts.
    """
    graph = similarity_graph(tfidf_rows(table), threshold=0.1)
    degrees = np.asarray(graph.sum(axis=1)).ravel()
    return pagerank(lambda x: np.asarray(graph @ x), degrees)


RANKINGS: dict[str, Callable[[Sequence[Sentence], TermTable], Scores]] = {
    "textrank": textrank_scores,
    "lexrank": lexrank_scores,
    "centroid": centroid_scores,
    "lead": lead_scores,
}


def count_rows(table: TermTable) -> csr_array:
    """How often each sentence has each content word: sparse (n, v); function words are 0."""
    from scipy.sparse import csr_array

    content = table.content[table.tokens]
    rows = sentence_of_token(table)[content]
    columns = table.tokens[content]
    shape = (len(table.starts) - 1, len(table.vocabulary))
    counts = csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
    counts.sum_duplicates()
    return counts


def binary_rows(table: TermTable) -> csr_array:
    """1 where a sentence has a content word: a sparse array (n, v)."""
    rows = count_rows(table)
    rows.data[:] = 1.0
    return rows


def tfidf_rows(table: TermTable) -> csr_array:
    """TF-IDF vectors of unit length as a sparse array (n, v).

    The weight of a term is its count times 1 + ln((1 + n) / (1 + sentences with it)), as in
    scikit-learn's `TfidfTransformer` with its defaults. A sentence without content words is all 0.
    """
    rows = count_rows(table)
    frequency = np.bincount(rows.indices, minlength=rows.shape[1])
    idf = 1.0 + np.log((1.0 + rows.shape[0]) / (1.0 + frequency))
    rows.data *= idf[rows.indices]
    norms = np.sqrt(np.asarray((rows * rows).sum(axis=1)).ravel())
    return _scale_rows(rows, 1.0 / np.where(norms > 0, norms, 1.0))


def similarity_graph(rows: csr_array, *, threshold: float, block: int = 2048) -> csr_array:
    """Links of weight 1 between rows whose product exceeds `threshold`: sparse (n, n), no loops.

    Products are made `block` rows at a time, so that only links that stay take memory.
    """
    from scipy.sparse import csr_array, vstack

    columns = rows.T.tocsr()
    blocks = []
    for first in range(0, rows.shape[0], block):
        products = (rows[first : first + block] @ columns).tocoo()
        keep = (products.data > threshold) & (products.row + first != products.col)
        links = (products.row[keep], products.col[keep])
        blocks.append(csr_array((np.ones(len(links[0])), links), shape=products.shape))
    return csr_array(vstack(blocks)) if blocks else csr_array((0, 0))


def pagerank(
    multiply: Callable[[Scores], Scores],
    degrees: Scores,
    *,
    damping: float = 0.85,
    tolerance: float = 1e-10,
    max_iterations: int = 1000,
) -> Scores:
    """PageRank (n,) of an undirected weighted graph that is given by its product with a vector.

    Args:
        multiply: x (n,) -> S x, for the symmetric weights S of the links.
        degrees: S 1, shape (n,); 0 for a sentence without links, whose vote goes to all alike.
        damping: Share of the votes that follow links (Brin & Page 1998: 0.85).
        tolerance: Ends when the votes that still move are below this, of 1 in all.
        max_iterations: Bound on the work. A step shrinks the error by `damping`, so the default
            tolerance is met after 146 at the latest.
    """
    n = len(degrees)
    if n == 0:
        return np.zeros(0)
    linked = degrees > 0
    inverse = np.divide(1.0, degrees, out=np.zeros(n), where=linked)
    rank = np.full(n, 1.0 / n)
    for _ in range(max_iterations):
        votes = multiply(rank * inverse) + rank[~linked].sum() / n
        following = damping * votes + (1.0 - damping) / n
        following /= following.sum()
        moved = np.abs(following - rank).sum()
        rank = following
        if moved < tolerance:
            break
    return rank


def _rank_by_shared_terms(rows: csr_array) -> Scores:
    """PageRank for S = X X' minus its diagonal, which is never built: S r = X (X' r) - diag r."""
    columns = rows.T.tocsr()
    own = np.asarray((rows * rows).sum(axis=1)).ravel()

    def multiply(x: Scores) -> Scores:
        return np.maximum(np.asarray(rows @ (columns @ x)) - own * x, 0.0)

    degrees = multiply(np.ones(rows.shape[0]))
    degrees[degrees < 1e-9] = 0.0  # what rounding leaves where a sentence shares no word
    return pagerank(multiply, degrees)


def _scale_rows(rows: csr_array, factors: Scores) -> csr_array:
    rows.data *= np.repeat(factors, np.diff(rows.indptr))
    return rows
