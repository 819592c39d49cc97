"""The values that pass from stage to stage: frozen, slotted, and knowing nothing of the stages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

Span = tuple[int, int]
"""Start and end of a stretch of a document's text, in Unicode characters; `text[start:end]`."""


@dataclass(frozen=True, slots=True)
class Document:
    """One source: its text, exactly as read, and what is known about it.

    Attributes:
        id: Name of the document, unique within its cluster.
        text: The text that all offsets address.
        title: Title, where known; it is shown, never scored.
        date: Date as the source gives it; ISO 8601 dates (`2016-02-01`) take part in ordering.
        url: Address that the document came from, where known.
        site: Who published it, where known: a site, a feed, the sender of an e-mail.
        kind: By which rule of docs/inputs.md its text was made; `text` is text as it was given.
        pages: Where each page begins in the text, if it has pages; the first is at 0.
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    url: str | None = None
    site: str | None = None
    kind: str = "text"
    pages: tuple[int, ...] = ()


_Item = TypeVar("_Item", covariant=True)


class _Collection(Protocol[_Item]):
    """A list, a tuple, a set or the like, but no string: a string contains only strings."""

    def __contains__(self, item: object, /) -> bool:
        """Return whether an item is in it."""
        ...

    def __iter__(self) -> Iterator[_Item]:
        """Return an iterator over the items."""
        ...


Documents = _Collection[Document | str] | Iterator[Document | str]
"""Several documents or texts. For type checkers, one string alone is not one of these."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Several documents about one subject, with reference summaries where they exist."""

    id: str
    documents: tuple[Document, ...]
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the input; it is known by its place, never by its text.

    Attributes:
        document: Index of its document in the cluster.
        position: Index among the sentences of that document, from 0.
        start: Offset of its first character in the document's text.
        end: Offset behind its last character; `documents[document].text[start:end] == text`.
        text: The exact characters.
    """

    document: int
    position: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """An address: characters `start` to `end` of the text of the document with this id."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Support:
    """A sentence elsewhere that says the same.

    Attributes:
        citation: Where it stands.
        text: The exact characters there.
        similarity: How much the two have in common, 0 to 1; 1 for a copy.
    """

    citation: Citation
    text: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Conflict:
    """A sentence elsewhere that would say the same but for a number or a negation.

    Attributes:
        citation: Where it stands.
        text: The exact characters there.
        about: What differs, ours first: `129 / 130`.
    """

    citation: Citation
    text: str
    about: str


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence of the summary: an exact quote, its address, and who else says or denies it.

    Attributes:
        text: The quote; equal to the cited characters of its document.
        citation: Its address.
        score: What the method gave it; comparable only within one summary.
        support: Sentences of other documents, and exact repeats in the same one, saying the same.
        conflicts: Sentences that contradict it in a number or a negation.
    """

    text: str
    citation: Citation
    score: float
    support: tuple[Support, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """What the summary tells about one of its documents.

    Attributes:
        id, title, date, url, site, pages: As in `Document`.
        sha256: Digest of the UTF-8 bytes of the text that the offsets address.
        characters: Length of that text.
        sentences: Number of sentences found in it.
        dropped: Spans left out as noise, in order.
        text: That text, for the HTML report; JSON does not hold it. None where it is not at hand.
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
        """Number of the page with this offset of the text, from 1; None if there are no pages."""
        return bisect_right(self.pages, offset) or None


@dataclass(frozen=True, slots=True)
class BudgetReport:
    """The ceiling that was asked for and what the summary uses of it, in `unit`."""

    unit: str
    limit: int
    used: int


@dataclass(frozen=True, slots=True)
class SummaryData:
    """The result: quotes in order, their sources, and all that is needed to get it again.

    `summary.Summary` adds the ways to show it.
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
