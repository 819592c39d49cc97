"""A summary -> one HTML page on which every sentence links to its place in its source.

The page needs no network, no other file and no script: it works by links (`#t2-109`).
`data/report.js` adds which sentence is open, a way back, and copying. A Content-Security-Policy in
the page allows its own style and script, by their digests, and nothing else. This file makes the
values that `data/report.html.jinja` shows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from multisumm.escaping import one_line
from multisumm.messages import plural
from multisumm.model import Citation, Conflict, Source, SummaryData, SummarySentence
from multisumm.rendering.highlighting import (
    AGAINST,
    MAX_MENTIONS,
    QUOTED,
    SAME,
    Bar,
    Mention,
    Piece,
    colour,
    foremost,
    mark_id,
    mark_passage,
    mentions_by_document,
    merged,
    passages,
    strip_bars,
    within,
)
from multisumm.rendering.labels import (
    MAX_NAMED_SOURCES,
    source_numbers,
    sources_by_id,
    unit_of,
    web_address,
)
from multisumm.rendering.plain_text import render_text
from multisumm.rendering.templates import inline, render_template

MAX_PAGE_CHARACTERS = 1_000_000
"""Characters of all sources that a page holds at most, beside those that the summary names, which
are always there. Sources have equal shares; a source longer than its share is shown in parts."""


@dataclass(frozen=True, slots=True)
class NamedSource:
    """A source with its number in the page and the spans that the summary names in it."""

    number: int
    source: Source
    mentions: Sequence[Mention]

    @property
    def name(self) -> str:
        """Its title, or its id if it has none, as one line."""
        return one_line(self.source.title or "") or one_line(self.source.id)


@dataclass(frozen=True, slots=True)
class QuoteLink:
    """A link to the mark of a quote.

    Attributes:
        number, name: Number and name of the source.
        page: Page of the source, from 1; None if it has no pages.
        start, end: Offsets of the quote in the source's text.
        target: Id of the mark.
    """

    number: int
    name: str
    page: int | None
    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """A sentence that contradicts the summary.

    Attributes:
        link: Where it stands.
        here, there: What differs in the summary's sentence and in this one; empty if a side lacks
            the negation that the other one has.
        parts: Its text in parts, each with whether it is what differs.
    """

    link: QuoteLink
    here: str
    there: str
    parts: list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A sentence of the summary.

    Attributes:
        number: Its number, from 1.
        colour: CSS classes of its colour.
        text: The quote.
        quote: Where it stands.
        support: Where the same is said, as far as it is shown at once.
        folded_support: The rest of these, shown on demand.
        more_support: Number of sentences that say the same beyond `support`.
        unnamed_support: Number of those that the page does not show.
        conflicts: What contradicts it.
        unnamed_conflicts: Number of conflicts that the page does not show.
    """

    number: int
    colour: str
    text: str
    quote: QuoteLink
    support: list[QuoteLink]
    folded_support: list[QuoteLink]
    more_support: int
    unnamed_support: int
    conflicts: list[ShownConflict]
    unnamed_conflicts: int


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage of a source, and how many characters before it are not in the page."""

    skipped: int
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class ShownSource:
    """A source of the summary.

    Attributes:
        number, name: As in `NamedSource`.
        document: What the summary says about it: id, title, date, length and digest.
        site: Who published it; empty if not known.
        address: Its address, fit for a link; None if it is no address of the web.
        usage: How much of it the summary uses, in words.
        bars: Its strip.
        passages: What of its text is shown.
        skipped: Number of characters after the last passage that are not in the page.
    """

    number: int
    name: str
    document: Source
    site: str
    address: str | None
    usage: str
    bars: list[Bar]
    passages: list[ShownPassage]
    skipped: int


def render_html(summary: SummaryData) -> str:
    """Return the summary as a page; the same summary gives the same characters."""
    sources = _named_sources(summary)
    room = MAX_PAGE_CHARACTERS // max(len(sources), 1)
    page = render_template(
        "report.html.jinja",
        style=inline("report.css"),
        script=inline("report.js"),
        summary=summary,
        unit=unit_of(summary.budget),
        language=_language(summary),
        contradicted=sum(bool(sentence.conflicts) for sentence in summary.sentences),
        sentences=[
            _shown_sentence(number, sentence, sources)
            for number, sentence in enumerate(summary.sentences, start=1)
        ],
        plain_text=render_text(summary),
        sources=[_shown_source(source, room) for source in sources.values()],
        has_noise=any(source.dropped for source in summary.documents),
    )
    return f"{page}\n"


def _named_sources(summary: SummaryData) -> dict[str, NamedSource]:
    """Return the sources by id: numbered as in the text, then those that it does not name."""
    listed = sources_by_id(summary)
    mentions = mentions_by_document(summary)
    numbers = source_numbers(summary)
    for document in (*mentions, *listed):
        numbers.setdefault(document, len(numbers) + 1)
    return {
        document: NamedSource(
            number, listed.get(document) or _unlisted(document), mentions.get(document, ())
        )
        for document, number in numbers.items()
    }


def _unlisted(document: str) -> Source:
    return Source(document, None, None, None, sha256="", characters=0, sentences=0, dropped=())


def _language(summary: SummaryData) -> str:
    """Return the language of the sources for the attribute `lang`; empty if it is not known."""
    code = str(summary.settings.get("language"))
    return code if re.fullmatch("[a-z]{2,3}", code) and code != "und" else ""


# --- the summary --------------------------------------------------------------------------------


def _shown_sentence(
    number: int, sentence: SummarySentence, sources: Mapping[str, NamedSource]
) -> ShownSentence:
    support = [_link(same.citation, sources) for same in foremost(sentence.support)]
    return ShownSentence(
        number=number,
        colour=colour(number),
        text=sentence.text,
        quote=_link(sentence.citation, sources),
        support=support[:MAX_NAMED_SOURCES],
        folded_support=support[MAX_NAMED_SOURCES:],
        more_support=len(sentence.support) - MAX_NAMED_SOURCES,
        unnamed_support=max(len(sentence.support) - MAX_MENTIONS, 0),
        conflicts=[_shown_conflict(other, sources) for other in foremost(sentence.conflicts)],
        unnamed_conflicts=max(len(sentence.conflicts) - MAX_MENTIONS, 0),
    )


def _link(citation: Citation, sources: Mapping[str, NamedSource]) -> QuoteLink:
    cited = sources[citation.document]
    return QuoteLink(
        number=cited.number,
        name=cited.name,
        page=cited.source.page(citation.start),
        start=citation.start,
        end=citation.end,
        target=mark_id(cited.number, citation.start),
    )


def _shown_conflict(conflict: Conflict, sources: Mapping[str, NamedSource]) -> ShownConflict:
    here, _, there = conflict.about.partition(" / ")
    return ShownConflict(
        link=_link(conflict.citation, sources),
        here=here if here.strip(" –") else "",
        there=there if there.strip(" –") else "",
        parts=_split_at(one_line(conflict.text), one_line(there)),
    )


def _split_at(text: str, words: str) -> list[tuple[str, bool]]:
    """Return the parts of a text, each with whether it is these words, which end at no letter."""
    parts = re.split(rf"(?<!\w)({re.escape(words)})(?!\w)", text) if words else [text]
    return [(part, index % 2 == 1) for index, part in enumerate(parts)]


# --- the sources --------------------------------------------------------------------------------


def _shown_source(named: NamedSource, room: int) -> ShownSource:
    source, address = named.source, web_address(named.source)
    shown, skipped = _shown_passages(named, room)
    return ShownSource(
        number=named.number,
        name=named.name,
        document=source,
        site=_site(source, address),
        address=address,
        usage=_usage(named),
        bars=strip_bars(source, named.mentions, number=named.number),
        passages=shown,
        skipped=skipped,
    )


def _shown_passages(named: NamedSource, room: int) -> tuple[list[ShownPassage], int]:
    """Return the passages of a source, and how many characters after them are not in the page."""
    shown, reached = [], 0
    for passage in passages(named.source, named.mentions, room=room):
        mentions, dropped = within(named.mentions, named.source.dropped, passage)
        pieces = mark_passage(passage, mentions, dropped, number=named.number)
        shown.append(ShownPassage(passage.start - reached, pieces))
        reached = passage.start + len(passage.text)
    return shown, max(named.source.characters - reached, 0)


def _site(source: Source, address: str | None) -> str:
    """Return the site that a source names as its own, or else the host of its address."""
    host = re.match(r"https?://(?:[^/?#]*@)?([^/?#:]+)", address or "", re.IGNORECASE)
    return one_line(source.site or "") or (host[1] if host else "")


def _usage(named: NamedSource) -> str:
    """Return how much of a source is used, in words: `2 sentences quoted · 1 says the same`."""
    quoted, same, against = (
        len({mention.start for mention in named.mentions if mention.role == role})
        for role in (QUOTED, SAME, AGAINST)
    )
    used = sum(end - start for start, end in merged((m.start, m.end) for m in named.mentions))
    noise = sum(end - start for start, end in named.source.dropped)
    length = max(named.source.characters, 1)
    facts = [
        f"{plural(quoted, 'sentence', comma=True)} quoted" if quoted else "",
        f"{same} {'says' if same == 1 else 'say'} the same" if same else "",
        f"{against} {'contradicts' if against == 1 else 'contradict'}" if against else "",
        f"{min(used / length, 1):.0%} used" if used else "not used",
        f"{noise / length:.0%} noise" if noise else "",
    ]
    return " · ".join(filter(None, facts))
