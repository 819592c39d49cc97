"""The gate of documents: what a program or a reader hands in -> documents for the other stages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from multisumm.errors import InputError, NothingToSummarize, with_notes
from multisumm.messages import (
    EMPTY,
    as_integer,
    brief_repr,
    is_iterable,
    must_be,
    plural,
    printable,
    skipped,
)
from multisumm.model import METADATA, Document, FileFate, SourceFile


class Reading(NamedTuple):
    """Documents, and warnings about what was changed or skipped, a line each."""

    documents: tuple[Document, ...]
    warnings: tuple[str, ...] = ()


class ReadDocuments(list[Document]):
    """The documents of files, as a list, and what the user should know about the reading.

    Attributes:
        warnings: What was decided, changed or skipped, a line each. A summary of the list has them.
        files: What became of each file that was given.
    """

    def __init__(
        self,
        documents: Iterable[Document] = (),
        *,
        warnings: Sequence[str] = (),
        files: Sequence[FileFate] = (),
    ) -> None:
        super().__init__(documents)
        self.warnings = tuple(warnings)
        self.files = tuple(files)


def files_not_read(documents: object) -> tuple[FileFate, ...]:
    """Return the files given with documents that were passed over or failed, in order."""
    files = documents.files if isinstance(documents, ReadDocuments) else ()
    return tuple(file for file in files if file.outcome != "read")


def cleaned_documents(documents: Iterable[Document | str], *, names: Sequence[str] = ()) -> Reading:
    """Return documents that the other stages can work on, and warnings about the changes.

    Strings become documents whose ids are their numbers, from 1. Each lone surrogate becomes
    U+FFFD, because it has no UTF-8; offsets do not change. Documents without text or with white
    space only are skipped. The result passes a second time unchanged and without warnings.

    Args:
        documents: Documents or strings.
        names: The name of each document in warnings; without them, the ids.

    Raises:
        InputError: The value is not an iterable of documents or strings, a field of a document has
            the wrong type, or two documents have the same id.
        NothingToSummarize: No document has text. Its notes have the warnings.
    """
    kept: dict[str, Document] = {}
    warnings = [*documents.warnings] if isinstance(documents, ReadDocuments) else []
    number = 0
    for number, value in enumerate(_check_iterable(documents), start=1):
        document, replaced = _replace_surrogates(_check_document(value, number))
        name = names[number - 1] if names else printable(document.id)
        if document.id in kept:
            escaped = " (with lone surrogates as escapes)" if "\\ud" in document.id else ""
            raise InputError(f"two documents have the id {brief_repr(document.id)}{escaped}")
        if replaced:
            warnings.append(f"{name}: {plural(replaced, 'lone surrogate')} replaced by U+FFFD")
        if document.text.isspace() or not document.text:
            problem = "nothing but white space" if document.text else EMPTY
            warnings.append(skipped(f"{name}: {problem}"))
        else:
            kept[document.id] = document
    if not kept:
        reason = f"no text in {plural(number, 'document')}" if number else "no documents"
        error = NothingToSummarize(f"nothing to summarize: {reason}")
        raise with_notes(error, warnings if number > 1 else ())
    return Reading(tuple(kept.values()), tuple(warnings))


def with_distinct_ids(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Return documents with ` (2)`, ` (3)` after an id that an earlier one has."""
    uses: dict[str, int] = {}
    distinct = []
    for document in documents:
        name = document.id
        while name in uses:
            uses[document.id] += 1
            name = f"{document.id} ({uses[document.id]})"
        uses[name] = 1
        distinct.append(replace(document, id=name))
    return tuple(distinct)


def _check_iterable(documents: object) -> Iterable[object]:
    """Return the value if it can hold documents; a text, a mapping or one document cannot."""
    single = isinstance(documents, str | bytes | bytearray | Mapping | Document)
    if single or not is_iterable(documents):
        kind = type(documents).__name__
        raise InputError(f"documents must be a list of documents or strings, not {kind}")
    return documents


def _check_document(value: object, number: int) -> Document:
    """Return a value as a document whose fields have the right types."""
    if isinstance(value, str):
        return Document(str(number), value)
    if not isinstance(value, Document):
        kind = type(value).__name__
        raise InputError(f"document {number} must be a string or a Document, not {kind}")
    name = f"document {brief_repr(value.id) if isinstance(value.id, str) else number}"
    for field in ("id", "text", "kind"):
        if not isinstance(getattr(value, field), str):
            raise InputError(must_be(f"{name}: {field}", "a string", getattr(value, field)))
    for field in (*METADATA, "created"):
        if not isinstance(getattr(value, field), str | None):
            raise InputError(must_be(f"{name}: {field}", "a string or None", getattr(value, field)))
    if not isinstance(value.file, SourceFile | None):
        raise InputError(must_be(f"{name}: file", "a SourceFile or None", value.file))
    return _check_pages(value, name)


def _check_pages(document: Document, name: str) -> Document:
    """Return the document with the offsets of its pages as a tuple of integers of Python.

    They are offsets of its text, and none comes before the one of an earlier page.
    """
    pages: object = document.pages
    if isinstance(pages, Sequence) and not isinstance(pages, str | bytes):
        offsets = tuple(offset for offset in map(as_integer, pages) if offset is not None)
        if len(offsets) == len(pages):
            if not are_offsets(offsets, document.text):
                raise InputError(must_be(f"{name}: pages", "rising offsets in the text", pages))
            is_clean = isinstance(pages, tuple) and all(type(start) is int for start in pages)
            return document if is_clean else replace(document, pages=offsets)
    raise InputError(must_be(f"{name}: pages", "a tuple of offsets", pages))


def are_offsets(numbers: Sequence[int], text: str) -> bool:
    """Return whether numbers are offsets in a text, none before the one ahead of it.

    >>> are_offsets([0, 3, 3], "A. B."), are_offsets([3, 0], "A. B."), are_offsets([9], "A. B.")
    (True, False, False)
    """
    return all(first <= second <= len(text) for first, second in pairwise((0, *numbers)))


def _replace_surrogates(document: Document) -> tuple[Document, int]:
    """Return the document in characters that have UTF-8, and the number replaced in its text."""
    values = [getattr(document, field) for field in METADATA]
    if _has_utf8("".join(filter(None, (document.id, document.text, *values)))):
        return document, 0
    text, replaced = without_surrogates(document.text)
    title, date, url, site = (value and without_surrogates(value)[0] for value in values)
    own = escaped_id(document.id)
    clean = replace(document, id=own, text=text, title=title, date=date, url=url, site=site)
    return clean, replaced


def escaped_id(identifier: str) -> str:
    r"""Return the id of a document with an escape for each lone surrogate, which has no UTF-8.

    Escapes keep apart the names of files that differ only in bytes that are not UTF-8.

    >>> escaped_id("\udcff.txt")
    '\\udcff.txt'
    """
    return identifier.encode("utf-8", "backslashreplace").decode("utf-8")


_SURROGATES = re.compile("[\ud800-\udfff]+")


def without_surrogates(text: str) -> tuple[str, int]:
    r"""Return the text with U+FFFD for each lone surrogate, and the number of them.

    JSON (`"\ud800"`) and Python strings may hold halves of characters, which have no UTF-8 and so
    no digest.
    """
    if _has_utf8(text):
        return text, 0
    number = sum(len(run[0]) for run in _SURROGATES.finditer(text))
    return _SURROGATES.sub(lambda run: "\ufffd" * len(run[0]), text), number


def _has_utf8(text: str) -> bool:
    """Return whether all characters of a text have UTF-8: none is a lone surrogate."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
