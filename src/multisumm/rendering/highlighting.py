"""The text of a source as HTML: what the summary names is marked, and noise waits to be opened.

The address of a mark in the page is its place: `#t2-109` is character 109 of source 2.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from multisumm.escaping import printable_text
from multisumm.messages import plural
from multisumm.model import Conflict, Source, Span, SummaryData, Support

QUOTED, SAME, AGAINST = "quoted", "same", "against"
"""What a span is to a sentence of the summary; in this order they count where spans overlap."""

CONTEXT_CHARACTERS = 2_000
"""Characters shown before and behind each mark in a source that is too long to be shown whole, as
far as there is room for them."""

MAX_MENTIONS = 50
"""So many that say the same, and so many that contradict, are shown for a sentence."""

HUES = 8
"""So many colours take turns; the number of the sentence tells them apart for good."""

Related = TypeVar("Related", Support, Conflict)

_ROLES = {
    QUOTED: "Quoted as sentence",
    SAME: "Says the same as sentence",
    AGAINST: "Contradicts sentence",
}
_STRIP = 1_000
_SLIMMEST = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a source that the summary names.

    Attributes:
        start, end: Its place in the source's text.
        text: The characters there.
        sentence: Number of the sentence it belongs to, from 1.
        role: `QUOTED`, `SAME` or `AGAINST`.
    """

    start: int
    end: int
    text: str
    sentence: int
    role: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a source that the page shows, and where it begins."""

    start: int
    text: str


def mentions_by_document(summary: SummaryData) -> dict[str, list[Mention]]:
    """Return for each document what the page names of it, by place and then by sentence."""
    found: dict[str, list[Mention]] = {}
    for number, sentence in enumerate(summary.sentences, start=1):
        named = [
            (QUOTED, sentence.citation, sentence.text),
            *((SAME, one.citation, one.text) for one in foremost(sentence.support)),
            *((AGAINST, one.citation, one.text) for one in foremost(sentence.conflicts)),
        ]
        for role, place, text in named:
            mention = Mention(place.start, place.end, text, number, role)
            found.setdefault(place.document, []).append(mention)
    for mentions in found.values():
        mentions.sort(key=lambda one: (one.start, -one.end, _rank(one)))
    return found


def foremost(related: Sequence[Related]) -> list[Related]:
    """Return the first of each document and then the others, `MAX_MENTIONS` at most."""
    first = {one.citation.document: one for one in reversed(related)}
    return sorted(related, key=lambda one: one is not first[one.citation.document])[:MAX_MENTIONS]


def passages(source: Source, mentions: Sequence[Mention], *, room: int) -> list[Passage]:
    """Return what of a source is shown: all of it if it has room, else where it is named.

    Of a longer source these are the mentions, with `CONTEXT_CHARACTERS` characters on both sides
    of each, and as many of its beginning; fewer, alike for all, where that is more than it has
    room for.
    Where the text is not at hand, or is another one, these are the mentions alone.
    They come by place, and no mention reaches from before a passage into it.

    Args:
        source: The source.
        mentions: What is named of it, by place.
        room: So many characters are shown at most, those of the mentions not counted; a text that
            is no longer is shown whole.
    """
    text = source.text
    if text is None or any(text[one.start : one.end] != one.text for one in mentions):
        spans = merged((one.start, one.end) for one in mentions)
        starts = {start for start, _ in spans}
        alone = {one.start: one.text for one in reversed(mentions) if one.start in starts}
        return [Passage(start, alone[start]) for start in sorted(alone)]
    if len(text) <= room:
        return [Passage(0, text)]
    around = min(CONTEXT_CHARACTERS, room // (2 * len(mentions) + 1))
    wide = ((one.start - around, one.end + around) for one in mentions)
    spans = merged([(0, around), *((max(start, 0), end) for start, end in wide)])
    return [Passage(start, text[start:end]) for start, end in spans]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans, those that overlap made one.

    >>> merged([(5, 9), (0, 3), (2, 4)])
    [(0, 4), (5, 9)]
    """
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def mark_passage(
    passage: Passage, mentions: Sequence[Mention], dropped: Sequence[Span], *, number: int
) -> str:
    """Return the HTML of a passage; its characters are those of the text, but for controls.

    Noise is a block of its own, so the line ends around it are left out.

    Args:
        passage: What is shown.
        mentions: What is named of the source, by place; all of it, or what is in the passage.
        dropped: What was left out of it as noise, in order; all of it, or what is in the passage.
        number: Number of the source.
    """
    parts: list[str] = []
    after_noise = False
    for start, text, named, noise in _pieces(passage, mentions, dropped):
        if named:
            parts.append(_mark(text, start, named, number))
        elif noise:
            parts[-1:] = [part.rstrip("\r\n") for part in parts[-1:]]
            parts.append(_noise(text))
        else:
            parts.append(_plain(text.lstrip("\r\n") if after_noise else text))
        after_noise = noise and not named
    return "".join(parts)


