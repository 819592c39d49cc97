"""Enriched text, in which some programs for mail write words in bold (RFC 1896).

Its older form is rich text (RFC 1341), in which commands break the lines.
"""

from __future__ import annotations

import re

_MARKUP = re.compile(r"<(?:param>[^<]*</param|/?[A-Za-z0-9-]{1,60})>", re.IGNORECASE)
_BROKEN_LINE = re.compile(r"(?<!\n)\n(?!\n|\Z)")
_LINE_ENDS = re.compile(r"\r\n?")
_LESS_THAN = re.compile("<lt>", re.IGNORECASE)
_NEW_LINE = re.compile(r" ?<nl> ?", re.IGNORECASE)
_NEW_PARAGRAPH = re.compile(r" ?<(?:/?paragraph|np)> ?", re.IGNORECASE)
_SPACES = re.compile(" {2,}")


def plain_of_enriched(text: str) -> str:
    r"""Return enriched text without its markup; lines that a program broke are joined.

    >>> plain_of_enriched("<bold>Minutes</bold>\n\nThe board met <color><param>red</param>\n"
    ...                   "on Monday</color>: 3 << 4.\n")
    'Minutes\n\nThe board met on Monday: 3 < 4.\n'
    """
    lines = _BROKEN_LINE.sub(" ", _LINE_ENDS.sub("\n", text))
    plain = "<".join(_MARKUP.sub("", part) for part in lines.split("<<"))
    return _SPACES.sub(" ", plain)


def plain_of_richtext(text: str) -> str:
    r"""Return rich text without its markup; only its commands begin lines and paragraphs.

    >>> plain_of_richtext("<bold>Minutes</bold><np>The board<nl>met on\nMonday: 3 <lt> 4.")
    'Minutes\n\nThe board\nmet on Monday: 3 < 4.'
    """
    running = _LINE_ENDS.sub("\n", text).replace("\n", " ")
    lines = _NEW_PARAGRAPH.sub("\n\n", _NEW_LINE.sub("\n", running))
    plain = "<".join(_MARKUP.sub("", part) for part in _LESS_THAN.split(lines))
    return _SPACES.sub(" ", plain)
