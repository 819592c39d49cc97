"""A summary in a notebook: the report, in a frame of its own."""

from __future__ import annotations

import html

from multisumm.model import SummaryData
from multisumm.rendering.html_report import render_html

HEIGHT = "44rem"


def render_notebook(summary: SummaryData) -> str:
    """Return the report as HTML for a cell.

    It is in a frame of no origin, so that nothing in it reaches the notebook, and the notebook's
    styles do not reach it. Nothing else is loaded.
    """
    return (
        '<iframe sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"'
        ' allow="clipboard-write" title="Summary"'
        f' style="width:100%;height:{HEIGHT};border:1px solid #8884;border-radius:6px"'
        f' srcdoc="{html.escape(render_html(summary))}"></iframe>'
    )
