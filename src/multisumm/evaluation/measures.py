"""A summary beside its sources -> numbers other than ROUGE: length, repetition, closeness, balance.

Words are those of the preset `unicode` of `multisumm.rouge`, not stemmed, for every language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, nan

import numpy as np
from numpy.typing import NDArray

from multisumm.evaluation.tasks import EvaluationTask
from multisumm.rouge.tokenizers import unicode_tokens
from multisumm.selection.budget import count_words

Words = tuple[str, ...]

MEASURES = (
    "words", "within-budget", "overlap-max", "overlap-mean",
    "repeated-1", "repeated-2", "repeated-3", "repeated-4",
    "coverage", "density", "compression",
    "novel-1", "novel-2", "novel-3", "novel-4",
    "exact-quotes", "balance",
)  # fmt: skip
"""Names of what `measure` returns, in this order."""

_NOWHERE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """What the measures need of the documents, made once for all systems.

    Attributes:
        texts: The documents, white space as one space.
        ids: Number of each word in `stream`.
        stream: Words of all documents one behind the other, with -1 behind each, shape (s,).
        words: Their number.
        pairs: Pairs of neighbouring words of each document.
    """

    texts: tuple[str, ...]
    ids: dict[str, int]
    stream: NDArray[np.int64]
    words: int
    pairs: tuple[frozenset[tuple[str, str]], ...]


def read_sources(task: EvaluationTask) -> Sources:
    """Return what the measures need of the documents of a task."""
    documents = [unicode_tokens(document.text) for document in task.documents]
    ids: dict[str, int] = {}
    stream: list[int] = []
    for words in documents:
        stream += [ids.setdefault(word, len(ids)) for word in words]
        stream.append(_NOWHERE)
    return Sources(
        texts=tuple(" ".join(document.text.split()) for document in task.documents),
        ids=ids,
        stream=np.array(stream, dtype=np.int64),
        words=sum(map(len, documents)),
        pairs=tuple(frozenset(pairwise(words)) for words in documents),
    )


def measure(sentences: Sequence[str], task: EvaluationTask, sources: Sources) -> dict[str, float]:
    """Return the measures of a summary; NaN where an empty one has none.

    * `words`: length as budgets count it; `within-budget`: 1 if the ceiling holds, else 0.
    * `overlap-max`, `-mean`: words that two sentences share, of those in either (Jaccard), over all
      pairs of sentences; 0 with fewer than two.
    * `repeated-n`: share of the n-grams, within sentences, that were there before.
    * `coverage`, `density`, `compression` (Grusky et al. 2018): of the longest shared fragments,
      found greedily from the left, the sum of lengths and of squared lengths, by summary words;
      source words by summary words. The sources are taken as one text in which no fragment
      crosses from one document to the next.
    * `novel-n`: share of the distinct n-grams, within sentences, that are in no source.
    * `exact-quotes`: share of the sentences that a source has as they stand, but for white space.
    * `balance`: entropy of the sentences' words over the documents they come from, 0 (all from one)
      to 1 (as much from each); 0 with one document.
    """
    words = [tuple(unicode_tokens(sentence)) for sentence in sentences]
    return {
        "words": float(sum(count_words(text, language=task.language) for text in sentences)),
        "within-budget": float(task.budget.total(sentences) <= task.budget.limit),
        **dict(zip(("overlap-max", "overlap-mean"), overlaps(words), strict=True)),
        **{f"repeated-{n}": repeated(words, n) for n in (1, 2, 3, 4)},
        **closeness(words, sources),
        "exact-quotes": _exact_quotes(sentences, sources),
        "balance": balance(sentences, words, sources),
    }


def overlaps(sentences: Sequence[Words]) -> tuple[float, float]:
    """Return the largest and the mean Jaccard overlap of the words of two sentences.

    A sentence against all later ones at a time, so that memory grows with n, not with its square.

    >>> overlaps([("a", "b"), ("b", "c"), ("d",)])
    (0.3333333333333333, 0.1111111111111111)
    """
    n = len(sentences)
    if n < 2:
        return 0.0, 0.0
    having: dict[str, list[int]] = {}
    for index, sentence in enumerate(sentences):
        for word in dict.fromkeys(sentence):
            having.setdefault(word, []).append(index)
    places = {word: np.array(indices) for word, indices in having.items()}
    sizes = np.array([len(set(sentence)) for sentence in sentences])
    largest = total = 0.0
    for index, sentence in enumerate(sentences[:-1]):
        found = [places[word] for word in dict.fromkeys(sentence)] or [np.array([], dtype=np.intp)]
        both = np.bincount(np.concatenate(found), minlength=n)[index + 1 :]
        either = sizes[index] + sizes[index + 1 :] - both
        shares = both / np.maximum(either, 1)
        largest, total = max(largest, float(shares.max())), total + float(shares.sum())
    return largest, total / (n * (n - 1) / 2)


def repeated(sentences: Sequence[Words], n: int) -> float:
    """Return the share of n-grams within sentences that repeat an earlier one; 0 without any.

    >>> repeated([("a", "b", "a"), ("a",)], 1)
    0.5
    """
    grams = Counter(gram for sentence in sentences for gram in _grams(sentence, n))
    return (grams.total() - len(grams)) / grams.total() if grams else 0.0


def closeness(sentences: Sequence[Words], sources: Sources) -> dict[str, float]:
    """Return coverage, density, compression and the shares of novel n-grams; NaN without words."""
    words = [word for sentence in sentences for word in sentence]
    names = ("coverage", "density", "compression", *(f"novel-{n}" for n in (1, 2, 3, 4)))
    if not words:
        return dict.fromkeys(names, nan)
    lengths = longest_matches(words, sources)
    fragments = np.array(list(_fragments(lengths)), dtype=np.float64)
    sums = fragments.sum(), (fragments**2).sum(), sources.words
    novel = [_novel(sentences, lengths, n) for n in (1, 2, 3, 4)]
    return dict(zip(names, (*(float(each) / len(words) for each in sums), *novel), strict=True))


def longest_matches(words: Sequence[str], sources: Sources) -> list[int]:
    """Return for each place in the words how long the longest run from there is that a source has.

    O(m s) for m words and s source words, a row of numpy at a time: a run at a place is one longer
    than the run at the next place, where the words agree.
    """
    lengths = [0] * len(words)
    runs = np.zeros(len(sources.stream) + 1, dtype=np.int64)
    for place in range(len(words) - 1, -1, -1):
        agree = sources.stream == sources.ids.get(words[place], _NOWHERE - 1)
        runs[:-1] = (runs[1:] + 1) * agree
        lengths[place] = int(runs.max())
    return lengths


def balance(sentences: Sequence[str], words: Sequence[Words], sources: Sources) -> float:
    """Return how evenly the words come from the documents, 0 to 1; NaN if no sentence has a source.

    A sentence comes from the first document that has it as it stands, else from the first with
    most of its pairs of neighbouring words; without any of those it is left out.
    """
    used = np.zeros(len(sources.texts))
    for text, sentence in zip(sentences, words, strict=True):
        origin = _origin(text, sentence, sources)
        if origin is not None:
            used[origin] += len(sentence)
    if not used.any():
        return nan
    shares = used[used > 0] / used.sum()
    return float(-(shares * np.log(shares)).sum() / log(max(2, len(used)))) + 0.0


def _origin(text: str, sentence: Words, sources: Sources) -> int | None:
    quote = " ".join(text.split())
    for index, source in enumerate(sources.texts):
        if quote and quote in source:
            return index
    pairs = frozenset(pairwise(sentence))
    shared = [len(pairs & theirs) for theirs in sources.pairs]
    return int(np.argmax(shared)) if any(shared) else None


def _exact_quotes(sentences: Sequence[str], sources: Sources) -> float:
    quotes = [" ".join(sentence.split()) for sentence in sentences]
    if not quotes:
        return nan
    return sum(any(quote in text for text in sources.texts) for quote in quotes) / len(quotes)


def _fragments(lengths: Sequence[int]) -> Iterator[int]:
    place = 0
    while place < len(lengths):
        if lengths[place]:
            yield lengths[place]
        place += max(1, lengths[place])


def _novel(sentences: Sequence[Words], lengths: Sequence[int], n: int) -> float:
    novel: dict[Words, bool] = {}
    start = 0
    for sentence in sentences:
        for place, gram in enumerate(_grams(sentence, n)):
            novel[gram] = lengths[start + place] < n
        start += len(sentence)
    return sum(novel.values()) / len(novel) if novel else nan


def _grams(words: Words, n: int) -> Iterator[Words]:
    return zip(*(words[start:] for start in range(n)), strict=False)
