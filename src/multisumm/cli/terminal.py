"""The text of a summary as a terminal shows it: wrapped, with what matters in bold or in colour.

Words say everything that colours say; a pipe or a file gets the plain text.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Any

import click

from multisumm.model import Span
from multisumm.rendering.plain_text import HEADINGS, HEADLINE_PATTERN, MARK_PATTERN

MAX_WIDTH = 88
"""Columns of a line at most; longer ones are hard to read."""

MIN_WIDTH = 20
"""Columns of a line at least, however narrow the terminal says that it is."""

BOLD, DIM, ALARM = "bold", "dim", "alarm"
TERMINAL_STYLES: Mapping[str, dict[str, Any]] = MappingProxyType(
    {"": {}, BOLD: {"bold": True}, DIM: {"dim": True}, ALARM: {"fg": "red", "bold": True}}
)
"""Name of a style -> what `click.style` takes for it."""

_MARK = re.compile(MARK_PATTERN)
_CONTRADICTED = re.compile(r"contradicted by [^;\]]+")
_ADDRESS = re.compile(r" +\[\d+\] \d+-\d+")
_NOTE = re.compile(r" {4}\[\d+\] \d+-\d+ (\([^)]*\))")


def is_for_terminal(output: str | None) -> bool:
    """Return whether what is written to an output is shown on a terminal, or has its colours."""
    return output is None and (_is_terminal() or _are_forced())


def text_for_terminal(text: str) -> str:
    """Return the text of a summary wrapped at the width of the terminal, at most 88 columns.

    It has colours unless the environment says otherwise: NO_COLOR and TERM=dumb turn them off, and
    FORCE_COLOR turns them on.
    """
    width = max(MIN_WIDTH, min(shutil.get_terminal_size().columns, MAX_WIDTH))
    is_coloured = not os.environ.get("NO_COLOR") and (
        _are_forced() or os.environ.get("TERM") != "dumb"
    )
    return style_text(text, width, colours=is_coloured)


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _are_forced() -> bool:
    return bool(os.environ.get("FORCE_COLOR")) and not os.environ.get("NO_COLOR")


def style_text(text: str, width: int, *, colours: bool) -> str:
    """Return the text of a summary in lines of a width, with or without colours.

    The headline is bold, marks, addresses and the list of sources are dim, and what is contradicted
    is red.
    """
    headline = re.match(HEADLINE_PATTERN, text)
    section, lines = "", []
    for number, line in enumerate(text.removesuffix("\n").split("\n")):
        if line.removesuffix(":") in HEADINGS and line.endswith(":"):
            section = line
        styles = [""] * len(line)
        for style, (start, end) in (
            [(BOLD, headline.span("headline")), (DIM, (headline.end("headline"), len(line)))]
            if headline and not number
            else _styles_of(line, section)
        ):
            styles[start:end] = [style] * (len(styles[start:end]))
        for start, end, indent in _wrap(line, width):
            parts = groupby(range(start, end), key=styles.__getitem__)
            shown = (
                _styled(line[(at := [*those])[0] : at[-1] + 1], style if colours else "")
                for style, those in parts
            )
            lines.append(" " * indent + "".join(shown))
    return "\n".join(lines) + "\n"


def _styled(text: str, style: str) -> str:
    return click.style(text, **TERMINAL_STYLES[style]) if style else text


def _styles_of(line: str, section: str) -> Iterator[tuple[str, Span]]:
    """Yield the styles of parts of a line, given the heading of its list; later ones win."""
    whole = (0, len(line))
    if line == section:
        yield (ALARM if section == "Contradicted:" else BOLD), whole
    elif section == "Sources:":
        yield DIM, whole
    elif section:
        if address := _ADDRESS.match(line):
            yield DIM, address.span()
        note = _NOTE.match(line) if section == "Contradicted:" else None
        if note:
            yield ALARM, note.span(1)
    else:
        for mark in _MARK.finditer(line):
            yield DIM, mark.span()
            for alarm in _CONTRADICTED.finditer(line, *mark.span()):
                yield ALARM, alarm.span()


def _wrap(line: str, width: int) -> Iterator[tuple[int, int, int]]:
    """Yield the start and end of each piece of a line, and the columns it is moved to the right.

    A piece ends at a space; a word that is wider than a line is cut.
    """
    own = len(line) - len(line.lstrip(" "))
    behind = own + 2 if own or line.startswith("- ") else 0
    start, indent = 0, 0
    while True:
        end = _end_of_piece(line, start, width - indent)
        yield start, end, indent
        start = end + len(line[end:]) - len(line[end:].lstrip(" "))
        if start >= len(line):
            return
        indent = min(behind, width // 2)


def _end_of_piece(line: str, start: int, width: int) -> int:
    """Return where a piece of a line ends: at its end, a space, or else after `width` columns."""
    columns, last_space = 0, None
    for at in range(start, len(line)):
        if line[at] == " " and line[start:at].strip(" "):
            last_space = at
        columns += columns_taken(line[at])
        if columns > width and line[at] != " ":
            return last_space or max(at, start + 1)
    return len(line)


def columns_taken(character: str) -> int:
    """Return how many columns of a terminal a character takes."""
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
