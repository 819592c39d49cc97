"""Find the credits of pictures: `Jane Roe/AFP`, `(Photo: Jane Roe, AP)`, `AP Photo/Jane Roe`.

The agencies and the words for pictures are listed in `data/furniture.json`.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import NamedTuple

from multisumm.resources import read_data

MAX_CAPTION = 300
"""Characters of a caption that runs into a sentence, with its credit."""

MAX_NAME_WORDS = 4
"""Words before an agency that also writes; before one that only has pictures, a caption stands."""

_PICTURES_ONLY = ("Getty Images", "Getty", "Shutterstock", "Alamy", "iStock", "WireImage")
_GALLERY = re.compile(
    r"(?:(?:\.{3}|…)\s?\(\s?Associated Press\s?\)|\b(?:enlarge this image )?toggle caption"
    r"|\bimage \d+ of(?: /)? \d+ caption close image \d+ of \d+(?: buy photo)?)\s+(?=\S)",
    re.IGNORECASE,
)
_POLL = re.compile(r"(?:\w+ )?(?:polls?|surveys?|index)\b", re.IGNORECASE)


class _Patterns(NamedTuple):
    anywhere: re.Pattern[str]
    bracket: re.Pattern[str]
    pictures: re.Pattern[str]
    name: re.Pattern[str]
    agency_first: re.Pattern[str]
    label: re.Pattern[str]


def find_credit(sentence: str) -> re.Match[str] | None:
    """Return the first credit of an agency in a sentence."""
    return _patterns().anywhere.search(sentence)


def leading_credit(head: str) -> int:
    """Return where the credit ends that a sentence begins with, perhaps behind its caption; or 0.

    What follows is the sentence that the credit runs into: `A man watches. (Photo: Jane Roe) The
    river rose`. Polls of two agencies are none.

    >>> leading_credit("Jane Roe/Getty Images The river rose."), leading_credit("A CNN/AP poll.")
    (22, 0)
    """
    if not _may_begin_with_credit(head[:MAX_CAPTION].casefold()):
        return 0
    patterns = _patterns()
    for pattern in (_GALLERY, patterns.bracket):
        if found := pattern.search(head, 0, MAX_CAPTION):
            return found.end()
    for pattern in (patterns.label, patterns.agency_first, patterns.name, patterns.pictures):
        found = pattern.match(head[:MAX_CAPTION])
        if found and not (_POLL.search(found[0]) or _POLL.match(head, found.end())):
            return found.end()
    return 0


def _may_begin_with_credit(head: str) -> bool:
    """Return whether a sentence, case folded, has any sign that all of the patterns need."""
    signs = "/" in head or "(" in head or "[" in head or ":" in head
    return signs or "caption" in head or "copyright" in head or "credit" in head


@cache
def _patterns() -> _Patterns:
    data = json.loads(read_data("furniture.json"))
    longest_first = sorted(data["agencies"], key=lambda name: (-len(name), name))
    agencies = "|".join(map(re.escape, longest_first))
    photo = "|".join(sorted(map(re.escape, data["photo"]), key=lambda word: (-len(word), word)))
    pictures = "|".join(map(re.escape, _PICTURES_ONLY))
    kind = rf"(?:\s(?:images|pictures|file|{photo})\b){{0,2}}"
    begins = r"\s+(?=\S)"
    word = r"[^\W\d_][\w.'’-]*"

    def pattern(*parts: str) -> re.Pattern[str]:
        return re.compile("".join(parts), re.IGNORECASE)

    return _Patterns(
        anywhere=re.compile(
            rf"(?<=\w)\s?/\s?(?:{agencies})\b(?!\s?/)(?:\s(?:(?i:{photo})|Images)\b)?"
            rf"(?=\W*\Z|[)\]|,]|\s(?:via|Images|for)\b)|/\s?AP photo\b"
            rf"|\b(?:{agencies})\s(?i:{photo})\s?/|\b(?:via|by|from)\sGetty Images\b"
            rf"|\bGetty Images\W*\Z|©\s?(?:{agencies})\b"
        ),
        bracket=pattern(
            rf"[(\[]\s?(?:(?:{photo})\s?[:/|]|(?:{photo})\s(?:by|credit)\b",
            rf"|(?:{agencies})\s(?:{photo})\b|(?:{pictures})(?=\s?[)\]])",
            rf"|[^()\[\]]{{0,60}}/\s?(?:{agencies})\b)",
            r"[^()\[\]]{0,80}(?:\([^()]{0,40}\)\s?)?[)\]]",
            rf"(?:\s?\(\s?Associated Press\s?\))?(?:\s?buy photo)?{begins}",
        ),
        pictures=pattern(rf"[^.!?:;()\[\]]{{1,200}}?/\s?(?:{pictures})\b{kind}{begins}"),
        name=pattern(
            rf"(?:(?:{photo})\s(?:by|credit|copyright)\s|(?:{photo}):\s)?",
            rf"{word}(?:\s{word}){{0,{MAX_NAME_WORDS - 1}}}",
            rf"(?:\s?/\s?(?:{agencies})\b)+{kind}{begins}",
        ),
        agency_first=pattern(rf"(?:{agencies})(?:\s(?:{photo}))?\s?/\s?{word}\s{word}{begins}"),
        label=pattern(rf"(?:{photo})(?:\scopyright|\scredit|:)\s(?:{agencies})\b{kind}{begins}"),
    )
