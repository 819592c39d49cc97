"""The running text of an edited text -> each of its sentences looked up.

A sentence may go on behind a mark, a note, a line break or a blank line. So a part of a sentence
that ends there is a quote of its own only if a sentence of a source ends there too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby, islice, pairwise
from typing import NamedTuple

from multisumm.model import Citation, Span
from multisumm.text.blocks import split_blocks
from multisumm.text.sentences import split_sentences
from multisumm.text.trimming import trim_sentences
from multisumm.verification.edited_text import EditedText, breaks_inside, quotations_of, with_marks
from multisumm.verification.findings import ALTERED, VERIFIED, Finding
from multisumm.verification.lookup import LookedUp, TextFinder, Texts, with_differences
from multisumm.verification.quotes import Quote

_CONTEXT = 1_000
"""Characters on both sides of a break that decide whether a sentence ends there."""


class _Part(NamedTuple):
    """A part of the running text, and at which of its ends it may be cut off from its sentence."""

    start: int
    end: int
    cut_before: bool = False
    cut_after: bool = False


_Standing = Callable[[_Part], Finding | None]


def look_up_sentences(
    edited: EditedText, finder: TextFinder, *, language: str
) -> Iterator[LookedUp]:
    """Yield the sentences of a text, and the quotations in those that stand nowhere.

    A passage that stands in a source as a whole counts as one sentence. A part of a sentence that
    stands in a source, but is cut off there within a sentence, is altered.

    Args:
        edited: The text.
        finder: What looks up a sentence in the sources.
        language: ISO 639-1 code of the text, as for `split_sentences`.
    """
    edges = _edge_finder(finder.texts, language)

    @cache
    def standing(part: _Part) -> Finding | None:
        return _find_standing(edited, part, finder, edges)

    number = 0
    for passage in _passages(edited, language):
        parts = list(_parts_of_passage(edited, passage, standing, language))
        is_whole = len(parts) == 1 and (finding := standing(parts[0])) and finding.nearest is None
        text = edited.running[slice(*passage)]
        quotations = [] if is_whole else list(quotations_of(text))
        for part in parts:
            number += 1
            finding = standing(part) or _cut_off(edited, part, finder, edges)
            quote = finding.quote if finding else _quote(_text(edited, part))
            yield _numbered(number, quote, finding)
            for first, last in quotations if finding is None else ():
                if part.start <= passage[0] + first < part.end:
                    yield finder.find(Quote(number, "quotation", text[first:last]))


def _quote(text: str) -> Quote:
    return Quote(1, "sentence", text)


def _numbered(number: int, quote: Quote, finding: Finding | None) -> LookedUp:
    quote = replace(quote, sentence=number)
    return quote, replace(finding, quote=quote) if finding else None


# --- parts of the text --------------------------------------------------------------------------


def _passages(edited: EditedText, language: str) -> Iterator[Span]:
    """Yield the spans of the running text between the breaks at which a sentence ends."""
    text, start = edited.running, 0
    offsets = [0, *(place.offset for place in edited.breaks), len(text)]
    for before, here, after in zip(offsets, offsets[1:], offsets[2:], strict=False):
        left = text[max(before, here - _CONTEXT) : here]
        if _ends_between(left, text[here : min(after, here + _CONTEXT)], language):
            yield start, here - left.endswith(" ")
            start = here
    if text:
        yield start, len(text)


def _ends_between(left: str, right: str, language: str) -> bool:
    """Return whether a sentence ends where one text follows another."""
    spans = split_sentences(left, [(0, len(left))], language=language)
    rest = left[spans[-1][0] :] if spans else left
    joined = rest + right
    found = split_sentences(joined, [(0, len(joined))], language=language)
    return any(start >= len(rest) for start, _ in found[:2])


def _parts_of_passage(
    edited: EditedText, passage: Span, standing: _Standing, language: str
) -> Iterator[_Part]:
    """Yield the parts of a passage to look up: all of it, its sentences, or parts of these."""
    found = standing(_Part(*passage))
    if found and found.status == VERIFIED:
        yield _Part(*passage)
        return
    for span in split_sentences(edited.running, [passage], language=language):
        sentence = _Part(*span)
        if standing(sentence):
            yield sentence
        else:
            yield from _cut(edited, sentence, standing)


def _cut(edited: EditedText, part: _Part, standing: _Standing) -> Iterator[_Part]:
    """Yield the parts of a sentence that stands nowhere: those that stand somewhere, and the rest.

    It is cut at its breaks, and at first only where a blank line or the like stands. The rest is
    cut at blank lines before capital letters.
    """
    breaks = breaks_inside(edited.breaks, part[:2])
    strong = [place.offset for place in breaks if place.strong]
    for offsets in (strong, [place.offset for place in breaks]):
        for parts in (_cut_at(part, offsets), _cut_at(part, offsets[:1])):
            if any(map(standing, parts)):
                for is_found, group in groupby(parts, lambda one: standing(one) is not None):
                    those = list(group)
                    yield from those if is_found else _cut(edited, _join(those), standing)
                return
    capitals = [offset for offset in strong if edited.running[offset].isupper()]
    yield from _cut_at(part, capitals)


def _cut_at(part: _Part, offsets: Sequence[int]) -> list[_Part]:
    """Return the parts of a part between some offsets, each without the blank at its end."""
    places = [part.start, *offsets, part.end]
    last = len(places) - 2
    return [
        _Part(start, end, part.cut_before or number > 0, part.cut_after or number < last)
        for number, (start, end) in enumerate(pairwise(places))
    ]


def _join(parts: Sequence[_Part]) -> _Part:
    return parts[-1]._replace(start=parts[0].start, cut_before=parts[0].cut_before)


# --- where a part stands ------------------------------------------------------------------------


class _Edges(NamedTuple):
    """Where the sentences of a document begin and where they end, both ascending."""

    starts: Sequence[int]
    ends: Sequence[int]


def _edge_finder(texts: Texts, language: str) -> Callable[[str], _Edges]:
    """Return a function from the id of a document to the edges of its sentences."""

    @cache
    def edges(document: str) -> _Edges:
        text = texts[document]
        blocks = split_blocks(text)
        spans = split_sentences(text, blocks, language=language)
        trimmed = trim_sentences(text, spans, blocks, language=language)
        starts, ends = zip(*spans, *trimmed, strict=True) if spans else ((), ())
        return _Edges(sorted({*starts}), sorted({*ends}))

    return edges


def _find_standing(
    edited: EditedText, part: _Part, finder: TextFinder, edges: Callable[[str], _Edges]
) -> Finding | None:
    """Return where a part stands, cut off only where a sentence of the source is cut off too."""
    for quote in _readings(edited, part):
        for status, place in finder.places(quote.text):
            if _is_whole(place, part, edges):
                return finder.finding(quote, status, place)
    return None


def _readings(edited: EditedText, part: _Part) -> Iterator[Quote]:
    """Yield a part without its marks, and with them, for they may be of the source."""
    text, marked = _text(edited, part), with_marks(edited, part[:2]).rstrip()
    yield _quote(text)
    if marked != text:
        yield _quote(marked)


def _text(edited: EditedText, part: _Part) -> str:
    return edited.running[part.start : part.end].rstrip()


def _is_whole(place: Citation, part: _Part, edges: Callable[[str], _Edges]) -> bool:
    """Return whether a place is cut off from a sentence of its source where a part is."""
    return (not part.cut_before or _holds(edges(place.document).starts, place.start)) and (
        not part.cut_after or _holds(edges(place.document).ends, place.end)
    )


def _holds(offsets: Sequence[int], offset: int) -> bool:
    number = bisect_left(offsets, offset)
    return number < len(offsets) and offsets[number] == offset


def _cut_off(
    edited: EditedText, part: _Part, finder: TextFinder, edges: Callable[[str], _Edges]
) -> Finding | None:
    """Return, for a part that is cut off within a sentence of a source, that whole sentence."""
    for quote in _readings(edited, part) if part.cut_before or part.cut_after else ():
        for _, place in islice(finder.places(quote.text), 1):
            starts, ends = edges(place.document)
            first = starts[max(0, bisect_right(starts, place.start) - 1)]
            last = ends[min(len(ends) - 1, bisect_left(ends, place.end))]
            whole = Citation(place.document, min(first, place.start), max(last, place.end))
            return with_differences(quote, ALTERED, whole, finder.texts)
    return None
