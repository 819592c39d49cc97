"""Results and their statistics -> grids of cells, which `formats.py` renders."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import NDArray

from multisumm.errors import OptionError
from multisumm.evaluation.results import Results
from multisumm.evaluation.statistics import Statistics
from multisumm.messages import plural, unknown_choice
from multisumm.rouge import Estimate
from multisumm.rouge.paired import SIGNIFICANT, PairedTest, notes_on_power

MARK = "†"
"""Stands behind the scores and differences that are marked."""

_PART_NAMES = {"f1": "F1", "recall": "recall", "precision": "precision"}

MeasureForm = tuple[str, int, int]
"""Heading of a measure in a table, factor and decimals."""

_CLOSENESS: dict[str, MeasureForm] = {
    "words": ("words", 1, 1),
    "within-budget": ("in budget %", 100, 0),
    "overlap-max": ("overlap max", 100, 1),
    "overlap-mean": ("overlap mean", 100, 1),
    **{f"repeated-{n}": (f"repeated {n}-grams %", 100, 1) for n in (1, 2, 3, 4)},
    "coverage": ("coverage", 1, 2),
    "density": ("density", 1, 1),
    "compression": ("compression", 1, 1),
    **{f"novel-{n}": (f"novel {n}-grams %", 100, 1) for n in (1, 2, 3, 4)},
    "exact-quotes": ("exact quotes %", 100, 1),
    "balance": ("balance", 1, 2),
}
_READING: dict[str, MeasureForm] = {
    "whole-starts": ("whole starts %", 100, 1),
    "whole-quotations": ("whole quotations %", 100, 1),
    "stands-alone": ("stand alone %", 100, 1),
    "no-furniture": ("no furniture %", 100, 1),
    "no-repeats": ("no repeats %", 100, 1),
    "order-tau": ("order tau", 1, 2),
    "outvoted": ("outvoted %", 100, 1),
}
_ON_REQUEST = frozenset(
    f"{name}-{n}"
    for name, numbers in (("repeated", (1, 3, 4)), ("novel", (1, 3, 4)))
    for n in numbers
)
"""Measures that are in the tables only if they are asked for. JSON has all, unrounded."""


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """The content of a report, in every format.

    Attributes:
        results: The numbers.
        statistics: Their intervals and tests.
        worst: Number of clusters to list for each system, the worst first.
        timings: Whether to show seconds, which differ from run to run.
        columns: Metrics and measures to show in the tables; if empty, all metrics and the usual
            measures.
    """

    results: Results
    statistics: Statistics
    worst: int = 0
    timings: bool = False
    columns: tuple[str, ...] = ()

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics to show."""
        chosen = (name for name in self.columns if name in self.results.metrics)
        return tuple(dict.fromkeys(chosen)) if self.columns else self.results.metrics


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Attributes:
        name: One word, unique in the report.
        title: A sentence that says what it shows.
        header: Headings of the columns.
        rows: Cells; the first of a row is a name, the others are numbers. Line ends stand between
            the parts of a cell, the main one first.
        best: Row and column of each cell that stands out.
        marked: Row and column of each cell that has a `MARK` behind its main part.
        notes: What to know of the table, a line each.
    """

    name: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    best: frozenset[tuple[int, int]] = frozenset()
    marked: frozenset[tuple[int, int]] = frozenset()
    notes: tuple[str, ...] = ()


def check_columns(columns: Sequence[str], results: Results) -> None:
    """Raise OptionError for a column that the results do not have."""
    known = (*results.metrics, *results.measures)
    for name in columns:
        if name not in known:
            raise OptionError(unknown_choice("column", name, known))


def report_grids(report: EvaluationReport) -> list[Grid]:
    """Return the tables of a report, those that have rows and columns."""
    tables = [
        score_grid(report),
        difference_grid(report),
        measure_grid(report),
        reading_grid(report),
        worst_grid(report),
    ]
    return [table for table in tables if table.rows and len(table.header) > 1]


def signatures(report: EvaluationReport) -> list[str]:
    """Return the signatures to quote with the numbers, one for each language."""
    return [f"{signature}|{report.statistics.method}" for signature in report.results.signatures]


def score_grid(report: EvaluationReport) -> Grid:
    """Return the mean of each metric with its interval; the best stands out, except the oracle.

    Scores that differ significantly from those of the first system are marked.
    """
    statistics, results, metrics = report.statistics, report.results, report.metrics
    rows = tuple(
        (name, *(interval_cell(percent(scores[metric])) for metric in metrics))
        for name, scores in statistics.scores.items()
    )
    contenders = [i for i, name in enumerate(results.systems) if name != "oracle"]
    best = set()
    for column, metric in enumerate(metrics, start=1):
        means = [statistics.scores[name][metric].mean for name in results.systems]
        top = max((means[i] for i in contenders), default=0.0)
        best |= {(i, column) for i in contenders if means[i] == top and len(contenders) > 1}
    marked = _significant_cells(report, first_row=1)
    clusters = plural(len(results.subjects), "cluster")
    return Grid(
        "scores",
        f"ROUGE {_PART_NAMES[statistics.part]} x 100: mean over {clusters}"
        " [95 % interval, bootstrap]",
        ("system", *metrics),
        rows,
        frozenset(best),
        marked,
        (*([_legend(report)] if marked else []), *_note_on_power(report)),
    )


def difference_grid(report: EvaluationReport) -> Grid:
    """Return each system compared to the first: difference, interval, p, wins, ties, losses."""
    marked = _significant_cells(report, first_row=0)
    return Grid(
        "differences",
        f"Difference from {report.results.systems[0]} [interval], p of the paired randomisation"
        " test (Holm over systems), wins/ties/losses over clusters",
        ("system", *report.metrics),
        tuple(
            (name, *(_comparison(compared[metric]) for metric in report.metrics))
            for name, compared in report.statistics.comparisons.items()
        ),
        marked=marked,
        notes=(f"{MARK} p below {SIGNIFICANT}",) if marked else (),
    )


def _significant_cells(report: EvaluationReport, *, first_row: int) -> frozenset[tuple[int, int]]:
    """Return the row and column of each significant difference; that of the second system first."""
    return frozenset(
        (row, column)
        for row, compared in enumerate(report.statistics.comparisons.values(), start=first_row)
        for column, metric in enumerate(report.metrics, start=1)
        if compared[metric].p_holm < SIGNIFICANT
    )


def _legend(report: EvaluationReport) -> str:
    return (
        f"{MARK} differs from {report.results.systems[0]}: p below {SIGNIFICANT} in the paired"
        " randomisation test, corrected for the number of systems by Holm's method"
    )


def _note_on_power(report: EvaluationReport) -> Iterator[str]:
    """Yield why no difference can be significant, if that is so."""
    compared = len(report.statistics.comparisons)
    if compared:
        yield from notes_on_power(len(report.results.subjects), compared, "cluster", "system")


def measure_grid(report: EvaluationReport) -> Grid:
    """Return the means of length, repetition, closeness and focus and, with `timings`, seconds."""
    results = report.results
    focus = {name: (_share_heading(name), 100, 1) for name in results.focus}
    headings, cells = _measure_columns(report, {**_CLOSENESS, **focus})
    if report.timings:
        headings.append("seconds")
        cells.append([_number(value, 3) for value in means_of(results.seconds)])
    return Grid(
        "measures",
        "Other measures, means over clusters: overlap is the Jaccard overlap x 100 of the words of"
        " two sentences; coverage, density, compression as in Grusky et al. 2018, sources taken as"
        " one; balance is the entropy over sources, 0 to 1",
        ("system", *headings),
        tuple(zip(results.systems, *cells, strict=True)),
    )


def reading_grid(report: EvaluationReport) -> Grid:
    """Return the means of the measures of how a summary reads, and of `outvoted`."""
    headings, cells = _measure_columns(report, _READING)
    return Grid(
        "readability",
        "How summaries read, means over clusters: shares of the sentences, 100 at best; order tau"
        " is Kendall's, -1 to 1, to the order of the references; outvoted is the share that more"
        " sources contradict than make, 0 at best",
        ("system", *headings),
        tuple(zip(report.results.systems, *cells, strict=True)),
    )


def _measure_columns(
    report: EvaluationReport, forms: Mapping[str, MeasureForm]
) -> tuple[list[str], list[list[str]]]:
    """Return the headings and the cells of the measures to show, of some measures."""
    names = [name for name in forms if name not in _ON_REQUEST]
    if report.columns:
        names = [name for name in dict.fromkeys(report.columns) if name in forms]
    headings, cells = [], []
    for name in names:
        heading, factor, decimals = forms[name]
        headings.append(heading)
        means = means_of(report.results.column(name))
        cells.append([_number(value * factor, decimals) for value in means])
    return headings, cells


def worst_grid(report: EvaluationReport) -> Grid:
    """Return the clusters where each system scores lowest in the first metric, the worst first."""
    results, part = report.results, report.statistics.part
    metrics = report.metrics
    columns = [results.column(f"{metric} {part}") * 100 for metric in metrics]
    rows = []
    for row, name in enumerate(results.systems if columns else ()):
        for index in np.argsort(columns[0][row], kind="stable")[: report.worst].tolist():
            scores = (_number(float(column[row, index]), 2) for column in columns)
            rows.append((f"{name}: {results.subjects[index].id}", *scores))
    return Grid(
        "worst",
        f"Worst first by {'/'.join(metrics[:1])}, the {report.worst} lowest of each system",
        ("system: cluster", *metrics),
        tuple(rows),
    )


def cell_parts(grid: Grid, row: int, column: int, *, unmarked: str = "") -> list[str]:
    """Return the parts of a cell, the first with its mark, or with `unmarked` if it has none."""
    first, *others = grid.rows[row][column].split("\n")
    return [f"{first}{MARK if (row, column) in grid.marked else unmarked}", *others]


def means_of(values: NDArray[np.float64]) -> list[float]:
    """Return the mean of each row without its NaN; NaN if a row has nothing else."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        means: list[float] = np.nanmean(values, axis=1).tolist()
    return means


