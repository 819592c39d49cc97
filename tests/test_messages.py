import ast
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import multisumm
from multisumm.messages import (
    as_integer,
    brief_repr,
    describe_bug,
    foreign_reason,
    format_size,
    must_be,
    needs_package,
    os_reason,
    parse_size,
    plural,
    printable,
    shortened,
    too_large,
    unknown_choice,
)


def test_names_and_reasons_are_one_line():
    assert printable("für \\n.txt") == "für \\n.txt"
    assert printable("a\n\x1b[31m\udcff.txt") == "a\\n\\x1b[31m\\udcff.txt"
    assert os_reason(FileNotFoundError(2, "No such file")) == "no such file"
    assert os_reason(ValueError("Embedded null byte")) == "embedded null byte"
    assert os_reason(TimeoutError()) == "TimeoutError"
    assert foreign_reason(ValueError("Two\nlines\x1b")) == "Two lines\\x1b"
    assert foreign_reason(ValueError()) == "ValueError"
    assert len(foreign_reason(ValueError("x" * 10_000))) == 200


def test_the_singular_has_no_s():
    assert [plural(number, "file") for number in (0, 1, 2)] == ["0 files", "1 file", "2 files"]
    assert plural(2000, "character", comma=True) == "2,000 characters"


def test_a_bug_is_one_line_that_ends_with_where_it_was_raised():
    def fail(text):
        raise ValueError(text)

    for text, what in (("a\n b", "ValueError: a b"), ("x" * 999, "ValueError: " + "x" * 188)):
        with pytest.raises(ValueError) as caught:  # noqa: PT011
            fail(text)
        line = fail.__code__.co_firstlineno + 1
        assert describe_bug(caught.value) == f"{what} ({Path(__file__).name}:{line})"
    assert describe_bug(ValueError("never raised")) == "ValueError: never raised"


class Unprintable:
    def __repr__(self):
        raise ValueError


def test_values_in_messages_are_shortened():
    assert shortened("abc", 3) == "abc"
    assert shortened("abcd", 3) == "abc..."
    assert brief_repr("en") == "'en'"
    assert brief_repr(["a\n", 1]) == r"['a\n', 1]"
    assert brief_repr("x" * 100_000) == "'" + "x" * 39 + "..."
    assert brief_repr(b"x" * 100_000) == "b'" + "x" * 38 + "..."
    assert brief_repr(10**10_000) == "<int>"
    assert brief_repr(Unprintable()) == "<Unprintable>"


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (1234, "1,234 bytes"),
        (1500, "1.5 kB"),
        (200_000_000, "200 MB"),
        (999_900, "999.9 kB"),
        (10**12, "1 TB"),
        (10**16, "10,000 TB"),
        (1 << 20, "1,048,576 bytes"),
    ],
)
def test_a_size_is_shown_in_the_largest_exact_unit(size, text):
    assert format_size(size) == text


@given(st.integers(0, 10**18) | st.integers(0, 10**6).map(lambda number: number * 10**5))
def test_a_size_that_is_shown_can_be_parsed(size):
    assert parse_size(format_size(size)) == size


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ("200 MB", 200_000_000),
        ("200mb", 200_000_000),
        ("2 G", 2 * 10**9),
        (" 1.5 GB ", 1_500_000_000),
        ("0.5 kB", 500),
        ("1 KiB", 1024),
        ("2 MiB", 2 << 20),
        ("200000000", 200_000_000),
        ("200_000_000", 200_000_000),
        ("1,000 bytes", 1000),
        ("1,000,000.5 kB", 1_000_000_500),
        (5, 5),
        (np.int64(5), 5),
        ("0", 0),
    ],
)
def test_sizes_are_parsed(value, size):
    assert parse_size(value) == size
    assert type(parse_size(value)) is int


@pytest.mark.parametrize(
    "value",
    ["", "MB", "-1", "1e6", "1 XB", "1 MB 2", "1..5 kB", "1,5 GB", "1,,000", "1_", ",5", "²",
     "9" * 10_000, -1, 1.0, True, None, np.True_, b"1"],
    ids=lambda value: repr(value)[:20],
)  # fmt: skip
def test_a_value_that_is_not_a_size_is_an_error_of_one_line(value):
    with pytest.raises(
        ValueError, match=r"^the size must be a number of bytes, like 200 MB"
    ) as caught:
        parse_size(value)
    assert len(str(caught.value)) < 120
    assert str(caught.value).isprintable()


def test_a_size_is_a_whole_number_of_bytes():
    with pytest.raises(ValueError, match=r"^the size must be a whole number of bytes, not '1\.5'$"):
        parse_size("1.5")


def test_integers_of_numpy_are_integers_and_booleans_are_not():
    assert [as_integer(value) for value in (3, np.uint8(3), 10**30)] == [3, 3, 10**30]
    assert {as_integer(value) for value in (True, np.True_, 3.0, "3", None)} == {None}


def test_an_unknown_name_is_answered_with_the_choices_and_the_nearest_of_them():
    choices = ("coverage", "lead")
    for name, advice in (
        ("covrage", "did you mean coverage?"),
        ("x", "choose from coverage, lead"),
        ("x" * 10_000, "choose from coverage, lead"),
        (5, "choose from coverage, lead"),
    ):
        message = unknown_choice("method", name, choices)
        assert message == f"unknown method {brief_repr(name)}; {advice}"


def test_the_same_problem_has_the_same_words():
    assert must_be("words", "a number", None) == "words must be a number, not None"
    assert too_large(1000) == "larger than 1 kB; option `max_bytes` allows more"
    assert (
        needs_package("to read", "multisumm[pdf]") == 'to read, run: pip install "multisumm[pdf]"'
    )
    assert needs_package("to make a table", "pandas") == "to make a table, run: pip install pandas"


def test_only_the_command_line_speaks_of_flags(capsys):
    from multisumm.output import warn

    assert too_large(1000) == "larger than 1 kB; option `max_bytes` allows more"
    warn([too_large(1000)], quiet=False)
    assert capsys.readouterr().err.endswith("larger than 1 kB; --max-bytes allows more\n")


@pytest.mark.parametrize("part", [
    "comparison", "documents.py", "focus", "grouping", "integrations", "parallel.py", "pipeline",
    "reading", "rendering", "selection", "subjects", "summary.py", "text", "timeline",
    "verification",
])  # fmt: skip
def test_no_message_outside_of_the_commands_names_a_flag(part):
    top = Path(multisumm.__file__).parent / part
    for path in [top] if top.is_file() else top.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        strings = (
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
        )
        flag = re.compile(r"(?<![\w-])--[a-z]{2}")
        assert [(path.name, text) for text in strings if flag.search(text)] == []
