"""The values that pass from stage to stage. They are frozen and do not know the stages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol, TypeVar

Span = tuple[int, int]
"""Start and end offset of a part of a document's text, in Unicode characters: `text[start:end]`."""

FIRST_SUMMARY_SCHEMA = "multisumm-summary/1"
SUMMARY_SCHEMA = "multisumm-summary/2"
COMPARE_SCHEMA = "multisumm-compare/1"
DIGEST_SCHEMA = "multisumm-digest/1"
VERIFICATION_SCHEMA = "multisumm-verification/2"
"""Names of the shapes of all JSON that is written, and of the earlier one that is still read.
Another shape gets another number."""


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
        title: Title, or None if unknown. It is shown but never scored.
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


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the input. Its position identifies it, never its text.

    Attributes:
        document: Index of its document in the cluster, from 0.
        position: Index among the sentences of that document, from 0.
        start: Offset of its first character in the document's text, in Unicode characters.
        end: Offset after its last character; `documents[document].text[start:end] == text`.
        text: The exact characters.
        language: Code of the language of its document; empty if nobody asked.
        trimmed: Whether something is left out at its ends: a dateline, a list mark, a label.
        half_quotation: Whether it is a piece of a quotation of several sentences, or has a
            quotation mark without its other end.
        speaker: Who says it, if its document is a chat, or a transcript that names them more than
            once.
        ends_message: Whether a message of a chat, or a line of it, ends with it: then it needs no
            closing mark.
    """

    document: int
    position: int
    start: int
    end: int
    text: str
    language: str = ""
    trimmed: bool = False
    half_quotation: bool = False
    speaker: str = ""
    ends_message: bool = False


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
    """A sentence elsewhere that says the same as a sentence of the summary, or a part of it.

    Attributes:
        citation: Its address.
        text: The exact characters at that address.
        similarity: What both say of all that either says, above 0 and at most 1.
        relation: `same`; or `part`, if one of the two sentences says a part of the other.
        says_more: For a part, whether this sentence is the one that says more; otherwise False.
        copy: Whether it has the same words in the same order, apart from case and marks.
        family: Number of the family of its document, as in `Source`.
    """

    citation: Citation
    text: str
    similarity: float
    relation: Literal["same", "part"] = "same"
    says_more: bool = False
    copy: bool = False
    family: int = 1


@dataclass(frozen=True, slots=True)
class Conflict:
    """A sentence elsewhere that cannot be true together with a sentence of the summary.

    Attributes:
        citation: Its address.
        text: The exact characters at that address.
        about: The difference, first as the summary has it, then as this sentence has it, each as
            its source writes it: `129 / 130`, or `– / not` where only this sentence denies it.
        differs_in: What the two differ in, in a few words: `number`, `said / denied`.
        here: Spans of the quote's document on which that rests.
        there: Spans of this sentence's document on which that rests.
        family: Number of the family of its document, as in `Source`.
    """

    citation: Citation
    text: str
    about: str
    differs_in: str = ""
    here: tuple[Span, ...] = ()
    there: tuple[Span, ...] = ()
    family: int = 1


@dataclass(frozen=True, slots=True)
class Update:
    """A sentence elsewhere about the same matter at another time.

    Attributes:
        citation: Its address.
        text: The exact characters at that address.
        about: The difference, as in `Conflict`.
        differs_in: What the two differ in, as in `Conflict`.
        time: `earlier` or `later` than the sentence of the summary; None if that is not known.
        here_date: Date of the quote's document, as in `Document`.
        there_date: Date of this sentence's document, as in `Document`.
        here: Spans of the quote's document on which that rests.
        there: Spans of this sentence's document on which that rests.
        family: Number of the family of its document, as in `Source`.
    """

    citation: Citation
    text: str
    about: str
    differs_in: str = ""
    time: Literal["earlier", "later"] | None = None
    here_date: str | None = None
    there_date: str | None = None
    here: tuple[Span, ...] = ()
    there: tuple[Span, ...] = ()
    family: int = 1


@dataclass(frozen=True, slots=True)
class Similar:
    """A sentence elsewhere that is so near that a summary holds only one of the two.

    Attributes:
        citation: Its address.
        text: The exact characters at that address.
        similarity: What both say of all that either says, 0 to 1.
        about: The difference, as in `Conflict`; empty where no words stand for it.
        differs_in: What the two differ in, as in `Conflict`.
        here: Spans of the quote's document on which that rests.
        there: Spans of this sentence's document on which that rests.
        family: Number of the family of its document, as in `Source`.
    """

    citation: Citation
    text: str
    similarity: float
    about: str = ""
    differs_in: str = ""
    here: tuple[Span, ...] = ()
    there: tuple[Span, ...] = ()
    family: int = 1


@dataclass(frozen=True, slots=True)
class KnownSentence:
    """A sentence of the known documents that a sentence of the summary is near to.

    Attributes:
        citation: Its address in the known document.
        text: The exact characters at that address.
        relation: What the sentence of the summary does to it: `update`, if it tells of a later
            state; `conflict`, if it contradicts it; `more`, if it says all of it and more;
            `similar`, if it is near, but none of these.
        about: The difference, first as it was known, then as it is new, each as its source writes
            it: `127 → 130`; empty where no words stand for it.
        differs_in: What the two differ in, as in `Conflict`.
        here: Spans of the quote's document on which that rests.
        there: Spans of the known document on which that rests.
    """

    citation: Citation
    text: str
    relation: Literal["update", "conflict", "more", "similar"]
    about: str = ""
    differs_in: str = ""
    here: tuple[Span, ...] = ()
    there: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class QueryReport:
    """What a summary was asked for, and which of its words the documents have.

    Attributes:
        text: The query, as given.
        words: Its content words in their order, case folded, each once.
        missing: Those of which no document has any form.
    """

    text: str
    words: tuple[str, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence of the summary: an exact quote, its address, and what other sentences say of it.

    Attributes:
        text: The quote; equal to the cited characters of its document.
        citation: Its address.
        score: The value of this sentence alone according to the method, at least 0. It has no unit
            and can be compared only within one summary.
        support: Sentences that say the same or a part of it, in the order of the documents.
        conflicts: Sentences that contradict it, in the order of the documents.
        updates: Sentences about the same matter at another time, in the order of the documents.
        similar: Sentences so near that the summary holds only this one, in the order of the
            documents.
        family: Number of the family of its document, as in `Source`.
        trimmed: Whether the quote leaves out a part of its sentence: a dateline, a list mark or a
            label at its ends. The part left out is among the `dropped` spans of the document.
        relevance: How relevant it is to the query, 0 to 1, the most relevant of all sentences
            having about 1; None without a query.
        query_words: The words of the query that it has in some form, as in `QueryReport.words`.
        known: Sentences of the known documents that it updates, contradicts, says more than or is
            similar to, the most similar first.
        speaker: Who says it in a chat or a transcript, if the quote does not begin with the name;
            otherwise empty.
    """

    text: str
    citation: Citation
    score: float
    support: tuple[Support, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    updates: tuple[Update, ...] = ()
    similar: tuple[Similar, ...] = ()
    family: int = 1
    trimmed: bool = False
    relevance: float | None = None
    query_words: tuple[str, ...] = ()
    known: tuple[KnownSentence, ...] = ()
    speaker: str = ""

    @property
    def families(self) -> int:
        """Number of independent families that say it: its own, and those of its support."""
        others = (one.family for one in self.support if one.relation == "same" or one.says_more)
        return len({self.family, *others})


Precision = Literal["day", "days", "month", "year"]
"""How exactly a time is told."""

DatedBy = Literal["told", "document"]
"""What dates a sentence: a time that it tells, or the day of its document."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A sentence of a timeline and the time that it is set in.

    Attributes:
        date: The time in ISO 8601, as exactly as it is told: a day (`2025-05-03`), several days
            (`2025-05-03/2025-05-05`), a month (`2025-05`) or a year (`2025`).
        precision: Which of these it is: `day`, `days`, `month` or `year`.
        dated_by: `told`, if the sentence tells the time; `document`, if it tells none, and the date
            is that of its document.
        sentence: The sentence.
    """

    date: str
    precision: Precision
    dated_by: DatedBy
    sentence: SummarySentence


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
        dropped: Spans left out as noise, in Unicode characters, ascending and disjoint; also what
            is left out at the ends of sentences, such as datelines and list marks.
        site: As in `Document`.
        pages: As in `Document`.
        family: Number of its family, from 1: documents that share most of their text, like the
            papers that print one agency's report, are one voice.
        not_quotable: Number of its sentences that could not be quoted, by reason.
            `fragment`: headings, captions, cut-off lines, and sentences too short to say something
            alone; `half quotation`: pieces of quotations of several sentences, and sentences with a
            quotation mark without its other end; `no word`: there is no word in them; `too long`:
            longer than the whole summary may be; `off the subject`: all, if the document is;
            `not relevant`: not relevant to the query; `known`: the known documents say it; `no
            date`: a timeline cannot say when it was.
        text: The document's text, which the HTML report needs. JSON does not hold it; None where
            it is not available.
        file: As in `Document`.
        off_subject: Whether the document is off the subject of the others, so that nothing of it is
            used.
        dropped_reasons: Why each span of `dropped` was left out, in a few words, such as
            `menu or teaser`, `caption` or `cookie notice`.
        created: As in `Document`.
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
    family: int = 1
    not_quotable: Mapping[str, int] = field(default_factory=dict, hash=False)
    text: str | None = field(default=None, repr=False)
    file: SourceFile | None = None
    off_subject: bool = False
    dropped_reasons: tuple[str, ...] = ()
    created: str | None = None

    def page(self, offset: int) -> int | None:
        """Return the number of the page at an offset of the text, from 1; None without pages."""
        return bisect_right(self.pages, offset) or None


@dataclass(frozen=True, slots=True)
class ComparedSentence:
    """A sentence of one source beside a statement that several sources are compared on.

    Attributes:
        citation: Its address.
        text: The exact characters at that address.
        relation: How it relates to the statement: `same`; `part`, if one of the two says a part of
            the other; `conflict`, if they cannot both be true; `update`, if it is about the same
            matter at another time; `similar`, if it is near, but none of these.
        against: Address of the quote that it was compared with: the statement, or another sentence
            beside it, for example one that says the same.
        against_text: The exact characters at that address.
        similarity: What both say of all that either says, 0 to 1.
        says_more: For a part, whether this sentence is the one that says more; otherwise False.
        copy: Whether it has the same words in the same order, apart from case and marks.
        differs_in: What the two differ in, in a few words: `number`, `said / denied`.
        about: The difference, first as the quote that it was compared with has it, then as this
            sentence has it, each as its source writes it: `129 / 130`; empty for `same`.
        time: For an update, `earlier` or `later` than the statement; None if that is not known.
        here: Spans of the document of `against` on which the relation rests.
        there: Spans of this sentence's document on which it rests.
        family: Number of the family of its document, as in `Source`.
    """

    citation: Citation
    text: str
    relation: Literal["same", "part", "conflict", "update", "similar"]
    against: Citation
    against_text: str
    similarity: float = 1.0
    says_more: bool = False
    copy: bool = False
    differs_in: str = ""
    about: str = ""
    time: Literal["earlier", "later"] | None = None
    here: tuple[Span, ...] = ()
    there: tuple[Span, ...] = ()
    family: int = 1

    @property
    def agrees(self) -> bool:
        """Whether it says all of the statement."""
        return self.relation == "same" or self.says_more

    @property
    def disagrees(self) -> bool:
        """Whether it says something else about the matter: a conflict or an update."""
        return self.relation in ("conflict", "update")


@dataclass(frozen=True, slots=True)
class ComparedStatement:
    """A statement, and what each source says about it; those without a cell had no match.

    Attributes:
        text: The statement: an exact quote of the sentence that most sources support.
        citation: Its address.
        cells: The sentences that relate to it, itself among them, in the order of the documents.
        family: Number of the family of its document, as in `Source`.
    """

    text: str
    citation: Citation
    cells: tuple[ComparedSentence, ...]
    family: int = 1

    @property
    def families(self) -> int:
        """Number of independent families that say all of it."""
        return len({cell.family for cell in self.cells if cell.agrees})

    @property
    def disagreement(self) -> bool:
        """Whether a source contradicts it, or tells of another state of the matter."""
        return any(cell.disagrees for cell in self.cells)


@dataclass(frozen=True, slots=True)
class BudgetReport:
    """The limit that was asked for, and how much of it the summary uses.

    Attributes:
        unit: `words`, `sentences`, `characters`, `bytes` or `tokens`. A ratio is given in words.
        limit: The limit in this unit, at least 1.
        used: Length of the summary in this unit, at most `limit`.
    """

    unit: str
    limit: int
    used: int


@dataclass(frozen=True, slots=True)
class Headline:
    """What a summary or a subject of a digest is called: the exact words of one of its sources.

    Attributes:
        text: The exact characters.
        document: Id of the document.
        span: Where they stand in the document's text, `text[start:end]`, in Unicode characters;
            None if only the document's `title` has them.
    """

    text: str
    document: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a sentence is quoted, or left out although its score is among the highest.

    Attributes:
        text: The sentence.
        citation: Where it stands.
        quoted: Whether the summary quotes it.
        score: What it would be worth if it were quoted alone, at least 0.
        adds: Share of the score, 0 to 1, that it adds to the other quotes; the rest they tell too.
        quality: How well it does by itself beside the best sentence, 0 to 1: by its place and
            length, and by how far it can be understood alone. 1 for rankings.
        words: The words and pairs of words that make most of the score, each with its share of it,
            0 to 1; none for rankings.
        reason: Why it is left out; empty for a quote.
        beside: The quote that the reason is about, if any.
    """

    text: str
    citation: Citation
    quoted: bool
    score: float
    adds: float
    quality: float
    words: tuple[tuple[str, float], ...]
    reason: str = ""
    beside: Citation | None = None


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
    query: QueryReport | None = None
    known: tuple[Source, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    headline: Headline | None = None
    explanations: tuple[Explanation, ...] = ()
    files_not_read: tuple[FileFate, ...] = field(default=(), compare=False)
    find_disagreements: Callable[[], tuple[ComparedStatement, ...]] = field(
        default=tuple, repr=False, compare=False
    )

    @property
    def disagreements(self) -> tuple[ComparedStatement, ...]:
        """The statements on which different documents disagree, of all that the documents say.

        They are searched for when they are asked for.
        """
        return self.find_disagreements()

    @property
    def text(self) -> str:
        """The text of the summary: its quotes, joined by one space."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class ComparisonData:
    """The fields of a comparison, for the stages that render it.

    `summary.Comparison` documents them and adds the ways to show them.
    """

    statements: tuple[ComparedStatement, ...]
    documents: tuple[Source, ...]
    settings: Mapping[str, object]
    warnings: tuple[str, ...] = ()

    @property
    def disagreements(self) -> tuple[ComparedStatement, ...]:
        """The statements on which sources disagree, in order."""
        return tuple(statement for statement in self.statements if statement.disagreement)

    @property
    def compared(self) -> tuple[Source, ...]:
        """The documents that are compared: all but those off the subject, in order."""
        return tuple(source for source in self.documents if not source.off_subject)

    def silent(self, statement: ComparedStatement) -> tuple[str, ...]:
        """Return the ids of the documents in which no match for a statement was found, in order."""
        speaking = {cell.citation.document for cell in statement.cells}
        return tuple(source.id for source in self.compared if source.id not in speaking)


@dataclass(frozen=True, slots=True)
class DigestSubject:
    """One subject of a digest.

    Attributes:
        id: Name of the group of its documents, as in `DocumentGroup`.
        headline: What it is called.
        summary: The summary of its documents, a `Summary`.
        families: Number of independent families of documents that are about it.
        day: Day of the newest of its documents, in ISO 8601; None if no day is known.
    """

    id: str
    headline: Headline
    summary: SummaryData
    families: int
    day: str | None = None


@dataclass(frozen=True, slots=True)
class DigestData:
    """The fields of a digest, for the stages that render it.

    `summary.Digest` documents them and adds the ways to show them.
    """

    subjects: tuple[DigestSubject, ...]
    settings: Mapping[str, object]
    alone: tuple[Document, ...] = ()
    further: int = 0
    nothing_new: int = 0
    off_query: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def documents(self) -> int:
        """Number of documents of the subjects that are shown."""
        return sum(len(subject.summary.documents) for subject in self.subjects)
