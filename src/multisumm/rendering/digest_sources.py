"""Which sources of a subject a digest lists: of many copies of one text, the first and the cited.

The JSON of a digest has all. All other formats, and the JSON that a page carries, list these, so
that they do not grow with the number of copies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from multisumm.model import DigestData, DigestSubject, Source, SummaryData, SummarySentence
from multisumm.rendering.digest_labels import disputes_of
from multisumm.rendering.highlighting import AnyRelated, foremost
from multisumm.rendering.report_disagreements import MAX_DISAGREEMENTS
from multisumm.rendering.wording import related_by_relation

MAX_COPIES = 100
"""Sources of one text that are listed, beside those that are cited; the rest are counted."""

MAX_ALONE = 1000
"""Documents that are alone of which a page names so many; the rest are counted."""


def listed_sources(subject: DigestSubject) -> tuple[Source, ...]:
    """Return the sources of a subject that are listed, in order: all but further copies of a text.

    What a page links to is always listed.
    """
    sources = subject.summary.documents
    if len(sources) <= MAX_COPIES:
        return sources
    cited = {subject.headline.document, *_cited(subject.summary)}
    seen: Counter[int] = Counter()
    listed = []
    for source in sources:
        seen[source.family] += 1
        if seen[source.family] <= MAX_COPIES or source.id in cited:
            listed.append(source)
    return tuple(listed)


def further_copies(subject: DigestSubject) -> dict[str, int]:
    """Return how many copies are not listed: id of the first source of their text -> number."""
    sources = subject.summary.documents
    listed = listed_sources(subject)
    all_of, listed_of = (Counter(one.family for one in some) for some in (sources, listed))
    first = {source.family: source.id for source in reversed(listed)}
    more = {family: number - listed_of[family] for family, number in all_of.items()}
    return {first[family]: number for family, number in more.items() if number}


def number_sources(subject: DigestSubject, *, first: int = 1) -> dict[str, int]:
    """Return the number of each source of a subject that is listed, by its id.

    Args:
        subject: The subject.
        first: Number of the first source.
    """
    return {source.id: first + i for i, source in enumerate(listed_sources(subject))}


def page_numbers(digest: DigestData) -> dict[str, int]:
    """Return the number of each source in the page of a digest, by id: through all subjects."""
    numbers: dict[str, int] = {}
    for subject in digest.subjects:
        numbers |= number_sources(subject, first=len(numbers) + 1)
    return numbers


def copies_line(number: int, name: str) -> str:
    """Return a line for copies that are not listed: `and 99,900 more of the same text as [1]`."""
    return f"and {number:,} more of the same text as {name}"


def with_listed_sources(digest: DigestData) -> DigestData:
    """Return a digest with the sources that are listed, and what they say, alone."""
    return replace(
        digest,
        subjects=tuple(
            replace(one, summary=_with_sources(one.summary, listed_sources(one)))
            for one in digest.subjects
        ),
        alone=digest.alone[:MAX_ALONE],
    )


def _with_sources(summary: SummaryData, sources: Sequence[Source]) -> SummaryData:
    if len(sources) == len(summary.documents):
        return summary
    ids = {source.id for source in sources}
    disagreements = tuple(
        replace(one, cells=tuple(cell for cell in one.cells if cell.citation.document in ids))
        for one in summary.disagreements
        if one.citation.document in ids
    )
    sentences = tuple(_with_related(sentence, ids) for sentence in summary.sentences)
    entries = zip(summary.timeline, sentences, strict=False)
    return replace(
        summary,
        sentences=sentences,
        documents=tuple(sources),
        timeline=tuple(replace(entry, sentence=sentence) for entry, sentence in entries),
        find_disagreements=partial(tuple, disagreements),
    )


def _with_related(sentence: SummarySentence, ids: set[str]) -> SummarySentence:
    def kept(related: tuple[AnyRelated, ...]) -> tuple[AnyRelated, ...]:
        return tuple(one for one in related if one.citation.document in ids)

    return replace(
        sentence,
        support=kept(sentence.support),
        conflicts=kept(sentence.conflicts),
        updates=kept(sentence.updates),
        similar=kept(sentence.similar),
    )


def _cited(summary: SummaryData) -> Iterator[str]:
    """Yield the documents that a page links to, and one of each family that says a sentence."""
    for sentence in summary.sentences:
        yield sentence.citation.document
        for related in related_by_relation(sentence).values():
            families = {one.family: one.citation.document for one in reversed(related)}
            yield from families.values()
            yield from (one.citation.document for one in foremost(related))
    for dispute in disputes_of(summary):
        yield from (dispute.here.document, dispute.there.document)
    for statement in summary.disagreements[:MAX_DISAGREEMENTS]:
        yield statement.citation.document
        yield from {one.family: one.citation.document for one in reversed(statement.cells)}.values()
