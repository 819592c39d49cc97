"""How two statements relate: the same, a part, in conflict, an update, or only similar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from multisumm.comparison.alignment import Alignment, align
from multisumm.comparison.quantities import Moment, Quantity
from multisumm.comparison.statements import Statement

NEGATIVE = ("negation", "failure")
UNREAL = ("denial", "hedge", "claim", "plan", "attempt", "request", "condition", "question")


@dataclass(frozen=True, slots=True)
class Relation:
    kind: str
    similarity: float
    about: str = ""
    rule: str = ""
    whole: str = ""  # for part: "ours" if ours says more


@dataclass(frozen=True, slots=True)
class FigurePair:
    ours: Quantity | Moment
    theirs: Quantity | Moment
    verdict: str  # equal, ours_more, theirs_more, compatible, differ, opposed


def relate(a: Statement, b: Statement) -> Relation | None:
    view = View(a, b)
    told = view.shared + len(view.differing) + len(view.alignment.opposed)
    short = min(len(a.content), len(b.content)) <= 4
    if not view.alignment.pairs or view.shared < (1 if short else 2) or told < 2:
        return None
    return view.decide()


class View:
    def __init__(self, a: Statement, b: Statement) -> None:
        self.a, self.b = a, b
        self.alignment = align(a, b)
        self.quantities = pair_quantities(a, b, self.alignment)
        self.moments = pair_moments(a, b)
        used_a = {id(p.ours) for p in self.quantities + self.moments}
        used_b = {id(p.theirs) for p in self.quantities + self.moments}
        self.extra_a = [q for q in (*a.quantities, *a.moments) if id(q) not in used_a]
        self.extra_b = [q for q in (*b.quantities, *b.moments) if id(q) not in used_b]
        equal = [p for p in self.quantities + self.moments if p.verdict in ("equal", "compatible", "ours_more", "theirs_more")]
        self.differing = [p for p in self.quantities + self.moments if p.verdict in ("differ", "opposed")]
        self.shared = len(self.alignment.pairs) + len(equal)
        by_name_a = [i for i in self.alignment.ours if near_name(a, i, [x for x, _ in self.alignment.pairs])]
        by_name_b = [j for j in self.alignment.theirs if near_name(b, j, [y for _, y in self.alignment.pairs])]
        both = bool(by_name_a) and bool(by_name_b)  # each has a name of its own beside a shared word
        self.state = later(a, b)
        self.left_a = [i for i in self.alignment.ours if (both or i not in by_name_a) and i not in self.state[0]]
        self.left_b = [j for j in self.alignment.theirs if (both or j not in by_name_b) and j not in self.state[1]]

    @property
    def coverage(self) -> tuple[float, float]:
        n = self.shared + len(self.alignment.opposed)
        return (n / (n + len(self.left_a) + len(self.extra_a) or 1), n / (n + len(self.left_b) + len(self.extra_b) or 1))

    @property
    def core(self) -> tuple[float, float]:
        """As coverage, by content words only, opposed ones and figures aside."""
        n = len(self.alignment.pairs) + 0.5 * (self.shared - len(self.alignment.pairs))
        return n / (n + len(self.left_a) or 1), n / (n + len(self.left_b) or 1)

    def operators(self) -> tuple[list[set[str]], bool]:
        """Unreal classes of each, and whether polarity differs."""
        aligned_a = {x for x, _ in self.alignment.pairs} | {x for x, _ in self.alignment.opposed}
        aligned_b = {y for _, y in self.alignment.pairs} | {y for _, y in self.alignment.opposed}
        kinds = []
        signs = []
        for s, aligned in ((self.a, aligned_a), (self.b, aligned_b)):
            names = [op.name for op in s.operators if not op.bears_on or aligned & set(op.bears_on)]
            kinds.append({n for n in names if n in UNREAL})
            signs.append(any(n in NEGATIVE for n in names))
        return kinds, signs[0] != signs[1]

    def future_differs(self) -> bool:
        fa = [op for op in self.a.operators if op.name == "future"]
        fb = [op for op in self.b.operators if op.name == "future"]
        pa = any(op.name in ("plan",) for op in self.a.operators)
        pb = any(op.name in ("plan",) for op in self.b.operators)
        if bool(fa) == bool(fb) or (fa and pb) or (fb and pa):
            return False
        one, other, flip = (self.a, self.b, False) if fa else (self.b, self.a, True)
        op = (fa or fb)[0]
        for x, y in self.alignment.pairs:
            i, j = (y, x) if flip else (x, y)
            if i in op.bears_on[:1]:
                return not other.words[j].text.rstrip("s").startswith(one.words[i].text.rstrip("es"))or other.words[j].text.endswith("ed")
        return False

    def decide(self) -> Relation | None:
        a, b = self.a, self.b
        ca, cb = self.coverage
        core_a, core_b = self.core
        high, low = max(core_a, core_b), min(core_a, core_b)
        near = self.shared / (self.shared + len(self.left_a) + len(self.left_b) + len(self.extra_a) + len(self.extra_b) + len(self.differing))
        similar = Relation("similar", near, rule="near") if near >= 0.4 or low >= 0.6 else None
        kinds, polarity = self.operators()
        changed = bool(a.changes) != bool(b.changes) or (a.changes and b.changes and {a.stems[i] for i in a.changes} != {b.stems[i] for i in b.changes})
        revised = self.revision()
        if revised and high >= 0.3:
            return Relation("update", near, rule="revision")
        if self.level_changed() and high >= 0.3:
            return Relation("update", near, rule="level")
        if self.state[0] and low >= 0.5 and kinds[0] == kinds[1] and not polarity:
            return Relation("update", near, rule="state")
        denial_opposed = any(x in [op.first for op in a.operators] or y in [op.first for op in b.operators] for x, y in self.alignment.opposed)
        for one, kind, other, none in ((a, kinds[0], b, kinds[1]), (b, kinds[1], a, kinds[0])):
            if "denial" in kind and "denial" not in none and other.spoken and any(op.name in NEGATIVE for op in other.operators):
                kind.discard("denial")
                polarity = False
        if denial_opposed and kinds[0] ^ kinds[1] == {"denial"} and low >= 0.6:
            return Relation("conflict", near, rule="opposite")
        if kinds[0] != kinds[1] or self.future_differs():
            return Relation("similar", near, rule="modality") if similar or high >= 0.6 else None
        scores = [p for p in self.differing if flipped(p)]
        if self.alignment.opposed and scores and scores == self.differing and low >= 0.6:
            return Relation("same", near, rule="converse")
        if swapped(a, b, self.alignment):
            if any(x in a.contests and y in b.contests for x, y in self.alignment.pairs) and not self.differing and low >= 0.7:
                return Relation("conflict", near, rule="winner")
            if self.alignment.opposed or [p for p in self.differing if getattr(p.ours, "unit", "") == "score"]:
                return Relation("same", near, rule="converse") if not self.differing or all(flipped(p) for p in self.differing) else similar
            return Relation("similar", near, rule="roles")
        substituted = bool(self.left_a) and bool(self.left_b)
        names_a = [i for i in self.left_a if i in a.names or (i == 0 and a.text[a.words[i].start].isupper() and len(self.left_a) <= 2)]
        names_b = [j for j in self.left_b if j in b.names or (j == 0 and b.text[b.words[j].start].isupper() and len(self.left_b) <= 2)]
        timing = [p for p in self.differing if isinstance(p.ours, Moment)]
        numbers = [p for p in self.differing if isinstance(p.ours, Quantity)]
        rest = max(len(self.left_a), len(self.left_b))
        tight = low >= 0.6 and not (substituted and (min(len(self.left_a), len(self.left_b)) > 1 or in_place(self)))
        conflict = None
        if numbers and not (names_a and names_b) and not self.alignment.opposed and not polarity:
            if tight and (len(numbers) == 1 or low >= 0.8):
                conflict = Relation("conflict", near, about=shown(a, b, numbers[0]), rule="number")
                if changed or (timing and all(clock(p) for p in timing)):
                    conflict = Relation("update", near, about=conflict.about, rule="number, later")
                elif timing:
                    conflict = similar
            elif changed and high >= 0.5 and not (substituted and in_place(self)):
                conflict = Relation("update", near, rule="number, changed")
        elif timing and not numbers and not (names_a and names_b) and tight and len(timing) == 1 and not polarity and not self.alignment.opposed:
            conflict = Relation("conflict", near, about=shown(a, b, timing[0]), rule="date")
        elif len(self.alignment.opposed) == 1 and not (substituted and in_place(self)) and not polarity and not numbers and not (names_a and names_b) and low >= 0.55:
            conflict = Relation("conflict", near, rule="opposite")
            if changed:
                conflict = Relation("update", near, rule="opposite, later")
            elif timing:
                conflict = similar
        elif polarity and not self.alignment.opposed and not numbers and not (names_a and names_b) and low >= 0.6 and min(len(self.left_a), len(self.left_b)) <= 1:
            conflict = Relation("conflict", near, rule="polarity")
            if changed:
                conflict = Relation("update", near, rule="polarity, later")
            elif timing:
                conflict = similar
        elif polarity and len(self.alignment.opposed) == 1 and low >= 0.75 and not self.differing and cancels(self):
            return Relation("same", near, rule="double denial")
        elif polarity and self.alignment.opposed and low >= 0.6:
            return similar
        elif names_a and names_b and not numbers and not timing and not polarity and len(self.left_a) == len(names_a) and len(self.left_b) == len(names_b):
            if specific(a, b, self) and names_a[0] != 0:
                conflict = Relation("conflict", near, rule="name")
        if conflict:
            return conflict
        if self.differing or self.alignment.opposed or polarity:
            return similar
        if names_a and names_b:
            return similar
        more_a = [p for p in self.quantities + self.moments if p.verdict == "ours_more"]
        more_b = [p for p in self.quantities + self.moments if p.verdict == "theirs_more"]
        la, lb = len(self.left_a) + len(self.extra_a) + len(more_a), len(self.left_b) + len(self.extra_b) + len(more_b)
        if la and lb and min(la, lb) > 0:
            n = self.shared
            loss = min(la, lb) / (n + min(la, lb))
            if loss > 0.2 or (min(len(self.left_a), len(self.left_b)) >= 1 and in_place(self)):
                return similar
        small = 0.12 * self.shared
        inner_a = inner(a, self.left_a, [x for x, _ in self.alignment.pairs])
        inner_b = inner(b, self.left_b, [y for _, y in self.alignment.pairs])
        few = 1.0 if self.shared >= 4 else 0.0
        slight_a = la <= small or (inner_a and la <= few)
        slight_b = lb <= small or (inner_b and lb <= few)
        if slight_a and slight_b and not (self.extra_a or self.extra_b or more_a or more_b):
            return Relation("same", near, rule="same")
        if la <= max(1, 0.15 * self.shared) and lb > la:
            return Relation("part", near, rule="part", whole="theirs")
        if lb <= max(1, 0.15 * self.shared) and la > lb:
            return Relation("part", near, rule="part", whole="ours")
        return similar

    def level_changed(self) -> bool:
        """Whether one says what a number has risen or fallen to and the other another number."""
        for one, other in ((self.a, self.b), (self.b, self.a)):
            for q in one.quantities:
                before = [i for i in range(max(0, q.first - 3), q.first) if any(pair == 0 for pair, _ in one.opposites[i])]
                before = [i for i in before if not any(i < k < q.first for k in one.content)]
                if q.role == "to" and before and not any(p.role == "from" for p in one.quantities):
                    rivals = [r for r in other.quantities if units_agree(q, r) and not r.role and isinstance(r.unit, int | None)]
                    if rivals and all(r.value != q.value for r in rivals) and len(self.alignment.pairs) >= 2:
                        return True
        return False

    def revision(self) -> bool:
        for one, other in ((self.a, self.b), (self.b, self.a)):
            frm = [q for q in one.quantities if q.role == "from"]
            to = [q for q in one.quantities if q.role == "to"]
            if frm and to and not any(q.role == "from" for q in other.quantities):
                if any(q.value == frm[0].value for q in other.quantities) and not any(q.value == to[0].value for q in other.quantities):
                    return True
        return False


def inner(s: Statement, left: Sequence[int], aligned: Sequence[int]) -> bool:
    """Whether words are left over one by one, each between words that correspond."""
    for i in left:
        k = s.content.index(i)
        if i in s.names or k == 0 or k == len(s.content) - 1:
            return False
        if s.content[k - 1] not in aligned or s.content[k + 1] not in aligned:
            return False
    return True


def clock(pair: FigurePair) -> bool:
    """Whether two moments differ in the time of day only."""
    return isinstance(pair.ours, Moment) and any(name == "clock" for name, _ in pair.ours.parts)


def later(a: Statement, b: Statement) -> tuple[set[int], set[int]]:
    """The words by which one tells an earlier state and the other what came of it."""
    own, theirs = states(a), states(b)
    for pair in own.keys() & theirs.keys():
        mine, yours = own[pair], theirs[pair]
        if len({side for side, _ in mine}) == len({side for side, _ in yours}) == 1 and mine[0][0] != yours[0][0]:
            return {i for _, i in mine}, {j for _, j in yours}
    return set(), set()


def states(s: Statement) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for i, tags in enumerate(s.laters):
        for pair, side in tags:
            found.setdefault(pair, []).append((side, i))
    return found


def cancels(view: View) -> bool:
    """Whether the denial of one bears on the word of which the other has the opposite."""
    i, j = view.alignment.opposed[0]
    for s, word in ((view.a, i), (view.b, j)):
        if any(op.name in NEGATIVE and word in op.bears_on for op in s.operators):
            return True
    return False


def in_place(view: View) -> bool:
    """Whether a word of one stands where another word stands in the other: a substitution."""
    a_order = {x: k for k, (x, y) in enumerate(view.alignment.pairs)}
    b_of = dict(view.alignment.pairs)
    a_of = {y: x for x, y in view.alignment.pairs}
    for i in view.left_a:
        before = max((x for x in b_of if x < i), default=None)
        after = min((x for x in b_of if x > i), default=None)
        for j in view.left_b:
            jb = max((y for y in a_of if y < j), default=None)
            ja = min((y for y in a_of if y > j), default=None)
            if (before is not None and b_of[before] == jb) or (after is not None and b_of[after] == ja):
                return True
    return False


def specific(a: Statement, b: Statement, view: View) -> bool:
    """Whether what both share names the occasion."""
    shared_names = [x for x, _ in view.alignment.pairs if x in a.names]
    moments = [p for p in view.moments if p.verdict != "differ"]
    return len(view.alignment.pairs) >= 4 and view.shared >= 5 and bool(moments)


def flipped(pair: FigurePair) -> bool:
    one, other = pair.ours, pair.theirs
    return isinstance(one, Quantity) and isinstance(other, Quantity) and one.value == other.other and one.other == other.value


def near_name(s: Statement, i: int, aligned: Sequence[int]) -> bool:
    """Whether a word belongs to a name of which another word is aligned."""
    if not s.text[s.words[i].start].isupper():
        return False
    for step in (-1, 1):
        k = i + step
        while 0 <= k < len(s.words) and s.text[s.words[k].start].isupper() and s.text[s.words[min(k, k - step)].end : s.words[max(k, k - step)].start].strip() in ("", ".", "-"):
            if k in aligned:
                return True
            k += step
    return False


def shown(a: Statement, b: Statement, pair: FigurePair) -> str:
    def cut(s: Statement, f: Quantity | Moment) -> str:
        return s.text[s.words[f.first].start : s.words[f.last - 1].end]
    return f"{cut(a, pair.ours)} / {cut(b, pair.theirs)}"


# --- figures -------------------------------------------------------------------------------------


def pair_quantities(a: Statement, b: Statement, alignment: Alignment) -> list[FigurePair]:
    free = list(b.quantities)
    pairs: list[FigurePair] = []
    rest: list[Quantity] = []
    for q in a.quantities:
        match = next((r for r in free if same_slot(a, q, b, r, alignment) and verdict(q, r) == "equal"), None)
        if match is None:
            match = next((r for r in free if units_agree(q, r) and verdict(q, r) == "equal" and not bare_noun(a, q, b, r)), None)
        if match is None:
            rest.append(q)
        else:
            free.remove(match)
            pairs.append(FigurePair(q, match, "equal"))
    for q in rest:
        options = [r for r in free if same_slot(a, q, b, r, alignment)]
        if not options:
            continue
        good = [r for r in options if verdict(q, r) not in ("differ", "opposed")]
        match = (good or options)[0]
        free.remove(match)
        pairs.append(FigurePair(q, match, verdict(q, match)))
    return pairs


def units_agree(q: Quantity, r: Quantity) -> bool:
    if q.role and r.role and q.role != r.role and {q.role, r.role} == {"from", "to"}:
        return False
    return q.unit == r.unit or (None in (q.unit, r.unit) and not {"score", "#"} & {q.unit, r.unit})


def bare_noun(a: Statement, q: Quantity, b: Statement, r: Quantity) -> bool:
    """Whether one has a unit and the other counts something else: 500 litres, 500 gallons."""
    if (q.unit is None) == (r.unit is None) or isinstance(q.unit or r.unit, str):
        return False
    return noun_of(a, q) is not None if q.unit is None else noun_of(b, r) is not None


def same_slot(a: Statement, q: Quantity, b: Statement, r: Quantity, alignment: Alignment) -> bool:
    """Whether two numbers number the same thing: same unit, and the same noun where there is one."""
    if {q.role, r.role} == {"from", "to"} and has_change(a) and has_change(b):
        return False
    if q.unit != r.unit and (isinstance(q.unit, int) or isinstance(r.unit, int)):
        if q.unit is None or r.unit is None:
            bare, holder = (q, a) if q.unit is None else (r, b)
            return noun_of(holder, bare) is None
        return True
    if q.unit == "score" or r.unit == "score" or q.unit == "#" or r.unit == "#":
        return q.unit == r.unit
    if q.unit is not None:
        return True
    noun_a, noun_b = noun_of(a, q), noun_of(b, r)
    if noun_a is None or noun_b is None:
        return True
    return (noun_a, noun_b) in alignment.pairs or a.stems[noun_a] == b.stems[noun_b]


def has_change(s: Statement) -> bool:
    return any(q.role == "from" for q in s.quantities) and any(q.role == "to" for q in s.quantities)


def noun_of(s: Statement, q: Quantity) -> int | None:
    """The content word right behind a number, within two words."""
    return next((i for i in s.content if q.last <= i <= q.last + 1), None)


def verdict(q: Quantity, r: Quantity) -> str:
    if q.unit != r.unit and isinstance(q.unit, int) and isinstance(r.unit, int):
        return "differ"
    if q.other is not None or r.other is not None:
        if q.other is not None and r.other is not None:
            return "equal" if (q.value, q.other) == (r.value, r.other) else "differ"
        ranged, single = (q, r) if q.other is not None else (r, q)
        low, high = sorted((ranged.value, ranged.other or ranged.value))
        return "compatible" if low <= single.value <= high else "differ"
    v, w = q.value, r.value
    if {v, w} == {Fraction(1, 2), Fraction(50)}:
        w = v
    if q.comparator == r.comparator:
        if v == w:
            return "equal"
        if q.comparator in (">", ">="):
            return "ours_more" if v > w else "theirs_more"
        if q.comparator in ("<", "<="):
            return "ours_more" if v < w else "theirs_more"
        return "compatible" if q.comparator == "~" and close(v, w) else "differ"
    pair = {q.comparator, r.comparator}
    if v == w:
        if pair <= {">", ">="} or pair <= {"<", "<="} or pair <= {"=", "~"}:
            return "equal"
        if pair in ({">", "<"}, {">=", "<="}, {">", "<="}, {">=", "<"}):
            return "opposed"
        return "ours_more" if q.comparator == "=" else "theirs_more"
    if pair == {"=", "~"}:
        approx, exact = (v, w) if q.comparator == "~" else (w, v)
        return "equal" if rounds(exact, approx) else "differ"
    if "~" in pair:
        return "compatible" if close(v, w) else "differ"
    if (v > w) == (q.comparator in (">", ">=")) and pair <= {">", ">="} or pair <= {"<", "<="}:
        return "ours_more" if (v > w) == (q.comparator in (">", ">=")) else "theirs_more"
    if pair <= {">", ">="}:
        return "theirs_more"
    if holds(q.comparator, v, w) if r.comparator == "=" else holds(r.comparator, w, v) if q.comparator == "=" else True:
        if q.comparator == "=":
            return "ours_more"
        if r.comparator == "=":
            return "theirs_more"
        return "compatible"
    return "differ"


def holds(comparator: str, bound: Fraction, value: Fraction) -> bool:
    return {">": value > bound, ">=": value >= bound, "<": value < bound, "<=": value <= bound}.get(comparator, False)


def rounds(exact: Fraction, approx: Fraction) -> bool:
    if approx == 0:
        return False
    step = Fraction(1)
    size = abs(approx)
    while size % (step * 10) == 0 and step * 10 <= size:
        step *= 10
    return abs(exact - approx) <= min(step / 2, size / 10) or abs(exact - approx) <= size / 50


def close(v: Fraction, w: Fraction) -> bool:
    return abs(v - w) <= max(abs(v), abs(w)) / 10


def pair_moments(a: Statement, b: Statement) -> list[FigurePair]:
    free = list(b.moments)
    pairs = []
    for m in a.moments:
        mine = dict(m.parts)
        best = None
        for other in free:
            theirs = dict(other.parts)
            common = mine.keys() & theirs.keys()
            if common:
                equal = all(mine[k] == theirs[k] for k in common)
                if best is None or equal:
                    best = (other, equal, mine.keys() - theirs.keys(), theirs.keys() - mine.keys())
                if equal:
                    break
        if best:
            other, equal, more, less = best
            free.remove(other)
            word = "differ" if not equal else "ours_more" if more and not less else "theirs_more" if less and not more else "equal"
            pairs.append(FigurePair(m, other, word))
    # day parts that differ (morning / evening)
    return pairs


# --- roles ---------------------------------------------------------------------------------------

_CASES = frozenset({"de", "ru", "cs", "el", "pl", "uk", "sk", "hr", "sr", "fi", "hu", "tr", "la"})
_DETERMINERS = frozenset(
    "the a an his her their its this that these those der die das den dem des ein eine einen einem le la les l un une"
    " el los las una o os a as um uma il lo gli i ο η το τον την τη οι τα τους τις του της των".split()
)


def swapped(a: Statement, b: Statement, alignment: Alignment) -> bool:
    """Whether two words have changed places around a verb: who did it to whom."""
    pairs = sorted([*alignment.pairs, *alignment.opposed])
    for op in a.operators:
        other = next((o for o in b.operators if o.name == op.name), None)
        if other is not None and op.last > op.first:
            pairs.append((op.first, other.first))
    pairs.sort()
    if a.passive != b.passive:
        return False
    for x in range(len(pairs)):
        for y in range(x + 1, len(pairs)):
            if pairs[x][1] < pairs[y][1] or not changed_roles(a, b, pairs[x], pairs[y]):
                continue
            if a.language == "ar":
                if any(v[0] < pairs[x][0] and v[1] < pairs[y][1] for v in pairs):
                    return True
            elif any(pairs[x][0] < v[0] < pairs[y][0] and pairs[y][1] < v[1] < pairs[x][1] for v in pairs):
                return True
    return False


def changed_roles(a: Statement, b: Statement, x: tuple[int, int], y: tuple[int, int]) -> bool:
    """Whether each of two words is marked in one sentence as the other is in the other."""
    ax, ay, bx, by = marker(a, x[0]), marker(a, y[0]), marker(b, x[1]), marker(b, y[1])
    if ax != by or ay != bx:
        return False
    if ax == ay and ax:
        return False
    if a.language in _CASES:
        return form(a, x[0]) != form(b, x[1]) and form(a, y[0]) != form(b, y[1]) or ax != ay
    return True


def form(s: Statement, i: int) -> str:
    before = s.words[i - 1].text if i and s.words[i - 1].text in _DETERMINERS else ""
    return f"{before} {s.words[i].text}"


def marker(s: Statement, i: int) -> str:
    """The preposition or conjunction before the noun phrase that a word stands in."""
    k = i - 1
    while k >= 0 and (s.words[k].text in _DETERMINERS or (k in s.content and s.words[k + 1].start - s.words[k].end <= 1 and k > i - 3)):
        if k in s.content and _verbal(s, k):
            return ""
        k -= 1
    if k < 0 or k in s.content:
        return ""
    if s.words[k].text == "of" and k:
        return f"{s.words[k - 1].text} of"
    return s.words[k].text


def _verbal(s: Statement, k: int) -> bool:
    return s.words[k].text.endswith(("ed", "ing"))
