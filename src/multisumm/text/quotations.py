"""Find quotations of several sentences: join their sentences, or say that each is a piece.

A sentence that holds one end of a quotation, or stands in the middle of one, reads as if the
source said it itself. So the sentences that a quotation spans are one unit: `"It is late. We go,"
he said.` A unit can be quoted as a whole if it is not too long and has its speaker, that is, some
words outside the quotation marks. Otherwise its sentences are half quotations.

Marks are told apart by what stands around them, not by the language: “so” and „so“ and ”så”,
«so» and »so«, "so" and 「so」. Apostrophes, inches (6'2") and Hebrew acronyms are none. A mark
without its other end makes only its own sentence a half quotation. A quotation ends with its block,
unless the next block begins with an opening mark, as it does in quotations of several paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from multisumm.characters import (
    CLOSING_BRACKETS,
    CLOSING_MARKS,
    COLONS,
    COMMAS,
    DASHES,
    OPENING_BRACKETS,
    SPACELESS,
)
from multisumm.model import Span

MAX_UNIT_WORDS = 60
"""Words of a quotation of several sentences that may still be quoted as one sentence."""

MAX_UNIT_CHARACTERS = 150
"""Characters of it that are not white space, in scripts without spaces."""

MIN_SPEAKER_WORDS = 2
"""Words, or characters of scripts without spaces, outside the marks that tell who speaks."""

MAX_TAG_WORDS = 4
"""Words of a sentence behind a quotation that tells who said it: `Ann Lee wrote.`"""

_STRAIGHT = '"＂'
_CURLY = "“”„‟"
_ANGLE = "«»"
_CORNERS = ("「」", "『』", "｢｣", "〝〞〟")
_KIND_OF = {mark: kind for kind in (_STRAIGHT, _CURLY, _ANGLE, *_CORNERS) for mark in kind}
_ALWAYS = {mark: mark == kind[0] for kind in _CORNERS for mark in kind} | {"„": True, "‟": True}
_MARK = re.compile(f"[{''.join(_KIND_OF)}]")
_SINGLE = re.compile(
    r"['‘’](?:(?P<opens>(?<!’)(?<![\w'‘’].)(?=[^\W\d_])(?!(?i:tis|twas|em|til|n)\b))"
    r"|(?P<closes>(?<!‘)(?<=[.,!?…].)(?![\w'‘’])))"
)
_AFTER = frozenset(CLOSING_MARKS + COMMAS + COLONS + CLOSING_BRACKETS + DASHES)
_BEFORE = frozenset(OPENING_BRACKETS + DASHES)
_TOKEN = re.compile(rf"[{SPACELESS}]|[^\W_]\w*(?:['’-]+\w+)*")
_SPACELESS = re.compile(f"[{SPACELESS}]")


class _Marks(NamedTuple):
    """The quotation marks of a block.

    Attributes:
        pairs: Quotations, from the opening to behind the closing mark.
        open: Opening marks without a closing one.
        stray: Closing marks without an opening one.
    """

    pairs: list[Span]
    open: list[int]
    stray: list[int]


class _Quotations(NamedTuple):
    """The quotations of a text.

    Attributes:
        pairs: Quotations, from the opening to behind the closing mark, in order.
        lost: Marks without their other end.
        pieces: Parts of quotations of several paragraphs, from the opening mark to the end of the
            block.
    """

    pairs: list[Span]
    lost: list[int]
    pieces: list[Span]


def join_quotations(
    text: str, spans: Sequence[Span], blocks: Sequence[Span]
) -> tuple[list[Span], frozenset[int]]:
    """Return the sentences, with the units of quotations joined, and which are half quotations.

    Takes time linear in the text.

    Args:
        text: The text that all offsets refer to.
        spans: Its sentences, in order and disjoint.
        blocks: Its blocks, in order and disjoint; each sentence is in one.

    Returns:
        The sentences, in order and disjoint, and the indices of the half quotations among them.
    """
    if not spans:
        return [], frozenset()
    starts = [start for start, _ in spans]
    marks = _find_quotations(text, blocks)
    if not marks.pairs and not marks.lost:
        return list(spans), frozenset()

    def sentence_at(offset: int) -> int:
        return max(0, bisect_right(starts, offset) - 1)

    half = {sentence_at(offset) for offset in marks.lost}
    for start, end in marks.pieces:
        half.update(range(sentence_at(start), sentence_at(end - 1) + 1))
    quoted = [(sentence_at(start), sentence_at(end - 1)) for start, end in marks.pairs]
    units = _units(len(spans), quoted)
    opening = frozenset(first for first, _ in quoted)
    units = list(_with_speakers(text, spans, units, blocks, marks.pairs, opening, half))
    joined: list[Span] = []
    halves: list[int] = []
    for first, last in units:
        unit = spans[first][0], spans[last][1]
        is_whole = (
            first not in half
            if first == last
            else (
                half.isdisjoint(range(first, last + 1))
                and _is_short(text, unit)
                and _has_speaker(text, unit, marks.pairs)
            )
        )
        pieces = [unit] if is_whole else spans[first : last + 1]
        if not is_whole:
            halves += range(len(joined), len(joined) + len(pieces))
        joined += pieces
    return joined, frozenset(halves)


def is_only_quotation(sentence: str) -> bool:
    """Return whether a sentence is one quotation from its first to its last mark: nobody says it.

    >>> is_only_quotation("“We will win.”"), is_only_quotation("“We will win,” he said.")
    (True, False)
    """
    inked = sentence.strip(" .!?…")
    if inked[:1] in ("'", "‘") and inked[-1:] in ("'", "’"):
        return _SINGLE.match(inked) is not None and not _MARK.search(inked)
    if inked[:1] not in _KIND_OF:
        return False
    marks = _pair_marks(inked, 0, len(inked), _MARK.finditer(inked))
    return (0, len(inked)) in marks.pairs


def _units(sentences: int, quotations: Iterable[Span]) -> list[Span]:
    """Return first and last index of the sentences that quotations hold together, all in order."""
    units = []
    crossing = deque(sorted(one for one in quotations if one[0] < one[1]))
    index = 0
    while index < sentences:
        last = index
        while crossing and crossing[0][0] <= last:
            last = max(last, crossing.popleft()[1])
        units.append((index, last))
        index = last + 1
    return units


def _with_speakers(
    text: str,
    spans: Sequence[Span],
    units: Iterable[Span],
    blocks: Sequence[Span],
    pairs: Sequence[Span],
    opening: frozenset[int],
    half: Container[int],
) -> Iterator[Span]:
    """Yield the units; one without a speaker is joined to its neighbour that has one.

    That is a short sentence behind it, `"Sad!" Ann Lee wrote.`, or a quotation before it, `"It is
    late," he said. "We go."`, if all is in one block and not too long together.

    Args:
        text: The text.
        spans: Its sentences.
        units: First and last index of the sentences of each unit.
        blocks: Its blocks.
        pairs: Its quotations.
        opening: The sentences in which a quotation opens.
        half: The sentences that are half quotations.
    """
    block_starts = [start for start, _ in blocks]

    def is_one(first: int, last: int) -> bool:
        start, end = spans[first][0], spans[last][1]
        block = bisect_right(block_starts, start)
        return (
            block == bisect_right(block_starts, end - 1)
            and first not in half
            and last not in half
            and _is_short(text, (start, end))
        )

    before: Span | None = None
    was_quoted = had_speaker = False
    for unit in units:
        start, end = spans[unit[0]][0], spans[unit[1]][1]
        is_quoted = not opening.isdisjoint(range(unit[0], unit[1] + 1))
        has_speaker = is_quoted and _has_speaker(text, (start, end), pairs)
        if before is not None and was_quoted:
            is_tag = (
                not (had_speaker or is_quoted)
                and MIN_SPEAKER_WORDS
                <= _count_words(text[start : min(end, start + 60)], MAX_TAG_WORDS + 1)
                <= MAX_TAG_WORDS
            )
            goes_on = had_speaker and is_quoted and not has_speaker
            if (is_tag or goes_on) and is_one(before[0], unit[1]):
                before = before[0], unit[1]
                had_speaker = True
                continue
        if before is not None:
            yield before
        before, was_quoted, had_speaker = unit, is_quoted, has_speaker
    if before is not None:
        yield before


def _is_short(text: str, unit: Span) -> bool:
    start, end = unit
    limit = MAX_UNIT_CHARACTERS if _SPACELESS.search(text, start, end) else MAX_UNIT_WORDS
    return end - start <= limit * 40 and len(_TOKEN.findall(text, start, end)) <= limit


def _has_speaker(text: str, unit: Span, pairs: Sequence[Span]) -> bool:
    """Return whether a unit has words outside its quotations."""
    start, end = unit
    outside, position = [], start
    for number in range(bisect_left(pairs, (start, 0)), len(pairs)):
        opened, closed = pairs[number]
        if opened >= end:
            break
        outside.append(text[position : max(position, opened)])
        position = max(position, closed)
    outside.append(text[position:end])
    return _count_words(" ".join(outside), MIN_SPEAKER_WORDS) >= MIN_SPEAKER_WORDS


def _count_words(text: str, most: int) -> int:
    """Return the number of words of a text, at most so many."""
    return len(list(islice(_TOKEN.finditer(text), most)))


def _find_quotations(text: str, blocks: Sequence[Span]) -> _Quotations:
    pairs: list[Span] = []
    lost: list[int] = []
    pieces: list[Span] = []
    starts = [start for start, _ in blocks]
    found: defaultdict[int, list[re.Match[str]]] = defaultdict(list)
    for mark in _MARK.finditer(text):
        found[bisect_right(starts, mark.start()) - 1].append(mark)
    single = {bisect_right(starts, mark.start()) - 1 for mark in _SINGLE.finditer(text)}
    for number in sorted({*found, *single} - {-1}):
        marks = _pair_marks(text, *blocks[number], found[number])
        pairs += marks.pairs
        lost += [*marks.open, *marks.stray]
        after = text[starts[number + 1]] if number + 1 < len(blocks) else ""
        if marks.open and _KIND_OF.get(after) == _KIND_OF[text[marks.open[0]]]:
            pieces.append((marks.open[0], blocks[number][1]))
    return _Quotations(sorted(pairs), lost, pieces)


def _pair_marks(text: str, start: int, end: int, found: Iterable[re.Match[str]]) -> _Marks:
    """Return the quotation marks of a block, given what `_MARK` finds from its begin on."""
    pairs: list[Span] = []
    stray: list[int] = []
    opened: dict[str, list[int]] = {}
    for one in found:
        position, mark = one.start(), one[0]
        if position >= end:
            break
        kind = _KIND_OF[mark]
        stack = opened.setdefault(kind, [])
        before = text[position - 1] if position > start else ""
        after = text[position + 1] if position + 1 < end else ""
        opening = text[stack[-1]] if stack else ""
        opens = _opens(mark, before, after, opening)
        if opens:
            stack.append(position)
        elif opens is False and stack:
            pairs.append((stack.pop(), position + 1))
        elif opens is False:
            stray.append(position)
    last = -1
    single = None if pairs or stray or any(opened.values()) else _SINGLE.finditer(text, start, end)
    for one in single or ():
        if one["opens"] is not None:
            last = one.start()
        elif last >= 0:
            pairs.append((last, one.end()))
            last = -1
    left = sorted(position for stack in opened.values() for position in stack)
    return _Marks(pairs, left, stray)


def _opens(mark: str, before: str, after: str, opening: str) -> bool | None:
    """Return whether a mark opens a quotation, closes one, or is no quotation mark (None).

    Args:
        mark: The mark.
        before: The character before it; empty at the begin of a block.
        after: The character behind it; empty at the end of a block.
        opening: The mark of the same kind that is open; empty if none is.
    """
    if mark in _ALWAYS:
        return _ALWAYS[mark]
    gap_before = not before or before.isspace() or before in _BEFORE
    gap_after = not after or after.isspace() or after in _AFTER
    if mark in _STRAIGHT and _is_no_quotation_mark(before, after, is_open=bool(opening)):
        return None
    if gap_before != gap_after:
        if mark == "“" and gap_after:
            return not opening
        return gap_before
    if mark in _STRAIGHT:
        return not opening
    if mark == "“":
        return opening != "„"
    return mark == "«"


def _is_no_quotation_mark(before: str, after: str, *, is_open: bool) -> bool:
    """Return whether a straight mark stands for inches, 6'2", or in a Hebrew acronym."""
    is_inside = before.isalpha() and after.isalpha() and "\u0590" <= before <= "\u08ff"
    return is_inside or (before.isdigit() and not is_open)
