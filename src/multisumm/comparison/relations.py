"""How two statements relate: they say the same, one a part of the other, or they contradict.

The rules are tried in order, and the first that applies decides. Each names what it goes by and has
an example, which a test runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, NamedTuple

from multisumm.comparison.contrast import (
    ALIKE,
    NEGATIVE,
    Contrast,
    begins_with_pronoun,
    contrast,
    is_light,
)
from multisumm.comparison.figure_comparison import compare_moments
from multisumm.comparison.figures import FREQUENCY, ORDINAL, Moment, Quantity
from multisumm.comparison.lexicon import load_lexicon
from multisumm.comparison.roles import DETERMINERS, roles_differ
from multisumm.comparison.slots import (
    Figure,
    FigurePair,
    counted,
    differ_in_fate,
    figures_of,
    share_anchor,
)
from multisumm.comparison.statements import Statement
from multisumm.model import Span
from multisumm.text.languages import function_words
from multisumm.text.sentences import is_complete

RelationKind = Literal["same", "part", "conflict", "update", "similar"]

COVERED = 0.6
"""A contradiction needs this share of the words of each statement in the other."""

NEAR = 0.4
"""From this similarity on, two statements are near enough that a summary holds only one."""

MAX_RETOLD = 3
"""What is told again in other words has so many words that the first telling has not."""

SURELY_RETOLD = 0.85
"""So much is told again if neither a name nor a date shows that it is the same event."""

COMPACT = 0.5
"""So much of the stretch of a statement that has a part of it belongs to that part."""

GOVERNS = 5
"""A verb bears on an infinitive up to so many words behind it: ordered the paper to pay."""

WORD_BY_WORD = 0.85
"""Statements that have this share of all words in common are one text with a change."""

TOLD_AT_LENGTH = 5
"""Statements on dead, missing and the like that share so much are about one event."""

LEVEL_REACH = 6
"""What a number has risen or fallen to stands up to so many words behind the verb."""

SLIGHT = 0.15
"""So much of what both say may be missing in one of them, and they still say the same."""


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
            if verdict.kind == "similar" and (far or not _plain(both)):
                return None
            return Relation(
                kind=verdict.kind,
                similarity=both.similarity,
                rule=rule.name,
                differs_in=rule.differs_in,
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


def _plain(both: Contrast) -> int:
    """How many words that are no names correspond or are opposites."""
    matched = (*both.alignment.pairs, *both.alignment.opposed)
    return sum(i not in both.a.names and j not in both.b.names for i, j in matched)


def _spans(s: Statement, words: Sequence[int]) -> tuple[Span, ...]:
    """The stretches of a sentence with these words, neighbours joined."""
    spans: list[Span] = []
    for i in sorted({*words}):
        word = s.words[i]
        if spans and not s.text[spans[-1][1] : word.start].strip() and i - 1 in words:
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
    return tuple(spans)


def _words(figure: Figure) -> range:
    return range(figure.first, figure.last)


def _of_pairs(pairs: Sequence[FigurePair], kind: RelationKind) -> Ruling:
    """A verdict that rests on figures."""
    return Ruling(
        kind,
        [i for pair in pairs for i in _words(pair.ours)],
        [j for pair in pairs for j in _words(pair.theirs)],
    )


def _of_opposed(both: Contrast, kind: RelationKind) -> Ruling:
    opposed = both.alignment.opposed
    return Ruling(kind, [i for i, _ in opposed], [j for _, j in opposed])


def _of_operators(both: Contrast, names: Sequence[str], kind: RelationKind) -> Ruling:
    ours, theirs = ([i for op in s.operators if op.name in names for i in range(op.first, op.last)
                     if i < len(s.words)] for s in (both.a, both.b))  # fmt: skip
    return Ruling(kind, ours, theirs)


# --- updates --------------------------------------------------------------------------------------


def _revised(both: Contrast) -> Ruling | None:
    """One tells from what to what a number changed, the other the number before."""
    for one, other, side in ((both.a, both.b, 0), (both.b, both.a, 1)):
        if not _is_surely_told(both, side):
            continue
        before = [q for q in one.quantities if q.role == "from"]
        after = [q for q in one.quantities if q.role == "to"]
        replaced = bool(before) and not after and one.has("former")
        if replaced:  # 25,000 instead of 18,000
            after = [q for q in one.quantities if not q.role and q.unit == before[0].unit]
        values = {q.value for q in other.quantities}
        told = any(q.role == "from" for q in other.quantities)
        if not before or not after or told or max(both.covered) < 0.3:
            continue
        if not (replaced or _tells_change(one)):
            continue
        if before[0].value in values and after[0].value not in values:
            old = next(q for q in other.quantities if q.value == before[0].value)
            words = (_words(after[0]), _words(old))
            return Ruling("update", *(words if side == 0 else words[::-1]), later=side)
    return None


def _moved(both: Contrast) -> Ruling | None:
    """One tells from when to when something was moved, the other when it was to be before."""
    if max(both.covered) < COVERED or all(both.names):
        return None
    for one, other, side in ((both.a, both.b, 0), (both.b, both.a, 1)):
        if not _is_surely_told(both, side):
            continue
        ends = {moment.role: moment for moment in one.moments}
        if not one.has("moved") or not ends.keys() >= {"from", "to"}:
            continue
        before = [m for m in other.moments if compare_moments(m, ends["from"]) == "equal"]
        anew = any(compare_moments(m, ends["to"]) == "equal" for m in other.moments)
        if before and not anew:
            words = (_words(ends["to"]), _words(before[0]))
            return Ruling("update", *(words if side == 0 else words[::-1]), later=side)
    return None


def _is_surely_told(both: Contrast, side: int) -> bool:
    """Whether a statement, 0 or 1, neither doubts nor denies: may be moved, was not moved."""
    s = (both.a, both.b)[side]
    is_denied = any(op.name in NEGATIVE for op in s.operators)
    return both.kinds[side] <= both.kinds[1 - side] and not is_denied


def _tells_change(s: Statement) -> bool:
    """Whether words of rising, falling or change stand in a statement: no mere range."""
    return bool(s.changes) or any(_is_of_change(s, i) for i in range(len(s.words)))


def _level(both: Contrast) -> Ruling | None:
    """One tells what a number has risen or fallen to, the other another number."""
    few = len(both.alignment.pairs) < 2 or max(both.covered) < 0.4 or min(both.covered) < 0.3
    if few or all(both.names) or _is_dated_apart(both):
        return None
    for one, other, side in ((both.a, both.b, 0), (both.b, both.a, 1)):
        if any(q.role == "from" for q in one.quantities):
            continue
        for q in one.quantities:
            near = range(max(0, q.first - LEVEL_REACH), q.first)
            moved = [i for i in near if _is_of_change(one, i)]
            if q.role != "to" or not moved or any(moved[-1] < i < q.first for i in one.content):
                continue
            told = {r.value for r in one.quantities}
            others = [r for r in other.quantities
                      if r.unit == q.unit and not r.role and r.value not in told
                      and not differ_in_fate(q, r)
                      and (q.fate == r.fate is not None or share_anchor(one, q, other, r)
                           or counted(other, r) is None)]  # fmt: skip
            if others and all(r.value != q.value for r in other.quantities):
                words = (_words(q), _words(others[0]))
                return Ruling("update", *(words if side == 0 else words[::-1]), later=side)
    return None


def _is_dated_apart(both: Contrast) -> bool:
    """Whether the two speak of different months or years, so that neither replaces the other."""
    parts = {name for pair in both.moments if isinstance(pair.ours, Moment)
             for name, _ in pair.ours.parts}  # fmt: skip
    return any(name in ("month", "year") or name.startswith("part") for name in parts)


def _done(both: Contrast) -> Ruling | None:
    """One says that something is planned for a day, the other that it happened on that day."""
    ours, theirs = both.kinds
    future = _future_differs(both)
    dated = any(isinstance(pair.ours, Moment) and pair.verdict != "differ" for pair in both.figures)
    if (
        not dated
        or both.differing
        or (ours ^ theirs != {"plan"} and not (future and ours == theirs))
    ):
        return None
    if min(both.covered) < COVERED or both.polarity_differs or all(both.names):
        return None
    plans = [[op for op in s.operators if op.name in ("plan", "future")] for s in (both.a, both.b)]
    if all(plans) or any(isinstance(one, Moment) for one in both.extra[1 if plans[1] else 0]):
        return None
    planned_first = bool(plans[0])
    if any(op.name in NEGATIVE for s in (both.a, both.b) for op in s.operators):
        return None
    if not _may_be_past(both.b if planned_first else both.a):
        return None
    if not both.speaks_of(0 if planned_first else 1, plans[0] or plans[1]):
        return None
    return _of_operators(both, ("plan", "future"), "update")._replace(later=int(planned_first))


def _may_be_past(s: Statement) -> bool:
    """Whether a statement has a word in a form of the past, where a language has such forms."""
    endings = _PAST_ENDINGS.get(s.language)
    words = {s.words[i].text for i in range(len(s.words)) if i not in s.spoken}
    if s.language == "en":
        endings = ("ed",)
        irregular = load_lexicon("en").irregular
        if any(word in irregular and word not in ("is", "are") for word in words):
            return True
    return endings is None or any(word.endswith(endings) for word in words)


def _is_of_change(s: Statement, i: int) -> bool:
    """Whether a word is of the first pair of opposites, which is that of rising and falling."""
    return not s.keys[i].isdisjoint(("0/0", "0/1"))


def _state(both: Contrast) -> Ruling | None:
    """One tells a state, the other what came of it."""
    ours, theirs = both.states
    plain = both.kinds[0] == both.kinds[1] and not both.polarity_differs
    if not ours or not plain or min(both.covered) < 0.5 or all(both.names) or _is_dated_apart(both):
        return None
    if both.similarity < 0.45:
        return None
    return Ruling("update", sorted(ours), sorted(theirs), later=both.later_state)


# --- how it is meant ------------------------------------------------------------------------------


def _admitted_denied(both: Contrast) -> Ruling | None:
    """One affirms by a verb what the other denies by its opposite."""
    heads = [{op.first for op in s.operators if op.name == "denial"} for s in (both.a, both.b)]
    opposed = any(i in heads[0] or j in heads[1] for i, j in both.alignment.opposed)
    if opposed and both.kinds[0] ^ both.kinds[1] == {"denial"} and min(both.covered) >= COVERED:
        return _of_opposed(both, "conflict")
    return None


def _modality(both: Contrast) -> Ruling | None:
    """One says that something is so, the other that it may be, is planned, claimed or asked for."""
    ours, theirs = both.kinds
    if ours ^ theirs == {"denial"} and both.denies_in_own_words:
        return None
    if ours == theirs and not _future_differs(both):
        return None
    return _of_operators(both, sorted(ours ^ theirs or {"future"}), "similar")


def _future_differs(both: Contrast) -> bool:
    """Whether one says that something will be, and the other has its verb in another form."""
    ours, theirs = ([op for op in s.operators if op.name == "future"] for s in (both.a, both.b))
    if bool(ours) == bool(theirs):
        return False
    planned = [any(op.name == "plan" for op in s.operators) for s in (both.a, both.b)]
    if planned[1 if ours else 0]:
        return False
    op, side = (ours or theirs)[0], 0 if ours else 1
    for pair in both.alignment.pairs:
        if pair[side] in op.scope[:1]:
            verb = (both.a, both.b)[side].words[pair[side]].text
            form = (both.b, both.a)[side].words[pair[1 - side]].text
            if both.a.language in _PAST_ENDINGS:
                return form.endswith(_PAST_ENDINGS[both.a.language])
            return form not in (verb, f"{verb}s", f"{verb}es") and not form.endswith("ing")
    return False


def _embedded(both: Contrast) -> Ruling | None:
    """What one says is in the other an infinitive behind a word that need not mean it is so."""
    for i, j in both.alignment.pairs:
        ours = _is_infinitive(both.a, i, both.b.words[j].text)
        theirs = _is_infinitive(both.b, j, both.a.words[i].text)
        if ours == theirs:
            continue
        side, word = (0, i) if ours else (1, j)
        s = (both.a, both.b)[side]
        own = (both.alignment.ours, both.alignment.theirs)[side]
        governing = [k for k in own if 0 < word - k <= GOVERNS]
        if governing and not _is_implicative(s, governing[-1]):
            return Ruling(
                "similar", governing if side == 0 else [i], [j] if side == 0 else governing
            )
    return None


def _is_infinitive(s: Statement, i: int, other: str) -> bool:
    """Whether a word is the infinitive of a verb that has another form in the other statement.

    It stands behind `to`, or ends like one; a noun (to customers, la lettre) has its form there,
    too, or that of the plural. One of that form has an object: to cut the rent, cut the rent.
    """
    text, after = s.words[i].text, s.words[i + 1].text if i + 1 < len(s.words) else ""
    alike = {text.rstrip("s"), text} & {other.rstrip("s"), other}
    if i in s.names or (alike and after not in DETERMINERS):
        return False
    if s.language in _INFINITIVE_ENDINGS:
        return text.endswith(_INFINITIVE_ENDINGS[s.language]) and not text.endswith("сть")
    return i > 0 and s.words[i - 1].text == _BEFORE_INFINITIVE.get(s.language)


def _is_implicative(s: Statement, i: int) -> bool:
    """Whether what follows a word is so: managed to, was forced to."""
    return any(first <= i < first + tag.length for first, tag in s.listed.get("implicative", ()))


_BEFORE_INFINITIVE = {"en": "to", "de": "zu", "el": "να", "ar": "أن"}

_INFINITIVE_ENDINGS = {
    "fr": ("er", "ir", "re"),
    "es": ("ar", "er", "ir"),
    "pt": ("ar", "er", "ir"),
    "it": ("are", "ere", "ire", "rre", "arsi", "ersi", "irsi"),
    "ru": ("ть", "ться", "ти", "тись"),
}

_PAST_ENDINGS = {
    "it": ("ato", "ata", "ati", "ate", "uto", "uta", "uti", "ito", "ita", "iti", "so", "sto"),
    "es": ("ó", "aron", "ieron", "ado", "ido"),
    "pt": ("ou", "aram", "eram", "iram", "ado", "ido", "eu", "iu"),
    "fr": ("é", "ée", "és", "ées", "i", "is", "it", "u", "us"),
}
"""Endings by which the past is told from the present, in languages whose future is one word."""


# --- who does it ----------------------------------------------------------------------------------


def _converse(both: Contrast) -> Ruling | None:
    """One says who won or bought, the other who lost or sold."""
    if not both.alignment.opposed or min(both.covered) < COVERED:
        return None
    turned = [pair for pair in both.numbers if _is_turned(pair)]
    if turned and turned == both.differing:
        return Ruling("same")
    alone = len(both.alignment.opposed) == 1 and not any(both.left) and not any(both.extra)
    if alone and not both.differing and not both.polarity_differs and _are_converse(both):
        ((x, y),) = both.alignment.opposed
        ours, theirs = both.a.names | {0}, both.b.names | {0}
        named = [(i, j) for i, j in both.alignment.pairs if i in ours and j in theirs]
        places = {(i < x, j < y) for i, j in named}
        if places >= {(True, False), (False, True)}:  # each name stands in the place of the other
            return Ruling("same")
        if places == {(True, True), (False, False)}:
            return _of_opposed(both, "similar")  # shares are bought and sold: two deals
    return None


def _is_turned(pair: FigurePair) -> bool:
    ours, theirs = pair.ours, pair.theirs
    if not isinstance(ours, Quantity) or not isinstance(theirs, Quantity) or ours.other is None:
        return False
    return (ours.value, ours.other) == (theirs.other, theirs.value)


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


# --- contradictions -------------------------------------------------------------------------------


def _is_about_one(both: Contrast, *, retold: bool = False) -> bool:
    """Whether both speak of one matter, so that what differs contradicts.

    Args:
        both: The statements.
        retold: Whether they may tell it in other words (`_is_retold`).
    """
    ours, theirs = (
        [i for i in left if not s.tagged(i, "levels")]
        for s, left in zip((both.a, both.b), both.left, strict=True)
    )
    exchanged = bool(ours and theirs) and (min(len(ours), len(theirs)) > 1 or both.replaced)
    inside = max(both.covered) >= 0.8 and min(both.covered) >= 0.3 and both.shared >= 5
    if exchanged and not (retold and _is_retold(both)):
        return False
    return (min(both.covered) >= COVERED or inside) and not all(both.names)


def _is_retold(both: Contrast) -> bool:
    """Whether one tells in other words, and in another order, of the same event as the other.

    Where only a word is exchanged for another and the rest stands as it was, another thing is told.
    """
    pairs = both.alignment.pairs
    reordered = any(j > k for (_, j), (_, k) in pairwise(pairs))
    named = any(i in both.a.names and j in both.b.names for i, j in pairs)
    dated = any(pair.verdict == "equal" and isinstance(pair.ours, Moment) for pair in both.figures)
    sure = named or dated or min(both.covered) >= SURELY_RETOLD
    few = max(map(len, both.left)) <= MAX_RETOLD
    return reordered and sure and few and not any(i for own in both.names for i in own)


def _number(both: Contrast) -> Ruling | None:
    """Numbers of one thing cannot both be true."""
    numbers = both.numbers
    if not numbers or both.doubtful or both.alignment.opposed or both.polarity_differs:
        return None
    toll = _is_toll(both)
    if all(both.names) and not toll:
        return None
    if len(numbers) > 1 and any(_tells_which(pair.ours) for pair in numbers):
        return None  # her first novel sold 400 copies, her third 900
    if _are_out_of_step(both) or _tells_of_another(both) or any(map(both.is_of_some, numbers)):
        return None
    if both.a.has("statistic") != both.b.has("statistic"):
        return None  # the average, the highest
    at_a_time = all(_is_clock(pair) for pair in both.moments)
    if toll or (
        _is_about_one(both, retold=True) and (len(numbers) == 1 or min(both.covered) >= 0.8)
    ):
        levels = both.a.has("levels") or both.b.has("levels")
        of_times = both.moments and (at_a_time or levels) and not _is_dated_apart(both)
        if (both.changed and not _has_own_times(both)) or of_times or _counts_anew(both):
            return _of_pairs(numbers, "update")
        unclear = begins_with_pronoun(both.a) != begins_with_pronoun(both.b)
        little = len(both.alignment.pairs) < 2 and (unclear or min(both.covered) < ALIKE)
        unsure = both.moments or little or _has_own_times(both)
        return _of_pairs(numbers, "similar" if unsure else "conflict")
    inside = max(both.covered) >= 0.8 and both.shared >= 2
    if inside and not both.changed and not both.replaced and _are_of_fates(numbers):
        return None if _has_own_years(both) else _of_pairs(numbers, "conflict")
    near = both.similarity >= 0.35 or inside
    near = near and max(both.covered) >= 0.5
    near = near and (min(both.covered) >= 0.45 or _are_of_fates(numbers))
    if both.changed and near and not both.replaced:
        return _of_pairs(numbers, "update")
    return None


def _are_out_of_step(both: Contrast) -> bool:
    """Whether each has a number by itself that the other tells, so that others were paired."""
    values = [{q.value for q in s.quantities} for s in (both.a, both.b)]
    return all(
        any(isinstance(f, Quantity) and f.value in told for f in own)
        for own, told in zip(both.extra, reversed(values), strict=True)
    )


def _tells_of_another(both: Contrast) -> bool:
    """Whether a statement tells of one more thing of a kind: a further aftershock."""
    return both.a.has("further") or both.b.has("further")


def _tells_which(figure: Figure) -> bool:
    """Whether a figure is a rank or a frequency, which may tell of which thing others are told."""
    unit = figure.unit if isinstance(figure, Quantity) else None
    return isinstance(unit, str) and (unit in (FREQUENCY, ORDINAL) or unit.startswith("rank"))


def _counts_anew(both: Contrast) -> bool:
    """Whether each counts up to a day of its own: by Monday, by Wednesday."""
    ours, theirs = (
        {one.parts for one in s.moments if _is_counted_up_to(s, one)} for s in (both.a, both.b)
    )
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _is_counted_up_to(s: Statement, moment: Moment) -> bool:
    before = range(max(0, moment.first - 3), moment.first)
    return any(
        tag.list == "until" and moment.first - 1 <= i + tag.length <= moment.first
        for i in before
        for tag in s.tags[i]
    )


def _are_of_fates(numbers: Sequence[FigurePair]) -> bool:
    """Whether numbers surely count the same dead, missing or the like: no bounds of one number."""
    return all(
        ours.fate is not None and ours.value != theirs.value and anchored
        for ours, theirs, _, anchored in numbers
        if isinstance(ours, Quantity) and isinstance(theirs, Quantity)
    )


def _has_own_times(both: Contrast) -> bool:
    """Whether each tells a date or a time that the other does not: 21 October, on Thursday."""
    return all(any(isinstance(one, Moment) for one in side) for side in both.extra)


def _has_own_years(both: Contrast) -> bool:
    """Whether one tells a month or a year that the other does not: died since 1990."""
    moments = [one for side in both.extra for one in side if isinstance(one, Moment)]
    return any(name in ("month", "year") for one in moments for name, _ in one.parts)


def _is_toll(both: Contrast) -> bool:
    """Whether both tell at length how many died, are missing or the like in one event."""
    of_fates = _are_of_fates(both.numbers)
    named = any(i in both.a.names and j in both.b.names for i, j in both.alignment.pairs)
    at_length = both.shared >= TOLD_AT_LENGTH and min(both.covered) >= COVERED
    one_place = named and not all(both.names)
    return of_fates and at_length and (one_place or not both.replaced)


def _reversed(both: Contrast) -> Ruling | None:
    """From what to what something changed is the other way round."""
    ends = [{q.role: q.value for q in s.quantities if q.role} for s in (both.a, both.b)]
    if any(ends_of.keys() < {"from", "to"} for ends_of in ends) or min(both.covered) < COVERED:
        return None
    if ends[0]["from"] == ends[1]["to"] != ends[0]["to"] == ends[1]["from"]:
        return _of_pairs(both.numbers, "conflict")
    return None


def _is_clock(pair: FigurePair) -> bool:
    return isinstance(pair.ours, Moment) and any(name == "clock" for name, _ in pair.ours.parts)


def _date(both: Contrast) -> Ruling | None:
    """Dates or times of one event cannot both be true."""
    only = not both.numbers and not both.polarity_differs and not both.alignment.opposed
    only = only and not both.doubtful and min(both.covered) >= COVERED
    only = only and not _tells_of_another(both)
    only = only and (_is_repeated(both.a, both.b) or not _only_said_apart(both))
    if len(both.moments) != 1 or not only or not _is_about_one(both, retold=True):
        return None
    if _are_ends_of_a_stretch(both):
        return None
    return _of_pairs(both.moments, "update" if both.changed else "conflict")


def _are_ends_of_a_stretch(both: Contrast) -> bool:
    """Whether one tells when something begins, the other when it ends: from May, until June."""
    return any(
        begin.role == "from" and isinstance(end, Moment) and _is_counted_up_to(s, end)
        for pair in both.moments
        for begin, end, s in (
            (pair.ours, pair.theirs, both.b),
            (pair.theirs, pair.ours, both.a),
        )
    )


def _only_said_apart(both: Contrast) -> bool:
    """Whether the days that differ are those on which it is said."""
    return all(pair.ours in both.a.asides for pair in both.moments)


def _opposite(both: Contrast) -> Ruling | None:
    """One says the opposite of the other."""
    if len(both.alignment.opposed) != 1 or both.numbers or _denies_one(both):
        return None
    if both.polarity_differs and min(both.covered) < 0.7:
        return None
    replaced = all(both.left) and both.replaced
    if min(both.covered) < 0.55 or replaced or all(both.names):
        return None
    told = both.moments or _are_converse(both) or _has_own_times(both)
    kind: RelationKind = "update" if both.changed else "similar" if told else "conflict"
    return _of_opposed(both, kind)


def _are_converse(both: Contrast) -> bool:
    """Whether opposites may tell one matter from its two ends: bought from, sold to."""
    i, j = both.alignment.opposed[0]
    return both.a.tagged(i, "converse") and both.b.tagged(j, "converse")


def _negation(both: Contrast) -> Ruling | None:
    """One denies what the other says."""
    if not both.denied or not both.polarity_differs or both.alignment.opposed or both.numbers:
        return None
    if all(both.names) or both.general:
        return None
    if not _is_about_one(both) or (both.shared < 3 and both.similarity < 0.55):
        return None
    if min(both.covered) < COVERED:
        return None
    changed = both.changed or _is_said_anew(both)
    kind: RelationKind = "update" if changed else "similar" if both.moments else "conflict"
    if _has_exception(both) or _is_undone(both):
        kind = "similar"
    return _of_operators(both, NEGATIVE, kind)


def _has_exception(both: Contrast) -> bool:
    """Whether what is denied may be said in other words: all but one, only one has not, until.

    So it may if both are conditions: unless the ash clears, if the ash does not clear; if each
    denies something; or if one tells of none and the other of all, in other words.
    """
    sides = (both.a, both.b)
    denials = [sum(op.name in NEGATIVE for op in s.operators) for s in sides]
    if _is_repeated(*sides):
        return denials[0] == denials[1]
    if _exceptions(both.a) != _exceptions(both.b):
        return True
    if all(denials):
        return True
    of_all = any(s.has("universal") for s in sides) and any(s.has("none") for s in sides)
    if of_all and all(both.left):
        return True
    return all(any(op.name == "condition" for op in s.operators) for s in sides)


def _is_undone(both: Contrast) -> bool:
    """Whether one denies what a word of the other undoes: does not climb, is kept from climbing."""
    sides = (both.a, both.b)
    return any(s.tagged(i, "undoing") for s, own in zip(sides, both.left, strict=True) for i in own)


def _is_repeated(a: Statement, b: Statement) -> bool:
    """Whether nearly all words of each, small ones as well, are words of the other."""
    common = Counter(a.stems) & Counter(b.stems)
    return common.total() >= WORD_BY_WORD * max(len(a.stems), len(b.stems))


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


def _disputed(both: Contrast) -> Ruling | None:
    """Two speakers dispute it, so it is no state that has changed since."""
    return _negation(both) if both.a.spoken and both.b.spoken else None


def _double_negation(both: Contrast) -> Ruling | None:
    """One denies the opposite of what the other says: the same, if there is no third."""
    if len(both.alignment.opposed) != 1 or both.differing or not _denies_one(both):
        return None
    if min(both.covered) < 0.75:
        return None
    if _are_converse(both):
        return _of_opposed(both, "conflict")
    return _of_opposed(both, "similar") if _have_a_third(both) else Ruling("same")


def _have_a_third(both: Contrast) -> bool:
    """Whether two opposites are not all there is: what is not blue need not be white."""
    i, j = both.alignment.opposed[0]
    groups = {key.partition("/")[0] for key in both.a.rivals[i] & both.b.keys[j]}
    return any(sum(key.startswith(f"{group}/") for key in both.a.rivals[i]) > 1 for group in groups)


def _denies_one(both: Contrast) -> bool:
    """Whether just one of two opposites is denied, so that both say the same."""
    i, j = both.alignment.opposed[0]
    return both.denies(0, i) != both.denies(1, j)


def _name(both: Contrast) -> Ruling | None:
    """Of one event another person or place is named, and all else is the same."""
    ours, theirs = both.names
    only = list(both.left[0]) == ours and list(both.left[1]) == theirs
    if not ours or not theirs or not only or both.differing or both.polarity_differs:
        return None
    dated = any(isinstance(pair.ours, Moment) for pair in both.figures)
    verbatim = min(both.covered) >= ALIKE and both.replaced and not any(both.extra)
    if both.alignment.opposed or not (dated or verbatim):
        return None
    if len(both.alignment.pairs) < 4 or ours[0] == 0 or both.shared < 5:
        return None
    return Ruling("conflict", ours, theirs)


def _other_difference(both: Contrast) -> Ruling | None:
    """Something differs, but not so that it is clear that they contradict."""
    if both.differing:
        return _of_pairs(both.differing, "similar")
    if both.alignment.opposed:
        return _of_opposed(both, "similar")
    if both.polarity_differs:
        return _of_operators(both, NEGATIVE, "similar")
    if both.alignment.undone:
        undone = both.alignment.undone
        return Ruling("similar", [i for i, _ in undone], [j for _, j in undone])
    if _tells_some(both.a, both.b) or _tells_some(both.b, both.a):
        return Ruling("similar")
    return Ruling("similar", *both.names) if all(both.names) else None


def _tells_some(a: Statement, b: Statement) -> bool:
    """Whether one statement tells something of all or both, the other of some or only one."""
    quantified = (a.has("universal"), b.has("universal"), a.has("partial"), b.has("partial"))
    counted_out = (a.has("both"), b.has("both"), _tells_only(a), _tells_only(b))
    return (True, False, False, True) in (quantified, counted_out)


def _tells_only(s: Statement) -> bool:
    """Whether a statement tells something of only one, by a word that is no part of `not only`."""
    inside = {i + k for i, tag in s.listed.get("not_negation", ()) for k in range(1, tag.length)}
    return any(i not in inside for i, _ in s.listed.get("only", ()))


# --- the same, or a part --------------------------------------------------------------------------


def _surplus(both: Contrast) -> tuple[int, int]:
    """How much each says that the other does not."""
    more = [sum(pair.verdict == word for pair in both.figures) for word in ("more", "less")]
    ours, theirs = (
        len(left) + len(extra) for left, extra in zip(both.left, both.extra, strict=True)
    )
    return ours + more[0], theirs + more[1]


def _other_words(both: Contrast) -> Ruling | None:
    """Each has words of its own, where the other has others: not known to mean the same."""
    ours, theirs = _surplus(both)
    least = min(ours, theirs)
    if not least or (least <= 0.25 * both.shared and not all(both.left)):
        return None
    return Ruling("similar", *both.left)


def _same(both: Contrast) -> Ruling | None:
    """Each says what the other says, but for trifles."""
    surplus = _surplus(both)
    figures = any(both.extra) or any(pair.verdict in ("more", "less") for pair in both.figures)
    few = 1 if both.shared >= 4 else 0
    sides = (both.a, both.b)
    if _ranks_otherwise(both) or _counts_sides_otherwise(both):
        return None
    own = (both.alignment.ours, both.alignment.theirs)
    light = [sum(is_light(s, i) for i in words) if left else 0
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
    ours, theirs = _surplus(both)
    spare = 1 if both.shared >= 6 else 0
    if both.shared < 3 or _plain(both) < 2:
        return None  # little more than a subject in common
    if _ranks_otherwise(both) or _is_undone(both):
        return None
    share = 1.0 if both.shared < 5 and both.similarity < NEAR else COMPACT
    extra = [bool(figures) for figures in both.extra]
    if (
        ours <= spare
        and theirs > ours
        and not extra[0]
        and both.is_compact(1, share)
        and not _is_fragment(both.a)
        and _predicate_is_told(both, 0)
    ):
        return Ruling("part", (), both.left[1], 1)
    if (
        theirs <= spare
        and ours > theirs
        and not extra[1]
        and both.is_compact(0, share)
        and not _is_fragment(both.b)
        and _predicate_is_told(both, 1)
    ):
        return Ruling("part", both.left[0], (), 0)
    return None


def _predicate_is_told(both: Contrast, side: int) -> bool:
    """Whether the other tells, too, what small words say at the end of a statement: ... is gone."""
    s, other = (both.a, both.b) if side == 0 else (both.b, both.a)
    behind = range(max(both.told_words(side)) + 1, len(s.words))
    small = {s.stems[i] for i in behind if i not in s.spoken}
    return len(small) < 2 or bool({*behind} & {*s.content}) or small <= {*other.stems}


_WITH_ARTICLES = frozenset(("en", "de", "fr", "es", "it", "pt", "el", "nl", "sv"))


def _is_fragment(s: Statement) -> bool:
    """Whether a sentence is cut off, or, in a language with articles, has no function word."""
    if not is_complete(s.text, language=s.language):
        return True
    return s.language in _WITH_ARTICLES and function_words(s.language).isdisjoint(s.stems)


def _near(both: Contrast) -> Ruling | None:
    """They share much, and each says something else."""
    return Ruling("similar", *both.left)


RULES: tuple[Rule, ...] = (
    Rule("revised", "number, changed since", _revised,
         ("A ticket costs 40 euros.",
          "The price of a ticket was raised from 40 to 55 euros.", "update")),
    Rule("moved", "date, changed since", _moved,
         ("The hearing in the Marsh case is on Wednesday.",
          "The hearing in the Marsh case has been moved from Wednesday to Friday.", "update")),
    Rule("level", "number, changed since", _level,
         ("The landslide in Porvo killed 17 people.",
          "The number of people killed by the landslide in Porvo has risen to 23.", "update")),
    Rule("state", "state, changed since", _state,
         ("The road to the airport is closed.", "The road to the airport has reopened.", "update")),
    Rule("done", "planned / done", _done,
         ("The minister is expected to resign on Friday.",
          "The minister resigned on Friday.", "update")),
    Rule("admitted or denied", "admitted / denied", _admitted_denied,
         ("The bishop admitted that he had known of the letters.",
          "The bishop denied that he had known of the letters.", "conflict")),
    Rule("modality", "how certain it is", _modality,
         ("The council approved the plan.", "The council may approve the plan.", "similar")),
    Rule("embedded", "how certain it is", _embedded,
         ("The court ordered the paper to pay the actress damages.",
          "The paper paid the actress damages.", "similar")),
    Rule("converse", "", _converse,
         ("Rovers beat Town 3-1 on Saturday.", "Town lost 1-3 to Rovers on Saturday.", "same")),
    Rule("roles", "who does it", _roles,
         ("The union sued the airline in Bergen.",
          "The airline sued the union in Bergen.", "similar")),
    Rule("reversed", "direction", _reversed,
         ("The bank raised its rate from 3 to 5 percent.",
          "The bank lowered its rate from 5 to 3 percent.", "conflict")),
    Rule("number", "number", _number,
         ("The school has 420 pupils.", "The school has 240 pupils.", "conflict")),
    Rule("date", "date or time", _date,
         ("The treaty was signed in Graz on 3 June.",
          "The treaty was signed in Graz on 3 July.", "conflict")),
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
    Rule("name", "name", _name,
         ("The plane landed in Tunis on Friday with its crew aboard.",
          "The plane landed in Rabat on Friday with its crew aboard.", "conflict")),
    Rule("other difference", "details", _other_difference,
         ("A fire in Leeds killed two people.", "A fire in York killed two people.", "similar")),
    Rule("other words", "words", _other_words,
         ("The blaze destroyed the roof of the old church.",
          "The blaze destroyed the organ of the old church.", "similar")),
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
