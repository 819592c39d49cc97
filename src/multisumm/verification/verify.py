"""A summary or a text, and its sources -> where each quote stands now, or what is nearest to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from os import PathLike
from typing import TYPE_CHECKING, Any

from multisumm.documents import cleaned_documents
from multisumm.errors import InputError, NothingToSummarize, OptionError
from multisumm.messages import brief_repr, printable
from multisumm.model import Document, SummaryData
from multisumm.rendering.json_record import summary_record
from multisumm.text.languages import identify_language
from multisumm.text.sentences import split_sentences
from multisumm.verification.exact_match import OneLine, as_one_line
from multisumm.verification.findings import CHANGED, Difference, Verification
from multisumm.verification.lookup import (
    LookedUp,
    find_in_lines,
    look_up,
    text_finder,
    with_nearest,
)
from multisumm.verification.quotes import (
    Quote,
    digests_of,
    passages_of,
    quotations_of,
    quotes_of,
)

if TYPE_CHECKING:
    from multisumm.selection.weights import Weights

LANGUAGE_SAMPLE = 10_000
"""Characters of each document from which the language of a plain text is recognised."""


def verify(
    summary: SummaryData | Mapping[str, Any],
    documents: Iterable[Document | str],
    *,
    recompute: bool = False,
    weights: Weights | str | PathLike[str] = "package",
) -> Verification:
    """Return what became of each quote of a summary: verified, moved, altered or missing.

    The quotes are the sentences and all that stands beside them: support, conflicts, updates and
    similar sentences. They are compared to the character. A document that has another id now is
    recognised by the digest of its text. A quote that would begin or end inside a word or a number
    does not stand there. Where the summary says what two sentences differ in, these words must
    stand in the two sentences; otherwise the quote is unfounded.

    Args:
        summary: A summary, or the object of its JSON.
        documents: Its sources; strings are called "1", "2", ...
        recompute: Whether to make the summary again from its sources, with its settings and its
            limit, and to compare: a sentence or a relation that was added, deleted or changed.
        weights: The weights that the summary was made with, if it is made again: `package`, a file,
            or `Weights`.

    Returns:
        A finding for each quote, in the order of the summary, the documents that have changed, and
        the differences from the summary made again.

    Raises:
        InputError: `summary` is not a summary or has another schema, `documents` are not documents,
            two of them have one id, or the summary cannot be made again because its settings are
            damaged or it was made with other weights.
        OptionError: `recompute` is not a bool, or `weights` is no name of a file.
    """
    record = summary_record(summary) if isinstance(summary, SummaryData) else summary
    if not isinstance(record, Mapping):
        raise InputError(
            f"summary must be a summary or the object of its JSON, not {type(record).__name__}"
        )
    if not isinstance(recompute, bool):
        raise OptionError(f"recompute must be True or False, not {brief_repr(recompute)}")
    return verify_record(record, documents, recompute=recompute, weights=weights)


def verify_record(
    record: Mapping[str, Any],
    documents: Iterable[Document | str],
    *,
    recompute: bool = False,
    weights: Weights | str | PathLike[str] = "package",
    page: str | None = None,
) -> Verification:
    """Return the verification of a summary in JSON, and of the report that carries it.

    A report must show the sentences of its JSON. If the summary is made again without a difference
    by the version of the program that made it, the whole report is compared to the character.

    Args:
        record: The object of the summary's JSON.
        documents: As for `verify`.
        recompute: As for `verify`.
        weights: As for `verify`.
        page: The report in HTML that carries the JSON; None if there is none.

    Raises:
        InputError, OptionError: As for `verify`.
    """
    quotes, sources = list(quotes_of(record)), _sources(documents)
    texts = {name: source.text for name, source in sources.items()}
    digests = digests_of(record)
    renamed, changed = _compare_digests(digests, texts)
    ids = {name: name for name in texts} | renamed
    looked_up = [(quote, look_up(quote, texts, ids)) for quote in quotes]
    verification = Verification(
        tuple(with_nearest(looked_up, texts, ids)), changed, notes=_renaming_notes(renamed, texts)
    )
    if page is not None:
        from multisumm.verification.report_page import compare_page

        verification = replace(verification, differences=tuple(compare_page(page, record)))
    if recompute:
        own = {name: sources[ids[name]] for name in digests if name in ids}
        verification = _recompute(verification, record, own, weights, page)
        used = {ids[name] for name in own}
        unused = (f"{printable(n)}: not a source of the summary" for n in texts if n not in used)
        verification = replace(verification, notes=(*verification.notes, *unused))
    return verification


def _recompute(
    verification: Verification,
    record: Mapping[str, Any],
    documents: Mapping[str, Document],
    weights: Weights | str | PathLike[str],
    page: str | None,
) -> Verification:
    """Return the verification with what differs from the summary made again."""
    from multisumm.verification.recompute import compare_again

    comparison = compare_again(record, documents, changed=verification.changed, weights=weights)
    differences = (*verification.differences, *comparison.differences)
    notes = (*verification.notes, *comparison.notes)
    if page is not None and comparison.summary and not differences and not comparison.notes:
        from multisumm.verification.report_page import is_page_of

        if not is_page_of(page, record, comparison.summary):
            differences = (Difference(CHANGED, "page"),)
    return replace(
        verification,
        differences=differences,
        recomputed=comparison.summary is not None,
        notes=notes,
    )


def _renaming_notes(renamed: Mapping[str, str], texts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        f"{printable(name)}: has another text; the one of the summary is {printable(now)}"
        if name in texts
        else f"{printable(name)}: is called {printable(now)} now"
        for name, now in renamed.items()
    )


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
    texts = {name: source.text for name, source in _sources(documents).items()}
    lines = {name: as_one_line(source) for name, source in texts.items()}
    language = identify_language(" ".join(line.text[:LANGUAGE_SAMPLE] for line in lines.values()))
    find = text_finder(texts, lines)
    passages = passages_of(text, markdown=markdown)
    looked_up = list(_look_up_passages(passages, lines, find, language=language))
    if not looked_up:
        raise InputError("there is no sentence in the text")
    return Verification(tuple(with_nearest(looked_up, texts, {})))


def _look_up_passages(
    passages: Iterable[str],
    lines: Mapping[str, OneLine],
    find: Callable[[Quote], LookedUp],
    *,
    language: str,
) -> Iterator[LookedUp]:
    """Yield the sentences of a text, and the quotations in those that stand nowhere."""
    number = 0
    for passage in passages:
        is_quote = find_in_lines(passage, lines) is not None
        spans = split_sentences(passage, [(0, len(passage))], language=language)
        quotations = [] if is_quote else list(quotations_of(passage))
        for start, end in [(0, len(passage))] if is_quote else spans:
            number += 1
            quote, finding = find(Quote(number, "sentence", passage[start:end]))
            yield quote, finding
            for first, last in quotations if finding is None else ():
                if start <= first < end:
                    yield find(Quote(number, "quotation", passage[first:last]))


def _sources(documents: Iterable[Document | str]) -> dict[str, Document]:
    try:
        return {document.id: document for document in cleaned_documents(documents).documents}
    except NothingToSummarize:  # then every source is missing
        return {}


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
