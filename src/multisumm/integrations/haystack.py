"""A component for Haystack pipelines: documents in, the sentences of one summary out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

try:
    from haystack import Document, component
except ImportError:
    raise ImportError("to use this with Haystack, run: pip install haystack-ai") from None

from multisumm import model
from multisumm.errors import InputError, NothingToSummarize
from multisumm.options import SUMMARY_OPTIONS, check_names
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
            words: Upper limit in words; None if another limit is in `options`.
            method: How sentences are chosen.
            options: Further arguments of `multisumm.summarize`.
        """
        self.words = words
        self.method = method
        self.options = options

    @component.output_types(summary=str, documents=list[Document])
    def run(self, documents: list[Document]) -> dict[str, Any]:
        """Summarise all documents that have text; without any, the summary is empty."""
        if not isinstance(documents, list):
            raise InputError(f"a list of documents is expected, not {type(documents).__name__}")
        for number, document in enumerate(documents, start=1):
            if not isinstance(document, Document):
                kind = type(document).__name__
                raise InputError(f"document {number} is not a Haystack document, but {kind}")
        check_names(self.options or {}, SUMMARY_OPTIONS)
        options = {"words": self.words, "method": self.method, **(self.options or {})}
        by_id = {document.id: document for document in documents if document.content}
        sources = [model.Document(name, each.content) for name, each in by_id.items()]
        try:
            summary = summarize(sources, **options)
        except NothingToSummarize:
            return {"summary": "", "documents": []}
        quotes = [_document(sentence, by_id) for sentence in summary.sentences]
        return {"summary": summary.text, "documents": quotes}


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
