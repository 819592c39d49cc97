"""Two statements side by side: what they share, what differs, what only one of them says."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from multisumm.comparison.alignment import Alignment, WordPair, align
from multisumm.comparison.figures import (
    ORDINAL,
    SCORE,
    Moment,
    Quantity,
    compare_moments,
    compare_quantities,
)
from multisumm.comparison.statements import QUESTION, Statement

UNREAL = frozenset(
    ("denial", "hedge", "claim", "plan", "attempt", "request", "condition", QUESTION)
)
"""Operators under which a statement does not say that something is so."""

NEGATIVE = ("negation", "failure")
"""Operators that turn a statement into its contrary."""

Figure = Quantity | Moment


class FigurePair(NamedTuple):
    """Figures of two statements about one thing, and how they compare (`compare_quantities`)."""

    ours: Figure
    theirs: Figure
    verdict: str


@dataclass(frozen=True)
class Contrast:
    """Two statements side by side.

    Attributes:
        a, b: The statements.
        alignment: Which of their words correspond.
        figures: Their numbers and moments about one thing, in pairs.
    """

    a: Statement
    b: Statement
    alignment: Alignment
    figures: tuple[FigurePair, ...]

    @cached_property
    def left(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Content words that only one has, aside from parts of a name and states that both tell."""
        pairs = self.alignment.pairs
        named = (
            _beside_names(self.a, self.alignment.ours, [i for i, _ in pairs]),
            _beside_names(self.b, self.alignment.theirs, [j for _, j in pairs]),
        )
        if named[0] and named[1]:  # each has a name of its own beside a shared one
            named = (set(), set())
        aside = (named[0] | self.states[0], named[1] | self.states[1])
        return (
            tuple(i for i in self.alignment.ours if i not in aside[0]),
            tuple(j for j in self.alignment.theirs if j not in aside[1]),
        )

    @cached_property
    def extra(self) -> tuple[list[Figure], list[Figure]]:
        """Figures that only one has."""
        ours = {pair.ours for pair in self.figures}
        theirs = {pair.theirs for pair in self.figures}
        return (
            [figure for figure in figures_of(self.a) if figure not in ours],
            [figure for figure in figures_of(self.b) if figure not in theirs],
        )

    @cached_property
    def differing(self) -> list[FigurePair]:
        """Figures about one thing that cannot both be true."""
        return [pair for pair in self.figures if pair.verdict == "differ"]

    @property
    def numbers(self) -> list[FigurePair]:
        """Quantities that cannot both be true."""
        return [pair for pair in self.differing if isinstance(pair.ours, Quantity)]

    @property
    def moments(self) -> list[FigurePair]:
        """Dates and times that cannot both be true."""
        return [pair for pair in self.differing if isinstance(pair.ours, Moment)]

    @cached_property
    def shared(self) -> int:
        """Number of content words and figures in which they agree."""
        return len(self.alignment.pairs) + len(self.figures) - len(self.differing)

    @cached_property
    def similarity(self) -> float:
        """What both say of all that either says, 0 to 1."""
        told = (
            self.shared + len(self.differing) + sum(map(len, self.left)) + sum(map(len, self.extra))
        )
        return self.shared / (told or 1)

    @cached_property
    def covered(self) -> tuple[float, float]:
        """What of the words of each the other has too, 0 to 1; figures count half."""
        words = len(self.alignment.pairs)
        common = words + 0.5 * (self.shared - words)
        left_a, left_b = map(len, self.left)
        return common / (common + left_a or 1), common / (common + left_b or 1)

    @cached_property
    def kinds(self) -> tuple[frozenset[str], frozenset[str]]:
        """How each is meant, where it is more than a plain statement: the names of `UNREAL`."""
        return self._in_force(self.a, 0) & UNREAL, self._in_force(self.b, 1) & UNREAL

    @cached_property
    def polarity_differs(self) -> bool:
        """Whether one denies what both speak of."""
        if self.kinds[0] ^ self.kinds[1] == {"denial"} and self.denies_in_own_words:
            return False
        ours, theirs = (self._in_force(s, side) for side, s in enumerate((self.a, self.b)))
        return ours.isdisjoint(NEGATIVE) != theirs.isdisjoint(NEGATIVE)

    @property
    def denies_in_own_words(self) -> bool:
        """Whether one denies that something is so and the other is quoted saying it is not."""
        plain = self.b if "denial" in self.kinds[0] else self.a
        return bool(plain.spoken) and any(op.name in NEGATIVE for op in plain.operators)

    def _in_force(self, s: Statement, side: int) -> frozenset[str]:
        """The operators that bear on what both speak of."""
        common = {pair[side] for pair in (*self.alignment.pairs, *self.alignment.opposed)}
        return frozenset(op.name for op in s.operators if not op.scope or common & {*op.scope})

    @cached_property
    def changed(self) -> bool:
        """Whether words of change (`now`, `at first`) stand in one only, or other ones in each."""
        ours = {self.a.stems[i] for i in self.a.changes}
        return ours != {self.b.stems[j] for j in self.b.changes}

    @property
    def states(self) -> tuple[set[int], set[int]]:
        """The words by which one tells a state and the other what came of it: missing, found."""
        ours, theirs, _ = self._succession
        return ours, theirs

    @property
    def later_state(self) -> int | None:
        """Which of the two tells the later of two states, 0 or 1; None if they tell none."""
        return self._succession[2]

    @cached_property
    def _succession(self) -> tuple[set[int], set[int], int | None]:
        ours, theirs = _states(self.a), _states(self.b)
        for pair in ours.keys() & theirs.keys():
            (side, mine), (other, yours) = ours[pair], theirs[pair]
            if side is not None and other is not None and side != other:
                return mine, yours, 0 if side else 1
        return set(), set(), None

    @cached_property
    def names(self) -> tuple[list[int], list[int]]:
        """Names that only one has; a capital at the beginning counts where little else is left."""
        return _own_names(self.a, self.left[0]), _own_names(self.b, self.left[1])

    @cached_property
    def replaced(self) -> bool:
        """Whether a word of one stands where another word stands in the other."""
        b_of, a_of = dict(self.alignment.pairs), {j: i for i, j in self.alignment.pairs}
        theirs = {_neighbours(j, a_of) for j in self.left[1]}
        before = {j for j, _ in theirs if j is not None}
        behind = {j for _, j in theirs if j is not None}
        for i in self.left[0]:
            first, last = _neighbours(i, b_of)
            if first is not None and b_of[first] in before:
                return True
            if last is not None and b_of[last] in behind:
                return True
        return False


