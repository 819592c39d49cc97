"""The body of a request -> what to summarise and how."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from multisumm.errors import InputError, OptionError
from multisumm.messages import brief_repr, printable, shortened
from multisumm.model import Document
from multisumm.pipeline import METHODS
from multisumm.reading.columns import parse_fields
from multisumm.reading.content import parse_media_type
from multisumm.reading.records import cluster_of, parse_object
from multisumm.rendering.formats import RENDERERS
from multisumm.selection.budget import UNITS, check_budget
from multisumm.selection.ordering import ORDERS
from multisumm.text.languages import check_language
from multisumm.web.multipart import FORM, Part, form_parts

JSON = "application/json"
MEDIA_TYPES = (JSON, FORM)
"""What a body can be."""

_NUMBER = re.compile(r"[0-9]{1,20}(?:\.[0-9]{0,400})?(?:[eE][-+]?[0-9]{1,4})?")
_LABELS = ("id", "title", "date", "url", "site")


class Order(NamedTuple):
    """What a request asks for.

    Attributes:
        files: Names and contents.
        documents: Texts that need no reading.
        options: Arguments of `summarize`.
        fields: As in `read_sources`.
        form: The format of the answer.
    """

    files: tuple[tuple[str, bytes], ...]
    documents: tuple[Document, ...]
    options: Mapping[str, Any]
    fields: Mapping[str, str]
    form: str


def parse_order(content_type: str, body: bytes) -> Order:
    """Return what a body asks for.

    Raises:
        InputError: It is not what its type says.
        OptionError: It asks for something that there is not.
    """
    media_type, _ = parse_media_type(content_type)
    if media_type == JSON:
        return _json_order(parse_object(body, where="the body"))
    return _form_order(form_parts(content_type, body))


def _json_order(record: dict[str, Any]) -> Order:
    given = dict(record)
    if "documents" not in given:
        raise OptionError("`documents` is missing: a list of texts, or of objects with a `text`")
    documents = _documents(given.pop("documents"))
    options = {name: _checked(name, value) for name, value in given.items() if value is not None}
    form = str(options.pop("format", "json"))
    check_budget({name: options.get(name) for name in (*UNITS, "ratio")})
    return Order((), documents, options, {}, form)


def _documents(records: object) -> tuple[Document, ...]:
    if not isinstance(records, list) or not records:
        raise OptionError("`documents` is not a list with something in it")
    for number, record in enumerate(records, start=1):
        if isinstance(record, str):
            continue
        if not isinstance(record, dict) or not isinstance(record.get("text"), str):
            raise OptionError(f"document {number} is neither a text nor an object with a `text`")
        for label in _LABELS:
            if not isinstance(record.get(label), str | None):
                raise OptionError(f"document {number}: `{label}` is not a string")
    try:
        return cluster_of({"documents": records}, where="the body", number="1").documents
    except InputError as error:
        raise OptionError(str(error)) from None


def _form_order(parts: Iterator[Part]) -> Order:
    files: list[tuple[str, bytes]] = []
    texts: list[str] = []
    given: dict[str, str] = {}
    for part in parts:
        if part.name == "files":
            if part.file_name is None:
                raise OptionError("`files` has a part that is no file: it has no file name")
            if part.file_name or part.data:  # browsers send an empty one where none was chosen
                files.append((part.file_name, part.data))
            continue
        value = _text(part)
        if part.name == "text":
            texts += [value] if value.strip() else []
        elif part.name in given:
            raise OptionError(f"`{_named(part.name)}` is given twice")
        elif value.strip():
            given[part.name] = value.strip()
        elif part.name not in (*CHECKS, "fields"):
            raise OptionError(_unknown(part.name))
    fields = parse_fields([given.pop("fields")]) if "fields" in given else {}
    options = {name: _checked(name, _typed(name, value)) for name, value in given.items()}
    if not files and not texts:
        raise OptionError("there is nothing in it: send `files`, or a `text`")
    form = str(options.pop("format", "json"))
    check_budget({name: options.get(name) for name in (*UNITS, "ratio")})
    documents = tuple(Document(f"text {n}", text) for n, text in enumerate(texts, start=1))
    return Order(tuple(files), documents, options, fields, form)


def _text(part: Part) -> str:
    try:
        return part.data.decode()
    except UnicodeDecodeError:
        raise InputError(f"`{_named(part.name)}` is not UTF-8") from None


def _typed(name: str, value: str) -> object:
    """The value of a field as JSON would have it; as it is where it has no such meaning."""
    if name in UNITS:
        return int(value) if re.fullmatch("[0-9]{1,15}", value) else value
    if name == "ratio":
        return float(value) if _NUMBER.fullmatch(value) else value
    if name == "keep_noise":
        return {"true": True, "on": True, "false": False}.get(value.lower(), value)
    return value


# --- values -------------------------------------------------------------------------------------


def _checked(name: str, value: object) -> object:
    if name not in CHECKS:
        raise OptionError(_unknown(name))
    return CHECKS[name](name, value)


def _unknown(name: str) -> str:
    return f"`{_named(name)}` is not known; known are {', '.join(CHECKS)}"


def _named(name: str) -> str:
    return shortened(printable(" ".join(name.split())), 40)


def _whole(name: str, value: object) -> int:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if type(value) is not int or value < 1:
        raise OptionError(f"{name} must be a whole number of at least 1, not {brief_repr(value)}")
    return value


def _share(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise OptionError(f"{name} must be a number, not {brief_repr(value)}")
    if not 0 < value <= 1:
        raise OptionError(f"{name} must be above 0 and at most 1, not {brief_repr(value)}")
    return float(value)


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise OptionError(f"{name} must be true or false, not {brief_repr(value)}")
    return value


def _one_of(known: tuple[str, ...]) -> Callable[[str, object], str]:
    def check(name: str, value: object) -> str:
        if not isinstance(value, str) or value not in known:
            raise OptionError(f"{name} must be one of {', '.join(known)}, not {brief_repr(value)}")
        return value

    return check


def _code(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise OptionError(f"{name} must be a code like en, or auto, not {brief_repr(value)}")
    return value if value == "auto" else check_language(value[:40])


CHECKS: dict[str, Callable[[str, object], object]] = {
    **dict.fromkeys(UNITS, _whole),
    "ratio": _share,
    "method": _one_of(METHODS),
    "order": _one_of(tuple(ORDERS)),
    "language": _code,
    "keep_noise": _flag,
    "format": _one_of(tuple(RENDERERS)),
}
"""Option -> what its value must be; all but `format` are arguments of `summarize`."""
