"""Words by which readers tell what programs wrote, from `data/reading_words.json`."""

from __future__ import annotations

import json
import re
from functools import cache

from multisumm.resources import read_data

_ANYTHING = ".{1,80}"
"""What `*` stands for in a phrase: a name, or the like."""


@cache
def reading_words(use: str) -> tuple[str, ...]:
    """Return the words and phrases for a use, of all languages, as they are written there.

    Args:
        use: A key of the file: `read_on`, `agree` ...
    """
    by_language: dict[str, list[str]] = json.loads(read_data("reading_words.json"))[use]
    return tuple(phrase for phrases in by_language.values() for phrase in phrases)


def phrase_pattern(use: str) -> str:
    """Return a regular expression for the phrases of a use; `*` in one is up to 80 characters."""
    literal = (map(re.escape, phrase.split("*")) for phrase in reading_words(use))
    return f"(?:{'|'.join(_ANYTHING.join(parts) for parts in literal)})"
