"""A summary -> one HTML page on which every sentence links to its place in its source.

The page needs no network, no other file and no script: it works by links (`#t2-109`) and by
popovers, which buttons open. `data/report.js` opens cards under the mouse, and adds which
sentence is open, a way back, and copying. A Content-Security-Policy in the page allows its own
styles and script, by their digests, and nothing else. `data/report.html.jinja` shows the values
that the files `report_*.py` make.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

from multisumm.escaping import html_json, one_line
from multisumm.messages import shortened
from multisumm.model import SummaryData
from multisumm.rendering.agreement import STANCES, told_by
from multisumm.rendering.explanations import WHY
from multisumm.rendering.json_record import summary_record
from multisumm.rendering.labels import language_of, unit_of
from multisumm.rendering.markdown import render_markdown
from multisumm.rendering.plain_text import render_text
from multisumm.rendering.report_comparison import name_compared_sources, show_comparison
from multisumm.rendering.report_dates import (
    day_of_summary,
    in_words,
    reporting_days,
    told_day,
)
from multisumm.rendering.report_disagreements import headline_at_issue
from multisumm.rendering.report_explanations import show_explanations
from multisumm.rendering.report_sources import group_sources, show_sources
from multisumm.rendering.report_text import show_text
from multisumm.rendering.templates import inline, render_template
from multisumm.rendering.wording import missing_words, shown_query

STYLES = ("report.css", "reading.css")
"""The styles of the page, in order; a frame that shows it must allow them."""

MAX_HEADLINE_CHARACTERS = 300
"""Characters of the headline that are shown; JSON has the whole of it."""

RECORD_ID = "multisumm"
"""Id of the element of the page that holds the summary as JSON, so that the page can be verified.
A browser takes it for data and runs nothing of it."""


def render_html(summary: SummaryData, *, word: bool = True) -> str:
    """Return the summary as a page; the same summary gives the same characters.

    Args:
        summary: The summary.
        word: Whether the page has the summary as a Word file, too, and offers it.
    """
    from markupsafe import Markup

    found = summary.disagreements
    summary = replace(summary, find_disagreements=lambda: found)  # searched for once
    named = name_compared_sources(summary)
    sources = show_sources(named.values())
    comparison = show_comparison(summary, named)
    day = day_of_summary(summary.documents)
    headline = headline_on_page(summary.headline.text) if summary.headline else ""
    parts, at_issue = headline_at_issue(headline, summary)
    page = render_template(
        "report.html.jinja",
        styles=[*map(inline, STYLES)],
        script=inline("report.js"),
        record_id=RECORD_ID,
        record=Markup(html_json(summary_record(summary))),
        summary=summary,
        headline=headline,
        headline_parts=parts,
        headline_at_issue=at_issue,
        headline_source=named[summary.headline.document].number if summary.headline else 0,
        word=_word(summary) if word else "",
        markdown=Markup(html_json(render_markdown(summary))),
        day=day,
        told_day=told_day(summary.documents),
        told=told_by(summary.documents),
        length=f"{summary.budget.used:,} of {summary.budget.limit:,} {unit_of(summary.budget)}",
        query=shown_query(summary.query) if summary.query else "",
        missing=missing_words(summary.query) if summary.query else "",
        unit=unit_of(summary.budget),
        language=language_of(summary.settings),
        paragraphs=show_text(summary, named),
        stances=STANCES,
        comparison=comparison,
        why=WHY,
        explanations=show_explanations(summary.explanations, named, first=comparison.last + 1),
        days=[
            (one, in_words(one.day) if one.day else "") for one in reporting_days(named.values())
        ],
        plain_text=render_text(summary),
        sources=sources,
        source_groups=group_sources(sources),
        has_noise=any(source.dropped for source in summary.documents),
    )
    return f"{page}\n"


def _word(summary: SummaryData) -> str:
    """Return the Word file in base64."""
    from multisumm.rendering.docx import render_docx

    return b64encode(render_docx(summary)).decode()


def headline_on_page(text: str) -> str:
    """Return a headline as a page shows it: in one line, or its beginning if it is long."""
    return shortened(one_line(text), MAX_HEADLINE_CHARACTERS)
