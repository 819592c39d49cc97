"""Is every quote of a summary where it says it is? If not, where is it, or what is nearest?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from multisumm.documents import cleaned_documents
from multisumm.errors import InputError, NothingToSummarize
from multisumm.escaping import one_line
from multisumm.model import Citation, Document, SummaryData
from multisumm.rendering.json_record import to_record
from multisumm.text.languages import identify_language
from multisumm.text.sentences import split_sentences
from multisumm.verification.exact_match import (
    OneLine,
    as_one_line,
    find_shown,
    places_of_quote,
    with_whole_words,
)
from multisumm.verification.findings import ALTERED, MISSING, MOVED, VERIFIED, Finding, Verification
from multisumm.verification.nearest_match import differences, find_nearest, places_of, words_of
from multisumm.verification.quotes import Quote, digests_of, passages_of, quotes_of


def verify(
    summary: SummaryData | Mapping[str, Any], documents: Iterable[Document | str]
) -> Verification:
    """Look up each quote of a summary, its support and its conflicts, byte for byte.

    A document that is called otherwise now is known by the digest of its text. A quote that is not
    at its address has not moved to where it would begin or end within a word or a number.

    Args:
        summary: A summary, or the object of its JSON.
        documents: Its sources.

    Raises:
        InputError: The object is no summary, or one of another version; or two documents have one
            id.
    """
    record = to_record(summary) if isinstance(summary, SummaryData) else summary
    quotes, texts = list(quotes_of(record)), _texts(documents)
    known = {name: name for name in texts}
    now = {name: sha256(text.encode()).hexdigest() for name, text in texts.items()}
    by_digest = {digest: name for name, digest in reversed(now.items())}
    changed = []
    for name, digest in digests_of(record).items():
        if now.get(name) != digest and digest in by_digest:
            known[name] = by_digest[digest]
        elif now.get(name, digest) != digest:
            changed.append(name)
    looked_up = [(quote, _find(quote, texts, known)) for quote in quotes]
    return Verification(tuple(_completed(looked_up, texts, known)), tuple(changed))


def verify_text(
    text: str, documents: Iterable[Document | str], *, markdown: bool = False
) -> Verification:
    """Look up each sentence of a plain text, like a summary that was edited by hand.

    A sentence is verified if a source has its characters, white space aside, and no word and no
    number of the source is cut: `27 died.` is no quote of `127 died.` Marks and lists of sources,
    as `to_text` and `to_markdown` write them, are left out.

    Args:
        text: The text.
        documents: Its sources.
        markdown: Whether it is Markdown; then headings and footnotes are no sentences.

    Raises:
        InputError: There is no sentence in the text, or two documents have one id.
    """
    texts = _texts(documents)
    lines = {name: as_one_line(each) for name, each in texts.items()}
    language = identify_language(" ".join(each.text[:10_000] for each in lines.values()))
    looked_up: list[tuple[Quote, Finding | None]] = []
    for passage in passages_of(text, markdown=markdown):
        whole = _find_shown(passage, lines)
        spans = split_sentences(passage, [(0, len(passage))], language=language)
        parts = [passage] if whole else [passage[start:end] for start, end in spans]
        for part in parts:
            quote = Quote(len(looked_up) + 1, "sentence", part)
            found = whole or _find_shown(part, lines)
            looked_up.append((quote, Finding(quote, VERIFIED, found) if found else None))
    if not looked_up:
        raise InputError("there is no sentence in the text")
    return Verification(tuple(_completed(looked_up, texts, {})))


def _texts(documents: Iterable[Document | str]) -> dict[str, str]:
    try:
        return {document.id: document.text for document in cleaned_documents(documents).documents}
    except NothingToSummarize:  # then every source is missing
        return {}


# --- looking up ---------------------------------------------------------------------------------


def _completed(
    looked_up: Sequence[tuple[Quote, Finding | None]],
    texts: Mapping[str, str],
    known: Mapping[str, str],
) -> Iterator[Finding]:
    """Yield the findings, and for the quotes without one what is nearest to them.

    Args:
        looked_up: The quotes, each with what was found of it.
        texts: Id of each document -> its text.
        known: Id of a document in the summary -> its id in `texts`.
    """
    words = {word for quote, found in looked_up if not found for _, word in words_of(quote.text)}
    places = places_of(words, texts) if words else {}
    for quote, found in looked_up:
        yield found or _nearest(quote, texts, known, places)


def _find(quote: Quote, texts: Mapping[str, str], known: Mapping[str, str]) -> Finding | None:
    """What can be said of a quote whose exact text is there, or whose source is not."""
    place = quote.citation
    own = known.get(place.document) if place else None
    if place is None or own is None:
        return Finding(quote, MISSING, _find_exact(quote.text, texts))
    if texts[own][place.start : place.end] == quote.text:
        return Finding(quote, VERIFIED, Citation(own, place.start, place.end))
    starts = places_of_quote(quote.text, texts[own])
    start = min(starts, key=lambda start: abs(start - place.start), default=None)
    if start is not None:
        return Finding(quote, MOVED, Citation(own, start, start + len(quote.text)))
    elsewhere = _find_exact(quote.text, texts)
    return Finding(quote, MOVED, elsewhere) if elsewhere else None


def _find_exact(quote: str, texts: Mapping[str, str]) -> Citation | None:
    """The first place in any document where these characters stand, cutting no word."""
    for document, text in texts.items():
        for start in places_of_quote(quote, text):
            return Citation(document, start, start + len(quote))
    return None


def _find_shown(quote: str, lines: Mapping[str, OneLine]) -> Citation | None:
    """The first place in any document that says this, white space and controls aside."""
    for document, source in lines.items():
        if span := find_shown(quote, source):
            return Citation(document, *span)
    return None


def _nearest(
    quote: Quote,
    texts: Mapping[str, str],
    known: Mapping[str, str],
    places: Mapping[str, Sequence[tuple[str, int]]],
) -> Finding:
    """What is nearest to a quote that stands nowhere: in its own document, else in any."""
    own = known.get(quote.citation.document) if quote.citation else None
    found = find_nearest(quote.text, {own: texts[own]}, places) if own is not None else None
    found = found or find_nearest(quote.text, texts, places)
    if found is None:
        return Finding(quote, ALTERED)
    text = texts[found.document]
    if one_line(text[found.start : found.end]) == one_line(quote.text):  # else nothing would differ
        found = Citation(found.document, *with_whole_words((found.start, found.end), text))
    nearest = text[found.start : found.end]
    return Finding(quote, ALTERED, found, nearest, differences(quote.text, nearest))
