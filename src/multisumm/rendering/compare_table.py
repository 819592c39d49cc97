"""Statements by sources -> the values of a table: who says what, a cell for each sentence.

A comparison has it, and the report of a summary.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from multisumm.model import ComparedSentence, ComparedStatement, Source
from multisumm.rendering.agreement import Agreement, agreement_of, count_sources
from multisumm.rendering.compare_labels import (
    is_statement,
    label_of,
    spans_at_issue,
    values_of_cell,
)
from multisumm.rendering.highlighting import (
    MAX_MENTIONS,
    STATEMENT,
    Mention,
    split_at,
    what_others_do,
)
from multisumm.rendering.report_sources import NamedSource, QuoteLink, link_to
from multisumm.rendering.wording import spans_within

MAX_COLUMNS = 8
"""Sources that the table has columns for; of more, a statement lists those that speak of it."""

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
        agreement: How many independent sources say it.
        columns: Its cells by the number of the source, of the sources that speak of it.
        unmatched: Numbers of the sources in which nothing was found on it.
        unshown: Number of cells that the page does not show.
    """

    number: int
    quote: ShownQuote
    agreement: Agreement
    columns: dict[int, list[ShownCell]]
    unmatched: list[int]
    unshown: int


def mentions_of_statements(
    statements: Sequence[ComparedStatement], *, first: int = 1
) -> Iterator[tuple[str, Mention]]:
    """Yield what the page marks in the sources for each statement, each with its document.

    Args:
        statements: The statements that the page shows.
        first: Number of the first of them in the page.
    """
    for number, statement in enumerate(statements, start=first):
        cells = shown_cells(statement)
        marked = {cell.citation for cell in cells}
        for cell in cells:
            yield cell.citation.document, _mention(cell, statement, number)
        for cell in cells:
            place = cell.against
            if place not in marked:
                marked.add(place)
                span = (place.start, place.end, cell.against_text)
                mention = Mention(*span, number, "also_in", beside=statement.text)
                yield place.document, mention


def _mention(cell: ComparedSentence, statement: ComparedStatement, number: int) -> Mention:
    span = (cell.citation.start, cell.citation.end, cell.text)
    if not is_statement(cell, statement):
        return Mention(*span, number, _role(cell), cell.there, beside=statement.text)
    at_issue = what_others_do(
        contradict=any(cell.relation == "conflict" for cell in statement.cells),
        change=any(cell.relation == "update" for cell in statement.cells),
    )
    return Mention(*span, number, STATEMENT, tuple(spans_at_issue(statement)), at_issue)


def _role(cell: ComparedSentence) -> str:
    """Return how the page marks a sentence beside a statement: one of `RELATIONS`."""
    if cell.relation == "update":
        return _TIMES[cell.time]
    return "also_in" if cell.agrees else _ROLES.get(cell.relation, "says_part")


def shown_cells(statement: ComparedStatement) -> list[ComparedSentence]:
    """Return the cells that the page shows: the first of each source first, at most so many."""
    first = {cell.citation.document: cell for cell in reversed(statement.cells)}
    by_rank = sorted(statement.cells, key=lambda cell: cell is not first[cell.citation.document])
    own = [cell for cell in by_rank if is_statement(cell, statement)]
    others = [cell for cell in by_rank if not is_statement(cell, statement)]
    return [*own, *others][:MAX_MENTIONS]


def show_statements(
    statements: Sequence[ComparedStatement],
    sources: Sequence[Source],
    named: Mapping[str, NamedSource],
    *,
    first: int = 1,
) -> list[ShownStatement]:
    """Return the rows of the table.

    Args:
        statements: The statements, in order.
        sources: The documents of the page, also those that are not compared.
        named: The same by id, with their numbers.
        first: Number of the first statement in the page.
    """
    counted = count_sources(sources)
    compared = sorted(named[one.id].number for one in sources if not one.off_subject)
    return [
        _shown_statement(number, statement, compared, counted, named)
        for number, statement in enumerate(statements, start=first)
    ]


def _shown_statement(
    number: int,
    statement: ComparedStatement,
    compared: Sequence[int],
    counted: tuple[int, int],
    named: Mapping[str, NamedSource],
) -> ShownStatement:
    cells = shown_cells(statement)
    columns: dict[int, list[ShownCell]] = {}
    for cell in sorted(cells, key=lambda cell: named[cell.citation.document].number):
        column = columns.setdefault(named[cell.citation.document].number, [])
        column.append(_shown_cell(cell, statement, named))
    speaking = {named[cell.citation.document].number for cell in statement.cells}
    return ShownStatement(
        number=number,
        quote=ShownQuote(
            split_at(statement.text, spans_within(statement.citation, spans_at_issue(statement))),
            link_to(statement.citation, named),
        ),
        agreement=agreement_of(statement, counted),
        columns=columns,
        unmatched=[one for one in compared if one not in speaking],
        unshown=len(statement.cells) - len(cells),
    )


def _shown_cell(
    cell: ComparedSentence, statement: ComparedStatement, named: Mapping[str, NamedSource]
) -> ShownCell:
    here, there = values_of_cell(cell)
    values = cell.there if cell.disagrees or cell.relation == "similar" else ()
    against = None
    if cell.against != statement.citation:
        parts = split_at(cell.against_text, spans_within(cell.against, cell.here))
        against = ShownQuote(parts, link_to(cell.against, named))
    parts = split_at(cell.text, spans_within(cell.citation, values))
    return ShownCell(
        relation=cell.relation,
        label="quoted" if is_statement(cell, statement) else label_of(cell),
        here=here,
        there=there,
        quote=ShownQuote(parts, link_to(cell.citation, named)),
        against=against,
        is_copy=cell.copy,
    )
