"""An evaluation -> one HTML page that needs no script, no network and no other file.

A Content-Security-Policy in the page allows its own style, by its digest, and nothing else. This
file makes the values that `data/evaluation.html.jinja` shows.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from multisumm.evaluation.plot import Plot, lay_out_plot
from multisumm.evaluation.relations import JudgedPair, relation_grids
from multisumm.evaluation.results import Results
from multisumm.evaluation.tables import (
    SIGNIFICANT,
    EvaluationReport,
    Grid,
    difference_grid,
    measure_grid,
    percent,
    score_grid,
    signatures,
    worst_grid,
)
from multisumm.rendering.templates import inline, render_template
from multisumm.rouge.paired import PairedTest

Cell = tuple[str, bool]
"""Text of a cell, and whether it stands out."""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a table.

    Attributes:
        name: Its heading.
        cells: Its cells, from left to right.
    """

    name: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table of the page.

    Attributes:
        name: A word that is unique in the page.
        title: What it shows, one sentence.
        header: Headings of the columns.
        groups: Heading of each group of rows -> its rows; the heading may be empty.
    """

    name: str
    title: str
    header: Sequence[str]
    groups: dict[str, list[ShownRow]]


def render_evaluation_page(report: EvaluationReport) -> str:
    """Return the report as a page; the same report gives the same characters."""
    results = report.results
    scores = score_grid(report)
    page = render_template(
        "evaluation.html.jinja",
        style=inline("evaluation.css"),
        results=results,
        languages=sorted({subject.language for subject in results.subjects}),
        budget=_budget(results),
        signatures=signatures(report),
        plots=_plots(report, scores.title),
        scores=_shown_grid(scores),
        differences=_shown_differences(report) if report.statistics.comparisons else None,
        measures=_shown_grid(measure_grid(report)),
        worst=_shown_grid(worst_grid(report)) if report.worst else None,
        settings={
            name: json.dumps(value, ensure_ascii=False) for name, value in results.settings.items()
        },
    )
    return f"{page}\n"


def render_relations_page(judged: Sequence[JudgedPair]) -> str:
    """Return the scores of relations as a page; the same scores give the same characters."""
    page = render_template(
        "relations.html.jinja",
        style=inline("evaluation.css"),
        pairs=len(judged),
        tables=[_shown_grid(grid) for grid in relation_grids(judged)],
    )
    return f"{page}\n"


def _budget(results: Results) -> str:
    """Return the budgets by unit: `100 to 250 words, by cluster; 200 characters`."""
    limits: dict[str, list[int]] = {}
    for subject in results.subjects:
        limits.setdefault(subject.unit, []).append(subject.limit)
    spans = []
    for unit, of_unit in limits.items():
        low, high = min(of_unit), max(of_unit)
        spans.append(f"{low} {unit}" if low == high else f"{low} to {high} {unit}, by cluster")
    return "; ".join(spans)


def _plots(report: EvaluationReport, title: str) -> list[tuple[str, Plot]]:
    """Return each metric with its plot."""
    plots = []
    for number, metric in enumerate(report.results.metrics, start=1):
        scores = {
            system: percent(by_metric[metric])
            for system, by_metric in report.statistics.scores.items()
        }
        plots.append((metric, lay_out_plot(f"plot-{number}", f"{metric}: {title}", scores)))
    return plots


def _shown_grid(grid: Grid) -> ShownTable:
    rows = [
        ShownRow(name, [(cell, (row, column) in grid.best) for column, cell in enumerate(cells, 1)])
        for row, (name, *cells) in enumerate(grid.rows)
    ]
    return ShownTable(grid.name, grid.title, grid.header, {"": rows})


def _shown_differences(report: EvaluationReport) -> ShownTable:
    grid = difference_grid(report)
    header = ("system", "difference", "interval", "p", "p (Holm)", "wins", "ties", "losses")
    groups = {
        metric: [
            ShownRow(system, _comparison_cells(by_metric[metric]))
            for system, by_metric in report.statistics.comparisons.items()
        ]
        for metric in report.results.metrics
    }
    return ShownTable(grid.name, grid.title, header, groups)


def _comparison_cells(comparison: PairedTest) -> list[Cell]:
    difference = percent(comparison.difference)
    significant = comparison.p_holm < SIGNIFICANT
    return [
        (f"{difference.mean:+.2f}", False),
        (f"[{difference.low:+.2f}, {difference.high:+.2f}]", False),
        (f"{comparison.p:.4f}", False),
        (f"{comparison.p_holm:.4f}{'*' if significant else ''}", significant),
        (str(comparison.wins), False),
        (str(comparison.ties), False),
        (str(comparison.losses), False),
    ]
