"""What differs within a document: a writer who says two things mostly tells of two.

A list of prices, of pictures or of court dates has sentences that are alike but for a number. That
is no contradiction, unless the sentences stand by themselves, and apart.
"""

from __future__ import annotations

from dataclasses import replace

from multisumm.comparison.relations import Relation
from multisumm.comparison.small_words import small_words
from multisumm.comparison.statements import Statement, begins_with_pronoun
from multisumm.model import Sentence

OF_LISTS = frozenset(("number", "date", "opposite"))
"""Rules by which entries of a list differ. What is denied is mostly the word of somebody else."""


def as_of_one_writer(
    relation: Relation, one: tuple[Sentence, Statement], other: tuple[Sentence, Statement]
) -> Relation:
    """Return a relation with regard to whether both sentences are of one document.

    There two that contradict each other by such a rule are similar if one follows the other, if
    dates or opposites differ (the longest, the shortest), if one begins with a word that refers to
    what stands before it (this offer, her case), or if both count some of as many (2 of 7, 3 of 7).

    Args:
        relation: How they relate.
        one: A sentence, also as it is compared.
        other: Another one.
    """
    (ours, mine), (theirs, yours) = one, other
    if ours.document != theirs.document:
        return relation
    if relation.kind != "conflict" or relation.rule not in OF_LISTS:
        return relation
    follows = abs(ours.position - theirs.position) == 1
    in_list = (
        follows
        or relation.rule in ("date", "opposite")
        or _refers_back(mine)
        or _refers_back(yours)
    )
    return replace(relation, kind="similar") if in_list or _count_of_one(mine, yours) else relation


def _count_of_one(mine: Statement, yours: Statement) -> bool:
    """Whether both count some of as many."""
    ours, theirs = (
        {one.value for one in s.quantities if one.role == "whole"} for s in (mine, yours)
    )
    return not ours.isdisjoint(theirs)


def _refers_back(s: Statement) -> bool:
    """Whether a statement begins with a pronoun, or with a word that points back."""
    pointing = small_words(s.language).pointing
    return begins_with_pronoun(s) or (bool(s.words) and s.words[0].text in pointing)
