from pathlib import Path

import pytest

from multisumm.messages import brief_repr, describe_bug, os_reason, plural, printable, shortened


def test_names_and_reasons_are_one_line():
    assert printable("für \\n.txt") == "für \\n.txt"
    assert printable("a\n\x1b[31m\udcff.txt") == "a\\n\\x1b[31m\\udcff.txt"
    assert os_reason("a\n", FileNotFoundError(2, "No such file")) == "a\\n: no such file"
    assert os_reason("a", ValueError("Embedded null byte")) == "a: embedded null byte"


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


def test_values_in_messages_are_shortened():
    assert shortened("abc", 3) == "abc"
    assert shortened("abcd", 3) == "abc..."
    assert brief_repr("en") == "'en'"
    assert brief_repr(["a\n", 1]) == r"['a\n', 1]"
    assert brief_repr("x" * 100_000) == "'" + "x" * 39 + "..."
