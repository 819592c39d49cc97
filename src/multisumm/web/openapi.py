"""The API in OpenAPI 3.1; the tests fuzz the server against it."""

from __future__ import annotations

from typing import Any

from multisumm._version import __version__
from multisumm.pipeline import METHODS
from multisumm.reading.columns import FIELDS
from multisumm.rendering.formats import RENDERERS
from multisumm.rendering.json_record import SUMMARY_SCHEMA
from multisumm.selection.budget import UNITS
from multisumm.selection.ordering import ORDERS
from multisumm.web.limits import Limits

Schema = dict[str, Any]

_ERRORS = {
    "400": "The body is not what its type says.",
    "403": "The request comes from a page of another site.",
    "408": "The upload took too long.",
    "413": "The upload is too large, or needs too much memory.",
    "415": "The body is neither JSON nor a form.",
    "421": "The header Host does not name this server.",
    "422": "There is nothing to summarise, or an option has no meaning.",
    "503": "As many summaries as allowed are being made, or uploads under way; try again.",
    "504": "The summary took too long.",
}


def describe_api(limits: Limits) -> Schema:
    """Return the description of the API of a server with these limits."""
    about = (
        "Summaries of several documents about one subject, in which each sentence is an exact"
        f" quote with its address. An upload may have {limits.bytes:,} bytes; the upload and the"
        f" summary together may take {limits.seconds:g} seconds. Nothing is kept."
    )
    answers = {
        "application/json": {"schema": {"$ref": "#/components/schemas/Summary"}},
        "text/markdown": {"schema": {"type": "string"}},
        "text/plain": {"schema": {"type": "string"}},
        "text/html": {"schema": {"type": "string"}},
    }
    lines = {"application/x-ndjson": {"schema": {"type": "string"}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "multisumm", "version": __version__, "description": about},
        "paths": {
            "/api/summarize": {
                "post": _operation(
                    "summarize", "A summary", "The summary in the format asked for.", answers
                )
            },
            "/api/summarize/stream": {
                "post": _operation(
                    "summarizeWithProgress",
                    "A summary, with a line of JSON for each stage before it",
                    "Lines of JSON. `stage` is `reading`, `summarizing`, and at last `done`, with"
                    " the summary in all `formats`, or `failed`, with `error` and `status`.",
                    lines,
                )
            },
        },
        "components": {"schemas": {"Error": _ERROR, "Summary": _summary()}},
    }


def _operation(name: str, summary: str, answer: str, content: Schema) -> Schema:
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {
        "operationId": name,
        "summary": summary,
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": _json_body(), "example": _EXAMPLE},
                "multipart/form-data": {"schema": _form_body()},
            },
        },
        "responses": {
            "200": {"description": answer, "content": content},
            **{status: {"description": what, "content": error} for status, what in _ERRORS.items()},
        },
    }


_EXAMPLE = {
    "documents": [
        "The ferry sank on Sunday, killing 127 people.",
        {"id": "daily.txt", "text": "The ferry sank on Sunday, killing 130 people."},
    ],
    "words": 50,
}

_ERROR: Schema = {
    "type": "object",
    "properties": {"error": {"type": "string", "description": "What is wrong, in one line."}},
    "required": ["error"],
    "additionalProperties": False,
}


def _options() -> Schema:
    """Options as JSON has them; all can be left out."""
    whole = {"type": "integer", "minimum": 1}
    return {
        **{unit: {**whole, "description": f"At most so many {unit}."} for unit in UNITS},
        "ratio": {
            "type": "number",
            "exclusiveMinimum": 0,
            "maximum": 1,
            "description": "At most this share of all words. One budget; 250 words if none.",
        },
        "method": {
            "enum": list(METHODS),
            "default": "coverage",
            "description": "How sentences are chosen.",
        },
        "order": {
            "enum": list(ORDERS),
            "default": "reading",
            "description": "How the chosen sentences are ordered.",
        },
        "language": {
            "type": "string",
            "default": "auto",
            "description": "Language of the documents: en, fr, ...; auto finds it.",
        },
        "keep_noise": {
            "type": "boolean",
            "default": False,
            "description": "Keep menus, teasers, captions and the like.",
        },
        "format": {
            "enum": list(RENDERERS),
            "default": "json",
            "description": "What to answer with.",
        },
    }


def _json_body() -> Schema:
    label = {"type": ["string", "null"]}
    document = {
        "type": "object",
        "properties": {
            "text": {"type": "string"},
            "id": {**label, "description": "What to call it; its number by default."},
            "title": label,
            "date": {**label, "description": "As ISO 8601 it takes part in ordering."},
            "url": label,
            "site": label,
        },
        "required": ["text"],
    }
    documents = {
        "type": "array",
        "minItems": 1,
        "items": {"anyOf": [{"type": "string"}, document]},
        "description": "Texts, or objects with a `text` and what is known of it; other keys are"
        " passed over, so that what `multisumm read --format json` prints can be sent.",
    }
    options = {name: _or_null(schema) for name, schema in _options().items()}
    return {
        "type": "object",
        "properties": {"documents": documents, **options},
        "required": ["documents"],
        "additionalProperties": False,
    }


def _or_null(schema: Schema) -> Schema:
    """The schema of an option that may also be null, which is as if it was left out."""
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}


def _form_body() -> Schema:
    return {
        "type": "object",
        "properties": {
            "files": {
                "type": "array",
                "items": {"type": "string", "format": "binary"},
                "description": "Files; the name of each decides of which kind it is.",
            },
            "text": {"description": "A text that needs no reading; there may be several."},
            "fields": {
                "type": "string",
                "description": "Columns of tables or keys of records: `text=Body,title=Head`; the"
                f" fields are {', '.join(FIELDS)}.",
            },
            **_options(),
        },
        "additionalProperties": False,
    }


def _summary() -> Schema:
    """The shape of a summary in JSON; docs/outputs.md tells of it."""
    text, count = {"type": "string"}, {"type": "integer", "minimum": 0}
    label = {"type": ["string", "null"]}
    address = {"document": text, "start": count, "end": count, "page": count}
    support = _object({"text": text, **address, "similarity": {"type": "number"}}, optional="page")
    conflict = _object({"text": text, **address, "about": text}, optional="page")
    sentence = {
        **{"text": text, **address, "score": {"type": "number"}},
        "support": {"type": "array", "items": support},
        "conflicts": {"type": "array", "items": conflict},
    }
    offsets = {"type": "array", "items": count}
    document = {
        **{"id": text, "title": label, "date": label, "url": label, "site": label, "sha256": text},
        **{"characters": count, "sentences": count, "pages": offsets},
        "dropped": {"type": "array", "items": {**offsets, "minItems": 2, "maxItems": 2}},
    }
    budget = {"unit": text, "limit": count, "used": count}
    return _object(
        {
            "schema": {"const": SUMMARY_SCHEMA},
            "summary": text,
            "sentences": {"type": "array", "items": _object(sentence, optional="page")},
            "documents": {"type": "array", "items": _object(document)},
            "budget": _object(budget),
            "settings": {"type": "object"},
            "warnings": {"type": "array", "items": text},
        }
    )


def _object(properties: Schema, *, optional: str = "") -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name != optional],
    }
