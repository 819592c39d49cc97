"""Checks of what a program hands in: whatever has the wrong type is answered in one line."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Real

from multisumm.errors import InputError, OptionError
from multisumm.messages import as_integer, must_be


def check_instance(name: str, value: object, expected: type) -> None:
    """Raise InputError unless the value is of the expected type."""
    if not isinstance(value, expected):
        raise InputError(must_be(name, f"of the type {expected.__name__}", value))


def check_instances(name: str, values: object, expected: type) -> None:
    """Raise InputError unless the value is a list or tuple of values of the expected type."""
    items = values if isinstance(values, list | tuple) else None
    if items is None or not all(isinstance(item, expected) for item in items):
        raise InputError(must_be(name, f"a list of values of the type {expected.__name__}", values))


def check_whole(name: str, value: object, low: int, high: int | None = None) -> int:
    """Return a whole number of any type as `int`; raise OptionError if it is out of range."""
    number = as_integer(value)
    if number is None or number < low or (high is not None and number > high):
        limits = f"of at least {low}" if high is None else f"from {low} to {high}"
        raise OptionError(must_be(name, f"a whole number {limits}", value))
    return number


def check_real(name: str, value: object) -> float:
    """Return a number of any type as `float`; raise OptionError if it is no number."""
    if isinstance(value, bool) or not isinstance(value, Real):
        raise OptionError(must_be(name, "a number", value))
    try:
        return float(value)
    except OverflowError:
        raise OptionError(must_be(name, "a number that a float can hold", value)) from None


def check_flag(name: str, value: object) -> None:
    """Raise OptionError unless the value is True or False."""
    if not isinstance(value, bool):
        raise OptionError(must_be(name, "true or false", value))


def check_string(name: str, value: object) -> None:
    """Raise OptionError unless the value is a string."""
    if not isinstance(value, str):
        raise OptionError(must_be(name, "a string", value))


def check_strings(name: str, values: object) -> tuple[str, ...]:
    """Return several strings, of one string alone a tuple of one.

    Raises:
        OptionError: The value is not a string or several strings.
    """
    if isinstance(values, str):
        return (values,)
    strings = tuple(values) if isinstance(values, Iterable) else (values,)
    if not all(isinstance(string, str) for string in strings):
        raise OptionError(must_be(name, "a list of strings", values))
    return strings
