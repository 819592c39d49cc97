"""A summary as JSON, of the schema `multisumm-summary/1`."""

from __future__ import annotations

from collections.abc import Mapping

from multisumm.escaping import safe_json
from multisumm.model import Citation, Source, SummaryData, SummarySentence
from multisumm.rendering.labels import sources_by_id

SUMMARY_SCHEMA = "multisumm-summary/1"
"""Name of the JSON's shape; another shape gets another number."""


def render_json(summary: SummaryData) -> str:
    """Return the object of the schema `multisumm-summary/1`, indented by two spaces."""
    return safe_json(summary_record(summary), indent=2) + "\n"


def summary_record(summary: SummaryData) -> dict[str, object]:
    """Return a summary as the object of its JSON; the keys always have the same order.

    An address has a `page`, from 1, if its document has pages.
    """
    sources = sources_by_id(summary)
    return {
        "schema": SUMMARY_SCHEMA,
        "summary": summary.text,
        "sentences": [_sentence_record(sentence, sources) for sentence in summary.sentences],
        "documents": [_source_record(source) for source in summary.documents],
        "budget": {
            "unit": summary.budget.unit,
            "limit": summary.budget.limit,
            "used": summary.budget.used,
        },
        "settings": dict(summary.settings),
        "warnings": list(summary.warnings),
    }


def _sentence_record(sentence: SummarySentence, sources: Mapping[str, Source]) -> dict[str, object]:
    return {
        "text": sentence.text,
        **_citation_record(sentence.citation, sources),
        "score": float(f"{sentence.score:.6g}"),  # the last digits differ between machines
        "support": [
            {
                **_citation_record(support.citation, sources),
                "text": support.text,
                "similarity": support.similarity,
            }
            for support in sentence.support
        ],
        "conflicts": [
            {
                **_citation_record(conflict.citation, sources),
                "text": conflict.text,
                "about": conflict.about,
            }
            for conflict in sentence.conflicts
        ],
    }


def _citation_record(citation: Citation, sources: Mapping[str, Source]) -> dict[str, object]:
    source = sources.get(citation.document)
    page = source.page(citation.start) if source else None
    address = {"document": citation.document, "start": citation.start, "end": citation.end}
    return {**address, "page": page} if page else address


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
