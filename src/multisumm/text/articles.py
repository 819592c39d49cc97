"""Read the article in each document: its sentences and the noise left out; find copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from multisumm.model import Document, Sentence, Span
from multisumm.text.blocks import split_blocks
from multisumm.text.boilerplate import dropped_spans, keep_article
from multisumm.text.sentences import DEFAULT_SPLITTER, is_complete, split_sentences


@dataclass(frozen=True, slots=True)
class Article:
    """A document and the article in it.

    Attributes:
        document: The document, as given.
        spans: Its sentences, in order and disjoint.
        dropped: The stretches left out as noise, in order and disjoint.
        headings: Number of sentences that are neither: headings and other lines without a closing
            mark.
        language: Code of its language.
    """

    document: Document
    spans: tuple[Span, ...]
    dropped: tuple[Span, ...]
    headings: int = 0
    language: str = ""


def read_article(
    document: Document, *, language: str, keep_noise: bool, splitter: str = DEFAULT_SPLITTER
) -> Article:
    """Return the article in a document.

    If most sentences end in a closing mark, those that do not (headings) are left out of `spans`,
    because they would count as the first sentences of the article. They are not `dropped`, though,
    but counted as `headings`.

    Args:
        document: The document.
        language: Code of its language.
        keep_noise: Whether to keep all of the document; otherwise noise and headings are left out.
        splitter: Name of one of `SPLITTERS`.
    """
    text, blocks = document.text, split_blocks(document.text)
    keep = [True] * len(blocks) if keep_noise else keep_article(text, blocks, language=language)
    kept = [block for block, stays in zip(blocks, keep, strict=True) if stays]
    spans = split_sentences(text, kept, language=language, splitter=splitter)
    complete = [span for span in spans if is_complete(text[slice(*span)], language=language)]
    article = complete if not keep_noise and 2 * len(complete) > len(spans) else spans
    dropped = tuple(dropped_spans(blocks, keep))
    headings = len(spans) - len(article)
    return Article(document, tuple(article), dropped, headings, language)


def find_copies(articles: Sequence[Article]) -> dict[int, int]:
    """Return the articles that copy an earlier one: index of the copy -> index of the original.

    A copy has the same sentences, apart from case and white space. Its sentences are not candidates
    for the summary, so a source that is given twice does not count twice.
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
    """Yield the sentences of all articles in order, except for those of the copies."""
    for index, article in enumerate(articles):
        if index not in without:
            for position, (start, end) in enumerate(article.spans):
                text = article.document.text[start:end]
                yield Sentence(index, position, start, end, text, article.language)
