"""The values that pass from stage to stage, all frozen; this module imports no other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

Span = tuple[int, int]
"""Start and end of `text[start:end]`, in Unicode characters of a document's text."""


@dataclass(frozen=True, slots=True)
class Document:
    """One source: its text exactly as read, and its metadata.

    Attributes:
        id: Name of the document, unique in its cluster.
        text: The text that all offsets refer to.
        title: Title, if known; it is shown, but never scored.
        date: Date as given by the source; ISO 8601 dates (`2016-02-01`) are used for ordering.
        url: Address of the document, if known.
        site: Its publisher, if known: a site, a feed, the sender of an e-mail.
        kind: The rule of docs/inputs.md that made its text; `text` is text as it was given.
        pages: Offset at which each page begins, if it has pages; the first is 0.
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    url: str | None = None
    site: str | None = None
    kind: str = "text"
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """Several documents about one subject, with reference summaries if there are any."""

    id: str
    documents: tuple[Document, ...]
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the input, identified by its position, never by its text.

    Attributes:
        document: Index of its document in the cluster.
        position: Index among the sentences of that document, from 0.
        start: Offset of its first character in the text of the document.
        end: Offset after its last character; `documents[document].text[start:end] == text`.
        text: The exact characters.
    """

    document: int
    position: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """The address of a quote: `text[start:end]` of the document with this id."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Support:
    """Another sentence that says the same.

    Attributes:
        citation: Its address.
        text: The exact characters there.
        similarity: Similarity of their content words, 0 to 1; 1 for a copy.
    """

    citation: Citation
    text: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another sentence that would say the same if not for a number or a negation.

    Attributes:
        citation: Its address.
        text: The exact characters there.
        about: The difference, that of the summary first: `129 / 130`.
    """

    citation: Citation
    text: str
    about: str


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence of the summary: an exact quote, its address, and its support and conflicts.

    Attributes:
        text: The quote, equal to the cited characters of its document.
        citation: Its address.
        score: Score by the method; comparable only within one summary.
        support: Sentences of other documents that say the same, and exact repeats in its own.
        conflicts: Sentences of other documents that contradict it in a number or a negation.
    """

    text: str
    citation: Citation
    score: float
    support: tuple[Support, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A document as the summary describes it.

    Attributes:
        id, title, date, url, site, pages: As in `Document`.
        sha256: Digest of the UTF-8 bytes of the text that the offsets refer to.
        characters: Length of that text.
        sentences: Number of sentences found in it.
        dropped: Spans left out as noise, in order.
        text: That text, for the HTML report; not in JSON. None if it is not available.
    """

    id: str
    title: str | None
    date: str | None
    url: str | None
    sha256: str
    characters: int
    sentences: int
    dropped: tuple[Span, ...]
    site: str | None = None
    pages: tuple[int, ...] = ()
    text: str | None = field(default=None, repr=False)

    def page(self, offset: int) -> int | None:
        """Return the number, from 1, of the page with this offset; None if there are no pages."""
        return bisect_right(self.pages, offset) or None


@dataclass(frozen=True, slots=True)
class BudgetReport:
    """The length limit and the length of the summary, both in `unit`."""

    unit: str
    limit: int
    used: int


@dataclass(frozen=True, slots=True)
class SummaryData:
    """A summary as data: quotes in order, their sources, and the settings that reproduce it.

    `summary.Summary` adds the output formats.
    """

    sentences: tuple[SummarySentence, ...]
    documents: tuple[Source, ...]
    budget: BudgetReport
    settings: Mapping[str, object]
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The quotes joined by one space."""
        return " ".join(sentence.text for sentence in self.sentences)
