"""Rules for updates: one statement tells a later state than the other."""

from __future__ import annotations

from multisumm.comparison.alignment import stand_alike
from multisumm.comparison.contrast import Contrast
from multisumm.comparison.figures.compatibility import compare_moments
from multisumm.comparison.figures.values import Moment
from multisumm.comparison.lexicon import load_lexicon
from multisumm.comparison.rules.event_coreference import COVERED, is_dated_apart
from multisumm.comparison.rules.modality import future_differs
from multisumm.comparison.rules.rulings import (
    RelationKind,
    Rule,
    Ruling,
    of_operators,
    words_of_figure,
)
from multisumm.comparison.slots import counted, differ_in_fate, share_anchor
from multisumm.comparison.small_words import small_words
from multisumm.comparison.statements import NEGATIVE, Statement

LEVEL_REACH = 6
"""What a number has risen or fallen to stands up to so many words behind the verb."""

LEAST_OF_LEVEL, MOST_OF_LEVEL = 0.5, 0.65
"""One statement has this share of the words of the other, and the other that share of its own, if
one number is told by both."""

OPENING = 3
"""`Instead of 18,000, 25,000 came`: otherwise what replaces a number stands before it."""

LEAST_OF_TOLL, MOST_OF_TOLL = 0.3, 0.4
"""The same for numbers of dead, missing or the like."""

MAX_REPLACED = 2
"""If each has more words for which the other has others, they tell of the states of two things."""

OF_STATE = 0.8
"""Statements that share this of the words of each tell of the states of one thing, wherever in
them the words for the states stand."""


def _revised(both: Contrast) -> Ruling | None:
    """One tells from what to what a number changed, the other the number before."""
    for one, other, side in ((both.a, both.b, 0), (both.b, both.a, 1)):
        before = [q for q in one.quantities if q.role == "from"]
        if not before or not _is_surely_told(both, side):
            continue
        after = [q for q in one.quantities if q.role == "to"]
        replaced = not after and one.has("former")
        if replaced:  # 25,000 instead of 18,000
            after = [q for q in one.quantities if not q.role and q.unit == before[0].unit]
            after = [q for q in after if q.last <= before[0].first or before[0].first <= OPENING]
        values = {q.value for q in other.quantities}
        told = any(q.role == "from" for q in other.quantities)
        if not after or told or max(both.covered) < 0.3:
            continue
        if not (replaced or _tells_change(one)):
            continue
        if before[0].value in values and after[0].value not in values:
            old = next(q for q in other.quantities if q.value == before[0].value)
            words = (words_of_figure(after[0]), words_of_figure(old))
            return Ruling("update", *(words if side == 0 else words[::-1]), later=side)
    return None


def _moved(both: Contrast) -> Ruling | None:
    """One tells from when to when something was moved, the other when it was to be before."""
    for one, other, side in ((both.a, both.b, 0), (both.b, both.a, 1)):
        ends = {moment.role: moment for moment in one.moments}
        if not one.has("moved") or not ends.keys() >= {"from", "to"}:
            continue
        if max(both.covered) < COVERED or all(both.names) or not _is_surely_told(both, side):
            continue
        before = [m for m in other.moments if compare_moments(m, ends["from"]) == "equal"]
        anew = any(compare_moments(m, ends["to"]) == "equal" for m in other.moments)
        if before and not anew:
            words = (words_of_figure(ends["to"]), words_of_figure(before[0]))
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
    if not any(q.role == "to" for s in (both.a, both.b) for q in s.quantities):
        return None
    least, most = sorted(both.covered)
    few = len(both.alignment.pairs) < 2 or least < LEAST_OF_TOLL or most < MOST_OF_TOLL
    far = least < LEAST_OF_LEVEL or most < MOST_OF_LEVEL
    if few or all(both.names) or is_dated_apart(both):
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
                      and not differ_in_fate(q, r) and not (far and q.fate is None)
                      and (q.fate == r.fate is not None or share_anchor(one, q, other, r)
                           or counted(other, r) is None)]  # fmt: skip
            if others and all(r.value != q.value for r in other.quantities):
                words = (words_of_figure(q), words_of_figure(others[0]))
                return Ruling("update", *(words if side == 0 else words[::-1]), later=side)
    return None


def _is_of_change(s: Statement, i: int) -> bool:
    """Whether a word is of the first pair of opposites, which is that of rising and falling."""
    return not s.keys[i].isdisjoint(("0/0", "0/1"))


def _state(both: Contrast) -> Ruling | None:
    """One tells a state, the other what came of it."""
    ours, theirs = both.states
    if not ours:
        return None
    plain = both.kinds[0] == both.kinds[1] and not both.polarity_differs
    if not plain or min(both.covered) < 0.5 or all(both.names) or is_dated_apart(both):
        return None
    if both.similarity < 0.45:
        return None
    kind: RelationKind = "update" if _is_state_of_one(both) else "similar"
    return Ruling(kind, sorted(ours), sorted(theirs), later=both.later_state)


def _is_state_of_one(both: Contrast) -> bool:
    """Whether words that both have stand beside the words for two states: the men arrested."""
    ours, theirs = both.states
    if min(map(len, both.left)) > MAX_REPLACED and both.replaced:
        return False
    return min(both.covered) >= OF_STATE or any(
        stand_alike(both.a, i, both.b, j) for i in ours for j in theirs
    )


def _done(both: Contrast) -> Ruling | None:
    """One says that something is planned for a day, the other that it happened on that day."""
    dated = any(isinstance(pair.ours, Moment) and pair.verdict != "differ" for pair in both.figures)
    if not dated or both.differing:
        return None
    ours, theirs = both.kinds
    if ours ^ theirs != {"plan"} and not (ours == theirs and future_differs(both)):
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
    return of_operators(both, ("plan", "future"), "update")._replace(later=int(planned_first))


def _may_be_past(s: Statement) -> bool:
    """Whether a statement has a word in a form of the past, where a language has such forms."""
    endings = small_words(s.language).past_endings
    words = {s.words[i].text for i in range(len(s.words)) if i not in s.spoken}
    if s.language == "en":
        endings = ("ed",)
        irregular = load_lexicon("en").irregular
        if any(word in irregular and word not in ("is", "are") for word in words):
            return True
    return not endings or any(word.endswith(endings) for word in words)


UPDATE_RULES: tuple[Rule, ...] = (
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
)  # fmt: skip
