"""Which sentences share words with a given one: an index from words to sentences."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multisumm.text.terms import TermTable, changes, distinct_pairs, sentence_of_token

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class WordIndex:
    """The distinct terms of n sentences, and the sentences that have each of the v terms.

    Attributes:
        terms: Terms of all sentences one after another, each once a sentence, ascending.
        starts: Shape (n + 1,); sentence i has `terms[starts[i]:starts[i + 1]]`.
        sentences: Sentences with each term, one term after another, ascending.
        postings: Shape (v + 1,); term t is in `sentences[postings[t]:postings[t + 1]]`.
        content: Shape (v,); whether a term is a content word.
        sizes: Shape (n,); number of different content words of each sentence.
    """

    terms: Ids
    starts: Ids
    sentences: Ids
    postings: Ids
    content: NDArray[np.bool_]
    sizes: Ids

    def words_of(self, sentence: int) -> tuple[Ids, Ids]:
        """The distinct content words of a sentence, and its other words, the rarest first."""
        own = self.terms[self.starts[sentence] : self.starts[sentence + 1]]
        content, others = own[self.content[own]], own[~self.content[own]]
        spread = self.postings[others + 1] - self.postings[others]
        return content, others[np.argsort(spread, kind="stable")]

    def sharing(self, words: Ids) -> tuple[Ids, Ids]:
        """The sentences, ascending, that have any of these distinct words, and how many each."""
        found = [self.sentences[self.postings[word] : self.postings[word + 1]] for word in words]
        entries = np.sort(np.concatenate([np.empty(0, np.int64), *found]))
        first = np.flatnonzero(changes(entries))
        return entries[first], np.diff(first, append=len(entries))


def index_words(table: TermTable) -> WordIndex:
    """The index of the sentences of a table."""
    n, v = len(table.starts) - 1, len(table.vocabulary)
    places, terms = distinct_pairs(sentence_of_token(table), table.tokens.astype(np.int64))
    words, sentences = distinct_pairs(terms, places)
    return WordIndex(
        terms=terms,
        starts=np.searchsorted(places, np.arange(n + 1)),
        sentences=sentences,
        postings=np.searchsorted(words, np.arange(v + 1)),
        content=table.content,
        sizes=np.bincount(places[table.content[terms]], minlength=n),
    )
