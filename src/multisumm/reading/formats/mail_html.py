"""The HTML of a mail -> lines as in a plain mail: quoted blocks get `>` in front."""

from __future__ import annotations

import re

from multisumm.reading.formats.markup import shown_markup, strip_markup

MAX_MARKS = 9
"""Limit for the marks of a line; deeper quotations have as many."""

_CONTAINER = re.compile(r"<(/?)(blockquote|div|p|span|table|td)\b([^<>]*)>", re.IGNORECASE)
_PRE = re.compile(r"(<pre\b[^<>]*>)(.*?)(</pre|\Z)", re.DOTALL | re.IGNORECASE)
_QUOTED = re.compile(r"yahoo_quoted|isreplycontent|protonmail_quote|tutanota_quote")
_CITED = re.compile(r"cite|quote|border-left")
_INDENTED = re.compile(r"border:\s*(?:none|0|medium none)|(?:margin|padding)[\w-]*:")
_HIDDEN = re.compile(r"display:\s*none|mso-hide:\s*all")


def mail_html_to_lines(markup: str) -> str:
    """Return the text of a mail in HTML, with a `>` for each quotation that a line is inside.

    Quotations are block quotations, except those that only indent, and the blocks in which Yahoo
    and others wrap them. Hidden blocks are left out. Otherwise as `strip_markup`.
    """
    shown = _PRE.sub(lambda pre: pre[1] + pre[2].replace("\n", "<br>") + pre[3],
                     shown_markup(markup))  # fmt: skip
    lines: list[str] = []
    containers: list[tuple[str, bool, bool]] = []  # name, quoted, hidden
    depth = hidden = start = 0
    opened: dict[str, int] = {}
    for tag in _CONTAINER.finditer(shown):
        name = tag[2].lower()
        before = depth, hidden
        changes = []
        if not tag[1]:
            changes = [
                (name, _is_quotation(name, tag[3]), _HIDDEN.search(tag[3].lower()) is not None)
            ]
            containers += changes
            opened[name] = opened.get(name, 0) + 1
            depth, hidden = depth + changes[0][1], hidden + changes[0][2]
        elif opened.get(name):
            while containers and (not changes or changes[-1][0] != name):
                changes.append(containers.pop())
                opened[changes[-1][0]] -= 1
            depth -= sum(quoted for _, quoted, _ in changes)
            hidden -= sum(is_hidden for _, _, is_hidden in changes)
        if (depth, hidden) != before:
            lines += _marked_lines(shown[start : tag.start()], *before)
            start = tag.start()
    return "\n".join([*lines, *_marked_lines(shown[start:], depth, hidden)])


def _marked_lines(markup: str, depth: int, hidden: int) -> list[str]:
    """Return the lines of a stretch of HTML; none if it is hidden."""
    mark = ">" * min(depth, MAX_MARKS) + " " if depth else ""
    return [] if hidden else [mark + line for line in strip_markup(markup).split("\n") if line]


def _is_quotation(name: str, attributes: str) -> bool:
    """Return whether an element is a quotation by its name and attributes."""
    attributes = attributes.lower()
    if name != "blockquote":
        return _QUOTED.search(attributes) is not None
    return _CITED.search(attributes) is not None or _INDENTED.search(attributes) is None
