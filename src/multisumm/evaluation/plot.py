"""Scores with intervals -> the coordinates and labels of a plot, which `data/plot.svg.jinja` draws.

Lengths are in the units of the drawing, which is 360 wide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from unicodedata import east_asian_width

from multisumm.escaping import one_line
from multisumm.evaluation.tables import format_interval
from multisumm.rouge import Estimate

_WIDTH, _LEFT, _RIGHT = 360, 18, 342
_TOP, _ROW, _FOOT = 6, 38, 24
_NAME_COLUMNS = 34
_BASELINE = " (baseline)"


@dataclass(frozen=True, slots=True)
class Axis:
    """A horizontal scale.

    Attributes:
        low: Value at its left end, in the unit of the scores drawn.
        high: Value at its right end, greater than `low`.
        ticks: Labels of the ticks, ascending. Each is a value written with the same decimals.
    """

    low: float
    high: float
    ticks: tuple[str, ...]

    def place(self, value: float) -> str:
        """Return the coordinate of a value."""
        share = (value - self.low) / (self.high - self.low)
        return f"{_LEFT + share * (_RIGHT - _LEFT):.2f}"


@dataclass(frozen=True, slots=True)
class PlotRow:
    """A system in a plot.

    Attributes:
        y: Baseline of its label; dot and interval are 10 lower.
        label: Its name, cut to the width of the plot.
        description: Its whole name, its score and its interval.
        score: Its mean.
        low: Horizontal coordinate of the lower end of the interval.
        mean: Horizontal coordinate of the dot.
        high: Horizontal coordinate of the upper end of the interval.
    """

    y: int
    label: str
    description: str
    score: str
    low: str
    mean: str
    high: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot with a row for each system: a dot at the mean, a line over the interval.

    Labels stand above; vertical lines are drawn only beside the dots, so that no label lies on one.

    Attributes:
        name: A word that is unique in the page.
        title: What it shows.
        description: All names, scores and intervals.
        width: Its width in pixels.
        height: Its height in pixels.
        foot: Vertical coordinate of the axis.
        ticks: Coordinate and label of each tick.
        baseline: Horizontal coordinate of the baseline's mean.
        rows: The systems; the first is the baseline.
    """

    name: str
    title: str
    description: str
    width: int
    height: int
    foot: int
    ticks: list[tuple[str, str]]
    baseline: str
    rows: list[PlotRow]


def axis_of(estimates: Sequence[Estimate]) -> Axis:
    """Return a scale with round ends and about five ticks that holds all intervals."""
    low = min(estimate.low for estimate in estimates)
    high = max(estimate.high for estimate in estimates)
    rough = (high - low) / 5 or 0.2
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    begin, end = floor(low / step), ceil(high / step)
    end = max(end, begin + 1)
    decimals = max(0, -floor(log10(step)))
    ticks = tuple(f"{number * step:.{decimals}f}" for number in range(begin, end + 1))
    return Axis(begin * step, end * step, ticks)


def lay_out_plot(name: str, title: str, scores: Mapping[str, Estimate]) -> Plot:
    """Return a plot of scores.

    Args:
        name: A word that is unique in the page.
        title: What it shows.
        scores: System -> mean and interval, in percent; the first is the baseline.
    """
    axis, foot = axis_of(list(scores.values())), _TOP + _ROW * len(scores)
    rows = [
        _row(system, score, axis, _TOP + _ROW * index, mark="" if index else _BASELINE)
        for index, (system, score) in enumerate(scores.items())
    ]
    return Plot(
        name=name,
        title=title,
        description="; ".join(f"{name} {format_interval(score)}" for name, score in scores.items()),
        width=_WIDTH,
        height=foot + _FOOT,
        foot=foot,
        ticks=[(axis.place(float(tick)), tick) for tick in axis.ticks],
        baseline=rows[0].mean,
        rows=rows,
    )


def _row(system: str, score: Estimate, axis: Axis, top: int, *, mark: str) -> PlotRow:
    return PlotRow(
        y=top + 14,
        label=_cut(one_line(system), _NAME_COLUMNS - len(mark)) + mark,
        description=f"{system}: {format_interval(score)}",
        score=f"{score.mean:.2f}",
        low=axis.place(score.low),
        mean=axis.place(score.mean),
        high=axis.place(score.high),
    )


def _cut(name: str, columns: int) -> str:
    """Return a name cut to a width in columns; wide characters take two."""
    for index, character in enumerate(name):
        columns -= 2 if east_asian_width(character) in "WF" else 1
        if columns < 0:
            return f"{name[:index]}…"
    return name
