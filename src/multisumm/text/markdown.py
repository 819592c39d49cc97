"""Which stretches of a text are Markdown that nobody reads as prose: code, tables, footnotes.

Each is known by its own signs, whatever the name of the file, so a text of a notebook or a program
is read alike. Headings and list marks are the concern of `boilerplate.py` and `blocks.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from multisumm.model import Span

FRONT_MATTER, CODE, TABLE = "front matter", "code", "table"
FOOTNOTE, COMMENT = "footnote", "comment"
"""Why a stretch is noise, in the words that the summary reports."""

_FRONT_MATTER = re.compile(
    r"\A\ufeff?(---|\+\+\+)[ \t\r]*\n[\w.-]+[ \t]*[:=](?:.*\n){1,200}?\1[ \t\r]*$", re.M
)
_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})([^`\n]*)$", re.M)
_ROW = re.compile(r"^[ \t>]*\|(?:[^|\n]*\|){2,}[ \t\r]*$", re.M)
_LOOSE_TABLE = re.compile(
    r"^[^|\n]*\|.*\n"  # its names, a line of dashes, and its rows
    r"[ \t>]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*){1,999}[ \t\r]*$(?:\n[^|\n]*\|.*$)*",
    re.M,
)
_DEFINITION = re.compile(
    r"^[ ]{0,3}\[(?:\^[^\]\n]{1,99}\]:.*(?:\n(?:[ \t]*\n)?(?:[ ]{4}|\t).*)*"
    r"|[^\]\n^]{1,99}\]:[ \t]*<?(?:https?://|mailto:|[./#])\S*(?:[ \t]+[\"'(].*)?[ \t\r]*$)",
    re.M,
)
_COMMENT = re.compile(r"^[ \t]*<!--", re.M)
_REST_OF_LINE = re.compile(r"[ \t\r]*$", re.M)


def find_markup(text: str) -> list[tuple[Span, str]]:
    r"""Return the stretches of a text that are no prose in Markdown, in order, and what each is.

    These are front matter, code between fences, tables, definitions of footnotes and links, and
    comments on lines of their own. A fence of tildes must name a language; a line of them may be
    a rule. Of a fence that nothing closes, the line is code, but not what follows.

    >>> find_markup("Run it.\n```\nx = 1\n```\nIt runs.")
    [((8, 21), 'code')]
    """
    found = [(span, COMMENT) for span in _comments(text)] if "<!--" in text else []
    if "```" in text or "~~~" in text:
        found += [(span, CODE) for span in _code(text)]
    if text[:4].strip("\ufeff")[:1] in ("-", "+") and (head := _FRONT_MATTER.match(text)):
        found.append((head.span(), FRONT_MATTER))
    patterns = (("|", _ROW, TABLE), ("|", _LOOSE_TABLE, TABLE), ("]:", _DEFINITION, FOOTNOTE))
    for sign, pattern, reason in patterns:
        if sign in text:
            found += [(match.span(), reason) for match in pattern.finditer(text)]
    found.sort()
    disjoint: list[tuple[Span, str]] = []
    for (start, end), reason in found:
        if not disjoint or start >= disjoint[-1][0][1]:
            disjoint.append(((start, end), reason))
    return disjoint


def _comments(text: str) -> Iterator[Span]:
    """Yield the comments with nothing else in their first line and their last."""
    end = 0
    for opening in _COMMENT.finditer(text):
        if opening.start() >= end:
            end = text.find("-->", opening.end()) + 3
            if end < 3:
                return
            if _REST_OF_LINE.match(text, end):
                yield opening.start(), end


def _code(text: str) -> Iterator[Span]:
    """Yield the stretches between two fences, both included, and the fences without another."""
    first: re.Match[str] | None = None
    inside: list[Span] = []
    for fence in _FENCE.finditer(text):
        mark, name = fence[1], fence[2].strip()
        if first is None:
            if mark[0] == "`" or name:
                first = fence
        elif mark.startswith(first[1]) and not name:
            yield first.start(), fence.end()
            first, inside = None, []
        else:
            inside.append(fence.span())
    if first is not None:
        yield from [first.span(), *inside]
