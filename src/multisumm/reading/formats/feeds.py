"""RSS and Atom, by feedparser: a document for each entry."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from multisumm.model import Document
from multisumm.reading.content import Content, Payload, with_distinct_ids
from multisumm.reading.decoding import decode
from multisumm.reading.formats.extras import damage_as_input_error, import_parser
from multisumm.reading.formats.html import declared_encoding
from multisumm.reading.formats.markup import strip_markup
from multisumm.reading.paths import is_address


def read_feed(payload: Payload) -> Content:
    """Return the entries of a feed, in its order.

    The text of an entry is its content, or else its summary, without the markup. Its id is the
    link, or else its id in the feed, or else its number. The site is the title of the feed.

    Raises:
        InputError: The file is not a feed or has no entries, or feedparser is not installed.
    """
    feedparser = import_parser("feedparser", name=payload.name)
    decoded = decode(payload.data, payload.name, declared=declared_encoding(payload))
    utf8 = {"content-type": "application/xml; charset=utf-8"}  # overrides the XML declaration
    with damage_as_input_error(payload.name, "feed"):
        feed = feedparser.parse(BytesIO(decoded.text.encode()), response_headers=utf8)
        if not feed.entries:
            is_feed = bool(feed.get("version"))
            reason = "no entry in this feed" if is_feed else "neither a feed nor a web page"
            raise payload.error(reason)
        site = _text_of(feed.feed.get("title"))
        documents = [_document(entry, str(n), site) for n, entry in enumerate(feed.entries, 1)]
    notes = decoded.notes
    if feed.bozo and not decoded.damage and not _only_encoding(feed):
        notes = (*notes, "the feed is not valid XML; the readable part was read")
    return Content(with_distinct_ids(documents), notes)


def _document(entry: Any, number: str, site: str | None) -> Document:
    contents = [content.get("value") or "" for content in entry.get("content") or ()]
    text = strip_markup(max(contents, key=len, default="") or entry.get("summary") or "")
    link = str(entry.get("link") or "").strip()
    url = link if is_address(link) else None
    day = entry.get("published_parsed") or entry.get("updated_parsed")
    date = f"{day[0]:04}-{day[1]:02}-{day[2]:02}" if day else None
    name = url or " ".join(str(entry.get("id") or "").split()) or number
    title = _text_of(entry.get("title"))
    return Document(name, text, title, date, url, site, kind="feed")


def _text_of(markup: object) -> str | None:
    return strip_markup(str(markup or "")).replace("\n", " ") or None


def _only_encoding(feed: Any) -> bool:
    """Return whether feedparser only complains about the encoding, which `decode` has decided."""
    return type(feed.get("bozo_exception")).__name__ == "CharacterEncodingOverride"
