"""Split a text into blocks: paragraphs, headings, list items, captions.

The text is not changed. A block is a pair of offsets without white space at either end.
`line_breaks.py` decides whether a line was broken because it was full.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence

from multisumm.characters import BLANKS, BULLETS, CLOSING_MARKS, COLONS, DASHES
from multisumm.model import Span
from multisumm.text.line_breaks import WIDEST, TextLine, breaks_of_full_lines, is_open
from multisumm.text.mail_headers import header_lines
from multisumm.text.markdown import find_markup

_ZERO_WIDTH = "".join(blank for blank in BLANKS if not blank.isspace())

# Signs before a line that do not belong to its text: heading, bullet.
_MARKER = re.compile(rf"(?:(?:>\s?|#{{1,6}}\s+|[-*+{BULLETS}]\s+)\s*)+(?=\S)")

_QUOTE = re.compile(r"(?:>[ \u00a0\t]?)+")

# Lines that start a new block, unless the text is broken there anyway; see `_starts_blocks`.
_ITEM = re.compile(
    rf"[#*+|=_~{BULLETS}{re.escape(DASHES)}]|\(?(?:\d{{1,3}}|[A-Za-z]|[ivx]{{1,4}})[.)]+\s"
)
_LABEL = re.compile(
    r"(?:\[[\d:.]+\]\s*)?(?:[^\W\d_a-zß-ÿ][\w'.-]*(?: [\w'.-]+){0,2} ?[:：](?:\s|\Z)|\[\d\d?:\d\d)"
)
_HEADING_OR_ROW = re.compile(rf"#{{1,6}}\s|\||[*+{BULLETS}]\s")

_ADDRESS = re.compile(r"\S*[./@:]\w")

# A cell of a table ends here; but lines may be filled with blanks up to their width.
_CELL = re.compile(r"(?<=\S)(?:[ \u00a0]*\t|[ \u00a0]{4})")

_LIST_MARK = re.compile(rf"[*+{BULLETS}]\s")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_LETTER = re.compile("[A-Za-z]+")
_DIGITS = re.compile("[0-9]+")

# What cannot begin a block: the mark after a word, alone or before a space.
_REST = re.compile(r"[,;)\]}\u3002\uff0c\u3001](?=\s|\Z|\w)|(?:\.{1,3}|[!?\u2026])(?=\s|\Z)")

_RESTS = ",;)]}\u3002\uff0c\u3001.!?\u2026"
"""The marks that begin them."""

_SHORT = 16  # characters of a block that nothing but a new line follows
_LONG = 48  # characters of a line in lower case that is hardly a menu or verse

_INITIAL = re.compile(r"(?<![^\W\d_])[^\W\d_a-z]\.\Z")

_HYPHENS = "-\u00ad\u2010\u00ac"


def split_blocks(text: str) -> list[Span]:
    r"""Return the spans of the paragraphs, headings, list items and captions, in order.

    Each line is a block, but lines are joined in three cases: the second continues in lower case
    after a line without a closing mark; a word is broken between them by a hyphen; or the text was
    broken into lines and the first one was full. Headers of a mail (`header_lines`) and markup
    (`find_markup`) never are.
    Blank lines separate blocks, except where a text has them between all lines, or where a full
    line goes on in lower case behind them.

    Every character that is not white space (or zero-width) is in exactly one block, except for
    layout signs before a line: `>`, `# `, `- `, `* ` and bullets. Numbers and letters of lists
    stay, since `2. Mai` may be a date.

    Example: `"# News\n\nIt was a cold\nnight.\n- Read on"` has the blocks `News`,
    `It was a cold\nnight.` and `Read on`.
    """
    lines = _lines(text)
    if not lines:
        return []
    apart = _lines_apart(text, lines)
    full = breaks_of_full_lines(text, lines)
    new = _starts_of_wrapped(text, lines, full) if True in full else None
    blocks: list[Span] = []
    above = lines[0]
    begin = _after_marker(text, above)
    for number in range(1, len(lines)):
        below = lines[number]
        initial = text[below.start]
        goes_on = not (apart[number] or apart[number - 1]) and (
            full[number]
            or ((initial.islower() or initial in _RESTS) and _goes_on(text, begin, above, below))
        )
        if not (
            goes_on
            and above.depth == below.depth
            and not (new[number] if new else _starts(text, above, below))
        ):
            blocks.append((begin, above.end))
            begin = below.start if initial.isalnum() else _after_marker(text, below)
        above = below
    return [*blocks, (begin, lines[-1].end)]


def _lines(text: str) -> list[TextLine]:
    """Return the lines with ink, without blanks around it."""
    lines: list[TextLine] = []
    offset = gap = 0
    for line in text.splitlines(keepends=True):
        ink = line.strip()
        if ink and (ink[0] in _ZERO_WIDTH or ink[-1] in _ZERO_WIDTH):
            ink = line.strip(BLANKS)
        if not ink or (ink[0] == ">" and not ink.strip(BLANKS + ">")):
            gap += 1
            offset += len(line)
            continue
        begin = offset
        start = offset if line[0] == ink[0] else offset + line.index(ink[0])
        end = start + len(ink)
        depth = 0
        if ink[0] == ">" and (found := _QUOTE.match(text, start, end)):
            depth = found[0].count(">")
            begin = found.end()
            start = end - len(text[begin:end].lstrip(BLANKS))
        lines.append(TextLine(begin, start, end, depth, gap))
        gap = 0
        offset += len(line)
    return lines


def _lines_apart(text: str, lines: Sequence[TextLine]) -> list[bool]:
    """Return for each line whether it is a header of a mail or begins in markup."""
    apart = header_lines([text[line.start : line.end] for line in lines])
    begins = [line.begin for line in lines]
    for (start, end), _ in find_markup(text):
        for number in range(bisect_left(begins, start), bisect_left(begins, end)):
            apart[number] = True
    return apart


def _after_marker(text: str, line: TextLine) -> int:
    """Return the offset of the first character of the line that is not a layout sign."""
    marker = _MARKER.match(text, line.start, line.end)
    return marker.end() if marker else line.start


def _goes_on(text: str, begin: int, above: TextLine, below: TextLine) -> bool:
    """Return whether the block from `begin` to the line `above` goes on, wherever it was broken.

    It does in lower case after an open end, unless that is a menu or an address; in the middle of
    a word; and before a mark that belongs to the word before it.
    """
    first = text[below.start : below.start + 2]
    if not first[0].islower():
        return (
            not below.gap
            and min(above.end - begin, below.end - below.start) > _SHORT
            and _REST.match(text, below.start, below.end) is not None
        )
    if text[above.end - 1] in _HYPHENS and text[max(begin, above.end - 2)].isalpha():
        return True
    if below.gap or not first.islower() or text[above.end - 1] in CLOSING_MARKS + COLONS + ";":
        return False
    if text[begin].islower() and above.end - above.start < _LONG:
        return False
    if text.count(" ", begin, min(begin + 80, above.end)) < 3:
        return False
    return _ADDRESS.match(text, below.start, below.end) is None


def _starts(text: str, above: TextLine, below: TextLine) -> bool:
    """Return whether a line starts a block, whatever stands above it."""
    if _ITEM.match(text, below.start, below.end) or _is_apart(text, below):
        return True
    return _is_apart(text, above) and not _LIST_MARK.match(text, above.start, above.end)


def _starts_of_wrapped(text: str, lines: Sequence[TextLine], full: Sequence[bool]) -> list[bool]:
    """Return for each line of a text that was broken into lines whether it starts a block.

    Headings, rows of tables and the lines behind them do. Labels of lists and of speakers, dashes,
    and other indents than above are signs that also come by chance: `on the / 3. of May`. A sign
    does not count if at least half of the lines that have it go on after a full line without a
    closing mark, unless the labels count up, or stand in lines one after the other.
    """
    starts = [False] * len(lines)
    signs: defaultdict[str, list[int]] = defaultdict(list)
    labels: set[tuple[str, int]] = set()
    was_apart = False
    indent_above = lines[0].indent
    for number, line in enumerate(lines):
        is_apart = _is_apart(text, line)
        starts[number] = is_apart or was_apart
        was_apart = is_apart and _LIST_MARK.match(text, line.start, line.end) is None
        indent = line.start - line.begin
        if sign := _sign(text, line):
            if sign[0] == "label" and signs["label"][-1:] == [number - 1]:
                labels.add(("label", 1))
            signs[sign[0]].append(number)
            labels.add(sign)
        elif not line.gap and abs(indent - indent_above) > 1:
            signs["in" if indent > indent_above else "out"].append(number)
        indent_above = indent
    counting = {style for style, label in labels if (style, label + 1) in labels}
    of_starts: set[str] = set()
    for style, numbers in signs.items():
        goes_on = sum(
            full[number] and _is_unfinished(text, lines[number - 1]) for number in numbers
        )
        if style in counting or 2 * goes_on < len(numbers):
            of_starts.add(style)
            for number in numbers:
                starts[number] = True
    if ("in" in of_starts) != ("out" in of_starts) and "in" in signs and "out" in signs:
        _add_levels(lines, starts, is_deeper="in" in of_starts)
    return starts


def _add_levels(lines: Sequence[TextLine], starts: list[bool], *, is_deeper: bool) -> None:
    """Let every line start a block that has another indent than most, deeper or less deep."""
    usual = Counter(line.indent for line in lines).most_common(1)[0][0]
    for number, line in enumerate(lines):
        if line.indent > usual + 1 if is_deeper else line.indent < usual - 1:
            starts[number] = True


def _sign(text: str, line: TextLine) -> tuple[str, int] | None:
    """Return the style and number of the label of a list, or of a speaker: `label` and 0."""
    _, start, end, _, _ = line
    initial = text[start]
    if not initial.isalpha() or initial in "ivx" or not text[start + 1 : start + 2].isalpha():
        item = _ITEM.match(text, start, end)
        if item:
            return _style_of(item[0])
    if initial.islower() or (text.find(":", start, end) < 0 and text.find("：", start, end) < 0):
        return None
    return ("label", 0) if _LABEL.match(text, start, end) else None


def _is_unfinished(text: str, line: TextLine) -> bool:
    """Return whether a line ends without a closing mark, or with an initial."""
    return is_open(text, line.end) or _INITIAL.search(text, line.start, line.end) is not None


def _style_of(item: str) -> tuple[str, int]:
    """Return what all labels of a list have in common, and the number of this one."""
    digits, letter = _DIGITS.search(item), _LETTER.search(item)
    if digits:
        return _DIGITS.sub("0", item), int(digits[0])
    return _LETTER.sub("a", item), ord(letter[0][-1]) if letter else 0


def _is_apart(text: str, line: TextLine) -> bool:
    """Return whether a line is a heading, an item with a bullet, a rule, or a row of a table."""
    if not text[line.start].isalnum():
        if _HEADING_OR_ROW.match(text, line.start, line.end):
            return True
        if line.end - line.start > 2 and not _LETTER_OR_DIGIT.search(text, line.start, line.end):
            return True
    start, end = line.start, line.end
    if end - start > WIDEST:
        return False
    may_have = (
        text.find("    ", start, end) >= 0
        or text.find("\t", start, end) >= 0
        or text.find("\u00a0", start, end) >= 0
    )
    return may_have and _CELL.search(text, start, end) is not None
