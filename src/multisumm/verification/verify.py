"""A summary or a text, and its sources -> where each quote stands now, or what is nearest to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from os import PathLike
from typing import TYPE_CHECKING, Any

from multisumm.documents import cleaned_documents
from multisumm.errors import InputError, NothingToSummarize, OptionError
from multisumm.messages import brief_repr, plural, printable
from multisumm.model import DigestData, Document, SummaryData
from multisumm.rendering.digest_json import digest_record
from multisumm.rendering.json_record import summary_record
from multisumm.text.languages import identify_language
from multisumm.verification.attribution import (
    find_misattributions,
    identify_sources,
)
from multisumm.verification.digest_parts import (
    find_inconsistencies,
    quotes_of_subjects,
    subjects_of,
)
from multisumm.verification.edited_text import parse_edited_text
from multisumm.verification.findings import CHANGED, Difference, Verification
from multisumm.verification.lookup import find_listed, look_up, text_finder, with_nearest
from multisumm.verification.quotes import digests_of, quotes_of
from multisumm.verification.sentences_of_text import look_up_sentences
from multisumm.verification.typography import find_overrides

if TYPE_CHECKING:
    from multisumm.focus.known import Known
    from multisumm.selection.weights import Weights
    from multisumm.verification.recompute import Recomputation

LANGUAGE_SAMPLE = 10_000
"""Characters of each document from which the language of a plain text is recognised."""


def verify(
    summary: SummaryData | DigestData | Mapping[str, Any],
    documents: Iterable[Document | str],
    *,
    recompute: bool = False,
    weights: Weights | str | PathLike[str] = "package",
    known: Known | None = None,
) -> Verification:
    """Return what became of each quote of a summary: verified, moved, altered or missing.

    The quotes are the sentences and all that stands beside them: support, conflicts, updates and
    similar sentences. They are compared to the character. A document that has another id now is
    recognised by the digest of its text, unless another document has its id: that is a difference.
    A quote that would begin or end inside a word or a number does not stand there. Where the
    summary says what two sentences differ in, these words must stand in the two sentences;
    otherwise the quote is unfounded. The pages, titles, dates, addresses and sites that the summary
    gives must be those of its sources.

    Args:
        summary: A summary or a digest, or the object of its JSON.
        documents: Its sources; strings are called "1", "2", ...
        recompute: Whether to make the summary again from its sources, with its settings and its
            limit, and to compare: a sentence or a relation that was added, deleted or changed. A
            digest is made again from all `documents`, so they must be its whole pile.
        weights: The weights that the summary was made with, if it is made again: `package`, a file,
            or `Weights`.
        known: What the reader knew when the summary was made, if it is made again.

    Returns:
        A finding for each quote, in the order of the summary, the documents that have changed, what
        the summary says about its sources and is not so, and the differences from the summary made
        again.

    Raises:
        InputError: `summary` is not a summary or has another schema, `documents` are not documents,
            two of them have one id, or the summary cannot be made again because its settings are
            damaged or it was made with other weights or other known documents.
        OptionError: `recompute` is not a bool, or `weights` is no name of a file.
    """
    record: object = summary
    if isinstance(summary, SummaryData):
        record = summary_record(summary)
    elif isinstance(summary, DigestData):
        record = digest_record(summary)
    if not isinstance(record, Mapping):
        raise InputError(
            "summary must be a summary, a digest or the object of its JSON,"
            f" not {type(record).__name__}"
        )
    if not isinstance(recompute, bool):
        raise OptionError(f"recompute must be True or False, not {brief_repr(recompute)}")
    return verify_record(record, documents, recompute=recompute, weights=weights, known=known)


def verify_record(
    record: Mapping[str, Any],
    documents: Iterable[Document | str],
    *,
    recompute: bool = False,
    weights: Weights | str | PathLike[str] = "package",
    known: Known | None = None,
    page: str | None = None,
    tokenizer_files: bool = True,
) -> Verification:
    """Return the verification of a summary or digest in JSON, and of the report that carries it.

    A report must show the headlines and sentences of its JSON, and no quote that its JSON does not
    have. If the summary is made again without a difference by the version of the program that made
    it, the whole report is compared to the character.

    Args:
        record: The object of the JSON of a summary or a digest.
        documents: As for `verify`.
        recompute: As for `verify`.
        weights: As for `verify`.
        known: As for `verify`.
        page: The report in HTML that carries the JSON; None if there is none.
        tokenizer_files: Whether the file of a tokenizer may be opened that the summary names.

    Raises:
        InputError, OptionError: As for `verify`.
    """
    subjects = subjects_of(record)
    quotes = [*quotes_of(record)] if subjects is None else [*quotes_of_subjects(record, subjects)]
    parts: dict[int | None, Mapping[str, Any]]
    parts = {None: record} if subjects is None else dict(subjects.items())
    sources = _sources(documents)
    texts = {name: source.text for name, source in sources.items()}
    digests = {name: one for part in parts.values() for name, one in digests_of(part).items()}
    identities = identify_sources(digests, texts)
    ids = {name: name for name in texts} | {**identities.renamed}
    looked_up = [(quote, look_up(quote, texts, ids)) for quote in quotes]
    own = {name: sources[ids[name]] for name in digests if name in ids}
    verification = Verification(
        tuple(with_nearest(looked_up, texts, ids)),
        identities.changed,
        tuple(
            replace(difference, subject=number)
            for number, part in parts.items()
            for difference in find_misattributions(part, own, identities)
        ),
        notes=tuple(identities.notes()),
    )
    if subjects is not None:
        verification = _with(verification, find_inconsistencies(record, subjects))
    if page is not None:
        from multisumm.verification.report_page import compare_page

        told = [quote.text for quote in quotes]
        verification = _with(verification, compare_page(page, parts, told))
    if not recompute:
        return verification
    how: dict[str, Any] = {"changed": identities.changed, "weights": weights, "known": known}
    if subjects is None:
        from multisumm.verification.recompute import compare_again

        used = {ids[name] for name in own}
        unused = (f"{printable(n)}: not a source of the summary" for n in texts if n not in used)
        again = compare_again(record, own, tokenizer_files=tokenizer_files, **how)
        return _with_again(verification, again, record, page, unused)
    from multisumm.verification.digest_recompute import compare_digest_again

    then = {now: name for name, now in identities.renamed.items()}
    pile = [replace(one, id=then.get(name, name)) for name, one in sources.items()]
    again = compare_digest_again(record, pile, of_page=page is not None, **how)
    return _with_again(verification, again, record, page)


def _with(verification: Verification, found: Iterable[Difference]) -> Verification:
    """Return a verification with further differences, each once."""
    return replace(
        verification, differences=tuple(dict.fromkeys((*verification.differences, *found)))
    )


def _with_again(
    verification: Verification,
    comparison: Recomputation,
    record: Mapping[str, Any],
    page: str | None,
    notes: Iterable[str] = (),
) -> Verification:
    """Return the verification with what differs from the summary or digest made again."""
    verification = _with(verification, comparison.differences)
    again = comparison.again
    if page is not None and again and not verification.differences and not comparison.notes:
        from multisumm.verification.report_page import is_page_of

        if not is_page_of(page, record, again):
            verification = _with(verification, [Difference(CHANGED, "page")])
    return replace(
        verification,
        recomputed=again is not None,
        notes=(*verification.notes, *comparison.notes, *notes),
    )


def verify_text(
    text: str, documents: Iterable[Document | str], *, markdown: bool = False
) -> Verification:
    """Return whether each sentence of a text is a quote: verified or altered.

    The text may be a summary that was edited by hand. A sentence is verified if a source has its
    characters, white space aside, and if it cuts no word and no number of the source: `27 died.` is
    not a quote of `127 died.` Marks of sources, as `to_text` and `to_markdown` write them, are left
    out; a mark or a line break inside a sentence does not end it. The quotes in the lists and notes
    below the text are looked up, too. Lines of sources, headings and notes are not: they are in
    `unchecked`.

    Args:
        text: The text.
        documents: Its sources; strings are called "1", "2", ...
        markdown: Whether the text is Markdown.

    Returns:
        A finding for each sentence, in the order of the text, and then for each listed quote.

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
    finder = text_finder(texts)
    sample = " ".join(line.text[:LANGUAGE_SAMPLE] for line in finder.lines.values())
    edited = parse_edited_text(text, markdown=markdown)
    looked_up = list(look_up_sentences(edited, finder, language=identify_language(sample)))
    if not looked_up:
        raise InputError("there is no sentence in the text")
    looked_up += (find_listed(n, listed, finder) for n, listed in enumerate(edited.listed, 1))
    return Verification(
        tuple(with_nearest(looked_up, texts, {})),
        notes=tuple(_override_notes(text)),
        unchecked=edited.unchecked,
    )


def _override_notes(text: str) -> Iterator[str]:
    """Yield a line if a text has characters that turn around the direction of others."""
    if overrides := find_overrides(text):
        line = text.count("\n", 0, overrides[0]) + 1
        yield (
            f"{plural(len(overrides), 'character')} of the text, the first in line {line:,},"
            " may show other characters in another order"
        )


def _sources(documents: Iterable[Document | str]) -> dict[str, Document]:
    try:
        return {document.id: document for document in cleaned_documents(documents).documents}
    except NothingToSummarize:  # then every source is missing
        return {}
