"""Two statements side by side: what they share, what differs, what only one of them says."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from multisumm.comparison.alignment import SHARED_LETTERS, Alignment, align
from multisumm.comparison.attribution import MAX_SPEAKER
from multisumm.comparison.figures import PERCENT, Moment, Quantity
from multisumm.comparison.lexicon import load_lexicon
from multisumm.comparison.slots import (
    Figure,
    FigurePair,
    figures_of,
    noun_counted,
    pair_asides,
    pair_figures,
)
from multisumm.comparison.statements import QUESTION, Operator, Statement

UNREAL = frozenset(
    ("denial", "hedge", "claim", "plan", "attempt", "request", "condition", QUESTION)
)
"""Operators under which a statement does not say that something is so."""

NEGATIVE = ("negation", "failure")
"""Operators that turn a statement into its contrary."""

VERBATIM = 0.9
"""Of statements that share this of the words of each, also the dates on which they are said count:
one is quoted from the other or from the same source."""

OF_SOME = frozenset("of von der des de del di dei degli delle do da dos das из od από من".split())  # noqa: SIM905
"""Words between a number and the group of which it counts some."""

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
        """Content words that only one has, and that say something.

        Aside are parts of a name, states that both tell, what a number counts if the other leaves
        it out, light words, and words that tell who says it.
        """
        pairs = self.alignment.pairs
        named = (
            _beside_names(self.a, self.alignment.ours, {i for i, _ in pairs}),
            _beside_names(self.b, self.alignment.theirs, {j for _, j in pairs}),
        )
        if named[0] and named[1]:  # each has a name of its own beside a shared one
            named = (set(), set())
        elided = _elided(self.a, self.b, self.figures)
        states = self.states
        left: list[tuple[int, ...]] = []
        for side, (s, own, t) in enumerate(
            (
                (self.a, self.alignment.ours, self.b),
                (self.b, self.alignment.theirs, self.a),
            )
        ):
            aside = named[side] | states[side] | elided[side]
            rest = [i for i in own if i not in aside and not is_light(s, i)]
            shared = self.told_words(side)
            aside = _speaker_of_quotation(s, rest, shared) | _antecedent(rest, shared, t)
            left.append(tuple(i for i in rest if i not in aside))
        if left[0] and not left[1]:
            left[0] = _without_speaker(self.a, left[0], self.told_words(0), self.b)
        elif left[1] and not left[0]:
            left[1] = _without_speaker(self.b, left[1], self.told_words(1), self.a)
        return self._with_exchanged(left[0], left[1])

    def _with_exchanged(
        self, ours: tuple[int, ...], theirs: tuple[int, ...]
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Words left over, and light ones that stand where the other has one: made / painted."""
        if not (ours or theirs):
            return ours, theirs
        b_of, a_of = self._matched
        mine = _light_between(self.a, b_of, theirs, a_of)
        others = _light_between(self.b, a_of, ours, b_of)
        return (
            tuple(sorted({*ours, *mine})) if mine else ours,
            tuple(sorted({*theirs, *others})) if others else theirs,
        )

    @cached_property
    def _matched(self) -> tuple[dict[int, int], dict[int, int]]:
        """The words of each that correspond to words of the other, with these."""
        return dict(self.alignment.pairs), {j: i for i, j in self.alignment.pairs}

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
        ours = {pair.ours for pair in self.figures}
        theirs = {pair.theirs for pair in self.figures}
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
            if self._denials[side] and s.words[first].text in _INDEFINITE.get(s.language, ()):
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
            if _is_contrast(s, op) or _denies_a_denial(s, op, partner):
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
        pairs = (*self.alignment.pairs, *self.alignment.opposed)
        return dict(pairs), {j: i for i, j in pairs}

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
        """Whether one denies that something is so and the other is quoted saying it is not."""
        plain = self.b if "denial" in self.kinds[0] else self.a
        return bool(plain.spoken) and any(op.name in NEGATIVE for op in plain.operators)

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
        b_of, a_of = self._matched
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


