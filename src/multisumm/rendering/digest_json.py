"""A digest as JSON, of the schema `multisumm-digest/1`.

`data/schemas/multisumm-digest-1.json` describes it; a test holds the two together.
"""

from __future__ import annotations

from multisumm.escaping import safe_json
from multisumm.model import DIGEST_SCHEMA, DigestData, DigestSubject, Document
from multisumm.rendering.digest_labels import Dispute, disputes_of
from multisumm.rendering.json_record import summary_record
from multisumm.rendering.labels import sources_by_id
from multisumm.rendering.record_parts import SourcesById, citation_record, headline_record


def render_digest_json(digest: DigestData) -> str:
    """Return the object of the schema `multisumm-digest/1`, indented by two spaces."""
    return safe_json(digest_record(digest), indent=2) + "\n"


def digest_record(digest: DigestData) -> dict[str, object]:
    """Return a digest as the object of its JSON; the keys always have the same order."""
    return {
        "schema": DIGEST_SCHEMA,
        "subjects": [_subject_record(subject) for subject in digest.subjects],
        "alone": [_document_record(document) for document in digest.alone],
        "left_out": {
            "further": digest.further,
            "nothing_new": digest.nothing_new,
            "off_query": digest.off_query,
        },
        "settings": dict(digest.settings),
        "warnings": list(digest.warnings),
    }


def _subject_record(subject: DigestSubject) -> dict[str, object]:
    sources = sources_by_id(subject.summary)
    return {
        "id": subject.id,
        "headline": headline_record(subject.headline, sources),
        "families": subject.families,
        "day": subject.day,
        "disputes": [_dispute_record(one, sources) for one in disputes_of(subject.summary)],
        "summary": summary_record(subject.summary),
    }


def _dispute_record(dispute: Dispute, sources: SourcesById) -> dict[str, object]:
    return {
        "differs_in": dispute.words,
        "here": {**citation_record(dispute.here, sources), "text": dispute.here_text},
        "there": {**citation_record(dispute.there, sources), "text": dispute.there_text},
    }


def _document_record(document: Document) -> dict[str, object]:
    return {
        "id": document.id,
        "title": document.title,
        "date": document.date,
        "url": document.url,
        "site": document.site,
    }
