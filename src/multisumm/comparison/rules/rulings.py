"""What a rule is, and what it says of two statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from multisumm.comparison.contrast import Contrast
from multisumm.comparison.slots import Figure, FigurePair

RelationKind = Literal["same", "part", "conflict", "update", "similar"]


class Ruling(NamedTuple):
    """What a rule says: the relation, the words it rests on in each, and which says more."""

    kind: RelationKind
    ours: Sequence[int] = ()
    theirs: Sequence[int] = ()
    whole: int | None = None
    later: int | None = None


class Rule(NamedTuple):
    """A rule.

    Attributes:
        name: Its name.
        differs_in: What two statements differ in where it applies.
        apply: Gives a verdict, or None where it does not apply.
        example: Two sentences and how they relate by this rule.
    """

    name: str
    differs_in: str
    apply: Callable[[Contrast], Ruling | None]
    example: tuple[str, str, RelationKind]


def words_of_figure(figure: Figure) -> range:
    """Return the words of a figure."""
    return range(figure.first, figure.last)


def of_figures(pairs: Sequence[FigurePair], kind: RelationKind) -> Ruling:
    """Return a ruling that rests on figures."""
    return Ruling(
        kind,
        [i for pair in pairs for i in words_of_figure(pair.ours)],
        [j for pair in pairs for j in words_of_figure(pair.theirs)],
    )


def of_opposed(both: Contrast, kind: RelationKind) -> Ruling:
    """Return a ruling that rests on opposites."""
    opposed = both.alignment.opposed
    return Ruling(kind, [i for i, _ in opposed], [j for _, j in opposed])


def of_operators(both: Contrast, names: Sequence[str], kind: RelationKind) -> Ruling:
    """Return a ruling that rests on the operators with these names."""
    ours, theirs = ([i for op in s.operators if op.name in names for i in range(op.first, op.last)
                     if i < len(s.words)] for s in (both.a, both.b))  # fmt: skip
    return Ruling(kind, ours, theirs)
