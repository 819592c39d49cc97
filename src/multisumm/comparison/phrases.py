"""Whether a text may have a phrase of the lexicon: a look that is quicker than reading it."""

from __future__ import annotations

import re
from functools import cache
from itertools import filterfalse
from unicodedata import combining, normalize

from multisumm.comparison.lexicon import all_phrases, load_lexicon


def may_have(listed: str, text: str, language: str) -> bool:
    """Return whether a text has the beginning of a word of a phrase of a list, and so may have it.

    Args:
        listed: A list of the lexicon: `rebuttal`, `retraction`, `saying`, `months`, `weekdays`.
        text: A sentence.
        language: Its ISO 639-1 code.
    """
    folded = _bare(text)
    found = [beginning for beginning in _beginnings(listed, language) if beginning in folded]
    if language in _WORDS_INSIDE:
        return bool(found)
    return any(re.search(rf"(?<![^\W\d_]){beginning}", folded) for beginning in found)


_WORDS_INSIDE = frozenset(("ar", "zh"))
"""Languages in which letters may stand before a word, or before what stemming leaves of it."""


@cache
def _beginnings(listed: str, language: str) -> frozenset[str]:
    """The first letters of the longest word of each phrase, as a stem and in irregular forms.

    The last letter of a stem may be another in a text, but for short names of days and months.
    """
    least = _SHORT_NAME if listed in ("months", "weekdays") else 1
    lexicon = load_lexicon(language)
    phrases = (*all_phrases(lexicon.phrases), *all_phrases(lexicon.forms))
    longest = {max(words, key=len) for words, tag in phrases if tag.list == listed}
    words = [_bare(word) for word in longest | lexicon.forms_of(longest)]
    return frozenset(word[: min(6, max(len(word) - 1, least))] for word in words)


_SHORT_NAME = 3
"""Letters of the short names of days and months: Tue, Aug."""


def _bare(text: str) -> str:
    """Text without case and accents, and with `i` for `y`, as stemmers may write a word."""
    letters = normalize("NFD", text.casefold()).replace("y", "i")
    if letters.isascii():
        return letters
    return "".join(filterfalse(combining, letters))
