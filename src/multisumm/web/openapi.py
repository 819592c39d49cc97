"""The API in OpenAPI 3.1; the tests fuzz the server against it."""

from __future__ import annotations

import json
from typing import Any

from multisumm._version import __version__
from multisumm.messages import format_size
from multisumm.options import Surface, value_schema
from multisumm.resources import read_data
from multisumm.web.formats import FILE_TYPES
from multisumm.web.limits import Limits
from multisumm.web.request_body import MAX_ADDRESSES
from multisumm.web.tasks import TASKS, WebTask

Schema = dict[str, Any]

_ERRORS = {
    "400": "The body is not of its media type.",
    "403": "The request comes from a page of another site.",
    "408": "The upload took too long.",
    "413": "The upload is too large, or needs too much memory.",
    "415": "The body is neither JSON nor a form.",
    "421": "The header Host does not name this server.",
    "422": "There is nothing to summarise, or an option is unknown or has an impossible value.",
    "500": "The server has failed at this request; its output says how.",
    "503": "Too many requests or uploads are under way and no place became free in time: try again."
    " Or the server has been stopped.",
    "504": "The work took too long.",
}

_SUMMARIES = {
    "summarize": (
        "A summary",
        "Every sentence is a quote, with who confirms and who contradicts it.",
    ),
    "digest": (
        "A digest",
        "The subjects of a pile of documents, each with a headline and a summary.",
    ),
    "compare": ("A comparison", "What each source says, statement by statement."),
    "read": ("The texts", "The documents as they are read; offsets of quotes count in them."),
}
"""Task -> what its operation is called, and what comes out."""

_RECORDS = {
    "summarize": ("Summary", "multisumm-summary-2"),
    "digest": ("Digest", "multisumm-digest-1"),
    "compare": ("Comparison", "multisumm-compare-1"),
}
"""Task -> the name of its JSON in this description, and the schema of it."""


def describe_api(limits: Limits) -> Schema:
    """Return the description of the API of a server with these limits."""
    about = (
        "multisumm turns several documents about one subject into one summary. Every sentence is an"
        f" exact quote with its source and position. An upload may have {format_size(limits.bytes)}"
        f" and take {limits.seconds:g} seconds, summary included. Nothing is kept."
    )
    paths: Schema = {}
    for task in TASKS.values():
        body = _bodies(task)
        paths[f"/api/{task.name}"] = {"post": _whole(task, body)}
        paths[f"/api/{task.name}/stream"] = {"post": _streamed(task, body)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "multisumm", "version": __version__, "description": about},
        "paths": paths,
        "components": {"schemas": {"Error": _ERROR, "Documents": _DOCUMENTS, **_schemas()}},
    }


def _whole(task: WebTask, body: Schema) -> Schema:
    """Return the operation that answers with the result."""
    title, answer = _SUMMARIES[task.name]
    content: Schema = {FILE_TYPES[form][0]: {"schema": {"type": "string"}} for form in task.formats}
    record, _ = _RECORDS.get(task.name, ("Documents", ""))
    content["application/json"] = {"schema": {"$ref": f"#/components/schemas/{record}"}}
    return _operation(task.name, title, f"{answer} In the format of `format`.", content, body)


def _streamed(task: WebTask, body: Schema) -> Schema:
    """Return the operation that tells its progress."""
    title, _ = _SUMMARIES[task.name]
    answer = (
        f"Lines of JSON, one for each stage. The `stage` is `reading`, `{task.stage}` and at last"
        " `done`, with the result in all `formats`, its `documents`, and what became of the"
        " `files`; or `failed`, with `error`, `status` and perhaps `details`."
    )
    lines = {"application/x-ndjson": {"schema": {"type": "string"}}}
    return _operation(f"{task.name}WithProgress", f"{title}, with progress", answer, lines, body)


def _operation(name: str, title: str, answer: str, content: Schema, body: Schema) -> Schema:
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {
        "operationId": name,
        "summary": title,
        "requestBody": {"required": True, "content": body},
        "responses": {
            "200": {"description": answer, "content": content},
            **{status: {"description": text, "content": error} for status, text in _ERRORS.items()},
        },
    }


def _bodies(task: WebTask) -> Schema:
    example = {"documents": _EXAMPLE, **_EXAMPLE_OPTIONS.get(task.name, {})}
    return {
        "application/json": {"schema": _json_body(task), "example": example},
        "multipart/form-data": {"schema": _form_body(task)},
    }


