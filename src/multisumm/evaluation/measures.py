"""A summary and its sources -> length, repetition, closeness, balance, and how it reads.

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

from multisumm.evaluation.readability import READABILITY, measure_readability
from multisumm.evaluation.tasks import EvaluationTask
from multisumm.evaluation.voices import OUTVOTED, Voices, measure_outvoted, read_voices
from multisumm.rouge.tokenizers import unicode_tokens
from multisumm.selection.budget import count_words

Words = tuple[str, ...]

MEASURES = (
    "words", "within-budget", "overlap-max", "overlap-mean",
    "repeated-1", "repeated-2", "repeated-3", "repeated-4",
    "coverage", "density", "compression",
    "novel-1", "novel-2", "novel-3", "novel-4",
    "exact-quotes", "balance", *READABILITY, OUTVOTED,
)  # fmt: skip
"""The keys of what `measure` returns, in this order."""

_END = -1
_NO_INDEX = np.array([], dtype=np.intp)


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """The documents of a task, tabulated once for all systems.

    Attributes:
        texts: The documents; white space is one space.
        ids: Word -> its id in `stream`.
        stream: Ids of the words of all documents, with -1 after each document, shape (s,).
        words: Number of words.
        pairs: Pairs of neighbouring words of each document.
        voices: Their sentences, and which of them speak with one voice.
    """

    texts: tuple[str, ...]
    ids: dict[str, int]
    stream: NDArray[np.int64]
    words: int
    pairs: tuple[frozenset[tuple[str, str]], ...]
    voices: Voices


def tabulate_sources(task: EvaluationTask) -> Sources:
    """Return the tables of the documents of a task."""
    documents = [unicode_tokens(document.text) for document in task.documents]
    ids: dict[str, int] = {}
    stream: list[int] = []
    for words in documents:
        stream += [ids.setdefault(word, len(ids)) for word in words]
        stream.append(_END)
    return Sources(
        texts=tuple(" ".join(document.text.split()) for document in task.documents),
        ids=ids,
        stream=np.array(stream, dtype=np.int64),
        words=sum(map(len, documents)),
        pairs=tuple(frozenset(pairwise(words)) for words in documents),
        voices=read_voices(task),
    )


def measure(sentences: Sequence[str], task: EvaluationTask, sources: Sources) -> dict[str, float]:
    """Return the measures of a summary; NaN where an empty summary has no value.

    * `words`: length as budgets count it; `within-budget`: 1 if it is not above the budget, else 0.
    * `overlap-max`, `-mean`: Jaccard overlap of the words of two sentences, over all pairs of
      sentences; 0 with fewer than two.
    * `repeated-n`: share of the n-grams, within sentences, that occurred before.
    * `coverage`, `density`, `compression` (Grusky et al. 2018): coverage is the sum of the lengths
      of the longest shared fragments, found greedily from the left, per summary word; density is
      the sum of their squared lengths per summary word; compression is source words per summary
      word. The sources count as one text in which no fragment crosses from one document to the
      next.
    * `novel-n`: share of the distinct n-grams, within sentences, that are in no source.
    * `exact-quotes`: share of the sentences that are in a source word for word, except for white
      space.
    * `balance`: entropy of the sentences' words over the documents that they come from, 0 (all from
      one) to 1 (the same number from each); 0 with one document.
    * Those of `measure_readability`.
    * `outvoted`: share of the sentences that more sources contradict than make, `measure_outvoted`.
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
        **measure_readability(sentences, task),
        OUTVOTED: measure_outvoted(sentences, sources.voices),
    }


def overlaps(sentences: Sequence[Words]) -> tuple[float, float]:
    """Return the largest and the mean Jaccard overlap of the words of two sentences.

    Each sentence is compared to all later ones at once, so that memory grows with n, not with n².

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
    indices_of = {word: np.array(indices) for word, indices in having.items()}
    sizes = np.array([len(set(sentence)) for sentence in sentences])
    largest = total = 0.0
    for index, sentence in enumerate(sentences[:-1]):
        sharing = [indices_of[word] for word in dict.fromkeys(sentence)]
        both = np.bincount(np.concatenate([*sharing, _NO_INDEX]), minlength=n)[index + 1 :]
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
    return dict(zip(names, (*(float(total) / len(words) for total in sums), *novel), strict=True))


def longest_matches(words: Sequence[str], sources: Sources) -> list[int]:
    """Return the length of the longest run of words from each position that is in a source.

    Takes O(m s) for m words and s source words, a row of numpy at a time: where the words agree, a
    run is one longer than the run from the next position.
    """
    lengths = [0] * len(words)
    runs = np.zeros(len(sources.stream) + 1, dtype=np.int64)
    for position in range(len(words) - 1, -1, -1):
        agree = sources.stream == sources.ids.get(words[position], _END - 1)
        runs[:-1] = (runs[1:] + 1) * agree
        lengths[position] = int(runs.max())
    return lengths


def balance(sentences: Sequence[str], words: Sequence[Words], sources: Sources) -> float:
    """Return how evenly the words come from the documents, 0 to 1; NaN if no sentence has a source.

    A sentence comes from the first document that has it word for word, else from the first document
    that has most of its pairs of neighbouring words; a sentence without either is left out.
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
    shared = [len(pairs & document) for document in sources.pairs]
    return int(np.argmax(shared)) if any(shared) else None


def _exact_quotes(sentences: Sequence[str], sources: Sources) -> float:
    quotes = [" ".join(sentence.split()) for sentence in sentences]
    if not quotes:
        return nan
    return sum(any(quote in text for text in sources.texts) for quote in quotes) / len(quotes)


def _fragments(lengths: Sequence[int]) -> Iterator[int]:
    position = 0
    while position < len(lengths):
        if lengths[position]:
            yield lengths[position]
        position += max(1, lengths[position])


def _novel(sentences: Sequence[Words], lengths: Sequence[int], n: int) -> float:
    novel: dict[Words, bool] = {}
    start = 0
    for sentence in sentences:
        for position, gram in enumerate(_grams(sentence, n), start):
            novel[gram] = lengths[position] < n
        start += len(sentence)
    return sum(novel.values()) / len(novel) if novel else nan


def _grams(words: Words, n: int) -> Iterator[Words]:
    return zip(*(words[start:] for start in range(n)), strict=False)
