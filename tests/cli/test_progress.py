"""What a command tells of itself while it works."""

import io
import re
import threading
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from digest_data import PILE
from multisumm import read_documents
from multisumm.batch.digest_run import DigestPlan, run_digest
from multisumm.cli import digest as digest_command
from multisumm.cli import progress
from multisumm.cli.progress import (
    ERASE,
    show_progress,
    stage_line,
    told_of_files,
    told_of_subjects,
)
from multisumm.options import DIGEST_OPTIONS


class Terminal(io.StringIO):
    def __init__(self):
        super().__init__()
        self.written = threading.Event()

    def write(self, text):
        super().write(text)
        self.written.set()
        return len(text)


@pytest.fixture
def terminal(monkeypatch):
    """Standard error as a terminal, on which a line is shown at once."""
    shown = Terminal()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=shown))
    monkeypatch.setattr(progress, "on_terminal", lambda: True)
    monkeypatch.setattr(progress, "LINE_SECONDS", 0.001)
    return shown


def test_a_stage_has_its_seconds():
    told = []
    told_of_files(told.append)(3, 1500)
    assert stage_line(told[0], 2.4) == "file 3 of 1,500, 2 s"


def test_digest_tells_which_subject_it_makes_of_how_many_at_most():
    told = []
    watch = told_of_subjects(told.append)
    options = {name: option.default for name, option in DIGEST_OPTIONS.items() if name != "known"}
    found, _ = run_digest(PILE, None, {**options, "subjects": 1}, DigestPlan(), watch=watch)
    assert len(found.subjects) == 1
    assert told == ["subject 1 of at most 1"]
    told.clear()
    found, _ = run_digest(PILE, None, {**options, "min_sources": 1}, DigestPlan(), watch=watch)
    number = len(found.subjects)
    assert number > 2
    assert told == [f"subject {one} of at most {number}" for one in range(1, number + 1)]


def test_the_stages_of_digest_follow_each_other(main, tmp_path, monkeypatch):
    told = []

    @contextmanager
    def show(*, quiet):
        yield told.append

    monkeypatch.setattr(digest_command, "show_progress", show)
    for one in PILE:
        (tmp_path / f"{one.id}.txt").write_text(one.text)
    status, _, _ = main("digest", str(tmp_path))
    assert status == 0
    files = [f"file {n} of {len(PILE)}" for n in range(1, len(PILE) + 1)]
    assert told[: len(PILE)] == files
    assert told[len(PILE)] == f"grouping {len(PILE)} documents"
    assert told[len(PILE) + 1].startswith("subject 1 of ")
    assert told[-1] == "rendering"


def test_a_terminal_shows_the_stage_and_the_line_is_erased_at_the_end(terminal):
    with show_progress(quiet=False) as tell_stage:
        tell_stage("comparing 9 documents")
        terminal.written.wait()
    assert re.match(r"\r(reading|comparing 9 documents), \d+ s\x1b\[K", terminal.getvalue())
    assert terminal.getvalue().endswith(ERASE)


def test_the_line_is_erased_after_an_error_too(terminal):
    def fail():
        with show_progress(quiet=False):
            terminal.written.wait()
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    assert terminal.getvalue().endswith(ERASE)


def test_nothing_is_shown_in_a_pipe_or_with_quiet(terminal, monkeypatch):
    with show_progress(quiet=True) as tell_stage:
        tell_stage("reading")
    monkeypatch.setattr(progress, "on_terminal", lambda: False)
    with show_progress(quiet=False) as tell_stage:
        tell_stage("reading")
    assert terminal.getvalue() == ""


def test_every_file_is_told_before_it_is_read(tmp_path):
    for name in "abc":
        (tmp_path / name).write_text("It rained all day.")
    told = []
    read_documents(tmp_path, exclude=["b"], watch=lambda *place: told.append(place))
    assert told == [(1, 2), (2, 2)]
    told.clear()
    read_documents([tmp_path / "c", tmp_path / "a"], watch=lambda *place: told.append(place))
    assert told == [(1, 2), (2, 2)]
