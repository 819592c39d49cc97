"""A document compressor for LangChain: many documents in, the sentences of one summary out.

compressor = SummaryCompressor(words=200)
retriever = ContextualCompressionRetriever(base_compressor=compressor, base_retriever=...)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

try:
    from langchain_core.callbacks import Callbacks
    from langchain_core.documents import BaseDocumentCompressor, Document
except ImportError:
    raise ImportError("to use this with LangChain, run: pip install langchain-core") from None

from multisumm import model
from multisumm.errors import InputError, NothingToSummarize
from multisumm.options import SUMMARY_OPTIONS, check_names
from multisumm.pipeline import summarize


class SummaryCompressor(BaseDocumentCompressor):
    """Gives a document for each sentence of a summary of all documents, whatever the query.

    Its metadata are those of the document that is quoted, and `multisumm`: where the quote stands
    (`document` is the index of the document, `start` and `end` are offsets in its text), and the
    indices of those that say the same (`also_in`) and that contradict it (`contradicted_by`), in
    the order of the documents.

    Attributes:
        words: Upper limit in words; None if another limit is in `options`.
        method: How sentences are chosen.
        options: Further arguments of `multisumm.summarize`.
    """

    words: int | None = 250
    method: str = "coverage"
    options: Mapping[str, Any] = {}

    def compress_documents(
        self, documents: Sequence[Document], query: str, callbacks: Callbacks | None = None
    ) -> Sequence[Document]:
        """Return the sentences of the summary in reading order; none if there is no text."""
        if not isinstance(documents, Sequence) or isinstance(documents, str):
            raise InputError(f"a list of documents is expected, not {type(documents).__name__}")
        for number, document in enumerate(documents, start=1):
            if not isinstance(document, Document):
                kind = type(document).__name__
                raise InputError(f"document {number} is not a LangChain document, but {kind}")
        options = {"words": self.words, "method": self.method, **self.options}
        check_names(options, SUMMARY_OPTIONS)
        sources = [model.Document(str(n), each.page_content) for n, each in enumerate(documents)]
        try:
            summary = summarize(sources, **options)
        except NothingToSummarize:
            return []
        return [_document(sentence, documents) for sentence in summary.sentences]


def _document(sentence: model.SummarySentence, documents: Sequence[Document]) -> Document:
    place = sentence.citation
    address = {
        "document": int(place.document),
        "start": place.start,
        "end": place.end,
        "also_in": _indices(sentence.support),
        "contradicted_by": _indices(sentence.conflicts),
    }
    metadata = {**documents[int(place.document)].metadata, "multisumm": address}
    return Document(page_content=sentence.text, metadata=metadata)


def _indices(found: Iterable[model.Support | model.Conflict]) -> list[int]:
    return [*dict.fromkeys(int(one.citation.document) for one in found)]
