"""Doubts: why what a rule takes for a contradiction or an update may be none.

Natural text is full of numbers of other things, of captions, and of parts of a whole. Where one of
these doubts applies, it is only said that two statements are similar: right, or not said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from multisumm.comparison.contrast import ALIKE, Contrast
from multisumm.comparison.figures.fates import FATE_REACH
from multisumm.comparison.figures.values import Moment, Quantity
from multisumm.comparison.rules.rulings import Ruling
from multisumm.comparison.slots import FigurePair
from multisumm.comparison.small_words import small_words
from multisumm.comparison.statements import (
    NEGATIVE,
    Operator,
    Statement,
    begins_with_pronoun,
    is_label,
)

LEAST_EVIDENCE = 3
"""Statements that differ in more than one thing agree in so many words and figures, or it is not
known that they tell of one."""

LEAST_SHARE = 0.3
"""A statement with a pronoun may tell of something else in one that is several times as long."""

LEAST_INSIDE = 2
"""So many words that both say are in the sentence of a quotation in which something is denied."""

MAX_OTHER_WORDS = 1
"""So many words of its own each may have where no figures differ."""

GLUED = 8
"""A heading before a sentence is recognised if so many words of it are all of the other."""


PICTURED = 3
"""A word for a picture stands up to so many words behind its date or number."""


_ENDS = re.compile(r"[.!?…]")


class Doubt(NamedTuple):
    """A doubt.

    Attributes:
        name: Its name.
        applies: Whether it applies to two statements of which a rule has ruled that they contradict
            or update each other.
        example: Two sentences to which no other doubt applies.
    """

    name: str
    applies: Callable[[Contrast, Ruling], bool]
    example: tuple[str, str]


def is_doubtful(both: Contrast, ruling: Ruling) -> bool:
    """Return whether a contradiction or an update may be none."""
    return any(doubt.applies(both, ruling) for doubt in DOUBTS)


def _fragment(both: Contrast, _: Ruling) -> bool:
    """One is a heading or a label, and does not tell how many died or the like."""
    return any(
        is_label(s) and all(one.fate is None for one in s.quantities) for s in (both.a, both.b)
    )


def _little_evidence(both: Contrast, _: Ruling) -> bool:
    """Figures differ, they agree in one or two words only, and one says more, or is far longer."""
    lengths = sorted(len(s.words) - len(s.spoken) for s in (both.a, both.b))
    numbered = any(isinstance(one, Quantity) for side in both.extra for one in side)
    more = any(both.left) or numbered or lengths[1] > 2 * lengths[0]
    few = both.differing and both.shared < LEAST_EVIDENCE
    return bool(few) and more and not _is_toll(both)


def _own_words(both: Contrast, ruling: Ruling) -> bool:
    """No figure differs, and each has words of its own, or one has more than both share."""
    bases = {*ruling.ours}, {*ruling.theirs}
    figured = any(not base.isdisjoint(s.figures) for s, base in zip((both.a, both.b), bases,
                                                                   strict=True))  # fmt: skip
    if both.differing or figured:
        return False
    fewer, more = sorted(
        len({*left} - base) for left, base in zip(both.left, bases, strict=True)
    )  # fmt: skip
    return fewer > MAX_OTHER_WORDS or more >= both.shared > MAX_OTHER_WORDS


def _other_sentence(both: Contrast, ruling: Ruling) -> bool:
    """What is denied is denied in a sentence of its own, which says little of what both say."""
    for s, _, op in _denials(both, ruling):
        told = both.told_words(0 if s is both.a else 1)
        first, last = op.first, op.last
        while first > 0 and not _ENDS.search(s.line.gap(first)):
            first -= 1
        while last < len(s.words) and not _ENDS.search(s.line.gap(last)):
            last += 1
        inside = sum(first <= i < last for i in told)
        if inside < LEAST_INSIDE < len(told) - inside:
            return True
    return False


def _known_ones(both: Contrast, _: Ruling) -> bool:
    """Only one number has an article or the like before it: the two girls, those four towns."""
    return any(_is_definite(s, one) != _is_definite(other, their)
               for s, one, other, their in _numbers(both))  # fmt: skip


def _is_definite(s: Statement, one: Quantity) -> bool:
    small = small_words(s.language)
    line, before = s.line, one.first - 1
    definite = line.word(before) in small.determiners - small.articles
    return one.unit is None and definite and line.tag(before, "that") is None


def _loose_pronoun(both: Contrast, _: Ruling) -> bool:
    """One begins with a pronoun and is only a small part of the other, which tells more."""
    shorter = both.a if both.covered[0] > both.covered[1] else both.b
    return min(both.covered) < LEAST_SHARE and begins_with_pronoun(shorter)


def _parts(both: Contrast, _: Ruling) -> bool:
    """Numbers of one statement with one fate are together the number of the other."""
    for s, one, other, their in _numbers(both):
        if one.fate is None:
            continue
        for side, own, total in ((s, one, their), (other, their, one)):
            parts = [it.value for it in side.quantities
                     if it.value and it.unit is None and it.fate in (None, one.fate)]  # fmt: skip
            if len(parts) > 1 and sum(parts) == total.value != own.value:
                return True
    return False


def _other_time(both: Contrast, _: Ruling) -> bool:
    """Opposites are told in other words, and only one tells in which month or year it was so."""
    dated = [
        any(isinstance(one, Moment) and not {"month", "year"}.isdisjoint(dict(one.parts))
            for one in side)
        for side in both.extra
    ]  # fmt: skip
    told = both.alignment.opposed and not both.numbers and min(both.covered) < ALIKE
    return bool(told) and dated[0] != dated[1]


def _is_toll(both: Contrast) -> bool:
    """Whether numbers of people with one fate differ."""
    return any(_quantities(pair)[0].fate is not None for pair in both.numbers)


def _other_person(both: Contrast, _: Ruling) -> bool:
    """One tells of a man, the other of a woman."""
    ours, theirs = (
        {tag.entry for i, tag in s.listed.get("genders", ()) if i not in s.spoken}
        for s in (both.a, both.b)
    )
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _further_ones(both: Contrast, _: Ruling) -> bool:
    """One number counts only those beside others: two others were hurt."""
    return any(_is_of_others(s, one) != _is_of_others(other, their)
               for s, one, other, their in _numbers(both))  # fmt: skip


def _is_of_others(s: Statement, one: Quantity) -> bool:
    return s.line.tag(one.last, "others") is not None


def _region(both: Contrast, _: Ruling) -> bool:
    """The smaller number is told of a part of a place only: in southwestern Tessia."""
    for pair in both.numbers:
        ours, theirs = _quantities(pair)
        smaller = 0 if ours.value < theirs.value else 1
        s = (both.a, both.b)[smaller]
        told = both.told_words(smaller)
        if any(s.tagged(i, "regions") and i + 1 in told for i in both.left[smaller]):
            return True
    return False


def _sum(both: Contrast, _: Ruling) -> bool:
    """The larger number is a sum, and not of all who met a fate: together they carry 70."""
    if both.a.has("sums") == both.b.has("sums"):
        return False
    side = 0 if both.a.has("sums") else 1
    values = [_quantities(p) for p in both.numbers]
    return any(one[side].value > one[1 - side].value and one[side].fate is None for one in values)


def _two_fates(both: Contrast, _: Ruling) -> bool:
    """One number counts the dead and the missing, or the like, the other those of one fate."""
    return any(_counts_two_fates(s, one) != _counts_two_fates(other, their)
               for s, one, other, their in _numbers(both))  # fmt: skip


def _counts_two_fates(s: Statement, one: Quantity) -> bool:
    """Whether a number is of people of two fates: 50 were dead or missing."""
    small = small_words(s.language)
    linking = small.conjunctions | small.alternatives
    fates = s.listed.get("fates", ())
    ends = {i + tag.length: tag.entry for i, tag in fates if _is_near(one, i)}
    return any(
        i - 1 in ends and ends[i - 1] != tag.entry and s.words[i - 1].text in linking
        for i, tag in fates
    )


def _is_near(one: Quantity, i: int) -> bool:
    return one.last <= i < one.last + FATE_REACH or one.first - FATE_REACH < i < one.first


def _other_slot(both: Contrast, _: Ruling) -> bool:
    """Beside a figure that both tell, others of its unit are not next to words that both have."""
    equal = {_unit(pair) for pair in both.figures if pair.verdict == "equal"} - {None}
    return any(_unit(pair) in equal and not _is_next_alike(both, pair) for pair in both.numbers)


def _unit(pair: FigurePair) -> object:
    return pair.ours.unit if isinstance(pair.ours, Quantity) else None


def _is_next_alike(both: Contrast, pair: FigurePair) -> bool:
    """Whether the content word before or behind one number is that of the other."""
    (before, behind), (there_before, there_behind) = (
        (max((i for i in s.content if i < figure.first), default=None),
         min((i for i in s.content if i >= figure.last), default=None))
        for s, figure in ((both.a, pair.ours), (both.b, pair.theirs))
    )  # fmt: skip
    pairs = (*both.alignment.pairs, *both.alignment.opposed)
    return (before, there_before) in pairs or (behind, there_behind) in pairs


def _limited_denial(both: Contrast, ruling: Ruling) -> bool:
    """Something is denied only of the time since an event: has not been seen since."""
    return any(
        any(i >= op.last for i, _ in s.listed.get("since", ())) and not other.has("since")
        for s, other, op in _denials(both, ruling)
    )


def _reason(both: Contrast, ruling: Ruling) -> bool:
    """What is denied is a reason, and the other tells none: because he was not allowed to."""
    return any(
        any(i < op.first for i, _ in s.listed.get("reasons", ())) and not other.has("reasons")
        for s, other, op in _denials(both, ruling)
    )


def _denied_group(both: Contrast, ruling: Ruling) -> bool:
    """A word before a noun is denied, which tells of others: among non-smoking drivers."""
    for s, _, op in _denials(both, ruling):
        line = s.line
        if line.gap(op.last) == "-" and line.gap(op.last + 1) == " " and op.last + 1 in s.content:
            return True
    return False


def _heading(both: Contrast, _: Ruling) -> bool:
    """One is the other behind a heading that no mark of punctuation sets apart from it."""
    for s, other in ((both.a, both.b), (both.b, both.a)):
        length = len(other.words)
        start = len(s.words) - length
        if length < GLUED or start <= 0 or s.stems[start:] != other.stems:
            continue
        line = s.line
        links = line.tag(start - 1, "that") or any(
            op.last == start or start - 1 in (op.first, op.last - 1) for op in s.operators
        )
        if not links and line.word(start - 1) not in line.function:
            return True
    return False


def _picture(both: Contrast, _: Ruling) -> bool:
    """They tell of two pictures: in this 3 May photo, 9 of 76 photos."""
    dated = any(
        _is_of_picture(s, figure.last)
        for pair in both.moments
        for s, figure in ((both.a, pair.ours), (both.b, pair.theirs))
    )
    return dated or any(
        _is_of_picture(s, whole.last)
        for s, one, other, their in _numbers(both)
        for whole in s.quantities
        if whole.role == "whole" and whole.first in (one.last + 1, their.last + 1)
    )


def _is_of_picture(s: Statement, i: int) -> bool:
    return any(s.tagged(k, "pictures") for k in range(i, min(i + PICTURED, len(s.words))))


def _denials(both: Contrast, ruling: Ruling) -> Iterator[tuple[Statement, Statement, Operator]]:
    """The denials on which a ruling rests, each with its statement and the other one."""
    for s, other, words in ((both.a, both.b, ruling.ours), (both.b, both.a, ruling.theirs)):
        for op in s.operators:
            if op.name in NEGATIVE and op.first in words:
                yield s, other, op


def _numbers(both: Contrast) -> Iterator[tuple[Statement, Quantity, Statement, Quantity]]:
    for pair in both.numbers:
        ours, theirs = _quantities(pair)
        yield both.a, ours, both.b, theirs


def _quantities(pair: FigurePair) -> tuple[Quantity, Quantity]:
    assert isinstance(pair.ours, Quantity)
    assert isinstance(pair.theirs, Quantity)
    return pair.ours, pair.theirs


DOUBTS: Sequence[Doubt] = (
    Doubt("fragment", _fragment,
          ("Picture taken 3 June 2012.", "Picture taken 4 June 2012.")),
    Doubt("little evidence", _little_evidence,
          ("Bail was set at 6,000 euros.", "Bail for the pilot was set at 90,000 euros.")),
    Doubt("own words", _own_words,
          ("A baby born after the mother was shot with a crossbow in Porvo was battling for life "
           "at a hospital on Monday.",
           "An unborn baby was saved by doctors after the mother was shot with a crossbow in "
           "Porvo, an agency reported.")),
    Doubt("other sentence", _other_sentence,
          ("The hackers wrote to Alba: You have financial ties with mobsters, traffickers and "
           "launderers... This is not over.",
           "The hackers wrote that Alba has financial ties with mobsters, traffickers and "
           "launderers.")),
    Doubt("known ones", _known_ones,
          ("The two girls were hurt in the fire in Porvo.",
           "Three girls were hurt in the fire in Porvo.")),
    Doubt("loose pronoun", _loose_pronoun,
          ("He found four dead eagles.",
           "Wardens of the county are looking into the death of 13 eagles that were found dead on "
           "a farm in Porvo and offer a reward for news of whoever laid the poison there.")),
    Doubt("parts", _parts,
          ("Four islanders were killed in the attack.",
           "Two civilians and two islanders died in the attack.")),
    Doubt("other time", _other_time,
          ("Sales of bread in Porvo rose in May 2012 with the summer guests.",
           "Sales of bread in Porvo fell.")),
    Doubt("other person", _other_person,
          ("He has worked as a prison guard since 2012.",
           "She has worked as a prison guard since 2007.")),
    Doubt("further ones", _further_ones,
          ("The blast at the mill in Porvo killed five people.",
           "The blast at the mill in Porvo killed two other people.")),
    Doubt("region", _region,
          ("More than 30 people were killed in Tessia on Friday.",
           "Five people were killed in southwestern Tessia on Friday.")),
    Doubt("sum", _sum,
          ("The ferry carried 30 passengers to Porvo.",
           "Together the ferry and the boat carried 70 passengers to Porvo.")),
    Doubt("two fates", _two_fates,
          ("Some 50 people were dead or missing after the flood in Porvo.",
           "Five people were dead after the flood in Porvo.")),
    Doubt("other slot", _other_slot,
          ("In May, a state jury awarded Nordline $539 million, after Alba had previously paid "
           "Nordline $399 million for theft.",
           "A jury awarded Nordline $539 million in May, leaving Alba an outstanding balance of "
           "$140 million it owed Nordline.")),
    Doubt("limited denial", _limited_denial,
          ("The climber was seen at the lake of Tessa.",
           "The climber was not seen at the lake of Tessa since the storm.")),
    Doubt("reason", _reason,
          ("The official spoke on condition of anonymity about the investigation.",
           "The official spoke on condition of anonymity because he could not talk about the "
           "investigation.")),
    Doubt("denied group", _denied_group,
          ("Among smoking drivers, the accident rate rose in May.",
           "Among non-smoking drivers, the accident rate rose in May.")),
    Doubt("picture", _picture,
          ("In this 3 May file photo, the envoy listens to a speech in Graz.",
           "In this 9 May file photo, the envoy listens to a speech in Graz.")),
    Doubt("heading", _heading,
          ("Lists about the strange and fascinating lives of kings around the world.",
           "We will never be kings lists about the strange and fascinating lives of kings around "
           "the world.")),
)  # fmt: skip
"""All doubts."""
