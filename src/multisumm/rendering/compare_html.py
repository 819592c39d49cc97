"""A comparison -> one HTML page: a table, statements by sources, and the texts of the sources.

Each cell opens to its quote, which leads to its place in its source. The page needs no network, no
other file and no script. A Content-Security-Policy in the page allows its own styles, by their
digests, and nothing else. `data/compare.html.jinja` shows the values that this file makes.
"""

from __future__ import annotations

from multisumm.model import ComparedStatement, ComparisonData
from multisumm.rendering.agreement import STANCES
from multisumm.rendering.compare_labels import headline, nothing_found, numbers_of
from multisumm.rendering.compare_table import (
    MAX_COLUMNS,
    mentions_of_statements,
    show_statements,
)
from multisumm.rendering.highlighting import Mention, order_of
from multisumm.rendering.labels import language_of
from multisumm.rendering.report_sources import NamedSource, show_sources
from multisumm.rendering.templates import inline, render_template

MAX_STATEMENTS = 1_000
"""Statements that the page shows; JSON has all."""


def render_comparison_html(comparison: ComparisonData) -> str:
    """Return the comparison as a page; the same comparison gives the same characters."""
    shown = comparison.statements[:MAX_STATEMENTS]
    named = _name_sources(comparison, shown)
    page = render_template(
        "compare.html.jinja",
        styles=[inline("report.css"), inline("compare.css")],
        comparison=comparison,
        stances=STANCES,
        headline=headline(comparison),
        nothing_found=nothing_found(comparison),
        language=language_of(comparison.settings),
        statements=show_statements(shown, comparison.documents, named),
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
    for document, mention in mentions_of_statements(statements):
        mentions[document].append(mention)
    numbers = numbers_of(comparison)
    return {
        source.id: NamedSource(
            numbers[source.id], source, sorted(mentions[source.id], key=order_of)
        )
        for source in comparison.documents
    }
