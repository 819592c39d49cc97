"""The value that `summarize` returns: the fields of `model.SummaryData` and the ways to show them.

A renderer is imported when it is called, so a program that needs only the text loads none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from multisumm.model import SummaryData

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class Summary(SummaryData):
    """A summary: quotes in order, their sources, and the settings that reproduce it.

    `print(summary)` shows its text. In a notebook it shows the HTML report.

    Attributes:
        sentences: The sentences of the summary, in the order in which they are read.
        documents: A record of each input document, in the order of the input.
        budget: The ceiling and how much of it is used.
        settings: The settings that give the same summary again from the same documents: `version`,
            `method`, `order`, `language` (the code that was given or detected), `keep_noise` and,
            for the method `coverage`, the name of the `weights`.
        warnings: Notes on the input for the user, one line each. Usually empty.
    """

    def to_text(self) -> str:
        """Return running text with numbered source marks, the conflicts and the sources."""
        return _render(self, "text")

    def to_markdown(self) -> str:
        """Return a Markdown paragraph with a footnote for each sentence."""
        return _render(self, "markdown")

    def to_json(self) -> str:
        """Return a JSON object with the schema `multisumm-summary/1`."""
        return _render(self, "json")

    def to_html(self) -> str:
        """Return the report: one HTML page on which every sentence opens in its source."""
        return _render(self, "html")

    def to_pandas(self) -> DataFrame:
        """Return a pandas `DataFrame` with one row for each sentence.

        The columns are `text`, `document`, `start`, `end`, `page`, `score`, `title`, `site`,
        `date`, `url`, `also_in` and `contradicted_by`. The last two are tuples of document ids.
        Unknown values are None; a missing page is `<NA>`.

        Raises:
            InputError: pandas is not installed.
        """
        from multisumm.rendering.dataframe import to_pandas

        return to_pandas(self)

    def _repr_html_(self) -> str:
        """Return the report in a frame, which a notebook shows."""
        from multisumm.rendering.notebook import render_notebook

        return render_notebook(self)

    def __str__(self) -> str:
        """Return the text of the summary."""
        return self.text


def _render(summary: Summary, form: str) -> str:
    from multisumm.rendering.formats import RENDERERS

    return RENDERERS[form](summary)
