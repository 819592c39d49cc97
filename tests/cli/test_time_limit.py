import os
import signal
import threading

import pytest
from click.testing import CliRunner

from multisumm.cli.main import cli
from multisumm.cli.time_limit import time_limit
from multisumm.errors import MultisummError, OptionError

COMMANDS = ("summarize", "compare", "digest", "read", "verify", "rouge", "evaluate")


def alarm():
    """Let the time be up now, so that no test waits for it."""
    os.kill(os.getpid(), signal.SIGALRM)
    signal.sigpending()  # here at the latest the signal is handled


def test_what_takes_longer_is_stopped_with_one_line():
    message = r"^stopped after 60 s; give less input, or a larger --max-seconds$"

    def read_damaged():
        try:
            alarm()
        except Exception:  # as a reader treats a damaged page
            pytest.fail("the end of the time was taken for damage")

    with pytest.raises(MultisummError, match=message), time_limit(60):
        read_damaged()


def test_what_ends_in_time_leaves_no_timer_and_no_handler():
    before = signal.getsignal(signal.SIGALRM)
    with time_limit(60):
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) == before
    with time_limit(None):
        assert signal.getsignal(signal.SIGALRM) == before


def test_another_thread_has_no_timer():
    errors = []

    def run():
        try:
            with time_limit(1):
                pass
        except OptionError as error:
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert len(errors) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_that_reads_has_the_option(command):
    help_text = CliRunner().invoke(cli, [command, "--help"]).stdout
    assert "--max-seconds SECONDS" in help_text
    for wrong in ("0", "nan", "inf", "x"):
        done = CliRunner().invoke(cli, [command, "a", "b", "--max-seconds", wrong])
        assert getattr(done.exception, "exit_status", done.exit_code) == 2


def test_a_command_that_is_stopped_writes_no_file(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("The ferry sank.")
    output = tmp_path / "out.txt"
    monkeypatch.setattr("multisumm.reading.read_documents", lambda *_, **__: alarm())
    arguments = ["read", str(tmp_path / "a.txt"), "--max-seconds", "60", "--output", str(output)]
    done = CliRunner().invoke(cli, arguments)
    assert str(done.exception).startswith("stopped after 60 s")
    assert not output.exists()
