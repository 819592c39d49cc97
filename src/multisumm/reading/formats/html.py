"""Web pages: the article of the page, by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.decoding import decode
from multisumm.reading.formats.extras import damage_as_input_error, import_parser

MAX_TAGS = 100_000
"""Limit for the tags of a page: about ten times as many as in the longest articles."""

MAX_ATTRIBUTES = 1000
"""Limit for the attributes of one tag: the time to parse them grows with their square."""

_DECLARATION = re.compile(
    rb"<(?:\?xml|meta)[^>]{0,500}?(?:encoding|charset)\s*=\s*[\"']?([\w.:-]+)"
)
_XML = re.compile(r"\A\s*<\?xml[^>]*>")

# Dates come from the metadata of the page, not from days that its text mentions, and they do not
# depend on today's date.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-12-31"}


def read_html(payload: Payload) -> Content:
    """Return the one document of a web page.

    Its text is the main text according to trafilatura, without readers' comments. It has a line for
    each paragraph, each heading (also the title, if it is above the article), each item of a list
    (after `- `) and each row of a table (cells between `|`).

    Raises:
        InputError: The page has no article, too many tags or a tag with too many attributes, or
            trafilatura is not installed.
    """
    trafilatura = import_parser("trafilatura", name=payload.name)
    etree = import_parser("lxml.etree", name=payload.name)
    decoded = decode(payload.data, payload.name, declared=declared_encoding(payload))
    if decoded.text.count("<") > MAX_TAGS:
        raise payload.error(f"more than {MAX_TAGS:,} tags in this page")
    markup = _XML.sub("", decoded.text.replace("\0", "\ufffd"))
    with damage_as_input_error(payload.name, "HTML"):
        if _most_attributes(markup, etree) > MAX_ATTRIBUTES:
            raise payload.error(f"more than {MAX_ATTRIBUTES:,} attributes in one tag of this page")
        article = trafilatura.bare_extraction(
            markup,
            url=payload.url,
            with_metadata=True,
            include_comments=False,
            date_extraction_params=_DATES,
        )
    if article is None or not (article.text or "").strip():
        raise payload.error("no article in this page")
    document = Document(
        "",
        article.text,
        title=article.title or None,
        date=article.date or None,
        url=payload.url or article.url or None,
        site=article.sitename or None,
        kind="html",
    )
    return Content((document,), decoded.notes)


class _AttributeCounter:
    """A target for a parser that builds no tree; it keeps the largest number of attributes."""

    most = 0

    def start(self, _: str, attributes: Mapping[str, str]) -> None:
        self.most = max(self.most, len(attributes))

    def close(self) -> None:
        """Do nothing; a parser calls this at the end."""


def _most_attributes(markup: str, etree: Any) -> int:
    """Return the largest number of attributes that a tag has, in linear time."""
    counter = _AttributeCounter()
    parser = etree.HTMLParser(target=counter, huge_tree=True)
    with suppress(etree.LxmlError):  # an empty page, which is reported below
        parser.feed(markup)
        parser.close()
    return counter.most


def declared_encoding(payload: Payload) -> str | None:
    """Return the encoding according to the sender, or else to the page or XML file itself."""
    match = _DECLARATION.search(payload.data[:4096].lower())
    return payload.charset or (match[1].decode("ascii") if match else None)
