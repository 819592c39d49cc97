"""The lines of printed pages -> paragraphs, without running heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise

from multisumm.characters import BULLETS, CLOSING_QUOTES, DASHES, SPACELESS

MIN_LINE_WIDTH = 30
"""Characters that the lines of running text usually have; shorter lines are tables or verse."""

FULL_LINE, FULL_LINE_BEFORE_CAPITAL, FULL_LINE_AFTER_SENTENCE = 0.7, 0.8, 0.88
"""Share of the usual width from which a line is full.

The first goes for a next line in lower case, the second for one in upper case inside a sentence,
and the last for one in upper case behind the end of a sentence.
"""

MIN_CONTINUATIONS = 0.4
"""Share of the full lines that end or go on in lower case, at least, in running text."""

MARGIN_LINES = 3
"""Lines at the top and at the bottom of a page that may be running heads."""

MIN_RUNNING_PAGES = 3
"""Pages that have a running head, at least, unless the document has only two."""

MAX_RUNNING_GAP = 2
"""Pages from one with a running head to the next one: left and right pages may have others."""

_LETTER = re.compile(r"[^\W\d_]")
_LEADERS = re.compile(r"(?:\. ?){4}|…")
_BULLET = re.compile(rf"[-*+|=_~#{BULLETS}]")
_NUMBERED = re.compile(r"\(?(?:[\d.]{1,9}|[A-Za-z]|[ivx]{1,4})[.)]\s")
_DAY = re.compile(r"\d{1,2}\. [^\W\d_]{3,} \d{4}\b|\d{1,2}\. [a-zà-ÿа-я]")
_INSIDE_SENTENCE = re.compile(
    rf"[\w,;&/%€$£°{re.escape(DASHES)}][{re.escape(CLOSING_QUOTES)})\]]*\Z"
)
_LONG_DASH = re.compile(r"[–—]")
_SPACELESS = re.compile(rf"[{SPACELESS}\u3000-\u303f\uff00-\uffef]")  # with wide marks and forms
_FIRST_WORD = re.compile(rf"{_SPACELESS.pattern}|\S+")
_WORD_PARTS = re.compile(r"([^\W\d_]+)-\Z")
_MAX_WORD = 100  # longer words are not looked up
_FIRST_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    rf"[{DASHES}\s|\[(]*(?:[^\W\d_]{{1,9}}\.? )?(?P<number>\d{{1,5}}|[ivxlcIVXLC]{{1,8}})"
    rf"(?: ?(?i:/|of|von|de|sur|di|van|z|из|/) ?\d{{1,5}})?[{DASHES}\s|\])]*"
)


def without_running_lines(pages: Sequence[str]) -> list[str]:
    """Return the texts of pages without running heads and feet, and without page numbers.

    A running line stands among the outer `MARGIN_LINES` lines of at least `MIN_RUNNING_PAGES` pages
    in a row, or every other page, with the same words and any numbers. A page number stands alone
    on the outermost line, and so do larger and larger ones on other pages.
    """
    margins = [_margins(page.split("\n")) for page in pages]
    running = _running_lines(margins)
    kept = []
    for page, margin in zip(pages, margins, strict=True):
        lines = page.split("\n")
        drop = {number for number, key in margin.items() if key in running}
        kept.append([line for number, line in enumerate(lines) if number not in drop])
    for at_end in (False, True):
        _drop_page_numbers(kept, at_end=at_end)
    return ["\n".join(lines) for lines in kept]


def join_lines(pages: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """Return the text of all pages with the lines of a paragraph joined, and where pages begin.

    A line is joined to the next one if that one's first word would hardly have fitted on it.
    Letters differ in width, so a line is full from a share of the usual width on, which is larger
    if a paragraph may end there (`FULL_LINE` and others). Items of lists and lines of a table of
    contents are not joined. No lines of a text are joined if less than `MIN_CONTINUATIONS` of the
    full lines have lower case at their end or at the beginning of the next.

    No space is put after a hyphen, nor between two characters of scripts without spaces. A hyphen
    at the end of a line is left out if the text has the word without it, and not with it.
    """
    lines = [(page, line.rstrip()) for page, text in enumerate(pages) for line in text.split("\n")]
    pairs = list(pairwise(line for _, line in lines))
    width = _usual_width([line for _, line in lines])
    joins = [_continues(above, below, width) for above, below in pairs]
    continuing = [pair for pair, joined in zip(pairs, joins, strict=True) if joined]
    if sum(_is_running(*pair) for pair in continuing) < MIN_CONTINUATIONS * len(continuing):
        joins = [False] * len(pairs)
    words = _hyphenated_words(pages) if any(joins) else Counter()
    parts, starts, offset = [], [0], 0
    for (page, line), (next_page, below), joined in zip(lines, lines[1:], joins, strict=False):
        part = _joined(line, below, words) if joined else line + "\n"
        parts.append(part)
        offset += len(part)
        if next_page != page:
            starts.append(offset)
    return "".join([*parts, lines[-1][1]]), tuple(starts)


def _margins(lines: Sequence[str]) -> dict[int, str]:
    """Return the number of each outer line with text -> its words, with `#` for numbers."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    if len(filled) <= 2 * MARGIN_LINES:
        filled = [*filled[:1], *filled[-1:]] if len(filled) > 2 else []
    outer = [*filled[:MARGIN_LINES], *filled[-MARGIN_LINES:]]
    return {number: _NUMBER.sub("#", " ".join(lines[number].split())) for number in outer}


