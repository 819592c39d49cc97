"""A summary or a text, and its sources -> where each quote stands now, or what is nearest to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from multisumm.documents import cleaned_documents
from multisumm.errors import InputError, NothingToSummarize, OptionError
from multisumm.escaping import one_line
from multisumm.messages import brief_repr
from multisumm.model import Citation, Document, SummaryData
from multisumm.rendering.json_record import summary_record
from multisumm.text.languages import identify_language
from multisumm.text.sentences import split_sentences
from multisumm.verification.exact_match import (
    OneLine,
    as_one_line,
    find_in_line,
    find_quote,
    widen_to_words,
)
from multisumm.verification.findings import ALTERED, MISSING, MOVED, VERIFIED, Finding, Verification
from multisumm.verification.nearest_match import (
    differences,
    find_nearest,
    find_positions,
    folded_words,
)
from multisumm.verification.quotes import Quote, digests_of, passages_of, quotes_of

LANGUAGE_SAMPLE = 10_000
"""Characters of each document from which the language of a plain text is recognised."""


def verify(
    summary: SummaryData | Mapping[str, Any], documents: Iterable[Document | str]
) -> Verification:
    """Return what became of each quote of a summary: verified, moved, altered or missing.

    The quotes are the sentences, their support and their conflicts; they are compared to the
    character. A document that has another id now is recognised by the digest of its text. A quote
    that would begin or end inside a word or a number does not stand there.

    Args:
        summary: A summary, or the object of its JSON.
        documents: Its sources; strings are called "1", "2", ...

    Returns:
        A finding for each quote, in the order of the summary, and the documents that have changed.

    Raises:
        InputError: `summary` is not a summary or has another schema, `documents` are not documents,
            or two of them have one id.
    """
    record = summary_record(summary) if isinstance(summary, SummaryData) else summary
    if not isinstance(record, Mapping):
        raise InputError(
            f"summary must be a summary or the object of its JSON, not {type(record).__name__}"
        )
    quotes, texts = list(quotes_of(record)), _texts(documents)
    renamed, changed = _compare_digests(digests_of(record), texts)
    ids = {name: name for name in texts} | renamed
    looked_up = [(quote, _find(quote, texts, ids)) for quote in quotes]
    return Verification(tuple(_with_nearest(looked_up, texts, ids)), changed)


def verify_text(
    text: str, documents: Iterable[Document | str], *, markdown: bool = False
) -> Verification:
    """Return whether each sentence of a text is a quote: verified or altered.

    The text may be a summary that was edited by hand. A sentence is verified if a source has its
    characters, white space aside, and if it cuts no word and no number of the source: `27 died.` is
    not a quote of `127 died.` Marks and lists of sources, as `to_text` and `to_markdown` write
    them, are left out.

    Args:
        text: The text.
        documents: Its sources; strings are called "1", "2", ...
        markdown: Whether the text is Markdown, of which headings and footnotes are left out too.

    Returns:
        A finding for each sentence, in the order of the text.

    Raises:
        InputError: There is no sentence in the text, `text` is not a string, `documents` are not
            documents, or two of them have one id.
        OptionError: `markdown` is not a bool.
    """
    if not isinstance(text, str):
        raise InputError(f"text must be a string, not {type(text).__name__}")
    if not isinstance(markdown, bool):
        raise OptionError(f"markdown must be True or False, not {brief_repr(markdown)}")
    texts = _texts(documents)
    lines = {name: as_one_line(source) for name, source in texts.items()}
    language = identify_language(" ".join(line.text[:LANGUAGE_SAMPLE] for line in lines.values()))
    looked_up: list[tuple[Quote, Finding | None]] = []
    for passage in passages_of(text, markdown=markdown):
        whole = _find_in_lines(passage, lines)
        spans = split_sentences(passage, [(0, len(passage))], language=language)
        parts = [passage] if whole else [passage[start:end] for start, end in spans]
        for part in parts:
            quote = Quote(len(looked_up) + 1, "sentence", part)
            place = whole or _find_in_lines(part, lines)
            looked_up.append((quote, Finding(quote, VERIFIED, place) if place else None))
    if not looked_up:
        raise InputError("there is no sentence in the text")
    return Verification(tuple(_with_nearest(looked_up, texts, {})))


def _texts(documents: Iterable[Document | str]) -> dict[str, str]:
    try:
        return {document.id: document.text for document in cleaned_documents(documents).documents}
    except NothingToSummarize:  # then every source is missing
        return {}


# --- looking up ---------------------------------------------------------------------------------


def _compare_digests(
    before: Mapping[str, str], texts: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the documents that have another id now, old -> new, and those whose text changed."""
    now = {name: sha256(text.encode()).hexdigest() for name, text in texts.items()}
    by_digest = {digest: name for name, digest in reversed(now.items())}
    renamed, changed = {}, []
    for name, digest in before.items():
        if now.get(name) != digest and digest in by_digest:
            renamed[name] = by_digest[digest]
        elif now.get(name, digest) != digest:
            changed.append(name)
    return renamed, tuple(changed)


