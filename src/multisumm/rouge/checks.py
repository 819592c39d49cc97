"""Check the types of arguments, so that a wrong one is an error of one line."""

from __future__ import annotations

from numbers import Real

from multisumm.errors import OptionError
from multisumm.messages import as_integer, is_iterable, must_be


def check_type(name: str, value: object, kind: type | tuple[type, ...], expected: str) -> None:
    """Raise OptionError, which says what is expected, if a value is not of a type."""
    if not isinstance(value, kind):
        raise OptionError(must_be(name, expected, value))


def check_iterable(name: str, value: object, expected: str) -> None:
    """Raise OptionError, which says what is expected, if a `for` loop cannot go through a value."""
    if not is_iterable(value):
        raise OptionError(must_be(name, expected, value))


def whole_number(name: str, value: object) -> int:
    """Return a whole number as an int; integers of numpy and pandas count, bools do not.

    Raises:
        OptionError: It is not a whole number.
    """
    number = as_integer(value)
    if number is None:
        raise OptionError(must_be(name, "a whole number", value))
    return number


def real_number(name: str, value: object) -> float:
    """Return a number as a float; bools do not count.

    Raises:
        OptionError: It is not a number.
    """
    if isinstance(value, bool) or not isinstance(value, Real):
        raise OptionError(must_be(name, "a number", value))
    return float(value)
