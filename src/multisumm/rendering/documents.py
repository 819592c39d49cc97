"""Documents that were read, as text or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from multisumm.escaping import one_line, safe_json
from multisumm.model import Document
from multisumm.rendering.record_parts import file_entry


def render_texts(documents: Sequence[Document]) -> str:
    """Return the texts of documents: one text exactly, several each after a line with the id.

    Nothing is escaped, so that offsets count from the text's first character. JSON is safe to show
    on a terminal.
    """
    if len(documents) == 1:
        return documents[0].text
    return "\n".join(
        f"==> {one_line(document.id)} <==\n{document.text.rstrip()}\n" for document in documents
    )


def render_documents(documents: Sequence[Document]) -> str:
    """Return documents as JSON, a cluster that can be read again, indented by two spaces."""
    records = [_document_record(document) for document in documents]
    return safe_json({"documents": records}, indent=2) + "\n"


def _document_record(document: Document) -> dict[str, object]:
    return {
        "id": document.id,
        "title": document.title,
        "date": document.date,
        "site": document.site,
        "url": document.url,
        "kind": document.kind,
        "pages": list(document.pages),
        "characters": len(document.text),
        "sha256": sha256(document.text.encode()).hexdigest(),
        **file_entry(document),
        "text": document.text,
    }
