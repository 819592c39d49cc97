"""The sources of a summary -> the values that the report's templates show of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from multisumm.escaping import one_line
from multisumm.messages import plural
from multisumm.model import Citation, Source, SummaryData
from multisumm.rendering.highlighting import (
    QUOTED,
    Bar,
    Mention,
    Piece,
    mark_id,
    mark_passage,
    mentions_by_document,
    merged,
    order_of,
    passages,
    strip_bars,
    within,
)
from multisumm.rendering.labels import (
    one_text_groups,
    source_numbers,
    sources_by_id,
    web_address,
)

MAX_PAGE_CHARACTERS = 1_000_000
"""Characters of all sources that a page holds at most, beside those that the summary names, which
are always there. Sources have equal shares; a source longer than its share is shown in parts."""

_USES = (
    (("also_in",), "says the same", "say the same"),
    (("says_part",), "says a part", "say a part"),
    (("contradicted_by",), "contradicts", "contradict"),
    (("earlier", "updated_by", "another_time"), "is of another time", "are of another time"),
    (("similar",), "is similar", "are similar"),
)
"""Relations, and what is said of one sentence and of several that have one of these."""


@dataclass(frozen=True, slots=True)
class NamedSource:
    """A source with its number in the page, and what the page marks in it.

    Attributes:
        number: Its number in the page, from 1.
        source: The source.
        mentions: The spans that the summary names in it, by offset.
        further: The spans that only the table of who says what names in it.
    """

    number: int
    source: Source
    mentions: Sequence[Mention]
    further: Sequence[Mention] = ()

    @property
    def marked(self) -> Sequence[Mention]:
        """All spans that the page marks in it, by offset."""
        if not self.further:
            return self.mentions
        return sorted((*self.mentions, *self.further), key=order_of)

    @property
    def name(self) -> str:
        """Its title, or its id if it has none, as one line."""
        return one_line(self.source.title or "") or one_line(self.source.id)


@dataclass(frozen=True, slots=True)
class QuoteLink:
    """A link to the mark of a quote.

    Attributes:
        number, name: Number and name of the source.
        outlet: Who published the source, or else its title, or else the name of the document.
        date: Date of the source; None if it is not known.
        page: Page of the source, from 1; None if it has no pages.
        start, end: Offsets of the quote in the source's text.
        target: Id of the mark.
    """

    number: int
    name: str
    outlet: str
    date: str | None
    page: int | None
    start: int
    end: int
    target: str


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
        outlet: The same, or else its title, or else the name of the document.
        address: Its address, fit for a link; None if it is no address of the web.
        usage: How much of it the summary uses, in words.
        left_out: What of it was left out as noise, in words: `menu or teaser (2), caption`.
        same_text: Numbers of the other sources that share most of its text.
        bars: Its strip.
        passages: What of its text is shown.
        skipped: Number of characters after the last passage that are not in the page.
    """

    number: int
    name: str
    document: Source
    site: str
    outlet: str
    address: str | None
    usage: str
    left_out: str
    same_text: list[int]
    bars: list[Bar]
    passages: list[ShownPassage]
    skipped: int


def name_sources(
    summary: SummaryData, further: Iterable[tuple[str, Mention]] = (), *, first: int = 1
) -> dict[str, NamedSource]:
    """Return the sources by id: numbered as in the text, then those that it does not name.

    Args:
        summary: The summary.
        further: What the page marks besides, each with its document.
        first: Number of the summary's first sentence in the page.
    """
    listed = sources_by_id(summary)
    mentions = mentions_by_document(summary, first=first)
    besides: dict[str, list[Mention]] = {}
    for document, mention in further:
        if all(mention.start != known.start for known in mentions.get(document, ())):
            besides.setdefault(document, []).append(mention)
    numbers = source_numbers(summary)
    for document in (*mentions, *listed, *besides):
        numbers.setdefault(document, len(numbers) + 1)
    return {
        document: NamedSource(
            number,
            listed.get(document) or _unlisted(document),
            mentions.get(document, ()),
            besides.get(document, ()),
        )
        for document, number in numbers.items()
    }


def _unlisted(document: str) -> Source:
    return Source(document, None, None, None, sha256="", characters=0, sentences=0, dropped=())


def outlet_of(source: Source) -> str:
    """Return who published a source, or else its title, or else the name of the document."""
    return _site(source, web_address(source)) or one_line(source.title or "") or one_line(source.id)


