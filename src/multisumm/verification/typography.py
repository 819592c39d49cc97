"""Texts in which typographic variants are equal: `“It’s”` and `"It's"`, `eﬃcient` and `efficient`.

A person who types a text again, or an editor that straightens its quotation marks, changes no word
of it. Superscripts and fractions are not variants: `10²` is not `102`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
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
_OVERRIDE = re.compile("[\u202a-\u202e\u2066-\u2069]")
_IS_NAMED = re.compile(f"{_IS_INVISIBLE.pattern}|{_OVERRIDE.pattern}")
_WORD = re.compile(r"[^\W\d_]+")
_ALPHABETS = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "MATHEMATICAL"}
"""Alphabets with letters that look alike, as the names of their letters begin in Unicode."""


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


def find_retyped(quote: str, source: FoldedText) -> Iterator[Span]:
    """Yield the spans of the original text that have the words of a quote, ascending.

    White space and control characters do not count. Spans that cut a word or a number are left out.
    """
    wanted = fold_typography(one_line(quote)).text
    for start in find_quote(wanted, source.text) if wanted else ():
        span = _original_offset(source, start), _original_offset(source, start + len(wanted))
        if fold_typography(source.original[slice(*span)]).text == wanted:  # else it cuts a ligature
            yield span


def _original_offset(source: FoldedText, offset: int) -> int:
    return offset + source.shifts[bisect_right(source.changes, offset) - 1]


def is_retyped(text: str, other: str) -> bool:
    """Return whether two texts have the same words, whatever their typography and white space.

    Direction overrides of the first text that the second does not have are no typography: they
    change what a reader sees.
    """
    if turns_around(text, other):
        return False
    return fold_typography(one_line(text)).text == fold_typography(one_line(other)).text


def turns_around(text: str, other: str) -> bool:
    """Return whether a text has direction overrides, and another one not the same."""
    overrides = _OVERRIDE.findall(text)
    return bool(overrides) and overrides != _OVERRIDE.findall(other)


def find_overrides(text: str) -> list[int]:
    """Return the offsets of the direction overrides of a text, ascending."""
    return [found.start() for found in _OVERRIDE.finditer(text)]


def show_invisible(text: str) -> str:
    r"""Return a text in which invisible characters and direction overrides have names.

    >>> show_invisible("co\u00adoperates")
    'co<U+00AD>operates'
    """
    return _IS_NAMED.sub(lambda character: _name(character[0]), text)


def show_look_alikes(text: str, other: str) -> str:
    r"""Return a text in which letters have names that look like those of another text, or may.

    These are letters that `is_look_alike` tells from their counterparts, and letters of other
    alphabets in a word with Latin letters.

    >>> show_look_alikes("c\u0430ptain", "captain")
    'c<U+0430>ptain'
    """
    counterparts = other if len(text) == len(other) else text
    foreign = {letter for word in _WORD.findall(text) for letter in _foreign_letters(word)}
    return "".join(
        _name(letter) if letter in foreign or is_look_alike(letter, counterpart) else letter
        for letter, counterpart in zip(text, counterparts, strict=True)
    )


def is_look_alike(letter: str, other: str) -> bool:
    """Return whether a letter is not ASCII and may look like another one of another alphabet.

    >>> is_look_alike("\u0430", "a"), is_look_alike("\u0251", "a"), is_look_alike("\u00e1", "a")
    (True, True, False)
    """
    if letter.isascii() or not {_script(letter), _script(other)} <= _ALPHABETS:
        return False
    base = unicodedata.normalize("NFD", letter)[0]
    return _script(letter) != _script(other) or (other.isascii() and not base.isascii())


def _foreign_letters(word: str) -> set[str]:
    """Return the letters of a word that are not Latin if others are."""
    scripts = {letter: _script(letter) for letter in word}
    if "LATIN" not in scripts.values():
        return set()
    return {letter for letter, script in scripts.items() if script in _ALPHABETS - {"LATIN"}}


def _script(letter: str) -> str:
    """Return the first word of a letter's name in Unicode: `LATIN`, `CYRILLIC`."""
    return unicodedata.name(letter, "").partition(" ")[0]


def _name(character: str) -> str:
    return f"<U+{ord(character):04X}>"
