"""Find the lines that end because the next word did not fit on them.

Where a text was broken into lines, three things show it. The lines are about as long as the first
word of the next line allows, for one width. They mostly end without a closing mark. And they begin
like any word within a line: with a capital as often as words there do. Verse, menus, lists and
headlines lack at least one of these.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from multisumm.characters import CLOSING_BRACKETS, CLOSING_MARKS, CLOSING_QUOTES, SPACELESS

_NARROWEST, WIDEST = 16, 140
"""Widths at which texts are broken into lines."""

_NARROW, _MANY = 36, 8
"""Below so many columns, so many lines have to agree on a width: short lines are often alike."""

_MIN_SHARE = 0.7
"""Share of the longer open lines that must be full, for a text to be broken at a width."""

_MIN_SHARE_OF_KNOWN = 0.45
"""The same for some lines, where others show the width."""

_SURE, _MOST_SLACK = 0.97, 8
"""Share of the lines in lower case that show how many columns lines may miss; most of those."""

_CHANCE = 0.005
"""A stretch whose lines begin with capitals as often by chance as this was not broken."""

_FULL_BY_CHANCE = 0.08  # share of lines that would be full at a width that nothing was broken at

_ALL_CAPITALS = 0.05  # less lower case than this: capitals, or a script without case
_LONG = 18  # columns of a line that shows whether a text was broken

_SAMPLE = 5_000  # characters that show how many words begin with a capital

_OPEN_TAIL = CLOSING_QUOTES + CLOSING_BRACKETS + "*_"

_NOT_FIRST = "、。，．！？：；」』）》〉】”’%"
_FIRST_WORD = re.compile(
    rf"[^\s{SPACELESS}]{{0,40}}[{SPACELESS}\uff00-\uffef]?[{_NOT_FIRST}]*|\S{{1,40}}"
)
_LONGEST_DAY = 40

_SPACELESS = re.compile(rf"[{SPACELESS}\uff00-\uffef]")
_DAY = re.compile(
    r"(?:\w{2,3} )?[^\W\d]+,? (?:\d{1,2}(?:\.|er|st|nd|rd|th)?(?: de)? [^\W\d]+|[^\W\d]+ \d{1,2}),?"
    r"(?: de)? (?:19|20)\d\d"
)
"""A line with a day of the week and a date, which stands alone below a headline."""

_INNER_WORD = re.compile(r" (?:(?<=[^\W\d_] )|(?<=, ))([^\W\d_])")
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60"
    "\uffe0-\uffe6\U00020000-\U0003fffd]"
)


class TextLine(NamedTuple):
    """A line with ink.

    Attributes:
        begin: Offset of its first column, behind the signs of a quoted mail.
        start: Offset of its first character that is not a blank.
        end: Offset behind its last one.
        depth: Number of signs of quotation (`>`) before it.
        gap: Number of blank lines above it.
    """

    begin: int
    start: int
    end: int
    depth: int
    gap: int

    @property
    def indent(self) -> int:
        """Columns before the ink, a tab counting as one."""
        return self.start - self.begin


class _Break(NamedTuple):
    """The end of a line before another one.

    Attributes:
        number: Number of the line below it.
        length: Columns of the line above.
        first: Columns of the first word below.
        last: Columns of the last word above.
        is_open: Whether the line above ends without a closing mark.
        case: How the line below begins: 1 in lower case, -1 with a capital, 2 with a letter of a
            script without case, 0 with a digit or a sign.
    """

    number: int
    length: int
    first: int
    last: int
    is_open: bool
    case: int


class _Wrap(NamedTuple):
    """How lines were broken: the break is near a column, which the next word passes.

    Attributes:
        column: The column.
        after: Whether the last word of a full line passes it, and not the first of the next line.
        free: Columns that may be left on a full line.
        lower: Share of the words within lines that begin in lower case.
    """

    column: int
    after: bool
    free: int
    lower: float = 0.0

    def columns(self, one: _Break) -> tuple[int, int]:
        """Return the first and last column for which a line would be full."""
        if self.after:
            return one.length - one.last - 1, one.length
        return one.length, one.length + one.first + self.free

    def fits(self, one: _Break) -> bool:
        """Return whether a line is full."""
        low, high = self.columns(one)
        return low <= self.column <= high

    def misses(self, one: _Break) -> int:
        """Return by how many columns a line is too short or too long to be full; 0 if it is."""
        low, high = self.columns(one)
        return max(low - self.column, self.column - high, 0)

    def goes_on(self, one: _Break, slack: int) -> bool:
        """Return whether a line goes on in the next one: it is full, or long and open."""
        missing = self.misses(one)
        if not missing:
            return True
        if not one.is_open:
            return False
        return missing <= slack or (one.case == 1 and self.is_long(one))

    def is_long(self, one: _Break) -> bool:
        """Return whether a line is not much shorter than the column, and not longer."""
        return 0.6 * self.column < one.length <= self.column


_KINDS = (
    _Wrap(0, after=False, free=0),
    _Wrap(0, after=True, free=0),
    _Wrap(0, after=False, free=6),
    _Wrap(0, after=False, free=12),
)
"""Broken before the word that passes a column; at the first blank behind one; evenly; by hand."""


def breaks_of_full_lines(text: str, lines: Sequence[TextLine]) -> list[bool]:
    """Return for each line whether it goes on with the one above it, which was full.

    The first word of the line did not fit there, or stands in lower case behind a long open line.
    If a blank stands behind most such lines, the others do not go on.
    The time is linear in the length of the text.

    Args:
        text: The text.
        lines: Its lines with ink, in order.
    """
    full = [False] * len(lines)
    if sum(_LONG <= end - begin <= WIDEST for begin, _, end, _, _ in lines) < 2:
        return full
    apart = _usual_gap(lines)
    for numbers in _candidates(text, lines, apart):
        lower = _share_of_lower_case(text, lines, numbers)
        breaks = [_break(text, lines, number) for number in numbers]
        parts = _wraps_of(text, lines, breaks, lower, strict=apart > 0)
        if not parts and not text.isascii() and _WIDE.search(text):
            breaks = [_in_columns(text, lines, one) for one in breaks]
            parts = _wraps_of(text, lines, breaks, lower, strict=apart > 0)
        slacks = _slacks(parts)
        for part, wrap in parts:
            below = [one.number for one in part if wrap.goes_on(one, slacks[wrap])]
            flowed = [number for number in below if text[lines[number - 1].end] in " \u00a0"]
            for number in flowed if 4 * len(flowed) > 3 * len(below) else below:
                _, start, end, _, _ = lines[number]
                full[number] = end - start > _LONGEST_DAY or not _DAY.fullmatch(text, start, end)
            after = part[-1].number + 1  # a page may end within a sentence
            if after < len(lines) and lines[after].gap > apart:
                one = _break(text, lines, after)
                full[after] = one.is_open and one.case == 1 and wrap.fits(one)
    return full


def _slacks(parts: Sequence[tuple[Sequence[_Break], _Wrap]]) -> dict[_Wrap, int]:
    """Return for each way by how many columns lines may miss being full.

    Most of those that go on in lower case do not miss it by more; so none may at a fixed width.
    """
    misses: defaultdict[_Wrap, list[int]] = defaultdict(list)
    for part, wrap in parts:
        own = misses[wrap]
        for one in part:
            if one.is_open and one.case == 1 and wrap.is_long(one):
                own.append(wrap.misses(one))
    slacks = {}
    for wrap, own in misses.items():
        own.sort()
        slacks[wrap] = min(own[int(_SURE * len(own))], _MOST_SLACK) if len(own) >= _MANY else 0
    return slacks


def _candidates(text: str, lines: Sequence[TextLine], apart: int) -> Iterator[list[int]]:
    """Yield lines below others that may be full, by depth of quotation, if enough are open.

    Args:
        text: The text.
        lines: Its lines.
        apart: Number of blank lines that do not separate paragraphs.
    """
    numbers: defaultdict[int, list[int]] = defaultdict(list)
    all_lines: defaultdict[int, int] = defaultdict(int)
    opened: defaultdict[int, int] = defaultdict(int)
    begin, _, end, depth, _ = lines[0]
    for number, below in enumerate(lines[1:], start=1):
        length, above_end, above_depth = end - begin, end, depth
        begin, _, end, depth, gap = below
        if gap > apart or above_depth != depth or length < _NARROWEST:
            continue
        all_lines[depth] += 1
        if length <= WIDEST:
            numbers[depth].append(number)
            if length >= _LONG and (text[above_end - 1].isalnum() or is_open(text, above_end)):
                opened[depth] += 1
    for depth, own in numbers.items():
        if opened[depth] >= max(2, all_lines[depth] / 3):
            yield own


def is_open(text: str, end: int) -> bool:
    """Return whether what ends at an offset has no closing mark; quotation marks may follow it."""
    last = text[end - 1]
    while last in _OPEN_TAIL and end > 1:
        end -= 1
        last = text[end - 1]
    return last not in CLOSING_MARKS


def _usual_gap(lines: Sequence[TextLine]) -> int:
    """Return the number of blank lines between all lines; 0 if some have none between them."""
    gaps = [gap for *_, gap in lines[1:]]
    return 0 if not gaps or 10 * gaps.count(0) > len(lines) else min(filter(None, gaps))


def _break(text: str, lines: Sequence[TextLine], number: int) -> _Break:
    """Return the break before a line."""
    begin, start, end, _, _ = lines[number - 1]
    _, below, stop, _, _ = lines[number]
    last = end - 1 - max(text.rfind(" ", start, end), start - 1, end - 41)
    if text.isascii():
        first = text.find(" ", below, min(stop, below + 40))
        first = min(stop, below + 40) - below if first < 0 else first - below
    else:
        word = _FIRST_WORD.match(text, below, stop)
        first = len(word[0]) if word else 0
        if _SPACELESS.match(text, end - 1):
            last = 1
    is_opened = text[end - 1].isalnum() or is_open(text, end)
    return _Break(number, end - begin, first, last, is_opened, _case(text[below]))


def _case(initial: str) -> int:
    """Return 1 for a small letter, -1 for a capital, 2 for a letter of a script without case."""
    if initial.islower():
        return 1
    if initial.isupper() or initial.istitle():
        return -1
    return 2 * initial.isalpha()


def _in_columns(text: str, lines: Sequence[TextLine], one: _Break) -> _Break:
    """Return the same break with its columns as a screen has them: two for wide characters."""
    above, below = lines[one.number - 1], lines[one.number]
    wide = sum(1 for _ in _WIDE.finditer(text, above.begin, above.end))
    first = sum(1 for _ in _WIDE.finditer(text, below.start, below.start + one.first))
    return one._replace(length=one.length + wide, first=one.first + first, last=one.last * 2)


def _share_of_lower_case(text: str, lines: Sequence[TextLine], numbers: Sequence[int]) -> float:
    """Return the share of the words within lines that begin in lower case; 0 if there are few."""
    start = lines[numbers[0] - 1].start
    end = min(lines[numbers[-1] - 1].end, start + _SAMPLE)
    initials = _INNER_WORD.findall(text, start, end)
    lower = sum(map(str.islower, initials))
    upper = sum(map(str.isupper, initials))
    enough = lower + upper >= min(len(numbers), text.count("\n", start, end))
    return lower / (lower + upper) if enough and lower else 0.0


def _wraps_of(
    text: str, lines: Sequence[TextLine], breaks: Sequence[_Break], lower: float, *, strict: bool
) -> list[tuple[Sequence[_Break], _Wrap]]:
    """Return the stretches of a text that were broken, and how.

    The width may change between paragraphs; those of few lines have one of the others, or any in
    which all their lines are full, if they end in a closing mark and most of the text was broken;
    two lines only if they are about as wide as others.

    Args:
        text: The text.
        lines: Its lines.
        breaks: The ends of its lines.
        lower: Share of the words within lines that begin in lower case.
        strict: Whether there are blank lines between all lines, so that all have one width.
    """
    whole = _fit(breaks, lower)
    if strict:
        hits = [one for one in breaks if one.is_open and whole and whole.fits(one)]
        low = sum(one.case == 1 for one in hits)
        sure = len(hits) >= 4 or (len(hits) > 1 and 2 * low > len(hits))
        return [(breaks, whole)] if whole and sure and 2 * len(hits) > len(breaks) else []
    parts: list[tuple[Sequence[_Break], _Wrap]] = []
    undecided: list[list[_Break]] = []
    alone: list[list[_Break]] = []
    known: Counter[_Wrap] = Counter()
    for run in _runs(breaks):
        hits, against = _weigh(whole, run) if whole else ([], 0)
        if whole and _agree(whole, hits, against, is_known=True):
            wrap: _Wrap | None = whole
        else:
            wrap = _fit(run, lower, least=3)
            share = _MIN_SHARE_OF_KNOWN
            if not wrap and whole and len(hits) > 2:
                wrap = (
                    whole if _agree(whole, hits, against, is_known=True, min_share=share) else None
                )
        if wrap:
            parts.append((run, wrap))
            known[wrap] += len(run)
        else:
            undecided.append(run)
    for run in undecided:
        for wrap, _ in known.most_common(4):
            if wrap != whole and _agree(wrap, *_weigh(wrap, run), is_known=True):
                parts.append((run, wrap))
                break
        else:
            alone.append(run)
    least = min((0.85 * wrap.column for wrap in known), default=WIDEST)
    own = [
        (run, wrap)
        for run in alone
        if (wrap := _own_wrap(text, lines, run, lower)) and (len(run) > 1 or wrap.column >= least)
    ]
    single = [one for run, _ in own for one in run]
    low = sum(one.case == 1 for one in single)
    many = len(single) >= 4 and low >= 0.3 * lower * len(single) > 0
    many = many and 10 * (known.total() + len(single)) > 8 * len(breaks)
    if many or 2 * known.total() > len(breaks):
        parts.extend(own)
    return parts


def _own_wrap(
    text: str, lines: Sequence[TextLine], run: Sequence[_Break], lower: float
) -> _Wrap | None:
    """Return the width at which all lines of a paragraph are full but its last, which is closed."""
    last = lines[run[-1].number]
    width = max(last.end - last.begin, *(one.length for one in run))
    wrap = _Wrap(width, after=False, free=0, lower=lower)
    if is_open(text, last.end):
        return None
    return wrap if all(wrap.fits(one) and one.length >= _NARROW for one in run) else None


def _runs(breaks: Sequence[_Break]) -> Iterator[list[_Break]]:
    """Yield the breaks of neighbouring lines together."""
    run: list[_Break] = []
    for one in breaks:
        if run and one.number != run[-1].number + 1:
            yield run
            run = []
        run.append(one)
    yield run


def _fit(breaks: Sequence[_Break], lower: float, *, least: int = 2) -> _Wrap | None:
    """Return how the lines were broken; None if fewer than `least` show it."""
    opened = [one for one in breaks if one.is_open]
    long = [one for one in opened if one.length >= _NARROW]
    if len(opened) < _MANY and (len(long) < 2 or all(one.case <= 0 for one in long)):
        return None
    best, best_share = None, 0.0
    for kind in _KINDS:
        wrap = kind._replace(column=_densest(kind, opened), lower=lower)
        hits, against = _weigh(wrap, breaks)
        if not _agree(wrap, hits, against) or wrap.column < 5 * wrap.free:
            continue
        if against and least > 2 and len(hits) < _MANY:
            continue
        share = len(hits) / (len(hits) + against)
        cases = Counter(one.case for one in hits)
        if wrap.column < _NARROW or not (cases[1] or 2 * cases[2] >= len(hits)):
            enough = share > 0.85 and len(hits) >= 2 * _MANY and (cases[1] > 0 or lower == 0)
        elif cases[1]:
            enough = len(hits) >= (least + 2 if wrap.free else least)
        else:
            enough = share >= (1 if len(hits) < 4 else 0.8)
        if enough and share > best_share + 0.05:
            best, best_share = wrap, share
            if share > 0.95:
                break
    return best


def _densest(kind: _Wrap, breaks: Sequence[_Break]) -> int:
    """Return the first column for which most lines would be full."""
    changes: defaultdict[int, int] = defaultdict(int)
    for one in breaks:
        low, high = kind.columns(one)
        changes[max(0, low)] += 1
        changes[high + 1] -= 1
    best = best_column = count = 0
    for column in sorted(changes):
        count += changes[column]
        if count > best and column <= WIDEST:
            best, best_column = count, column
    return best_column


def _weigh(wrap: _Wrap, breaks: Sequence[_Break]) -> tuple[list[_Break], int]:
    """Return the open lines that are full, and how many lines were not broken in this way.

    Those are too long, or they are rather long and open, but the next word had room.
    """
    hits: list[_Break] = []
    against = 0
    for one in breaks:
        low, high = wrap.columns(one)
        if low <= wrap.column <= high:
            if one.is_open:
                hits.append(one)
        elif one.length > wrap.column or (one.is_open and 2 * one.length > wrap.column):
            against += 1
    return hits, against


def _agree(
    wrap: _Wrap,
    hits: Sequence[_Break],
    against: int,
    *,
    is_known: bool = False,
    min_share: float = _MIN_SHARE,
) -> bool:
    """Return whether lines may have been broken in a way.

    Most of the longer ones without a closing mark are full, and the lines below them begin with
    capitals about as often as words do within lines.

    Args:
        wrap: The way.
        hits: The open lines that are full.
        against: Number of lines that were not broken in this way.
        is_known: Whether other lines show that the text was broken in this way.
        min_share: Share of the lines that must be full.
    """
    if len(hits) < min_share * (len(hits) + against):
        return False
    if wrap.lower < _ALL_CAPITALS:
        return True
    low = sum(one.case == 1 for one in hits)
    cased = sum(abs(one.case) == 1 for one in hits)
    few = 0.1 if cased < 10 else 0.3
    chance = _CHANCE
    if is_known:
        chance = min(chance, _FULL_BY_CHANCE ** (len(hits) - against))
    return low >= few * wrap.lower * cased or (1 - wrap.lower) ** cased > chance