def percent(estimate: Estimate) -> Estimate:
    """Return an estimate x 100."""
    return Estimate(100 * estimate.mean, 100 * estimate.low, 100 * estimate.high)


def format_interval(estimate: Estimate, *, sign: str = "") -> str:
    """Return `37.74 [33.51, 41.98]`; with the sign `+`, positive numbers have it, too."""
    mean, low, high = (f"{x:{sign}.2f}" for x in (estimate.mean, estimate.low, estimate.high))
    return f"{mean} [{low}, {high}]"


def interval_cell(estimate: Estimate, *, sign: str = "") -> str:
    """Return the mean and, as another part of the cell, its interval."""
    return format_interval(estimate, sign=sign).replace(" ", "\n", 1)


def _comparison(comparison: PairedTest) -> str:
    counts = f"{comparison.wins}/{comparison.ties}/{comparison.losses}"
    cell = interval_cell(percent(comparison.difference), sign="+")
    return f"{cell}\np={comparison.p_holm:.4f} {counts}"


def _share_heading(name: str) -> str:
    """Return `answer found @25 %` for `answer-found@25`."""
    return f"{name.replace('-', ' ').replace('@', ' @')} %"


def _number(value: float, decimals: int) -> str:
    return "-" if isnan(value) else f"{value:.{decimals}f}"
