"""A summary -> the report for a cell of a notebook, in a frame of its own."""

from __future__ import annotations

from multisumm.model import SummaryData
from multisumm.rendering.html_report import render_html
from multisumm.rendering.labels import (
    labels_of,
    shown_headline,
    source_numbers,
    sources_by_id,
    web_address,
)
from multisumm.rendering.templates import render_template

HEIGHT = "44rem"
"""Height of the frame, in CSS."""


def render_notebook(summary: SummaryData) -> str:
    """Return the report as HTML for a cell of a notebook.

    The frame has no origin: nothing in it reaches the notebook, and the notebook's styles do not
    reach it. It loads nothing, and has no Word file, which nobody could save from it. Before it
    stands a paragraph with links, hidden by its style: what shows notebooks without frames, like
    GitHub, leaves out styles, and so shows it.
    """
    numbers, sources = source_numbers(summary), sources_by_id(summary)
    headline = shown_headline(summary)
    return render_template(
        "notebook.html.jinja",
        report=render_html(summary, word=False),
        height=HEIGHT,
        headline=headline.text if headline else "",
        sentences=[
            {
                "text": one.text,
                "number": numbers[one.citation.document],
                "address": web_address(sources.get(one.citation.document)),
            }
            for one in summary.sentences
        ],
        sources=[
            {
                "number": number,
                "name": ", ".join([document, *labels_of(sources.get(document), url=False)]),
                "address": web_address(sources.get(document)),
            }
            for document, number in numbers.items()
        ],
    )
