"""Which pairs of sentences share enough words to be worth comparing, for all sentences at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multisumm.comparison.inverted_index import Ids, WordIndex
from multisumm.comparison.related import MIN_SHARE_OF_SHORTER, least_shared
from multisumm.text.terms import changes

Mask = NDArray[np.bool_]

FREQUENT = 64
"""A word in more sentences than this proposes each of them only to the `NEIGHBOURS` before it."""

NEIGHBOURS = 4
"""Sentences to which a frequent word proposes a sentence, so that the cost grows with the text."""

BLOCK = 2_000_000
"""Number of proposals that are looked at in one go, about; it bounds the memory."""


class Pairs(NamedTuple):
    """Pairs of sentences that share words, in order.

    Attributes:
        first: The lower index of each pair; shape (p,).
        second: The higher index; shape (p,).
        shared: Number of content words that they share; shape (p,).
    """

    first: Ids
    second: Ids
    shared: Ids

    def where(self, chosen: Mask) -> Pairs:
        """Return the pairs for which a mask of shape (p,) is true."""
        return Pairs(self.first[chosen], self.second[chosen], self.shared[chosen])


def near_pairs(index: WordIndex, *, share: float = MIN_SHARE_OF_SHORTER) -> Iterator[Pairs]:
    """Yield the pairs of sentences that share enough content words, each pair once.

    Enough is what `related.py` asks for: `LEAST_SHARED`, and a share of
    the shorter sentence. A word proposes the sentences that have it to each other. A word that more
    than `FREQUENT` sentences have says little, and would propose a number of pairs that grows with
    the square of the text: it proposes neighbours only, but counts for pairs that others propose.
    Pairs also share a third of the other words of one sentence, but for one word.

    Args:
        index: The sentences.
        share: Share of the content words of the shorter of two sentences that they have in common,
            `MIN_SHARE_OF_SHORTER` or more.
    """
    frequent = index.content & (np.diff(index.postings) > FREQUENT)
    owners = np.repeat(np.arange(len(index.sizes)), np.diff(index.starts))
    number = np.bincount(owners[frequent[index.terms]], minlength=len(index.sizes))
    for pairs in _proposals(index, frequent):
        smaller = np.minimum(index.sizes[pairs.first], index.sizes[pairs.second])
        least = np.maximum(least_shared(smaller), share * smaller)
        ours, theirs = number[pairs.first], number[pairs.second]
        rare = np.minimum(index.sizes[pairs.first] - ours, index.sizes[pairs.second] - theirs)
        can_be = pairs.shared + np.minimum(ours, theirs) >= least
        can_be &= pairs.shared >= (rare - 1) / 3
        pairs, least = _with_frequent_words(pairs.where(can_be), index, frequent), least[can_be]
        yield pairs.where(pairs.shared >= least)


def _proposals(index: WordIndex, is_frequent: Mask) -> Iterator[Pairs]:
    """Yield all pairs that some word proposes, with the number of the words that are not frequent.

    The pairs of one block have their second sentences in one stretch, so no pair is in two blocks.
    """
    n, entries = len(index.sizes), len(index.terms)
    owners = np.repeat(np.arange(n), np.diff(index.starts))
    places = np.empty(entries, np.int64)  # of each entry in the lists of postings
    places[np.argsort(index.terms, kind="stable")] = np.arange(entries)
    before = places - index.postings[index.terms]
    frequent = is_frequent[index.terms]
    before[frequent] = np.minimum(before[frequent], NEIGHBOURS)
    before[~index.content[index.terms]] = 0
    reached = np.concatenate([[0], np.cumsum(before)])
    per_sentence = reached[index.starts]
    start = 0
    while start < n:
        end = int(np.searchsorted(per_sentence, per_sentence[start] + BLOCK, side="right")) - 1
        end = min(max(end, start + 1), n)
        span = slice(index.starts[start], index.starts[end])
        entry = np.repeat(np.arange(span.start, span.stop), before[span])
        back = np.arange(len(entry)) - (reached[entry] - reached[span.start]) + 1
        first = index.sentences[places[entry] - back]
        yield _counted(first, owners[entry], frequent[entry])
        start = end


def _counted(first: Ids, second: Ids, frequent: Mask) -> Pairs:
    """The distinct pairs among proposals, and how many words that are not frequent propose each."""
    span = int(second.max(initial=0)) + 1
    packed = np.sort(((first * span + second) << 1) | frequent)
    starts = np.flatnonzero(changes(packed >> 1))
    shared = np.add.reduceat(1 - (packed & 1), starts) if len(starts) else np.empty(0, np.int64)
    pairs = packed[starts] >> 1
    return Pairs(pairs // span, pairs % span, shared)


def _with_frequent_words(pairs: Pairs, index: WordIndex, is_frequent: Mask) -> Pairs:
    """The pairs, with the number of all content words that they share."""
    if not is_frequent.any():
        return pairs
    v = len(is_frequent)
    owners = np.repeat(np.arange(len(index.sizes)), np.diff(index.starts))
    chosen = is_frequent[index.terms]
    keys = owners[chosen] * v + index.terms[chosen]  # ascending
    starts = np.searchsorted(keys, np.arange(len(index.sizes) + 1) * v)
    number = np.diff(starts)[pairs.first]
    pair = np.repeat(np.arange(len(number)), number)
    rank = np.arange(len(pair)) - np.repeat(np.cumsum(number) - number, number)
    wanted = keys[starts[pairs.first][pair] + rank] % v + pairs.second[pair] * v
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    more = np.bincount(pair[keys[at] == wanted], minlength=len(number))
    return pairs._replace(shared=pairs.shared + more)
