"""A component for Haystack pipelines: documents in, the sentences of one summary out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

try:
    from haystack import Document, component
except ImportError:
    raise ImportError("to use this with Haystack, run: pip install haystack-ai") from None

from multisumm import model
from multisumm.errors import InputError
from multisumm.integrations.summarizing import check_documents, describe_quote, summarize_if_any
from multisumm.messages import brief_repr


@component
class MultiDocumentSummarizer:
    """Gives the text of one summary of all documents, and a document for each of its sentences.

    Each of these has the `meta` of the document that it is quoted from, and `multisumm`: a dict
    with `document` (id of that document), `start` and `end` (offsets in its content, in
    characters), `family` (number of its family of documents that share their text), `families`
    (number of families that say it), `relevance` and `query_words` (if there is a query: how
    relevant it is, above 0 and up to 1, and the words of the query that it has), and the ids of the
    documents that relate to it, in order: `also_in`, `says_part`, `contradicted_by`, `earlier`,
    `updated_by` (later), `another_time` and `similar`.
    """

    def __init__(
        self,
        words: int | None = 250,
        method: str = "coverage",
        options: dict[str, Any] | None = None,
    ) -> None:
        """Make a component.

        Args:
            words: Limit in words; None if `options` has another budget.
            method: How sentences are chosen: one of the methods of `multisumm.summarize`.
            options: Further arguments of `multisumm.summarize`, which win over all others: with
                `{"query": None}`, the summary is the same whatever is asked.
        """
        self.words = words
        self.method = method
        self.options = options

    @component.output_types(summary=str, documents=list[Document])
    def run(self, documents: list[Document], query: str | None = None) -> dict[str, Any]:
        """Return the summary of all documents that have text.

        It is empty if none has text, or none that is relevant to the query.

        Args:
            documents: What to summarise.
            query: What the summary should answer; None for a summary of all that they say, as for a
                query that is empty or has only function words.

        Returns:
            `summary`, its text, and `documents`, its sentences in reading order.

        Raises:
            InputError: `documents` is not a list of documents, or two of them have one id and not
                the same content.
            OptionError: An option is not known or has no meaning.
        """
        given = check_documents(documents, Document)
        by_id = _by_id([document for document in given if document.content])
        summary = summarize_if_any(
            [model.Document(name, document.content) for name, document in by_id.items()],
            query=query,
            words=self.words,
            method=self.method,
            options=self.options,
        )
        if summary is None:
            return {"summary": "", "documents": []}
        quotes = [_as_document(sentence, by_id) for sentence in summary.sentences]
        return {"summary": summary.text, "documents": quotes}


def _by_id(documents: Sequence[Document]) -> dict[str, Document]:
    """Return documents by their ids, one that is given twice once."""
    by_id: dict[str, Document] = {}
    for document in documents:
        if by_id.setdefault(document.id, document).content != document.content:
            raise InputError(f"two documents have the id {brief_repr(document.id)}")
    return by_id


def _as_document(sentence: model.SummarySentence, documents: Mapping[str, Document]) -> Document:
    meta = {
        **documents[sentence.citation.document].meta,
        "multisumm": describe_quote(sentence, str),
    }
    return Document(content=sentence.text, meta=meta, score=sentence.score)
