"""Articles of journals in XML: JATS, as publishers and PubMed Central hand them out (`.nxml`)."""

from __future__ import annotations

from typing import Any

from multisumm.documents import with_distinct_ids
from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.formats.extras import damage_as_input_error
from multisumm.reading.formats.xml_text import (
    Vocabulary,
    first_text,
    local_name,
    named,
    paragraphs,
    parse_xml,
)
from multisumm.reading.stated_dates import publication_day

_BLOCKS = frozenset([
    "p", "title", "sec", "abstract", "list", "list-item", "disp-quote", "def-item", "def",
    "boxed-text", "verse-line", "attrib", "statement", "speech", "speaker", "body", "ack",
])  # fmt: skip
_LEFT_OUT = frozenset([
    "fig", "fig-group", "table-wrap", "table-wrap-group", "table-wrap-foot", "table",
    "disp-formula", "disp-formula-group", "tex-math", "fn", "fn-group", "ref-list",
    "supplementary-material", "media", "graphic", "inline-graphic", "object-id", "label",
    "sec-meta", "alt-text", "long-desc", "code", "preformat", "permissions", "back",
    "sub-article", "response",
])  # fmt: skip
ARTICLE = Vocabulary(_BLOCKS, _LEFT_OUT, characters={"break": "\n"})
"""What of an article is text: figures, tables, formulas on a line, notes and references are not."""

_LEFT_OUT_ABSTRACTS = ("graphical", "toc", "teaser", "key-points")


def read_jats(payload: Payload) -> Content:
    """Return the article of a file of JATS, or each article of a set.

    Its text is the abstract and the body, a paragraph or heading each with a blank line between
    two. The title, the date of publication and the journal (as the site) are those that the file
    states; the address is that of its DOI.

    Raises:
        InputError: The file is damaged, too large, or has no article with text.
    """
    with damage_as_input_error(payload.name, "XML"):
        root = parse_xml(payload.data, payload)
        articles = [root] if local_name(root) == "article" else list(named(root, "article"))
        documents = [_document(article, payload) for article in articles]
    read = [document for document in documents if document.text]
    if not read:
        raise payload.error("no article with text in this XML")
    if len(documents) == 1:
        return Content((read[0],))
    missing = len(documents) - len(read)
    notes = (f"{missing} of {len(documents)} articles have no text",) if missing else ()
    numbered = (
        document if document.url is None else _with_id(document, document.url) for document in read
    )
    return Content(with_distinct_ids(_with_id(one, one.id or "article") for one in numbered), notes)


def _with_id(document: Document, name: str) -> Document:
    return Document(
        name, document.text, document.title, document.date, document.url, document.site, "jats"
    )


def _document(article: Any, payload: Payload) -> Document:
    front = next(named(article, "front"), article)
    abstracts = (
        abstract
        for abstract in named(front, "abstract")
        if abstract.get("abstract-type", "") not in _LEFT_OUT_ABSTRACTS
    )
    bodies = (child for child in article if local_name(child) == "body")
    texts = [text for part in (*abstracts, *bodies) for text in paragraphs(part, ARTICLE)]
    title = next(named(front, "article-title"), None)
    titles = paragraphs(title, ARTICLE) if title is not None else []
    doi = next(
        (
            (one.text or "").strip()
            for one in named(front, "article-id")
            if one.get("pub-id-type", "") == "doi"
        ),
        "",
    )
    dates = (
        [first_text(date, name) or "" for name in ("year", "month", "day")]
        for date in named(front, "pub-date")
    )
    return Document(
        "",
        "\n\n".join(texts),
        title=" ".join(" ".join(titles).split()) or None,
        date=publication_day(dates),
        url=payload.url or (f"https://doi.org/{doi}" if doi else None),
        site=first_text(front, "journal-title"),
        kind="jats",
    )
