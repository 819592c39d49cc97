"""The JSON Schemas of the package, as they are and without room for other fields."""

import json
from importlib.resources import files


def load_schema(name):
    """A schema of the package by the name of its file."""
    return json.loads((files("multisumm") / "data" / "schemas" / name).read_text("utf-8"))


def closed(schema):
    """The schema without room for fields that it does not describe."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    more = {"additionalProperties": False} if schema.get("type") == "object" else {}
    return more | {key: closed(value) for key, value in schema.items()}
