"""A component for Haystack pipelines: documents in, the sentences of one summary out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

try:
    from haystack import Document, component
except ImportError:
    raise ImportError("to use this with Haystack, run: pip install haystack-ai") from None

from multisumm import model
from multisumm.errors import NothingToSummarize
from multisumm.pipeline import summarize


@component
class MultiDocumentSummarizer:
    """Gives the text of a summary, and a document for each of its sentences.

    The `meta` of these are those of the document that is quoted, and `multisumm`: the id of that
    document, offsets in its content, and the ids of those that say the same (`also_in`) and that
    contradict it (`contradicted_by`), in the order of the documents.
    """

    def __init__(
        self,
        words: int | None = 250,
        method: str = "coverage",
        options: dict[str, Any] | None = None,
    ) -> None:
        """Make a component.

        Args:
            words: Ceiling in words; None if another ceiling is in `options`.
            method: How sentences are chosen.
            options: Further arguments of `multisumm.summarize`.
        """
        self.words = words
        self.method = method
        self.options = options

    @component.output_types(summary=str, documents=list[Document])
    def run(self, documents: list[Document]) -> dict[str, Any]:
        """Summarise all documents that have text; without any, the summary is empty."""
        known = {one.id: one for one in documents if one.content}
        given = [model.Document(name, one.content) for name, one in known.items()]
        try:
            found = summarize(given, words=self.words, method=self.method, **(self.options or {}))
        except NothingToSummarize:
            return {"summary": "", "documents": []}
        quotes = [_document(sentence, known) for sentence in found.sentences]
        return {"summary": found.text, "documents": quotes}


def _document(sentence: model.SummarySentence, known: dict[str, Document]) -> Document:
    place = sentence.citation
    address = {
        "document": place.document,
        "start": place.start,
        "end": place.end,
        "also_in": _ids(sentence.support),
        "contradicted_by": _ids(sentence.conflicts),
    }
    meta = {**known[place.document].meta, "multisumm": address}
    return Document(content=sentence.text, meta=meta, score=sentence.score)


def _ids(found: Iterable[model.Support | model.Conflict]) -> list[str]:
    return [*dict.fromkeys(one.citation.document for one in found)]
