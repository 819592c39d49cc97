"""How two statements relate: they say the same, one a part of the other, or they contradict.

The rules of `rules/` are tried in order, and the first that applies decides. Each names what it
goes by and has an example, which a test runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from multisumm.comparison.contrast import ALIKE, Contrast, contrast
from multisumm.comparison.naming import name_difference
from multisumm.comparison.rules.alternatives import ALTERNATIVE_RULES
from multisumm.comparison.rules.differences import DIFFERENCE_RULES
from multisumm.comparison.rules.doubts import is_doubtful
from multisumm.comparison.rules.entailment import ENTAILMENT_RULES
from multisumm.comparison.rules.event_coreference import COVERED, NEAR, count_plain
from multisumm.comparison.rules.figures import FIGURE_RULES
from multisumm.comparison.rules.modality import MODALITY_RULES
from multisumm.comparison.rules.participants import LABEL_RULES, PARTICIPANT_RULES
from multisumm.comparison.rules.polarity import POLARITY_RULES
from multisumm.comparison.rules.rulings import RelationKind, Rule
from multisumm.comparison.rules.updates import UPDATE_RULES
from multisumm.comparison.slots import figures_of
from multisumm.comparison.statements import Statement
from multisumm.model import Span

RULES: tuple[Rule, ...] = (
    *LABEL_RULES,
    *UPDATE_RULES,
    *MODALITY_RULES,
    *PARTICIPANT_RULES,
    *FIGURE_RULES,
    *POLARITY_RULES,
    *ALTERNATIVE_RULES,
    *DIFFERENCE_RULES,
    *ENTAILMENT_RULES,
)
"""All rules, in the order in which they are tried."""


_JOINING = frozenset(".-‐‑/'’")
"""Marks that stand inside of what is written as one word: p.m, 5/3, two-thirds."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How one statement relates to another.

    Attributes:
        kind: `same`, `part`, `conflict`, `update` or `similar`.
        similarity: What both say of all that either says, 0 to 1.
        rule: Name of the rule that found it.
        differs_in: What they differ in, for a reader; "" where they do not.
        ours: Spans of the first sentence on which that rests.
        theirs: Spans of the second sentence.
        whole: Of a part, 1 if the second sentence says more, 0 if the first does; else None.
        later: Of an update, 1 if the second sentence tells what came later, 0 if the first does;
            None where their words do not tell.
    """

    kind: RelationKind
    similarity: float
    rule: str
    differs_in: str = ""
    ours: tuple[Span, ...] = ()
    theirs: tuple[Span, ...] = ()
    whole: int | None = None
    later: int | None = None


def relate(a: Statement, b: Statement) -> Relation | None:
    """Return how two statements relate; None if they speak of different things.

    It is the same from either side: of two statements the one whose text sorts first is always
    the first to be matched.
    """
    if a.text <= b.text:
        return _relate(a, b)
    found = _relate(b, a)
    return None if found is None else turned(found)


def turned(relation: Relation) -> Relation:
    """Return the relation as it is seen from the other statement."""
    whole, later = (None if side is None else 1 - side for side in (relation.whole, relation.later))
    return replace(relation, ours=relation.theirs, theirs=relation.ours, whole=whole, later=later)


def _relate(a: Statement, b: Statement) -> Relation | None:
    """Apply the first rule that gives a verdict."""
    both = contrast(a, b)
    if both is None:
        return None
    far = both.similarity < NEAR and min(both.covered) < COVERED
    if far and not _may_decide(both):
        return None
    for rule in RULES:
        verdict = rule.apply(both)
        if verdict:
            if verdict.kind in ("conflict", "update") and is_doubtful(both, verdict):
                verdict = verdict._replace(kind="similar")
            if verdict.kind == "similar" and (far or not count_plain(both)):
                return None
            return Relation(
                kind=verdict.kind,
                similarity=both.similarity,
                rule=rule.name,
                differs_in=name_difference(both, verdict.ours, verdict.theirs, rule.differs_in),
                ours=_spans(a, verdict.ours),
                theirs=_spans(b, verdict.theirs),
                whole=verdict.whole,
                later=verdict.later if verdict.kind == "update" else None,
            )
    return None


def _may_decide(both: Contrast) -> bool:
    """Whether more than a likeness may be found in two statements that are far from each other.

    That asks for figures in both, for opposites, or for most of the words of one of them.
    """
    has_figures = figures_of(both.a) and figures_of(both.b)
    return bool(has_figures or both.alignment.opposed or max(both.covered) >= ALIKE)


def _spans(s: Statement, words: Sequence[int]) -> tuple[Span, ...]:
    """The stretches of a sentence with these words, neighbours joined, also those of `p.m`."""
    spans: list[Span] = []
    for i in sorted({*words}):
        word = s.words[i]
        between = s.text[spans[-1][1] : word.start] if spans else ""
        if spans and i - 1 in words and (not between.strip() or between in _JOINING):
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
    return tuple(spans)
