"""What only one of two statements says: its words that are left over, and that say something."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from multisumm.comparison.alignment import Alignment, WordPair
from multisumm.comparison.attribution import MAX_SPEAKER
from multisumm.comparison.figures.values import Quantity
from multisumm.comparison.slots import FigurePair, noun_counted
from multisumm.comparison.small_words import small_words
from multisumm.comparison.statements import NEGATIVE, Statement, begins_with_pronoun

MAX_ANTECEDENT = 2
"""A pronoun stands for so many content words."""

MAX_UNNAMED = 6
"""So few words before or behind a quotation tell whose it is without a word of saying."""

_QUOTED = re.compile(r"[:\"“”„«»「」]")
"""A text without one of these marks has no quotation."""

_OPENING = re.compile(r"[:\"“„«「]")

_CLOSING = re.compile(r"[\"“”„«»「」]\W|[”」]")
"""A quotation mark behind which no word begins; two marks of them can only close."""

_ENDED = re.compile(r"\.[\"”]\s|\. \"\s")
"""The end of a quotation and of its sentence: what follows does not tell who says it."""

_ENDING = re.compile(r"[.!?\"“”„«»。！？]")


def left_over(
    a: Statement,
    b: Statement,
    alignment: Alignment,
    figures: Sequence[FigurePair],
    told: tuple[set[int], set[int]],
    states: tuple[set[int], set[int]],
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the content words that only one has, and that say something.

    Aside are parts of a name, states that both tell, what a number counts if the other leaves
    it out, light words, and words that tell who says it.

    Args:
        a: The first statement.
        b: The second.
        alignment: Which of their words correspond.
        figures: Their figures about one thing.
        told: The words of each that the other has too, figures included.
        states: The words by which one tells a state and the other what came of it.
    """
    b_of, a_of = corresponding(alignment.pairs)
    named = _beside_names(a, alignment.ours, b_of), _beside_names(b, alignment.theirs, a_of)
    if named[0] and named[1]:  # each has a name of its own beside a shared one
        named = (set(), set())
    elided = _elided(a, b, figures)
    left: list[tuple[int, ...]] = []
    for side, (s, own, other) in enumerate(((a, alignment.ours, b), (b, alignment.theirs, a))):
        aside = named[side] | states[side] | elided[side] | light_words(s)
        rest = [i for i in own if i not in aside]
        aside = _speaker_of_quotation(s, rest, told[side]) | _antecedent(rest, told[side], other)
        left.append(tuple([i for i in rest if i not in aside]))
    ours, theirs = left
    if ours and not theirs:
        ours = _without_speaker(a, ours, told[0], b)
    elif theirs and not ours:
        theirs = _without_speaker(b, theirs, told[1], a)
    # light words count that stand where the other has one that says something: made / painted
    mine = _light_between(a, b, b_of, (*theirs, *_light_verbs(b, a)), a_of)
    others = _light_between(b, a, a_of, (*ours, *_light_verbs(a, b)), b_of)
    return (
        tuple(sorted({*ours, *mine})) if mine else ours,
        tuple(sorted({*theirs, *others})) if others else theirs,
    )


def corresponding(pairs: Sequence[WordPair]) -> tuple[dict[int, int], dict[int, int]]:
    """Return the words of each statement that are paired with words of the other, with these."""
    return dict(pairs), {j: i for i, j in pairs}


def light_words(s: Statement) -> set[int]:
    """Return the words that say next to nothing where the other statement lacks them: took place.

    What is denied says something: names were not given.
    """
    denied = {i for op in s.operators if op.name in NEGATIVE for i in op.scope}
    return {i for i, _ in s.listed.get("light", ())} - denied


def _light_between(
    s: Statement,
    other: Statement,
    matched: Mapping[int, int],
    left: Sequence[int],
    matched_there: Mapping[int, int],
) -> list[int]:
    """The light words in places where the other has a word that says something.

    One that the other has as well does not stand for that word; and a word for persons says nothing
    there, either: any other only says more of them.

    Args:
        s: A statement.
        other: The other.
        matched: Its words that correspond to words of the other, with these.
        left: Words that only the other has.
        matched_there: Its words that correspond to words of the first, with these.
    """
    shared = {other.stems[i] for i, _ in other.listed.get("light", ())}
    light = [
        i
        for i in light_words(s)
        if i not in matched and s.stems[i] not in shared and not s.tagged(i, "persons")
    ]
    places = {_place_there(j, matched_there) for j in left} if light else set()
    return [i for i in light if neighbours(i, matched) in places]


def _light_verbs(s: Statement, other: Statement) -> list[int]:
    """Light words before an object, which the other does not have: took the port."""
    light, determiners = s.listed.get("light", ()), small_words(s.language).determiners
    own = [(i, i + tag.length) for i, tag in light if s.stems[i] not in other.stems]
    return [i for i, k in own if k < len(s.words) and s.words[k].text in determiners]


def _place_there(i: int, matched: Mapping[int, int]) -> tuple[int | None, int | None]:
    """Between which words of the other statement a word would stand."""
    before, behind = neighbours(i, matched)
    return (
        None if before is None else matched[before],
        None if behind is None else matched[behind],
    )


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
    if _QUOTED.search(s.text) is None:
        return set()
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


def _beside_names(s: Statement, left: Sequence[int], matched: Collection[int]) -> set[int]:
    """Words that belong to a name of which another word is matched: `Manuel` of `Manuel Valls`."""
    found = set()
    for i in s.capitals.intersection(left):
        for step in (-1, 1):
            k, previous = i + step, i
            while k in s.capitals:
                start, end = min(k, previous), max(k, previous)
                if s.text[s.words[start].end : s.words[end].start].strip() not in ("", ".", "-"):
                    break
                if k in matched:
                    found.add(i)
                k, previous = k + step, k
    return found


def _between(s: Statement, i: int, j: int) -> str:
    """The characters between two words."""
    return s.text[s.words[i].end : s.words[j].start] if 0 <= i < j < len(s.words) else ""


def neighbours(i: int, matched: Collection[int]) -> tuple[int | None, int | None]:
    """Return the matched words next to a word, before it and behind it."""
    before, behind = [k for k in matched if k < i], [k for k in matched if k > i]
    return max(before, default=None), min(behind, default=None)
