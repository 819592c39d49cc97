"""What `summarize` and `compare` return: the values of `model.py` and the ways to show them.

A renderer is imported when it is called, so that a summary costs no more than its text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from multisumm.model import ComparisonData, DocumentGroup, SummaryData

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class Summary(SummaryData):
    """A summary: quotes in order, their sources, and the settings that reproduce it.

    `print(summary)` shows its text, and a notebook shows the page of `to_html`.

    Attributes:
        sentences: The quotes, in the order of the summary, each with its address (a document and
            offsets in Unicode characters) and the sentences that support or contradict it, are
            about another time, or are similar.
        documents: One `Source` for each document, in the order given.
        budget: The limit and how much of it is used, both in `budget.unit`: `words`,
            `sentences`, `characters`, `bytes` or `tokens`.
        settings: Version and options that give the same summary for the same documents. The
            language is the one that was recognised.
        warnings: What was decided or left out, one line each.
        query: The query and which of its words the documents have; None without a query.
        known: One `Source` for each known document, without its text.
        timeline: The quotes with their dates, in order of time; empty unless it was asked for.
        find_disagreements: Function that returns the `disagreements`.
    """

    def to_text(self) -> str:
        """Return running text with marks, what stands beside the sentences, and the sources.

        `[2; also in 1; contradicted by 3]` after a sentence: it is quoted from source 2.
        """
        return _render(self, "text")

    def to_markdown(self) -> str:
        """Return a Markdown paragraph with a footnote for each sentence."""
        return _render(self, "markdown")

    def to_json(self) -> str:
        """Return the JSON object of the schema `multisumm-summary/2`, indented by two spaces."""
        return _render(self, "json")

    def to_html(self) -> str:
        """Return one HTML page on which every sentence links to its place in its source.

        The page needs no network and no other file. The same summary gives the same characters.
        """
        return _render(self, "html")

    def to_pandas(self) -> DataFrame:
        """Return a table with a row for each sentence, in order.

        Its columns are `text`, `document`, `start`, `end`, `page` (from 1, or `<NA>`), `score`,
        `title`, `site`, `date`, `url`, `family`, `families`, and the tuples of ids `also_in`,
        `says_part`, `contradicted_by`, `earlier`, `updated_by` (later), `another_time` and
        `similar`.

        Raises:
            InputError: pandas is not installed.
        """
        from multisumm.rendering.dataframe import to_pandas

        return to_pandas(self)

    def _repr_html_(self) -> str:
        """Return the page in a frame, for a cell of a notebook."""
        from multisumm.rendering.notebook import render_notebook

        return render_notebook(self)

    def __str__(self) -> str:
        """Return the quotes joined by one space."""
        return self.text


@dataclass(frozen=True, slots=True)
class Grouping:
    """The groups of a pile of documents: those with most independent families first.

    It has a length, can be iterated over and gives a group by its index.

    Attributes:
        groups: The groups; the larger comes first where families are equal in number, then the
            lower id.
        warnings: What was decided or left out, one line each.
    """

    groups: tuple[DocumentGroup, ...]
    warnings: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[DocumentGroup]:
        """Return an iterator over the groups."""
        return iter(self.groups)

    def __len__(self) -> int:
        """Return the number of groups."""
        return len(self.groups)

    def __getitem__(self, index: int) -> DocumentGroup:
        """Return the group at an index."""
        return self.groups[index]

    def to_jsonl(self) -> str:
        """Return a line of JSON for each group, a cluster that `batch` and `read_clusters` read."""
        from multisumm.rendering.groups_jsonl import render_groups

        return render_groups(self.groups)


def _render(summary: Summary, form: str) -> str:
    from multisumm.rendering.formats import RENDERERS

    return RENDERERS[form](summary)


@dataclass(frozen=True, slots=True)
class Comparison(ComparisonData):
    """A comparison: statements, what each source says on them, and the settings that reproduce it.

    Attributes:
        statements: What several families of documents say and what documents disagree on; first
            what most families speak of, ties in the order of the input.
        documents: One `Source` for each document, in the order given.
        settings: Version and options that give the same comparison for the same documents. The
            language is the one that was recognised.
        warnings: What was decided or left out, one line each.
    """

    def to_text(self) -> str:
        """Return the statements, below each what the sources say on it, and a list of sources."""
        return _render_comparison(self, "text")

    def to_markdown(self) -> str:
        """Return a numbered list of the statements with what each source says on them."""
        return _render_comparison(self, "markdown")

    def to_json(self) -> str:
        """Return the JSON object of the schema `multisumm-compare/1`, indented by two spaces."""
        return _render_comparison(self, "json")

    def to_html(self) -> str:
        """Return one HTML page with a table, statements by sources; each cell opens to its quote.

        The page needs no network, no other file and no script. The same comparison gives the same
        characters.
        """
        return _render_comparison(self, "html")

    def __str__(self) -> str:
        """Return the same as `to_text`."""
        return self.to_text()


def _render_comparison(comparison: Comparison, form: str) -> str:
    from multisumm.rendering.compare_formats import COMPARISON_RENDERERS

    return COMPARISON_RENDERERS[form](comparison)
