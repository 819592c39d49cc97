"""Rules for participants: who does it, to whom, from which side it is told."""

from __future__ import annotations

from multisumm.comparison.contrast import Contrast
from multisumm.comparison.figures.values import Quantity
from multisumm.comparison.labels import differ_in_label
from multisumm.comparison.roles import roles_differ
from multisumm.comparison.rules.event_coreference import COVERED
from multisumm.comparison.rules.rulings import Rule, Ruling, of_opposed
from multisumm.comparison.slots import FigurePair


def _label(both: Contrast) -> Ruling | None:
    """They tell of two things of one kind, with other letters or numbers: Team A, Team B."""
    labels = differ_in_label(both.a, both.b)
    return None if labels is None else Ruling("similar", labels[:1], labels[1:])


def _converse(both: Contrast) -> Ruling | None:
    """One says who won or bought, the other who lost or sold."""
    if not both.alignment.opposed or min(both.covered) < COVERED:
        return None
    turned = [pair for pair in both.numbers if _is_turned(pair)]
    if turned and turned == both.differing:
        return Ruling("same")
    alone = len(both.alignment.opposed) == 1 and not any(both.left) and not any(both.extra)
    if alone and not both.differing and not both.polarity_differs and are_converse(both):
        if is_told_from_both_ends(both):
            return Ruling("same")
        if _places_of_names(both) == {(True, True), (False, False)}:
            return of_opposed(both, "similar")  # shares are bought and sold: two deals
    return None


def is_told_from_both_ends(both: Contrast) -> bool:
    """Return whether each name stands in the place of the other around two converse words.

    Around nouns for relations (aunt, nephew) all has to: who sued an uncle was not sued by him.
    """
    i, j = both.alignment.opposed[0]
    turned, names = {(True, False), (False, True)}, _places_of_names(both)
    if both.a.tagged(i, "relational") or both.b.tagged(j, "relational"):
        return {(x < i, y < j) for x, y in both.alignment.pairs} == turned <= names
    return names >= turned


def _places_of_names(both: Contrast) -> set[tuple[bool, bool]]:
    """Whether the names of both stand before two opposites, in one statement and in the other."""
    i, j = both.alignment.opposed[0]
    ours, theirs = both.a.names | {0}, both.b.names | {0}
    return {(x < i, y < j) for x, y in both.alignment.pairs if x in ours and y in theirs}


def changes_ends(both: Contrast, i: int, j: int) -> bool:
    """Return whether words may tell one relation from its two ends: sister of B, brother of A.

    Then one name stands before one of the words and behind the other, and another one the other
    way round.
    """
    names = [(x, y) for x, y in both.alignment.pairs if x in both.a.names or y in both.b.names]
    return {(True, False), (False, True)} <= {(x < i, y < j) for x, y in names}


def _is_turned(pair: FigurePair) -> bool:
    ours, theirs = pair.ours, pair.theirs
    if not isinstance(ours, Quantity) or not isinstance(theirs, Quantity) or ours.other is None:
        return False
    return (ours.value, ours.other) == (theirs.other, theirs.value)


def are_converse(both: Contrast) -> bool:
    """Return whether opposites may tell one matter from its two ends: bought from, sold to."""
    i, j = both.alignment.opposed[0]
    return any(
        both.a.tagged(i, listed) and both.b.tagged(j, listed)
        for listed in ("converse", "relational")
    )


def _roles(both: Contrast) -> Ruling | None:
    """Each does in one what the other does in the other."""
    matched = (*both.alignment.pairs, *both.alignment.opposed)
    if not roles_differ(both.a, both.b, matched):
        return None
    contest = any(both.a.tagged(i, "contests") and both.b.tagged(j, "contests")
                  for i, j in both.alignment.pairs)  # fmt: skip
    if contest and not both.differing and not both.alignment.opposed and min(both.covered) >= 0.7:
        return Ruling("conflict", [i for i, _ in matched], [j for _, j in matched])
    return Ruling("similar")


LABEL_RULES: tuple[Rule, ...] = (
    Rule("label", "name", _label,
         ("Team A scored three goals in the final.",
          "Team B scored two goals in the final.", "similar")),
)  # fmt: skip
"""They come before all others: of two things anything can be true."""

PARTICIPANT_RULES: tuple[Rule, ...] = (
    Rule("converse", "", _converse,
         ("Rovers beat Town 3-1 on Saturday.", "Town lost 1-3 to Rovers on Saturday.", "same")),
    Rule("roles", "who does it", _roles,
         ("The union sued the airline in Bergen.",
          "The airline sued the union in Bergen.", "similar")),
)  # fmt: skip
