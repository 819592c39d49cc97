"""Number the words of all sentences: one table of term ids."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, count, islice

import numpy as np
from numpy.typing import NDArray

from multisumm.model import Sentence
from multisumm.text.languages import function_words, has_spaces
from multisumm.text.tokens import join_broken_words, spaced_words, stem_words

_BLOCK = 10_000
"""Number of texts whose words are in memory at a time."""

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, eq=False)
class TermTable:
    """The terms of n sentences.

    Attributes:
        vocabulary: The v terms, in the order of their first occurrence.
        tokens: Term of each token, of all sentences in a row; shape (t,).
        starts: Sentence i has `tokens[starts[i]:starts[i + 1]]`; shape (n + 1,).
        content: False for a function word; shape (v,).
        numeric: True for a term with a digit; shape (v,).
    """

    vocabulary: tuple[str, ...]
    tokens: NDArray[np.int32]
    starts: NDArray[np.int64]
    content: NDArray[np.bool_]
    numeric: NDArray[np.bool_]

    def of(self, sentence: int) -> NDArray[np.int32]:
        """Return the term of each token of a sentence, in order."""
        return self.tokens[self.starts[sentence] : self.starts[sentence + 1]]

    def among(self, stems: Set[str], languages: Iterable[str]) -> NDArray[np.bool_]:
        """Return which terms (v,) are stems of these languages.

        If one of them has no spaces, terms may be pairs of characters; then one of the two will do.
        """
        if all(map(has_spaces, languages)):
            return np.array([term in stems for term in self.vocabulary], np.bool_)
        either = [term in stems or not stems.isdisjoint(term) for term in self.vocabulary]
        return np.array(either, np.bool_)

    def having(self, terms: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which sentences (n,) have one of these terms (v,)."""
        return np.bincount(self.owners[terms[self.tokens]], minlength=len(self.lengths)) > 0

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        """Number of tokens of each sentence; shape (n,)."""
        return self.starts[1:] - self.starts[:-1]

    @cached_property
    def owners(self) -> NDArray[np.int64]:
        """Sentence of each token; shape (t,)."""
        return np.repeat(np.arange(len(self.lengths)), self.lengths)

    @cached_property
    def content_lengths(self) -> NDArray[np.float64]:
        """Number of content words of each sentence; shape (n,)."""
        content = self.content[self.tokens].astype(np.float64)
        return np.bincount(self.owners, content, len(self.lengths)).astype(np.float64)

    @cached_property
    def similarity_degrees(self) -> NDArray[np.float64]:
        """Sum of each sentence's TextRank similarities to the others; shape (n,).

        These are the similarities of `textrank_scores`. With rows X of 1 / sqrt(log(1 + size)) per
        content word, the sum is X (X' 1) less the diagonal, so no pair of sentences is compared.
        """
        n, content = len(self.lengths), self.content[self.tokens]
        rows, columns = distinct_pairs(self.owners[content], self.tokens[content].astype(np.int64))
        sizes = np.bincount(rows, minlength=n)
        scale = 1.0 / np.sqrt(np.log1p(np.maximum(sizes, 1)))
        votes = np.bincount(columns, scale[rows], len(self.vocabulary))
        degrees = scale * np.bincount(rows, votes[columns], n) - sizes * scale**2
        return np.where(degrees > 1e-9, degrees, 0.0)  # smaller values come from rounding


def take_rows(table: TermTable, rows: Sequence[int]) -> TermTable:
    """Return the table of these sentences only, in this order, with the same vocabulary."""
    lengths = table.lengths[list(rows)]
    ends = np.cumsum(lengths)
    starts = np.concatenate([np.zeros(1, np.int64), ends])
    first = np.repeat(table.starts[list(rows)] - starts[:-1], lengths)
    return replace(table, tokens=table.tokens[np.arange(lengths.sum()) + first], starts=starts)


def stack_rows(first: TermTable, second: TermTable) -> TermTable:
    """Return the table of the sentences of one table and then of another, of one vocabulary."""
    return replace(
        first,
        tokens=np.concatenate([first.tokens, second.tokens]),
        starts=np.concatenate([first.starts, first.starts[-1] + second.starts[1:]]),
    )


