"""A quote -> where it stands in the texts of the sources, or what is nearest to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, islice
from typing import NamedTuple

from multisumm.characters import CLOSING_MARKS, COLONS, COMMAS
from multisumm.escaping import CONTROL_CHARACTERS, one_line
from multisumm.model import Citation
from multisumm.verification.exact_match import (
    OneLine,
    as_one_line,
    find_in_line,
    find_quote,
    span_in_text,
    widen_to_words,
)
from multisumm.verification.findings import (
    ALTERED,
    MISSING,
    MOVED,
    RETYPED,
    UNFOUNDED,
    VERIFIED,
    Finding,
)
from multisumm.verification.nearest_match import (
    MAX_QUOTE_CHARACTERS,
    differences,
    find_nearest,
    find_positions,
    folded_words,
)
from multisumm.verification.quotes import Quote
from multisumm.verification.typography import (
    FoldedText,
    find_retyped,
    fold_typography,
    is_retyped,
    turns_around,
)

Texts = Mapping[str, str]
"""Id of each document -> its text."""

LookedUp = tuple[Quote, Finding | None]
"""A quote and its finding; None if it stands nowhere."""

_MARKS_INSIDE = CLOSING_MARKS + COMMAS + COLONS


# --- with an address ----------------------------------------------------------------------------


def look_up(quote: Quote, texts: Texts, ids: Mapping[str, str]) -> Finding | None:
    """Return where a quote of a summary stands, or that its source is missing.

    None if the quote stands nowhere.

    Args:
        quote: The quote.
        texts: The sources.
        ids: Id of a document in the summary -> its id in `texts`.
    """
    cited = quote.citation
    own = ids.get(cited.document) if cited else None
    if cited is None or own is None:
        return Finding(quote, MISSING, _find_anywhere(quote.text, texts))
    if texts[own][cited.start : cited.end] == quote.text:
        status = VERIFIED if quote.founded else UNFOUNDED
        return Finding(quote, status, Citation(own, cited.start, cited.end))
    starts = find_quote(quote.text, texts[own])
    closest = min(starts, key=lambda start: abs(start - cited.start), default=None)
    if closest is not None:
        return Finding(quote, MOVED, Citation(own, closest, closest + len(quote.text)))
    elsewhere = _find_anywhere(quote.text, texts)
    return Finding(quote, MOVED, elsewhere) if elsewhere else None


def _find_anywhere(quote: str, texts: Texts) -> Citation | None:
    """Return the first place in any document where a quote stands to the character."""
    for document, text in texts.items():
        for start in find_quote(quote, text):
            return Citation(document, start, start + len(quote))
    return None


# --- without an address -------------------------------------------------------------------------


def find_in_lines(quote: str, lines: Mapping[str, OneLine]) -> Iterator[Citation]:
    """Yield the places in all documents that say a quote, white space and controls aside."""
    for document, source in lines.items():
        for span in find_in_line(quote, source):
            yield Citation(document, *span)


class TextFinder(NamedTuple):
    """Looks up sentences of a plain text.

    Attributes:
        texts: The sources.
        lines: Id of each document -> its text as one line.
        find_folded: Yields the places that have the words of a quote in another typography.
    """

    texts: Texts
    lines: Mapping[str, OneLine]
    find_folded: Callable[[str, Iterable[str]], Iterator[Citation]]

    def places(self, text: str) -> Iterator[tuple[str, Citation]]:
        """Yield each place that has a text: first as `VERIFIED`, and then as `RETYPED`.

        It is `ALTERED` if the text has direction overrides that the source does not have.
        """
        places = ((VERIFIED, place) for place in find_in_lines(text, self.lines))
        retyped = ((RETYPED, place) for place in self.find_folded(text, self.texts))
        for status, place in chain(places, retyped):
            is_turned = turns_around(text, _with_controls_around(place, self.texts))
            yield (ALTERED if is_turned else status), place

    def finding(self, quote: Quote, status: str, place: Citation) -> Finding:
        """Return the finding for a quote at a place, with what differs."""
        if status == VERIFIED:
            return Finding(quote, status, place)
        return with_differences(quote, status, place, self.texts)

    def find(self, quote: Quote) -> LookedUp:
        """Return the first place that has a sentence or a quotation.

        A mark before a closing quotation mark may belong to the sentence around it; the quotation
        is then looked up without it.
        """
        variants = [quote]
        if quote.role == "quotation" and quote.text[-1] in _MARKS_INSIDE:
            variants.append(replace(quote, text=quote.text.rstrip(_MARKS_INSIDE)))
        firsts = [
            (status, variant, place)
            for variant in variants
            for status, place in islice(self.places(variant.text), 1)
        ]
        if not firsts:
            return quote, None
        verified = (first for first in firsts if first[0] == VERIFIED)
        status, variant, place = next(verified, firsts[0])
        return variant, self.finding(variant, status, place)


def text_finder(texts: Texts) -> TextFinder:
    """Return what looks up sentences of a plain text in some sources."""
    lines = {name: as_one_line(source) for name, source in texts.items()}
    return TextFinder(texts, lines, _folded_finder(texts))


def find_listed(number: int, readings: Sequence[str], finder: TextFinder) -> LookedUp:
    """Return the first reading of a listed quote that stands somewhere, or else the first one."""
    quotes = [Quote(number, "listed", text) for text in readings if text.strip()]
    looked_up = (finder.find(quote) for quote in quotes)
    return next((found for found in looked_up if found[1]), (quotes[0], None))


def _with_controls_around(place: Citation, texts: Texts) -> str:
    """Return the text at a place, with the control characters directly before and after it."""
    text, start, end = texts[place.document], place.start, place.end
    while start and CONTROL_CHARACTERS.match(text[start - 1]):
        start -= 1
    while end < len(text) and CONTROL_CHARACTERS.match(text[end]):
        end += 1
    return text[start:end]


def _folded_finder(texts: Texts) -> Callable[[str, Iterable[str]], Iterator[Citation]]:
    """Return a function that finds the places in some documents that have the words of a quote.

    A document is folded when it is first looked into.
    """

    @cache
    def folded(document: str) -> tuple[OneLine, FoldedText]:
        line = as_one_line(texts[document])
        return line, fold_typography(line.text)

    def find(quote: str, documents: Iterable[str]) -> Iterator[Citation]:
        for document in documents:
            line, source = folded(document)
            for span in find_retyped(quote, source):
                yield Citation(document, *span_in_text(line, span))

    return find


# --- what is nearest ----------------------------------------------------------------------------


def with_nearest(
    looked_up: Sequence[LookedUp], texts: Texts, ids: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield the findings, and for each quote without one what is nearest to it.

    Args:
        looked_up: The quotes, each with its finding if it has one.
        texts: The sources.
        ids: Id of a document in the summary -> its id in `texts`.
    """
    lost = [quote.text for quote, finding in looked_up if not finding]
    words = {word for text in lost for _, word in folded_words(text)}
    positions = find_positions(words, texts) if words else {}
    find_folded = _folded_finder(texts)
    for quote, finding in looked_up:
        if finding:
            yield finding
            continue
        own = ids.get(quote.citation.document) if quote.citation else None
        preferred = (own, *texts) if own is not None else texts
        folded = find_folded(quote.text, preferred) if quote.citation else iter(())
        place = next(folded, None) or _find_nearest(quote.text, own, texts, positions)
        yield with_differences(quote, ALTERED, place, texts) if place else Finding(quote, ALTERED)


