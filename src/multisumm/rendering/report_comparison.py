"""A summary -> what a page shows of its sources beside each other: who disagrees, who says what.

The report of a summary shows it, and the page of a digest for each subject.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from multisumm.model import ComparedStatement, SummaryData
from multisumm.rendering.compare_table import (
    MAX_COLUMNS,
    ShownStatement,
    mentions_of_statements,
    show_statements,
)
from multisumm.rendering.report_disagreements import (
    FIRST_DISAGREEMENTS,
    MAX_DISAGREEMENTS,
    ShownSide,
    show_disagreements,
)
from multisumm.rendering.report_explanations import mentions_of_explanations
from multisumm.rendering.report_sources import NamedSource, name_sources
from multisumm.rendering.report_statements import further_statements, statement_of


@dataclass(frozen=True, slots=True)
class ShownComparison:
    """Where the sources of a summary disagree, and what each of them says.

    Attributes:
        at_once: The first disagreements, which are shown at once, each with its sides.
        folded: Those that are shown on demand.
        more: Number of disagreements beyond those shown at once.
        unshown: Number of those that the page does not show.
        statements: The rows of the table: the sentences of the summary, then the disagreements that
            are about none of them.
        last_quoted: Number of the last row that is a sentence of the summary.
        is_matrix: Whether the table has a column for each source.
    """

    at_once: list[list[ShownSide]]
    folded: list[list[ShownSide]]
    more: int
    unshown: int
    statements: list[ShownStatement]
    last_quoted: int
    is_matrix: bool

    @property
    def last(self) -> int:
        """Number of the last row."""
        return self.last_quoted + sum(one.number > self.last_quoted for one in self.statements)


def name_compared_sources(summary: SummaryData, *, first: int = 1) -> dict[str, NamedSource]:
    """Return the sources by id, with all that the page marks in them.

    Args:
        summary: The summary.
        first: Number of its first sentence in the page.
    """
    further = _further(summary, summary.disagreements)
    after = first + len(summary.sentences)
    marks = mentions_of_statements(further, first=after)
    why = mentions_of_explanations(summary.explanations, first=after + len(further))
    return name_sources(summary, chain(marks, why), first=first)


def show_comparison(
    summary: SummaryData, sources: Mapping[str, NamedSource], *, first: int = 1
) -> ShownComparison:
    """Return what the page shows of the sources beside each other.

    Args:
        summary: The summary.
        sources: Its sources by id, from `name_compared_sources`.
        first: Number of its first sentence in the page.
    """
    found = summary.disagreements
    listed = show_disagreements(found, sources)
    rows = [*map(statement_of, summary.sentences), *_further(summary, found)]
    return ShownComparison(
        at_once=listed[:FIRST_DISAGREEMENTS],
        folded=listed[FIRST_DISAGREEMENTS:],
        more=max(len(found) - FIRST_DISAGREEMENTS, 0),
        unshown=len(found) - len(listed),
        statements=show_statements(rows, summary.documents, sources, first=first),
        last_quoted=first + len(summary.sentences) - 1,
        is_matrix=len(summary.documents) <= MAX_COLUMNS,
    )


def _further(summary: SummaryData, found: tuple[ComparedStatement, ...]) -> list[ComparedStatement]:
    return further_statements(summary.sentences, found[:MAX_DISAGREEMENTS])
