"""The letters and numbers that name one of several things: Team A, Flight 12, Phase II, Plan B."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from multisumm.comparison.figures.values import NAME
from multisumm.comparison.line import Line
from multisumm.comparison.statements import Statement
from multisumm.text.languages import has_spaces

MIN_NOUN = 3
"""A noun before a single letter has so many letters or more, unless the lexicon has it."""

_SHORT = re.compile(r"(?<![A-Za-z])(?:[IVXL]+|[^\W\d_a-z])(?![A-Za-z])")
"""A capital letter by itself, or a Roman number; of letters beyond ASCII more than those."""

_ROMAN = re.compile(r"(?=[IVXL])(XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_LETTERS = frozenset("ivxl")
_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}


def differ_in_label(a: Statement, b: Statement) -> tuple[int, int] | None:
    """Return the labels of one noun that two statements tell apart: Team A, Team B.

    Returns:
        Index of the label in each; None if a noun has the same label in both, or none has one.
    """
    ours = noun_labels(a)
    theirs = noun_labels(b) if ours else {}
    for noun in sorted(ours.keys() & theirs.keys()):
        own, other = ours[noun], theirs[noun]
        if frozenset().union(*own.values()).isdisjoint(frozenset().union(*other.values())):
            return min(own), min(other)
    return None


def noun_labels(s: Statement) -> Mapping[str, Mapping[int, frozenset[str]]]:
    """Return the labels of a statement: stem of the noun -> index of a label -> how it reads."""
    found: defaultdict[str, dict[int, frozenset[str]]] = defaultdict(dict)
    named = [quantity for quantity in s.quantities if quantity.unit == NAME]
    has_short = _SHORT.search(s.text) is not None
    if not named and not has_short:
        return found
    line = s.line
    for quantity in named:
        if (noun := _noun(line, quantity.first, quantity.last)) is not None:
            found[s.stems[noun]][quantity.first] = frozenset((str(quantity.value),))
    for i, word in enumerate(s.words) if has_short else ():
        if len(word.text) > 1 and not _ROMAN_LETTERS.issuperset(word.text):
            continue
        if (noun := _noun(line, i, i + 1)) is not None and (readings := _readings(line, i, noun)):
            found[s.stems[noun]][i] = readings
    return found


def _noun(line: Line, first: int, last: int) -> int | None:
    """The noun that a label names one of: before it; behind it in 13. etapa, A组."""
    follows = line.gap(last) == ". " or not has_spaces(line.language)
    noun = last if follows and line.tag(last, "numbered") else first - 1
    return noun if line.word(noun).isalpha() else None


def _readings(line: Line, i: int, noun: int) -> frozenset[str]:
    """What a letter or a Roman number behind a noun may say: I is a letter and 1."""
    text = line.text[line.words[i].start : line.words[i].end]
    roman = _ROMAN.fullmatch(text) if text[0] in _DIGITS and text.isupper() else None
    if not (roman or (len(text) == 1 and text.isupper() and text.isalpha() and text < "\u3000")):
        return frozenset()
    named = line.text[line.words[noun].start : line.words[noun].end]
    listed = line.tag(noun, "numbered") is not None
    if line.gap(max(i, noun)).strip(" \xa0") or (named.isupper() and len(named) > 1):
        return frozenset()
    if not listed and (len(named) < MIN_NOUN or line.word(noun) in line.function or text == "I"):
        return frozenset()
    leads_name = i + 1 < len(line.words) and line.is_capital(i + 1) and line.gap(i + 1) != ", "
    if len(text) == 1 and (leads_name or _is_initial(line, i)) and not listed:
        return frozenset()  # George W. Bush, Opens A Bridge
    letters = {text.casefold()} if len(text) == 1 else set()
    return frozenset(letters | ({str(_roman_value(text))} if roman else set()))


def _is_initial(line: Line, i: int) -> bool:
    """Whether a point behind a letter shortens a name, and ends no sentence."""
    return i + 1 < len(line.words) and line.gap(i + 1).startswith(".")


def _roman_value(text: str) -> int:
    values = [_DIGITS[letter] for letter in text]
    return sum(-value if value < max(values[i:]) else value for i, value in enumerate(values))
