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

_WEB_WORDS = (  # the same in most languages
    "account apps archive browsers captcha crawl crawled crawler crawls domain email facebook"
    " homepage html http https id internet link links log online page pages password register"
    " server sign site sites tweet tweets twitter url urls username video wayback web webcrawl"
    " webmaster website websites www youtube"
)


def is_empty_page(text: str, *, language: str) -> bool:
    """Return whether a text is about nothing: a page of a login, of cookies, of a web archive.

    Args:
        text: The whole text.
        language: Code of its language.
    """
    words = set(tokenize(text, language=language))
    number = len(words & _words_of_the_web())
    return number >= MIN_WEB_WORDS and number >= MIN_WEB_SHARE * len(words)


@cache
def _words_of_the_web() -> frozenset[str]:
    cues = json.loads(read_data("noise_cues.json"))
    listed = (word for kind in ("legal", "action", "comment") for word in cues[kind]["words"])
    return frozenset([*_WEB_WORDS.split(), *listed])
