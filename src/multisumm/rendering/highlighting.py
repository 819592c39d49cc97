"""The parts of a source that a summary names, as values that the report's templates show.

Every mark in the page has an address made of its place: `#t2-109` is character 109 of source 2.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import TypeVar

from multisumm.escaping import one_line
from multisumm.messages import shortened
from multisumm.model import Conflict, Source, Span, SummaryData, SummarySentence, Update
from multisumm.rendering.wording import (
    RELATIONS,
    Differing,
    Related,
    related_by_relation,
)

QUOTED = "quoted"
"""The role of a quote; the others are the names of `RELATIONS`, `STATEMENT` and `LEFT_OUT`."""

CONTEXT_CHARACTERS = 2_000
"""Characters shown before and after each mark of a source that is too long to be shown whole. There
are fewer if the source has no room for them."""

MAX_MENTIONS = 50
"""Sentences of one relation that the page shows for one sentence of the summary at most."""

STATEMENT = "statement"
"""The role of a statement of the table of who says what that no summary quotes."""

MAX_BESIDE_CHARACTERS = 80
"""Characters of a sentence that the title of a mark shows, which says what it relates to."""

LEFT_OUT = "left_out"
"""The role of a sentence that is only explained: why the summary does not quote it."""

AnyRelated = TypeVar("AnyRelated", bound=Related)

_TITLES = {
    QUOTED: "In the summary",
    "also_in": "Says the same as {}",
    "says_part": "Says a part of {}",
    "contradicted_by": "Contradicts {}",
    "earlier": "Earlier than {}",
    "updated_by": "Later than {}",
    "another_time": "At another time than {}",
    "similar": "Similar to {}, but different",
    STATEMENT: "A statement in the table of who says what",
    LEFT_OUT: "One of the best sentences that are left out",
}
_LABELS = {
    QUOTED: "in the summary",
    "also_in": "says the same",
    "says_part": "says a part",
    "contradicted_by": "contradicts",
    "earlier": "earlier",
    "updated_by": "later",
    "another_time": "at another time",
    "similar": "similar",
    STATEMENT: "in the table",
    LEFT_OUT: "left out",
}
_RANKS = {role: rank for rank, role in enumerate((QUOTED, *RELATIONS, STATEMENT, LEFT_OUT))}
_STRIP_WIDTH = 1_000
_MIN_MARK_WIDTH = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a source that the summary names.

    Attributes:
        start, end: Its offsets in the source's text.
        text: The characters between them.
        sentence: Number in the page of the sentence that names it, from 1.
        role: `QUOTED`, how it relates to that sentence (one of `RELATIONS`), `STATEMENT` or
            `LEFT_OUT`.
        values: Spans of the source in it that differ between the two.
        at_issue: What others do to it: `contested`, `changed`, or empty for neither.
        beside: Text of that sentence.
    """

    start: int
    end: int
    text: str
    sentence: int
    role: str
    values: tuple[Span, ...] = ()
    at_issue: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a source that the page shows: its offset and its characters."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """How a piece of text is marked.

    Attributes:
        role: The first role that the piece has, as in `Mention`.
        sentence: Number of the sentence it links to: the first with that role.
        target: Id of the mark in the page if a mention begins here, otherwise None.
        label: All roles of the piece, in a few words: `says the same, contradicts`.
        title: All roles of the piece, in full.
        at_issue: As in `Mention`, of the one with the first role.
    """

    role: str
    sentence: int
    target: str | None
    label: str
    title: str
    at_issue: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage that is marked in one way.

    Attributes:
        text: Its characters.
        mark: How it is marked; None if the summary does not name it.
        is_noise: Whether it was left out as noise; a marked piece is not shown as noise.
        parts: For a marked piece, its text in parts, each with whether it is a value that differs.
        reason: Why it was left out, in a few words; empty if that is not known.
    """

    text: str
    mark: Mark | None = None
    is_noise: bool = False
    parts: tuple[tuple[str, bool], ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the strip that shows a source from its first character to its last.

    Attributes:
        role: As in `Mention`; for noise, which has no role, `noise`.
        x, width: Where it is, in thousandths of the source's length.
        target: Id of the mark in the page that it links to; None for noise.
    """

    role: str
    x: int
    width: int
    target: str | None = None


def mentions_by_document(summary: SummaryData, *, first: int = 1) -> dict[str, list[Mention]]:
    """Return the spans that the page names in each document, by offset and then by role.

    Args:
        summary: The summary.
        first: Number of its first sentence in the page.
    """
    mentions: dict[str, list[Mention]] = {}
    for number, sentence in enumerate(summary.sentences, start=first):
        for mention, document in _mentions_of(sentence, number):
            mentions.setdefault(document, []).append(mention)
    for in_document in mentions.values():
        in_document.sort(key=order_of)
    return mentions


def order_of(mention: Mention) -> tuple[int, int, tuple[int, int]]:
    """Return the key by which mentions are sorted: by offset, the longest first, then by role."""
    return mention.start, -mention.end, _rank(mention)


def _mentions_of(sentence: SummarySentence, number: int) -> Iterator[tuple[Mention, str]]:
    """Yield what the page names for a sentence, each with the id of its document."""
    quote = sentence.citation
    values = values_at_issue(sentence)
    at_issue = what_others_do(contradict=bool(sentence.conflicts), change=bool(sentence.updates))
    own = Mention(quote.start, quote.end, sentence.text, number, QUOTED, values, at_issue)
    yield own, quote.document
    for role, items in related_by_relation(sentence).items():
        for related in foremost(items):
            address = related.citation
            values = related.there if isinstance(related, Differing) else ()
            place = (address.start, address.end, related.text)
            mention = Mention(*place, number, role, values, beside=sentence.text)
            yield mention, address.document


def what_others_do(*, contradict: bool, change: bool) -> str:
    """Return what the page calls a sentence by what others do to it: the class of its line."""
    return "contested" if contradict else "changed" if change else ""


def values_at_issue(sentence: SummarySentence) -> tuple[Span, ...]:
    """Return the spans of a quote's document that others contradict, or have for another time."""
    differing: tuple[Conflict | Update, ...] = (*sentence.conflicts, *sentence.updates)
    return tuple(merged(span for other in differing for span in other.here))


def foremost(related: Sequence[AnyRelated]) -> list[AnyRelated]:
    """Return the first of each document, then the others; `MAX_MENTIONS` at most."""
    first = {item.citation.document: item for item in reversed(related)}
    by_rank = sorted(related, key=lambda item: item is not first[item.citation.document])
    return by_rank[:MAX_MENTIONS]


def passages(source: Source, mentions: Sequence[Mention], *, room: int) -> list[Passage]:
    """Return the stretches of a source that the page shows, by offset.

    A source that is not longer than `room` is shown whole. A longer one is shown where it is named,
    with `CONTEXT_CHARACTERS` characters before and after each mention and as many of its beginning;
    all of these get fewer characters if there is no room for them. If the text is not at hand, or
    is not the one that the mentions were taken from, the mentions are shown alone. No mention
    reaches from before a passage into it.

    Args:
        source: The source.
        mentions: Its mentions, by offset.
        room: Characters shown at most, those of the mentions not counted.
    """
    text = source.text
    if text is None or any(text[m.start : m.end] != m.text for m in mentions):
        return _joined(mentions)
    if len(text) <= room:
        return [Passage(0, text)]
    context = min(CONTEXT_CHARACTERS, room // (2 * len(mentions) + 1))
    wide = ((max(m.start - context, 0), m.end + context) for m in mentions)
    return [Passage(start, text[start:end]) for start, end in merged([(0, context), *wide])]


def _joined(mentions: Sequence[Mention]) -> list[Passage]:
    """Return the mentions of a source as passages, with those that overlap joined."""
    joined: list[Passage] = []
    for mention in mentions:
        reached = joined[-1].start + len(joined[-1].text) if joined else 0
        if joined and mention.start < reached:
            text = joined[-1].text + mention.text[reached - mention.start :]
            joined[-1] = Passage(joined[-1].start, text)
        else:
            joined.append(Passage(mention.start, mention.text))
    return joined


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, with those that overlap joined.

    >>> merged([(5, 9), (0, 3), (2, 4)])
    [(0, 4), (5, 9)]
    """
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def mark_passage(
    passage: Passage,
    mentions: Sequence[Mention],
    dropped: Sequence[Span],
    *,
    number: int,
    reasons: Mapping[int, str] = MappingProxyType({}),
) -> list[Piece]:
    """Return the pieces of a passage; joined, they have its characters.

    Noise is a block of its own in the page, so the line ends around it are left out.

    Args:
        passage: The passage.
        mentions: Mentions of the source by offset: all of them, or those in the passage.
        dropped: Spans left out as noise, in order: all of them, or those in the passage.
        number: Number of the source.
        reasons: Start of a span of noise -> why it was left out.
    """
    pieces: list[Piece] = []
    for start, text, active, noise in _stretches(passage, mentions, dropped):
        previous = pieces[-1] if pieces else Piece("")
        if active:
            values = [(left - start, right - start) for m in active for left, right in m.values]
            parts = split_at(text, values)
            pieces.append(Piece(text, _mark(start, active, number), parts=parts))
        elif noise is not None:
            if pieces and previous.mark is None and not previous.is_noise:
                pieces[-1] = Piece(previous.text.rstrip("\r\n"))
            pieces.append(Piece(text, is_noise=True, reason=reasons.get(noise, "")))
        else:
            pieces.append(Piece(text.lstrip("\r\n") if previous.is_noise else text))
    return pieces


def _stretches(
    passage: Passage, mentions: Sequence[Mention], dropped: Sequence[Span]
) -> Iterator[tuple[int, str, list[Mention], int | None]]:
    """Yield start, text, mentions and the noise it is in, for each stretch where these stay.

    Noise is given by its start; it is None outside.
    """
    start, end = passage.start, passage.start + len(passage.text)
    spans = [*((m.start, m.end) for m in mentions), *dropped]
    cuts = {start, end, *(cut for span in spans for cut in span if start < cut < end)}
    coming, noise = list(reversed(mentions)), list(reversed(dropped))
    active: list[Mention] = []
    for left, right in pairwise(sorted(cuts)):
        while coming and coming[-1].start <= left:
            active.append(coming.pop())
        active = [mention for mention in active if mention.end > left]
        while noise and noise[-1][1] <= left:
            noise.pop()
        inside = noise[-1][0] if noise and noise[-1][0] <= left else None
        yield left, passage.text[left - start : right - start], active, inside


def split_at(text: str, spans: Iterable[Span]) -> tuple[tuple[str, bool], ...]:
    """Return a text in parts, each with whether it is within one of the spans.

    >>> split_at("It killed 12.", [(10, 12)])
    (('It killed ', False), ('12', True), ('.', False))
    """
    parts: list[tuple[str, bool]] = []
    reached = 0
    for start, end in merged(spans):
        left, right = max(start, reached), min(end, len(text))
        if left < right:
            parts += [(text[reached:left], False), (text[left:right], True)]
            reached = right
    parts.append((text[reached:], False))
    return tuple(part for part in parts if part[0])


def cut_around(text: str, spans: Iterable[Span], most: int) -> tuple[tuple[str, bool], ...]:
    """Return a text in parts like `split_at`; of a long one, what is around its first span.

    It is cut between two words, and `…` stands where something is left out.

    Args:
        text: The text.
        spans: Spans of it.
        most: Its characters that are kept at most, if the first span is not longer.

    >>> cut_around("The sea was rough; it killed 12 of them.", [(29, 31)], 18)
    (('… ', False), ('killed ', False), ('12', True), (' of', False), (' …', False))
    """
    spans = merged(spans)
    if len(text) <= most:
        return split_at(text, spans)
    first, last = spans[0] if spans else (0, 0)
    start = max(min(first - (most - (last - first)) // 2, len(text) - most), 0)
    end = max(start + most, last)
    if start:
        start = text.find(" ", start, first) + 1 or start
    if end < len(text) and (space := text.rfind(" ", last, end)) > start:
        end = space
    parts = split_at(text[start:end], [(left - start, right - start) for left, right in spans])
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return tuple(part for part in ((before, False), *parts, (after, False)) if part[0])


def _mark(start: int, mentions: Sequence[Mention], number: int) -> Mark:
    by_rank = sorted(mentions, key=_rank)
    first = by_rank[0]
    begins = any(mention.start == start for mention in mentions)

    def titled(mention: Mention) -> str:
        beside = shortened(one_line(mention.beside), MAX_BESIDE_CHARACTERS)
        return _TITLES[mention.role].format(f"“{beside}”")

    return Mark(
        role=first.role,
        sentence=first.sentence,
        target=mark_id(number, start) if begins else None,
        label=", ".join(dict.fromkeys(_LABELS[mention.role] for mention in by_rank)),
        title="; ".join(dict.fromkeys(map(titled, by_rank))),
        at_issue=first.at_issue,
    )


def _rank(mention: Mention) -> tuple[int, int]:
    return _RANKS[mention.role], mention.sentence


def within(
    mentions: Sequence[Mention], dropped: Sequence[Span], passage: Passage
) -> tuple[Sequence[Mention], Sequence[Span]]:
    """Return the mentions and the noise that lie in a passage; both are given in order."""
    start, end = passage.start, passage.start + len(passage.text)
    first, last = (bisect_left(mentions, cut, key=lambda m: m.start) for cut in (start, end))
    noise_first = bisect_right(dropped, start, key=lambda span: span[1])
    noise_last = bisect_left(dropped, end, key=lambda span: span[0])
    return mentions[first:last], dropped[noise_first:noise_last]


def strip_bars(source: Source, mentions: Sequence[Mention], *, number: int) -> list[Bar]:
    """Return the bars of a source's strip: noise first, then the mentions, quotes on top.

    The strip shows nothing that the page does not say in words too, and no similar sentences.

    Args:
        source: The source.
        mentions: Its mentions, by offset.
        number: Number of the source.
    """
    length = max([source.characters, 1, *(mention.end for mention in mentions)])

    def extent(start: int, end: int) -> tuple[int, int]:
        x = min(start * _STRIP_WIDTH // length, _STRIP_WIDTH - _MIN_MARK_WIDTH)
        return x, max((end - start) * _STRIP_WIDTH // length, _MIN_MARK_WIDTH)

    noise = [Bar("noise", *extent(start, end)) for start, end in source.dropped]
    marks = [
        Bar(m.role, *extent(m.start, m.end), mark_id(number, m.start))
        for m in sorted(mentions, key=_rank, reverse=True)
        if m.role != "similar"
    ]
    return noise + marks


def mark_id(number: int, start: int) -> str:
    """Return the id of a mark in the page: number of the source, and offset."""
    return f"t{number}-{start}"
