"""RSS and Atom, by feedparser: a document for each entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Any

from multisumm.documents import with_distinct_ids
from multisumm.model import Document
from multisumm.reading.content import Content, Payload
from multisumm.reading.decoding import decode
from multisumm.reading.formats.extras import damage_as_input_error, import_parser
from multisumm.reading.formats.html import declared_encoding
from multisumm.reading.formats.markup import strip_markup
from multisumm.reading.formats.tag_counts import count_tags
from multisumm.reading.paths import is_address
from multisumm.reading.stated_dates import sender_day
from multisumm.reading.words import phrase_pattern, reading_words

MAX_FEED_TAGS = 500_000
"""Limit for the tags of a feed: about 100,000 entries, which take half a gigabyte of memory."""

MAX_CATEGORIES = 1000
"""Limit for the categories of one entry: the time to read them grows with their square."""

MAX_NAMESPACES = 1000
"""Limit for the namespaces that a feed declares, for the same reason."""

_ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
_CATEGORY = re.compile(r"<(?:\w+:)?(?:category|subject|keywords|tags)\b", re.IGNORECASE)
_NAMESPACE = re.compile(r"\bxmlns\s*[:=]", re.IGNORECASE)

_SHARE_LINKS = re.compile(
    r"<(?P<tag>div|ul|p)\b[^<>]*\bclass=[\"'](?:[^\"'<>]*\s)?"
    r"(?:feedflare|sharedaddy|jp-relatedposts|addtoany|wp-post-navigation|yarpp)[^<>]*>"
)
_BLOCK = re.compile(r"<(?P<end>/?)(?P<tag>div|ul|p)\b[^<>]*>", re.IGNORECASE)
_LAST_LINK = re.compile(
    r"<a\b[^<>]*\bhref=(?P<quote>[\"'])(?P<address>[^\"'<>]*)(?P=quote)[^<>]*>"
    r"(?P<label>(?>(?:[^<]|<(?!/?a\b|/?p\b))*))</a>"
    r"(?P<rest>(?>(?:\s|<[^<>]*>|&[a-z#\d]{1,8};|[\])»›→.…])*))\Z",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_CUT = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]|\((?:…|\.\.\.)\))\s*\Z")
_MAX_TAIL = 80
"""Characters of `The post TITLE appeared first on SITE.` besides its title and site."""


def read_feed(payload: Payload) -> Content:
    """Return the entries of a feed, in its order.

    The text of an entry is its content, or else its summary, without the markup and without what
    blog software adds: `Continue reading`, `The post A appeared first on B`. Its id is the link, or
    else its id in the feed, or else its number. The date is the day in the sender's time zone. The
    site is the title of the feed.

    Raises:
        InputError: The file is not a feed, has no entries or too many tags, attributes, categories
            or namespaces, or feedparser is not installed.
    """
    feedparser = import_parser("feedparser", name=payload.name)
    decoded = decode(payload.data, payload.name, declared=declared_encoding(payload))
    _check_markup(decoded.text, payload)
    utf8 = {"content-type": "application/xml; charset=utf-8"}  # overrides the XML declaration
    with damage_as_input_error(payload.name, "feed"):
        feed = feedparser.parse(
            BytesIO(decoded.text.encode()),
            response_headers=utf8,
            sanitize_html=False,  # all markup is removed
            resolve_relative_uris=False,
        )
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


def _check_markup(markup: str, payload: Payload) -> None:
    """Raise InputError for markup that takes much more time or memory than its size."""
    if markup.count("<") > MAX_FEED_TAGS:
        raise payload.error(f"more than {MAX_FEED_TAGS:,} tags in this feed")
    count_tags(markup, payload, noun="feed")
    if len(_NAMESPACE.findall(markup)) > MAX_NAMESPACES:
        raise payload.error(f"more than {MAX_NAMESPACES:,} namespaces in this feed")
    if max(len(_CATEGORY.findall(entry)) for entry in _ENTRY.split(markup)) > MAX_CATEGORIES:
        raise payload.error(f"more than {MAX_CATEGORIES:,} categories in one entry of this feed")


def _document(entry: Any, number: str, site: str | None) -> Document:
    link = str(entry.get("link") or "").strip()
    title = _text_of(entry.get("title"))
    contents = [content.get("value") or "" for content in entry.get("content") or ()]
    markup = max(contents, key=len, default="") or entry.get("summary") or ""
    names = [name for name in (title, site) if name]
    text = _without_tail(strip_markup(_without_link_on(markup, link, names)), names)
    url = link if is_address(link) else None
    name = url or " ".join(str(entry.get("id") or "").split()) or number
    return Document(name, text, title, _day(entry), url, site, kind="feed")


def _day(entry: Any) -> str | None:
    """Return the day of an entry; feedparser's for dates in other scripts, which have one form."""
    for field in ("published", "updated", "created"):
        # Its own `get` takes one field for another, with a warning.
        written, parsed = (dict.get(entry, name) for name in (field, f"{field}_parsed"))
        written = str(written or "")
        if day := sender_day(written):
            return day
        if parsed and not written.isascii():
            return f"{parsed[0]:04}-{parsed[1]:02}-{parsed[2]:02}"
    return None


