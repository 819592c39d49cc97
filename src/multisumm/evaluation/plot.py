"""Scores with intervals -> a plot, drawn as SVG by hand; names are text in it, never markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from unicodedata import east_asian_width

from multisumm.escaping import escape_html, one_line
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


def axis_of(estimates: Sequence[Estimate]) -> Axis:
    """Return a scale with round ends and about five ticks that holds all intervals."""
    low, high = min(each.low for each in estimates), max(each.high for each in estimates)
    rough = (high - low) / 5 or 0.2
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    begin, end = floor(low / step), ceil(high / step)
    end = max(end, begin + 1)
    decimals = max(0, -floor(log10(step)))
    ticks = tuple(f"{number * step:.{decimals}f}" for number in range(begin, end + 1))
    return Axis(begin * step, end * step, ticks)


def plot(name: str, title: str, scores: Mapping[str, Estimate]) -> str:
    """Return an SVG with a row for each system: a dot at the mean, a line over the interval.

    Args:
        name: A word for it, unique in the page.
        title: What it shows.
        scores: System -> mean and interval; the first is the baseline.
    """
    axis, foot = axis_of(list(scores.values())), _TOP + _ROW * len(scores)
    level = axis.place(next(iter(scores.values())).mean)
    shown = "; ".join(f"{system} {format_interval(score)}" for system, score in scores.items())
    rows = (
        _plot_row(system, score, axis, _TOP + _ROW * row, first=row == 0)
        for row, (system, score) in enumerate(scores.items())
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {foot + _FOOT}"'
            f' role="img" aria-labelledby="{name}-title {name}-desc">',
            f'<title id="{name}-title">{escape_html(title)}</title>',
            f'<desc id="{name}-desc">{escape_html(shown)}</desc>',
            *(
                f'<g class="tick"><line x1="{axis.place(float(tick))}" y1="{_TOP}"'
                f' x2="{axis.place(float(tick))}" y2="{foot + 4}"/>'
                f'<text x="{axis.place(float(tick))}" y="{foot + 18}">{tick}</text></g>'
                for tick in axis.ticks
            ),
            f'<line class="level" x1="{level}" y1="{_TOP}" x2="{level}" y2="{foot}"/>',
            *rows,
            "</svg>",
        ]
    )


def _plot_row(system: str, score: Estimate, axis: Axis, top: int, *, first: bool) -> str:
    low, mean, high = (axis.place(each) for each in (score.low, score.mean, score.high))
    y = top + 24
    mark = _BASELINE if first else ""
    label = _short(one_line(system), _NAME_COLUMNS - len(mark)) + mark
    return (
        f'<g class="{"first" if first else "other"}">'
        f"<title>{escape_html(f'{system}: {format_interval(score)}')}</title>"
        f'<text x="2" y="{top + 14}">{escape_html(label)}</text>'
        f'<text class="score" x="{_WIDTH - 2}" y="{top + 14}">{score.mean:.2f}</text>'
        f'<line class="interval" x1="{low}" y1="{y}" x2="{high}" y2="{y}"/>'
        f'<circle class="dot" cx="{mean}" cy="{y}" r="5"/></g>'
    )


def _short(name: str, room: int) -> str:
    """Return a name cut to so many columns, wide characters counted as two."""
    for place, character in enumerate(name):
        room -= 2 if east_asian_width(character) in "WF" else 1
        if room < 0:
            return f"{name[:place]}…"
    return name


def format_interval(percent: Estimate) -> str:
    """Return `37.74 [33.51, 41.98]`, as the tables have it."""
    return f"{percent.mean:.2f} [{percent.low:.2f}, {percent.high:.2f}]"