def _pieces(
    passage: Passage, mentions: Sequence[Mention], dropped: Sequence[Span]
) -> Iterator[tuple[int, str, list[Mention], bool]]:
    """Yield start, text, mentions and whether it is noise, for each stretch where these stay."""
    start, end = passage.start, passage.start + len(passage.text)
    spans = [*((one.start, one.end) for one in mentions), *dropped]
    cuts = {start, end, *(cut for span in spans for cut in span if start < cut < end)}
    coming, noise = list(reversed(mentions)), list(reversed(dropped))
    active: list[Mention] = []
    for left, right in pairwise(sorted(cuts)):
        while coming and coming[-1].start <= left:
            active.append(coming.pop())
        active = [one for one in active if one.end > left]
        while noise and noise[-1][1] <= left:
            noise.pop()
        is_noise = bool(noise) and noise[-1][0] <= left
        yield left, passage.text[left - start : right - start], active, is_noise


def _mark(text: str, start: int, mentions: Sequence[Mention], number: int) -> str:
    by_rank = sorted(mentions, key=_rank)
    first = by_rank[0]
    numbers = dict.fromkeys(one.sentence for one in by_rank)
    begins = any(one.start == start for one in mentions)
    attributes = [
        f'class="mark {first.role} {colour(first.sentence)}"',
        *([f'id="{anchor(number, start)}"'] if begins else []),
        f'href="#q{first.sentence}"',
        *([f'data-number="{" ".join(map(str, numbers))}"'] if begins else []),
        f'title="{"; ".join(dict.fromkeys(map(_says, by_rank)))}"',
    ]
    return f"<a {' '.join(attributes)}>{_plain(text)}</a>"


def _says(mention: Mention) -> str:
    return f"{_ROLES[mention.role]} {mention.sentence}"


def _noise(text: str) -> str:
    length = plural(len(text), "character", comma=True)
    summary = f"<summary>{length} left out as noise</summary>"
    return f'<details class="noise">{summary}{_plain(text)}</details>'


def _plain(text: str) -> str:
    return html.escape(printable_text(text), quote=False)


def _rank(mention: Mention) -> tuple[int, int]:
    return list(_ROLES).index(mention.role), mention.sentence


def draw_strip(source: Source, mentions: Sequence[Mention], *, number: int) -> str:
    """Return a drawing of a source from its first character to its last: what of it is named.

    What is quoted takes the whole height, what says the same the lower part, what contradicts the
    upper, noise is hatched. It says nothing that the page does not say in words too.
    """
    length = max([source.characters, 1, *(one.end for one in mentions)])

    def across(start: int, end: int) -> str:
        left = min(start * _STRIP // length, _STRIP - _SLIMMEST)
        return f'x="{left}" width="{max((end - start) * _STRIP // length, _SLIMMEST)}"'

    noise = (f'<rect class="noise" {across(*span)} y="0" height="20"/>' for span in source.dropped)
    heights = {QUOTED: 'y="0" height="20"', SAME: 'y="9" height="11"', AGAINST: 'y="0" height="8"'}
    marks = (
        f'<a href="#{anchor(number, one.start)}" tabindex="-1">'
        f'<rect class="{one.role} {colour(one.sentence)}" {across(one.start, one.end)}'
        f" {heights[one.role]}/></a>"
        for one in sorted(mentions, key=_rank, reverse=True)
    )
    return (
        f'<svg class="strip" viewBox="0 0 {_STRIP} 20" preserveAspectRatio="none"'
        f' aria-hidden="true">{"".join(noise)}{"".join(marks)}</svg>'
    )


def anchor(number: int, start: int) -> str:
    """Return the name of a place in the page: source and character."""
    return f"t{number}-{start}"


def colour(sentence: int) -> str:
    """Return the class that gives a sentence its colour."""
    return f"tinted hue{(sentence - 1) % HUES}"