def figures_of(s: Statement) -> list[Figure]:
    """Return the quantities and moments of a statement."""
    return [*s.quantities, *s.moments]


def contrast(a: Statement, b: Statement) -> Contrast | None:
    """Return two statements side by side; None if they have too little in common to compare."""
    ours = frozenset().union(*(a.keys[i] for i in a.content))
    theirs = frozenset().union(*(b.keys[j] for j in b.content))
    smaller = min(len(a.content), len(b.content))
    common = len(ours & theirs)
    if not common or common < 0.3 * smaller - 1:
        return None
    alignment = align(a, b)
    figures = (*_pair_quantities(a, b, alignment), *_pair_moments(a, b))
    found = Contrast(a, b, alignment, figures)
    told = found.shared + len(found.differing) + len(alignment.opposed)
    if not alignment.pairs or told < 2 or found.shared < (1 if smaller <= 4 else 2):
        return None
    return found


def _beside_names(s: Statement, left: Sequence[int], matched: Collection[int]) -> set[int]:
    """Words that belong to a name of which another word is matched: `Manuel` of `Manuel Valls`."""
    found = set()
    for i in left:
        for step in (-1, 1):
            k, previous = i + step, i
            while _is_capital(s, i) and 0 <= k < len(s.words) and _is_capital(s, k):
                start, end = min(k, previous), max(k, previous)
                if s.text[s.words[start].end : s.words[end].start].strip() not in ("", ".", "-"):
                    break
                if k in matched:
                    found.add(i)
                k, previous = k + step, k
    return found


def _is_capital(s: Statement, i: int) -> bool:
    return s.text[s.words[i].start].isupper()


def _states(s: Statement) -> dict[int, tuple[int | None, set[int]]]:
    """Pair of states -> which of the two the statement tells (None if both), and its words.

    What is denied is not told: who has not been found is still missing.
    """
    found: dict[int, tuple[int | None, set[int]]] = {}
    denied = {i for op in s.operators if op.name in NEGATIVE for i in (op.first, *op.scope)}
    for i, tags in enumerate(s.tags):
        for tag in tags:
            if tag.list == "later" and i not in denied:
                pair, side = tag.entry
                known, words = found.get(pair, (side, set()))
                found[pair] = (side if known == side else None, words | {*range(i, i + tag.length)})
    return found


