"""What `summarize` returns: the values of `model.SummaryData` with the ways to show them.

Renderers are imported when called, so that a summary costs no more than its text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from multisumm.model import SummaryData

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class Summary(SummaryData):
    """A summary: quotes in order, their sources, and the settings that reproduce it."""

    def to_text(self) -> str:
        """As running text with numbered source marks and a list of the sources."""
        return _render(self, "text")

    def to_markdown(self) -> str:
        """As a Markdown paragraph with a footnote for each sentence."""
        return _render(self, "markdown")

    def to_json(self) -> str:
        """As the JSON object of the schema `multisumm-summary/1`."""
        return _render(self, "json")

    def to_html(self) -> str:
        """As one HTML page on which every sentence opens at its place in its source."""
        return _render(self, "html")

    def to_pandas(self) -> DataFrame:
        """As a table of pandas, a row for each sentence; `rendering.dataframe` has its columns."""
        from multisumm.rendering.dataframe import to_pandas

        return to_pandas(self)

    def _repr_html_(self) -> str:
        """In a notebook: the page, in a frame of its own."""
        from multisumm.rendering.notebook import render_notebook

        return render_notebook(self)

    def __str__(self) -> str:
        """The quotes joined by one space, as `print` shows them."""
        return self.text


def _render(summary: Summary, form: str) -> str:
    from multisumm.rendering.formats import RENDERERS

    return RENDERERS[form](summary)
