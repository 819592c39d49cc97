"""What is given back: summaries, comparisons and digests, with the names of their JSON."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from multisumm.model.documents import Document, FileFate, SourceFile
from multisumm.model.sentences import (
    Citation,
    Conflict,
    KnownSentence,
    Similar,
    Span,
    Support,
    Update,
)

FIRST_SUMMARY_SCHEMA = "multisumm-summary/1"
SUMMARY_SCHEMA = "multisumm-summary/2"
COMPARE_SCHEMA = "multisumm-compare/1"
DIGEST_SCHEMA = "multisumm-digest/1"
VERIFICATION_SCHEMA = "multisumm-verification/2"
"""Names of the shapes of all JSON that is written, and of the earlier one that is still read.
Another shape gets another number."""


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
