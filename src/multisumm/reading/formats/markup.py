"""Text out of a piece of HTML in which all is wanted: an entry of a feed, an e-mail.

Unlike `html.py`, this keeps everything that would be shown, and needs no package.
"""

from __future__ import annotations

import html
import re

_UNSHOWN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|title|template)\b[^<>]*>.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"""</?([a-zA-Z][^\s<>/]*)(?:[^<>"']|"[^"]*"|'[^']*')*+>|<[!?/][^<>]*>""")
_INLINE = re.compile(
    r"a|abbr|acronym|b|bd[io]|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|q|r[pt]"
    r"|ruby|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr",
    re.IGNORECASE,
)


def strip_markup(markup: str) -> str:
    r"""Return the text of a piece of HTML, a line for each block, without blank lines.

    Scripts and styles are left out, white space is one space, and each line end stands for the
    begin or the end of an element that is no part of a line (`p`, `div`, `br`, `td`, ...).

    >>> strip_markup("<p>Fish &amp;<b>chips</b>.<p>Tea<br>and\n milk")
    'Fish &chips.\nTea\nand milk'
    """
    shown = _UNSHOWN.sub(" ", " ".join(markup.split()))
    lines = html.unescape(_TAG.sub(_line_end, shown)).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _line_end(tag: re.Match[str]) -> str:
    return "" if _INLINE.fullmatch(tag[1] or "") else "\n"
