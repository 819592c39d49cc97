"""Values of the package as JSON and back, for workers and journals; they come back as they were."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def value_record(value: object) -> object:
    """Return a value as what JSON can hold: a dataclass and a tuple as a list of their parts.

    Functions are left out. A value whose fields say what they hold can be read again by its type.

    Args:
        value: A dataclass, a tuple or a mapping of such values, a string, a number or None.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return [value_record(getattr(value, name)) for name in _kept(type(value))]
    if isinstance(value, tuple):
        return [value_record(part) for part in value]
    if isinstance(value, Mapping):
        return {key: value_record(part) for key, part in value.items()}
    return value


def value_of_record(kind: Any, record: Any) -> Any:
    """Return the value of a type that a record of `value_record` holds.

    Args:
        kind: The type, as an annotation writes it: a dataclass, `tuple[int, ...]`, `str | None`.
        record: The record.
    """
    if isinstance(kind, type) and is_dataclass(kind):
        kept = _kept(kind)
        parts = zip(kept, record, strict=True)
        return kind(**{name: value_of_record(kept[name], part) for name, part in parts})
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        kinds = inner[:1] * len(record) if inner[-1] is Ellipsis else inner
        return tuple(map(value_of_record, kinds, record))
    if origin in (Union, UnionType) and record is not None:
        (only,) = (one for one in inner if one is not NoneType)
        return value_of_record(only, record)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {key: value_of_record(inner[1], part) for key, part in record.items()}
    return record


@cache
def _kept(kind: type[Any]) -> Mapping[str, Any]:
    """Return the types of the fields of a dataclass by their names, without those of functions."""
    types = get_type_hints(kind)
    return {
        field.name: types[field.name]
        for field in fields(kind)
        if get_origin(types[field.name]) is not get_origin(Callable[..., Any])
    }
