"""Which sentences share words with a given one: an index from words to sentences."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multisumm.comparison.lexicon import changing_stems
from multisumm.text.terms import TermTable, distinct_pairs

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class WordIndex:
    """The distinct terms of n sentences, and the sentences that have each of the v terms.

    Attributes:
        terms: Terms of all sentences one after another, each once a sentence, ascending.
        starts: Shape (n + 1,); sentence i has `terms[starts[i]:starts[i + 1]]`.
        sentences: Sentences with each term, one term after another, ascending.
        postings: Shape (v + 1,); term t is in `sentences[postings[t]:postings[t + 1]]`.
        content: Shape (v,); whether a term is a content word, and none in which statements on one
            matter may differ: no number, date or word of change.
        changing: Shape (v,); whether a term is one of these, and no function word.
        sizes: Shape (n,); number of different content words of each sentence.
        rarity: Shape (v,); log(1 + n / number of sentences with the term).
    """

    terms: Ids
    starts: Ids
    sentences: Ids
    postings: Ids
    content: NDArray[np.bool_]
    changing: NDArray[np.bool_]
    sizes: Ids
    rarity: NDArray[np.float64]

    def terms_of(self, sentence: int) -> Ids:
        """Return the distinct terms of a sentence, ascending."""
        return self.terms[self.starts[sentence] : self.starts[sentence + 1]]


def index_words(table: TermTable, *, languages: Collection[str]) -> WordIndex:
    """Return the index of the sentences of a table, which are in these languages."""
    n, v = len(table.starts) - 1, len(table.vocabulary)
    places, terms = distinct_pairs(table.owners, table.tokens.astype(np.int64))
    words, sentences = distinct_pairs(terms, places)
    postings = np.searchsorted(words, np.arange(v + 1))
    changing = frozenset().union(*map(changing_stems, languages))
    is_light = table.numeric | np.array([term in changing for term in table.vocabulary], bool)
    content = table.content & ~is_light
    return WordIndex(
        terms=terms,
        starts=np.searchsorted(places, np.arange(n + 1)),
        sentences=sentences,
        postings=postings,
        content=content,
        changing=table.content & is_light,
        sizes=np.bincount(places[content[terms]], minlength=n),
        rarity=np.log1p(n / np.maximum(np.diff(postings), 1)),
    )
