"""The values that pass from stage to stage. They are frozen and do not know the stages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

Span = tuple[int, int]
"""Start and end offset of a part of a document's text, in Unicode characters: `text[start:end]`."""


@dataclass(frozen=True, slots=True)
class Document:
    """One source: its text, exactly as read, and its metadata.

    Attributes:
        id: Name of the document; unique within its cluster.
        text: The text that all offsets refer to. Any length; offsets count Unicode characters.
        title: Title, or None if unknown. It is shown but never scored.
        date: Date as the source gives it, or None if unknown. Only ISO 8601 dates (`2016-02-01`)
            take part in ordering.
        url: Address that the document came from, or None if unknown.
        site: Publisher, or None if unknown: a website, a feed, or the sender of an e-mail.
        kind: Kind of input that the text was made from, one of the names in docs/inputs.md
            (`html`, `pdf`, ...). `text` means that the text was taken as it is.
        pages: Offset at which each page begins, ascending; the first is 0. Empty if the document
            has no pages.
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    url: str | None = None
    site: str | None = None
    kind: str = "text"
    pages: tuple[int, ...] = ()


METADATA = ("title", "date", "url", "site")
"""The fields of a document that describe it. Each is a string or None."""


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
    """Several documents about one subject, with reference summaries if there are any.

    Attributes:
        id: Name of the cluster.
        documents: The documents, in the order in which they were read.
        references: Texts of summaries written by people, for evaluation. Often empty.
    """

    id: str
    documents: tuple[Document, ...]
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the input. Its position identifies it, never its text.

    Attributes:
        document: Index of its document in the cluster, from 0.
        position: Index among the sentences of that document, from 0.
        start: Offset of its first character in the document's text, in Unicode characters.
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
    """The address of a quote: `text[start:end]` of one document is the quote.

    Attributes:
        document: Id of the document.
        start: Offset of the first character in the document's text, in Unicode characters, from 0.
        end: Offset after the last character; greater than `start`.
    """

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Support:
    """A sentence elsewhere that says the same as a sentence of the summary.

    Attributes:
        citation: Its address.
        text: The exact characters at that address.
        similarity: Share of the content words of both sentences that they have in common (Jaccard
            index), above 0 and at most 1. 1 means the same words.
    """

    citation: Citation
    text: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Conflict:
    """A sentence elsewhere that contradicts a sentence of the summary in a number or a negation.

    Attributes:
        citation: Its address.
        text: The exact characters at that address.
        about: The difference, first as the summary has it, then as this sentence has it:
            `129 / 130`, or `– / not` where only this sentence has the negation.
    """

    citation: Citation
    text: str
    about: str


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence of the summary: an exact quote, its address, its support and its conflicts.

    Attributes:
        text: The quote; equal to the cited characters of its document.
        citation: Its address.
        score: The value of this sentence alone according to the method, at least 0. It has no unit
            and can be compared only within one summary.
        support: Sentences of other documents that say the same, and exact repeats in its own
            document, in the order of the documents.
        conflicts: Sentences that contradict it in a number or a negation, in the order of the
            documents.
    """

    text: str
    citation: Citation
    score: float
    support: tuple[Support, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The record of one input document in a summary.

    Attributes:
        id: As in `Document`.
        title: As in `Document`.
        date: As in `Document`.
        url: As in `Document`.
        sha256: SHA-256 digest of the UTF-8 bytes of the document's text, as 64 hexadecimal digits.
        characters: Length of the document's text in Unicode characters.
        sentences: Number of sentences found in it; 0 if all of it is noise.
        dropped: Spans left out as noise, in Unicode characters, ascending and disjoint.
        site: As in `Document`.
        pages: As in `Document`.
        text: The document's text, which the HTML report needs. JSON does not hold it; None where
            it is not available.
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
        """Return the number of the page at an offset of the text, from 1; None without pages."""
        return bisect_right(self.pages, offset) or None


@dataclass(frozen=True, slots=True)
class BudgetReport:
    """The limit that was asked for, and how much of it the summary uses.

    Attributes:
        unit: `words`, `sentences`, `characters` or `bytes`. A ratio is given in words.
        limit: The limit in this unit, at least 1.
        used: Length of the summary in this unit, 1 to `limit`.
    """

    unit: str
    limit: int
    used: int


@dataclass(frozen=True, slots=True)
class SummaryData:
    """The fields of a summary, for the stages that render and verify it.

    `summary.Summary` documents them and adds the ways to show them.
    """

    sentences: tuple[SummarySentence, ...]
    documents: tuple[Source, ...]
    budget: BudgetReport
    settings: Mapping[str, object]
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text of the summary: its quotes, joined by one space."""
        return " ".join(sentence.text for sentence in self.sentences)
