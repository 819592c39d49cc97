"""Where each sentence of the summary stands, who else says it, and who contradicts it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from multisumm.comparison.relations import Relation
from multisumm.model import Citation, Conflict, Sentence, Source, SummarySentence, Support
from multisumm.text.articles import Article


def cite(
    sentence: Sentence,
    score: float,
    related: Iterable[tuple[Sentence, Relation]],
    articles: Sequence[Article],
    copies: Mapping[int, Sequence[int]],
) -> SummarySentence:
    """The sentence as a quote, with all that relate to it, also in copies of their documents.

    Args:
        sentence: A sentence of the summary.
        score: What the method gave it.
        related: The sentences that say the same or contradict it, in order of the input.
        articles: All articles, copies too.
        copies: Index of each original that has copies -> their indices, as `by_original` gives it.
    """
    same = Relation(1.0)
    found = [(other, same) for other in _in_copies(sentence, articles, copies)]
    for original, relation in related:
        found += [(one, relation) for one in (original, *_in_copies(original, articles, copies))]
    found.sort(key=lambda entry: (entry[0].document, entry[0].start))
    return SummarySentence(
        text=sentence.text,
        citation=_address(sentence, articles),
        score=score,
        support=tuple(
            Support(_address(other, articles), other.text, relation.similarity)
            for other, relation in found
            if relation.about is None
        ),
        conflicts=tuple(
            Conflict(_address(other, articles), other.text, relation.about)
            for other, relation in found
            if relation.about is not None
        ),
    )


def by_original(copies: Mapping[int, int]) -> dict[int, list[int]]:
    """Return original -> its copies in their order, of what `find_copies` gives: copy -> original.

    >>> by_original({2: 0, 3: 1, 4: 0})
    {0: [2, 4], 1: [3]}
    """
    found: dict[int, list[int]] = {}
    for copy, original in copies.items():
        found.setdefault(original, []).append(copy)
    return found


def describe(article: Article) -> Source:
    """What the summary tells about a document."""
    document = article.document
    return Source(
        id=document.id,
        title=document.title,
        date=document.date,
        url=document.url,
        sha256=sha256(document.text.encode()).hexdigest(),
        characters=len(document.text),
        sentences=len(article.spans),
        dropped=article.dropped,
        site=document.site,
        pages=document.pages,
        text=document.text,
    )


def _in_copies(
    sentence: Sentence, articles: Sequence[Article], copies: Mapping[int, Sequence[int]]
) -> list[Sentence]:
    """The same sentence in each copy of its document."""
    found = []
    for copy in copies.get(sentence.document, ()):
        start, end = articles[copy].spans[sentence.position]
        text = articles[copy].document.text[start:end]
        found.append(Sentence(copy, sentence.position, start, end, text))
    return found


def _address(sentence: Sentence, articles: Sequence[Article]) -> Citation:
    return Citation(articles[sentence.document].document.id, sentence.start, sentence.end)
