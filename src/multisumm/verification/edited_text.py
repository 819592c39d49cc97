"""A text edited by hand -> its running text, the quotes in its lists, and what is not looked up.

Marks of sources, notes and layout are taken out of the running text, and the places where they
stood are kept: a sentence may go on behind a mark, a line break or even a blank line.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from multisumm.escaping import one_line
from multisumm.model import Span
from multisumm.rendering.explanations import WHY
from multisumm.rendering.plain_text import (
    ASKED,
    DATE_PATTERN,
    HEADINGS,
    HEADLINE_PATTERN,
    IN_NO_DOCUMENT,
    MARK_PATTERN,
)
from multisumm.text.blocks import split_blocks
from multisumm.verification.findings import HEADING, NOTE, SOURCE_LINE, Unchecked

_OLD_MARK = r"\[\d+(?:, \d+)*(?: \+ \d+ more)?(?:; not \d+(?:, \d+)*)?\]"  # of version 1
_MARK = re.compile(rf"(?<=\S)\s+({MARK_PATTERN}|{_OLD_MARK})(?!\S)")
_LISTS = re.compile(
    rf"^(?:{'|'.join(HEADINGS)})(?: \([^)\n]*\))?:\n(?:  .*(?:\n|\Z))+", re.MULTILINE
)
_SOURCE_LINES = re.compile(
    r" {2,}(?:\[\d+\](?:, \[\d+\])*:? .*|and [\d,]+ more|[\d,]+ sentences? that the JSON and .*"
    rf"|(?:{ASKED}|{IN_NO_DOCUMENT}): .*)"
)
_HEADLINE = re.compile(HEADLINE_PATTERN)
_DATE = re.compile(rf"^(?:{DATE_PATTERN}  |(\* )\*\*{DATE_PATTERN}\*\* )(?=\S)", re.M)
"""The date of an entry in a timeline, in running text and in Markdown."""

_ADDRESS = re.compile(r" {2,}(?:\S.{0,300}  )?\[\d+\] \d+-\d+(?=$|:| \()")
_END_OF_NOTE = re.compile(r"(?<=\)): ")

_MAX_READINGS = 5
"""Readings of a line with a note in brackets that has the sign in it that ends it."""

_FOOTNOTE = re.compile(r"^\[\^[^\]\n]+\]:.*(?:\n(?:[ \t]+\S.*|(?=\n[ \t]+\S)))*", re.M)
_EXPLANATIONS = re.compile(
    rf"^<details><summary>{WHY}</summary>[^\S\n]*\n((?:[*+-] .*\n|[^\S\n]*\n)*)</details>[ \t]*$",
    re.M,
)
_EXPLAINED = re.compile(
    r"^[*+-] (?=.*\)$)(?>.*?\d–\d+: “)(.*)” \((?:quoted|left out)[,:] "  # in linear time
)
_REFERENCE = re.compile(r"(\[\^[^\]\n]+\])")
_IN_FOOTNOTE = re.compile(
    r"\d–\d+(?: \((?!“)(?:(?!\d–\d)[^\n]){0,300}?\): | \(|: )“((?:[^“”\n]|“[^“”\n]*”)*)”"
)
_HEADING = re.compile(r"^#{1,6}\s.*|^(?:=+|-{3,}|\*{3,})\s*$", re.M)
_HEADLINE_PLACE = re.compile(r"^\*Headline of .*, (?:title|characters \d+–\d+)\*$", re.M)
_RULE = re.compile(r"[=\-*\s]+")
_SOFT_BREAK = re.compile(r"(?<=\S)[ \t]*\n(?=[ \t]*\S)(?![ \t]*(?:[-*+>#]|\d+[.)])\s)")
_NUMBERED = re.compile(r"^[ \t]*\d{1,9}[.)][ \t]+(?=\S)", re.M)
_STYLE = re.compile(r"\\([!-/:-@\[-`{-~])|\[([^\]\n]*)\]\([^)\n]*\)|[*`]+|\b_+(?!\w)|(?<!\w)_+\b")

_QUOTATION = re.compile(
    r"(?<!\w)\"(?P<a>[^\"]+)\"(?!\w)|“(?P<b>[^“”]+)”|„(?P<c>[^„“”]+)[“”]|«(?P<d>[^«»]+)»"
    r"|»(?P<e>[^«»]+)«|‹(?P<f>[^‹›]+)›|「(?P<g>[^「」]+)」|『(?P<h>[^『』]+)』"
    r"|(?<!\w)[‘‚](?P<i>[^‘’]+(?:(?<=\w)’(?=\w)[^‘’]+)*)[‘’](?!\w)"
    r"|(?<!\w)'(?P<j>[^']+(?:(?<=\w)'(?=\w)[^']+)*)'(?!\w)"
)
"""A stretch in quotation marks; an apostrophe between letters does not end it."""


class Break(NamedTuple):
    """A place of the running text at which the edited text has a mark or a line break.

    Attributes:
        offset: Offset in the running text of the first character after it.
        mark: The mark as it stood there; empty for a line break.
        strong: Whether a blank line, a heading or the sign of a list stood there.
    """

    offset: int
    mark: str
    strong: bool


@dataclass(frozen=True, slots=True)
class EditedText:
    """What a text edited by hand consists of.

    Attributes:
        running: Its sentences, as one line without marks and layout.
        breaks: Where marks and line breaks stood in it, ascending.
        listed: The quotes of its lists and notes; each as the readings that its line allows.
        unchecked: Its headings, lines of sources and notes.
    """

    running: str
    breaks: tuple[Break, ...]
    listed: tuple[tuple[str, ...], ...]
    unchecked: tuple[Unchecked, ...]


def parse_edited_text(text: str, *, markdown: bool) -> EditedText:
    """Return what a text consists of, whatever the ends of its lines are.

    Marks, notes and lists of sources are those that `to_text` and `to_markdown` write. A line in
    such a list that has another form belongs to the running text.

    Args:
        text: The text.
        markdown: Whether it is Markdown, which has headings and footnotes.
    """
    listed: list[tuple[str, ...]] = []
    unchecked: list[Unchecked] = []
    text = _DATE.sub(r"\1", text.replace("\r\n", "\n").replace("\r", "\n"))
    if markdown:
        text = _without_notes(text, listed, unchecked)
        text = _without_style(text)
    else:
        text = _HEADLINE.sub(lambda found: _without_headline(found, listed, unchecked), text)
        text = _LISTS.sub(lambda found: _without_list(found[0], listed, unchecked), text)
    running, breaks = _join((_REFERENCE if markdown else _MARK).split(text))
    return EditedText(running, tuple(breaks), tuple(listed), tuple(unchecked))


# --- running text -------------------------------------------------------------------------------


def _join(pieces: list[str]) -> tuple[str, list[Break]]:
    """Return the running text and its breaks for pieces of text with a mark between each two."""
    parts: list[str] = []
    breaks: list[Break] = []
    offset, mark, strong, gap = 0, "", False, ""
    for number, piece in enumerate(pieces):
        if number % 2:
            mark = f"{mark} {piece}".strip()
            continue
        end = 0
        for start, stop in split_blocks(piece):
            between = piece[end:start]
            strong = strong or between.count("\n") > 1 or between.strip() != ""
            gap = " " if gap or between or not mark else ""
            if parts:
                parts.append(gap)
                offset += len(gap)
                breaks.append(Break(offset, mark, strong))
            parts.append(" ".join(piece[start:stop].split()))
            offset += len(parts[-1])
            end, mark, strong, gap = stop, "", False, ""
        rest = piece[end:]
        strong = strong or rest.count("\n") > 1
        gap = gap or (" " if rest else "")
    return "".join(parts), breaks


def with_marks(edited: EditedText, span: Span) -> str:
    """Return a part of the running text with the marks that stood inside it."""
    start, end = span
    parts, reached = [], start
    for offset, mark, _ in breaks_inside(edited.breaks, span):
        if mark:
            parts += [edited.running[reached:offset], f"{mark} "]
            reached = offset
    return "".join([*parts, edited.running[reached:end]])


def breaks_inside(breaks: Sequence[Break], span: Span) -> Sequence[Break]:
    """Return the breaks inside a part of the running text, without those at its ends."""
    first = bisect_right(breaks, span[0], key=_offset)
    return breaks[first : bisect_left(breaks, span[1], key=_offset)]


def _offset(place: Break) -> int:
    return place.offset


def quotations_of(text: str) -> Iterator[Span]:
    """Yield the spans of the words in quotation marks, without the marks, ascending.

    A quotation inside another one is part of it.
    """
    for match in _QUOTATION.finditer(text):
        span = match.span(match.lastgroup or 0)
        if any(map(str.isalnum, text[slice(*span)])):
            yield span


# --- plain text ---------------------------------------------------------------------------------


def _without_headline(
    found: re.Match[str], listed: list[tuple[str, ...]], unchecked: list[Unchecked]
) -> str:
    """Return nothing; add the headline to what is looked up, or if it is no quote, to the rest."""
    if found[0].rstrip().endswith(" title]") or not found["headline"].strip():
        unchecked.append(Unchecked(HEADING, one_line(found[0])))
    else:
        listed.append((found["headline"],))
    return "\n"


def _without_list(block: str, listed: list[tuple[str, ...]], unchecked: list[Unchecked]) -> str:
    """Return the lines of a list that are not of its form; add the others to what they are."""
    left = []
    for line in block.splitlines()[1:]:
        if readings := _readings(line):
            listed.append(readings)
        elif _SOURCE_LINES.fullmatch(line):
            unchecked.append(Unchecked(SOURCE_LINE, one_line(line)))
        else:
            left.append(line)
    return "\n".join(["", *left, "", ""])


def _readings(line: str) -> tuple[str, ...]:
    """Return the quotes that a line may have, the longest first: `[2] 1-9 (a (b): c): It sank.`.

    The note in brackets may have the sign in it that ends it.
    """
    address = _ADDRESS.match(line)
    rest = line[address.end() :] if address else ""
    if rest.startswith(": "):
        return (rest[2:],) if rest[2:].strip() else ()
    readings = (rest[end.end() :] for end in _END_OF_NOTE.finditer(rest))
    return tuple(islice(filter(str.strip, readings), _MAX_READINGS))


# --- Markdown -----------------------------------------------------------------------------------


def _without_notes(text: str, listed: list[tuple[str, ...]], unchecked: list[Unchecked]) -> str:
    """Return Markdown without footnotes, explanations and headings; add them to what they are."""

    def take(note: str, quotes: Iterable[str]) -> None:
        unchecked.append(Unchecked(NOTE, one_line(note)))
        listed.extend((quote,) for quote in map(_plain, quotes) if quote.strip())

    def take_note(footnote: re.Match[str]) -> str:
        take(footnote[0], _IN_FOOTNOTE.findall(footnote[0]))
        return "\n"

    def take_explanations(block: re.Match[str]) -> str:
        for line in filter(str.strip, block[1].splitlines()):
            take(line, _EXPLAINED.findall(line))
        return "\n"

    def take_heading(heading: re.Match[str]) -> str:
        if not _RULE.fullmatch(heading[0]):
            unchecked.append(Unchecked(HEADING, one_line(heading[0].lstrip("#"))))
        return "\n\n"

    def take_place(place: re.Match[str]) -> str:
        unchecked.append(Unchecked(NOTE, one_line(place[0])))
        return ""

    text = _EXPLANATIONS.sub(take_explanations, text)
    text = _HEADLINE_PLACE.sub(take_place, _FOOTNOTE.sub(take_note, text))
    return _HEADING.sub(take_heading, text)


def _without_style(text: str) -> str:
    """Return Markdown without marks of lists and style; a paragraph becomes one line."""
    return _plain(_NUMBERED.sub("\n", _SOFT_BREAK.sub(" ", text)))


def _plain(text: str) -> str:
    return _STYLE.sub(lambda match: match[1] or match[2] or "", text)
