import errno
import os
import signal
import subprocess
import sys

import pytest

from batch_data import broken, obedient, starved, tasks_of, unwilling
from locations import TOP
from multisumm.batch.process_engine import processes
from multisumm.batch.scheduling import DIED, run_in_order
from multisumm.errors import MultisummError

LONG = 0.5
"""Seconds given to work that would never end."""

HANGING = """
import sys
from batch_data import obedient, tasks_of
from multisumm.batch.process_engine import processes
from multisumm.batch.scheduling import run_in_order
if __name__ == "__main__":
    with processes(obedient, workers=2) as engine:
        list(run_in_order(tasks_of(b"hang", b"hang"), engine))
"""


def records(*lines, prepare=obedient, workers=2, memory=None, timeout=None):
    with processes(prepare, workers=workers, memory=memory) as engine:
        return [record for _, record in run_in_order(tasks_of(*lines), engine, timeout=timeout)]


def said(number, what):
    return b'{"line": %d, "said": "%s"}\n' % (number, what.encode())


def test_answers_come_in_the_order_of_the_lines():
    assert records(b"a", b"b", b"c", b"d") == [said(n, w) for n, w in enumerate("abcd", start=1)]


def test_long_lines_and_records_pass_through_the_pipes():
    assert records(b"x" * 3_000_000) == [said(1, "x" * 3_000_000)]


def test_a_worker_that_hangs_is_killed_and_the_others_go_on():
    first, second, third = records(b"a", b"hang", b"b", workers=1, timeout=LONG)
    assert (first, third) == (said(1, "a"), said(3, "b"))
    assert second == b'{"error": "it takes longer than 0.5 s", "id": null, "line": 2}\n'


def test_the_task_of_a_killed_worker_is_done_by_another(tmp_path):
    once = b"die-once %s" % os.fsencode(tmp_path / "seen")
    assert records(b"a", once, b"b") == [said(1, "a"), said(2, "die-once"), said(3, "b")]


def test_a_line_that_kills_every_worker_is_an_error():
    first, second, third = records(b"a", b"die", b"b")
    assert (first, third) == (said(1, "a"), said(3, "b"))
    assert DIED in second.decode()


def test_a_run_ends_when_workers_cannot_start():
    with pytest.raises(MultisummError, match="worker processes die before they can begin"):
        records(b"a", prepare=unwilling)


def test_the_reason_why_workers_cannot_start_is_on_standard_error(capfd):
    with pytest.raises(MultisummError, match="worker processes die before they can begin"):
        records(b"a", prepare=broken)
    told = capfd.readouterr().err
    assert "batch_data.py" in told
    assert "ZeroDivisionError: by zero" in told


def test_workers_that_start_without_memory_print_nothing_themselves(capfd):
    with pytest.raises(MultisummError, match="too little memory"):
        records(b"a", prepare=starved)
    assert capfd.readouterr().err == ""


def test_workers_that_are_no_longer_needed_end_silently(capfd):
    assert len(records(b"a", b"b", b"c")) == 3
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("what", ["Pipe", "Process"])
def test_a_worker_that_the_system_refuses_to_start_is_explained(monkeypatch, what):
    def refuse(*_, **__):
        raise OSError(errno.EMFILE, "too many open files")

    monkeypatch.setattr(f"multisumm.batch.process_engine._CONTEXT.{what}", refuse)
    with pytest.raises(MultisummError) as caught:
        records(b"a")
    assert str(caught.value) == (
        "cannot start another worker process: too many open files; give a smaller option `workers`"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space")
def test_a_worker_cannot_exceed_its_memory_limit():
    found = records(b"allocate 100000000", b"allocate 2000000000", memory=1000)
    assert found == [said(1, "allocate"), b'{"error": "out of memory"}\n']


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=str)
def test_workers_end_with_their_parent_in_the_middle_of_their_work(tmp_path, end):
    program = tmp_path / "program.py"
    program.write_text(HANGING)
    path = os.pathsep.join([str(TOP / "tests"), os.environ.get("PYTHONPATH", "")])
    with subprocess.Popen(
        [sys.executable, str(program)],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,  # so that the signal can go to all of them, as from a terminal
    ) as process:
        assert [process.stdout.readline() for _ in range(2)] == [b"hanging\n"] * 2
        (os.killpg if end == signal.SIGINT else os.kill)(process.pid, end)
        # The workers have our pipes, too: these end when the last of them has ended.
        _, errors = process.communicate(timeout=60)
    assert errors.count(b"Traceback") == (end == signal.SIGINT)  # that of the parent
