"""What a digest says about a subject, in words that all its formats use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from multisumm.escaping import one_line
from multisumm.messages import named_option, plural, shortened
from multisumm.model import Citation, DigestData, DigestSubject, SummaryData
from multisumm.rendering.compare_labels import difference_in_words
from multisumm.rendering.wording import MAX_QUERY_CHARACTERS, kind_of, news_notes, note_of

MAX_DISPUTES = 3
"""Disputes that are listed of a subject; the JSON of its summary has all."""

DISPUTES_LABEL, NEWS_LABEL = "In dispute, or changed", "New"
"""What stands before the disputes of a subject, and before what it changes of what was known."""


class Dispute(NamedTuple):
    """Two sentences of which one contradicts the other, or tells of another time.

    Attributes:
        words: What they differ in: `number: 214 / 241`; `earlier, 2019-10-07; number: 130 / 127`.
        here: Address of the first.
        here_text: The exact characters there.
        there: Address of the second.
        there_text: The exact characters there.
    """

    words: str
    here: Citation
    here_text: str
    there: Citation
    there_text: str


def disputes_of(summary: SummaryData) -> list[Dispute]:
    """Return what is in dispute in a subject, at most three, each difference and each pair once.

    First comes what contradicts the summary, then on what else the sources disagree, then what is
    of another time than the summary.
    """
    found: dict[str, Dispute] = {}
    pairs: set[frozenset[Citation]] = set()
    for dispute in (*_contradictions(summary), *_disagreements(summary), *_changes(summary)):
        pair = frozenset((dispute.here, dispute.there))
        if pair not in pairs:
            found.setdefault(dispute.words.casefold(), dispute)
        pairs.add(pair)
    return [*found.values()][:MAX_DISPUTES]


def _contradictions(summary: SummaryData) -> Iterator[Dispute]:
    for sentence in summary.sentences:
        for other in sentence.conflicts:
            words = note_of(sentence, other)
            yield Dispute(words, sentence.citation, sentence.text, other.citation, other.text)


def _changes(summary: SummaryData) -> Iterator[Dispute]:
    for sentence in summary.sentences:
        for other in sentence.updates:
            words = note_of(sentence, other)
            yield Dispute(words, sentence.citation, sentence.text, other.citation, other.text)


def _disagreements(summary: SummaryData) -> Iterator[Dispute]:
    for statement in summary.disagreements:
        for cell in statement.cells:
            if cell.relation == "conflict":
                values = ": ".join(filter(None, (kind_of(cell), difference_in_words(cell))))
                yield Dispute(values, cell.against, cell.against_text, cell.citation, cell.text)


def news_of(summary: SummaryData) -> list[str]:
    """Return what a subject changes of what was known, each change once."""
    notes = (note for sentence in summary.sentences for note in news_notes(sentence))
    return list(dict.fromkeys(notes))


def digest_title(digest: DigestData) -> str:
    """Return what a digest has: `Digest: 5 subjects from 27 documents`."""
    subjects = plural(len(digest.subjects), "subject", comma=True)
    return f"Digest: {subjects} from {plural(digest.documents, 'document', comma=True)}"


def asked(digest: DigestData) -> str:
    """Return what the digest was asked for in one line, or its beginning; empty without a query."""
    query = digest.settings.get("query")
    return f"Asked: {shortened(one_line(str(query)), MAX_QUERY_CHARACTERS)}" if query else ""


def who_tells_it(subject: DigestSubject) -> str:
    """Return who tells a subject: `3 independent sources in 4 documents, newest 2019-10-09`."""
    told = plural(subject.families, "independent source", comma=True)
    used = sum(not source.off_subject for source in subject.summary.documents)
    if used != subject.families:
        told += f" in {plural(used, 'document', comma=True)}"
    return f"{told}, newest {subject.day}" if subject.day else told


def left_out(digest: DigestData) -> list[str]:
    """Return what the digest does not show, a line each."""
    lines = []
    if digest.further:
        further = plural(digest.further, "further subject", comma=True)
        lines.append(f"{further} ({named_option('subjects')})")
    if digest.nothing_new:
        lines.append(f"{plural(digest.nothing_new, 'subject', comma=True)} with nothing new")
    if digest.off_query:
        lines.append(f"{plural(digest.off_query, 'subject', comma=True)} not about the query")
    if digest.alone:
        lines.append(in_no_subject(digest))
    return lines


def in_no_subject(digest: DigestData) -> str:
    """Return how many documents are alone: `2 documents in no subject (too few sources)`."""
    return f"{plural(len(digest.alone), 'document', comma=True)} in no subject (too few sources)"