def _find_nearest(
    quote: str,
    own: str | None,
    texts: Texts,
    positions: Mapping[str, Sequence[tuple[str, int]]],
) -> Citation | None:
    """Return what is nearest to a quote that stands nowhere: in its own document, else in any."""
    place = find_nearest(quote, {own: texts[own]}, positions) if own is not None else None
    return place or find_nearest(quote, texts, positions)


def with_differences(quote: Quote, status: str, place: Citation, texts: Texts) -> Finding:
    """Return the finding of a quote with the text at a place, and what differs."""
    text = texts[place.document]
    if one_line(text[place.start : place.end]) == one_line(quote.text):  # else nothing would differ
        place = Citation(place.document, *widen_to_words((place.start, place.end), text))
    nearest = text[place.start : place.end]
    return Finding(quote, status, place, nearest, _differences(quote.text, nearest))


def _differences(quote: str, nearest: str) -> tuple[tuple[str, str], ...]:
    """Return what differs, word by word where only the typography does; () for very long parts."""
    parts = [(quote, nearest)]
    if is_retyped(quote, nearest):
        words, others = quote.split(), nearest.split()
        if len(words) == len(others) and words != others:
            parts = list(zip(words, others, strict=True))
    pairs = (differences(*part) for part in parts if len(part[0]) <= MAX_QUOTE_CHARACTERS)
    return tuple(chain.from_iterable(pairs))
