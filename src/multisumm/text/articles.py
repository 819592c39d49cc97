"""Documents -> articles: their sentences, what was left out as noise, and which are copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from multisumm.model import Document, Sentence, Span
from multisumm.text.blocks import split_blocks
from multisumm.text.boilerplate import dropped_spans, keep_article
from multisumm.text.sentences import is_complete, split_sentences


@dataclass(frozen=True, slots=True)
class Article:
    """A document with what was found in it.

    Attributes:
        document: The document, as given.
        spans: Its sentences, in order and disjoint.
        dropped: What was left out as noise, in order and disjoint.
    """

    document: Document
    spans: tuple[Span, ...]
    dropped: tuple[Span, ...]


def read_article(
    document: Document, *, language: str, keep_noise: bool, splitter: str = "rules"
) -> Article:
    """The article in a document; with `keep_noise` all of it, else what looks like one.

    Headings stay (they are not `dropped`) but are no sentences: where most sentences end in a
    closing mark, those that do not are left out. They would count as what the article says first.
    """
    text, blocks = document.text, split_blocks(document.text)
    keep = [True] * len(blocks) if keep_noise else keep_article(text, blocks)
    kept = [block for block, stays in zip(blocks, keep, strict=True) if stays]
    spans = split_sentences(text, kept, language=language, splitter=splitter)
    closed = [span for span in spans if is_complete(text[slice(*span)])]
    if not keep_noise and 2 * len(closed) > len(spans):
        spans = closed
    return Article(document, tuple(spans), tuple(dropped_spans(blocks, keep)))


def find_copies(articles: Sequence[Article]) -> dict[int, int]:
    """The articles that copy an earlier one: index of the copy -> index of the original.

    A copy has the same sentences but for case and white space. It takes no part in choosing
    sentences, so that a source that is given twice does not count twice.
    """
    originals: dict[tuple[str, ...], int] = {}
    copies = {}
    for index, article in enumerate(articles):
        text = article.document.text
        key = tuple(" ".join(text[start:end].casefold().split()) for start, end in article.spans)
        original = originals.setdefault(key, index)
        if original != index and key:
            copies[index] = original
    return copies


def sentences_of(articles: Sequence[Article], *, without: dict[int, int]) -> Iterator[Sentence]:
    """The sentences of all articles in order, without those of the copies."""
    for index, article in enumerate(articles):
        if index not in without:
            for position, (start, end) in enumerate(article.spans):
                yield Sentence(index, position, start, end, article.document.text[start:end])
