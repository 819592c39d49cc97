"""Documents with several subjects: live blogs, bulletins, digests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from multisumm.grouping.neighbours import DocumentPairs
from multisumm.grouping.pile import Pile, Rows, article_text, unit_rows
from multisumm.model import Document
from multisumm.subjects.likeness import Numbers
from multisumm.text.terms import sentence_of_token, tabulate_terms

PASSAGE_WORDS = 50
"""A document is looked at in passages of so many words; a shorter rest belongs to the last."""

MIN_PASSAGES = 3
"""A document with fewer passages is too short to tell."""

PASSAGE_LIKENESS = 0.2
"""A passage is about a subject if it is so much like a document of it."""

AHEAD = 2.0
"""And if it is so many times as much like it as like those of any other subject."""

MIN_PASSAGE_SHARE = 0.15
"""A document has several subjects if each of two has at least such a share of its passages."""

MAX_NEAR = 30
"""Number of neighbours of which the subjects are looked for."""


def find_digests(
    documents: Sequence[Document],
    pile: Pile,
    rows: Rows,
    weights: NDArray[np.float64],
    pairs: DocumentPairs,
    groups: Sequence[int],
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield each document that has several subjects, with the numbers of their groups, ascending.

    Args:
        documents: The n documents.
        pile: Their words.
        rows: Their words with weights of unit length; shape (n, v).
        weights: Weight of each word; shape (v,).
        pairs: The pairs of neighbours.
        groups: Number of the group of each document; shape (n,).
    """
    owners = np.concatenate([pairs.first, pairs.second])
    others = np.concatenate([pairs.second, pairs.first])
    values = np.concatenate([pairs.likeness, pairs.likeness])
    order = np.lexsort((others, -values, owners))
    owners, others = owners[order], others[order]
    for i in np.unique(owners).tolist():
        own = slice(*np.searchsorted(owners, [i, i + 1]).tolist())
        near = others[own][:MAX_NEAR]
        subjects = np.array([groups[j] for j in near.tolist()], np.int64)
        if len(documents[i].text) < MIN_PASSAGES * PASSAGE_WORDS or len({*subjects.tolist()}) < 2:
            continue
        found = _subjects_of_passages(documents[i], pile, rows[near], weights, subjects, i)
        if len(found) > 1:
            yield i, tuple(sorted(found))


def _subjects_of_passages(
    document: Document,
    pile: Pile,
    near: Rows,
    weights: NDArray[np.float64],
    subjects: Numbers,
    index: int,
) -> list[int]:
    """Return the groups that have enough of a document's passages."""
    from scipy.sparse import csr_matrix

    language = pile.languages[index]
    words = article_text(document, language).split()
    count = len(words) // PASSAGE_WORDS
    if count < MIN_PASSAGES:
        return []
    starts = range(0, count * PASSAGE_WORDS, PASSAGE_WORDS)
    passages = [" ".join(words[start : start + PASSAGE_WORDS]) for start in starts]
    table = tabulate_terms(passages, language=language)
    number = np.array([pile.numbers.get(term, -1) for term in table.vocabulary], np.int64)
    terms, owners = number[table.tokens], sentence_of_token(table)
    known = (terms >= 0) & table.content[table.tokens]
    ones = np.ones(int(known.sum()))
    counts = csr_matrix((ones, (owners[known], terms[known])), (count, near.shape[1]))
    likeness = np.asarray((unit_rows(counts, weights) @ near.T).toarray())
    names = np.unique(subjects)
    best = np.stack([likeness[:, subjects == name].max(axis=1) for name in names], axis=1)
    first, second = np.sort(best, axis=1)[:, [-1, -2]].T
    is_sure = (first >= PASSAGE_LIKENESS) & (first >= AHEAD * second)
    shares = Counter(names[best.argmax(axis=1)[is_sure]].tolist())
    return [
        name for name, passages_of in shares.items() if passages_of >= MIN_PASSAGE_SHARE * count
    ]
