"""Errors are values: code asks for their class and attributes, never for the words in them."""

import ast
import copy
import pickle
from pathlib import Path

import pytest

import multisumm
from multisumm.errors import InputError

TOP = Path(multisumm.__file__).parent
FILES = sorted(TOP.rglob("*.py"))
MESSAGES = {"message", "messages", "note", "notes", "reason", "warning", "warnings"}
"""Names of variables and attributes that hold text for people."""

PATTERN_SEARCHES = {"match", "search", "fullmatch", "findall", "sub"}
SEARCHES = PATTERN_SEARCHES | {
    *("startswith", "endswith", "removeprefix", "removesuffix", "find", "rfind", "index", "count"),
    *("partition", "rpartition", "replace"),
}
"""Methods that look for a wording, or take it out; the first get the text as an argument."""


def test_an_input_error_has_its_source_and_its_reason():
    error = InputError("not a PDF", source="a.pdf")
    assert (str(error), error.reason, error.source) == ("a.pdf: not a PDF", "not a PDF", "a.pdf")
    error = InputError("no document")
    assert (str(error), error.reason, error.source) == ("no document", "no document", None)


def test_an_input_error_survives_pickling_and_copying():
    error = InputError("not a PDF", source="a.pdf")
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert (str(other), other.reason, other.source) == (str(error), error.reason, error.source)


def caught_names(tree):
    """The names that `except ... as NAME` gives to errors."""
    handlers = (node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler))
    return {handler.name for handler in handlers if handler.name}


def holds_message(node, errors):
    """Whether an expression is made from the text of an error or a note."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        if isinstance(node.slice.value, str):  # a mapping, for example a message of ASGI
            return False
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id in ("str", "repr", "format"):
            return any(getattr(value, "id", "") in errors for value in node.args)
        if node.func.id == "len":
            return False
    elif isinstance(node, ast.Name):
        return node.id in MESSAGES
    elif isinstance(node, ast.FormattedValue) and getattr(node.value, "id", "") in errors:
        return True
    if isinstance(node, ast.Attribute) and node.attr in {*MESSAGES, "args"}:
        return True
    return any(holds_message(part, errors) for part in ast.iter_child_nodes(node))


def is_search(node, errors):
    """Whether a call looks for a wording in a message, or takes it out."""
    if not isinstance(node.func, ast.Attribute) or node.func.attr not in SEARCHES:
        return False
    searched = [node.func.value, *(node.args if node.func.attr in PATTERN_SEARCHES else [])]
    return any(holds_message(part, errors) for part in searched)


def is_comparison(node, errors):
    """Whether a comparison depends on the wording of a message."""
    sides = [node.left, *node.comparators]
    if isinstance(node.ops[0], ast.In | ast.NotIn):
        return holds_message(sides[1], errors)
    is_text = any(isinstance(getattr(side, "value", None), str) for side in sides)
    return is_text and any(holds_message(side, errors) for side in sides)


def wording_dependences(source):
    """The lines of a file on which code searches or compares the text of an error or a note."""
    tree = ast.parse(source)
    errors = caught_names(tree)
    return [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Call) and is_search(node, errors))
        or (isinstance(node, ast.Compare) and is_comparison(node, errors))
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TOP)))
def test_no_code_depends_on_the_wording_of_a_message(path):
    assert wording_dependences(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        'str(error).startswith("a")',
        'str(error).removeprefix(f"{name}: ")',
        '"Extra data" in str(error)',
        'if str(error) == "x": pass',
        'error.args[0].endswith("x")',
        'error.reason == "x"',
        'notes[0].startswith("read as cp1252")',
        '"damaged" not in "".join(notes)',
        'content.notes[0].removesuffix("; skipped")',
        're.search("x", str(error))',
        'f"{error}".partition(":")',
        '"skipped" in decoded.notes',
    ],
)
def test_a_dependence_on_the_wording_of_a_message_is_found(code):
    source = f"try:\n    pass\nexcept ValueError as error:\n    {code}\n"
    assert wording_dependences(source) == [4]


@pytest.mark.parametrize(
    "code",
    [
        "raise InputError(str(error))",
        "notes += (str(error),)",
        "error.source is None",
        'name.startswith("x")',
        "if notes: pass",
        "len(notes) == 1",
    ],
)
def test_passing_a_message_on_is_not_a_dependence_on_its_wording(code):
    source = f"try:\n    pass\nexcept ValueError as error:\n    {code}\n"
    assert wording_dependences(source) == []
