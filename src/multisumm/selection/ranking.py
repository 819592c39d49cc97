"""Score the sentences of all sources together: lead, TF-IDF centroid, TextRank, LexRank.

Every ranking takes the n sentences and their terms, and returns scores of shape (n,), higher is
better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from multisumm.model import Sentence
from multisumm.text.terms import TermTable

if TYPE_CHECKING:
    from scipy.sparse import csr_array

SentenceScores = NDArray[np.float64]

LINK_THRESHOLD = 0.1
"""LexRank links sentences whose TF-IDF vectors have a cosine above this (Erkan & Radev 2004)."""

LANDMARKS = 5000
"""Up to this many sentences, LexRank uses all links; above, the links to this many of them."""

LEADING = 2000
"""Number of sentences, the best by their links to landmarks, that are rescored by all links."""

_GOLDEN = (5**0.5 - 1) / 2


def lead_scores(sentences: Sequence[Sentence], table: TermTable) -> SentenceScores:
    """Return 1 / rank (n,) in a round-robin: all first sentences of the documents, all second."""
    order = sorted(
        range(len(sentences)), key=lambda i: (sentences[i].position, sentences[i].document)
    )
    scores = np.empty(len(sentences))
    scores[order] = 1.0 / np.arange(1, len(sentences) + 1)
    return scores


def centroid_scores(sentences: Sequence[Sentence], table: TermTable) -> SentenceScores:
    """Return the cosine (n,), 0 to 1, between each sentence and the mean of all TF-IDF vectors.

    Radev et al. 2004 ("Centroid-based summarization of multiple documents"), without their
    position and first-sentence terms.
    """
    rows = tfidf_rows(table)
    centroid = np.asarray(rows.sum(axis=0)).ravel()
    norm = np.linalg.norm(centroid)
    return np.asarray(rows @ (centroid / norm)) if norm > 0 else np.zeros(len(sentences))


def textrank_scores(sentences: Sequence[Sentence], table: TermTable) -> SentenceScores:
    """Return the PageRank (n,) over the graph of shared words; sums to 1 (Mihalcea & Tarau 2004).

    They divide the number of shared words by log|a| + log|b|. Here the divisor is
    sqrt(log(1 + |a|) log(1 + |b|)), the geometric mean instead of the sum. That factors, so the
    graph with its n x n edges is never built: an iteration costs two sparse products.
    """
    rows = binary_rows(table)
    sizes = np.diff(rows.indptr)
    return _rank_by_shared_terms(_scale_rows(rows, 1.0 / np.sqrt(np.log1p(np.maximum(sizes, 1)))))


def lexrank_scores(sentences: Sequence[Sentence], table: TermTable) -> SentenceScores:
    """Return the PageRank (n,) over the links between sentences of similar words; sums to 1.

    Erkan & Radev 2004, with idf over sentences (smoothed) and uniform restarts. Two sentences are
    linked if their TF-IDF cosine exceeds `LINK_THRESHOLD`. Exact up to `LANDMARKS` sentences; for
    more, see `landmark_rank`.
    """
    rows = tfidf_rows(table)
    if rows.shape[0] > LANDMARKS:
        return landmark_rank(rows, landmarks=LANDMARKS, leading=LEADING)
    return link_rank(similarity_graph(rows, threshold=LINK_THRESHOLD))


RANKINGS: dict[str, Callable[[Sequence[Sentence], TermTable], SentenceScores]] = {
    "textrank": textrank_scores,
    "lexrank": lexrank_scores,
    "centroid": centroid_scores,
    "lead": lead_scores,
}
"""The rankings by name."""


def count_rows(table: TermTable) -> csr_array:
    """Return how often each sentence has each content word: sparse (n, v); function words are 0."""
    from scipy.sparse import csr_array

    content = table.content[table.tokens]
    rows = table.owners[content]
    columns = table.tokens[content]
    shape = (len(table.starts) - 1, len(table.vocabulary))
    counts = csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
    counts.sum_duplicates()
    return counts


def binary_rows(table: TermTable) -> csr_array:
    """Return a sparse array (n, v): 1 where a sentence has a content word."""
    rows = count_rows(table)
    rows.data[:] = 1.0
    return rows


def tfidf_rows(table: TermTable) -> csr_array:
    """Return the TF-IDF vectors of the sentences, of unit length, as a sparse array (n, v).

    The weight of a term is its count times 1 + ln((1 + n) / (1 + sentences with it)), as in
    scikit-learn's `TfidfTransformer` with its defaults. Without content words, a row is all 0.
    """
    rows = count_rows(table)
    frequency = np.bincount(rows.indices, minlength=rows.shape[1])
    idf = 1.0 + np.log((1.0 + rows.shape[0]) / (1.0 + frequency))
    rows.data *= idf[rows.indices]
    norms = np.sqrt(np.asarray((rows * rows).sum(axis=1)).ravel())
    return _scale_rows(rows, 1.0 / np.where(norms > 0, norms, 1.0))


def similarity_graph(rows: csr_array, *, threshold: float, block: int = 2048) -> csr_array:
    """Return links of weight 1 between rows whose product exceeds `threshold`: sparse (n, n).

    No row is linked to itself.
    """
    from scipy.sparse import csr_array, vstack

    everything = np.arange(rows.shape[0])
    blocks = [links for _, links in links_to(rows, everything, threshold=threshold, block=block)]
    return csr_array(vstack(blocks)) if blocks else csr_array((0, 0))


def links_to(
    rows: csr_array, targets: NDArray[np.int64], *, threshold: float, block: int = 2048
) -> Iterator[tuple[slice, csr_array]]:
    """Yield the links of the graph to m target rows: for each block of rows, sparse (block, m).

    Products are made `block` rows at a time. So only links above the threshold take memory, and
    only as long as the caller keeps them.
    """
    from scipy.sparse import csr_array

    columns = rows[targets].T.tocsr()
    for first in range(0, rows.shape[0], block):
        products = (rows[first : first + block] @ columns).tocoo()
        keep = (products.data > threshold) & (products.row + first != targets[products.col])
        links = (products.row[keep], products.col[keep])
        matrix = csr_array((np.ones(len(links[0])), links), shape=products.shape)
        yield slice(first, first + products.shape[0]), matrix


def link_rank(graph: csr_array) -> SentenceScores:
    """Return the PageRank (n,) over a symmetric graph (n, n)."""
    degrees = np.asarray(graph.sum(axis=1)).ravel()
    return pagerank(lambda x: np.asarray(graph @ x), degrees)


def landmark_rank(
    rows: csr_array, *, landmarks: int, leading: int, threshold: float = LINK_THRESHOLD
) -> SentenceScores:
    """Return nearly the PageRank (n,) of `link_rank`, in time linear in n and without the graph.

    The links of the graph are a fixed share of all n x n pairs. Here the PageRank is computed over
    the links among some sentences, the landmarks, which are spread evenly over the documents. Each
    sentence then gets the votes of the landmarks it is linked to. That is the exact score up to
    sampling noise: with k links to landmarks, the relative error is about 1 / sqrt(k). In a second
    pass, the leading sentences, from which a summary is made, get the votes of all sentences, each
    by its score and degree from the first pass; there the errors cancel out. With all sentences as
    landmarks, the result is exact. `eval/PERFORMANCE.md` has measurements.

    Args:
        rows: TF-IDF vectors, sparse (n, v).
        landmarks: Number of landmarks.
        leading: Number of sentences that get the votes of all others.
        threshold: Product above which two rows are linked.
    """
    n = rows.shape[0]
    chosen = evenly_spread(n, landmarks)
    m = len(chosen)
    graph = similarity_graph(rows[chosen], threshold=threshold)
    rank, degrees = link_rank(graph), np.diff(graph.indptr)
    votes, reached = np.zeros(n), np.zeros(n, np.int64)
    vote = np.divide(rank, degrees, out=np.zeros(m), where=degrees > 0)
    for block, links in links_to(rows, chosen, threshold=threshold):
        votes[block] = links @ vote
        reached[block] = np.diff(links.indptr)
    rank = _next_rank(votes * m, rank[degrees == 0].sum(), n)
    rank /= rank.sum()

    first = np.sort(np.argsort(-rank, kind="stable")[:leading])
    vote = np.divide(rank, reached * (n / m), out=np.zeros(n), where=reached > 0)
    votes = np.zeros(len(first))
    for block, links in links_to(rows, first, threshold=threshold):
        votes += links.T @ vote[block]
    rank[first] = _next_rank(votes * n, rank[reached == 0].sum(), n)
    return np.asarray(rank / rank.sum())


def evenly_spread(n: int, m: int) -> NDArray[np.int64]:
    """Return about m of the numbers 0 to n - 1, ascending; all if m is at least n.

    These are the numbers whose multiple of the golden ratio has a small fraction (Weyl). Their gaps
    have at most three lengths and are not in step with documents of any length; every k-th number
    would be.
    """
    return np.flatnonzero(np.arange(n) * _GOLDEN % 1.0 < m / max(n, 1))


def _next_rank(
    votes: SentenceScores, unlinked: float, n: int, *, damping: float = 0.85
) -> SentenceScores:
    """Return the scores after one step of PageRank.

    Args:
        votes: n times the votes that each sentence (n,) gets over its links.
        unlinked: The votes of all sentences without links, which are shared out evenly.
        n: Number of sentences.
        damping: Share of the votes that follow links.
    """
    return (damping * (votes + unlinked) + 1.0 - damping) / n


def pagerank(
    multiply: Callable[[SentenceScores], SentenceScores],
    degrees: SentenceScores,
    *,
    damping: float = 0.85,
    tolerance: float = 1e-10,
    max_iterations: int = 1000,
) -> SentenceScores:
    """Return the PageRank (n,) of an undirected weighted graph, given by its product with a vector.

    Args:
        multiply: x (n,) -> S x, for the symmetric weights S of the links.
        degrees: S 1, shape (n,); 0 for a sentence without links, whose vote is shared evenly.
        damping: Share of the votes that follow links (Brin & Page 1998: 0.85).
        tolerance: Stop when the votes that still move sum to less than this, of 1 in all.
        max_iterations: Limit on the work. A step shrinks the error by `damping`, so the default
            tolerance is met after at most 146 iterations.
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


def _rank_by_shared_terms(rows: csr_array) -> SentenceScores:
    """Return the PageRank (n,) for S = X X' minus its diagonal, as S r = X (X' r) - diag r."""
    columns = rows.T.tocsr()
    own = np.asarray((rows * rows).sum(axis=1)).ravel()

    def multiply(x: SentenceScores) -> SentenceScores:
        return np.maximum(np.asarray(rows @ (columns @ x)) - own * x, 0.0)

    degrees = multiply(np.ones(rows.shape[0]))
    degrees[degrees < 1e-9] = 0.0  # a sentence that shares no word, up to rounding
    return pagerank(multiply, degrees)


def _scale_rows(rows: csr_array, factors: SentenceScores) -> csr_array:
    """Multiply each row by its factor (n,), in place, and return the rows."""
    rows.data *= np.repeat(factors, np.diff(rows.indptr))
    return rows
