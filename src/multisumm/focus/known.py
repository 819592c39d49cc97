"""What the reader knows already -> documents: documents, texts, and summaries with their quotes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from multisumm.documents import ReadDocuments, cleaned_documents
from multisumm.errors import InputError, NothingToSummarize
from multisumm.model import DigestData, Document, Documents, SummaryData

Known = Documents | SummaryData | DigestData | Mapping[str, Any] | str
"""What can be given as known: documents, a summary or a digest, the JSON of one of them as an
object or as text, or a text."""

SCHEMAS = ("multisumm-summary/1", "multisumm-summary/2")
"""The schemas of summaries that are read."""

DIGESTS = ("multisumm-digest/1",)
"""The schemas of digests that are read: each subject has a summary."""

BESIDE = ("support", "conflicts", "updates", "similar", "known")
"""The lists of what stands beside a sentence of a summary."""


def known_documents(known: Known) -> list[Document]:
    """Return what the reader knows as documents, without those that have no text.

    Of a summary, the quotes and the sentences listed with them are known: one document for each of
    its sources, with its date. So they are of each summary in a digest.

    Raises:
        InputError: It is none of these, two documents have the same id, or there is no quote in a
            summary in JSON.
    """
    if isinstance(known, str):
        record = summary_in(known)
        return _cleaned([known]) if record is None else known_documents(record)
    if isinstance(known, SummaryData):
        return _cleaned(_documents_of_summary(known))
    if isinstance(known, DigestData):
        return _cleaned(
            [one for subject in known.subjects for one in _documents_of_summary(subject.summary)]
        )
    if isinstance(known, Mapping):
        documents = _cleaned(_documents_of_record(known))
        if not documents:
            raise InputError("known: there is no quote in this summary; it is damaged")
        return documents
    return _cleaned(known)


def with_quotes_of(
    documents: ReadDocuments, summaries: Mapping[str, Mapping[str, Any]]
) -> ReadDocuments:
    """Return known documents followed by what summaries quote, with warnings about the former.

    Args:
        documents: The documents, with warnings.
        summaries: Name of a file -> the summary or digest in it. The name comes before the id of a
            source whose id is there already.

    Raises:
        InputError: There is no quote in a summary.
    """
    known = {document.id: document for document in documents}
    for name, record in summaries.items():
        for document in known_documents(record):
            own = document.id if document.id not in known else f"{name}: {document.id}"
            known[own] = replace(document, id=own)
    warnings = [f"known: {line}" for line in documents.warnings]
    return ReadDocuments(known.values(), warnings=warnings)


def summary_in(text: str) -> Mapping[str, Any] | None:
    """Return the summary or digest that a text is as JSON, or None if it is something else."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return None
    schemas = (*SCHEMAS, *DIGESTS)
    return record if isinstance(record, dict) and record.get("schema") in schemas else None


def _cleaned(documents: Documents) -> list[Document]:
    try:
        return [*cleaned_documents(documents).documents]
    except NothingToSummarize:
        return []


def _documents_of_summary(summary: SummaryData) -> list[Document]:
    quotes = []
    for sentence in summary.sentences:
        quotes.append((sentence.citation.document, sentence.text))
        for beside in BESIDE:
            quotes += [(one.citation.document, one.text) for one in getattr(sentence, beside)]
    return _documents(quotes, {source.id: source.date for source in summary.documents})


def _documents_of_record(record: Mapping[str, Any]) -> list[Document]:
    """Return the documents of a summary or a digest in JSON, of a damaged one as far as it goes."""
    if record.get("schema") in DIGESTS:
        subjects = _objects(record, "subjects")
        summaries = [one["summary"] for one in subjects if isinstance(one.get("summary"), dict)]
        return [document for summary in summaries for document in _documents_of_record(summary)]
    if record.get("schema") not in SCHEMAS:
        raise InputError(f"known: this object is no summary of the schema {SCHEMAS[-1]}")
    dates = {
        source["id"]: source.get("date")
        for source in _objects(record, "documents")
        if isinstance(source.get("id"), str) and isinstance(source.get("date"), str | None)
    }
    quotes = [
        (one["document"], one["text"])
        for sentence in _objects(record, "sentences")
        for one in (sentence, *chain.from_iterable(_objects(sentence, key) for key in BESIDE))
        if isinstance(one.get("document"), str) and isinstance(one.get("text"), str)
    ]
    return _documents(quotes, dates)


def _objects(record: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    values = record.get(key)
    if isinstance(values, list):
        yield from (value for value in values if isinstance(value, dict))


def _documents(
    quotes: Sequence[tuple[str, str]], dates: Mapping[str, str | None]
) -> list[Document]:
    """Return a document for each source of quotes, a paragraph for each distinct quote."""
    texts: dict[str, dict[str, None]] = {}
    for document, text in quotes:
        texts.setdefault(document, {})[" ".join(text.split())] = None
    return [Document(name, "\n\n".join(own), date=dates.get(name)) for name, own in texts.items()]
