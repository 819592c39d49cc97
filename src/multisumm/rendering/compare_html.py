"""A comparison -> one HTML page: a table, statements by sources, and the texts of the sources.

Each cell opens to its quote, which leads to its place in its source. The page needs no network, no
other file and no script. A Content-Security-Policy in the page allows its own styles, by their
digests, and nothing else. `data/compare.html.jinja` shows the values that this file makes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from multisumm.model import ComparedSentence, ComparedStatement, ComparisonData, Span
from multisumm.rendering.compare_labels import (
    headline,
    is_statement,
    label_of,
    nothing_found,
    numbers_of,
    values_of_cell,
    who_says_it,
)
from multisumm.rendering.highlighting import (
    MAX_MENTIONS,
    QUOTED,
    Mention,
    order_of,
    split_at,
)
from multisumm.rendering.html_report import language_of
from multisumm.rendering.report_sources import NamedSource, QuoteLink, link_to, show_sources
from multisumm.rendering.templates import inline, render_template

MAX_COLUMNS = 8
"""Sources that the table has columns for; of more, a statement lists those that speak of it."""

MAX_STATEMENTS = 1_000
"""Statements that the page shows; JSON has all."""

_ROLES = {"same": "also_in", "conflict": "contradicted_by", "similar": "similar"}
_TIMES = {"earlier": "earlier", "later": "updated_by", None: "another_time"}


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote: its text in parts, each with whether it is a value that differs, and its place."""

    parts: tuple[tuple[str, bool], ...]
    link: QuoteLink


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A sentence of a source beside a statement.

    Attributes:
        relation: Its relation, for the style of the cell.
        label: The same in words.
        here, there: What differs in the statement and in this sentence; empty if nothing.
        quote: The sentence.
        against: The quote that it was compared with, if that is not the statement.
        is_copy: Whether it has the words of the statement.
    """

    relation: str
    label: str
    here: str
    there: str
    quote: ShownQuote
    against: ShownQuote | None
    is_copy: bool


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """A row of the table.

    Attributes:
        number: Its number in the page, from 1; it is not shown.
        quote: The statement.
        said: How many sources say it, in words.
        columns: Its cells by the number of the source, of the sources that speak of it.
        silent: Numbers of the sources that do not.
        unshown: Number of cells that the page does not show.
    """

    number: int
    quote: ShownQuote
    said: str
    columns: dict[int, list[ShownCell]]
    silent: list[int]
    unshown: int


def render_comparison_html(comparison: ComparisonData) -> str:
    """Return the comparison as a page; the same comparison gives the same characters."""
    shown = comparison.statements[:MAX_STATEMENTS]
    named = _name_sources(comparison, shown)
    page = render_template(
        "compare.html.jinja",
        styles=[inline("report.css"), inline("compare.css")],
        comparison=comparison,
        headline=headline(comparison),
        nothing_found=nothing_found(comparison),
        language=language_of(comparison.settings),
        statements=[
            _shown_statement(number, statement, comparison, named)
            for number, statement in enumerate(shown, start=1)
        ],
        unshown=len(comparison.statements) - len(shown),
        sources=show_sources(named.values()),
        is_matrix=len(comparison.compared) <= MAX_COLUMNS,
    )
    return f"{page}\n"


def _name_sources(
    comparison: ComparisonData, statements: tuple[ComparedStatement, ...]
) -> dict[str, NamedSource]:
    """Return the sources by id, in the order given, with what the page marks in them."""
    mentions: dict[str, list[Mention]] = {source.id: [] for source in comparison.documents}
    for number, statement in enumerate(statements, start=1):
        cells = _shown_cells(statement)
        marked = {cell.citation for cell in cells}
        for cell in cells:
            place, role = cell.citation, _role(cell, statement)
            mention = Mention(place.start, place.end, cell.text, number, role, cell.there)
            mentions[place.document].append(mention)
        for cell in cells:
            place = cell.against
            if place not in marked:
                mention = Mention(place.start, place.end, cell.against_text, number, "also_in")
                mentions[place.document].append(mention)
                marked.add(place)
    numbers = numbers_of(comparison)
    return {
        source.id: NamedSource(
            numbers[source.id], source, sorted(mentions[source.id], key=order_of)
        )
        for source in comparison.documents
    }


def _role(cell: ComparedSentence, statement: ComparedStatement) -> str:
    """Return how the page marks a sentence of a source: `QUOTED`, or one of `RELATIONS`."""
    if is_statement(cell, statement):
        return QUOTED
    if cell.relation == "update":
        return _TIMES[cell.time]
    return "also_in" if cell.agrees else _ROLES.get(cell.relation, "says_part")


def _shown_cells(statement: ComparedStatement) -> list[ComparedSentence]:
    """Return the cells that the page shows: the first of each source first, at most so many."""
    first = {cell.citation.document: cell for cell in reversed(statement.cells)}
    by_rank = sorted(statement.cells, key=lambda cell: cell is not first[cell.citation.document])
    own = [cell for cell in by_rank if is_statement(cell, statement)]
    others = [cell for cell in by_rank if not is_statement(cell, statement)]
    return [*own, *others][:MAX_MENTIONS]


def _shown_statement(
    number: int,
    statement: ComparedStatement,
    comparison: ComparisonData,
    named: Mapping[str, NamedSource],
) -> ShownStatement:
    cells = _shown_cells(statement)
    columns: dict[int, list[ShownCell]] = {}
    for cell in sorted(cells, key=lambda cell: named[cell.citation.document].number):
        column = columns.setdefault(named[cell.citation.document].number, [])
        column.append(_shown_cell(cell, statement, named))
    values = [span for cell in statement.cells if cell.disagrees
              and cell.against == statement.citation for span in cell.here]  # fmt: skip
    offset = statement.citation.start
    return ShownStatement(
        number=number,
        quote=ShownQuote(
            split_at(statement.text, _within(values, offset)), link_to(statement.citation, named)
        ),
        said=who_says_it(statement, len(comparison.compared)),
        columns=columns,
        silent=[named[document].number for document in comparison.silent(statement)],
        unshown=len(statement.cells) - len(cells),
    )


def _shown_cell(
    cell: ComparedSentence, statement: ComparedStatement, named: Mapping[str, NamedSource]
) -> ShownCell:
    here, there = values_of_cell(cell)
    values = cell.there if cell.disagrees or cell.relation == "similar" else ()
    against = None
    if cell.against != statement.citation:
        parts = split_at(cell.against_text, _within(cell.here, cell.against.start))
        against = ShownQuote(parts, link_to(cell.against, named))
    parts = split_at(cell.text, _within(values, cell.citation.start))
    return ShownCell(
        relation=cell.relation,
        label="quoted" if is_statement(cell, statement) else label_of(cell),
        here=here,
        there=there,
        quote=ShownQuote(parts, link_to(cell.citation, named)),
        against=against,
        is_copy=cell.copy,
    )


def _within(spans: tuple[Span, ...] | list[Span], offset: int) -> list[Span]:
    """Return spans of a document as spans of the quote that begins at an offset."""
    return [(start - offset, end - offset) for start, end in spans]
