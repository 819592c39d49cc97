"""What `summarize`, `compare`, `group` and `digest` return: values and the ways to show them.

A renderer is imported when it is called, so that a summary costs no more than its text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from multisumm.model import ComparisonData, DigestData, DocumentGroup, SummaryData

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
        headline: What the summary is about: the title of a source that has most in common with it,
            or else its first sentence. None if a program made the summary without one.
        explanations: Why each sentence is quoted, in order, and then why the best others are not;
            empty unless it was asked for.
        files_not_read: The files given with the documents that were passed over or failed, each
            with the reason. Summaries are equal whatever these are.
        find_disagreements: Function that returns the `disagreements`.
    """

    def to_text(self, *, bullets: bool = False) -> str:
        """Return running text with marks, what stands beside the sentences, and the sources.

        `[2; also in 1; contradicted by 3]` after a sentence: it is quoted from source 2.

        Args:
            bullets: Whether each sentence has a line of its own, which begins with a hyphen.
        """
        return _render(self, "text", bullets=bullets)

    def to_markdown(self, *, bullets: bool = False) -> str:
        """Return a Markdown paragraph with a footnote for each sentence.

        Args:
            bullets: Whether it is a list, with an item for each sentence.
        """
        return _render(self, "markdown", bullets=bullets)

    def to_json(self) -> str:
        """Return the JSON object of the schema `multisumm-summary/2`, indented by two spaces."""
        return _render(self, "json")

    def to_html(self, *, word: bool = True) -> str:
        """Return one HTML page on which every sentence links to its place in its source.

        The page needs no network and no other file. The same summary gives the same characters.

        Args:
            word: Whether the page has the Word file of `to_docx` in it, to be saved. Without it the
                page is smaller and made sooner.
        """
        return _render(self, "html", word=word)

    def to_docx(self) -> bytes:
        """Return a Word file: headline, day, text with numbered sources, disagreements, sources.

        Every number leads to its source in the list, and this to its address. The dates in the file
        are the day of the newest source, or else what the environment variable SOURCE_DATE_EPOCH
        says in seconds since 1970. So the same summary gives the same bytes.

        Raises:
            OptionError: No day of a source is known, and SOURCE_DATE_EPOCH is no number of seconds.
        """
        from multisumm.rendering.docx import render_docx

        return render_docx(self)

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


def _render(summary: Summary, form: str, **options: bool) -> str:
    from multisumm.rendering.formats import RENDERERS

    return RENDERERS[form](summary, **options)


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


@dataclass(frozen=True, slots=True)
class Digest(DigestData):
    """A digest: the subjects of a pile of documents, each with a headline and a summary.

    `print(digest)` shows its text.

    Attributes:
        subjects: The subjects; first what most independent families of documents tell, then the
            newest, then the one with most documents, then the lower id.
        settings: Version and options that give the same digest for the same documents.
        alone: The documents of subjects that too few independent families tell.
        further: Number of subjects that come after those shown, of which no summary was made.
        nothing_new: Number of subjects left out because all that they say is known.
        off_query: Number of subjects left out because nothing in them is relevant to the query.
        warnings: What was decided or left out, one line each.
    """

    def to_text(self) -> str:
        """Return the subjects one after the other, each with its summary, disputes and sources."""
        return _render_digest(self, "text")

    def to_markdown(self) -> str:
        """Return a heading for each subject, with its summary, its disputes and its sources."""
        return _render_digest(self, "markdown")

    def to_json(self) -> str:
        """Return the JSON object of the schema `multisumm-digest/1`, indented by two spaces."""
        return _render_digest(self, "json")

    def to_html(self) -> str:
        """Return one HTML page on which every sentence links to its place in its source.

        Each subject shows where its sources disagree and who says what. The page needs no network
        and no other file. The same digest gives the same characters.
        """
        return _render_digest(self, "html")

    def to_eml(self) -> str:
        """Return an e-mail with the digest as text and as HTML, in ASCII with CRLF line ends.

        Its date is the day of the newest document, or what the environment variable
        SOURCE_DATE_EPOCH says in seconds since 1970. It has no date if neither is known, and no
        identifier of its own. So the same digest gives the same characters.

        Raises:
            OptionError: SOURCE_DATE_EPOCH is no number of seconds.
        """
        return _render_digest(self, "eml")

    def __str__(self) -> str:
        """Return the same as `to_text`."""
        return self.to_text()


def _render_digest(digest: Digest, form: str) -> str:
    from multisumm.rendering.digest_formats import DIGEST_RENDERERS

    return DIGEST_RENDERERS[form](digest)
