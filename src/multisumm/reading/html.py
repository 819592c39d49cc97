"""Web pages: the article of the page, by trafilatura."""

from __future__ import annotations

import re

from multisumm.decoding import decode
from multisumm.errors import InputError
from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.extras import explained, load
from multisumm.wording import shown

MOST_TAGS = 100_000
"""A page with more tags is refused: some ten times more than the longest articles have."""

_DECLARATION = re.compile(
    rb"<(?:\?xml|meta)[^>]{0,500}?(?:encoding|charset)\s*=\s*[\"']?([\w.:-]+)"
)
_XML = re.compile(r"\A\s*<\?xml[^>]*>")

# Dates come from what the page says of itself, not from days that occur in it; and what counts as
# a date does not depend on today.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-12-31"}


def read_html(payload: Payload) -> Content:
    """Return the one document of a web page.

    Its text is the main text as trafilatura has it, without comments of readers: a line for each
    paragraph, heading (also the title, where it stands above the article), item of a list (behind
    `- `) and row of a table (cells between `|`).

    Raises:
        InputError: There is no article in it, it has too many tags, or trafilatura is missing.
    """
    trafilatura = load("trafilatura", extra="html", name=payload.name)
    markup, notes = decode(payload.data, payload.name, declared=declared_encoding(payload))
    if markup.count("<") > MOST_TAGS:
        raise InputError(f"{shown(payload.name)}: more than {MOST_TAGS} tags in this page")
    with explained(payload.name, "HTML"):
        found = trafilatura.bare_extraction(
            _XML.sub("", markup.replace("\0", "\ufffd")),
            url=payload.url,
            with_metadata=True,
            include_comments=False,
            date_extraction_params=_DATES,
        )
    if found is None or not (found.text or "").strip():
        raise InputError(f"{shown(payload.name)}: no article in this page")
    document = Document(
        "",
        found.text,
        title=found.title or None,
        date=found.date or None,
        url=payload.url or found.url or None,
        site=found.sitename or None,
        kind="html",
    )
    return Content((document,), notes)


def declared_encoding(payload: Payload) -> str | None:
    """Return the encoding that a page or an XML file declares, or else who sent it."""
    found = _DECLARATION.search(payload.data[:4096].lower())
    return payload.charset or (found[1].decode("ascii") if found else None)
