"""Reports -> text, Markdown, LaTeX, JSON or HTML; names in the data never act as markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import TypeVar

from multisumm.escaping import escape_markdown, one_line, safe_json
from multisumm.evaluation.html_report import render_evaluation_page, render_relations_page
from multisumm.evaluation.relations import JudgedPair, relation_grids, relations_record
from multisumm.evaluation.saving import none_for_nan, results_record
from multisumm.evaluation.tables import (
    MARK,
    EvaluationReport,
    Grid,
    cell_parts,
    means_of,
    report_grids,
    signatures,
)
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
        "−": "$-$",
        MARK: r"\textsuperscript{\textdagger}",
    }
)
_MINUS = re.compile(r"(?<![\w.])-(?=\d)")
_LAST_LATIN = "\u024f"


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
    """Return tables that stand in a document as they are; the signatures are comments.

    The first line names the packages that they need.
    """
    comments = (f"% {one_line(signature)}" for signature in signatures(report))
    return "\n".join([grids_as_latex(report_grids(report)), *comments]) + "\n"


def grids_as_text(grids: Sequence[Grid]) -> str:
    """Return aligned tables, each under its title, with an empty line between them."""
    return "\n\n".join(
        "\n".join([one_line(grid.title), aligned_table(grid), *map(one_line, grid.notes)])
        for grid in grids
    )


def grids_as_markdown(grids: Sequence[Grid]) -> str:
    """Return pipe tables, each under its title."""
    return "\n\n".join(
        "\n\n".join([escape_markdown(grid.title), markdown_table(grid)]) for grid in grids
    )


def grids_as_latex(grids: Sequence[Grid]) -> str:
    """Return tables, none of them wider than a column, under a line that names what they need."""
    tables = "\n".join(map(_latex_table, grids))
    needs = r"% In the preamble: \usepackage{booktabs,graphicx}"
    if any(letter.isalpha() and letter > _LAST_LATIN for letter in tables):
        needs += ", and for names in other scripts LuaLaTeX or XeLaTeX with a font that has them"
    return f"{needs}\n{tables}"


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
    """Return a grid as a pipe table, and its notes; the best cells are bold."""
    rows = [
        [
            escape_markdown(cell) if not column else _markdown_cell(grid, row, column)
            for column, cell in enumerate(cells)
        ]
        for row, cells in enumerate(grid.rows)
    ]
    table = pipe_table([escape_markdown(cell) for cell in grid.header], rows)
    return "\n\n".join([table, *map(escape_markdown, grid.notes)])


def _markdown_cell(grid: Grid, row: int, column: int) -> str:
    cell = " ".join(cell_parts(grid, row, column))
    return f"**{cell}**" if (row, column) in grid.best else cell


def pipe_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a pipe table; cells are Markdown, all columns but the first are aligned right."""
    rule = ["---", *(["---:"] * (len(header) - 1))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, rule, *rows))


def aligned_table(grid: Grid) -> str:
    """Return a grid as columns of plain text; all columns but the first are aligned right."""
    with_marks = {column for _, column in grid.marked}
    rows = [
        [
            one_line(" ".join(cell_parts(grid, row, i, unmarked=" " if i in with_marks else "")))
            for i in range(len(cells))
        ]
        for row, cells in enumerate(grid.rows)
    ]
    rows.insert(0, [*map(one_line, grid.header)])
    widths = [max(len(row[column]) for row in rows) for column in range(len(grid.header))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _latex_table(grid: Grid) -> str:
    rows = [line for row in range(len(grid.rows)) for line in _latex_rows(grid, row)]
    return "\n".join(
        [
            r"\begin{table}",
            r"\centering\footnotesize\setlength{\tabcolsep}{3pt}",
            rf"\caption{{{_latex(grid.title)}}}",
            rf"\label{{tab:{grid.name}}}",
            r"\resizebox{\ifdim\width>\columnwidth\columnwidth\else\width\fi}{!}{%",
            rf"\begin{{tabular}}{{l{'r' * (len(grid.header) - 1)}}}",
            r"\toprule",
            " & ".join(map(_latex, grid.header)) + r" \\",
            r"\midrule",
            *rows,
            r"\bottomrule",
            r"\end{tabular}}",
            *(rf"\par\smallskip {_latex(note)}." for note in grid.notes),
            r"\end{table}",
        ]
    )


def _latex_rows(grid: Grid, row: int) -> list[str]:
    """Return the lines of a row: the main parts of its cells, and small below them the others."""
    cells = [cell_parts(grid, row, column) for column in range(len(grid.header))]
    lines = []
    for place in range(max(map(len, cells))):
        parts = [_latex(cell[place]) if place < len(cell) else "" for cell in cells]
        if place:
            parts = [rf"\tiny {part}" if part else "" for part in parts]
        else:
            parts = [
                rf"\textbf{{{part}}}" if (row, column) in grid.best else part
                for column, part in enumerate(parts)
            ]
        lines.append(" & ".join(parts) + r" \\")
    if lines[0].startswith(("[", "*")):  # it would be an option of the line end before it
        lines[0] = f"{{}}{lines[0]}"
    return lines


def _latex(text: str) -> str:
    return _MINUS.sub("−", one_line(text)).translate(_LATEX)


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
