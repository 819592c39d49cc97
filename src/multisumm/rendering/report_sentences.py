"""The sentences of a summary -> the values that the report's template shows of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from multisumm.escaping import one_line
from multisumm.messages import shortened
from multisumm.model import Source, SummaryData, SummarySentence, Support, Update
from multisumm.rendering.agreement import Agreement, agreement_of
from multisumm.rendering.highlighting import (
    MAX_MENTIONS,
    foremost,
    split_at,
    values_at_issue,
)
from multisumm.rendering.labels import MAX_NAMED_SOURCES
from multisumm.rendering.report_sources import NamedSource, QuoteLink, link_to
from multisumm.rendering.report_statements import statement_of
from multisumm.rendering.wording import (
    RELATIONS,
    SUPPORTING,
    TIMES,
    Differing,
    kind_of,
    news_notes,
    relation_of,
    relevance_note,
    shared_text,
    spans_within,
    speaker_note,
    support_note,
    values_of,
)

BEGINNING = 60
"""Characters of a sentence that the notes on paper show."""

CONTEXT = 160
"""Characters that a card shows before and after the quote at most."""

Parts = tuple[tuple[str, bool], ...]
"""A text in parts, each with whether it is a value that differs."""


@dataclass(frozen=True, slots=True)
class ShownSupport:
    """A sentence that supports one of the summary: where it is, and what is said of it."""

    link: QuoteLink
    note: str


@dataclass(frozen=True, slots=True)
class SupportGroup:
    """The sentences that say a sentence of the summary, or those that say a part of it.

    Attributes:
        words: How the sentence has it: `also in`.
        shown: What is shown at once.
        folded: The rest, shown on demand.
        more: Number of sentences beyond `shown`.
        unnamed: Number of those that the page does not show.
        shared: How many sources say it, if some share a text; otherwise empty.
    """

    words: str
    shown: list[ShownSupport]
    folded: list[ShownSupport]
    more: int
    unnamed: int
    shared: str


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """A sentence that differs from one of the summary.

    Attributes:
        link: Where it is.
        time: `earlier`, `later` or `at another time` for an update; otherwise empty.
        date: Date of its source for an update; otherwise None.
        differs_in: What the two differ in; may be empty.
        here, there: What differs in the summary's sentence and in this one; empty if a side has
            nothing to set against the other.
        parts: Its text.
    """

    link: QuoteLink
    time: str
    date: str | None
    differs_in: str
    here: str
    there: str
    parts: Parts


@dataclass(frozen=True, slots=True)
class DifferenceList:
    """The sentences of one kind that differ from one of the summary.

    Attributes:
        shown: Those that the page shows.
        unnamed: Number of those that it does not show.
        shared: How many sources these are from, if some share a text; otherwise empty.
    """

    shown: list[ShownDifference]
    unnamed: int
    shared: str

    @property
    def number(self) -> int:
        """Number of all of them."""
        return len(self.shown) + self.unnamed


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A sentence of the summary, and what the card beside it says.

    Attributes:
        number: Its number in the page, from 1; it is not shown.
        parts: The quote.
        direction: Direction of its writing, `ltr` or `rtl`.
        beginning: Its beginning, by which it is found on paper.
        before, after: What stands around it in its source.
        quote: Where it is.
        citation: The same in words: `Loss, The Daily, 2019-10-07, a.txt, characters 0–8`.
        said_by: Who says it, if the quote does not begin with the name: `said by Ana`.
        agreement: How many independent sources say it.
        day: Its own date in a timeline; empty if it is that of the sentence before, or without one.
        relevance: How relevant it is to the query, and the words it has; empty without a query.
        news: What it changes of what was known.
        support: Who says it, and who says a part of it.
        conflicts: What contradicts it.
        updates: What is about another time.
        similar: What is similar, but different.
    """

    number: int
    parts: Parts
    direction: str
    beginning: str
    before: str
    after: str
    quote: QuoteLink
    citation: str
    said_by: str
    agreement: Agreement
    day: str
    relevance: str
    news: list[str]
    support: list[SupportGroup]
    conflicts: DifferenceList
    updates: DifferenceList
    similar: DifferenceList


def dates_shown(summary: SummaryData) -> list[str]:
    """Return for each sentence the date that is shown above it: each date of a timeline once."""
    dates = [entry.date for entry in summary.timeline] or [""] * len(summary.sentences)
    return ["" if date == before else date for before, date in pairwise(["", *dates])]