def tabulate_terms(sentences: Sequence[str], *, language: str) -> TermTable:
    """Return the terms of the sentences: stems, and function words as they are."""
    lengths: list[int] = []

    def counted_rows() -> Iterator[list[str]]:
        for row in _rows(sentences, language):
            lengths.append(len(row))
            yield row

    form_ids, forms = number_distinct(chain.from_iterable(counted_rows()))
    term_ids, vocabulary = number_distinct(stem_words(forms, language))
    return _to_table(vocabulary, term_ids[form_ids], lengths, (language,))


def tabulate_sentences(sentences: Sequence[Sentence]) -> TermTable:
    """Return the terms of sentences, each in its own language, as `tabulate_terms`.

    A function word of one of the languages is one in all of them.
    """
    languages = tuple(dict.fromkeys(sentence.language for sentence in sentences))
    if len(languages) < 2:
        texts = [sentence.text for sentence in sentences]
        return tabulate_terms(texts, language="".join(languages))
    rows: dict[int, list[str]] = {}
    for language in languages:
        own = [i for i, sentence in enumerate(sentences) if sentence.language == language]
        rows |= zip(own, terms_of([sentences[i].text for i in own], language=language), strict=True)
    terms = [rows[i] for i in range(len(sentences))]
    tokens, vocabulary = number_distinct(chain.from_iterable(terms))
    return _to_table(vocabulary, tokens, map(len, terms), languages)


def _to_table(
    vocabulary: Sequence[str],
    tokens: NDArray[np.int32],
    lengths: Iterable[int],
    languages: Sequence[str],
) -> TermTable:
    function = frozenset(chain.from_iterable(map(function_words, languages)))
    pairs = not all(map(has_spaces, languages))  # two function words of a character each are one
    size = len(vocabulary)
    content = ~np.fromiter(map(function.__contains__, vocabulary), np.bool_, size)
    if pairs:
        content &= ~np.fromiter(map(function.issuperset, vocabulary), np.bool_, size)
    numeric = ~np.fromiter(map(str.isalpha, vocabulary), np.bool_, size)
    for i in np.flatnonzero(numeric).tolist():
        numeric[i] = _DIGIT.search(vocabulary[i]) is not None
    return TermTable(
        vocabulary=tuple(vocabulary),
        tokens=tokens,
        starts=np.cumsum([0, *lengths], dtype=np.int64),
        content=content,
        numeric=numeric,
    )


def terms_of(texts: Sequence[str], *, language: str) -> list[list[str]]:
    """Return the terms of each text, as in `tabulate_terms`."""
    rows = list(_rows(texts, language))
    stems = iter(stem_words(list(chain.from_iterable(rows)), language))
    return [list(islice(stems, len(row))) for row in rows]


def words_of(text: str, *, language: str) -> list[str]:
    """Return the words of a text, in small letters, in the order of its terms."""
    return next(_rows([text], language))


def _rows(texts: Sequence[str], language: str) -> Iterator[list[str]]:
    """Yield the words of each text; those of a million texts at once would take a gigabyte."""
    for start in range(0, len(texts), _BLOCK):
        block = [
            join_broken_words(text).replace("\n", " ") for text in texts[start : start + _BLOCK]
        ]
        yield from map(str.split, spaced_words("\n".join(block), language).split("\n"))


def distinct_pairs(
    first: NDArray[np.int64], second: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the distinct pairs of non-negative numbers, ascending, as two arrays."""
    bits = int(second.max(initial=0)).bit_length()
    if int(first.max(initial=0)).bit_length() + bits < 64:
        packed = first << bits
        packed |= second
        packed.sort()
        packed = packed[changes(packed)]
        return packed >> bits, packed & ((1 << bits) - 1)
    order = np.lexsort((second, first))
    first, second = first[order], second[order]
    distinct = changes(first) | changes(second)
    return first[distinct], second[distinct]


def changes(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return whether each value (n,) differs from the one before it; True for the first."""
    first = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=first[1:])
    return first


def number_distinct(items: Iterable[str]) -> tuple[NDArray[np.int32], list[str]]:
    """Return the number of each item, and the distinct items in the order of first occurrence."""
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    return np.fromiter(map(numbers.__getitem__, items), np.int32), list(numbers)
