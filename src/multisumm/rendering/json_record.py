"""A summary as JSON, of the schema `multisumm-summary/2`.

`data/schemas/multisumm-summary-2.json` describes it; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence

from multisumm.escaping import safe_json
from multisumm.model import (
    SUMMARY_SCHEMA,
    Conflict,
    KnownSentence,
    QueryReport,
    Similar,
    SummaryData,
    SummarySentence,
    Support,
    TimelineEntry,
    Update,
)
from multisumm.rendering.explanations import explanation_record
from multisumm.rendering.labels import sources_by_id
from multisumm.rendering.record_parts import (
    SourcesById,
    citation_record,
    file_fate_record,
    headline_record,
    known_source_record,
    source_record,
    span_records,
    statement_record,
)


def render_json(summary: SummaryData) -> str:
    """Return the object of the schema `multisumm-summary/2`, indented by two spaces."""
    return safe_json(summary_record(summary), indent=2) + "\n"


def summary_record(summary: SummaryData) -> dict[str, object]:
    """Return a summary as the object of its JSON; the keys always have the same order.

    An address has a `page`, from 1, if its document has pages.
    """
    sources = sources_by_id(summary)
    return {
        "schema": SUMMARY_SCHEMA,
        **({"headline": headline_record(summary.headline, sources)} if summary.headline else {}),
        "summary": summary.text,
        "sentences": [_sentence_record(sentence, sources) for sentence in summary.sentences],
        "disagreements": [statement_record(one, sources) for one in summary.disagreements],
        "documents": [source_record(source) for source in summary.documents],
        "budget": {
            "unit": summary.budget.unit,
            "limit": summary.budget.limit,
            "used": summary.budget.used,
        },
        "settings": dict(summary.settings),
        "warnings": list(summary.warnings),
        **query_entry(summary.query),
        **({"known": [*map(known_source_record, summary.known)]} if summary.known else {}),
        **(
            {"files_not_read": [*map(file_fate_record, summary.files_not_read)]}
            if summary.files_not_read
            else {}
        ),
        **({"timeline": _timeline_records(summary.timeline)} if summary.timeline else {}),
        **(
            {"explanations": [explanation_record(one, sources) for one in summary.explanations]}
            if summary.explanations
            else {}
        ),
    }


def _timeline_records(timeline: Sequence[TimelineEntry]) -> list[dict[str, object]]:
    """Return the entries of a timeline; `sentence` is the index, from 0, in `sentences`."""
    return [
        {
            "date": entry.date,
            "precision": entry.precision,
            "dated_by": entry.dated_by,
            "sentence": number,
        }
        for number, entry in enumerate(timeline)
    ]


def query_entry(query: QueryReport | None) -> dict[str, object]:
    """Return the entry `query` of a summary's record; nothing without a query."""
    if query is None:
        return {}
    record = {"text": query.text, "words": list(query.words), "missing": list(query.missing)}
    return {"query": record}


def _sentence_record(sentence: SummarySentence, sources: SourcesById) -> dict[str, object]:
    return {
        "text": sentence.text,
        **citation_record(sentence.citation, sources),
        "score": float(f"{sentence.score:.6g}"),  # the last digits differ between machines
        **_relevance_entries(sentence),
        **({"speaker": sentence.speaker} if sentence.speaker else {}),
        "trimmed": sentence.trimmed,
        "family": sentence.family,
        "families": sentence.families,
        "support": [_support_record(support, sources) for support in sentence.support],
        "conflicts": [_conflict_record(conflict, sources) for conflict in sentence.conflicts],
        "updates": [_update_record(update, sources) for update in sentence.updates],
        "similar": [_similar_record(similar, sources) for similar in sentence.similar],
        **({"known": [*map(_known_record, sentence.known)]} if sentence.known else {}),
    }


def _relevance_entries(sentence: SummarySentence) -> dict[str, object]:
    """Return what a sentence has to do with the query; nothing without a query."""
    if sentence.relevance is None:
        return {}
    return {
        "relevance": float(f"{sentence.relevance:.6g}"),
        "query_words": list(sentence.query_words),
    }


def _known_record(known: KnownSentence) -> dict[str, object]:
    return {
        **citation_record(known.citation, {}),
        "text": known.text,
        "relation": known.relation,
        "about": known.about,
        "differs_in": known.differs_in,
        "here": span_records(known.here),
        "there": span_records(known.there),
    }


def _quote_record(
    related: Support | Conflict | Update | Similar, sources: SourcesById
) -> dict[str, object]:
    return {
        **citation_record(related.citation, sources),
        "text": related.text,
        "family": related.family,
    }


def _support_record(support: Support, sources: SourcesById) -> dict[str, object]:
    return {
        **_quote_record(support, sources),
        "relation": support.relation,
        "says_more": support.says_more,
        "copy": support.copy,
        "similarity": support.similarity,
    }


def _conflict_record(conflict: Conflict, sources: SourcesById) -> dict[str, object]:
    return {**_quote_record(conflict, sources), **_difference_record(conflict)}


def _update_record(update: Update, sources: SourcesById) -> dict[str, object]:
    return {
        **_quote_record(update, sources),
        "time": update.time,
        "here_date": update.here_date,
        "there_date": update.there_date,
        **_difference_record(update),
    }


def _similar_record(similar: Similar, sources: SourcesById) -> dict[str, object]:
    return {
        **_quote_record(similar, sources),
        "similarity": similar.similarity,
        **_difference_record(similar),
    }


def _difference_record(other: Conflict | Update | Similar) -> dict[str, object]:
    return {
        "about": other.about,
        "differs_in": other.differs_in,
        "here": span_records(other.here),
        "there": span_records(other.there),
    }
