"""What differs within a document: a writer who says two things mostly tells of two.

A list of prices, of pictures or of court dates has sentences that are alike but for a number. That
is no contradiction, unless the sentences stand by themselves, and apart.
"""

from __future__ import annotations

from multisumm.comparison.relations import Relation
from multisumm.comparison.small_words import small_words
from multisumm.comparison.statements import Statement, begins_with_pronoun
from multisumm.model import Sentence

OF_LISTS = frozenset(("number", "date", "opposite"))
"""Rules by which entries of a list differ. What is denied is mostly the word of somebody else."""


def tells_of_another(
    relation: Relation, ours: Sentence, theirs: Sentence, mine: Statement, yours: Statement
) -> bool:
    """Return whether two sentences of one document that contradict each other tell of two things.

    They do so if one follows the other, if they are opposites (the longest and the shortest), if
    one begins with a word that refers to what stands before it (this offer, her case), or if both
    count some of as many (2 of 7, 3 of 7).

    Args:
        relation: How they relate.
        ours: A sentence.
        theirs: Another one of its document.
        mine: The first as it is compared.
        yours: The second as it is compared.
    """
    if relation.kind != "conflict" or relation.rule not in OF_LISTS:
        return False
    if relation.rule == "opposite" or abs(ours.position - theirs.position) == 1:
        return True
    if any(map(_refers_back, (mine, yours))):
        return True
    wholes = [{one.value for one in s.quantities if one.role == "whole"} for s in (mine, yours)]
    return not wholes[0].isdisjoint(wholes[1])


def _refers_back(s: Statement) -> bool:
    """Whether a statement begins with a pronoun, or with a word that points back."""
    pointing = small_words(s.language).pointing
    return begins_with_pronoun(s) or (bool(s.words) and s.words[0].text in pointing)
