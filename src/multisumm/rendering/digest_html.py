"""A digest -> one HTML page: the subjects, each with its sentences, and the texts of the sources.

It opens as the report of a summary does: every sentence leads to its place in its source. The page
needs no network, no other file and no script; it carries its JSON as data. A
Content-Security-Policy in the page allows its own styles, by their digests, and nothing else.
`data/digest.html.jinja` shows the values that this file makes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from multisumm.escaping import html_json
from multisumm.model import BudgetReport, DigestData, Source, SummaryData
from multisumm.rendering.digest_json import digest_record
from multisumm.rendering.digest_labels import (
    Dispute,
    asked,
    digest_title,
    disputes_of,
    left_out,
    who_tells_it,
)
from multisumm.rendering.digest_sources import (
    MAX_ALONE,
    further_copies,
    listed_sources,
    with_listed_sources,
)
from multisumm.rendering.html_report import RECORD_ID
from multisumm.rendering.labels import language_of, place_of
from multisumm.rendering.report_sentences import ShownSentence
from multisumm.rendering.report_sources import (
    NamedSource,
    QuoteLink,
    ShownSource,
    group_sources,
    link_to_mark,
    name_sources,
    show_sources,
)
from multisumm.rendering.report_text import ShownParagraph, show_text
from multisumm.rendering.templates import inline, render_template


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
        place: Where the words of the headline stand.
        source: Number of the source that has the headline.
        told: Who tells it.
        language: Language of its sources for the attribute `lang`; empty if it is not known.
        paragraphs: Its summary; sentences are numbered through the whole page.
        disputes: What is in dispute.
        sources: Its sources, in families.
        further: Number of the first source of a text -> how many copies of it are not listed.
    """

    number: int
    headline: str
    place: str
    source: int
    told: str
    language: str
    paragraphs: list[ShownParagraph]
    disputes: list[ShownDispute]
    sources: list[list[ShownSource]]
    further: dict[int, int]

    @property
    def sentences(self) -> list[ShownSentence]:
        """The sentences of its summary."""
        return [sentence for paragraph in self.paragraphs for sentence in paragraph.sentences]


def render_digest_html(digest: DigestData) -> str:
    """Return the digest as a page; the same digest gives the same characters."""
    from markupsafe import Markup

    page = render_template(
        "digest.html.jinja",
        styles=[inline("report.css"), inline("reading.css"), inline("digest.css")],
        title=digest_title(digest),
        asked=asked(digest),
        subjects=[*shown_subjects(digest)],
        left_out=left_out(digest),
        alone=[document.title or document.id for document in digest.alone[:MAX_ALONE]],
        number_alone=len(digest.alone),
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
    named = _name_sources_by_subject(digest, restart=restart)
    shown = {source.document.id: source for source in show_sources(named.values())}
    first = 1
    for number, subject in enumerate(digest.subjects, start=1):
        paragraphs = show_text(subject.summary, named, first=first)
        first += len(subject.summary.sentences)
        yield ShownSubject(
            number=number,
            headline=subject.headline.text,
            place=place_of(subject.headline),
            source=named[subject.headline.document].number,
            told=who_tells_it(subject),
            language=language_of(subject.summary.settings),
            paragraphs=paragraphs,
            disputes=[_shown_dispute(one, named) for one in disputes_of(subject.summary)],
            sources=group_sources(
                sorted(
                    (shown[source.id] for source in listed_sources(subject)),
                    key=lambda source: source.number,
                )
            ),
            further={named[name].number: more for name, more in further_copies(subject).items()},
        )


def _name_sources_by_subject(digest: DigestData, *, restart: bool) -> dict[str, NamedSource]:
    """Return the sources by id, numbered in the order of the subjects and of their documents."""
    named = name_sources(_in_one(digest))
    numbered: dict[str, NamedSource] = {}
    for subject in digest.subjects:
        before = 0 if restart else len(numbered)
        for number, source in enumerate(listed_sources(subject), start=before + 1):
            numbered[source.id] = replace(named[source.id], number=number)
    return numbered


def _in_one(digest: DigestData) -> SummaryData:
    """Return the summaries of all subjects as one, so that what it names has one numbering."""
    sources: list[Source] = []
    for subject in digest.subjects:
        offset = max((source.family for source in sources), default=0)
        sources += (
            replace(source, family=source.family + offset) for source in subject.summary.documents
        )
    return SummaryData(
        sentences=tuple(one for subject in digest.subjects for one in subject.summary.sentences),
        documents=tuple(sources),
        budget=BudgetReport("words", 1, 1),
        settings={},
    )


def _shown_dispute(dispute: Dispute, named: Mapping[str, NamedSource]) -> ShownDispute:
    return ShownDispute(
        words=dispute.words,
        here=dispute.here_text,
        here_link=link_to_mark(dispute.here, named),
        there=dispute.there_text,
        there_link=link_to_mark(dispute.there, named),
    )