def link_to(citation: Citation, sources: Mapping[str, NamedSource]) -> QuoteLink:
    """Return a link to the mark of the quote at an address."""
    cited = sources[citation.document]
    return QuoteLink(
        number=cited.number,
        name=cited.name,
        outlet=outlet_of(cited.source),
        date=cited.source.date,
        page=cited.source.page(citation.start),
        start=citation.start,
        end=citation.end,
        target=mark_id(cited.number, citation.start),
    )


def link_to_mark(citation: Citation, sources: Mapping[str, NamedSource]) -> QuoteLink:
    """Return a link to the mark of the quote at an address, or to its source if it has no mark."""
    link = link_to(citation, sources)
    marked = any(mention.start == link.start for mention in sources[citation.document].marked)
    return link if marked else replace(link, target=f"source-{link.number}")


def show_sources(
    sources: Iterable[NamedSource], *, of_page: int | None = None
) -> list[ShownSource]:
    """Return what the page shows of each source.

    Args:
        sources: The sources of a summary.
        of_page: Number of the sources of the page if it has those of other summaries, too.
    """
    named = [*sources]
    room = MAX_PAGE_CHARACTERS // max(of_page or len(named), 1)
    numbers = {source.source.id: source.number for source in named}
    families = {
        source.id: [numbers[other.id] for other in members if other is not source]
        for members in one_text_groups(source.source for source in named)
        for source in members
    }
    return [_shown_source(source, sorted(families.get(source.source.id, ())), room)
            for source in named]  # fmt: skip


def group_sources(sources: Iterable[ShownSource]) -> list[list[ShownSource]]:
    """Return the sources in groups that share most of their text, in the order of the first."""
    groups: dict[int, list[ShownSource]] = {}
    for source in sources:
        groups.setdefault(min([source.number, *source.same_text]), []).append(source)
    return [*groups.values()]


def _shown_source(named: NamedSource, same_text: list[int], room: int) -> ShownSource:
    source, address = named.source, web_address(named.source)
    shown, skipped = _shown_passages(named, room)
    return ShownSource(
        number=named.number,
        name=named.name,
        document=source,
        site=_site(source, address),
        outlet=outlet_of(source),
        address=address,
        usage=_usage(named),
        left_out=_left_out(source),
        same_text=same_text,
        bars=strip_bars(source, named.mentions, number=named.number),
        passages=shown,
        skipped=skipped,
    )


def _shown_passages(named: NamedSource, room: int) -> tuple[list[ShownPassage], int]:
    """Return the passages of a source, and how many characters after them are not in the page."""
    shown, reached = [], 0
    source = named.source
    starts = [start for start, _ in source.dropped]
    reasons = dict(zip(starts, source.dropped_reasons, strict=False))
    marked = named.marked
    for passage in passages(source, marked, room=room):
        mentions, dropped = within(marked, source.dropped, passage)
        pieces = mark_passage(passage, mentions, dropped, number=named.number, reasons=reasons)
        shown.append(ShownPassage(passage.start - reached, pieces))
        reached = passage.start + len(passage.text)
    return shown, max(named.source.characters - reached, 0)


def _site(source: Source, address: str | None) -> str:
    """Return the site that a source names as its own, or else the host of its address."""
    host = re.match(r"https?://(?:[^/?#]*@)?([^/?#:]+)", address or "", re.IGNORECASE)
    return one_line(source.site or "") or (host[1] if host else "")


def _usage(named: NamedSource) -> str:
    """Return how much of a source is used, in words: `2 sentences in the summary · 9% used`."""
    quoted = _number_of(named, (QUOTED,))
    counted = plural(quoted, "sentence", comma=True)
    facts = [f"{counted} in the summary" if quoted else ""]
    for roles, singular, several in _USES:
        number = _number_of(named, roles)
        facts.append(f"{number:,} {singular if number == 1 else several}" if number else "")
    used = sum(
        end - start
        for start, end in merged((m.start, m.end) for m in named.mentions if m.role != "similar")
    )
    noise = sum(end - start for start, end in named.source.dropped)
    length = max(named.source.characters, 1)
    facts.append(f"{min(used / length, 1):.0%} used" if used else "not used")
    facts.append(f"{noise / length:.0%} left out" if noise else "")
    return " · ".join(filter(None, facts))


def _left_out(source: Source) -> str:
    """Return why parts of a source were left out, the most frequent reason first."""
    counts = Counter(source.dropped_reasons).most_common()
    return ", ".join(f"{reason} ({n:,})" if n > 1 else reason for reason, n in counts)


def _number_of(named: NamedSource, roles: Sequence[str]) -> int:
    """Return the number of places in a source that have one of these roles."""
    return len({mention.start for mention in named.mentions if mention.role in roles})