_EXAMPLE = [
    "The ferry sank on Sunday, killing 127 people.",
    {"id": "daily.txt", "text": "The ferry sank on Sunday, killing 130 people."},
]
_EXAMPLE_OPTIONS: Schema = {
    "summarize": {"words": 50},
    "digest": {"words": 30, "min_sources": 1},
    "compare": {"conflicts_only": True},
}

_ERROR: Schema = {
    "type": "object",
    "properties": {
        "error": {"type": "string", "description": "What is wrong, in one line."},
        "details": {
            "type": "array",
            "items": {"type": "string"},
            "description": "What else there is to know, like why each file was not read.",
        },
    },
    "required": ["error"],
    "additionalProperties": False,
}

_DOCUMENTS: Schema = {
    "type": "object",
    "properties": {"documents": {"type": "array", "items": {"type": "object"}}},
    "required": ["documents"],
}

_URLS: Schema = {
    "type": ["array", "null"],
    "items": {"type": "string"},
    "maxItems": MAX_ADDRESSES,
    "description": "http and https addresses to fetch, if the server was started with `--fetch`.",
}

_EXCLUDE: Schema = {
    "type": ["array", "null"],
    "items": {"type": "string"},
    "description": "What to leave out: names of files, addresses, or ids of documents.",
}


def _options(task: WebTask, surface: Surface) -> Schema:
    """Return option -> schema of its values, for the options of a task on a surface."""
    return {
        option.name: value_schema(option)
        for option in task.options.values()
        if surface in option.surfaces and option.name != "known"
    }


def _json_body(task: WebTask) -> Schema:
    documents = {
        **_documents(),
        "minItems": 1,
        "description": "Texts, or objects with a `text` and its metadata. Other keys are ignored,"
        " so that the output of `multisumm read --format json` can be sent.",
    }
    known = {
        "anyOf": [_documents(), {"type": ["object", "string", "null"]}],
        "description": "Tell only what is new against this: texts and documents, or the JSON of a"
        " summary or digest.",
    }
    options = {name: _or_null(schema) for name, schema in _options(task, "json").items()}
    return {
        "type": "object",
        "properties": {
            "documents": documents,
            "urls": _URLS,
            "exclude": _EXCLUDE,
            **({"known": known} if "known" in task.options else {}),
            **options,
        },
        "anyOf": [{"required": ["documents"]}, {"required": ["urls"]}],
        "additionalProperties": False,
    }


def _documents() -> Schema:
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
    return {"type": "array", "items": {"anyOf": [{"type": "string"}, document]}}


def _or_null(schema: Schema) -> Schema:
    """Return the schema of an option that may also be null, as if it was not given."""
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}


def _form_body(task: WebTask) -> Schema:
    files = {"type": "array", "items": {"type": "string", "format": "binary"}}
    known = {
        **files,
        "description": "Tell only what is new against these files: documents, or summaries and"
        " digests as JSON or HTML.",
    }
    return {
        "type": "object",
        "properties": {
            "files": {**files, "description": "Files; their names decide how they are read."},
            "text": {"description": "A text that needs no reading; there can be several."},
            "urls": {"description": f"{_URLS['description']} There can be several."},
            "exclude": {"description": f"{_EXCLUDE['description']} There can be several."},
            **({"known": known} if "known" in task.options else {}),
            **_options(task, "form"),
        },
        "additionalProperties": False,
    }


def _schemas() -> Schema:
    """The schemas of results in JSON, by name: `Summary`, and its parts as `Summary.sentence`."""
    schemas: Schema = {}
    for name, file in _RECORDS.values():
        record = json.loads(read_data(f"schemas/{file}.json"))
        for keyword in ("$schema", "$id"):
            record.pop(keyword, None)
        # Other schemas are named by their URN there, and by their names here.
        parts = {f"{name}.{part}": schema for part, schema in record.pop("$defs", {}).items()}
        text = json.dumps({name: record, **parts})
        for other, its_file in _RECORDS.values():
            text = text.replace(f'"urn:multisumm:{its_file}"', f'"#/components/schemas/{other}"')
        schemas |= json.loads(text.replace("#/$defs/", f"#/components/schemas/{name}."))
    return schemas
