"""Web pages: the article of the page, by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urljoin

from multisumm.datelines import find_day
from multisumm.documents import with_distinct_ids
from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.decoding import decode
from multisumm.reading.formats.extras import damage_as_input_error, import_parser
from multisumm.reading.formats.page_parts import (
    article_link,
    article_title,
    articles_of,
    drop_banners,
    drop_unseen,
)
from multisumm.reading.formats.tag_counts import count_tags
from multisumm.reading.paths import is_address

MAX_TAGS = 100_000
"""Limit for the tags of a page: about ten times as many as in the longest articles."""

MAX_COMPARED_TAGS = 10_000
"""Tags of a page up to which several ways of finding the article are compared.

The time of the others grows with the square of the paragraphs. The first way is enough for a page
that is longer: these are long articles, and not short ones among much else.
"""

_DECLARATION = re.compile(
    rb"<(?:\?xml|meta)[^>]{0,500}?(?:encoding|charset)\s*=\s*[\"']?([\w.:-]+)"
)
_XML = re.compile(r"\A\s*<\?xml[^>]*>")

# Dates come from the metadata of the page, not from days that its text mentions, and they do not
# depend on today's date.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-12-31"}


def read_html(payload: Payload) -> Content:
    """Return the one document of a web page, or a document for each article of a page of several.

    Its text is the main text according to trafilatura, without readers' comments, hidden text and
    notices about cookies. It has a line for each paragraph, each heading (also the title, if it is
    above the article), each item of a list (after `- `) and each row of a table (cells between
    `|`).

    The articles of a page with several are documents; their ids are the addresses that their
    headings have, or else their headings. If the page has the title of one of them, only that one
    is read.

    Raises:
        InputError: The page has no article, too many tags or attributes, or trafilatura is not
            installed.
    """
    trafilatura = import_parser("trafilatura", name=payload.name)
    decoded = decode(payload.data, payload.name, declared=declared_encoding(payload))
    if decoded.text.count("<") > MAX_TAGS:
        raise payload.error(f"more than {MAX_TAGS:,} tags in this page")
    markup = _XML.sub("", decoded.text.replace("\0", "\ufffd"))
    with damage_as_input_error(payload.name, "HTML"):
        tags = count_tags(markup, payload, noun="page")
        page = trafilatura.load_html(markup)
        documents = [] if page is None else _documents(page, payload.url, tags, trafilatura)
    if not documents:
        raise payload.error("no article in this page")
    return Content(tuple(documents), decoded.notes)


def _documents(page: Any, url: str | None, tags: int, trafilatura: Any) -> Sequence[Document]:
    """Return the articles of a page as documents; none if there is none."""
    drop_unseen(page)
    drop_banners(page)
    extract = partial(_extract, trafilatura=trafilatura, fast=tags > MAX_COMPARED_TAGS)
    articles = articles_of(page)
    if articles:
        about = trafilatura.extract_metadata(page, default_url=url, date_config=_DATES)
        parts = [_part(article, about, extract) for article in articles]
        if documents := [part for part in parts if part is not None]:
            return with_distinct_ids(documents)
    document = extract(page, url=url)
    return [document] if document else []


def _extract(page: Any, *, url: str | None, trafilatura: Any, fast: bool) -> Document | None:
    """Return the article of a page, None if there is none."""
    article = trafilatura.bare_extraction(
        page,
        url=url,
        fast=fast,
        with_metadata=True,
        include_comments=False,
        date_extraction_params=_DATES,
    )
    if article is None or not (article.text or "").strip():
        return None
    return Document(
        "",
        article.text,
        title=article.title or None,
        date=article.date or None,
        url=url or article.url or None,
        site=article.sitename or None,
        kind="html",
    )


def _part(article: Any, about: Any, extract: Callable[..., Document | None]) -> Document | None:
    """Return one of several articles of a page as a document whose id is its address."""
    page = article.makeelement("html")
    body = article.makeelement("body")
    page.append(body)
    body.append(deepcopy(article))
    document = extract(page, url=None)
    if document is None:
        return None
    title, link = article_title(article), article_link(article)
    address = urljoin(about.url or "", link) if link else ""
    days = (find_day(time.get("datetime") or time.text_content()) for time in article.iter("time"))
    return replace(
        document,
        id=address or title,
        title=title,
        date=next(filter(None, days), None),
        url=address if is_address(address) else about.url,
        site=about.sitename or None,
    )


def declared_encoding(payload: Payload) -> str | None:
    """Return the encoding according to the sender, or else to the page or XML file itself."""
    match = _DECLARATION.search(payload.data[:4096].lower())
    return payload.charset or (match[1].decode("ascii") if match else None)
