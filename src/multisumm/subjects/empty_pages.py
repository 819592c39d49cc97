"""Whether a text is a page about nothing: it speaks of the web itself, not of a subject."""

from __future__ import annotations

import json
from functools import cache

from multisumm.resources import read_data
from multisumm.text.tokens import tokenize

MIN_WEB_WORDS = 3
"""Different words of the web that such a page has."""

MIN_WEB_SHARE = 0.09
"""Their share of its different words."""


def is_empty_page(text: str, *, language: str) -> bool:
    """Return whether a text is about nothing: a page of a login, of cookies, of a web archive.

    A report about the web, like one of an outage of Twitter, has the words of such pages, too. It
    tells an event, though (`said`, `on Wednesday`), speaks to no reader (`your password`), and has
    no words of the machinery of pages, like cookies or crawls.

    Args:
        text: The whole text.
        language: Code of its language.
    """
    words = set(tokenize(text, language=language))
    number = len(words & _listed("web"))
    if number < MIN_WEB_WORDS or number < MIN_WEB_SHARE * len(words):
        return False
    reports = not words.isdisjoint(_listed("report", language))
    return not (reports and words.isdisjoint(_listed("machinery") | _listed("reader", language)))


@cache
def _listed(kind: str, language: str | None = None) -> frozenset[str]:
    """Return the words of a kind in `data/empty_pages.json`, of one language if it has several."""
    listed = json.loads(read_data("empty_pages.json"))[kind]
    words = (listed if language is None else listed.get(language, "")).split()
    if kind == "web":
        cues = json.loads(read_data("noise_cues.json"))
        words += (word for kind in ("legal", "action", "comment") for word in cues[kind]["words"])
    return frozenset(words)
