"""What the reader knows already -> documents: documents, texts, and summaries with their quotes."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from multisumm.documents import ReadDocuments, cleaned_documents
from multisumm.errors import InputError, NothingToSummarize
from multisumm.model import (
    DIGEST_SCHEMA,
    FIRST_SUMMARY_SCHEMA,
    SUMMARY_SCHEMA,
    DigestData,
    Document,
    Documents,
    SummaryData,
)

Known = Documents | SummaryData | DigestData | Mapping[str, Any] | str
"""What can be given as known: documents, a summary or a digest, the JSON of one of them as an
object or as text, or a text."""

SCHEMAS = (FIRST_SUMMARY_SCHEMA, SUMMARY_SCHEMA)
"""The schemas of summaries that are read."""

BESIDE = ("support", "conflicts", "updates", "similar", "known")
"""The lists of what stands beside a sentence of a summary."""

_Place = tuple[bool, str]
"""Whether a document was known already when the summary was made, and its id: the ids of known
documents are a set by themselves."""


def known_documents(known: Known) -> list[Document]:
    """Return what the reader knows as documents, without those that have no text.

    Of a summary, the quotes and the sentences listed with them are known: one document for each of
    its sources and for each document that was known when it was made, with its date. So they are of
    a digest, by the summaries of its subjects together.

    Raises:
        InputError: It is none of these, two documents have the same id, or there is no quote in a
            summary in JSON.
    """
    if isinstance(known, str):
        record = summary_in(known)
        return _cleaned([known]) if record is None else known_documents(record)
    if isinstance(known, SummaryData):
        return _cleaned(_documents_of_summaries([known]))
    if isinstance(known, DigestData):
        return _cleaned(_documents_of_summaries([one.summary for one in known.subjects]))
    if isinstance(known, Mapping):
        documents = _cleaned(_documents_of_record(known))
        if not documents:
            raise InputError("known: there is no quote in this summary; it is damaged")
        return documents
    return _cleaned(known)


def with_quotes_of(
    documents: ReadDocuments, summaries: Sequence[tuple[str, Mapping[str, Any]]]
) -> ReadDocuments:
    """Return known documents followed by what summaries quote, with warnings about the former.

    Args:
        documents: The documents, with warnings.
        summaries: Names of files with the summary or digest in each. The name comes before the id
            of a source whose id is there already.

    Raises:
        InputError: There is no quote in a summary.
    """
    known = {document.id: document for document in documents}
    for name, record in summaries:
        for document in known_documents(record):
            own = _free(document.id, known, name)
            known[own] = replace(document, id=own)
    warnings = [f"known: {line}" for line in documents.warnings]
    return ReadDocuments(known.values(), warnings=warnings)


def _free(name: str, taken: Container[str], prefix: str) -> str:
    """Return a name that is not taken: with the prefix before it, if need be several times."""
    while name in taken:
        name = f"{prefix}: {name}"
    return name


def summary_in(text: str) -> Mapping[str, Any] | None:
    """Return the summary or digest that a text is as JSON, or None if it is something else."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return (
        record
        if isinstance(record, dict) and record.get("schema") in (*SCHEMAS, DIGEST_SCHEMA)
        else None
    )


def _cleaned(documents: Documents) -> list[Document]:
    try:
        return [*cleaned_documents(documents).documents]
    except NothingToSummarize:
        return []


def _documents_of_summaries(summaries: Sequence[SummaryData]) -> list[Document]:
    quotes: list[tuple[_Place, str]] = []
    dates: list[tuple[_Place, str | None]] = []
    for summary in summaries:
        dates += [((False, source.id), source.date) for source in summary.documents]
        dates += [((True, source.id), source.date) for source in summary.known]
        for sentence in summary.sentences:
            quotes.append(((False, sentence.citation.document), sentence.text))
            for key in BESIDE:
                quotes += [
                    ((key == "known", one.citation.document), one.text)
                    for one in getattr(sentence, key)
                ]
    return _documents(quotes, dates)


def _documents_of_record(record: Mapping[str, Any]) -> list[Document]:
    """Return the documents of a summary or a digest in JSON, of a damaged one as far as it goes."""
    if record.get("schema") == DIGEST_SCHEMA:
        subjects = _objects(record, "subjects")
        summaries = [one["summary"] for one in subjects if isinstance(one.get("summary"), dict)]
    else:
        summaries = [record]
    if not all(summary.get("schema") in SCHEMAS for summary in summaries):
        raise InputError(f"known: this object is no summary of the schema {SCHEMAS[-1]}")
    dates = [
        ((key == "known", source["id"]), source.get("date"))
        for summary in summaries
        for key in ("documents", "known")
        for source in _objects(summary, key)
        if isinstance(source.get("id"), str) and isinstance(source.get("date"), str | None)
    ]
    quotes = [
        ((is_known, one["document"]), one["text"])
        for summary in summaries
        for sentence in _objects(summary, "sentences")
        for is_known, one in ((False, sentence), *_beside(sentence))
        if isinstance(one.get("document"), str) and isinstance(one.get("text"), str)
    ]
    return _documents(quotes, dates)


def _beside(sentence: Mapping[str, Any]) -> Iterator[tuple[bool, Mapping[str, Any]]]:
    """Yield what stands beside a sentence in JSON, and whether it is of a known document."""
    for key in BESIDE:
        yield from ((key == "known", one) for one in _objects(sentence, key))


def _objects(record: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    values = record.get(key)
    if isinstance(values, list):
        yield from (value for value in values if isinstance(value, dict))


def _documents(
    quotes: Iterable[tuple[_Place, str]], dates: Iterable[tuple[_Place, str | None]]
) -> list[Document]:
    """Return a document for each document of quotes, a paragraph for each distinct quote.

    `known: ` comes before the id of a known document if another one has its id.
    """
    texts: dict[_Place, dict[str, None]] = {}
    for place, text in quotes:
        texts.setdefault(place, {})[" ".join(text.split())] = None
    days = {place: date for place, date in dates if date}
    found: dict[str, Document] = {}
    for is_known in (False, True):
        for place, own in texts.items():
            if place[0] == is_known:
                name = _free(place[1], found, "known")
                found[name] = Document(name, "\n\n".join(own), date=days.get(place))
    return [*found.values()]
