"""The sentences of a cluster and how they relate, as a summary of it would have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from multisumm.comparison.inverted_index import index_words
from multisumm.comparison.related import Relations, relations_of
from multisumm.documents import cleaned_documents
from multisumm.model import Document, Sentence
from multisumm.text.articles import find_copies, read_article, sentences_of
from multisumm.text.languages import function_words
from multisumm.text.terms import tabulate_terms, terms_of


class Pair(NamedTuple):
    """Two sentences of different documents of a cluster, by their indices, the lower first."""

    first: int
    second: int


def read_sentences(documents: Iterable[Document], language: str) -> list[Sentence]:
    """Return the sentences of the articles in all documents that copy no other."""
    sources, _ = cleaned_documents(documents)
    articles = [read_article(source, language=language, keep_noise=False) for source in sources]
    return list(sentences_of(articles, without=find_copies(articles)))


def relate_sentences(sentences: Sequence[Sentence], language: str) -> Relations:
    """Return how the sentences of a cluster relate, its documents being of one day."""
    table = tabulate_terms([sentence.text for sentence in sentences], language=language)
    index = index_words(table, languages=[language])
    return relations_of(sentences, index, language=language, days={})


def near_pairs(sentences: Sequence[Sentence], relations: Relations) -> Iterator[Pair]:
    """Yield the pairs of different documents that share enough to be compared, in order."""
    for i, sentence in enumerate(sentences):
        for j in relations.near(i):
            if i < j and sentence.document != sentences[j].document:
                yield Pair(i, j)


def content_stems(sentences: Sequence[Sentence], language: str) -> list[frozenset[str]]:
    """Return the stems of the content words of each sentence."""
    function = function_words(language)
    rows = terms_of([sentence.text for sentence in sentences], language=language)
    return [frozenset(row) - function for row in rows]


def overlap(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Return the Jaccard similarity of two sets of stems, 0 to 1."""
    return len(ours & theirs) / (len(ours | theirs) or 1)


def plain(text: str) -> str:
    """Return a text without case, marks and white space, in which verbatim copies may differ."""
    return "".join(character for character in text.casefold() if character.isalnum())
