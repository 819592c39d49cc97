"""Texts in which typographic variants are equal: `“It’s”` and `"It's"`, `eﬃcient` and `efficient`.

A person who types a text again, or an editor that straightens its quotation marks, changes no word
of it. Superscripts and fractions are not variants: `10²` is not `102`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from multisumm.escaping import one_line
from multisumm.model import Span
from multisumm.verification.exact_match import find_quote

_VARIANTS = str.maketrans(
    dict.fromkeys("‘’‚‛ʼ′`´‹›", "'")
    | dict.fromkeys("“”„‟″«»〝〞〟「」『』", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
)
"""Quotation marks, apostrophes, dashes and the minus sign -> the sign on a keyboard."""

_INVISIBLE = "\u00ad\u034f\u200b-\u200f\u2060\ufe00-\ufe0f"  # soft hyphen, zero-width space ...
_COMPATIBLE = (  # ligatures and forms of Latin, Armenian and Arabic, the ellipsis, full width
    "\u0132\u0133\u2026\ufb00-\ufb06\ufb13-\ufb17\ufb50-\ufdfb\ufe70-\ufefc"
    "\uff01-\uff60\uffa0-\uffe6"
)
_ACCENT = "[\u0300-\u036f\u3099\u309a]"
_NOT_FOLDED = re.compile(
    rf"[{_INVISIBLE}]+|[{_COMPATIBLE}]{_ACCENT}*|[^\W\d_]{_ACCENT}+"
    "|[\uff61-\uff9f]+|[\u1100-\u11ff]+"  # half-width kana, parts of Hangul syllables
)
_IS_INVISIBLE = re.compile(rf"[{_INVISIBLE}]")


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text with its typographic variants made equal, and what maps its offsets back.

    Attributes:
        text: The folded text.
        original: The text before.
        changes: Offsets in the folded text from which on offsets are shifted, ascending.
        shifts: For each of them, what to add to an offset to get that of the original.
    """

    text: str
    original: str
    changes: Sequence[int]
    shifts: Sequence[int]


def fold_typography(text: str) -> FoldedText:
    r"""Return a text with its typographic variants made equal.

    Quotation marks, apostrophes and dashes become those of a keyboard, ligatures and full-width
    forms become plain letters, accents are joined to their letters, and soft hyphens and zero-width
    characters are left out.

    >>> fold_typography("The “eﬃ\u00adcient” oﬀice – 5 ％").text
    'The "efficient" office - 5 %'
    """
    changes, shifts, shift = [0], [0], 0

    def fold(variant: re.Match[str]) -> str:
        nonlocal shift
        plain = "" if _IS_INVISIBLE.match(variant[0]) else unicodedata.normalize("NFKC", variant[0])
        if len(plain) != len(variant[0]):
            shift += len(variant[0]) - len(plain)
            changes.append(variant.end() - shift)
            shifts.append(shift)
        return plain

    folded = _NOT_FOLDED.sub(fold, text).translate(_VARIANTS)
    return FoldedText(folded, text, changes, shifts)


def find_retyped(quote: str, source: FoldedText) -> Span | None:
    """Return the first span of the original text that has the words of a quote.

    White space and control characters do not count. None if no span has them, or if all of them cut
    a word or a number.
    """
    wanted = fold_typography(one_line(quote)).text
    if not wanted:
        return None
    for start in find_quote(wanted, source.text):
        span = _original_offset(source, start), _original_offset(source, start + len(wanted))
        if fold_typography(source.original[slice(*span)]).text == wanted:  # else it cuts a ligature
            return span
    return None


def _original_offset(source: FoldedText, offset: int) -> int:
    return offset + source.shifts[bisect_right(source.changes, offset) - 1]


def is_retyped(text: str, other: str) -> bool:
    """Return whether two texts have the same words, whatever their typography and white space."""
    return fold_typography(one_line(text)).text == fold_typography(one_line(other)).text


def show_invisible(text: str) -> str:
    r"""Return a text in which invisible characters have names.

    >>> show_invisible("co\u00adoperates")
    'co<U+00AD>operates'
    """
    return _IS_INVISIBLE.sub(lambda character: f"<U+{ord(character[0]):04X}>", text)
