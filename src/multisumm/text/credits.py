"""Find the credits of pictures: `Jane Roe/AFP`, `(Photo: Jane Roe, AP)`, `AP Photo/Jane Roe`.

The agencies and the words for pictures are listed in `data/furniture.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
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
    return _patterns(False).anywhere.search(sentence)


def leading_credit(head: str, *, any_case: bool = False) -> int:
    """Return where the credit ends that a sentence begins with, perhaps behind its caption; or 0.

    What follows is the sentence that the credit runs into: `A man watches. (Photo: Jane Roe) The
    river rose`. Polls of two agencies are none. With `any_case`, names may have small letters.

    >>> leading_credit("Jane Roe/Getty Images The river rose."), leading_credit("A CNN/AP poll.")
    (22, 0)
    """
    beginning, patterns = head[:MAX_CAPTION], _patterns(any_case)
    folded = beginning.casefold()
    # No pattern matches without one of its signs.
    captioned = "caption" in folded or "associated press" in folded
    bracketed = "(" in beginning or "[" in beginning
    if captioned and (found := _GALLERY.search(beginning)):
        return found.end()
    if bracketed and (found := patterns.bracket.search(beginning)):
        return found.end()
    leading = [patterns.label] if ":" in beginning or "copyright" in folded else []
    if "/" in beginning:
        leading += patterns.agency_first, patterns.name, patterns.pictures
    for pattern in leading:
        found = pattern.match(beginning)
        if found and not (_POLL.search(found[0]) or _POLL.match(head, found.end())):
            return found.end()
    return 0


@cache
def _patterns(any_case: bool) -> _Patterns:
    data = json.loads(read_data("furniture.json"))

    def one_of(names: Iterable[str]) -> str:
        longest_first = sorted(names, key=lambda name: (-len(name), name))
        return f"(?:{'|'.join(map(re.escape, longest_first))})"

    def pattern(*parts: str) -> re.Pattern[str]:
        return re.compile("".join(parts), re.IGNORECASE if any_case else 0)

    agencies, pictures = one_of(data["agencies"]), f"(?i:{one_of(_PICTURES_ONLY)})"
    photo = f"(?i:{one_of(data['photo'])})"
    kind = rf"(?:\s(?:(?i:images|pictures|file)|{photo})\b){{0,2}}"
    begins = r"\s+(?=\S)"
    word = r"[^\W\d_][\w.'’-]*" if any_case else r"[^\W\d_a-z][\w.'’-]*"
    name = rf"{word}(?:\s{word}){{0,{MAX_NAME_WORDS - 1}}}"
    return _Patterns(
        anywhere=re.compile(
            rf"(?<=\w)\s?/\s?{agencies}\b(?!\s?/)(?:\s(?:{photo}|Images)\b)?"
            rf"(?=\W*\Z|[)\]|,]|\s(?:via|Images|for)\b)|/\s?AP photo\b"
            rf"|\b{agencies}\s{photo}\s?/|\b(?:via|by|from)\sGetty Images\b"
            rf"|\bGetty Images\W*\Z|©\s?{agencies}\b|(?<=[.!?] ){agencies}\s?/\s?{name}\Z"
        ),
        bracket=pattern(
            rf"[(\[]\s?(?:(?:{photo}\s?[:/|]|{photo}\s(?:by|credit)\b|{agencies}\s{photo}\b)",
            r"[^()\[\]]{0,80}(?:\([^()]{0,40}\)\s?)?",
            rf"|{pictures}|{name}\s?/\s?{agencies}\b{kind})\s?[)\]]",
            rf"(?i:\s?\(\s?Associated Press\s?\))?(?i:\s?buy photo)?{begins}",
        ),
        pictures=pattern(rf"[^.!?:;()\[\]]{{1,200}}?/\s?{pictures}\b{kind}{begins}"),
        name=pattern(
            rf"(?:{photo}\s(?:by|credit|copyright)\s|{photo}:\s)?{name}",
            rf"(?:\s?/\s?{agencies}\b)+{kind}{begins}",
        ),
        agency_first=pattern(rf"{agencies}(?:\s{photo})?\s?/\s?{word}\s{word}{begins}"),
        label=pattern(
            rf"(?:{photo}(?i:\scopyright)\s{agencies}|{photo}:\s{pictures})\b{kind}{begins}"
        ),
    )
