"""Documents, from files or from a program -> documents that the other stages can work on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from multisumm.errors import InputError, NothingToSummarize
from multisumm.messages import plural, printable
from multisumm.model import Document


class Reading(NamedTuple):
    """What was read, and lines for the user about what was decided or left out."""

    documents: tuple[Document, ...]
    warnings: tuple[str, ...] = ()


def cleaned_documents(documents: Iterable[Document | str], *, names: Sequence[str] = ()) -> Reading:
    """Return documents that the other stages can work on, and what had to be changed for it.

    Strings become documents called by their numbers, from 1. Lone surrogates become U+FFFD, for
    they have no UTF-8; offsets stay. Documents with nothing but white space are left out.
    What comes back goes through a second time unchanged and without a word.

    Args:
        documents: Documents or strings.
        names: What to call each in warnings; without, they are called by their ids.

    Raises:
        InputError: Something is no document, or two have one id.
        NothingToSummarize: No document is left.
    """
    if isinstance(documents, str | Document) or not isinstance(documents, Iterable):
        what = type(documents).__name__
        raise InputError(f"a list of documents or strings is expected, not one {what}")
    kept: dict[str, Document] = {}
    warnings: list[str] = []
    number = 0
    for number, given in enumerate(documents, start=1):
        document, replaced = _without_surrogates(_as_document(given, number))
        name = names[number - 1] if names else printable(document.id)
        if document.id in kept:
            how = " (with lone surrogates as escapes)" if "\\ud" in document.id else ""
            raise InputError(f"two documents have the id {document.id!r}{how}")
        if replaced:
            note = f"{plural(replaced, 'lone surrogate')} replaced by U+FFFD"
            warnings.append(f"{name}: {note}")
        if document.text.isspace() or not document.text:
            what = "nothing but white space" if document.text else "empty"
            warnings.append(f"{name}: {what}; left out")
        else:
            kept[document.id] = document
    if not kept:
        what = f"no text in {plural(number, 'document')}" if number else "no documents"
        raise NothingToSummarize(f"nothing to summarize: {what}")
    return Reading(tuple(kept.values()), tuple(warnings))


def _as_document(given: object, number: int) -> Document:
    if isinstance(given, str):
        return Document(str(number), given)
    if not isinstance(given, Document):
        kind = type(given).__name__
        raise InputError(f"document {number} is neither a string nor a Document, but {kind}")
    return given


def _without_surrogates(document: Document) -> tuple[Document, int]:
    """Return the document in characters that have UTF-8, and how many in its text had none."""
    text, replaced = without_surrogates(document.text)
    labels = (document.title, document.date, document.url, document.site)
    title, date, url, site = (label and without_surrogates(label)[0] for label in labels)
    # Escapes keep the names of files apart that differ in bytes which are not UTF-8.
    name = document.id.encode("utf-8", "backslashreplace").decode("utf-8")
    clean = replace(document, id=name, text=text, title=title, date=date, url=url, site=site)
    return (document, 0) if clean == document else (clean, replaced)


_SURROGATES = re.compile("[\ud800-\udfff]+")


def without_surrogates(text: str) -> tuple[str, int]:
    r"""Return the text with U+FFFD for each lone surrogate, and their number.

    JSON (`"\ud800"`) and Python strings may hold halves of characters, which have no UTF-8 and so
    no digest.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        found = sum(len(run[0]) for run in _SURROGATES.finditer(text))
        return _SURROGATES.sub(lambda run: "\ufffd" * len(run[0]), text), found
    return text, 0