def _running_lines(margins: Sequence[dict[int, str]]) -> set[str]:
    """Return the lines that enough pages have in a row, from the outer lines of each page."""
    least = min(MIN_RUNNING_PAGES, max(2, len(margins)))
    last: dict[str, tuple[int, int]] = {}  # line -> the last page with it, pages in a row
    running = set()
    for page, margin in enumerate(margins):
        for key in filter(_LETTER.search, dict.fromkeys(margin.values())):
            before, count = last.get(key, (page, 0))
            count = count + 1 if page - before <= MAX_RUNNING_GAP else 1
            last[key] = page, count
            if count >= least:
                running.add(key)
    return running


def _drop_page_numbers(pages: list[list[str]], *, at_end: bool) -> None:
    """Remove page numbers from the first or last lines with text of pages.

    A number that stands alone may be that of a table: it is removed if the one of the next page, or
    of the page before, differs from it as the pages do.
    """
    found: dict[int, tuple[int, int]] = {}
    for page, lines in enumerate(pages):
        filled = [number for number, line in enumerate(lines) if line.strip()]
        if filled:
            line = filled[-1 if at_end else 0]
            if (number := _page_number(lines[line])) is not None:
                found[page] = line, number
    steps = Counter(number - page for page, (_, number) in found.items())
    for page, (line, number) in found.items():
        if steps[number - page] > 1 or (len(pages) == 1 and number == 1):
            del pages[page][line]


def _page_number(line: str) -> int | None:
    match = _PAGE_NUMBER.fullmatch(line)
    if match is None:
        return None
    text = match["number"].lower()
    if text.isdigit():
        return int(text)
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[letter] for letter in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def _usual_width(lines: Sequence[str]) -> int:
    """Return the length up to which lines hold nine tenths of the characters."""
    lengths = sorted(map(len, lines))
    most = 0.9 * sum(lengths)
    sums = zip(lengths, accumulate(lengths), strict=True)
    return next(length for length, upto in sums if upto >= most)


def _continues(above: str, below: str, width: int) -> bool:
    """Return whether a line has no room for the first word of the next, both being running text."""
    if width < MIN_LINE_WIDTH or not _LETTER.search(below) or not above:
        return False
    if below[0].isspace() or _LEADERS.search(above) or _LEADERS.search(below):
        return False
    may_end = not _INSIDE_SENTENCE.search(above[-20:])
    if _BULLET.match(below) or (may_end and below[0].isdigit()):
        return False
    if _NUMBERED.match(below) and not _DAY.match(below):
        return False
    if _LONG_DASH.match(below) and (may_end or above[0] in DASHES + BULLETS):
        return False
    least = FULL_LINE_AFTER_SENTENCE if may_end else FULL_LINE_BEFORE_CAPITAL
    least = FULL_LINE if below[0].islower() else least
    word = _FIRST_WORD.match(below)
    return word is not None and len(above) + 1 + len(word[0]) > least * width


def _is_running(above: str, below: str) -> bool:
    """Return whether there is lower case, or script without case, on one side of a line end."""
    return not below[0].isupper() or above.split()[-1][0].islower()


def _hyphenated_words(pages: Sequence[str]) -> Counter[str]:
    """Return the words of a text, also those with hyphens, in lower case and counted."""
    words = (word for page in pages for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", page))
    return Counter(word.lower() for word in words)


def _joined(above: str, below: str, words: Counter[str]) -> str:
    """Return a line and what stands between it and the next line of its paragraph."""
    if _SPACELESS.match(above[-1:]) and _SPACELESS.match(below):
        return above
    if above[-1:] in "–—" and above[-2:-1].isalnum() and below[:1].isdigit() == above[-2].isdigit():
        return above
    first, second = _WORD_PARTS.search(above[-_MAX_WORD:]), _FIRST_LETTERS.match(below)
    if first and second and below[0].islower():
        whole, hyphenated = first[1] + second[0], f"{first[1]}-{second[0]}"
        if words[whole.lower()] and not words[hyphenated.lower()]:
            return above[:-1]
    return above if above.endswith("-") else f"{above} "
