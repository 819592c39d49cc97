"""Where the sources disagree -> the values that the report shows of it, a line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from multisumm.model import Citation, ComparedStatement
from multisumm.rendering.compare_labels import Side, label_of, sides_of
from multisumm.rendering.report_sources import NamedSource, QuoteLink, link_to_mark

MAX_DISAGREEMENTS = 50
"""Disagreements that the page lists at most; its JSON has all."""

FIRST_DISAGREEMENTS = 3
"""Disagreements that the page shows at once; the rest are folded."""

_CHANGES = ("earlier", "later", "other time")


@dataclass(frozen=True, slots=True)
class ShownSide:
    """Who says what of a disagreement.

    Attributes:
        label: How it relates to the statement; empty for the statement's own side.
        value: What differs, as a source writes it; empty if only one side has words for it.
        links: Where the sources on this side say it, by number.
    """

    label: str
    value: str
    links: list[QuoteLink]

    @property
    def numbers(self) -> list[int]:
        """Numbers of the sources on this side."""
        return [link.number for link in self.links]

    @property
    def is_change(self) -> bool:
        """Whether it tells of another time."""
        return self.label in _CHANGES

    @property
    def words(self) -> str:
        """How it relates to the statement, where its value does not say so; often empty."""
        if self.is_change or not self.value:
            return self.label or "said"
        return ""


@dataclass(frozen=True, slots=True)
class ShownDisagreement:
    """A statement on which sources disagree, and its sides, the statement's own first."""

    text: str
    link: QuoteLink
    sides: list[ShownSide]


def show_disagreements(
    statements: Sequence[ComparedStatement], sources: Mapping[str, NamedSource]
) -> list[ShownDisagreement]:
    """Return the first disagreements of a cluster, as the page lists them."""
    return [
        ShownDisagreement(
            statement.text,
            link_to_mark(statement.citation, sources),
            [_shown_side(side, statement, sources) for side in sides_of(statement)],
        )
        for statement in statements[:MAX_DISAGREEMENTS]
    ]


def _shown_side(
    side: Side, statement: ComparedStatement, sources: Mapping[str, NamedSource]
) -> ShownSide:
    places = (_place_of(document, side.label, statement) for document in side.documents)
    links = sorted((link_to_mark(place, sources) for place in places), key=lambda one: one.number)
    return ShownSide("" if side.label == "same" else side.label, side.value, links)


def _place_of(document: str, label: str, statement: ComparedStatement) -> Citation:
    """Return where a document says what the sources on a side say."""
    cells = [cell for cell in statement.cells if cell.citation.document == document]
    on_side = (
        cell.citation
        for cell in cells
        if (cell.relation in ("same", "part") if label == "same" else label_of(cell) == label)
    )
    return next(on_side)