def _is_contrast(s: Statement, op: Operator) -> bool:
    """Whether what is denied is only set against what is so: governor of Ohio, not Utah."""
    if op.first == 0 or op.last - op.first > 1 or not op.scope or op.scope[0] != op.last:
        return False
    before = s.text[s.words[op.first - 1].end : s.words[op.first].start]
    return before.strip() == "," and op.last in s.names


def _denies_a_denial(s: Statement, op: Operator, partner: Collection[int]) -> bool:
    """Whether a word with a prefix that denies is denied itself, which the other has not."""
    if not op.scope or op.scope[0] != op.last or op.scope[0] in partner:
        return False
    word = s.words[op.scope[0]].text
    return any(word.startswith(prefix) and len(word) > len(prefix) + SHARED_LETTERS
               for prefix in load_lexicon(s.language).prefixes if prefix == "un")  # fmt: skip


def _is_of_group(s: Statement, figure: Quantity) -> bool:
    """Whether a number counts some of a group: five of the climbers, two of them."""
    words = [word.text for word in s.words[figure.last : figure.last + 2]]
    return (
        figure.unit is None
        and len(words) == 2
        and words[0] in OF_SOME
        and not words[1][0].isdecimal()
    )


def is_light(s: Statement, i: int) -> bool:
    """Return whether a word says next to nothing where the other statement has it not: took place.

    What is denied says something: names were not given.
    """
    if not s.tagged(i, "light"):
        return False
    return not any(op.name in NEGATIVE and i in op.scope for op in s.operators)


def _light_between(
    s: Statement, matched: Mapping[int, int], left: Sequence[int], matched_there: Mapping[int, int]
) -> list[int]:
    """The light words in places where the other has a word that says something.

    A word for persons says nothing there, either: any other only says more of them.

    Args:
        s: A statement.
        matched: Its words that correspond to words of the other, with these.
        left: Words that only the other has.
        matched_there: Its words that correspond to words of the first, with these.
    """
    light = [
        i
        for i, _ in s.listed.get("light", ())
        if i not in matched and is_light(s, i) and not s.tagged(i, "persons")
    ]
    places = {_place_there(j, matched_there) for j in left} if light else set()
    return [i for i in light if _neighbours(i, matched) in places]


def _place_there(i: int, matched: Mapping[int, int]) -> tuple[int | None, int | None]:
    """Between which words of the other statement a word would stand."""
    before, behind = _neighbours(i, matched)
    return (
        None if before is None else matched[before],
        None if behind is None else matched[behind],
    )


def _is_aside_in(s: Statement, figure: Figure) -> bool:
    """Whether a date of another statement stands in this one as that on which it is said."""
    return isinstance(figure, Moment) and any(one.parts == figure.parts for one in s.asides)


def _elided(a: Statement, b: Statement, figures: Sequence[FigurePair]) -> tuple[set[int], set[int]]:
    """What a number counts in one statement and the other leaves out: 15 people, 15 of them."""
    found: tuple[set[int], set[int]] = (set(), set())
    for pair in figures:
        if isinstance(pair.ours, Quantity) and isinstance(pair.theirs, Quantity):
            ours, theirs = noun_counted(a, pair.ours), noun_counted(b, pair.theirs)
            if ours is None and theirs is not None:
                found[1].add(theirs)
            elif theirs is None and ours is not None:
                found[0].add(ours)
    return found


def _speaker_of_quotation(s: Statement, left: Sequence[int], shared: Collection[int]) -> set[int]:
    """Those left words that stand before or behind a quotation of all that both say.

    `In a post, she wrote: "..."`; `..." said the head of the union, who had seen it`.
    """
    first, last = min(shared, default=0), max(shared, default=0)
    found: set[int] = set()
    lead = [i for i in left if i < first]
    while lead and first - 1 > lead[-1] and not _OPENING.search(_between(s, first - 1, first)):
        first -= 1  # a small word of the quotation
    opening = _between(s, first - 1, first)
    if lead and first <= MAX_SPEAKER and _OPENING.search(opening) and not _ENDED.search(opening):
        start = next(
            (i for i in range(first - 1, 0, -1) if _ENDING.search(_between(s, i - 1, i))), 0
        )
        start_of_saying = max(start, first - MAX_UNNAMED)
        said = any(s.tagged(i, "saying") for i in range(start_of_saying, first))
        if first - start <= MAX_UNNAMED or said:
            found.update(i for i in lead if i >= start)
    trail = [i for i in left if i > last]
    if (
        trail
        and _CLOSING.search(_between(s, last, last + 1))
        and not _ENDED.search(_between(s, last, last + 1))
        and len(s.words) - last <= 2 * MAX_SPEAKER
    ):
        behind = range(last + 1, len(s.words))
        ended = next((i for i in behind[1:] if _ENDING.search(_between(s, i - 1, i))), len(s.words))
        if ended - last <= MAX_UNNAMED or any(s.tagged(i, "saying") for i in range(last, ended)):
            found.update(i for i in trail if i < ended)
    return found


