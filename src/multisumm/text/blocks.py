"""A text -> blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from multisumm.model import Span

# White space, and what else is no ink: zero-width space, word joiner, byte order mark.
_SPACE = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\u2060\ufeff"

# Signs in front of a line that are no part of its text: e-mail quotation, heading, bullet.
_MARKER = re.compile(r"(?:(?:>\s?|#{1,6}\s+|[-*+•‣◦▪■●·⁃]\s+)\s*)+(?=\S)")

# Lines that start a block of their own, whatever stands before.
_ITEM = re.compile(r"[#\-*+•‣◦▪■●·⁃–—|=_~]|\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)]+\s")

_ADDRESS = re.compile(r"\S*[./@:]\w")

_FIRST_WORD = re.compile(r"[\u3040-\u9fff\uff00-\uffef]|\S{1,40}")


def split_blocks(text: str) -> list[Span]:
    r"""Spans of the paragraphs, headings, list items and captions, in order and disjoint.

    A line is a block. Lines that follow each other without a blank line are one block where
    the second goes on in lower case after an open end, or where the text was broken at a
    fixed width and the second line's first word would not have fitted on the first.

    Every character that is not white space (or zero-width) is in a block, except the signs in
    front of a line that are layout: `>`, `# `, `- `, `* ` and bullets. Numbers and letters of
    lists stay, since `2. Mai` may be a date.

    Example: `"# News\n\nIt was a cold\nnight.\n- Read on"` has the blocks `News`,
    `It was a cold\nnight.` and `Read on`.
    """
    runs = _runs(text)
    width = _wrap_width(text, runs)
    blocks: list[Span] = []
    for run in runs:
        begin = _behind_marker(text, run[0])
        for above, below in pairwise(run):
            if not _continues(text, begin, above, below, width):
                blocks.append((begin, above[1]))
                begin = _behind_marker(text, below)
        blocks.append((begin, run[-1][1]))
    return blocks


def _runs(text: str) -> list[list[Span]]:
    """The lines with ink, trimmed, in groups without a blank line between."""
    runs: list[list[Span]] = [[]]
    offset = 0
    for line in text.splitlines(keepends=True):
        if (ink := line.strip(_SPACE)).strip("> "):
            start = offset + len(line) - len(line.lstrip(_SPACE))
            runs[-1].append((start, start + len(ink)))
        elif runs[-1]:
            runs.append([])
        offset += len(line)
    return [run for run in runs if run]


def _behind_marker(text: str, line: Span) -> int:
    """Offset of the first character of the line that is not a layout sign."""
    marker = _MARKER.match(text, *line)
    return marker.end() if marker else line[0]


def _continues(text: str, begin: int, above: Span, below: Span, width: int) -> bool:
    """Whether `below` goes on with the block that begins at `begin` and ends in `above`."""
    start = _behind_marker(text, below)
    quoted = text[below[0]] == ">"
    if (text[above[0]] == ">") != quoted or (start != below[0] and not quoted):
        return False
    if text[above[0]] == "#" or _ITEM.match(text, start, below[1]):
        return False
    # In lower case behind an open end: it goes on, unless it is a menu or an address.
    low = text[start : start + 2].islower() and not _ADDRESS.match(text, start, below[1])
    if low and text[above[1] - 1] not in ".!?:;…":
        words = text.count(" ", begin, min(begin + 80, above[1]))
        if words >= 3 and not text[begin].islower():
            return True
    return _is_full(text, above, (start, below[1]), width)


def _is_full(text: str, above: Span, below: Span, width: int) -> bool:
    """Whether the first word of `below` would have gone over the width in `above`."""
    word = _FIRST_WORD.match(text, *below)
    length = above[1] - above[0]
    return word is not None and length <= 1.15 * width and length + len(word[0]) >= width


def _wrap_width(text: str, runs: Sequence[Sequence[Span]]) -> int:
    """The width at which the lines of the text were broken, 0 if they were not.

    The width is the line length that holds nine tenths of the characters, so that neither a
    menu nor a long address moves it. It counts as one if the lines over half of it that have
    a successor are mostly full, and their successors often do not start with a capital.
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
    low = sum(text[start].isalpha() and not text[start].isupper() for start, _ in full)
    return width if len(full) >= max(3, 0.65 * len(long)) and low >= 0.35 * len(full) else 0
