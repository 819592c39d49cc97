"""Rules for polarity: opposites, denials, and both at once."""

from __future__ import annotations

from multisumm.comparison.contrast import Contrast
from multisumm.comparison.rules.event_coreference import (
    COVERED,
    has_own_times,
    is_about_one,
    is_repeated,
)
from multisumm.comparison.rules.participants import (
    are_converse,
    changes_ends,
    is_told_from_both_ends,
)
from multisumm.comparison.rules.rulings import (
    RelationKind,
    Rule,
    Ruling,
    of_operators,
    of_opposed,
)
from multisumm.comparison.statements import NEGATIVE, Statement
from multisumm.text.languages import function_words

MUCH_SHARED = 7
"""Statements that share so much tell one matter, though other words are exchanged as well."""


def _opposite(both: Contrast) -> Ruling | None:
    """One says the opposite of the other."""
    if len(both.alignment.opposed) != 1 or both.numbers or _denies_one(both):
        return None
    if both.polarity_differs and min(both.covered) < 0.7:
        return None
    replaced = all(both.left) and both.replaced and both.shared < MUCH_SHARED
    if min(both.covered) < 0.55 or replaced or all(both.names):
        return None
    told = both.moments or _may_be_converse(both) or has_own_times(both)
    kind: RelationKind = "update" if both.changed else "similar" if told else "conflict"
    return of_opposed(both, kind)


def _may_be_converse(both: Contrast) -> bool:
    """Whether opposites may tell one matter from its two ends.

    Nouns for relations (brother, sister) do so only if the names around them change places.
    """
    i, j = both.alignment.opposed[0]
    related = both.a.tagged(i, "relational") and both.b.tagged(j, "relational")
    return changes_ends(both, i, j) if related else are_converse(both)


def _disputed(both: Contrast) -> Ruling | None:
    """Two speakers dispute it, so it is no state that has changed since."""
    return _negation(both) if both.a.spoken and both.b.spoken else None


def _negation(both: Contrast) -> Ruling | None:
    """One denies what the other says."""
    if not both.denied or not both.polarity_differs or both.alignment.opposed or both.numbers:
        return None
    if all(both.names) or both.general:
        return None
    if not is_about_one(both) or (both.shared < 3 and both.similarity < 0.55):
        return None
    if min(both.covered) < COVERED:
        return None
    changed = both.changed or _is_said_anew(both)
    kind: RelationKind = "update" if changed else "similar" if both.moments else "conflict"
    if _has_exception(both) or is_undone(both):
        kind = "similar"
    return of_operators(both, NEGATIVE, kind)


def _has_exception(both: Contrast) -> bool:
    """Whether what is denied may be said in other words: all but one, only one has not, until.

    So it may if both are conditions: unless the ash clears, if the ash does not clear; if each
    denies something; or if one tells of none and the other of all, in other words.
    """
    sides = (both.a, both.b)
    denials = [sum(op.name in NEGATIVE for op in s.operators) for s in sides]
    if is_repeated(*sides):
        return denials[0] == denials[1]
    if _exceptions(both.a) != _exceptions(both.b):
        return True
    if all(denials):
        return True
    of_all = any(s.has("universal") for s in sides) and any(s.has("none") for s in sides)
    if of_all and all(both.left):
        return True
    return all(any(op.name == "condition" for op in s.operators) for s in sides)


def is_undone(both: Contrast) -> bool:
    """Return whether one denies what the other undoes: does not climb, is kept from climbing."""
    sides = (both.a, both.b)
    return any(s.tagged(i, "undoing") for s, own in zip(sides, both.left, strict=True) for i in own)


def _exceptions(s: Statement) -> set[str]:
    """The words by which a statement tells an exception; a part of `not only` tells none."""
    inside = {i + k for i, tag in s.listed.get("not_negation", ()) for k in range(1, tag.length)}
    return {s.stems[i] for i, _ in s.listed.get("exceptive", ()) if i not in inside}


def _is_said_anew(both: Contrast) -> bool:
    """Whether one speaker says one thing on one day and the contrary on another."""
    on_two_days = any(pair.ours in both.a.asides for pair in both.moments)
    ours, theirs = (
        {s.stems[i] for i in s.spoken if not s.tagged(i, "saying")} - function_words(s.language)
        for s in (both.a, both.b)
    )
    return on_two_days and not ours.isdisjoint(theirs)


def _double_negation(both: Contrast) -> Ruling | None:
    """One denies the opposite of what the other says: the same, if there is no third."""
    if len(both.alignment.opposed) != 1 or both.differing or not _denies_one(both):
        return None
    if min(both.covered) < 0.75:
        return None
    if are_converse(both):
        return of_opposed(both, "conflict" if is_told_from_both_ends(both) else "similar")
    return of_opposed(both, "similar") if _have_a_third(both) else Ruling("same")


def _have_a_third(both: Contrast) -> bool:
    """Whether two opposites are not all there is: what is not blue need not be white."""
    i, j = both.alignment.opposed[0]
    groups = {key.partition("/")[0] for key in both.a.rivals[i] & both.b.keys[j]}
    return any(sum(key.startswith(f"{group}/") for key in both.a.rivals[i]) > 1 for group in groups)


def _denies_one(both: Contrast) -> bool:
    """Whether just one of two opposites is denied, so that both say the same."""
    i, j = both.alignment.opposed[0]
    return both.denies(0, i) != both.denies(1, j)


POLARITY_RULES: tuple[Rule, ...] = (
    Rule("opposite", "opposite words", _opposite,
         ("Shares in Nordline rose sharply.", "Shares in Nordline fell sharply.", "conflict")),
    Rule("disputed", "said / denied", _disputed,
         ("The pilot had been drinking, the police said.",
          "The pilot had not been drinking, the airline said.", "conflict")),
    Rule("negation", "said / denied", _negation,
         ("The pilot had been drinking.", "The pilot had not been drinking.", "conflict")),
    Rule("double negation", "", _double_negation,
         ("The council rejected the new budget.",
          "The council did not approve the new budget.", "same")),
)  # fmt: skip
