"""Reports -> text, Markdown, LaTeX, JSON or HTML; names in the data never act as markup."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import TypeVar

from multisumm.escaping import escape_markdown, one_line, safe_json
from multisumm.evaluation.html_report import render_evaluation_page, render_relations_page
from multisumm.evaluation.relations import JudgedPair, relation_grids, relations_record
from multisumm.evaluation.saving import none_for_nan, results_record
from multisumm.evaluation.tables import EvaluationReport, Grid, means_of, report_grids, signatures
from multisumm.rouge.paired import PairedTest

_Value = TypeVar("_Value")

_LATEX = str.maketrans(
    {
        **{mark: f"\\{mark}" for mark in "&%$#_{}"},
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "|": r"\textbar{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
    }
)


def render_evaluation_text(report: EvaluationReport) -> str:
    """Return aligned tables, each under its title, and the signatures."""
    blocks = [grids_as_text(report_grids(report)), "\n".join(map(one_line, signatures(report)))]
    return "\n\n".join(blocks) + "\n"


def render_evaluation_markdown(report: EvaluationReport) -> str:
    """Return pipe tables; the best score of a column is bold."""
    lines = [one_line(signature).replace("`", "'") for signature in signatures(report)]
    tables = grids_as_markdown(report_grids(report))
    return "\n\n".join([tables, *(f"`{line}`" for line in lines)]) + "\n"


def render_evaluation_latex(report: EvaluationReport) -> str:
    """Return tables for the package booktabs; the signatures are comments."""
    comments = (f"% {one_line(signature)}" for signature in signatures(report))
    return "\n".join([grids_as_latex(report_grids(report)), *comments]) + "\n"


def grids_as_text(grids: Sequence[Grid]) -> str:
    """Return aligned tables, each under its title, with an empty line between them."""
    return "\n\n".join(f"{one_line(grid.title)}\n{aligned_table(grid)}" for grid in grids)


def grids_as_markdown(grids: Sequence[Grid]) -> str:
    """Return pipe tables, each under its title."""
    return "\n\n".join(f"{escape_markdown(grid.title)}\n\n{markdown_table(grid)}" for grid in grids)


def grids_as_latex(grids: Sequence[Grid]) -> str:
    """Return tables for the package booktabs."""
    return "\n".join(map(_latex_table, grids))


def render_evaluation_json(report: EvaluationReport) -> str:
    """Return all values by cluster, as saved, and the statistics; unrounded."""
    results, statistics = report.results, report.statistics
    record = results_record(results, timings=report.timings)
    means = {name: none_for_nan(means_of(results.column(name))) for name in results.measures}
    record["statistics"] = {
        "score": statistics.part,
        "method": statistics.method,
        "systems": [
            {
                "name": name,
                "scores": _records(statistics.scores[name], asdict),
                "difference": _records(statistics.comparisons.get(name, {}), _comparison),
                "measures": {key: values[row] for key, values in means.items()},
            }
            for row, name in enumerate(results.systems)
        ],
    }
    return safe_json(record, indent=2) + "\n"


def markdown_table(grid: Grid) -> str:
    """Return a grid as a pipe table; the best cells are bold."""
    rows = [
        [
            f"**{cell}**" if (row, column) in grid.best else cell
            for column, cell in enumerate((escape_markdown(cells[0]), *cells[1:]))
        ]
        for row, cells in enumerate(grid.rows)
    ]
    return pipe_table([escape_markdown(cell) for cell in grid.header], rows)


def pipe_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a pipe table; cells are Markdown, all columns but the first are aligned right."""
    rule = ["---", *(["---:"] * (len(header) - 1))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, rule, *rows))


def aligned_table(grid: Grid) -> str:
    """Return a grid as columns of plain text; all columns but the first are aligned right."""
    rows = [[one_line(cell) for cell in cells] for cells in (grid.header, *grid.rows)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(grid.header))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _latex_table(grid: Grid) -> str:
    rows = [
        [
            rf"\textbf{{{_latex(cell)}}}" if (row, column) in grid.best else _latex(cell)
            for column, cell in enumerate(cells)
        ]
        for row, cells in enumerate(grid.rows)
    ]
    return "\n".join(
        [
            r"\begin{table}",
            r"\centering",
            rf"\caption{{{_latex(grid.title)}}}",
            rf"\label{{tab:{grid.name}}}",
            rf"\begin{{tabular}}{{l{'r' * (len(grid.header) - 1)}}}",
            r"\toprule",
            " & ".join(map(_latex, grid.header)) + r" \\",
            r"\midrule",
            *(" & ".join(cells) + r" \\" for cells in rows),
            r"\bottomrule",
            r"\end{tabular}",
            r"\end{table}",
        ]
    )


def _latex(text: str) -> str:
    return one_line(text).translate(_LATEX)


def _records(
    values: Mapping[str, _Value], record: Callable[[_Value], dict[str, object]]
) -> dict[str, dict[str, object]]:
    return {name: record(value) for name, value in values.items()}


def _comparison(value: PairedTest) -> dict[str, object]:
    record = asdict(value)
    return {**record.pop("difference"), **record}


REPORT_RENDERERS: dict[str, Callable[[EvaluationReport], str]] = {
    "text": render_evaluation_text,
    "markdown": render_evaluation_markdown,
    "latex": render_evaluation_latex,
    "json": render_evaluation_json,
    "html": render_evaluation_page,
}
"""Format -> renderer; what it returns ends with a line end."""

RELATION_RENDERERS: dict[str, Callable[[Sequence[JudgedPair]], str]] = {
    "text": lambda judged: grids_as_text(relation_grids(judged)) + "\n",
    "markdown": lambda judged: grids_as_markdown(relation_grids(judged)) + "\n",
    "latex": lambda judged: grids_as_latex(relation_grids(judged)) + "\n",
    "json": lambda judged: safe_json(relations_record(judged), indent=2) + "\n",
    "html": render_relations_page,
}
"""Format -> renderer of the scores of relations; what it returns ends with a line end."""
