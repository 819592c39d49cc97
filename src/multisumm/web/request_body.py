"""The body of a request -> the documents to summarise, and the options."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from multisumm.errors import InputError, OptionError
from multisumm.messages import must_be, printable, shortened, unknown_choice
from multisumm.model import METADATA, Document
from multisumm.options import (
    API_FORMAT,
    READING_OPTIONS,
    SUMMARY_OPTIONS,
    Option,
    Surface,
    check_value,
)
from multisumm.reading.columns import parse_fields
from multisumm.reading.content import parse_media_type
from multisumm.reading.records import cluster_of, parse_object
from multisumm.selection.budget import UNITS, check_budget
from multisumm.text.languages import check_language
from multisumm.web.multipart import FORM, Part, form_parts

JSON = "application/json"
BODY_TYPES = (JSON, FORM)
"""The media types that a body can have."""

BODY_OPTIONS: Mapping[str, Option] = {
    option.name: option
    for option in (*SUMMARY_OPTIONS.values(), *READING_OPTIONS.values(), API_FORMAT)
    if "form" in option.surfaces
}
"""Name -> option that a form can have; those of JSON are among them."""

_NUMBER = re.compile(r"[0-9]{1,20}(?:\.[0-9]{0,400})?(?:[eE][-+]?[0-9]{1,4})?")


class SummaryRequest(NamedTuple):
    """What a request asks for.

    Attributes:
        files: Names and contents.
        documents: Texts that need no reading.
        options: Arguments of `summarize`.
        fields: As in `read_sources`.
        output_format: The format of the answer.
    """

    files: tuple[tuple[str, bytes], ...]
    documents: tuple[Document, ...]
    options: Mapping[str, Any]
    fields: Mapping[str, str]
    output_format: str


def parse_request(content_type: str, body: bytes) -> SummaryRequest:
    """Return what a body asks for.

    Raises:
        InputError: The body is not of its media type.
        OptionError: The body has an unknown option, or an option with an impossible value.
    """
    media_type, _ = parse_media_type(content_type)
    if media_type == JSON:
        return _json_request(parse_object(body, where="the body"))
    return _form_request(form_parts(content_type, body))


def _json_request(record: dict[str, Any]) -> SummaryRequest:
    values = dict(record)
    if "documents" not in values:
        raise OptionError("`documents` is missing: a list of texts, or of objects with a `text`")
    documents = _documents(values.pop("documents"))
    for name in values:
        _check_name(name, "json")
    options = _checked({name: value for name, value in values.items() if value is not None})
    output_format = options.pop("format", API_FORMAT.default)
    return SummaryRequest((), documents, options, {}, output_format)


def _documents(records: object) -> tuple[Document, ...]:
    if not isinstance(records, list) or not records:
        raise OptionError("`documents` must be a list of one or more texts or objects")
    for number, record in enumerate(records, start=1):
        if isinstance(record, str):
            continue
        if not isinstance(record, dict) or not isinstance(record.get("text"), str):
            raise OptionError(f"document {number} is neither a text nor an object with a `text`")
        for key in ("id", *METADATA):
            if not isinstance(record.get(key), str | None):
                raise OptionError(f"document {number}: `{key}` is not a string")
    try:
        return cluster_of({"documents": records}, where="the body", number="1").documents
    except InputError as error:
        raise OptionError(str(error)) from None


def _form_request(parts: Iterator[Part]) -> SummaryRequest:
    files: list[tuple[str, bytes]] = []
    texts: list[str] = []
    values: dict[str, str] = {}
    for part in parts:
        if part.name == "files":
            if part.file_name is None:
                raise OptionError("`files` has a part that is not a file: it has no file name")
            if part.file_name or part.data:  # browsers send an empty one where none was chosen
                files.append((part.file_name, part.data))
            continue
        value = _text(part).strip()
        if part.name == "text":
            texts += [_text(part)] if value else []
            continue
        _check_name(part.name, "form")
        if part.name in values:
            raise OptionError(f"`{_named(part.name)}` is given twice")
        if value:
            values[part.name] = value
    fields = parse_fields([values.pop("fields")]) if "fields" in values else {}
    options = _checked({name: _typed(name, value) for name, value in values.items()})
    if not files and not texts:
        raise OptionError("the form is empty: send `files`, or a `text`")
    output_format = options.pop("format", API_FORMAT.default)
    documents = tuple(Document(f"text {n}", text) for n, text in enumerate(texts, start=1))
    return SummaryRequest(tuple(files), documents, options, fields, output_format)


def _text(part: Part) -> str:
    try:
        return part.data.decode()
    except UnicodeDecodeError:
        raise InputError(f"`{_named(part.name)}` is not UTF-8") from None


def _typed(name: str, value: str) -> object:
    """Return the value of a field with the type that it would have in JSON."""
    match BODY_OPTIONS[name].kind:
        case "whole":
            return int(value) if re.fullmatch("[0-9]{1,15}", value) else value
        case "number":
            return float(value) if _NUMBER.fullmatch(value) else value
        case "flag":
            return {"true": True, "on": True, "false": False}.get(value.lower(), value)
        case _:
            return value


def _checked(values: Mapping[str, object]) -> dict[str, Any]:
    """Return the values as `summarize` takes them; raise OptionError if one has no meaning."""
    options = {name: check_value(BODY_OPTIONS[name], value) for name, value in values.items()}
    tokenizer = options.get("tokenizer")
    check_budget({name: options.get(name) for name in (*UNITS, "ratio")}, tokenizer)
    if tokenizer is not None and not re.match("tiktoken:.", str(tokenizer)):
        raise OptionError(must_be("tokenizer", "tiktoken:ENCODING here", tokenizer))  # no file
    if options.get("language", "auto") != "auto":
        options["language"] = check_language(str(options["language"]))
    return options


def _check_name(name: str, surface: Surface) -> None:
    names = [option.name for option in BODY_OPTIONS.values() if surface in option.surfaces]
    if name not in names:
        raise OptionError(unknown_choice("option", name, names))


def _named(name: str) -> str:
    return shortened(printable(" ".join(name.split())), 40)
