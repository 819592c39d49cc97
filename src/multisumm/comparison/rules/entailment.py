"""Rules for entailment: both statements say the same, or one a part of the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from multisumm.characters import COMMAS
from multisumm.comparison.contrast import Contrast
from multisumm.comparison.figures.values import Quantity
from multisumm.comparison.leftover import light_words
from multisumm.comparison.rules.event_coreference import (
    NEAR,
    count_plain,
)
from multisumm.comparison.rules.polarity import is_undone
from multisumm.comparison.rules.rulings import Rule, Ruling
from multisumm.comparison.small_words import small_words
from multisumm.comparison.statements import Statement, is_label
from multisumm.text.sentences import is_complete

COMPACT = 0.5
"""So much of the stretch of a statement that has a part of it belongs to that part."""

SLIGHT = 0.15
"""So much of what both say may be missing in one of them, and they still say the same."""


def count_surplus(both: Contrast) -> tuple[int, int]:
    """Return how much each says that the other does not."""
    more = [sum(pair.verdict == word for pair in both.figures) for word in ("more", "less")]
    ours, theirs = (
        len(left) + len(extra) for left, extra in zip(both.left, both.extra, strict=True)
    )
    return ours + more[0], theirs + more[1]


def _same(both: Contrast) -> Ruling | None:
    """Each says what the other says, but for trifles."""
    surplus = count_surplus(both)
    figures = any(both.extra) or any(pair.verdict in ("more", "less") for pair in both.figures)
    few = 1 if both.shared >= 4 else 0
    sides = (both.a, both.b)
    if _ranks_otherwise(both) or _counts_sides_otherwise(both):
        return None
    own = (both.alignment.ours, both.alignment.theirs)
    light = [len(light_words(s).intersection(words)) if left else 0
             for s, words, left in zip(sides, own, both.left, strict=True)]  # fmt: skip
    slight = all(
        extra + more <= SLIGHT * both.shared or (extra <= few and _is_inside(s, left, matched))
        for extra, more, s, left, matched in zip(
            surplus,
            light,
            sides,
            both.left,
            zip(*both.alignment.pairs, strict=True),
            strict=True,
        )
    )
    return Ruling("same") if slight and not figures else None


def _counts_sides_otherwise(both: Contrast) -> bool:
    """Whether two numbers that stand together come in another order: 52 to 48, 48 to 52."""
    plain = [
        (pair.ours.first, pair.theirs.first)
        for pair in both.figures
        if isinstance(pair.ours, Quantity) and pair.ours.unit is None and pair.verdict == "equal"
    ]
    return any(
        second[0] - first[0] == 2 == first[1] - second[1]
        for first, second in pairwise(sorted(plain))
    )


def _ranks_otherwise(both: Contrast) -> bool:
    """Whether one has an ordinal that the other has not: the second deepest, the deepest."""
    sides = (both.a, both.b)
    return any(s.tagged(i, "ordinals") and i + 1 in both.told_words(side)
               for side, s in enumerate(sides) for i in both.left[side])  # fmt: skip


def _is_inside(s: Statement, left: Sequence[int], matched: Sequence[int]) -> bool:
    """Whether each word that is left over stands between words that correspond."""
    for i in left:
        if i not in s.content:
            return False
        k = s.content.index(i)
        if i in s.names or not 0 < k < len(s.content) - 1:
            return False
        if s.content[k - 1] not in matched or s.content[k + 1] not in matched:
            return False
    return True


def _part(both: Contrast) -> Ruling | None:
    """All that one says is in the other, which says more."""
    surplus = count_surplus(both)
    spare = 1 if both.shared >= 6 else 0
    if both.shared < 3 or count_plain(both) < 2:
        return None  # little more than a subject in common
    if _ranks_otherwise(both) or (is_undone(both) and not _tells_what_went_before(both)):
        return None
    share = 1.0 if both.shared < 5 and both.similarity < NEAR else COMPACT
    for side, whole in ((0, 1), (1, 0)):
        if (
            surplus[side] <= spare
            and surplus[whole] > surplus[side]
            and not both.extra[side]
            and both.is_compact(whole, share)
            and not _is_fragment((both.a, both.b)[side])
            and _predicate_is_told(both, side)
        ):
            more = both.left[whole]
            return Ruling("part", () if whole else more, more if whole else (), whole)
    return None


def _tells_what_went_before(both: Contrast) -> bool:
    """Whether all that only one says stands in a clause behind, on what went before: , after ...

    That cannot undo what is told before it.
    """
    for side, s in enumerate((both.a, both.b)):
        own, told = both.left[side], both.told_words(side)
        if own and not any(
            s.words[i].text in small_words(s.language).behind
            and s.text[s.words[i - 1].end : s.words[i].start].strip() in tuple(COMMAS)
            for i in range(max(told, default=0) + 1, min(own))
        ):
            return False
    return True


def _predicate_is_told(both: Contrast, side: int) -> bool:
    """Whether the other tells, too, what small words say at the end of a statement: ... is gone."""
    s, other = (both.a, both.b) if side == 0 else (both.b, both.a)
    behind = range(max(both.told_words(side)) + 1, len(s.words))
    small = {s.stems[i] for i in behind if i not in s.spoken}
    return len(small) < 2 or bool({*behind} & {*s.content}) or small <= {*other.stems}


def _is_fragment(s: Statement) -> bool:
    """Whether a sentence is cut off, or a mere label."""
    return not is_complete(s.text, language=s.language) or is_label(s)


def _near(both: Contrast) -> Ruling | None:
    """They share much, and each says something else."""
    return Ruling("similar", *both.left)


ENTAILMENT_RULES: tuple[Rule, ...] = (
    Rule("same", "", _same,
         ("The mayor opened the library on Monday.",
          "On Monday the library was opened by the mayor.", "same")),
    Rule("part", "", _part,
         ("The minister resigned on Thursday.",
          "The minister resigned on Thursday after a newspaper had printed his letters.", "part")),
    Rule("near", "details", _near,
         ("The flood in Tessa closed two schools and a road.",
          "The flood in Tessa closed two schools and damaged a mill.", "similar")),
)  # fmt: skip