def _with_nearest(
    looked_up: Sequence[tuple[Quote, Finding | None]],
    texts: Mapping[str, str],
    ids: Mapping[str, str],
) -> Iterator[Finding]:
    """Yield the findings, and for each quote without one what is nearest to it.

    Args:
        looked_up: The quotes, each with its finding if it has one.
        texts: Id of each document -> its text.
        ids: Id of a document in the summary -> its id in `texts`.
    """
    lost = [quote.text for quote, finding in looked_up if not finding]
    words = {word for text in lost for _, word in folded_words(text)}
    positions = find_positions(words, texts) if words else {}
    for quote, finding in looked_up:
        yield finding or _nearest(quote, texts, ids, positions)


def _find(quote: Quote, texts: Mapping[str, str], ids: Mapping[str, str]) -> Finding | None:
    """Return where a quote stands, or that its source is missing; None if it stands nowhere."""
    cited = quote.citation
    own = ids.get(cited.document) if cited else None
    if cited is None or own is None:
        return Finding(quote, MISSING, _find_anywhere(quote.text, texts))
    if texts[own][cited.start : cited.end] == quote.text:
        return Finding(quote, VERIFIED, Citation(own, cited.start, cited.end))
    starts = find_quote(quote.text, texts[own])
    closest = min(starts, key=lambda start: abs(start - cited.start), default=None)
    if closest is not None:
        return Finding(quote, MOVED, Citation(own, closest, closest + len(quote.text)))
    elsewhere = _find_anywhere(quote.text, texts)
    return Finding(quote, MOVED, elsewhere) if elsewhere else None


def _find_anywhere(quote: str, texts: Mapping[str, str]) -> Citation | None:
    """Return the first place in any document where a quote stands to the character."""
    for document, text in texts.items():
        for start in find_quote(quote, text):
            return Citation(document, start, start + len(quote))
    return None


def _find_in_lines(quote: str, lines: Mapping[str, OneLine]) -> Citation | None:
    """Return the first place in any document that says a quote, white space and controls aside."""
    for document, source in lines.items():
        if span := find_in_line(quote, source):
            return Citation(document, *span)
    return None


def _nearest(
    quote: Quote,
    texts: Mapping[str, str],
    ids: Mapping[str, str],
    positions: Mapping[str, Sequence[tuple[str, int]]],
) -> Finding:
    """Return what is nearest to a quote that stands nowhere: in its own document, else in any."""
    own = ids.get(quote.citation.document) if quote.citation else None
    place = find_nearest(quote.text, {own: texts[own]}, positions) if own is not None else None
    place = place or find_nearest(quote.text, texts, positions)
    if place is None:
        return Finding(quote, ALTERED)
    text = texts[place.document]
    if one_line(text[place.start : place.end]) == one_line(quote.text):  # else nothing would differ
        place = Citation(place.document, *widen_to_words((place.start, place.end), text))
    nearest = text[place.start : place.end]
    return Finding(quote, ALTERED, place, nearest, differences(quote.text, nearest))
