"""The pages: the form, and the description of the API for people. No network, no framework."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from multisumm.languages import LANGUAGES
from multisumm.ordering import ORDERS
from multisumm.pipeline import METHODS
from multisumm.report import digests
from multisumm.resources import read_data
from multisumm.web.limits import Limits

METHOD_NAMES = {
    "coverage": "Coverage: as much as possible of what they tell together",
    "textrank": "TextRank: sentences like many others",
    "lexrank": "LexRank: sentences like many others, by TF-IDF",
    "centroid": "Centroid: sentences close to the common words",
    "lead": "Lead: the first sentences",
}
"""What to call a method; the others go by their names."""

ORDER_NAMES = {
    "reading": "Reading order",
    "rank": "Most important first",
    "chronological": "By date of the source",
}


def page_policy() -> str:
    """Return the policy of the page.

    It allows the page's own files and, by their digests, the style and script of the report, which
    is shown in a frame without rights of its own; a frame has no more than the page around it.
    """
    style, script = digests()
    return (
        f"default-src 'none'; style-src 'self' '{style}'; script-src 'self' '{script}';"
        " connect-src 'self'; frame-src blob:; img-src data:; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    )


def render_page(limits: Limits) -> str:
    """Return the page with the form."""
    languages = ("auto", *LANGUAGES)
    return (
        read_data("page.html")
        .replace("{{methods}}", _choices({name: METHOD_NAMES.get(name, name) for name in METHODS}))
        .replace("{{orders}}", _choices({name: ORDER_NAMES.get(name, name) for name in ORDERS}))
        .replace("{{languages}}", _choices({code: code for code in languages}))
        .replace("{{bytes}}", str(limits.bytes))
        .replace("{{size}}", f"{limits.bytes / 1e6:g} MB")
        .replace("{{seconds}}", f"{limits.seconds:g}")
    )


def _choices(names: dict[str, str]) -> str:
    return "\n".join(
        f'<option value="{name}">{escape(text)}</option>' for name, text in names.items()
    )


# --- the API ------------------------------------------------------------------------------------


def render_api_page(description: dict[str, Any]) -> str:
    """Return the description of the API as a page."""
    operations = "\n".join(
        _operation(path, method, operation)
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    )
    info = description["info"]
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<link rel="icon" href="data:,">\n<link rel="stylesheet" href="/page.css">\n'
        "<title>The API of multisumm</title>\n</head>\n<body>\n<main>\n"
        f"<header><h1>The API</h1><p>{escape(info['description'])}</p>"
        '<p><a href="/">The page</a> · <a href="/openapi.json">openapi.json</a></p></header>\n'
        f"{operations}\n</main>\n</body>\n</html>\n"
    )


def _operation(path: str, method: str, operation: dict[str, Any]) -> str:
    bodies = operation["requestBody"]["content"]
    responses = "".join(_response(*item) for item in operation["responses"].items())
    return "\n".join(
        (
            f"<section>\n<h2>{escape(operation['summary'])}</h2>",
            f"<p><code>{method.upper()} {escape(path)}</code></p>",
            *(part for item in bodies.items() for part in _body(path, *item)),
            f"<h3>Answers</h3>\n<table>{responses}</table>\n</section>",
        )
    )


def _body(path: str, media_type: str, body: dict[str, Any]) -> Iterator[str]:
    schema = body["schema"]
    required = schema.get("required", ())
    rows = "".join(
        f"<tr><th><code>{escape(name)}</code></th><td>{_kind(each)}"
        f"{' · required' if name in required else ''}</td>"
        f"<td>{escape(each.get('description', ''))}</td></tr>"
        for name, each in schema["properties"].items()
    )
    yield f"<h3>{escape(media_type)}</h3>\n<table>{rows}</table>"
    if example := body.get("example"):
        sent = f"--json '{json.dumps(example)}'"
    else:
        sent = "-F files=@one.pdf -F files=@two.html -F words=120 -F format=markdown"
    yield f"<pre>curl {escape(sent, quote=False)} http://localhost:8000{escape(path)}</pre>"


def _kind(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return " | ".join(escape(str(value)) for value in schema["enum"] if value is not None)
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return escape(" | ".join(kind for kind in kinds if kind != "null"))


def _response(status: str, response: dict[str, Any]) -> str:
    kinds = ", ".join(response["content"])
    return (
        f"<tr><th><code>{escape(status)}</code></th><td>{escape(response['description'])}</td>"
        f"<td>{escape(kinds)}</td></tr>"
    )
