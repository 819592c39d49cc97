"""The API in OpenAPI 3.1; the tests fuzz the server against it."""

from __future__ import annotations

import json
from typing import Any

from multisumm._version import __version__
from multisumm.messages import format_size
from multisumm.options import Surface, value_schema
from multisumm.resources import read_data
from multisumm.web.limits import Limits
from multisumm.web.request_body import BODY_OPTIONS

Schema = dict[str, Any]

_ERRORS = {
    "400": "The body is not of its media type.",
    "403": "The request comes from a page of another site.",
    "408": "The upload took too long.",
    "413": "The upload is too large, or needs too much memory.",
    "415": "The body is neither JSON nor a form.",
    "421": "The header Host does not name this server.",
    "422": "There is nothing to summarise, or an option is unknown or has an impossible value.",
    "503": "Too many summaries or uploads are under way; try again.",
    "504": "The summary took too long.",
}


def describe_api(limits: Limits) -> Schema:
    """Return the description of the API of a server with these limits."""
    about = (
        "multisumm turns several documents about one subject into one summary. Every sentence is an"
        f" exact quote with its source and position. An upload may have {format_size(limits.bytes)}"
        f" and take {limits.seconds:g} seconds, summary included. Nothing is kept."
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
                    "summarize",
                    "A summary",
                    "The summary, in the format of the option `format`.",
                    answers,
                )
            },
            "/api/summarize/stream": {
                "post": _operation(
                    "summarizeWithProgress",
                    "A summary with progress",
                    "Lines of JSON, one for each stage. The `stage` is `reading`, `summarizing` and"
                    " at last `done`, with the summary in all `formats`, or `failed`, with `error`"
                    " and `status`.",
                    lines,
                )
            },
        },
        "components": {"schemas": {"Error": _ERROR, **_summary_schemas()}},
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
            **{status: {"description": text, "content": error} for status, text in _ERRORS.items()},
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


def _options(surface: Surface) -> Schema:
    """Return option -> schema of its values, for the options of a surface."""
    options = BODY_OPTIONS.values()
    return {option.name: value_schema(option) for option in options if surface in option.surfaces}


def _json_body() -> Schema:
    label = {"type": ["string", "null"]}
    document = {
        "type": "object",
        "properties": {
            "text": {"type": "string"},
            "id": {**label, "description": "Name of the document; its number by default."},
            "title": label,
            "date": {**label, "description": "An ISO 8601 date is used to order sentences."},
            "url": label,
            "site": label,
        },
        "required": ["text"],
    }
    documents = {
        "type": "array",
        "minItems": 1,
        "items": {"anyOf": [{"type": "string"}, document]},
        "description": "Texts, or objects with a `text` and its metadata. Other keys are ignored,"
        " so that the output of `multisumm read --format json` can be sent.",
    }
    options = {name: _or_null(schema) for name, schema in _options("json").items()}
    return {
        "type": "object",
        "properties": {"documents": documents, **options},
        "required": ["documents"],
        "additionalProperties": False,
    }


def _or_null(schema: Schema) -> Schema:
    """Return the schema of an option that may also be null, as if it was not given."""
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
                "description": "Files; their names decide how they are read.",
            },
            "text": {"description": "A text to summarise; there can be several."},
            **_options("form"),
        },
        "additionalProperties": False,
    }


def _summary_schemas() -> Schema:
    """The schemas of a summary in JSON, by name: `Summary`, and its parts as `Summary.sentence`."""
    summary = json.loads(read_data("schemas/multisumm-summary-2.json"))
    for keyword in ("$schema", "$id"):
        del summary[keyword]
    parts = {f"Summary.{name}": schema for name, schema in summary.pop("$defs").items()}
    text = json.dumps({"Summary": summary, **parts})
    schemas: Schema = json.loads(text.replace("#/$defs/", "#/components/schemas/Summary."))
    return schemas
