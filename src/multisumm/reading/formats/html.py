"""Web pages: the article of the page, by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from multisumm.errors import InputError
from multisumm.messages import printable
from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.decoding import decode
from multisumm.reading.formats.extras import explained, load

MAX_TAGS = 100_000
"""A page with more tags is refused: some ten times more than the longest articles have."""

MAX_ATTRIBUTES = 1000
"""A page with more in one tag is refused: the time to parse them grows with their square."""

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
        InputError: There is no article in it, it has too many tags, or one with too many
            attributes; or trafilatura is missing.
    """
    trafilatura = load("trafilatura", name=payload.name)
    etree = load("lxml.etree", name=payload.name)
    markup, notes = decode(payload.data, payload.name, declared=declared_encoding(payload))
    if markup.count("<") > MAX_TAGS:
        raise InputError(f"{printable(payload.name)}: more than {MAX_TAGS} tags in this page")
    markup = _XML.sub("", markup.replace("\0", "\ufffd"))
    with explained(payload.name, "HTML"):
        if _most_attributes(markup, etree) > MAX_ATTRIBUTES:
            what = f"more than {MAX_ATTRIBUTES} attributes in one tag of this page"
            raise InputError(f"{printable(payload.name)}: {what}")
        found = trafilatura.bare_extraction(
            markup,
            url=payload.url,
            with_metadata=True,
            include_comments=False,
            date_extraction_params=_DATES,
        )
    if found is None or not (found.text or "").strip():
        raise InputError(f"{printable(payload.name)}: no article in this page")
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


class _Counter:
    """What a parser tells of tags, without building a tree: the largest number of attributes."""

    most = 0

    def start(self, _: str, attributes: Mapping[str, str]) -> None:
        self.most = max(self.most, len(attributes))

    def close(self) -> None:
        """Nothing is left to do."""


def _most_attributes(markup: str, etree: Any) -> int:
    """Return how many attributes the tag with most of them has, in linear time."""
    counter = _Counter()
    parser = etree.HTMLParser(target=counter, huge_tree=True)
    with suppress(etree.LxmlError):  # an empty page, which trafilatura tells of
        parser.feed(markup)
        parser.close()
    return counter.most


def declared_encoding(payload: Payload) -> str | None:
    """Return the encoding that a page or an XML file declares, or else who sent it."""
    found = _DECLARATION.search(payload.data[:4096].lower())
    return payload.charset or (found[1].decode("ascii") if found else None)
