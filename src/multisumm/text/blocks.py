"""Split a text into blocks: paragraphs, headings, list items, captions.

The text is not changed. A block is a pair of offsets without white space at either end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from multisumm.characters import BLANKS, BULLETS, CLOSING_MARKS, COLONS, DASHES, SPACELESS
from multisumm.model import Span

# Signs before a line that do not belong to its text: e-mail quotation, heading, bullet.
_MARKER = re.compile(rf"(?:(?:>\s?|#{{1,6}}\s+|[-*+{BULLETS}]\s+)\s*)+(?=\S)")

# Lines that always start a new block.
_ITEM = re.compile(
    rf"[#*+|=_~{BULLETS}{re.escape(DASHES)}]|\(?(?:\d{{1,3}}|[A-Za-z]|[ivx]{{1,4}})[.)]+\s"
)

_ADDRESS = re.compile(r"\S*[./@:]\w")

_FIRST_WORD = re.compile(rf"[{SPACELESS}\uff00-\uffef]|\S{{1,40}}")


def split_blocks(text: str) -> list[Span]:
    r"""Return the spans of the paragraphs, headings, list items and captions, in order.

    Each line is a block, but adjacent lines without a blank line between them are joined in two
    cases: if the second continues in lower case after a line without a closing mark, or if the
    text was wrapped at a fixed width and the second line's first word did not fit on the first.

    Every character that is not white space (or zero-width) is in exactly one block, except for
    layout signs before a line: `>`, `# `, `- `, `* ` and bullets. Numbers and letters of lists
    stay, since `2. Mai` may be a date.

    Example: `"# News\n\nIt was a cold\nnight.\n- Read on"` has the blocks `News`,
    `It was a cold\nnight.` and `Read on`.
    """
    runs = _runs(text)
    width = _wrap_width(text, runs)
    blocks: list[Span] = []
    for run in runs:
        begin = _after_marker(text, run[0])
        for above, below in pairwise(run):
            if not _continues(text, begin, above, below, width):
                blocks.append((begin, above[1]))
                begin = _after_marker(text, below)
        blocks.append((begin, run[-1][1]))
    return blocks


def _runs(text: str) -> list[list[Span]]:
    """Return the spans of the non-blank lines, trimmed, in groups separated by blank lines."""
    runs: list[list[Span]] = [[]]
    offset = 0
    for line in text.splitlines(keepends=True):
        if (ink := line.strip(BLANKS)).strip("> "):
            start = offset + len(line) - len(line.lstrip(BLANKS))
            runs[-1].append((start, start + len(ink)))
        elif runs[-1]:
            runs.append([])
        offset += len(line)
    return [run for run in runs if run]


def _after_marker(text: str, line: Span) -> int:
    """Return the offset of the first character of the line that is not a layout sign."""
    marker = _MARKER.match(text, *line)
    return marker.end() if marker else line[0]


def _continues(text: str, begin: int, above: Span, below: Span, width: int) -> bool:
    """Return whether the line `below` continues the block from `begin` to the line `above`."""
    start = _after_marker(text, below)
    quoted = text[below[0]] == ">"
    if (text[above[0]] == ">") != quoted or (start != below[0] and not quoted):
        return False
    if text[above[0]] == "#" or _ITEM.match(text, start, below[1]):
        return False
    # A lower-case line after an open end continues, unless it is a menu or an address.
    lower = text[start : start + 2].islower() and not _ADDRESS.match(text, start, below[1])
    if lower and text[above[1] - 1] not in CLOSING_MARKS + COLONS + ";":
        words = text.count(" ", begin, min(begin + 80, above[1]))
        if words >= 3 and not text[begin].islower():
            return True
    return _is_full(text, above, (start, below[1]), width)


def _is_full(text: str, above: Span, below: Span, width: int) -> bool:
    """Return whether the first word of the line `below` did not fit on the line `above`."""
    word = _FIRST_WORD.match(text, *below)
    length = above[1] - above[0]
    return word is not None and length <= 1.15 * width and length + len(word[0]) >= width


def _wrap_width(text: str, runs: Sequence[Sequence[Span]]) -> int:
    """Return the width at which the lines of the text were wrapped, 0 if they were not.

    The candidate is the line length up to which lines hold nine tenths of the characters, so that
    neither a menu nor a long address moves it. It is accepted if most lines longer than half of it
    are full, and the lines after them often do not start with a capital.
    """
    pairs = [pair for run in runs for pair in pairwise(run)]
    if len(pairs) < 3:
        return 0
    lengths = sorted(end - start for run in runs for start, end in run)
    longer = sum(lengths) // 10
    while longer >= lengths[-1]:
        longer -= lengths.pop()
    width = lengths[-1]
    if not 16 <= width <= 120:
        return 0
    long = [pair for pair in pairs if pair[0][1] - pair[0][0] > width / 2]
    full = [below for above, below in long if _is_full(text, above, below, width)]
    lower = sum(text[start].isalpha() and not text[start].isupper() for start, _ in full)
    return width if len(full) >= max(3, 0.65 * len(long)) and lower >= 0.35 * len(full) else 0
