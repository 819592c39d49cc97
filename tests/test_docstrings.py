"""Docstrings: each field of a public value has its meaning, each file a line in its package."""

import ast
import dataclasses
import inspect
import re
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path
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


TOP = Path(multisumm.__file__).parent
PACKAGES = sorted(path for path in TOP.rglob("__init__.py") if path.parent != TOP)
ROW = re.compile(
    r"^ *(?:\| `([\w*]+)(?:\.py|/)?` \||([\w*/., ]+?)  +\S|([\w*]+)\.py )", re.MULTILINE
)


def listed_files(docstring):
    """The modules and folders that the rows of a table in a docstring begin with."""
    cells = ("".join(groups) for groups in ROW.findall(docstring))
    return {name for cell in cells for name in re.findall(r"[\w*]+", cell.replace(".py", ""))}


@pytest.mark.parametrize("path", PACKAGES, ids=lambda path: str(path.parent.relative_to(TOP)))
def test_the_docstring_of_a_package_names_each_of_its_files_and_no_other(path):
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    folder = path.parent
    files = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    files |= {inner.parent.name for inner in folder.glob("*/__init__.py")}
    names = listed_files(docstring) | set(re.findall(r"(\w+)\.py", docstring))
    assert {file for file in files if not any(fnmatch(file, name) for name in names)} == set()
    rows = listed_files(docstring)
    assert {name for name in rows if not any(fnmatch(file, name) for file in files)} == set()


def test_a_row_may_be_of_a_table_or_of_a_plain_list():
    table = "One line.\n\n| file | holds |\n|---|---|\n| `a.py` | words |\n| `inner/` | more |\n"
    assert listed_files(table) == {"a", "inner"}
    assert listed_files("    a.py, b.py   words\n    c_*    more of a sentence\n") == {
        "a",
        "b",
        "c_*",
    }
