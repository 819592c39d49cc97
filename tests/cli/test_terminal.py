"""What `summarize` shows on a terminal, and what it gives to a pipe."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios

import pytest
from hypothesis import given
from hypothesis import strategies as st

import multisumm
from locations import FERRY
from multisumm.cli.terminal import columns_taken, style_text

COMMAND = [sys.executable, "-m", "multisumm", "summarize", FERRY, "--words", "60"]
STYLE = re.compile(r"\x1b\[[\d;]*m")
RED = "\x1b[31m\x1b[1m"
PLAIN = {
    name: value
    for name, value in os.environ.items()
    if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM")
}


def seen(columns, *options, **environment):
    """What a terminal of a width shows of a summary; its text and its errors go there."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with subprocess.Popen(
        [*COMMAND, *options],
        stdout=follower,
        stderr=follower,
        env={**PLAIN, "TERM": "xterm", **environment},
    ) as process:
        os.close(follower)
        shown = b""
        while True:
            try:
                part = os.read(leader, 65536)
            except OSError:  # Linux: the other end is closed
                part = b""
            if not part:
                break
            shown += part
        assert process.wait() == 0
    os.close(leader)
    return shown.decode().replace("\r\n", "\n")


def piped(*options, **environment):
    environment = {**PLAIN, **environment}
    return subprocess.run(
        [*COMMAND, *options], capture_output=True, check=True, env=environment
    ).stdout.decode()


@pytest.fixture(scope="module")
def text():
    return multisumm.summarize(multisumm.read_documents([FERRY]), words=60).to_text()


@pytest.mark.parametrize(("columns", "widest"), [(40, 40), (80, 80), (200, 88)])
def test_lines_are_as_wide_as_the_terminal_and_88_columns_at_most(text, columns, widest):
    shown = seen(columns, "--quiet")
    lines = STYLE.sub("", shown).splitlines()
    assert widest - 15 < max(map(len, lines)) <= widest
    assert "".join(shown.split()) != "".join(text.split())  # there are colours
    assert "".join(STYLE.sub("", shown).split()) == "".join(text.split())


def test_the_headline_is_bold_sources_are_dim_and_contradictions_are_red(text):
    shown = seen(200, "--quiet")
    assert shown.startswith("\x1b[1m130 killed in Estrella del Sur sinking;")
    assert f"{RED}contradicted by 2\x1b[0m" in shown
    assert f"{RED}Contradicted:\x1b[0m\n" in shown
    assert f"{RED}(number of dead: 130 / 129)\x1b[0m" in shown
    assert "\n\x1b[1mSources:\x1b[0m\n\x1b[2m  [1] 02-manila-daily.txt" in shown


def test_no_color_and_a_dumb_terminal_have_wrapped_text_without_colours():
    for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        shown = seen(80, "--quiet", **environment)
        assert "\x1b" not in shown
        assert max(map(len, shown.splitlines())) <= 80


def test_a_pipe_and_a_file_have_the_plain_text(text, tmp_path):
    assert piped("--quiet") == text
    assert piped("--quiet", COLUMNS="40") == text
    seen(80, "--output", str(tmp_path / "s.txt"))
    assert (tmp_path / "s.txt").read_text(encoding="utf-8") == text


def test_force_color_brings_colours_to_a_pipe_unless_no_color_is_set(text):
    assert "\x1b[1m" in piped("--quiet", FORCE_COLOR="1")
    assert piped("--quiet", FORCE_COLOR="1", NO_COLOR="1") == text


def test_other_formats_have_their_own_characters_on_a_terminal():
    shown = seen(40, "--quiet", "--format", "markdown")
    assert shown == piped("--quiet", "--format", "markdown")


def test_the_last_line_is_that_of_the_files():
    assert seen(80).splitlines()[-1].endswith("words from 5 documents; 5 of 5 files read")


# Properties


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]) | st.just(" ")),
       st.integers(2, 60))  # fmt: skip
def test_no_character_is_lost_and_no_line_is_too_wide(line, width):
    shown = style_text(f"{line}\n", width, colours=False)
    assert shown.replace("\n", "").replace(" ", "") == line.replace(" ", "")
    for part in shown.splitlines():
        assert sum(map(columns_taken, part.rstrip(" "))) <= max(width, 2)


def test_wide_characters_take_two_columns_and_marks_none():
    assert style_text("船" * 30 + "\n", 20, colours=False) == ("船" * 10 + "\n") * 3
    assert style_text("e\u0301" * 30 + "\n", 20, colours=False).count("\n") == 2


def test_items_hang_below_their_beginning():
    assert style_text("- one two three\n", 9, colours=False) == "- one two\n  three\n"
    assert style_text("  [1] 0-9: one two\n", 14, colours=False) == "  [1] 0-9: one\n    two\n"
