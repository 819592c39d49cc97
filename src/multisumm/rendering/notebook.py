"""A summary -> the report for a cell of a notebook, in a frame of its own."""

from __future__ import annotations

from multisumm.model import SummaryData
from multisumm.rendering.html_report import render_html
from multisumm.rendering.templates import render_template

HEIGHT = "44rem"
"""Height of the frame, in CSS."""


def render_notebook(summary: SummaryData) -> str:
    """Return the report as HTML for a cell of a notebook.

    The frame has no origin: nothing in it reaches the notebook, and the notebook's styles do not
    reach it. It loads nothing.
    """
    return render_template("notebook.html.jinja", report=render_html(summary), height=HEIGHT)