def show_sentence(
    number: int,
    sentence: SummarySentence,
    sources: Mapping[str, NamedSource],
    compared: tuple[int, int],
    day: str = "",
) -> ShownSentence:
    """Return what the page shows of a sentence of the summary.

    Args:
        number: Its number in the page, from 1.
        sentence: The sentence.
        sources: The sources by id.
        compared: How many sources are compared with it, and how many of them are independent.
        day: What is shown above it as its date; empty for nothing.
    """
    citation, source = sentence.citation, sources[sentence.citation.document].source
    groups = (_support_group(sentence, relation, sources) for relation in SUPPORTING)
    before, after = _context_of(sentence, source)
    return ShownSentence(
        number=number,
        parts=split_at(sentence.text, spans_within(citation, values_at_issue(sentence))),
        direction=direction_of(sentence.text),
        beginning=shortened(one_line(sentence.text), BEGINNING),
        before=before,
        after=after,
        quote=link_to(citation, sources),
        citation=_citation_in_words(link_to(citation, sources), source),
        said_by=speaker_note(sentence),
        agreement=agreement_of(statement_of(sentence), compared),
        day=day,
        relevance="" if sentence.relevance is None else relevance_note(sentence),
        news=news_notes(sentence),
        support=[group for group in groups if group.shown],
        conflicts=_difference_list(sentence, sentence.conflicts, sources),
        updates=_difference_list(sentence, sentence.updates, sources),
        similar=_difference_list(sentence, sentence.similar, sources),
    )


def direction_of(text: str) -> str:
    """Return the direction in which a text is written: that of its first letter, or else `ltr`.

    >>> direction_of("1. سلام"), direction_of("12")
    ('rtl', 'ltr')
    """
    kinds = map(unicodedata.bidirectional, text)
    return (
        "rtl" if next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L" else "ltr"
    )


def _citation_in_words(link: QuoteLink, source: Source) -> str:
    """Return title, outlet, date, document and place of a quote, each once, those known."""
    page = f"page {link.page}" if link.page else ""
    place = f"characters {link.start}–{link.end}"
    parts = (link.name, link.outlet, link.date, one_line(source.id), page, place)
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _context_of(sentence: SummarySentence, source: Source) -> tuple[str, str]:
    """Return what stands before and after a quote in its paragraph, cut between two words."""
    text, start, end = source.text or "", sentence.citation.start, sentence.citation.end
    if text[start:end] != sentence.text:
        return "", ""
    before = text[max(start - CONTEXT, 0) : start].rpartition("\n\n")[2]
    after = text[end : end + CONTEXT].partition("\n\n")[0]
    if len(before) == CONTEXT:
        before = f"… {before.partition(' ')[2]}"
    if len(after) == CONTEXT:
        after = f"{after.rpartition(' ')[0]} …"
    return before, after


def _support_group(
    sentence: SummarySentence, relation: str, sources: Mapping[str, NamedSource]
) -> SupportGroup:
    support = [one for one in sentence.support if relation_of(one) == relation]
    shown = [_shown_support(one, sources) for one in foremost(support)]
    return SupportGroup(
        words=RELATIONS[relation],
        shown=shown[:MAX_NAMED_SOURCES],
        folded=shown[MAX_NAMED_SOURCES:],
        more=len(support) - MAX_NAMED_SOURCES,
        unnamed=max(len(support) - MAX_MENTIONS, 0),
        shared=shared_text(support, sentence if relation == "also_in" else None),
    )


def _shown_support(support: Support, sources: Mapping[str, NamedSource]) -> ShownSupport:
    """A part stands under a heading that says so; of the others the note tells how they say it."""
    note = "" if relation_of(support) == "says_part" else support_note(support)
    return ShownSupport(link_to(support.citation, sources), note)


def _difference_list(
    sentence: SummarySentence, others: Sequence[Differing], sources: Mapping[str, NamedSource]
) -> DifferenceList:
    shown = [_shown_difference(sentence, other, sources) for other in foremost(others)]
    return DifferenceList(shown, len(others) - len(shown), shared_text(others))


def _shown_difference(
    sentence: SummarySentence, other: Differing, sources: Mapping[str, NamedSource]
) -> ShownDifference:
    here, there = map(one_line, values_of(sentence, other))
    return ShownDifference(
        link=link_to(other.citation, sources),
        time=TIMES.get(relation_of(other), ""),
        date=other.there_date if isinstance(other, Update) else None,
        differs_in=one_line(kind_of(other)),
        here=here,
        there=there,
        parts=split_at(other.text, spans_within(other.citation, other.there)),
    )
