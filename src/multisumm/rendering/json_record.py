"""A summary as JSON."""

from __future__ import annotations

from multisumm.escaping import safe_json
from multisumm.model import (
    Citation,
    Source,
    SummaryData,
    SummarySentence,
)

SUMMARY_SCHEMA = "multisumm-summary/1"
"""Name of the shape of the JSON; another shape gets another number."""


def render_json(summary: SummaryData) -> str:
    """Return the object of the schema `multisumm-summary/1`, indented by two spaces."""
    return safe_json(to_record(summary), indent=2) + "\n"


def to_record(summary: SummaryData) -> dict[str, object]:
    """Return the summary in the shape of the JSON; keys always come in the same order.

    Addresses have a `page` where the document has pages.
    """
    known = {source.id: source for source in summary.documents}
    return {
        "schema": SUMMARY_SCHEMA,
        "summary": summary.text,
        "sentences": [_sentence_record(sentence, known) for sentence in summary.sentences],
        "documents": [_source_record(source) for source in summary.documents],
        "budget": {
            "unit": summary.budget.unit,
            "limit": summary.budget.limit,
            "used": summary.budget.used,
        },
        "settings": dict(summary.settings),
        "warnings": list(summary.warnings),
    }


def _sentence_record(sentence: SummarySentence, known: dict[str, Source]) -> dict[str, object]:
    return {
        "text": sentence.text,
        **_citation_record(sentence.citation, known),
        "score": float(f"{sentence.score:.6g}"),  # the last digits differ between machines
        "support": [
            {
                **_citation_record(one.citation, known),
                "text": one.text,
                "similarity": one.similarity,
            }
            for one in sentence.support
        ],
        "conflicts": [
            {**_citation_record(one.citation, known), "text": one.text, "about": one.about}
            for one in sentence.conflicts
        ],
    }


def _citation_record(citation: Citation, known: dict[str, Source]) -> dict[str, object]:
    page = _page(citation, known)
    address = {"document": citation.document, "start": citation.start, "end": citation.end}
    return {**address, "page": page} if page else address


def _page(citation: Citation, known: dict[str, Source]) -> int | None:
    source = known.get(citation.document)
    return source.page(citation.start) if source else None


def _source_record(source: Source) -> dict[str, object]:
    return {
        "id": source.id,
        "title": source.title,
        "date": source.date,
        "url": source.url,
        "sha256": source.sha256,
        "characters": source.characters,
        "sentences": source.sentences,
        "dropped": [list(span) for span in source.dropped],
        "site": source.site,
        "pages": list(source.pages),
    }
