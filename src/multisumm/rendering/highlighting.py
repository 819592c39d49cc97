"""The parts of a source that a summary names, as values that the report's templates show.

Every mark in the page has an address made of its place: `#t2-109` is character 109 of source 2.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from multisumm.model import Conflict, Source, Span, SummaryData, Support

QUOTED, SAME, AGAINST = "quoted", "same", "against"
"""How a span relates to a sentence of the summary; where spans overlap, the first role wins."""

CONTEXT_CHARACTERS = 2_000
"""Characters shown before and after each mark of a source that is too long to be shown whole. There
are fewer if the source has no room for them."""

MAX_MENTIONS = 50
"""Supporting sentences, and contradicting ones, that the page shows for one sentence at most."""

HUES = 8
"""Number of colours; sentence 9 has the colour of sentence 1, and the numbers tell them apart."""

Related = TypeVar("Related", Support, Conflict)

_ROLES = {
    QUOTED: "Quoted as sentence",
    SAME: "Says the same as sentence",
    AGAINST: "Contradicts sentence",
}
_STRIP_WIDTH = 1_000
_MIN_MARK_WIDTH = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a source that the summary names.

    Attributes:
        start, end: Its offsets in the source's text.
        text: The characters between them.
        sentence: Number of the summary's sentence that names it, from 1.
        role: `QUOTED`, `SAME` or `AGAINST`.
    """

    start: int
    end: int
    text: str
    sentence: int
    role: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a source that the page shows: its offset and its characters."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """How a piece of text is marked.

    Attributes:
        role: The first of `QUOTED`, `SAME` and `AGAINST` that the piece has.
        sentence: Number of the sentence it links to: the first with that role.
        colour: CSS classes of that sentence's colour.
        target: Id of the mark in the page if a mention begins here, otherwise None.
        sentences: Numbers of all sentences that name the piece.
        title: All roles of the piece, in words.
    """

    role: str
    sentence: int
    colour: str
    target: str | None
    sentences: tuple[int, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage that is marked in one way.

    Attributes:
        text: Its characters.
        mark: How it is marked; None if the summary does not name it.
        is_noise: Whether it was left out as noise; a marked piece is not shown as noise.
    """

    text: str
    mark: Mark | None = None
    is_noise: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the strip that shows a source from its first character to its last.

    Attributes:
        role: `QUOTED`, `SAME`, `AGAINST` or `noise`.
        x, width: Where it is, in thousandths of the source's length.
        colour: CSS classes of the sentence's colour; empty for noise.
        target: Id of the mark in the page that it links to; None for noise.
    """

    role: str
    x: int
    width: int
    colour: str = ""
    target: str | None = None


def mentions_by_document(summary: SummaryData) -> dict[str, list[Mention]]:
    """Return the spans that the page names in each document, by offset and then by role."""
    mentions: dict[str, list[Mention]] = {}
    for number, sentence in enumerate(summary.sentences, start=1):
        named = [
            (QUOTED, sentence.citation, sentence.text),
            *((SAME, same.citation, same.text) for same in foremost(sentence.support)),
            *((AGAINST, other.citation, other.text) for other in foremost(sentence.conflicts)),
        ]
        for role, citation, text in named:
            mention = Mention(citation.start, citation.end, text, number, role)
            mentions.setdefault(citation.document, []).append(mention)
    for in_document in mentions.values():
        in_document.sort(key=lambda mention: (mention.start, -mention.end, _rank(mention)))
    return mentions


def foremost(related: Sequence[Related]) -> list[Related]:
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
        spans = merged((m.start, m.end) for m in mentions)
        starts = {start for start, _ in spans}
        longest_at = {m.start: m.text for m in reversed(mentions) if m.start in starts}
        return [Passage(start, longest_at[start]) for start in sorted(longest_at)]
    if len(text) <= room:
        return [Passage(0, text)]
    context = min(CONTEXT_CHARACTERS, room // (2 * len(mentions) + 1))
    wide = ((max(m.start - context, 0), m.end + context) for m in mentions)
    return [Passage(start, text[start:end]) for start, end in merged([(0, context), *wide])]


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
    passage: Passage, mentions: Sequence[Mention], dropped: Sequence[Span], *, number: int
) -> list[Piece]:
    """Return the pieces of a passage; joined, they have its characters.

    Noise is a block of its own in the page, so the line ends around it are left out.

    Args:
        passage: The passage.
        mentions: Mentions of the source by offset: all of them, or those in the passage.
        dropped: Spans left out as noise, in order: all of them, or those in the passage.
        number: Number of the source.
    """
    pieces: list[Piece] = []
    for start, text, active, is_noise in _stretches(passage, mentions, dropped):
        previous = pieces[-1] if pieces else Piece("")
        if active:
            pieces.append(Piece(text, _mark(start, active, number)))
        elif is_noise:
            if pieces and previous.mark is None and not previous.is_noise:
                pieces[-1] = Piece(previous.text.rstrip("\r\n"))
            pieces.append(Piece(text, is_noise=True))
        else:
            pieces.append(Piece(text.lstrip("\r\n") if previous.is_noise else text))
    return pieces


def _stretches(
    passage: Passage, mentions: Sequence[Mention], dropped: Sequence[Span]
) -> Iterator[tuple[int, str, list[Mention], bool]]:
    """Yield start, text, mentions and whether it is noise, for each stretch where these stay."""
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
        is_noise = bool(noise) and noise[-1][0] <= left
        yield left, passage.text[left - start : right - start], active, is_noise


def _mark(start: int, mentions: Sequence[Mention], number: int) -> Mark:
    by_rank = sorted(mentions, key=_rank)
    first = by_rank[0]
    begins = any(mention.start == start for mention in mentions)
    roles = (f"{_ROLES[mention.role]} {mention.sentence}" for mention in by_rank)
    return Mark(
        role=first.role,
        sentence=first.sentence,
        colour=colour(first.sentence),
        target=mark_id(number, start) if begins else None,
        sentences=tuple(dict.fromkeys(mention.sentence for mention in by_rank)),
        title="; ".join(dict.fromkeys(roles)),
    )


def _rank(mention: Mention) -> tuple[int, int]:
    return list(_ROLES).index(mention.role), mention.sentence


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

    The strip shows nothing that the page does not say in words too.

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
        Bar(m.role, *extent(m.start, m.end), colour(m.sentence), mark_id(number, m.start))
        for m in sorted(mentions, key=_rank, reverse=True)
    ]
    return noise + marks


def mark_id(number: int, start: int) -> str:
    """Return the id of a mark in the page: number of the source, and offset."""
    return f"t{number}-{start}"


def colour(sentence: int) -> str:
    """Return the CSS classes that give a sentence its colour."""
    return f"tinted hue{(sentence - 1) % HUES}"
