"""Scores of all sentences of all sources together: lead, TF-IDF centroid, TextRank, LexRank.

Every ranking takes the sentences and their terms and gives an array of shape (n,), the higher the
better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from multisumm.model import Sentence
from multisumm.text.terms import TermTable, sentence_of_token

if TYPE_CHECKING:
    from scipy.sparse import csr_array

SentenceScores = NDArray[np.float64]

LINKED = 0.1
"""LexRank links two sentences above this cosine of TF-IDF vectors (Erkan & Radev 2004)."""

LANDMARKS = 5000
"""Up to so many sentences LexRank looks at all links; of more, at those to so many of them."""

LEADING = 2000
"""So many sentences that lead by the links to landmarks are scored again by all their links."""

_GOLDEN = (5**0.5 - 1) / 2


def lead_scores(sentences: Sequence[Sentence], table: TermTable) -> SentenceScores:
    """1 / rank (n,) in a round-robin over the documents: all first sentences, all second, ..."""
    place = sorted(
        range(len(sentences)), key=lambda i: (sentences[i].position, sentences[i].document)
    )
    scores = np.empty(len(sentences))
    scores[place] = 1.0 / np.arange(1, len(sentences) + 1)
    return scores


def centroid_scores(sentences: Sequence[Sentence], table: TermTable) -> SentenceScores:
    """Cosine (n,) between each sentence and the mean of all, as TF-IDF vectors; 0 to 1.

    Radev et al. 2004 ("Centroid-based summarization of multiple documents"), without their
    position and first-sentence terms.
    """
    rows = tfidf_rows(table)
    centroid = np.asarray(rows.sum(axis=0)).ravel()
    norm = np.linalg.norm(centroid)
    return np.asarray(rows @ (centroid / norm)) if norm > 0 else np.zeros(len(sentences))


def textrank_scores(sentences: Sequence[Sentence], table: TermTable) -> SentenceScores:
    """PageRank (n,) over the graph of shared words; sums to 1 (Mihalcea & Tarau 2004).

    They divide the number of shared words by log|a| + log|b|; here the divisor is
    sqrt(log(1 + |a|) log(1 + |b|)), the geometric mean in place of the sum. That factors, so that
    the graph with its n x n edges is never built: an iteration costs two sparse products.
    """
    rows = binary_rows(table)
    sizes = np.diff(rows.indptr)
    return _rank_by_shared_terms(_scale_rows(rows, 1.0 / np.sqrt(np.log1p(np.maximum(sizes, 1)))))


def lexrank_scores(sentences: Sequence[Sentence], table: TermTable) -> SentenceScores:
    """PageRank (n,) over the graph that links sentences of TF-IDF cosine above 0.1; sums to 1.

    Erkan & Radev 2004, with idf over sentences (smoothed) and uniform restarts. Exact up to
    `LANDMARKS` sentences; of more, see `landmark_rank`.
    """
    rows = tfidf_rows(table)
    if rows.shape[0] > LANDMARKS:
        return landmark_rank(rows, landmarks=LANDMARKS, leading=LEADING)
    return link_rank(similarity_graph(rows, threshold=LINKED))


RANKINGS: dict[str, Callable[[Sequence[Sentence], TermTable], SentenceScores]] = {
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
    """Links of weight 1 between rows whose product exceeds `threshold`: sparse (n, n), no loops."""
    from scipy.sparse import csr_array, vstack

    everywhere = np.arange(rows.shape[0])
    blocks = [links for _, links in links_to(rows, everywhere, threshold=threshold, block=block)]
    return csr_array(vstack(blocks)) if blocks else csr_array((0, 0))


def links_to(
    rows: csr_array, places: NDArray[np.int64], *, threshold: float, block: int = 2048
) -> Iterator[tuple[slice, csr_array]]:
    """The links of the graph that end at m places: for each block of rows, sparse (block, m).

    Products are made `block` rows at a time, so that only links that stay take memory, and only
    as long as the caller keeps them.
    """
    from scipy.sparse import csr_array

    columns = rows[places].T.tocsr()
    for first in range(0, rows.shape[0], block):
        products = (rows[first : first + block] @ columns).tocoo()
        keep = (products.data > threshold) & (products.row + first != places[products.col])
        links = (products.row[keep], products.col[keep])
        matrix = csr_array((np.ones(len(links[0])), links), shape=products.shape)
        yield slice(first, first + products.shape[0]), matrix


def link_rank(graph: csr_array) -> SentenceScores:
    """PageRank (n,) over a symmetric graph (n, n)."""
    degrees = np.asarray(graph.sum(axis=1)).ravel()
    return pagerank(lambda x: np.asarray(graph @ x), degrees)


def landmark_rank(
    rows: csr_array, *, landmarks: int, leading: int, threshold: float = LINKED
) -> SentenceScores:
    """Nearly the PageRank (n,) of `link_rank`, in time linear in n and without the graph.

    The graph has a share of all n x n pairs as links. Here the PageRank is found over the links
    among some sentences, the landmarks, spread evenly over the documents; each sentence then gets
    the votes of the landmarks it is linked to. That is the exact score but for chance: a sentence
    with k links to landmarks is off by about 1 / sqrt(k). The sentences that lead, of which a
    summary is made, get in a second pass the votes of all sentences, each by its score and degree
    from the first: these errors cancel out. With all sentences as landmarks it is exact.
    `eval/PERFORMANCE.md` tells how much changes.

    Args:
        rows: TF-IDF vectors, sparse (n, v).
        landmarks: How many landmarks.
        leading: How many sentences get the votes of all others.
        threshold: Product above which two rows are linked.
    """
    n = rows.shape[0]
    places = evenly_spread(n, landmarks)
    m = len(places)
    graph = similarity_graph(rows[places], threshold=threshold)
    rank, degrees = link_rank(graph), np.diff(graph.indptr)
    votes, reached = np.zeros(n), np.zeros(n, np.int64)
    vote = np.divide(rank, degrees, out=np.zeros(m), where=degrees > 0)
    for block, links in links_to(rows, places, threshold=threshold):
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
    """About m of the places 0 to n - 1, ascending; all if m is at least n.

    Those whose multiple of the golden ratio has a small fraction (Weyl): gaps of at most three
    lengths, and in step with no length of documents, as every k-th would be.
    """
    return np.flatnonzero(np.arange(n) * _GOLDEN % 1.0 < m / max(n, 1))


def _next_rank(
    votes: SentenceScores, unlinked: float, n: int, *, damping: float = 0.85
) -> SentenceScores:
    """One step of PageRank: votes times n, and the votes of all without links, to scores."""
    return (damping * (votes + unlinked) + 1.0 - damping) / n


def pagerank(
    multiply: Callable[[SentenceScores], SentenceScores],
    degrees: SentenceScores,
    *,
    damping: float = 0.85,
    tolerance: float = 1e-10,
    max_iterations: int = 1000,
) -> SentenceScores:
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


def _rank_by_shared_terms(rows: csr_array) -> SentenceScores:
    """PageRank for S = X X' minus its diagonal, which is never built: S r = X (X' r) - diag r."""
    columns = rows.T.tocsr()
    own = np.asarray((rows * rows).sum(axis=1)).ravel()

    def multiply(x: SentenceScores) -> SentenceScores:
        return np.maximum(np.asarray(rows @ (columns @ x)) - own * x, 0.0)

    degrees = multiply(np.ones(rows.shape[0]))
    degrees[degrees < 1e-9] = 0.0  # what rounding leaves where a sentence shares no word
    return pagerank(multiply, degrees)


def _scale_rows(rows: csr_array, factors: SentenceScores) -> csr_array:
    rows.data *= np.repeat(factors, np.diff(rows.indptr))
    return rows
