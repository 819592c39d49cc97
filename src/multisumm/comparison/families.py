"""Which documents share most of their text: one agency's report in five papers is one voice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from multisumm.comparison.inverted_index import Ids
from multisumm.model import Sentence
from multisumm.text.articles import Article
from multisumm.text.terms import TermTable, changes

SHINGLE = 5
"""Number of neighbouring words that are compared as one (Broder 1997)."""

SHARED_TEXT = 0.5
"""Two documents with this share of the shorter one's shingles in common are of one family."""

ALL_PAIRS = 8
"""Documents that have one shingle are all compared up to this number; of more, each to the first
and to the one before it, so that the cost grows with the text and not with the pairs."""


def number_families(
    sentences: Sequence[Sentence], table: TermTable, copies: Mapping[int, int], count: int
) -> list[int]:
    """Return the number of the family of each document, from 1, in the order of the input.

    Args:
        sentences: The sentences of all documents that copy no other.
        table: Their terms.
        copies: Index of each document that copies another as a whole -> index of the original.
        count: Number of documents.
    """
    owners = np.array([sentence.document for sentence in sentences], np.int64)
    documents = owners[table.owners]
    found = find_families(documents, table.tokens.astype(np.int64), count)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(found[copies.get(i, i)], len(numbers) + 1) for i in range(count)]


def set_aside_copies(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    copies: Mapping[int, int],
    families: Sequence[int],
) -> tuple[list[int], dict[tuple[int, int], list[Sentence]]]:
    """Return the sentences that stay, and those set aside, by the sentence that they copy.

    A family has one voice: a sentence that another document of the family has word for word is set
    aside, so that it counts once. The key of a sentence is its document and its position there.

    Args:
        articles: All articles.
        sentences: Their sentences, without those of the documents in `copies`.
        copies: Index of each document that copies another as a whole -> index of the original.
        families: Family of each document.
    """
    aside: dict[tuple[int, int], list[Sentence]] = {}
    for copy, original in copies.items():
        for sentence in _sentences(articles[copy], copy):
            aside.setdefault((original, sentence.position), []).append(sentence)
    sizes = Counter(families)
    first: dict[tuple[int, str], Sentence] = {}
    kept = []
    for i, sentence in enumerate(sentences):
        family = families[sentence.document]
        source = sentence
        if sizes[family] > 1:
            key = (family, " ".join(sentence.text.casefold().split()))
            source = first.setdefault(key, sentence)
        if source.document == sentence.document:
            kept.append(i)
        else:
            own = aside.pop((sentence.document, sentence.position), [])
            aside.setdefault((source.document, source.position), []).extend([sentence, *own])
    return kept, aside


def _sentences(article: Article, document: int) -> Iterator[Sentence]:
    for position, (start, end) in enumerate(article.spans):
        text = article.document.text[start:end]
        yield Sentence(document, position, start, end, text, article.language)


def find_families(documents: Ids, tokens: Ids, count: int) -> list[int]:
    """Return the family of each document, numbered from 0 in the order of their first documents.

    Documents are of one family if they share `SHARED_TEXT` of the shorter one's shingles, or are
    linked by others that do: copies, versions of one story, a reply that quotes its letter.
    Source: Broder (1997), "On the resemblance and containment of documents"; here containment,
    since a version may be cut, and over all shingles, through an index, so that nothing is left to
    chance.

    Args:
        documents: Document of each token, ascending; shape (t,).
        tokens: Tokens as numbers, in the order of the text; shape (t,).
        count: Number of documents.

    Example:
        >>> words = np.array([1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 9, 8, 7, 6, 5, 4])
        >>> find_families(np.repeat([0, 1, 2], 6), words, 3)
        [0, 0, 1]
    """
    owners, hashes = hash_shingles(documents, tokens)
    shingles = hashes.view(np.int64)
    order = np.argsort(shingles, kind="stable")  # the documents of a shingle stay ascending
    owners, shingles = owners[order], shingles[order]
    once = changes(shingles) | changes(owners)
    return join_by_shingles(owners[once], shingles[once], count)


def join_by_shingles(owners: Ids, shingles: Ids, count: int) -> list[int]:
    """Return the number of the family of each document, as `find_families`, given its shingles.

    Args:
        owners: Document of each shingle; shape (s,).
        shingles: The shingles as numbers; a document has each once; shape (s,).
        count: Number of documents.
    """
    sizes = np.bincount(owners, minlength=count)
    first, second, shared = _sharing(owners, shingles)
    alike = shared >= SHARED_TEXT * np.minimum(sizes[first], sizes[second])
    return _joined(first[alike].tolist(), second[alike].tolist(), count)


def hash_shingles(documents: Ids, tokens: Ids) -> tuple[Ids, NDArray[np.uint64]]:
    """Return the document and the hash of each shingle; a text shorter than a shingle is one."""
    n = len(tokens)
    left = np.searchsorted(documents, documents, side="right") - np.arange(n)
    none = np.uint64(2**64 - 1)
    behind = np.concatenate([tokens.astype(np.uint64), np.full(SHINGLE, none)])
    mixed = np.zeros(n, np.uint64)
    for step in range(SHINGLE):
        mixed ^= np.where(left > step, behind[step : step + n], none)
        mixed *= np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    whole = (left >= SHINGLE) | changes(documents)
    return documents[whole], mixed[whole]


def _sharing(owners: Ids, shingles: Ids) -> tuple[Ids, Ids, Ids]:
    """Pairs of documents that share shingles, the lower first, and how many they share."""
    order = np.argsort(shingles, kind="stable")
    owners, shingles = owners[order], shingles[order]
    begin = np.flatnonzero(changes(shingles))
    length = np.diff(begin, append=len(shingles))
    several = np.repeat(length > 1, length)
    owners, length = owners[several], length[length > 1]
    begin = np.cumsum(length) - length
    group = np.repeat(np.arange(len(begin)), length)
    rank = np.arange(len(owners)) - begin[group]
    firsts, seconds = [], []
    for step in range(1, min(ALL_PAIRS, int(rank.max(initial=0)) + 1)):
        behind = rank >= step
        near = behind & ((length[group] <= ALL_PAIRS) | (step == 1))
        firsts.append(owners[np.flatnonzero(near) - step])
        seconds.append(owners[near])
    far = (length[group] > ALL_PAIRS) & (rank > 1)
    firsts.append(owners[begin[group[far]]])
    seconds.append(owners[far])
    a, b = np.concatenate(firsts), np.concatenate(seconds)
    span = int(max(a.max(initial=0), b.max(initial=0))) + 1
    packed, shared = np.unique(a * span + b, return_counts=True)
    return packed // span, packed % span, shared


def _joined(first: list[int], second: list[int], count: int) -> list[int]:
    """The number of the group of each of `count` things, when these pairs belong together."""
    parent = list(range(count))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for a, b in zip(first, second, strict=True):
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    numbers: dict[int, int] = {}
    return [numbers.setdefault(root(i), len(numbers)) for i in range(count)]
