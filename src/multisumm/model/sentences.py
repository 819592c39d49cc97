"""A sentence at its address, and how others relate to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
"""Start and end offset of a part of a document's text, in Unicode characters: `text[start:end]`."""


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
