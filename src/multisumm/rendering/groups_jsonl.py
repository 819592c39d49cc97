"""Groups of documents as JSON lines: clusters that can be read again."""

from __future__ import annotations

from collections.abc import Sequence

from multisumm.escaping import safe_json
from multisumm.model import Document, DocumentGroup, Neighbour


def render_groups(groups: Sequence[DocumentGroup]) -> str:
    """Return a line for each group, in order."""
    return "".join(f"{safe_json(_group_record(group))}\n" for group in groups)


def _group_record(group: DocumentGroup) -> dict[str, object]:
    documents = [
        {
            **_document_entry(document),
            **(
                {"several": list(group.several[document.id])}
                if document.id in group.several
                else {}
            ),
            "neighbours": [_neighbour_record(neighbour) for neighbour in neighbours],
        }
        for document, neighbours in zip(group.documents, group.neighbours, strict=True)
    ]
    return {"id": group.id, "families": group.families, "documents": documents}


def _document_entry(document: Document) -> dict[str, object]:
    known = {
        "title": document.title,
        "date": document.date,
        "url": document.url,
        "site": document.site,
        "pages": list(document.pages) or None,
    }
    entry = {name: value for name, value in known.items() if value is not None}
    return {"id": document.id, **entry, "text": document.text}


def _neighbour_record(neighbour: Neighbour) -> dict[str, object]:
    return {
        "document": neighbour.document,
        "likeness": round(neighbour.likeness, 3),
        "probability": round(neighbour.probability, 3),
        "words": list(neighbour.words),
    }
