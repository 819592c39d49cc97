"""Parts that the records of summaries and of comparisons have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from multisumm.model import (
    Citation,
    ComparedSentence,
    ComparedStatement,
    Document,
    FileFate,
    Headline,
    Source,
    Span,
)

SourcesById = Mapping[str, Source]
"""Id of a document -> its source."""


def citation_record(citation: Citation, sources: SourcesById) -> dict[str, object]:
    """Return an address as a part of a record, with its page if the document has pages."""
    source = sources.get(citation.document)
    page = source.page(citation.start) if source else None
    address = {"document": citation.document, "start": citation.start, "end": citation.end}
    return {**address, "page": page} if page else address


def known_source_record(source: Source) -> dict[str, object]:
    """Return the record of a known document, and the beginning of that of any document."""
    return {
        "id": source.id,
        "title": source.title,
        "date": source.date,
        "url": source.url,
        "sha256": source.sha256,
        "characters": source.characters,
    }


def source_record(source: Source) -> dict[str, object]:
    """Return the record of a document."""
    return {
        **known_source_record(source),
        "sentences": source.sentences,
        "dropped": span_records(source.dropped),
        "dropped_reasons": list(source.dropped_reasons),
        "site": source.site,
        "pages": list(source.pages),
        "family": source.family,
        "not_quotable": dict(source.not_quotable),
        **({"off_subject": True} if source.off_subject else {}),
        **file_entry(source),
    }


def file_entry(source: Document | Source) -> dict[str, object]:
    """Return the entry `file` of a document's record; nothing if it was read from none."""
    file = source.file
    if file is None:
        return {}
    return {
        "file": {
            "name": file.name,
            "bytes": file.bytes,
            "sha256": file.sha256,
            "reader": file.reader,
            "library": file.library,
            **({"created": source.created} if source.created else {}),
        }
    }


def headline_record(headline: Headline, sources: SourcesById) -> dict[str, object]:
    """Return the record of a headline: with its address, or with the field that has it."""
    text: dict[str, object] = {"text": headline.text}
    if headline.span is None:
        return {**text, "document": headline.document, "field": "title"}
    return {**text, **citation_record(Citation(headline.document, *headline.span), sources)}


def file_fate_record(file: FileFate) -> dict[str, str]:
    """Return the record of a file that was not read."""
    return {"name": file.name, "outcome": file.outcome, "reason": file.reason}


def span_records(spans: Sequence[Span]) -> list[list[int]]:
    """Return spans as lists of two numbers."""
    return [list(span) for span in spans]


def statement_record(statement: ComparedStatement, sources: SourcesById) -> dict[str, object]:
    """Return a statement as the object of its JSON.

    A summary has its disagreements in the same shape.
    """
    speaking = {cell.citation.document for cell in statement.cells}
    compared = {name for name, source in sources.items() if not source.off_subject}
    return {
        "text": statement.text,
        **citation_record(statement.citation, sources),
        "family": statement.family,
        "families": statement.families,
        "disagreement": statement.disagreement,
        "silent": len(compared - speaking),
        "cells": [_cell_record(cell, sources) for cell in statement.cells],
    }


def _cell_record(cell: ComparedSentence, sources: SourcesById) -> dict[str, object]:
    return {
        **citation_record(cell.citation, sources),
        "text": cell.text,
        "family": cell.family,
        "relation": cell.relation,
        "says_more": cell.says_more,
        "copy": cell.copy,
        "similarity": cell.similarity,
        "time": cell.time,
        "differs_in": cell.differs_in,
        "about": cell.about,
        "here": span_records(cell.here),
        "there": span_records(cell.there),
        "against": {**citation_record(cell.against, sources), "text": cell.against_text},
    }
