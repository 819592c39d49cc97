"""Results and their statistics -> grids of cells, which `formats.py` renders."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import NDArray

from multisumm.evaluation.results import Results
from multisumm.evaluation.statistics import Statistics
from multisumm.messages import plural
from multisumm.rouge import Estimate
from multisumm.rouge.paired import PairedTest

SIGNIFICANT = 0.05
"""A difference whose corrected p is below this is marked."""

_PART_NAMES = {"f1": "F1", "recall": "recall", "precision": "precision"}
_SHOWN = (
    ("words", "words", 1, 1),
    ("within-budget", "in budget %", 100, 0),
    ("overlap-max", "overlap max", 100, 1),
    ("overlap-mean", "mean", 100, 1),
    ("repeated-2", "repeated bigrams %", 100, 1),
    ("coverage", "coverage", 1, 2),
    ("density", "density", 1, 1),
    ("compression", "compression", 1, 1),
    ("novel-2", "novel bigrams %", 100, 1),
    ("exact-quotes", "exact quotes %", 100, 1),
    ("balance", "balance", 1, 2),
    ("whole-starts", "whole starts %", 100, 1),
    ("whole-quotations", "whole quotations %", 100, 1),
    ("stands-alone", "stand alone %", 100, 1),
    ("no-furniture", "no furniture %", 100, 1),
    ("no-repeats", "no repeats %", 100, 1),
    ("order-tau", "order tau", 1, 2),
)
"""Measures in the table: name, heading, factor, decimals. JSON has all of them, unrounded."""


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """The content of a report, in every format.

    Attributes:
        results: The numbers.
        statistics: Their intervals and tests.
        worst: Number of clusters to list for each system, the worst first.
        timings: Whether to show seconds, which differ from run to run.
    """

    results: Results
    statistics: Statistics
    worst: int = 0
    timings: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Attributes:
        name: One word, unique in the report.
        title: A sentence that says what it shows.
        header: Headings of the columns.
        rows: Cells; the first of a row is a name, the others are numbers.
        best: Row and column of each cell that stands out.
    """

    name: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    best: frozenset[tuple[int, int]] = frozenset()


def report_grids(report: EvaluationReport) -> list[Grid]:
    """Return the tables of a report, those that have rows."""
    tables = [score_grid(report), difference_grid(report), measure_grid(report), worst_grid(report)]
    return [table for table in tables if table.rows]


def signatures(report: EvaluationReport) -> list[str]:
    """Return the signatures to quote with the numbers, one for each language."""
    return [f"{signature}|{report.statistics.method}" for signature in report.results.signatures]


def score_grid(report: EvaluationReport) -> Grid:
    """Return the mean of each metric with its interval; the best stands out, except the oracle."""
    statistics, results = report.statistics, report.results
    rows = tuple(
        (name, *(format_interval(percent(scores[metric])) for metric in results.metrics))
        for name, scores in statistics.scores.items()
    )
    contenders = [i for i, name in enumerate(results.systems) if name != "oracle"]
    best = set()
    for column, metric in enumerate(results.metrics, start=1):
        means = [statistics.scores[name][metric].mean for name in results.systems]
        top = max((means[i] for i in contenders), default=0.0)
        best |= {(i, column) for i in contenders if means[i] == top and len(contenders) > 1}
    clusters = plural(len(results.subjects), "cluster")
    return Grid(
        "scores",
        f"ROUGE {_PART_NAMES[statistics.part]} x 100: mean over {clusters}"
        " [95 % interval, bootstrap]",
        ("system", *results.metrics),
        rows,
        frozenset(best),
    )


def difference_grid(report: EvaluationReport) -> Grid:
    """Return each system compared to the first: difference, interval, p, wins, ties, losses."""
    metrics = report.results.metrics
    return Grid(
        "differences",
        f"Difference from {report.results.systems[0]} [interval], p of the paired randomisation"
        " test (Holm over systems; * below 0.05), wins/ties/losses over clusters",
        ("system", *metrics),
        tuple(
            (name, *(_comparison(compared[metric]) for metric in metrics))
            for name, compared in report.statistics.comparisons.items()
        ),
    )


def measure_grid(report: EvaluationReport) -> Grid:
    """Return the means of the other measures and, with `timings`, of the seconds per cluster."""
    results = report.results
    shown = (*_SHOWN, *((name, _share_heading(name), 100, 1) for name in results.focus))
    headings = [heading for _, heading, _, _ in shown]
    cells = [
        [_number(value * factor, decimals) for value in means_of(results.column(name))]
        for name, _, factor, decimals in shown
    ]
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


def worst_grid(report: EvaluationReport) -> Grid:
    """Return the clusters where each system scores lowest in the first metric, the worst first."""
    results, part = report.results, report.statistics.part
    columns = [results.column(f"{metric} {part}") * 100 for metric in results.metrics]
    rows = []
    for row, name in enumerate(results.systems):
        for index in np.argsort(columns[0][row], kind="stable")[: report.worst].tolist():
            scores = (_number(float(column[row, index]), 2) for column in columns)
            rows.append((f"{name}: {results.subjects[index].id}", *scores))
    return Grid(
        "worst",
        f"Worst first by {results.metrics[0]}, the {report.worst} lowest of each system",
        ("system: cluster", *results.metrics),
        tuple(rows),
    )


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


def _comparison(comparison: PairedTest) -> str:
    interval = format_interval(percent(comparison.difference), sign="+")
    p = f"p={comparison.p_holm:.4f}{'*' if comparison.p_holm < SIGNIFICANT else ''}"
    return f"{interval} {p} {comparison.wins}/{comparison.ties}/{comparison.losses}"


def _share_heading(name: str) -> str:
    """Return `answer found @25 %` for `answer-found@25`."""
    return f"{name.replace('-', ' ').replace('@', ' @')} %"


def _number(value: float, decimals: int) -> str:
    return "-" if isnan(value) else f"{value:.{decimals}f}"
