"""Enriched text, in which some programs for mail write words in bold (RFC 1896)."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"<(?:param>[^<]*</param|/?[A-Za-z0-9-]{1,60})>", re.IGNORECASE)
_BROKEN_LINE = re.compile(r"(?<!\n)\n(?!\n|\Z)")
_LINE_ENDS = re.compile(r"\r\n?")
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
