"""RSS and Atom, by feedparser: a document for each entry."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from multisumm.errors import InputError
from multisumm.messages import printable
from multisumm.model import Document
from multisumm.reading.content import Content, Payload, with_distinct_ids
from multisumm.reading.decoding import decode
from multisumm.reading.formats.extras import explained, load
from multisumm.reading.formats.html import declared_encoding
from multisumm.reading.formats.markup import strip_markup
from multisumm.reading.paths import is_address


def read_feed(payload: Payload) -> Content:
    """Return the entries of a feed, in its order.

    The text of an entry is its content, or else its summary, with the markup taken off. Its id is
    the link, or else the id that the feed gives it, or its number; the site is the feed's title.

    Raises:
        InputError: It is no feed, or one without entries; or feedparser is missing.
    """
    feedparser = load("feedparser", name=payload.name)
    text, notes = decode(payload.data, payload.name, declared=declared_encoding(payload))
    known = {"content-type": "application/xml; charset=utf-8"}  # stronger than what it declares
    with explained(payload.name, "feed"):
        found = feedparser.parse(BytesIO(text.encode()), response_headers=known)
        if not found.entries:
            what = (
                "no entry in this feed" if found.get("version") else "neither a feed nor a web page"
            )
            raise InputError(f"{printable(payload.name)}: {what}")
        site = _plain(found.feed.get("title"))
        documents = [_entry(entry, str(n), site) for n, entry in enumerate(found.entries, start=1)]
    if found.bozo and "damaged" not in "".join(notes) and not _is_declaration(found):
        notes = (*notes, "the feed is not good XML; what could be read is")
    return Content(with_distinct_ids(documents), notes)


def _entry(entry: Any, number: str, site: str | None) -> Document:
    contents = [content.get("value") or "" for content in entry.get("content") or ()]
    text = strip_markup(max(contents, key=len, default="") or entry.get("summary") or "")
    given = str(entry.get("link") or "").strip()
    link = given if is_address(given) else None
    written = entry.get("published_parsed") or entry.get("updated_parsed")
    date = f"{written[0]:04}-{written[1]:02}-{written[2]:02}" if written else None
    name = link or " ".join(str(entry.get("id") or "").split()) or number
    title = _plain(entry.get("title"))
    return Document(name, text, title, date, link, site, kind="feed")


def _plain(markup: object) -> str | None:
    return strip_markup(str(markup or "")).replace("\n", " ") or None


def _is_declaration(found: Any) -> bool:
    """Whether all that feedparser has against it is the encoding, which we decided."""
    return type(found.get("bozo_exception")).__name__ == "CharacterEncodingOverride"
