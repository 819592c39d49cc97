"""Two statements side by side: what they share, what differs, what only one of them says."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from multisumm.comparison.alignment import SHARED_LETTERS, Alignment, align
from multisumm.comparison.figures.values import PERCENT, Moment, Quantity
from multisumm.comparison.leftover import corresponding, left_over, neighbours
from multisumm.comparison.slots import (
    Figure,
    FigurePair,
    figures_of,
    pair_asides,
    pair_figures,
)
from multisumm.comparison.small_words import small_words
from multisumm.comparison.statements import NEGATIVE, QUESTION, Operator, Statement

UNREAL = frozenset(
    ("denial", "hedge", "claim", "plan", "attempt", "request", "condition", QUESTION)
)
"""Operators under which a statement does not say that something is so."""

VERBATIM = 0.9
"""Of statements that share this of the words of each, also the dates on which they are said count:
one is quoted from the other or from the same source."""

DENIED_NEAR = 3
"""What denies so near to `nobody` denies the same."""

ONLY_MEASURE = 0.6
"""Statements that share this of the words of each tell one thing by their only number of a unit."""

ALIKE = 0.75
"""Statements that share this of the words of each fill the same slots without further evidence."""


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
        """Content words that only one has, and that say something (`left_over`)."""
        states = self.states
        told = self.told_words(0), self.told_words(1)
        return left_over(self.a, self.b, self.alignment, self.figures, told, states)

    def is_compact(self, side: int, share: float) -> bool:
        """Whether what both say stands together in a statement, 0 or 1, and not here and there.

        That is so if it is this share of the content words from its first word to its last.
        """
        s = (self.a, self.b)[side]
        shared = sorted(self.told_words(side) & {*s.content, *s.figures})
        if len(shared) > 4:  # a word far from the others may have been matched by chance
            shared = shared[1:] if shared[1] - shared[0] > shared[-1] - shared[-2] else shared[:-1]
        inside = sum(shared[0] <= i <= shared[-1] for i in s.content)
        return len(shared) >= share * inside

    @cached_property
    def extra(self) -> tuple[list[Figure], list[Figure]]:
        """Figures that only one has; the other does not tell them aside, either."""
        ours = [pair.ours for pair in self.figures]
        theirs = [pair.theirs for pair in self.figures]
        return (
            [f for f in figures_of(self.a) if f not in ours and not _is_aside_in(self.b, f)],
            [f for f in figures_of(self.b) if f not in theirs and not _is_aside_in(self.a, f)],
        )

    @cached_property
    def differing(self) -> list[FigurePair]:
        """Figures that cannot both be true, if they are about one thing."""
        return [pair for pair in self.figures if pair.verdict == "differ"]

    @cached_property
    def doubtful(self) -> bool:
        """Whether figures differ of which it is not clear that they are about one thing."""
        return not all(map(self._is_sure, self.differing))

    @property
    def numbers(self) -> list[FigurePair]:
        """Quantities of one thing that cannot both be true."""
        return [pair for pair in self.differing if isinstance(pair.ours, Quantity)]

    @property
    def moments(self) -> list[FigurePair]:
        """Dates and times that cannot both be true."""
        return [pair for pair in self.differing if isinstance(pair.ours, Moment)]

    def is_of_some(self, pair: FigurePair) -> bool:
        """Return whether just one of two numbers counts some of a group, and it is the smaller.

        Then the other may count them all: five of the climbers died, eight people died.
        """
        ours, theirs = pair.ours, pair.theirs
        if isinstance(ours, Moment) or isinstance(theirs, Moment):
            return False
        part, whole = _is_of_group(self.a, ours), _is_of_group(self.b, theirs)
        return part != whole and (ours.value < theirs.value) == part

    def _is_sure(self, pair: FigurePair) -> bool:
        return pair.anchored or min(self.covered) >= ALIKE or self._is_only_measure(pair)

    def _is_only_measure(self, pair: FigurePair) -> bool:
        """Whether two numbers are the only ones of their unit, in statements that share much."""
        unit = pair.ours.unit if isinstance(pair.ours, Quantity) else None
        if unit is None or unit == PERCENT or min(self.covered) < ONLY_MEASURE:
            return False
        return all(sum(one.unit == unit for one in s.quantities) == 1 for s in (self.a, self.b))

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
        return any(self._denials)

    @cached_property
    def general(self) -> bool:
        """Whether what one denies is a general truth: a red tag does not hang itself.

        Its subject is a noun with an indefinite article that is not the subject of the other.
        """
        for side, (s, other) in enumerate(((self.a, self.b), (self.b, self.a))):
            first = next((i for i in range(len(s.words)) if i not in s.spoken), 0)
            if self._denials[side] and s.words[first].text in small_words(s.language).articles:
                subject = next((i for i in s.content if i > first), None)
                if subject is None or self._partners[side].get(subject) != other.content[0]:
                    return True
        return False

    @cached_property
    def denied(self) -> bool:
        """Whether one denies just what the other says: the first word denied is one of both."""
        return any(self.speaks_of(side, own) for side, own in enumerate(self._denials))

    @cached_property
    def _denials(self) -> tuple[list[Operator], list[Operator]]:
        return self._denials_of(0), self._denials_of(1)

    def _denials_of(self, side: int) -> list[Operator]:
        """What a statement, 0 or 1, denies of what both speak of, and the other does not deny."""
        s, other = (self.a, self.b) if side == 0 else (self.b, self.a)
        theirs = [op for op in other.operators if op.name in NEGATIVE]
        denied = {word for op in theirs for word in op.scope}
        partner = self._partners[side]
        found = []
        for op in s.operators:
            failed_alike = op.name == "failure" and s.stems[op.first] in other.stems
            if op.name not in NEGATIVE or failed_alike or self._is_told_as_none(side, op):
                continue
            if _is_set_against(s, op, partner) or _denies_a_denial(s, op, partner):
                continue
            shared = {partner[i] for i in op.scope if i in partner}
            if (shared and shared.isdisjoint(denied)) or not (op.scope or theirs):
                found.append(op)
        return found

    def _is_told_as_none(self, side: int, op: Operator) -> bool:
        """Whether an operator belongs to a `nobody` that is paired with a number, as 0.

        Many languages deny the verb once more: никто не погиб, il n'y a aucun mort.
        """
        figures = [(pair.ours, pair.theirs)[side] for pair in self.figures]
        return any(
            isinstance(one, Quantity) and one.fate is not None and one.value == 0
            and abs(op.first - one.first) <= DENIED_NEAR
            for one in figures
        )  # fmt: skip

    @cached_property
    def _partners(self) -> tuple[dict[int, int], dict[int, int]]:
        """The words of each that correspond to words of the other, or are opposites, with these."""
        return corresponding((*self.alignment.pairs, *self.alignment.opposed))

    def speaks_of(self, side: int, operators: Sequence[Operator]) -> bool:
        """Whether both speak of the first word that one of these operators bears on.

        So they do as well if that word is the only one that the other has in no form.
        """
        common, left = self._common(side), self.left[side]
        if min(self.covered) >= ALIKE and len(left) == 1:
            common |= {*left}
        return any(op.scope and op.scope[0] in common for op in operators)

    def denies(self, side: int, word: int) -> bool:
        """Whether a statement, 0 or 1, denies a word."""
        operators = (self.a, self.b)[side].operators
        return any(op.name in NEGATIVE and word in op.scope for op in operators)

    @property
    def denies_in_own_words(self) -> bool:
        """Whether one denies that something is so and the other is quoted saying it is not.

        What the other denies must be of what both speak of: that it got letters and answered none
        of them does not deny that it got letters.
        """
        side = 1 if "denial" in self.kinds[0] else 0
        plain = (self.a, self.b)[side]
        return bool(plain.spoken) and not self._in_force(plain, side).isdisjoint(NEGATIVE)

    def _in_force(self, s: Statement, side: int) -> frozenset[str]:
        """The operators that bear on what both speak of."""
        common = self._common(side)
        return frozenset(op.name for op in s.operators if not op.scope or common & {*op.scope})

    def told_words(self, side: int) -> set[int]:
        """Return the words of a statement, 0 or 1, figures included, that the other has too."""
        figures = [(pair.ours, pair.theirs)[side] for pair in self.figures]
        return self._common(side) | {
            i for figure in figures for i in range(figure.first, figure.last)
        }

    def _common(self, side: int) -> set[int]:
        """The words of a statement that correspond to words of the other or are their opposites."""
        return {*self._partners[side]}

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
        ours = _states(self.a)
        theirs = _states(self.b) if ours else {}
        for pair in ours.keys() & theirs.keys():
            (side, mine), (other, yours) = ours[pair], theirs[pair]
            if side is not None and other is not None and side != other:
                return mine, yours, 0 if side else 1
            if {side, other} == {None, 0} and self.changed and not self.differing:
                return mine, yours, 0 if side is None else 1  # were missing, have now been found
        return set(), set(), None

    @cached_property
    def names(self) -> tuple[list[int], list[int]]:
        """Names that only one has; a capital at the beginning counts where little else is left."""
        return _own_names(self.a, self.left[0]), _own_names(self.b, self.left[1])

    @cached_property
    def replaced(self) -> bool:
        """Whether a word of one stands where another word stands in the other."""
        b_of, a_of = corresponding(self.alignment.pairs)
        theirs = {neighbours(j, a_of) for j in self.left[1]}
        before = {j for j, _ in theirs if j is not None}
        behind = {j for _, j in theirs if j is not None}
        for i in self.left[0]:
            first, last = neighbours(i, b_of)
            if first is not None and b_of[first] in before:
                return True
            if last is not None and b_of[last] in behind:
                return True
        return False


def contrast(a: Statement, b: Statement) -> Contrast | None:
    """Return two statements side by side; None if they have too little in common to compare."""
    smaller = min(len(a.content), len(b.content))
    common = len(a.matching & b.matching)
    if not common or common < 0.3 * smaller - 1:
        return None
    alignment = align(a, b)
    found = Contrast(a, b, alignment, pair_figures(a, b, alignment.pairs))
    if a.asides and b.asides and min(found.covered) >= VERBATIM:
        found = Contrast(a, b, alignment, (*found.figures, *pair_asides(a, b)))
    told = found.shared + len(found.differing) + len(alignment.opposed)
    if not alignment.pairs or told < 2 or found.shared < (1 if smaller <= 4 else 2):
        return None
    return found


def _is_set_against(s: Statement, op: Operator, partner: Collection[int]) -> bool:
    """Whether a name is denied only to set it against one that both tell: in Ohio, not Utah."""
    if op.first == 0 or op.last - op.first > 1 or not op.scope or op.scope[0] != op.last:
        return False
    before = s.text[s.words[op.first - 1].end : s.words[op.first].start]
    return before.strip() == "," and op.last in s.names and op.first - 1 in partner


def _denies_a_denial(s: Statement, op: Operator, partner: Collection[int]) -> bool:
    """Whether a word with a prefix that denies is denied itself, which the other has not."""
    if not op.scope or op.scope[0] != op.last or op.scope[0] in partner:
        return False
    word = s.words[op.scope[0]].text
    return any(
        word.startswith(prefix) and len(word) > len(prefix) + SHARED_LETTERS
        for prefix in small_words(s.language).denying_prefixes
    )


def _is_of_group(s: Statement, figure: Quantity) -> bool:
    """Whether a number counts some of a group: five of the climbers, two of them."""
    words, small = (
        [word.text for word in s.words[figure.last : figure.last + 2]],
        small_words(s.language),
    )
    if figure.unit is not None or len(words) < 2 or words[0] not in small.of:
        return False
    if s.tagged(figure.last - 1, "scales") and words[0] in small.of_scale:
        return words[1] in small.determiners  # two millions "de" people are people
    return not words[1][0].isdecimal()


def _is_aside_in(s: Statement, figure: Figure) -> bool:
    """Whether a date of another statement stands in this one as that on which it is said."""
    return isinstance(figure, Moment) and any(one.parts == figure.parts for one in s.asides)


def _states(s: Statement) -> dict[int, tuple[int | None, set[int]]]:
    """Pair of states -> which of the two the statement tells (None if both), and its words.

    What is denied is not told: who has not been found is still missing.
    """
    found: dict[int, tuple[int | None, set[int]]] = {}
    for i, tag in s.listed.get("later", ()):
        if not any(op.name in NEGATIVE and i in (op.first, *op.scope) for op in s.operators):
            pair, side = tag.entry
            known, words = found.get(pair, (side, set()))
            found[pair] = (side if known == side else None, words | {*range(i, i + tag.length)})
    return found


def _own_names(s: Statement, left: Sequence[int]) -> list[int]:
    return [i for i in left if i in s.names or (i == 0 and s.is_capital(0) and len(left) <= 2)]
