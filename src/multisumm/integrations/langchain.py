"""A document compressor for LangChain: documents in, the sentences of one summary out.

compressor = SummaryCompressor(words=200)
retriever = ContextualCompressionRetriever(base_compressor=compressor, base_retriever=...)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

try:
    from langchain_core.callbacks import Callbacks
    from langchain_core.documents import BaseDocumentCompressor, Document
    from pydantic import ConfigDict, ValidationError
except ImportError:
    raise ImportError("to use this with LangChain, run: pip install langchain-core") from None

from multisumm import model
from multisumm.errors import OptionError
from multisumm.integrations.summarizing import check_documents, describe_quote, summarize_if_any


class SummaryCompressor(BaseDocumentCompressor):
    """Compresses all documents to the sentences of one summary that answers the query.

    Each sentence becomes a document with the metadata of the document that it is quoted from, and
    `multisumm`: a dict with `document` (index of that document), `start` and `end` (offsets in its
    text, in characters), `family` (number of its family of documents that share their text),
    `families` (number of families that say it), `relevance` (to the query, above 0 and up to 1),
    `query_words` (the words of the query that it has), and the indices of the documents that relate
    to it, in order: `also_in`, `says_part`, `contradicted_by`, `earlier`, `updated_by` (later),
    `another_time` and `similar`.

    Attributes:
        words: Limit in words; None if `options` has another budget.
        method: How sentences are chosen: one of the methods of `multisumm.summarize`.
        options: Further arguments of `multisumm.summarize`, which win over all others: with
            `{"query": None}`, the summary is the same whatever is asked.
    """

    model_config = ConfigDict(extra="forbid")

    words: int | None = 250
    method: str = "coverage"
    options: Mapping[str, Any] = {}

    def __init__(self, **fields: Any) -> None:
        """Make a compressor.

        Raises:
            OptionError: A field is not known or has a wrong type.
        """
        try:
            super().__init__(**fields)
        except ValidationError as error:
            first = error.errors()[0]
            name, reason = first["loc"][0], first["msg"]
            raise OptionError(f"option {name!r}: {reason[:1].lower()}{reason[1:]}") from None

    def compress_documents(
        self, documents: Sequence[Document], query: str, callbacks: Callbacks | None = None
    ) -> Sequence[Document]:
        """Return the sentences of the summary in reading order.

        There are none if there is no text, or none that is relevant to the query.

        Args:
            documents: What to summarise.
            query: What the summary should answer. If it is empty or has only function words, the
                summary is of all that the documents say, and the metadata have no relevance.
            callbacks: Not used.

        Raises:
            InputError: `documents` is not a list of documents.
            OptionError: An option is not known or has no meaning.
        """
        given = check_documents(documents, Document)
        summary = summarize_if_any(
            [model.Document(str(n), document.page_content) for n, document in enumerate(given)],
            query=query,
            words=self.words,
            method=self.method,
            options=self.options,
        )
        return [_as_document(sentence, given) for sentence in summary.sentences] if summary else []


def _as_document(sentence: model.SummarySentence, documents: Sequence[Document]) -> Document:
    quoted = documents[int(sentence.citation.document)]
    metadata = {**quoted.metadata, "multisumm": describe_quote(sentence, int)}
    return Document(page_content=sentence.text, metadata=metadata)
