"""A digest -> the same digest made again from its pile, and what differs between the two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from os import PathLike
from typing import Any

from multisumm.errors import InputError, NothingToSummarize, OptionError
from multisumm.focus.known import Known
from multisumm.messages import plural
from multisumm.model import Document
from multisumm.options import DIGEST_OPTIONS
from multisumm.pipeline.digesting import digest
from multisumm.rendering.digest_json import digest_record
from multisumm.rendering.digest_sources import with_listed_sources
from multisumm.selection.weights import PACKAGE, Weights
from multisumm.summary import Digest
from multisumm.verification.findings import ADDED, DELETED, MISSING, Difference, changed_field
from multisumm.verification.quotes import objects_of
from multisumm.verification.recompute import (
    Recomputation,
    check_known,
    check_weights,
    compare_parts,
    find_differences,
    mapping_in,
    notes_on_version,
)

_Record = Mapping[str, Any]

_COMPARED_APART = {"schema", "subjects"}
_NOT_COMPARED = {"settings", "warnings"}  # given, and what was told of files


def compare_digest_again(
    record: _Record,
    documents: Sequence[Document],
    *,
    changed: Sequence[str] = (),
    weights: Weights | str | PathLike[str] = PACKAGE,
    known: Known | None = None,
    of_page: bool = False,
) -> Recomputation:
    """Return what differs between a digest and the one made again from its pile.

    Args:
        record: The digest in JSON, which `quotes_of_subjects` accepts.
        documents: The whole pile, with the ids of the digest.
        changed: Ids of the documents whose text has changed. Their records are not compared.
        weights: Those of the package, with which every digest is made.
        known: What the reader knew, if anything.
        of_page: Whether the JSON is that of a page, which has only the sources that are listed.

    Raises:
        InputError: The settings are damaged, or the weights or the known documents are not those
            that the digest was made with.
    """
    notes = tuple(notes_on_version(record, "the digest"))
    given = {document.id for document in documents}
    missing = [name for name in _names(record) if name not in given]
    if missing:
        found = tuple(Difference(MISSING, "document", text=name) for name in missing)
        return Recomputation(found, None, notes)
    try:
        again = _make_again(record, documents, weights, known)
    except NothingToSummarize as error:
        stated = plural(len(record["subjects"]), "subject")
        difference = changed_field("digest", "subjects", stated, str(error))
        return Recomputation((difference,), None, notes)
    shown = digest_record(with_listed_sources(again) if of_page else again)
    return Recomputation(tuple(_differences(record, shown, changed)), again, notes)


def _names(record: _Record) -> Iterator[str]:
    """Yield the ids of all documents that a digest names."""
    for subject in record["subjects"]:
        yield from (document["id"] for document in subject["summary"]["documents"])
    for number, document in enumerate(objects_of(record, "alone", "the digest"), start=1):
        if not isinstance(document.get("id"), str):
            raise InputError(f"the digest: document {number} of `alone` has no id")
        yield document["id"]


def _make_again(
    record: _Record,
    documents: Sequence[Document],
    weights: Weights | str | PathLike[str],
    known: Known | None,
) -> Digest:
    """Return the digest that the settings of a digest in JSON give."""
    settings = mapping_in(record, "settings", "the digest")
    options = {name: settings[name] for name in DIGEST_OPTIONS if name in settings}
    check_weights(weights, PACKAGE)
    heard = check_known(known, record["subjects"][0]["summary"])
    try:
        return digest(documents, known=heard, **options)
    except OptionError as error:
        raise InputError(f"the digest cannot be made again: {error}") from None


def _differences(record: _Record, again: _Record, changed: Sequence[str]) -> Iterator[Difference]:
    """Yield what differs in the subjects, which are told apart by their ids, and elsewhere."""
    expected = {subject["id"]: subject for subject in again["subjects"]}
    order = [*expected]
    kept: list[str] = []
    for number, subject in enumerate(record["subjects"], start=1):
        other = expected.pop(subject.get("id"), None)
        if other is None:
            yield Difference(ADDED, "subject", text=_headline_of(subject), subject=number)
            continue
        kept.append(other["id"])
        yield from (
            replace(one, subject=number) for one in _differences_of(subject, other, changed)
        )
    for other in expected.values():
        number = order.index(other["id"]) + 1
        yield Difference(DELETED, "subject", text=_headline_of(other), subject=number)
    wanted = [name for name in order if name in kept]
    if kept != wanted:
        yield changed_field("order", "subjects", kept, wanted)
    yield from compare_parts(record, again, _COMPARED_APART | _NOT_COMPARED)


def _differences_of(
    subject: _Record, other: _Record, changed: Sequence[str]
) -> Iterator[Difference]:
    yield from compare_parts(subject, other, {"id", "summary"})
    names = [[one["id"] for one in each["summary"]["documents"]] for each in (subject, other)]
    if names[0] != names[1]:
        yield changed_field("subject", "documents", *names)
        return
    yield from find_differences(subject["summary"], other["summary"], changed=changed)


def _headline_of(subject: _Record) -> str:
    return str(subject["headline"].get("text"))
