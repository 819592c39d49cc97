"""Where the sources disagree -> the values that the report shows of it: the sides, each quoted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from multisumm.model import ComparedStatement, Span, SummaryData
from multisumm.rendering.compare_labels import Side, sides_of, spans_at_issue
from multisumm.rendering.highlighting import cut_around, split_at, what_others_do
from multisumm.rendering.report_sources import NamedSource, QuoteLink, link_to_mark
from multisumm.rendering.wording import OPPOSITE, spans_within

MAX_DISAGREEMENTS = 50
"""Disagreements that the page lists at most; its JSON has all."""

FIRST_DISAGREEMENTS = 3
"""Disagreements that the page shows at once; the rest are folded."""

MAX_QUOTE = 140
"""Characters of a side's sentence that are shown; a longer one is cut around what differs."""

_CHANGES = ("earlier", "later", "other time")


@dataclass(frozen=True, slots=True)
class ShownSide:
    """Who says what of a disagreement.

    Attributes:
        label: How it relates to the statement; empty for the statement's own side.
        value: What differs, as a source writes it; empty if only one side has words for it.
        links: Where the sources on this side say it, by number.
        quote: Where the sentence is that is shown.
        parts: The sentence, or what is around the value, in parts: each with whether it differs.
    """

    label: str
    value: str
    links: list[QuoteLink]
    quote: QuoteLink
    parts: tuple[tuple[str, bool], ...]

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
        if self.is_change:
            return self.label
        if self.value:
            return ""
        return f"says {self.label}" if self.label == OPPOSITE else self.label or "says so"


def show_disagreements(
    statements: Sequence[ComparedStatement], sources: Mapping[str, NamedSource]
) -> list[list[ShownSide]]:
    """Return the sides of the first disagreements of a cluster, the statement's own first."""
    return [
        [_shown_side(side, statement, sources) for side in sides_of(statement)]
        for statement in statements[:MAX_DISAGREEMENTS]
    ]


def headline_at_issue(
    headline: str, summary: SummaryData
) -> tuple[tuple[tuple[str, bool], ...], str]:
    """Return the headline in parts, each with whether sources disagree on it, and how they do.

    A value of a headline is at issue if its own document has it on a side of a disagreement, and
    the headline has it once; of two 30 nobody knows which is meant. How is as in `what_others_do`;
    it is empty if no value is.
    """
    document = summary.headline.document if summary.headline else ""
    spans: list[Span] = []
    contradict = change = False
    for statement in summary.disagreements:
        values = {side.value for side in sides_of(statement) if document in side.documents} - {""}
        found = [span for value in values if (span := _only_place_of(value, headline))]
        if found:
            spans += found
            contradict |= any(cell.relation == "conflict" for cell in statement.cells)
            change = True
    return split_at(headline, spans), what_others_do(contradict=contradict, change=change)


def _only_place_of(value: str, text: str) -> Span | None:
    """Return where a text has a value, or None if that is at no place or at several."""
    found = list(re.finditer(rf"(?<!\w){re.escape(value)}(?!\w)", text))
    return found[0].span() if len(found) == 1 else None


def _shown_side(
    side: Side, statement: ComparedStatement, sources: Mapping[str, NamedSource]
) -> ShownSide:
    links = (link_to_mark(cell.citation, sources) for cell in side.cells)
    is_own = side.label == "same"
    told = statement if is_own else side.cells[0]
    values = spans_at_issue(statement) if is_own else side.cells[0].there
    return ShownSide(
        label="" if is_own else side.label,
        value=side.value,
        links=sorted(links, key=lambda link: link.number),
        quote=link_to_mark(told.citation, sources),
        parts=cut_around(told.text, spans_within(told.citation, values), MAX_QUOTE),
    )