def _without_speaker(
    s: Statement, left: tuple[int, ...], shared: Collection[int], other: Statement
) -> tuple[int, ...]:
    """Those left words that do not tell in a clause of saying who says it, as the other does.

    `The delegate denied that it was so`; `It was not so, the delegate said`.
    """
    first = min(shared, default=0)
    lead = [i for i in left if i < first]
    if not lead or begins_with_pronoun(other):
        return left
    said = any(s.tagged(i, "saying") or s.tagged(i, "denial") for i in range(lead[-1] + 1, first))
    speaker = {key for j in other.spoken for key in (other.stems[j], *other.keys[j])}
    if not said or not all({s.stems[i], *s.keys[i]} & speaker for i in lead):
        return left
    return tuple(i for i in left if i >= first)


def _antecedent(left: Sequence[int], shared: Collection[int], other: Statement) -> set[int]:
    """The left words at the beginning for which the other statement has a pronoun."""
    if not begins_with_pronoun(other):
        return set()
    first = min(shared, default=0)
    lead = {i for i in left if i < first}
    return lead if len(lead) <= MAX_ANTECEDENT else set()


def begins_with_pronoun(s: Statement) -> bool:
    """Return whether a statement begins with a pronoun that stands for a noun of another."""
    return bool(s.words) and s.words[0].text in _PRONOUNS.get(s.language, ())


MAX_ANTECEDENT = 2
"""A pronoun stands for so many content words."""

_PRONOUNS = {
    "en": ("it", "he", "she", "they"), "de": ("er", "sie", "es"), "es": ("él", "ella", "ellos"),
    "fr": ("il", "elle", "ils", "elles"), "pt": ("ele", "ela", "eles", "elas"),
    "it": ("egli", "lui", "lei", "loro"), "ru": ("он", "она", "оно", "они"),
    "zh": ("他", "她", "它"),
}  # fmt: skip

_INDEFINITE = {
    "en": ("a", "an"), "de": ("ein", "eine"), "fr": ("un", "une"), "es": ("un", "una"),
    "it": ("un", "una", "uno"), "pt": ("um", "uma"), "el": ("ένας", "μία", "μια", "ένα"),
}  # fmt: skip

MAX_UNNAMED = 6
"""So few words before or behind a quotation tell whose it is without a word of saying."""

_OPENING = re.compile(r"[:\"“„«「]")
_CLOSING = re.compile(r"[\"“”„«»「」]\W|[”」]")
"""A quotation mark behind which no word begins; two marks of them can only close."""

_ENDED = re.compile(r"\.[\"”]\s|\. \"\s")
"""The end of a quotation and of its sentence: what follows does not tell who says it."""

_ENDING = re.compile(r"[.!?\"“”„«»。！？]")


def _between(s: Statement, i: int, j: int) -> str:
    """The characters between two words."""
    return s.text[s.words[i].end : s.words[j].start] if 0 <= i < j < len(s.words) else ""


def _beside_names(s: Statement, left: Sequence[int], matched: Collection[int]) -> set[int]:
    """Words that belong to a name of which another word is matched: `Manuel` of `Manuel Valls`."""
    found = set()
    for i in [i for i in left if _is_capital(s, i)]:
        for step in (-1, 1):
            k, previous = i + step, i
            while 0 <= k < len(s.words) and _is_capital(s, k):
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
    for i, tag in s.listed.get("later", ()):
        if not any(op.name in NEGATIVE and i in (op.first, *op.scope) for op in s.operators):
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
