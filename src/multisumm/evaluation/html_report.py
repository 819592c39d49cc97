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
    MARK,
    EvaluationReport,
    Grid,
    cell_parts,
    difference_grid,
    percent,
    report_grids,
    score_grid,
    signatures,
)
from multisumm.rendering.templates import inline, render_template
from multisumm.rouge.paired import SIGNIFICANT, PairedTest

Cell = tuple[list[str], bool]
"""The parts of a cell, the main one first, and whether it stands out."""


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
        notes: What to know of it, a line each.
    """

    name: str
    title: str
    header: Sequence[str]
    groups: dict[str, list[ShownRow]]
    notes: Sequence[str]


def render_evaluation_page(report: EvaluationReport) -> str:
    """Return the report as a page; the same report gives the same characters."""
    results = report.results
    tables = {grid.name: _shown_grid(grid) for grid in report_grids(report)}
    if "differences" in tables:
        tables["differences"] = _shown_differences(report)
    page = render_template(
        "evaluation.html.jinja",
        style=inline("evaluation.css"),
        results=results,
        result=_result(report),
        languages=sorted({subject.language for subject in results.subjects}),
        budget=_budget(results),
        signatures=signatures(report),
        plots=_plots(report, score_grid(report).title),
        tables=tables,
        settings={
            name: json.dumps(value, ensure_ascii=False) for name, value in results.settings.items()
        },
    )
    return f"{page}\n"


def _result(report: EvaluationReport) -> str:
    """Return the result in a sentence: which system has the highest score, and what is known."""
    if not report.metrics:
        return ""
    metric, statistics = report.metrics[0], report.statistics
    scores = {name: by_metric[metric].mean for name, by_metric in statistics.scores.items()}
    contenders = [name for name in scores if name != "oracle"] or [*scores]
    best = max(contenders, key=scores.__getitem__)
    reached = "has the highest" if len(contenders) > 1 else "reaches a"
    told = f"{best} {reached} {metric} of {100 * scores[best]:.2f}"
    if "oracle" in scores and best != "oracle":
        told += f"; the oracle, which has seen the references, reaches {100 * scores['oracle']:.2f}"
    return f"{told}."


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
    for number, metric in enumerate(report.metrics, start=1):
        scores = {
            system: percent(by_metric[metric])
            for system, by_metric in report.statistics.scores.items()
        }
        plots.append((metric, lay_out_plot(f"plot-{number}", f"{metric}: {title}", scores)))
    return plots


def _shown_grid(grid: Grid) -> ShownTable:
    rows = [
        ShownRow(
            name,
            [
                (cell_parts(grid, row, column), (row, column) in grid.best)
                for column in range(1, len(grid.header))
            ],
        )
        for row, (name, *_) in enumerate(grid.rows)
    ]
    return ShownTable(grid.name, grid.title, grid.header, {"": rows}, grid.notes)


def _shown_differences(report: EvaluationReport) -> ShownTable:
    grid = difference_grid(report)
    header = ("system", "difference", "interval", "p", "p (Holm)", "wins", "ties", "losses")
    groups = {
        metric: [
            ShownRow(system, _comparison_cells(by_metric[metric]))
            for system, by_metric in report.statistics.comparisons.items()
        ]
        for metric in report.metrics
    }
    return ShownTable(grid.name, grid.title, header, groups, grid.notes)


def _comparison_cells(comparison: PairedTest) -> list[Cell]:
    difference = percent(comparison.difference)
    significant = comparison.p_holm < SIGNIFICANT
    cells = [
        f"{difference.mean:+.2f}",
        f"[{difference.low:+.2f}, {difference.high:+.2f}]",
        f"{comparison.p:.4f}",
        f"{comparison.p_holm:.4f}{MARK if significant else ''}",
        str(comparison.wins),
        str(comparison.ties),
        str(comparison.losses),
    ]
    return [([cell], significant and MARK in cell) for cell in cells]
