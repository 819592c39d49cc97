"""A fragment of HTML -> its text: for entries of feeds and for e-mails.

Unlike `html.py`, this keeps everything that a browser would show, and needs no package.
"""

from __future__ import annotations

import html
import re

_UNSHOWN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|title|template)\b[^<>]*>.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"""</?([a-zA-Z][^\s<>/]*)(?>(?:[^<>"']|"[^"]*"|'[^']*')*)>|<[!?/][^<>]*>""")
_INLINE = re.compile(
    r"a|abbr|acronym|b|bd[io]|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|q|r[pt]"
    r"|ruby|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr",
    re.IGNORECASE,
)


def strip_markup(markup: str) -> str:
    r"""Return the text of a fragment of HTML: a line for each block, without blank lines.

    Scripts and styles are left out, and white space becomes one space. A line ends where an element
    like `p`, `div`, `br` or `td` begins or ends, that is any element that is not inline.

    >>> strip_markup("<p>Fish &amp;<b>chips</b>.<p>Tea<br>and\n milk")
    'Fish &chips.\nTea\nand milk'
    """
    shown = " ".join(shown_markup(markup).split())
    lines = html.unescape(_TAG.sub(_line_end, shown)).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def shown_markup(markup: str) -> str:
    """Return HTML without comments, scripts, styles and titles."""
    return _UNSHOWN.sub(" ", markup)


def _line_end(tag: re.Match[str]) -> str:
    return "" if _INLINE.fullmatch(tag[1] or "") else "\n"
