"""Every field of a public value has its meaning in the docstring of its class."""

import dataclasses
import inspect
import re
from importlib import import_module
from pkgutil import iter_modules

import pytest

import multisumm
import multisumm.evaluation
import multisumm.rouge


def public_dataclasses():
    """The dataclasses that the package exports, and all public ones of `evaluation`."""
    owners = [multisumm, multisumm.rouge]
    values = [getattr(owner, name) for owner in owners for name in owner.__all__]
    for module in iter_modules(multisumm.evaluation.__path__, "multisumm.evaluation."):
        members = vars(import_module(module.name))
        values += (v for v in members.values() if getattr(v, "__module__", "") == module.name)
    classes = {v for v in values if inspect.isclass(v) and not v.__name__.startswith("_")}
    found = filter(dataclasses.is_dataclass, classes)
    return sorted(found, key=lambda value: (value.__module__, value.__name__))


def meanings(docstring):
    """Field -> text of its entry in the section `Attributes` of a Google-style docstring."""
    section = re.search(r"^Attributes:\n((?: {4}.*\n?|\n)+)", docstring, re.MULTILINE)
    entries = re.split(r"^ {4}(\w+):", section[1], flags=re.MULTILINE)[1:] if section else []
    return dict(zip(entries[::2], map(str.strip, entries[1::2]), strict=True))


@pytest.mark.parametrize("value", public_dataclasses(), ids=lambda value: value.__qualname__)
def test_every_field_of_a_public_value_has_its_meaning(value):
    entries = meanings(inspect.getdoc(value))
    assert list(entries) == [field.name for field in dataclasses.fields(value)]
    for name, meaning in entries.items():
        assert len(meaning.split()) >= 2, f"{name}: {meaning!r}"
        assert meaning.endswith((".", ".)")), f"{name}: {meaning!r}"


def test_the_values_that_a_user_meets_are_looked_at():
    names = {value.__name__ for value in public_dataclasses()}
    assert {"Document", "Summary", "Citation", "Finding", "Scores", "Results"} <= names


def test_a_field_without_a_meaning_is_found():
    assert meanings("One line.\n\nAttributes:\n    a: The first.\n    b:\n") == {
        "a": "The first.",
        "b": "",
    }
    assert meanings("One line.") == {}
