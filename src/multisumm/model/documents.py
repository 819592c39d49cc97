"""What is read: documents, their files, clusters and groups of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol, TypeVar

from multisumm.model.sentences import Citation


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file that a document was read from, so that it can be found and read again.

    Attributes:
        name: Its name, or its path below the folder that was given, with "/"; or its address.
        bytes: Its size, as it lies: compressed, if it is.
        sha256: SHA-256 digest of these bytes, as 64 hexadecimal digits.
        reader: What it was read as: `pdf`, `html`, `csv` ...
        library: Name and version of the package that made the text of it: `pypdf 5.1.0`.
    """

    name: str
    bytes: int
    sha256: str
    reader: str
    library: str


@dataclass(frozen=True, slots=True)
class Document:
    """One source: its text, exactly as read, and its metadata.

    Attributes:
        id: Name of the document; unique within its cluster.
        text: The text that all offsets refer to. Any length; offsets count Unicode characters.
        title: Title, or None if unknown. It is shown, never quoted, and tells with a query what
            the document is about.
        date: Date as the source gives it, or None if unknown. Only ISO 8601 dates (`2016-02-01`)
            take part in ordering.
        url: Address that the document came from, or None if unknown.
        site: Publisher, or None if unknown: a website, a feed, or the sender of an e-mail.
        kind: Kind of input that the text was made from, one of the names in docs/inputs.md
            (`html`, `pdf`, ...). `text` means that the text was taken as it is.
        pages: Offset at which each page begins, ascending; the first is 0. Empty if the document
            has no pages.
        file: The file that it was read from; None if a program made it. Documents with the same
            text and metadata are equal, wherever they lie.
        created: Day on which its file was created, in ISO 8601, as the file says; None if unknown.
            The text may be much older, so nothing is ordered by it.
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    url: str | None = None
    site: str | None = None
    kind: str = "text"
    pages: tuple[int, ...] = ()
    file: SourceFile | None = field(default=None, compare=False)
    created: str | None = None


FileOutcome = Literal["read", "passed over", "failed"]
"""What became of a file that was given."""


class FileFate(NamedTuple):
    """What became of a file that was given.

    Attributes:
        name: Its name in messages.
        outcome: Whether its documents are there, it was left out on purpose, or it failed.
        reason: Why it was passed over or failed; empty if it was read.
        documents: Ids of the documents that were read from it.
    """

    name: str
    outcome: FileOutcome
    reason: str = ""
    documents: tuple[str, ...] = ()


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
        warnings: What was decided, changed or skipped as its files were read, a line each. Clusters
            are equal whatever their warnings are.
        query: The question that a summary is to answer, or None; never blank.
        known: Documents whose reader wants to hear only what is new. Their ids are a set by
            themselves: they may be those of `documents`.
        relevant: Where in `documents` the answer to the query is, for evaluation. Often empty.
        answers: Strings of which a good answer has one, for evaluation. Often empty.
    """

    id: str
    documents: tuple[Document, ...]
    references: tuple[str, ...] = ()
    warnings: tuple[str, ...] = field(default=(), compare=False)
    query: str | None = None
    known: tuple[Document, ...] = ()
    relevant: tuple[Citation, ...] = ()
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A document that is near another one in a pile, and why.

    Attributes:
        document: Its id.
        likeness: How far the two are alike, 0 to 1: the cosine of their words, of which rare ones,
            early ones and numbers count more. News about one event mostly have 0.1 to 0.5.
        probability: Probability that both are about one event, 0 to 1.
        words: The words that tell most about what both are about, at most five; the first tells
            most.
    """

    document: str
    likeness: float
    probability: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentGroup:
    """The documents of a pile that are about one subject; often only one.

    Attributes:
        id: Its name: the id of its first document, or that of the group that was added to.
        documents: The documents, by date and then by id; those without a date come last.
        neighbours: For each of these documents, those of the pile that are nearest to it, at most
            three, the nearest first.
        families: Number of independent families of documents: those that share most of their text
            are one.
        several: Id of each document that has several subjects, like a digest -> the ids of the
            groups that have these.
        about_nothing: Ids of the documents that speak only of the web itself, like a login page;
            they join nowhere.
    """

    id: str
    documents: tuple[Document, ...]
    neighbours: tuple[tuple[Neighbour, ...], ...] = ()
    families: int = 1
    several: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    about_nothing: tuple[str, ...] = ()
