"""The pages: the form, and the description of the API for people. No network, no framework."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from multisumm.options import METHODS
from multisumm.rendering.html_report import digest, report_digests
from multisumm.resources import read_data
from multisumm.selection.ordering import ORDERS
from multisumm.text.languages import LANGUAGES
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


PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:;"
    " frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What the page may load: the server's own files, and nothing else."""


def render_frame() -> tuple[str, str]:
    """Return the page that the report is written into, and its policy.

    The frame is of no origin: what is in it reaches neither the page around it nor the server. Only
    its own script and those of the report run, by their digests.
    """
    style, script = report_digests()
    own = read_data("frame.js")
    policy = (
        "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
        f" style-src '{style}'; script-src '{digest(own)}' '{script}';"
        " form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
    )
    frame = f"<!DOCTYPE html>\n<title>Report</title>\n<body>\n<script>{own}</script>\n</body>\n"
    return frame, policy


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
        f'<option value="{name}">{html.escape(text)}</option>' for name, text in names.items()
    )


# --- the API ------------------------------------------------------------------------------------


def render_api_page(description: dict[str, Any]) -> str:
    """Return the description of the API as a page."""
    every = [
        (path, method, operation)
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    ]
    bodies: list[Any] = []  # those that were shown
    operations = "\n".join(_operation(*each, bodies) for each in every)
    info = description["info"]
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<link rel="icon" href="data:,">\n<link rel="stylesheet" href="/page.css">\n'
        "<title>The API of multisumm</title>\n</head>\n<body>\n<main>\n"
        f"<header><h1>The API</h1><p>{html.escape(info['description'])}</p>"
        '<p><a href="/">The page</a> · <a href="/openapi.json">openapi.json</a></p></header>\n'
        f"{operations}\n</main>\n</body>\n</html>\n"
    )


def _operation(path: str, method: str, operation: dict[str, Any], shown: list[Any]) -> str:
    body = operation["requestBody"]["content"]
    parts = [part for item in body.items() for part in _body(path, *item)]
    if body in shown:
        parts = ["<p>The body is as above.</p>"]
    shown.append(body)
    responses = "".join(_response(*item) for item in operation["responses"].items())
    return "\n".join(
        (
            f"<section>\n<h2>{html.escape(operation['summary'])}</h2>",
            f"<p><code>{method.upper()} {html.escape(path)}</code></p>",
            *parts,
            f"<h3>Answers</h3>\n<table>{responses}</table>\n</section>",
        )
    )


def _body(path: str, media_type: str, body: dict[str, Any]) -> Iterator[str]:
    schema = body["schema"]
    required = schema.get("required", ())
    rows = "".join(
        f"<tr><th><code>{html.escape(name)}</code></th><td>{_kind(each)}"
        f"{' · required' if name in required else ''}</td>"
        f"<td>{_prose(each.get('description', ''))}</td></tr>"
        for name, each in schema["properties"].items()
    )
    yield f"<h3>{html.escape(media_type)}</h3>\n<table>{rows}</table>"
    if example := body.get("example"):
        sent = f"--json '{json.dumps(example)}'"
    else:
        sent = "-F files=@one.pdf -F files=@two.html -F words=120 -F format=markdown"
    address = f"http://localhost:8000{html.escape(path)}"
    yield f"<pre>curl {html.escape(sent, quote=False)} {address}</pre>"


def _prose(text: str) -> str:
    return re.sub("`([^`]*)`", r"<code>\1</code>", html.escape(text))


def _kind(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return " | ".join(html.escape(str(value)) for value in schema["enum"] if value is not None)
    kind = schema.get("type", "string")
    kinds = kind if isinstance(kind, list) else [kind]
    return html.escape(" | ".join(kind for kind in kinds if kind != "null"))


def _response(status: str, response: dict[str, Any]) -> str:
    kinds = ", ".join(response["content"])
    return (
        f"<tr><th><code>{html.escape(status)}</code></th><td>{_prose(response['description'])}</td>"
        f"<td>{html.escape(kinds)}</td></tr>"
    )
