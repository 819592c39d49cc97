"""Which end of a change or a stretch of time a figure is: from 3 to 5 percent, from May to June."""

from __future__ import annotations

from multisumm.comparison.line import Line

_MARKS = frozenset(",;:、،，；：")
"""A word in front of one of these marks belongs to the figure before it, not to the one behind."""


def role_of(line: Line, first: int) -> str:
    """Return which end of a change or a stretch a figure is, by the words before it.

    Args:
        line: The sentence.
        first: Index of the first word of the figure.

    Returns:
        `from`, `to`, or "" if it is none.
    """
    if "former" in line.listed and any(
        tag.length == n for n in (1, 2, 3) if (tag := line.tag(first - n, "former"))
    ):
        return "from"
    verb = line.tag(first - 1, "opposites")  # "to cut 30 jobs" tells of no end
    apart = not _MARKS.isdisjoint(line.gap(first))  # "to 19, three of them children"
    for i in (first - 1,) if verb or apart else (first - 1, first - 2):
        word = line.word(i)
        role = "from" if word in line.small.start else "to" if word in line.small.end else ""
        if role:
            return role
    return ""
