"""Documents with several subjects: live blogs, bulletins, digests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multisumm.grouping.neighbours import DocumentPairs, multiply_pairs
from multisumm.grouping.pile import Pile, Rows, unit_rows
from multisumm.text.terms import changes, tabulate_terms

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

MAX_NEAR = 16
"""Number of neighbours of which the subjects are looked for."""

NEAR_ENOUGH = 0.06
"""Only neighbours that are so much like the document as a whole are looked at."""

CANDIDATES_AT_A_TIME = 500
"""Documents whose passages are read in one go."""


class _Candidate(NamedTuple):
    """A document that may have several subjects, and its nearest neighbours."""

    document: int
    near: list[int]


def find_digests(
    pile: Pile,
    rows: Rows,
    weights: NDArray[np.float64],
    pairs: DocumentPairs,
    groups: Sequence[int],
) -> dict[int, tuple[int, ...]]:
    """Return the documents that have several subjects -> numbers of their groups, ascending.

    Args:
        pile: The n documents.
        rows: Their words with weights of unit length; shape (n, v).
        weights: Weight of each word; shape (v,).
        pairs: The pairs of neighbours.
        groups: Number of the group of each document; shape (n,).
    """
    by_language: dict[str, list[_Candidate]] = {}
    for candidate in _candidates(pile, pairs, groups):
        by_language.setdefault(pile.languages[candidate.document], []).append(candidate)
    found: dict[int, tuple[int, ...]] = {}
    for language, candidates in sorted(by_language.items()):
        for start in range(0, len(candidates), CANDIDATES_AT_A_TIME):
            part = candidates[start : start + CANDIDATES_AT_A_TIME]
            texts = [_passages(pile.articles[one.document]) for one in part]
            passages = unit_rows(_count_words(texts, pile, language), weights)
            likeness = _likeness_of_passages(passages, rows, part, list(map(len, texts)))
            for candidate, table in zip(part, likeness, strict=True):
                subjects = _subjects_of_passages(table, [groups[j] for j in candidate.near])
                if len(subjects) > 1:
                    found[candidate.document] = tuple(sorted(subjects))
    return found


def _candidates(pile: Pile, pairs: DocumentPairs, groups: Sequence[int]) -> Iterator[_Candidate]:
    """Yield the documents of enough passages whose neighbours are in several groups."""
    pairs = pairs.where(pairs.likeness >= NEAR_ENOUGH)
    owners = np.concatenate([pairs.first, pairs.second])
    others = np.concatenate([pairs.second, pairs.first])
    values = np.concatenate([pairs.likeness, pairs.likeness])
    order = np.lexsort((others, -values, owners))
    owners, others = owners[order], others[order]
    starts = np.flatnonzero(changes(owners))
    for start, end in pairwise([*starts.tolist(), len(owners)]):
        i, near = int(owners[start]), others[start : min(end, start + MAX_NEAR)].tolist()
        words = MIN_PASSAGES * PASSAGE_WORDS
        if len({groups[j] for j in near}) > 1 and len(pile.articles[i].split()) >= words:
            yield _Candidate(i, near)


def _passages(article: str) -> list[str]:
    words = article.split()
    last = len(words) - len(words) % PASSAGE_WORDS
    return [
        " ".join(words[start : start + PASSAGE_WORDS]) for start in range(0, last, PASSAGE_WORDS)
    ]


def _count_words(texts: Sequence[Sequence[str]], pile: Pile, language: str) -> Rows:
    """Return how often each passage has each word of the pile, for all texts in a row."""
    from scipy.sparse import csr_matrix

    table = tabulate_terms([one for own in texts for one in own], language=language)
    number = np.array([pile.numbers.get(term, -1) for term in table.vocabulary], np.int64)
    content = table.content & (number >= 0)
    known = content[table.tokens] if len(table.tokens) else np.empty(0, np.bool_)
    owners, terms = table.owners[known], number[table.tokens[known]]
    shape = (len(table.starts) - 1, pile.counts.shape[1])
    return csr_matrix((np.ones(len(owners)), (owners, terms)), shape)


def _likeness_of_passages(
    passages: Rows, rows: Rows, candidates: Sequence[_Candidate], lengths: Sequence[int]
) -> Iterator[NDArray[np.float64]]:
    """Yield for each document how far each of its passages is like each of its neighbours."""
    starts = np.cumsum([0, *lengths])
    spans = [np.arange(start, end) for start, end in pairwise(starts.tolist())]
    first = [np.repeat(span, len(one.near)) for span, one in zip(spans, candidates, strict=True)]
    second = [np.tile(one.near, len(span)) for span, one in zip(spans, candidates, strict=True)]
    values = multiply_pairs(passages, np.concatenate(first), np.concatenate(second), rows)
    ends = np.cumsum([len(own) for own in first])
    for own, one in zip(np.split(values, ends[:-1]), candidates, strict=True):
        yield own.reshape(-1, len(one.near))


def _subjects_of_passages(likeness: NDArray[np.float64], groups: Sequence[int]) -> list[int]:
    """Return the groups that have enough of a document's passages."""
    names = np.unique(groups)
    best = np.stack([likeness[:, np.equal(groups, name)].max(axis=1) for name in names], axis=1)
    first, second = np.sort(best, axis=1)[:, [-1, -2]].T
    is_sure = (first >= PASSAGE_LIKENESS) & (first >= AHEAD * second)
    shares = Counter(names[best.argmax(axis=1)[is_sure]].tolist())
    least = MIN_PASSAGE_SHARE * len(likeness)
    return [name for name, number in shares.items() if number >= least]