def _own_names(s: Statement, left: Sequence[int]) -> list[int]:
    return [i for i in left if i in s.names or (i == 0 and _is_capital(s, 0) and len(left) <= 2)]


def _neighbours(i: int, matched: Collection[int]) -> tuple[int | None, int | None]:
    """The matched words next to a word, before it and behind it."""
    return max((k for k in matched if k < i), default=None), min(
        (k for k in matched if k > i), default=None
    )


# --- figures --------------------------------------------------------------------------------------


def _pair_quantities(a: Statement, b: Statement, alignment: Alignment) -> list[FigurePair]:
    """Numbers of one thing: first those before nouns that correspond, then those that may be."""
    pairs = alignment.pairs
    free_a, free_b = list(a.quantities), list(b.quantities)
    found: list[FigurePair] = []
    for is_one in (_are_counted_alike, _have_one_slot, _could_be_one):
        for wanted in (True, False):  # those that agree before those that differ
            for ours in list(free_a):
                for theirs in free_b:
                    verdict = compare_quantities(ours, theirs)
                    agree = verdict == "equal"
                    if agree != wanted or (not agree and is_one is _could_be_one):
                        continue
                    if is_one(a, ours, b, theirs, pairs):
                        found.append(FigurePair(ours, theirs, verdict))
                        free_a.remove(ours)
                        free_b.remove(theirs)
                        break
    return found


def _are_counted_alike(
    a: Statement, ours: Quantity, b: Statement, theirs: Quantity, pairs: Collection[WordPair]
) -> bool:
    """Whether two numbers stand before nouns that correspond."""
    noun, other = _counted(a, ours), _counted(b, theirs)
    return (
        ours.unit == theirs.unit
        and noun is not None
        and (noun, other) in pairs
        and ({ours.role, theirs.role} != {"from", "to"})
    )


def _could_be_one(
    a: Statement, ours: Quantity, b: Statement, theirs: Quantity, _: Collection[WordPair]
) -> bool:
    """Whether units and roles of equal numbers allow that they are one: 5 and 5 percent."""
    units = {ours.unit, theirs.unit}
    if {ours.role, theirs.role} == {"from", "to"}:
        return False
    if len(units) == 1:
        return True
    if None not in units or units & {SCORE, ORDINAL}:
        return False
    bare, s = (ours, a) if ours.unit is None else (theirs, b)
    return _counted(s, bare) is None  # not 500 litres and 500 gallons


def _have_one_slot(
    a: Statement, ours: Quantity, b: Statement, theirs: Quantity, pairs: Collection[WordPair]
) -> bool:
    """Whether two numbers are about one thing: of one unit, or of nouns that correspond."""
    if {ours.role, theirs.role} == {"from", "to"} and _tells_change(a) and _tells_change(b):
        return False
    units = {ours.unit, theirs.unit}
    if len(units) == 2:
        if units & {SCORE, ORDINAL}:
            return False
        if None in units:
            bare, s = (ours, a) if ours.unit is None else (theirs, b)
            return _counted(s, bare) is None
        return True
    if ours.unit is not None:
        return True
    noun, other = _counted(a, ours), _counted(b, theirs)
    return noun is None or other is None or (noun, other) in pairs


def _tells_change(s: Statement) -> bool:
    return {"from", "to"} <= {quantity.role for quantity in s.quantities}


def _counted(s: Statement, quantity: Quantity) -> int | None:
    """The content word right behind a number, or one further."""
    return next((i for i in s.content if quantity.last <= i <= quantity.last + 1), None)


def _pair_moments(a: Statement, b: Statement) -> list[FigurePair]:
    free = list(b.moments)
    found = []
    for ours in a.moments:
        compared = [
            (theirs, verdict) for theirs in free if (verdict := compare_moments(ours, theirs))
        ]
        if compared:
            theirs, verdict = min(compared, key=lambda option: option[1] == "differ")
            free.remove(theirs)
            found.append(FigurePair(ours, theirs, verdict))
    return found
