"""Find what brackets enclose, and whether a quotation is open: no sentence ends in brackets."""

from __future__ import annotations

import re

from multisumm.characters import CLOSING_BRACKETS, OPENING_BRACKETS
from multisumm.model import Span

MAX_ENCLOSED = 400
"""Characters in a pair of brackets; what is longer is a passage of its own sentences."""

_OPENED_BY = dict(zip(CLOSING_BRACKETS, OPENING_BRACKETS, strict=True))
_BRACKET = re.compile(f"[{re.escape(OPENING_BRACKETS + CLOSING_BRACKETS)}]")
_MOUTH = (":(", ";(", ":-(", ";-(")
_QUOTE = re.compile(
    r"(?P<opens>(?<=[:(])\s?\"|(?<!\S)\"(?=\w))"
    r"|(?P<closes>(?<=[\w.,!?…])\"(?!\w)|\"(?=\s?[.,;:!?)])|\"(?=\s[-–—]\s))"
    r"|\""
)


def enclosed_spans(block: str) -> list[Span]:
    """Return the outermost pairs of brackets, each from its opening to behind its closing bracket.

    Brackets without a partner count as if they were not there, and so do pairs with more than
    `MAX_ENCLOSED` characters between them. Takes linear time.

    >>> enclosed_spans("a) He (or she [or they]) left.")
    [(6, 24)]
    """
    opened: list[tuple[str, int]] = []
    pairs: list[Span] = []
    for found in _BRACKET.finditer(block):
        bracket, position = found[0], found.start()
        if bracket not in _OPENED_BY:
            if not block[max(0, position - 2) : position + 1].endswith(_MOUTH):
                opened.append((bracket, position))
            continue
        while opened and position - opened[-1][1] <= MAX_ENCLOSED:
            opening, start = opened.pop()
            if opening == _OPENED_BY[bracket]:
                while pairs and pairs[-1][0] > start:
                    pairs.pop()
                pairs.append((start, position + 1))
                break
    return pairs


def is_quotation_open(text: str, start: int, end: int, *, before: bool) -> bool:
    r"""Return whether a straight quotation mark at `end` would close a quotation.

    Each mark in the stretch opens or closes by what stands around it; where that does not show, it
    does the opposite of the one before. So one that is missing does not turn round all others.

    Args:
        text: Any text.
        start: Begin of the stretch.
        end: End of the stretch.
        before: Whether a quotation is open at its begin.
    """
    is_open = before
    while (mark := text.find('"', start, end)) >= 0:
        found = _QUOTE.search(text, max(start, mark - 1), end)  # a blank may stand before it
        opens, closes = found.group("opens", "closes") if found else (None, None)
        is_open = opens is not None or (closes is None and not is_open)
        start = mark + 1
    return is_open
