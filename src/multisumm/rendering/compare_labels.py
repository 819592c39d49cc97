"""What a cell of a comparison says, in words that all its formats use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from multisumm.messages import plural
from multisumm.model import ComparedSentence, ComparedStatement, ComparisonData, Source, Span
from multisumm.rendering.labels import one_text_groups
from multisumm.rendering.wording import OPPOSITE, SAID_AND_DENIED, side_by_side

MAX_LISTED = 5
"""Sentences that the text lists under one label of a statement; the rest are counted."""

UNMATCHED = "no match found"
"""The label of a source in which nothing was found on a statement."""

_CONFLICTS = {
    "number": "other number",
    "date or time": "other date",
    "name": "other name",
    "kind": "other kind",
    "of how many": "other number",
    "direction": "other direction",
    "who does it": "other roles",
    "opposite words": OPPOSITE,
    **dict.fromkeys(SAID_AND_DENIED, OPPOSITE),
}
"""What a sentence differs in -> the label of a sentence that contradicts the statement in it."""


def label_of(cell: ComparedSentence) -> str:
    """Return the label of a cell: `same`, `part`, `other number`, `the opposite`, `later`, ..."""
    if cell.relation == "conflict":
        kind = "number" if cell.differs_in.startswith("number ") else cell.differs_in
        return _CONFLICTS.get(kind, "contradicts")  # number of dead
    if cell.relation == "update":
        return cell.time or "other time"
    return "says more" if cell.says_more else cell.relation


def values_of_cell(cell: ComparedSentence) -> tuple[str, str]:
    """Return what differs, as the statement and as the cell's sentence have it; empty if nothing.

    What one of two sentences has besides is no difference in a value. So a part has none, and a
    similar sentence or a denial only has one if both have something in its place.
    """
    if cell.relation in ("same", "part"):
        return "", ""
    offset = cell.against.start
    here = " ... ".join(
        cell.against_text[start - offset : end - offset] for start, end in cell.here
    )
    there = cell.about.removeprefix(f"{here or '–'} / ").removeprefix("–")
    is_denial = cell.differs_in in SAID_AND_DENIED
    if (cell.relation == "similar" or is_denial) and not (here and there):
        return "", ""
    return here, there


def difference_in_words(cell: ComparedSentence) -> str:
    """Return what a cell's sentence and the statement differ in, like `214 / 241`."""
    return side_by_side(*values_of_cell(cell))


def numbers_of(comparison: ComparisonData) -> dict[str, int]:
    """Return the number of each document, from 1, in the order given."""
    return {source.id: number for number, source in enumerate(comparison.documents, start=1)}


def is_statement(cell: ComparedSentence, statement: ComparedStatement) -> bool:
    """Return whether a cell is the one of the statement's own sentence."""
    return cell.citation == statement.citation


def who_says_it(statement: ComparedStatement, sources: int) -> str:
    """Return how many sources say a statement: `said by 3 of 5 sources, 2 of them independent`."""
    documents = {cell.citation.document for cell in statement.cells if cell.agrees}
    said = f"said by {len(documents):,} of {plural(sources, 'source', comma=True)}"
    if statement.families == len(documents):
        return said
    return f"{said}, {statement.families:,} of them independent"


def headline(comparison: ComparisonData) -> str:
    """Return the size of a comparison: `5 statements from 5 sources, 4 with a disagreement`."""
    sources = plural(len(comparison.compared), "source", comma=True)
    families = len({source.family for source in comparison.compared})
    if families < len(comparison.compared):
        sources += f" ({families:,} independent)"
    statements = plural(len(comparison.statements), "statement", comma=True)
    return f"{statements} from {sources}, {len(comparison.disagreements):,} with a disagreement"


def nothing_found(comparison: ComparisonData) -> str:
    """Return the line for a comparison without statements."""
    if comparison.settings.get("conflicts_only"):
        return "No source contradicts another."
    return "No statement is made by several independent sources, and no source contradicts another."


def same_texts(sources: Iterable[Source], numbers: dict[str, int]) -> Iterator[str]:
    """Yield a line for each group of sources that share most of their text."""
    for members in one_text_groups(sources):
        named = ", ".join(f"[{numbers[source.id]}]" for source in members)
        yield f"{named}: one text, and counted as one source"


def by_label(cells: Sequence[ComparedSentence]) -> dict[str, list[ComparedSentence]]:
    """Return the cells under their labels, in order."""
    labelled: dict[str, list[ComparedSentence]] = {}
    for cell in cells:
        labelled.setdefault(label_of(cell), []).append(cell)
    return labelled


class Side(NamedTuple):
    """What some sources say on a statement on which sources disagree.

    Attributes:
        label: How it relates to the statement; `same` for the statement's own side.
        value: What differs, as a source on this side writes it; empty if only one side has words
            for it, like `not`.
        cells: Where each document on this side says it first, in order.
    """

    label: str
    value: str
    cells: tuple[ComparedSentence, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents on this side, each once, in order."""
        return tuple(cell.citation.document for cell in self.cells)


def sides_of(statement: ComparedStatement) -> list[Side]:
    """Return who says what of a disagreement: the statement's side first, then the others.

    Documents that say only a part of it are on its side; similar sentences are on none.
    """
    differing = [cell for cell in statement.cells if cell.disagrees]
    values = {id(cell): pair for cell in differing if all(pair := values_of_cell(cell))}
    own = next((here for here, _ in values.values()), "")
    sides: dict[tuple[str, str], dict[str, ComparedSentence]] = {("same", own): {}}
    for cell in statement.cells:
        if cell.relation in ("same", "part"):
            sides["same", own].setdefault(cell.citation.document, cell)
    for cell in differing:
        key = label_of(cell), values.get(id(cell), ("", ""))[1]
        sides.setdefault(key, {}).setdefault(cell.citation.document, cell)
    return [Side(label, value, (*named.values(),)) for (label, value), named in sides.items()]


def spans_at_issue(statement: ComparedStatement) -> list[Span]:
    """Return the spans of a statement's document that sources contradict, or have changed."""
    return [
        span
        for cell in statement.cells
        if cell.disagrees and cell.against == statement.citation
        for span in cell.here
    ]
