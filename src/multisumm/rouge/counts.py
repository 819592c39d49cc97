"""Counts of the n-grams and skip-bigrams that two texts share, with multiplicity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LISTED_PAIRS = 1 << 20


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts that recall and precision are quotients of.

    Counts add up (`pool`), over the references of one candidate and over candidates. They are whole
    numbers for every metric but ROUGE-W, whose counts are weighted (rule 3.6).

    Attributes:
        hits: Units that candidate and reference share.
        reference: Units of the reference; recall is hits / reference.
        candidate: Units of the candidate; precision is hits / candidate.
    """

    hits: float
    reference: float
    candidate: float


def pool(counts: Iterable[Counts]) -> Counts:
    """Return the sum of counts."""
    hits = reference = candidate = 0.0
    for item in counts:
        hits += item.hits
        reference += item.reference
        candidate += item.candidate
    return Counts(hits, reference, candidate)


def ngrams(tokens: Sequence[str], n: int) -> Counter[Any]:
    """Return how often each n-gram occurs; the keys are tokens for n = 1, else tuples of them."""
    return Counter(list_ngrams(tokens, n))


def list_ngrams(tokens: Sequence[str], n: int) -> Iterable[Any]:
    """Return the n-grams in order, as `ngrams` has them."""
    return tokens if n == 1 else zip(*(tokens[start:] for start in range(n)), strict=False)


def shared(first: Counter[Any], second: Counter[Any]) -> int:
    """Return the sum of the smaller count of each item that both have (Lin 2004, Count_match)."""
    count_in_second = second.get
    return sum(
        [
            count if count < other else other
            for item, count in first.items()
            if (other := count_in_second(item))
        ]
    )


def skip_bigram_total(length: int, gap: int | None) -> int:
    """Return how many ordered pairs i < j <= i + gap + 1 a text of this length has (rule 3.5)."""
    reach = length - 1 if gap is None else min(gap + 1, length - 1)
    return max(0, reach * length - reach * (reach + 1) // 2)


def skip_bigrams(tokens: Sequence[str], gap: int) -> Counter[tuple[str, str]]:
    """Return how often each ordered pair with at most `gap` tokens between it occurs."""
    pairs: Counter[tuple[str, str]] = Counter()
    for distance in range(1, min(gap + 1, len(tokens) - 1) + 1):
        pairs.update(zip(tokens, tokens[distance:], strict=False))
    return pairs


def shared_skip_bigrams(first: Sequence[str], second: Sequence[str], gap: int | None) -> int:
    """Return the hits of ROUGE-S; a gap of None means no limit.

    Up to a million pairs are listed. More are counted one first token at a time, in O(V n) time and
    O(n) memory for n tokens of V types: without a limit to the gap, a text of 5,000 tokens has 12
    million pairs, which would take a gigabyte.
    """
    longest = max(len(first), len(second))
    if skip_bigram_total(longest, gap) <= _LISTED_PAIRS:
        reach = longest if gap is None else gap
        return shared(skip_bigrams(first, reach), skip_bigrams(second, reach))
    return _shared_by_first_token(first, second, gap)


def _shared_by_first_token(first: Sequence[str], second: Sequence[str], gap: int | None) -> int:
    common = set(first) & set(second)
    types = {token: index for index, token in enumerate(dict.fromkeys(first)) if token in common}
    sides = [_positions(tokens, types, gap) for tokens in (first, second)]
    hits = 0.0
    for index in types.values():
        followers = [_followers(index, *side, size=len(first)) for side in sides]
        hits += float(np.minimum(*followers).sum())
    return int(hits)


Positions = tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]


def _positions(tokens: Sequence[str], types: Mapping[str, int], gap: int | None) -> Positions:
    """Return the type of each token (-1: none), the tokens with a type, and their window starts."""
    indices = np.array([types.get(token, -1) for token in tokens], dtype=np.intp)
    ends = np.flatnonzero(indices >= 0)
    starts = np.zeros_like(ends) if gap is None else np.maximum(ends - gap - 1, 0)
    return indices, ends, starts


def _followers(
    index: int,
    indices: NDArray[np.intp],
    ends: NDArray[np.intp],
    starts: NDArray[np.intp],
    size: int,
) -> NDArray[np.float64]:
    """Return how often each type follows the type `index` within the gap, shape (size,)."""
    before = np.concatenate(([0.0], np.cumsum(indices == index)))
    counts = np.bincount(indices[ends], weights=before[ends] - before[starts], minlength=size)
    return counts.astype(np.float64, copy=False)
