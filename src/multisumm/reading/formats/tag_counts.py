"""How many tags and attributes a page or a feed has, before a parser builds a tree of them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from multisumm.reading.content import Payload
from multisumm.reading.formats.extras import import_parser

MAX_ATTRIBUTES = 1000
"""Limit for the attributes of one tag: the time to parse them grows with their square."""

MAX_ATTRIBUTES_IN_ALL = 300_000
"""Limit for the attributes of all tags, each of which takes some hundred bytes of memory."""

_CHUNK_CHARACTERS = 1 << 20


def count_tags(markup: str, payload: Payload, *, noun: str) -> int:
    """Return the number of tags that begin an element, in linear time.

    Args:
        markup: HTML or XML.
        payload: The file that it is from, for errors.
        noun: What it is: `page`, `feed`.

    Raises:
        InputError: A tag has too many attributes, or all together have, or lxml is not installed.
    """
    etree = import_parser("lxml.etree", name=payload.name)
    counter = _TagCounter()
    parser = etree.HTMLParser(target=counter, huge_tree=True)
    with suppress(etree.LxmlError):  # nothing in it, which its reader reports
        for start in range(0, len(markup), _CHUNK_CHARACTERS):
            parser.feed(markup[start : start + _CHUNK_CHARACTERS])
            counter.check(payload, noun)
        parser.close()
    counter.check(payload, noun)
    return counter.tags


class _TagCounter:
    """A target for a parser that builds no tree; it counts tags and attributes.

    Attributes:
        tags: Number of tags that begin an element.
        attributes: Number of attributes of all tags.
        most: The largest number of attributes of one tag.
    """

    def __init__(self) -> None:
        self.tags = self.attributes = self.most = 0

    def start(self, _: str, attributes: Mapping[str, str]) -> None:
        """Count a tag."""
        self.tags += 1
        self.attributes += len(attributes)
        self.most = max(self.most, len(attributes))

    def check(self, payload: Payload, noun: str) -> None:
        """Raise InputError if there are too many attributes."""
        if self.most > MAX_ATTRIBUTES:
            raise payload.error(
                f"more than {MAX_ATTRIBUTES:,} attributes in one tag of this {noun}"
            )
        if self.attributes > MAX_ATTRIBUTES_IN_ALL:
            raise payload.error(f"more than {MAX_ATTRIBUTES_IN_ALL:,} attributes in this {noun}")

    def close(self) -> None:
        """Do nothing; a parser calls this at the end."""
