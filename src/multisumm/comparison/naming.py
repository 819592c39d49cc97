"""What a number that differs is of, for a reader: number of dead, number of pupils."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

from multisumm.comparison.contrast import Contrast
from multisumm.comparison.figures.values import Quantity
from multisumm.comparison.small_words import small_words
from multisumm.comparison.statements import Statement
from multisumm.resources import read_data
from multisumm.text.languages import function_words

OF_NUMBERS = "number"
"""What statements differ in where a number does; of what, or that it changed, may follow."""


def name_difference(both: Contrast, ours: Sequence[int], theirs: Sequence[int], name: str) -> str:
    """Return what two statements differ in, with what a number is of where that is sure.

    It is if the words behind both numbers are the same plural noun, or if both numbers count people
    with one fate; of several numbers, if it is so for each.

    Args:
        both: The statements.
        ours: The words of the first on which a ruling rests.
        theirs: The words of the second.
        name: What they differ in by the rule: `number`; `number, changed since`.

    Returns:
        `number of dead`, `number of dead and missing`, `number of pupils, changed since`; or `name`
        where nothing more is sure, and where no number differs.
    """
    head, comma, rest = name.partition(",")
    if head != OF_NUMBERS:
        return name
    found = [
        [one for one in s.quantities if one.first in words]
        for s, words in ((both.a, ours), (both.b, theirs))
    ]
    if not found[0] or len(found[0]) != len(found[1]):
        return name
    pairs = _in_pairs(both, *found)
    named = [_noun_of(both, one, other) for one, other in pairs]
    if not all(named):
        return name
    return f"{OF_NUMBERS} {' and '.join(dict.fromkeys(named))}{comma}{rest}"


def _in_pairs(
    both: Contrast, ours: Sequence[Quantity], theirs: Sequence[Quantity]
) -> list[tuple[Quantity, Quantity]]:
    """The numbers as they are set against each other, in the order of the first statement."""
    by_contrast = {pair.ours: pair.theirs for pair in both.numbers}
    if len(ours) == 1:
        return [(ours[0], theirs[0])]
    return [
        (one, other) for one in ours if isinstance(other := by_contrast.get(one), Quantity)
    ]  # fmt: skip


def _noun_of(both: Contrast, one: Quantity, other: Quantity) -> str:
    """What two numbers are of: `of dead`, `of pupils`, `in hospital`; empty if that is not sure."""
    if one.fate is not None and one.fate == other.fate:
        return _fate(one.fate)
    if all(s.line.tag(it.last, "persons") for s, it in ((both.a, one), (both.b, other))):
        return "of people"
    noun, same = _plural_behind(both.a, one), _plural_behind(both.b, other)
    if noun is None or same is None or both.a.stems[noun] != both.b.stems[same]:
        return ""
    word = both.a.words[noun]
    return f"of {both.a.text[word.start : word.end]}"


def _plural_behind(s: Statement, one: Quantity) -> int | None:
    """The plural noun right behind a number without a unit, by its ending."""
    i = one.last
    if one.unit is not None or i not in s.content or s.line.gap(i) != " ":
        return None
    return i if s.words[i].text.endswith(small_words(s.language).plural_endings) else None


@cache
def _fate(entry: int) -> str:
    """What became of people, as readers are told."""
    phrase: str = json.loads(read_data("lexicon/en.json"))["fates"][entry].split(", ")[0]
    return phrase if phrase.split()[0] in function_words("en") else f"of {phrase}"