def _without_link_on(markup: str, address: str, names: Sequence[str]) -> str:
    """Return the markup of an entry without share links and a link at its end that leads on."""
    markup = _without_share_links(markup)
    start = markup.rfind("<a")
    last = _LAST_LINK.match(markup, start) if start >= 0 else None
    if last is None:
        return markup
    label = " ".join(strip_markup(last["label"]).split())
    is_own = bool(address) and last["address"].partition("#")[0] == address.partition("#")[0]
    return markup[:start] if _leads_on(label, names) or (is_own and len(label) < 4) else markup


def _without_share_links(markup: str) -> str:
    """Return the markup of an entry without the elements that have share links.

    A paragraph ends where the next block begins; a list or division that never ends stays.
    """
    kept = []
    done = depth = 0
    opened: re.Match[str] | None = None
    for block in _BLOCK.finditer(markup):
        if opened is None:
            opened, depth = _SHARE_LINKS.match(markup, block.start()), 1
            continue
        tag = opened["tag"]
        if block["tag"].lower() == tag:
            depth += -1 if block["end"] else 1
        if tag == "p" or not depth:
            is_own_end = block["end"] and block["tag"].lower() == tag
            kept.append(markup[done : opened.start()])
            done = block.end() if is_own_end else block.start()
            opened = None if is_own_end else _SHARE_LINKS.match(markup, block.start())
            depth = 1
    rest = opened.start() if opened is not None and opened["tag"] == "p" else len(markup)
    return "".join([*kept, markup[done:rest]])


def _without_tail(text: str, names: Sequence[str]) -> str:
    """Return a text without lines at its end that only name the entry and the feed, or lead on."""
    lines = text.split("\n")
    while lines and (_leads_on(lines[-1], names) or _only_names(lines[-1], names)):
        lines.pop()
    return _CUT.sub("…", "\n".join(lines))


@cache
def _reading_on() -> re.Pattern[str]:
    """The words of a link with which an entry goes on elsewhere, at the beginning of a line."""
    alone = rf"{phrase_pattern('read_on_alone')}(?=\W*\Z)"
    return re.compile(rf"\W*(?:{alone}|{phrase_pattern('read_on')})", re.IGNORECASE)


def _leads_on(line: str, names: Sequence[str]) -> bool:
    """Return whether a line says no more than to read on: `Read more`, `Continue reading TITLE`."""
    match = _reading_on().match(line)
    if match is None:
        return False
    known = {*reading_words("leading_on")}.union(
        *(_WORD.findall(name.casefold()) for name in names)
    )
    return known.issuperset(_WORD.findall(line[match.end() :].casefold()))


def _only_names(line: str, names: Sequence[str]) -> bool:
    is_naming = len(names) == 2 and all(name in line for name in names)
    return is_naming and len(line) <= sum(map(len, names)) + _MAX_TAIL


def _text_of(markup: object) -> str | None:
    return strip_markup(str(markup or "")).replace("\n", " ") or None


def _only_encoding(feed: Any) -> bool:
    """Return whether feedparser only complains about the encoding, which `decode` has decided."""
    return type(feed.get("bozo_exception")).__name__ == "CharacterEncodingOverride"
