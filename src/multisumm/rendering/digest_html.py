"""A digest -> one HTML page: the subjects, each with its sentences, and the texts of the sources.

It opens as the report of a summary does: every sentence leads to its place in its source and has a
card, and each subject shows where its sources disagree and who says what. The page needs no
network, no other file and no script; it carries its JSON as data. A Content-Security-Policy in the
page allows its own styles and script, by their digests, and nothing else.
`data/digest.html.jinja` shows the values that this file makes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from multisumm.escaping import html_json, one_line
from multisumm.messages import shortened
from multisumm.model import DigestData, DigestSubject
from multisumm.rendering.agreement import STANCES
from multisumm.rendering.digest_json import digest_record
from multisumm.rendering.digest_labels import (
    Dispute,
    asked,
    digest_title,
    disputes_of,
    in_no_subject,
    left_out,
    who_tells_it,
)
from multisumm.rendering.digest_sources import (
    MAX_ALONE,
    further_copies,
    number_sources,
    page_numbers,
    with_listed_sources,
)
from multisumm.rendering.html_report import RECORD_ID, STYLES
from multisumm.rendering.labels import language_of, place_of
from multisumm.rendering.report_comparison import (
    ShownComparison,
    name_compared_sources,
    show_comparison,
)
from multisumm.rendering.report_sentences import ShownSentence
from multisumm.rendering.report_sources import (
    NamedSource,
    QuoteLink,
    ShownSource,
    group_sources,
    link_to_mark,
    show_sources,
)
from multisumm.rendering.report_text import ShownParagraph, show_text
from multisumm.rendering.templates import inline, render_template

DIGEST_STYLES = (*STYLES, "digest.css")
"""The styles of the page, in order; a frame that shows it must allow them."""

MAX_TABLE_NAME_CHARACTERS = 80
"""Characters of a headline that name the table of its subject."""


@dataclass(frozen=True, slots=True)
class ShownDispute:
    """A dispute: what it is about, and the two sentences, each with a link to its source.

    A link leads to the mark of its sentence, or to the source if the sentence is not marked.
    """

    words: str
    here: str
    here_link: QuoteLink
    there: str
    there_link: QuoteLink


@dataclass(frozen=True, slots=True)
class ShownSubject:
    """A subject of the page.

    Attributes:
        number: Its number, from 1.
        headline: What it is called.
        name: The beginning of that.
        place: Where the words of the headline stand.
        source: Number of the source that has the headline.
        told: Who tells it.
        language: Language of its sources for the attribute `lang`; empty if it is not known.
        paragraphs: Its summary; sentences are numbered through the whole page.
        disputes: What is in dispute, as a mail shows it.
        disagreements: Number of statements on which its sources disagree.
        comparison: Where its sources disagree, and what each of them says.
        sources: Its sources, in families.
        further: Number of the first source of a text -> how many copies of it are not listed.
    """

    number: int
    headline: str
    name: str
    place: str
    source: int
    told: str
    language: str
    paragraphs: list[ShownParagraph]
    disputes: list[ShownDispute]
    disagreements: int
    comparison: ShownComparison
    sources: list[list[ShownSource]]
    further: dict[int, int]

    @property
    def sentences(self) -> list[ShownSentence]:
        """The sentences of its summary."""
        return [sentence for paragraph in self.paragraphs for sentence in paragraph.sentences]

    @property
    def compared(self) -> list[ShownSource]:
        """Its sources by number."""
        return sorted(
            (source for family in self.sources for source in family), key=lambda one: one.number
        )


def render_digest_html(digest: DigestData) -> str:
    """Return the digest as a page; the same digest gives the same characters."""
    from markupsafe import Markup

    page = render_template(
        "digest.html.jinja",
        styles=[*map(inline, DIGEST_STYLES)],
        script=inline("report.js"),
        title=digest_title(digest),
        asked=asked(digest),
        stances=STANCES,
        subjects=[*shown_subjects(digest)],
        left_out=left_out(digest),
        alone=[document.title or document.id for document in digest.alone[:MAX_ALONE]],
        number_alone=len(digest.alone),
        alone_line=in_no_subject(digest),
        warnings=digest.warnings,
        record_id=RECORD_ID,
        record=Markup(html_json(digest_record(with_listed_sources(digest)))),
    )
    return f"{page}\n"


def shown_subjects(digest: DigestData, *, restart: bool = False) -> Iterator[ShownSubject]:
    """Yield what a page shows of each subject.

    Args:
        digest: The digest.
        restart: Whether the sources of each subject are numbered from 1, as in the text. Otherwise
            they are numbered through the whole page, so that every mark has an address of its own.
    """
    listed = with_listed_sources(digest).subjects
    of_page = page_numbers(digest)
    sentences = 1
    for number, (subject, shown) in enumerate(zip(digest.subjects, listed, strict=True), start=1):
        found = _shown_subject(
            number,
            subject,
            shown,
            first=sentences,
            numbers=number_sources(subject) if restart else of_page,
            of_page=len(of_page),
        )
        sentences = found.comparison.last + 1
        yield found


def _shown_subject(
    number: int,
    subject: DigestSubject,
    listed: DigestSubject,
    *,
    first: int,
    numbers: Mapping[str, int],
    of_page: int,
) -> ShownSubject:
    """Return a subject as the page shows it.

    Args:
        number: Its number, from 1.
        subject: The subject.
        listed: The same with the sources that are listed alone.
        first: Number of its first sentence in the page.
        numbers: Number of each of its sources by id.
        of_page: Number of all sources of the page.
    """
    named = _name_sources(listed, first=first, numbers=numbers)
    shown = show_sources(named.values(), of_page=of_page)
    return ShownSubject(
        number=number,
        headline=subject.headline.text,
        name=shortened(one_line(subject.headline.text), MAX_TABLE_NAME_CHARACTERS),
        place=place_of(subject.headline),
        source=named[subject.headline.document].number,
        told=who_tells_it(subject),
        language=language_of(subject.summary.settings),
        paragraphs=show_text(subject.summary, named, first=first),
        disputes=[_shown_dispute(one, named) for one in disputes_of(subject.summary)],
        disagreements=len(listed.summary.disagreements),
        comparison=show_comparison(listed.summary, named, first=first),
        sources=group_sources(sorted(shown, key=lambda source: source.number)),
        further={named[name].number: more for name, more in further_copies(subject).items()},
    )


def _name_sources(
    subject: DigestSubject, *, first: int, numbers: Mapping[str, int]
) -> dict[str, NamedSource]:
    """Return the sources of a subject by id, with these numbers, in the order of its documents."""
    named = name_compared_sources(subject.summary, first=first)
    return {
        source.id: replace(named[source.id], number=numbers[source.id])
        for source in subject.summary.documents
    }


def _shown_dispute(dispute: Dispute, named: Mapping[str, NamedSource]) -> ShownDispute:
    return ShownDispute(
        words=dispute.words,
        here=dispute.here_text,
        here_link=link_to_mark(dispute.here, named),
        there=dispute.there_text,
        there_link=link_to_mark(dispute.there, named),
    )
