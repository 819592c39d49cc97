"""All numbers, dates and times of a sentence."""

from __future__ import annotations

import re

from multisumm.comparison.figures.fates import with_fates
from multisumm.comparison.figures.moments import read_moment
from multisumm.comparison.figures.numerals import FRACTIONS
from multisumm.comparison.figures.quantities import read_quantity
from multisumm.comparison.figures.shares import with_shares
from multisumm.comparison.figures.values import Moment, Quantity
from multisumm.comparison.lexicon import FIGURES
from multisumm.comparison.line import Line

_FIGURE = re.compile(rf"[\d{''.join(FRACTIONS)}]")
_BEGINNING = FIGURES | {"comparators"}


def find_figures(line: Line) -> tuple[list[Quantity], list[Moment], set[int]]:
    """Return the quantities and moments of a sentence, and the indices of the words they take."""
    quantities: list[Quantity] = []
    moments: list[Moment] = []
    used: set[int] = set()
    end = 0
    for i in _beginnings(line):
        if i < end:
            continue
        moment = read_moment(line, i)
        quantity = None if moment else read_quantity(line, i)
        if moment:
            moments.append(moment)
            used.update(range(i, moment.last))
            end = moment.last
        elif quantity:
            quantities.append(quantity)
            used.update(range(quantity.first, quantity.last))
            end = quantity.last
    return with_fates(line, with_shares(line, quantities, used), used), moments, used


def _beginnings(line: Line) -> list[int]:
    """The words with which a number, a date or a time can begin."""
    found = line.places(_BEGINNING)
    if _FIGURE.search(line.text):
        firsts = [word.text[0] for word in line.words]
        found.update(i for i, it in enumerate(firsts) if it.isdecimal() or it in FRACTIONS)
    for i, _ in line.listed.get("and_half", ()):
        if line.word(i - 2) in line.small.articles:
            found.add(i - 2)
    return sorted(found)
