"""`docs/retrieval.py`, with the real packages; skipped where they are missing."""

import re
import subprocess
import sys

import pytest

from locations import SEEDS, TOP

OFFLINE = """
import runpy, socket, sys
def refuse(*_):
    raise AssertionError("a connection was opened")
socket.socket.connect = socket.getaddrinfo = refuse
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def run_script(*questions):
    pytest.importorskip(
        "langchain_classic", reason='langchain-classic is not installed: pip install ".[peers]"'
    )
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE, TOP / "docs" / "retrieval.py", *questions],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_question_is_answered_by_quotes_that_stand_where_they_are_said_to():
    printed = run_script("Had the captain been warned?")
    assert printed.startswith("\nHad the captain been warned?\n")
    passages = re.findall(
        r"^  (.+)\n    \[(\w+)/(\S+) (\d+)-(\d+), relevance (\d\.\d\d)\]$", printed, re.MULTILINE
    )
    assert any("captain had been warned" in quote for quote, *_ in passages)
    for quote, subject, name, start, end, _ in passages:
        text = (SEEDS / subject / "sources" / name).read_text(encoding="utf-8")
        assert " ".join(text[int(start) : int(end)].split()) == quote
    ((before, after),) = re.findall(r"of ([\d,]+) characters -> ([\d,]+) characters$", printed)
    assert (
        int(before.replace(",", ""))
        > 10 * int(after)
        == 10 * sum(int(end) - int(start) for *_, start, end, _ in passages)
    )


def test_without_a_question_two_examples_are_answered_and_nothing_found_is_no_passage():
    assert len(re.findall(r"^\S.*\?$", run_script(), re.MULTILINE)) == 2
    assert run_script("Zeppelins?").splitlines()[2].endswith(" -> 0 characters")
