"""Text made safe for a terminal, Markdown and JSON; templates escape HTML themselves."""

from __future__ import annotations

import json
import re

CONTROL_CHARACTERS = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""Characters that can control a terminal or turn around the text behind them.

Among them are lone surrogates, byte order marks and marks of text direction, but not white space.
"""

_BREAK = re.compile("\r\n?|[\x85\u2028\u2029]")

_ODD_SPACES = str.maketrans(dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x1f", " "))

_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")

_UNSAFE_IN_HTML = re.compile(f"[<>&]|{CONTROL_CHARACTERS.pattern}")

_MARKUP = re.compile(r"[\\`*_\[\]<>|~${}]|&(?=#?\w+;)|!\Z|\A(?:[#+=:%-]|\d+(?=[.)]))")


def one_line(text: str) -> str:
    r"""Return text as one line for a terminal: no control characters, one space for white space.

    >>> one_line("hard-wrapped\r\n  text \x1b[31m")
    'hard-wrapped text [31m'
    """
    return " ".join(CONTROL_CHARACTERS.sub("", text).split())


def printable_text(text: str) -> str:
    r"""Return text without control characters, with line feeds as line ends.

    Other white space stays.

    >>> printable_text("hard-wrapped\r\n  text \x1b[31m")
    'hard-wrapped\n  text [31m'
    """
    return _BREAK.sub("\n", CONTROL_CHARACTERS.sub("", text)).translate(_ODD_SPACES)


def escape_markdown(text: str) -> str:
    r"""Return text as one line for Markdown; nothing in it acts as markup.

    >>> escape_markdown("1. *Not* a <b>list</b>_")
    '1\\. \\*Not\\* a \\<b\\>list\\</b\\>\\_'
    """
    return _MARKUP.sub(_escape, one_line(text))


def _escape(match: re.Match[str]) -> str:
    return f"{match[0]}\\" if match[0].isdecimal() else f"\\{match[0]}"


def safe_json(record: object, *, indent: int | None = None) -> str:
    r"""Return a record as JSON that is safe to print; without an indent it is one line.

    Characters are escaped if some programs take them as line ends, if they control a terminal, or
    if they have no UTF-8. JSON reads escapes as the same characters.

    Raises:
        ValueError: A number is not finite.
    """
    text = json.dumps(record, ensure_ascii=False, indent=indent, allow_nan=False)
    return _UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def html_json(record: object) -> str:
    r"""Return a record as JSON on one line that is safe inside a `<script>` element of HTML.

    Nothing in it ends the element or begins another, and it has no control characters. JSON reads
    it as the same characters.

    Raises:
        ValueError: A number is not finite.

    >>> html_json(["</script>"])
    '["\\u003c/script\\u003e"]'
    """
    return _UNSAFE_IN_HTML.sub(lambda match: f"\\u{ord(match[0]):04x}", safe_json(record))
