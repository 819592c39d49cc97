"""The server's pages: the form, the frame of the report, and the description of the API.

They load only the server's own files. This file makes the values that the templates
`data/page.html.jinja`, `data/frame.html.jinja` and `data/api.html.jinja` show.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from multisumm.options import METHODS
from multisumm.rendering.digest_html import DIGEST_STYLES
from multisumm.rendering.templates import inline, render_template
from multisumm.selection.ordering import ORDERS
from multisumm.text.language_names import LANGUAGE_NAMES
from multisumm.text.languages import LANGUAGES
from multisumm.web.formats import FILE_TYPES
from multisumm.web.limits import Limits
from multisumm.web.request_body import JSON
from multisumm.web.tasks import TASKS

METHOD_NAMES = {
    "coverage": "What most sources tell (recommended)",
    "textrank": "Sentences most like all the others (TextRank)",
    "lexrank": "The same, where rare words count more (LexRank)",
    "centroid": "Sentences with the words of the subject (Centroid)",
    "lead": "The first sentences of each source (Lead)",
}
"""Method -> its name in the form; the others are those of the program sumy."""

TASK_NAMES = {
    "summarize": ("Summary", "one text about one event"),
    "digest": ("Digest", "a mixed folder, by subject"),
    "compare": ("Compare", "who agrees, and who does not"),
}
"""Task -> its name in the form, and what it is for."""

FORMAT_NAMES = {
    "docx": "Word",
    "markdown": "Markdown",
    "json": "JSON",
    "html": "HTML",
    "text": "Text",
    "eml": "E-mail",
}
"""Format -> its name in the form, in the order of the downloads."""

ORDER_NAMES = {
    "reading": "Reading order",
    "rank": "Most important first",
    "chronological": "By date of the source",
}
"""Order -> its name in the form."""

SCRIPTS = ("page.js", "page_sources.js", "page_results.js")
"""The scripts of the page; the first one imports the others."""

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:;"
    " frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content-Security-Policy of the pages: they load the server's own files, and nothing else."""


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field of a request: its name, its type or the values it takes, and what it means."""

    name: str
    values: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class ShownBody:
    """A body that a request can have: its media type, its fields, and arguments of curl."""

    media_type: str
    fields: list[ShownField]
    example: str


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer: its HTTP status, when it is given, and the media types it comes in."""

    status: str
    description: str
    media_types: list[str]


@dataclass(frozen=True, slots=True)
class ShownOperation:
    """An operation of the API; it has no bodies if they are those of the operation before it."""

    path: str
    method: str
    summary: str
    bodies: list[ShownBody]
    answers: list[ShownAnswer]


def render_page(limits: Limits) -> str:
    """Return the page with the form."""
    page = render_template(
        "page.html.jinja",
        limits=limits,
        tasks=TASK_NAMES,
        methods=_methods(),
        orders={order: ORDER_NAMES.get(order, order) for order in ORDERS},
        languages={"auto": "Detect it", **_languages_by_name()},
        downloads=_downloads(),
    )
    return f"{page}\n"


def _downloads() -> list[tuple[str, str, str]]:
    """Return the formats of all tasks, each with its name and the suffix of its files."""
    formats = {form for name in TASK_NAMES for form in TASKS[name].formats}
    shown = [(form, name) for form, name in FORMAT_NAMES.items() if form in formats]
    return [(form, name, FILE_TYPES[form][1]) for form, name in shown]


def _methods() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the methods with their names, in two groups with a name each."""
    others = [method for method in METHODS if method not in METHOD_NAMES]
    return [
        ("By multisumm", [*METHOD_NAMES.items()]),
        ("By the program sumy, to compare", [(one, one.replace("-", " ")) for one in others]),
    ]


def _languages_by_name() -> dict[str, str]:
    """Return code -> English name of all languages with word lists, by name."""
    return dict(sorted(((code, LANGUAGE_NAMES[code][0]) for code in LANGUAGES), key=itemgetter(1)))


def render_frame() -> tuple[str, str]:
    """Return the page that a result is written into, and its policy.

    The frame has no origin: what is in it reaches neither the page around it nor the server. Only
    its own script and that of the report run, by their digests.
    """
    script = inline("frame.js")
    names = (*DIGEST_STYLES, "compare.css")
    styles = " ".join(f"'{inline(name).digest}'" for name in names)
    policy = (
        "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
        f" style-src {styles};"
        f" script-src '{script.digest}' '{inline('report.js').digest}';"
        " form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
    )
    return f"{render_template('frame.html.jinja', script=script)}\n", policy


# --- the API ------------------------------------------------------------------------------------


def render_api_page(description: dict[str, Any]) -> str:
    """Return the page that describes the API.

    Args:
        description: The OpenAPI description of it.
    """
    operations: list[ShownOperation] = []
    content = None
    for path, by_method in description["paths"].items():
        for method, operation in by_method.items():
            before, content = content, operation["requestBody"]["content"]
            example = content["application/json"]["example"]
            bodies = [_body(kind, body["schema"], example) for kind, body in content.items()]
            bodies = [] if content == before else bodies
            operations.append(_operation(path, method, operation, bodies))
    about = description["info"]["description"]
    return f"{render_template('api.html.jinja', about=about, operations=operations)}\n"


def _operation(
    path: str, method: str, operation: dict[str, Any], bodies: list[ShownBody]
) -> ShownOperation:
    answers = [
        ShownAnswer(status, answer["description"], list(answer["content"]))
        for status, answer in operation["responses"].items()
    ]
    return ShownOperation(path, method.upper(), operation["summary"], bodies, answers)


def _body(media_type: str, schema: dict[str, Any], example: dict[str, Any]) -> ShownBody:
    required = schema.get("required", ())
    fields = [
        ShownField(name, _values(field), name in required, field.get("description", ""))
        for name, field in schema["properties"].items()
    ]
    if media_type == JSON:
        return ShownBody(media_type, fields, f"--json '{json.dumps(example)}'")
    options = {**example, "format": "text"}
    del options["documents"]
    parts = ["files=@one.pdf", "files=@two.html", *_parts(options)]
    return ShownBody(media_type, fields, " ".join(f"-F {part}" for part in parts))


def _parts(options: dict[str, Any]) -> Iterator[str]:
    for name, value in options.items():
        yield f"{name}={value if isinstance(value, str) else json.dumps(value)}"


def _values(schema: dict[str, Any]) -> str:
    """Return the values that a field takes, or its types: `text | markdown`, `integer`."""
    if "anyOf" in schema:
        return " | ".join(map(_values, schema["anyOf"]))
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"] if value is not None)
    types = schema.get("type", "string")
    names = types if isinstance(types, list) else [types]
    return " | ".join(name for name in names if name != "null")
