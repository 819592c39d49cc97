"""The body of a request -> what it brings, and the options of the task that it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from multisumm.errors import InputError, OptionError
from multisumm.focus.known import Known
from multisumm.messages import brief_repr, must_be, printable, shortened, unknown_choice
from multisumm.model import METADATA, Document
from multisumm.options import Option, Surface, check_value
from multisumm.reading.columns import parse_fields
from multisumm.reading.content import parse_media_type
from multisumm.reading.paths import is_address
from multisumm.reading.records import cluster_of, parse_object
from multisumm.selection.budget import UNITS, check_budget
from multisumm.text.languages import check_language
from multisumm.web.multipart import FORM, Part, form_parts
from multisumm.web.tasks import TASKS, WebTask

JSON = "application/json"
BODY_TYPES = (JSON, FORM)
"""The media types that a body can have."""

MAX_ADDRESSES = 100
"""Addresses that one request may name."""

_FILES = ("files", "known")
_LISTS = ("urls", "exclude")
_NUMBER = re.compile(r"[0-9]{1,20}(?:\.[0-9]{0,400})?(?:[eE][-+]?[0-9]{1,4})?")


class NamedBytes(NamedTuple):
    """A file of a form."""

    name: str
    data: bytes


class TaskRequest(NamedTuple):
    """What a request brings and asks for.

    Attributes:
        files: The files to read.
        documents: Texts that need no reading.
        urls: Addresses to fetch.
        exclude: Names of files, addresses and documents to leave out.
        known_files: The files of what the reader knows.
        known: What the reader knows, if it came as JSON.
        options: The other arguments of the task.
        fields: As in `read_documents`.
        output_format: The format of the answer.
    """

    files: tuple[NamedBytes, ...] = ()
    documents: tuple[Document, ...] = ()
    urls: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    known_files: tuple[NamedBytes, ...] = ()
    known: Known | None = None
    options: Mapping[str, Any] = {}
    fields: Mapping[str, str] = {}
    output_format: str = "json"


def parse_request(
    content_type: str, body: bytes, task: WebTask = TASKS["summarize"], *, fetch: bool = False
) -> TaskRequest:
    """Return what a body asks for.

    Args:
        content_type: Media type of the body, with its parameters.
        body: The body.
        task: The task that it is for.
        fetch: Whether it may name addresses.

    Raises:
        InputError: The body is not of its media type.
        OptionError: The body has an unknown option, or an option with an impossible value.
    """
    media_type, _ = parse_media_type(content_type)
    if media_type == JSON:
        request = _json_request(parse_object(body, where="the body"), task)
    else:
        request = _form_request(form_parts(content_type, body), task)
    if request.urls and not fetch:
        raise OptionError("urls: this server fetches no addresses; start it with --fetch")
    return request


def _json_request(record: dict[str, Any], task: WebTask) -> TaskRequest:
    values = {name: v for name, v in record.items() if v is not None or name == "documents"}
    if not {"documents", "urls"} & values.keys():
        raise OptionError("`documents` is missing: a list of texts, or of objects with a `text`")
    documents = _documents(values.pop("documents")) if "documents" in values else ()
    urls, exclude = (_texts(name, values.pop(name, [])) for name in _LISTS)
    for name in values:
        _check_name(name, "json", task)
    known = _known(values.pop("known")) if "known" in values else None
    options = _checked(values, task)
    output_format = options.pop("format", "json")
    return TaskRequest(
        documents=documents,
        urls=_addresses(urls),
        exclude=exclude,
        known=known,
        options=options,
        output_format=output_format,
    )


def _texts(name: str, values: object) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise OptionError(must_be(name, "a list of strings", values))
    return tuple(dict.fromkeys(values))


def _addresses(urls: tuple[str, ...]) -> tuple[str, ...]:
    if len(urls) > MAX_ADDRESSES:
        raise OptionError(f"urls: {len(urls):,} addresses; at most {MAX_ADDRESSES} are fetched")
    for url in urls:
        if not is_address(url):
            raise OptionError(f"urls: {brief_repr(url)} is not an http or https address")
    return urls


def _known(value: object) -> Known:
    """Return what is known as JSON has it: texts and documents, a summary, or a text."""
    if isinstance(value, list):
        return _documents(value, "known") if value else ()
    if not isinstance(value, str | dict):
        raise OptionError(must_be("known", "a list of documents, a summary or a text", value))
    return value


def _documents(records: object, name: str = "documents") -> tuple[Document, ...]:
    if not isinstance(records, list) or not records:
        raise OptionError(f"`{name}` must be a list of one or more texts or objects")
    before = "" if name == "documents" else f"{name}: "
    for number, record in enumerate(records, start=1):
        if isinstance(record, str):
            continue
        one = f"{before}document {number}"
        if not isinstance(record, dict) or not isinstance(record.get("text"), str):
            raise OptionError(f"{one} is neither a text nor an object with a `text`")
        for key in ("id", *METADATA):
            if not isinstance(record.get(key), str | None):
                raise OptionError(f"{one}: `{key}` is not a string")
    try:
        return cluster_of({"documents": records}, where="the body", number="1").documents
    except InputError as error:
        raise OptionError(str(error)) from None


def _form_request(parts: Iterator[Part], task: WebTask) -> TaskRequest:
    files: dict[str, list[NamedBytes]] = {name: [] for name in _FILES}
    lists: dict[str, list[str]] = {name: [] for name in ("text", *_LISTS)}
    values: dict[str, str] = {}
    for part in parts:
        if part.name in _FILES:
            if part.name not in ("files", *task.options):
                _check_name(part.name, "form", task)
            if part.file_name is None:
                name = part.name
                raise OptionError(f"`{name}` has a part that is not a file: it has no file name")
            if part.file_name or part.data:  # browsers send an empty one where none was chosen
                files[part.name].append(NamedBytes(part.file_name, part.data))
            continue
        value = _text(part).strip()
        if part.name in lists:
            lists[part.name] += [_text(part) if part.name == "text" else value] if value else []
            continue
        _check_name(part.name, "form", task)
        if part.name in values:
            raise OptionError(f"`{_named(part.name)}` is given twice")
        if value:
            values[part.name] = value
    fields = parse_fields([values.pop("fields")]) if "fields" in values else {}
    typed = {name: _typed(task.options[name], value) for name, value in values.items()}
    options = _checked(typed, task)
    if not files["files"] and not lists["text"] and not lists["urls"]:
        raise OptionError("the form is empty: send `files`, or a `text`")
    output_format = options.pop("format", "json")
    texts = tuple(Document(f"text {n}", text) for n, text in enumerate(lists["text"], start=1))
    return TaskRequest(
        files=tuple(files["files"]),
        documents=texts,
        urls=_addresses(_texts("urls", lists["urls"])),
        exclude=_texts("exclude", lists["exclude"]),
        known_files=tuple(files["known"]),
        options=options,
        fields=fields,
        output_format=output_format,
    )


def _text(part: Part) -> str:
    try:
        return part.data.decode()
    except UnicodeDecodeError:
        raise InputError(f"`{_named(part.name)}` is not UTF-8") from None


def _typed(option: Option, value: str) -> object:
    """Return the value of a field with the type that it would have in JSON."""
    match option.kind:
        case "whole":
            return int(value) if re.fullmatch("[0-9]{1,15}", value) else value
        case "number":
            return float(value) if _NUMBER.fullmatch(value) else value
        case "flag":
            return {"true": True, "on": True, "false": False}.get(value.lower(), value)
        case _:
            return value


def _checked(values: Mapping[str, object], task: WebTask) -> dict[str, Any]:
    """Return the values as the task takes them; raise OptionError if one has no meaning."""
    options = {name: check_value(task.options[name], value) for name, value in values.items()}
    tokenizer = options.get("tokenizer")
    check_budget({name: options.get(name) for name in (*UNITS, "ratio")}, tokenizer)
    if tokenizer is not None and not re.match("tiktoken:.", str(tokenizer)):
        raise OptionError(must_be("tokenizer", "tiktoken:ENCODING here", tokenizer))  # no file
    if options.get("language", "auto") != "auto":
        options["language"] = check_language(str(options["language"]))
    return options


def _check_name(name: str, surface: Surface, task: WebTask) -> None:
    names = [option.name for option in task.options.values() if surface in option.surfaces]
    if name not in names:
        raise OptionError(unknown_choice("option", name, names))


def _named(name: str) -> str:
    return shortened(printable(" ".join(name.split())), 40)
