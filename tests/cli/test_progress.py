"""What a command tells of itself while it works."""

import io
import re
import threading
from types import SimpleNamespace

import pytest

from multisumm import read_documents
from multisumm.cli import progress
from multisumm.cli.progress import ERASE, show_progress, stage_line, told_of_files


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
