"""Figures against sizes on two logarithmic scales, drawn as SVG by hand."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from math import ceil, floor, log10

_WIDTH, _HEIGHT = 640, 330
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 460, 34, 286
_COLOURS = ("#1b6ca8", "#d1495b", "#3a7d44", "#8f5fbf", "#c77d0a", "#0f8b8d", "#666666")

Points = Sequence[tuple[float, float]]


def log_log_plots(title: str, across: str, panels: Mapping[str, Mapping[str, Points]]) -> str:
    """Return an SVG of panels one below another, with a colour for each name.

    Args:
        title: What the panels show.
        across: What the horizontal scales measure.
        panels: What the vertical scale of a panel measures -> name of a line -> its points, all
            above 0.
    """
    names = list(dict.fromkeys(name for lines in panels.values() for name in lines))
    colours = {name: _COLOURS[i % len(_COLOURS)] for i, name in enumerate(names)}
    height = _HEIGHT * len(panels)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img"'
        f' font-family="sans-serif" font-size="12"><title>{html.escape(title)}</title>',
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for number, (name, lines) in enumerate(panels.items()):
        parts.append(f'<g transform="translate(0 {_HEIGHT * number})">')
        parts += _panel(name, across, lines, colours)
        parts.append("</g>")
    return "\n".join([*parts, "</svg>", ""])


def _panel(
    name: str, across: str, lines: Mapping[str, Points], colours: Mapping[str, str]
) -> list[str]:
    points = [point for line in lines.values() for point in line]
    horizontal = _decades([x for x, _ in points])
    vertical = _decades([y for _, y in points])
    parts = [f'<text x="{_LEFT}" y="20" font-weight="bold">{html.escape(name)}</text>']
    for power in horizontal:
        x = _place(10.0**power, horizontal, _LEFT, _RIGHT)
        parts.append(_rule(x, _TOP, x, _BOTTOM))
        parts.append(_label(x, _BOTTOM + 18, f"{10**power:,}", "middle"))
    for power in vertical:
        y = _place(10.0**power, vertical, _BOTTOM, _TOP)
        parts.append(_rule(_LEFT, y, _RIGHT, y))
        parts.append(_label(_LEFT - 6, y + 4, f"{10.0**power:,g}", "end"))
    parts.append(_label((_LEFT + _RIGHT) / 2, _BOTTOM + 36, across, "middle"))
    for row, (line, line_points) in enumerate(lines.items()):
        places = [
            (
                _place(x, horizontal, _LEFT, _RIGHT),
                _place(y, vertical, _BOTTOM, _TOP),
            )
            for x, y in line_points
        ]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        colour = colours[line]
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
        y = _TOP + 12 + 20 * row
        parts.append(f'<circle cx="{_RIGHT + 20}" cy="{y - 4}" r="4" fill="{colour}"/>')
        parts.append(_label(_RIGHT + 30, y, line, "start"))
    return parts


def _decades(values: Sequence[float]) -> range:
    """Return the powers of ten from below the smallest value to above the largest."""
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return range(low, max(high, low + 1) + 1)


def _place(value: float, decades: range, begin: float, end: float) -> float:
    share = (log10(value) - decades[0]) / (decades[-1] - decades[0])
    return begin + share * (end - begin)


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#dddddd"/>'


def _label(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{html.escape(text)}</text>'
