"""A summary -> the same summary made again from its sources, and what differs between the two."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from hashlib import sha256
from os import PathLike
from typing import Any, NamedTuple

from multisumm._version import __version__
from multisumm.errors import InputError, NothingToSummarize, OptionError
from multisumm.focus.known import Known, known_documents
from multisumm.messages import brief_repr, plural, printable
from multisumm.model import SUMMARY_SCHEMA, Citation, Document
from multisumm.pipeline import summarize
from multisumm.rendering.json_record import summary_record
from multisumm.selection.budget import UNITS
from multisumm.selection.token_counts import CALLABLE, OF_FILE, TokenCounter, load_token_counter
from multisumm.selection.weights import PACKAGE, Weights, load_weights
from multisumm.summary import Digest, Summary
from multisumm.verification.findings import (
    ADDED,
    DELETED,
    MISSING,
    Difference,
    changed_field,
    show_value,
)
from multisumm.verification.quotes import RELATED_KEYS, objects_of, schema_of

TOLERANCE = 2e-5
"""Relative difference up to which scores and similarities are equal.

JSON has six digits of a score, and the last one may differ between machines.
"""

_Record = Mapping[str, Any]
_Place = tuple[str, int, int]

_ADDRESS = ("document", "start", "end")
_SETTINGS = ("method", "order", "language", "keep_noise")
_OPTIONAL_SETTINGS = ("query", "timeline", "keep_all", "splitter", "explain")
_CELLS = {"disagreement": "cells"}
_APART = {*_ADDRESS, *_CELLS.values(), *RELATED_KEYS[SUMMARY_SCHEMA].values()}
_QUOTES: Mapping[str, Mapping[str, str]] = {"disagreements": _CELLS, "explanations": {}}
_COMPARED_APART = {"schema", "summary", "sentences", *_QUOTES, "documents", "budget"}
_NOT_COMPARED = {"settings", "warnings", "files_not_read"}  # given, and what was told of files
_OF_BATCH = {"id"}  # of the cluster


class Recomputation(NamedTuple):
    """How a summary or a digest compares with the one made again from its sources.

    Attributes:
        differences: What differs.
        again: The summary or digest made again; None if it cannot be made.
        notes: What the reader should know, one line each.
    """

    differences: tuple[Difference, ...]
    again: Summary | Digest | None
    notes: tuple[str, ...]


def make_again(
    record: _Record,
    documents: Sequence[Document],
    weights: Weights | str | PathLike[str] = PACKAGE,
    known: Known | None = None,
    *,
    tokenizer_files: bool = True,
) -> Summary:
    """Return the summary that the settings and the budget of a summary in JSON give.

    Args:
        record: The summary.
        documents: Its sources, with their ids and in their order there.
        weights: The weights that it was made with, for the method `coverage`.
        known: What the reader knew, if anything.
        tokenizer_files: Whether the file of a tokenizer may be opened that the summary names.

    Raises:
        InputError: The settings or the budget are damaged, the file of its tokenizer may not be
            opened, or the weights, the tokenizer or the known documents are not those that the
            summary was made with.
        NothingToSummarize: The documents give no summary any more.
    """
    settings, budget = (mapping_in(record, key) for key in ("settings", "budget"))
    unit, limit = budget.get("unit"), budget.get("limit")
    if unit not in UNITS or type(limit) is not int:
        raise InputError("the summary: `budget` has no unit or no limit")
    missing = [name for name in _SETTINGS if name not in settings]
    if missing:
        raise InputError(f"the summary: `settings` has no `{missing[0]}`")
    options: dict[str, Any] = {unit: limit} | {name: settings[name] for name in _SETTINGS}
    options |= {name: settings[name] for name in _OPTIONAL_SETTINGS if name in settings}
    if "weights" in settings:
        options["weights"] = check_weights(weights, settings["weights"])
    try:
        if "tokenizer" in settings:
            options["tokenizer"] = _check_tokenizer(settings, tokenizer_files)
        return summarize(documents, known=check_known(known, record), **options)
    except OptionError as error:
        raise InputError(f"the summary cannot be made again: {error}") from None


def mapping_in(record: _Record, key: str, name: str = "the summary") -> _Record:
    """Return an object in a record; raise InputError if it is something else.

    Args:
        record: The record.
        key: Key of the object.
        name: Name of the record, for the error.
    """
    value = record.get(key)
    if not isinstance(value, Mapping):
        raise InputError(f"{name}: `{key}` is not an object")
    return value


def check_weights(weights: Weights | str | PathLike[str], stated: object) -> Weights:
    """Return the weights; raise InputError if their name is not the one that the summary states."""
    given = weights if isinstance(weights, Weights) else load_weights(weights)
    if given.name == stated:
        return given
    if stated == PACKAGE:
        raise InputError("the summary was made with the weights of the package, not with these")
    raise InputError(
        f"the summary was made with the weights {brief_repr(stated)};"
        " give their file with option `weights`"
    )


def _check_tokenizer(settings: _Record, files: bool) -> TokenCounter:
    """Return the tokenizer of a summary; raise InputError if it cannot be had again."""
    name = settings["tokenizer"]
    if name == CALLABLE:
        raise InputError("the summary was made with a tokenizer of a program, not with a named one")
    if isinstance(name, str) and name.startswith(OF_FILE) and not files:
        raise InputError(
            "the summary was made with the file of a tokenizer, which is not opened here"
        )
    counter = load_token_counter(name)
    if counter.sha256 != settings.get("tokenizer_sha256", ""):
        raise InputError(f"the summary was made with another file than {printable(counter.name)}")
    return counter


def check_known(known: Known | None, record: _Record) -> list[Document] | None:
    """Return the known documents; raise InputError unless their texts are those of the summary."""
    stated = objects_of(record, "known", "the summary") if "known" in record else []
    documents = [] if known is None else known_documents(known)
    given = [(d.id, sha256(d.text.encode()).hexdigest(), str(d.date)) for d in documents]
    wanted = [tuple(str(one.get(key)) for key in ("id", "sha256", "date")) for one in stated]
    if sorted(given) != sorted(wanted):
        number = plural(len(stated), "known document") if stated else "nothing known"
        raise InputError(f"the summary was made with {number}; give the same with option `known`")
    return documents or None


def compare_again(
    record: _Record,
    documents: Mapping[str, Document],
    *,
    changed: Sequence[str] = (),
    weights: Weights | str | PathLike[str] = PACKAGE,
    known: Known | None = None,
    tokenizer_files: bool = True,
) -> Recomputation:
    """Return what differs between a summary and the one made again from its sources.

    Args:
        record: The summary in JSON, which `quotes_of` accepts.
        documents: Id in the summary -> the document, for all that are given.
        changed: Ids of the documents whose text has changed. Their records are not compared.
        weights: As for `make_again`.
        known: As for `make_again`.
        tokenizer_files: As for `make_again`.

    Raises:
        InputError: As for `make_again`.
    """
    ids = [document["id"] for document in objects_of(record, "documents", "the summary")]
    notes = tuple(notes_on_version(record))
    missing = [Difference(MISSING, "document", text=name) for name in ids if name not in documents]
    if missing:
        return Recomputation(tuple(missing), None, notes)
    try:
        sources = [replace(documents[name], id=name) for name in ids]
        again = make_again(record, sources, weights, known, tokenizer_files=tokenizer_files)
    except NothingToSummarize as error:
        stated = plural(len(record["sentences"]), "sentence")
        return Recomputation(
            (changed_field("summary", "sentences", stated, str(error)),), None, notes
        )
    differences = find_differences(record, summary_record(again), changed=changed)
    return Recomputation(tuple(differences), again, notes)


def notes_on_version(record: _Record, name: str = "the summary") -> Iterator[str]:
    """Yield a line if another version of the program made the summary or digest."""
    version = mapping_in(record, "settings", name).get("version")
    if version != __version__:
        made_by = printable(version[:40]) if isinstance(version, str) else "an unknown version"
        yield f"made by multisumm {made_by}; this is {__version__}, which may choose differently"


# --- differences --------------------------------------------------------------------------------


def find_differences(
    record: _Record, again: _Record, *, changed: Sequence[str] = ()
) -> Iterator[Difference]:
    """Yield what differs between a summary in JSON and the one made again.

    Sentences are told apart by their addresses. What only one of the two has is a difference, too.
    Of a summary of the earlier schema, only what that schema has is compared. Warnings are not
    compared: some are from the files that were read.

    Args:
        record: The summary, which `quotes_of` accepts.
        again: The summary made again, of the newest schema.
        changed: Ids of the documents whose records are not compared.
    """
    keys = RELATED_KEYS[schema_of(record)]
    is_newest = schema_of(record) == again["schema"]
    yield from _compare_quotes(record, again, "sentences", keys, is_newest)
    for key, lists in _QUOTES.items() if is_newest else ():
        yield from _compare_quotes(record, again, key, lists, is_newest)
    yield from _compare_documents(record, again, changed, is_newest)
    used = mapping_in(record, "budget").get("used")
    if not _is_equal(used, again["budget"]["used"]):
        yield changed_field("budget", "used", used, again["budget"]["used"])
    if is_newest:
        yield from compare_parts(record, again, _COMPARED_APART | _NOT_COMPARED | _OF_BATCH)


def _compare_quotes(
    record: _Record, again: _Record, key: str, keys: Mapping[str, str], is_newest: bool
) -> Iterator[Difference]:
    """Yield what differs in a list of quotes, such as the sentences, and in what stands beside."""
    item = key.removesuffix("s")
    expected = again.get(key, ())
    places = {_place(quote): quote for quote in expected}
    numbers = {}
    for number, quote in enumerate(record.get(key, ()), start=1):
        other = places.pop(_place(quote), None)
        if other is None:
            yield _whole(ADDED, item, number, quote)
            continue
        numbers[_place(quote)] = number
        yield from _compare_fields(quote, other, item, number, is_newest)
        yield from _compare_related(quote, other, keys, number, is_newest)
    for number, quote in enumerate(expected, start=1):
        if _place(quote) in places:
            yield _whole(DELETED, item, number, quote)
    order = [numbers[_place(quote)] for quote in expected if _place(quote) in numbers]
    if order != sorted(order):
        yield changed_field("order", key, _listed(sorted(order)), _listed(order))


def _compare_related(
    stated: _Record,
    expected: _Record,
    keys: Mapping[str, str],
    number: int,
    is_newest: bool,
) -> Iterator[Difference]:
    """Yield what differs in the quotes beside a quote, in whichever of its lists they are."""
    left = {
        _place(related): (role, related) for role, key in keys.items() for related in expected[key]
    }
    for role, key in keys.items():
        for related in stated[key]:
            other_role, other = left.pop(_place(related), (None, None))
            if other_role is None or other is None:
                yield _whole(ADDED, role, number, related)
            elif other_role != role:
                relations = _relation(role, related), _relation(other_role, other)
                yield changed_field(role, "relation", *relations, sentence=number, record=related)
            else:
                yield from _compare_fields(related, other, role, number, is_newest)
    for role, related in left.values():
        yield _whole(DELETED, role, number, related)


def _relation(role: str, related: _Record) -> object:
    return related.get("relation", role) if role == "support" else role


def _compare_fields(
    stated: _Record, expected: _Record, item: str, number: int, is_newest: bool
) -> Iterator[Difference]:
    for field in _keys(stated, expected, is_newest):
        here, there = stated.get(field), expected.get(field)
        if field not in _APART and not _is_equal(here, there):
            yield changed_field(item, field, here, there, sentence=number, record=stated)


def _compare_documents(
    record: _Record, again: _Record, changed: Sequence[str], is_newest: bool
) -> Iterator[Difference]:
    for stated, expected in zip(record["documents"], again["documents"], strict=True):
        for field in _keys(stated, expected, is_newest) if stated["id"] not in changed else ():
            here, there = stated.get(field), expected.get(field)
            if field not in ("id", "file") and not _is_equal(here, there):
                yield replace(changed_field("document", field, here, there), text=stated["id"])


def _keys(stated: _Record, expected: _Record, is_newest: bool) -> Iterator[str]:
    """Yield the keys to compare: all of both, or of the earlier schema those that both have."""
    yield from (key for key in expected if is_newest or key in stated)
    yield from (key for key in stated if is_newest and key not in expected)


def compare_parts(record: _Record, again: _Record, apart: Set[str]) -> Iterator[Difference]:
    """Yield what differs in all parts of the JSON but some; what only one of the two has, too.

    Args:
        record: The JSON given.
        again: The JSON made again.
        apart: The keys of the parts that are not compared here.
    """
    for key in _keys(record, again, is_newest=True):
        if key not in apart:
            yield from _compare_part(key, record.get(key), again.get(key))


def _compare_part(key: str, stated: object, expected: object) -> Iterator[Difference]:
    """Yield what differs in another part of the JSON; lists are compared item by item."""
    if not isinstance(stated, list) or not isinstance(expected, list):
        if not _is_equal(stated, expected):
            yield changed_field(key, key, stated, expected)
        return
    before, after = Counter(map(show_value, stated)), Counter(map(show_value, expected))
    for kind, items in ((ADDED, before - after), (DELETED, after - before)):
        yield from (Difference(kind, key, text=item) for item in items.elements())


# --- values -------------------------------------------------------------------------------------


def _place(record: _Record) -> _Place:
    return record["document"], record["start"], record["end"]


def _whole(kind: str, item: str, number: int, record: _Record) -> Difference:
    """Return that a sentence is in one of the two summaries only."""
    return Difference(kind, item, number, Citation(*_place(record)), record["text"])


def _is_equal(stated: object, expected: object) -> bool:
    """Return whether two values of JSON are equal, numbers that are no integers nearly so."""
    if isinstance(expected, float) and isinstance(stated, int | float) and stated is not True:
        try:
            return math.isclose(stated, expected, rel_tol=TOLERANCE, abs_tol=1e-9)
        except OverflowError:  # an integer above all floats
            return False
    if isinstance(expected, list) and isinstance(stated, list):
        return len(stated) == len(expected) and all(map(_is_equal, stated, expected))
    if isinstance(expected, Mapping) and isinstance(stated, Mapping):
        return stated.keys() == expected.keys() and all(
            _is_equal(stated[key], value) for key, value in expected.items()
        )
    return type(stated) is type(expected) and stated == expected


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
