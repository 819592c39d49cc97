"""The whole command, killed at random points: what it has written in the end is always the same."""

import fcntl
import gzip
import multiprocessing
import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from batch_data import clusters
from locations import SEEDS
from multisumm.batch import process_engine
from multisumm.cli.main import main
from preloaded import PRELOADED


@pytest.mark.slow
@pytest.mark.parametrize(("output", "times"), [("out.jsonl", 20), ("out.jsonl.gz", 4)])
def test_a_batch_killed_at_random_points_loses_and_repeats_nothing(
    tmp_path, monkeypatch, output, times
):
    monkeypatch.chdir(tmp_path)
    Path("in.jsonl").write_bytes(clusters(40) + b"{broken\n" + clusters(40))
    assert status(start("--output", f"undisturbed-{output}")) == 1  # for the broken line
    expected = Path(f"undisturbed-{output}").read_bytes()
    whole = gzip.decompress(expected) if output.endswith(".gz") else expected
    chance = random.Random(12345)
    kills = resumed = 0
    while kills < times:
        Path(output).unlink(missing_ok=True)
        while not Path(output).exists():
            partial = Path(f"{output}.partial")
            resumed += partial.exists()
            enough = size(partial) + chance.randrange(0, len(whole) // 2)
            command = start("--output", output, "--resume")
            while kills < times and command.is_alive() and size(partial) < enough:
                time.sleep(0.001)
            if kills < times:
                command.kill()
            ended = status(command)
            kills += ended == -signal.SIGKILL
            assert ended in (1, -signal.SIGKILL)
        assert Path(output).read_bytes() == expected
    assert resumed >= times / 2
    assert status(start("--output", output, "--resume")) == 1
    assert sorted(os.listdir()) == sorted(["in.jsonl", output, f"undisturbed-{output}"])


@pytest.mark.slow
def test_a_digest_killed_at_random_points_makes_no_subject_twice(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SEEDS, "seeds")
    options = ("digest", "seeds", "--format", "json", "--quiet", "--workers", "2", "--output")
    assert status(start_command(*options, "undisturbed")) == 0
    expected = Path("undisturbed").read_bytes()
    chance = random.Random(54321)
    journal = Path("out.journal")
    kills = resumed = 0
    while kills < 6:
        Path("out").unlink(missing_ok=True)
        while not Path("out").exists():
            before = journal.read_bytes() if journal.exists() else b""
            resumed += before.count(b"\n") > 1
            enough = len(before) + chance.randrange(1, len(expected))
            command = start_command(*options, "out", "--resume")
            while kills < 6 and command.is_alive() and size(journal) < enough:
                time.sleep(0.001)
            if kills < 6:
                command.kill()
            ended = status(command)
            kills += ended == -signal.SIGKILL
            assert ended in (0, -signal.SIGKILL)
            if journal.exists():
                with journal.open("rb") as file:  # forked workers hold its lock until they end
                    fcntl.flock(file, fcntl.LOCK_EX)
                    lines = file.read().splitlines()
                assert len({line[:64] for line in lines}) == len(lines)
        assert Path("out").read_bytes() == expected
        assert sorted(os.listdir()) == ["out", "seeds", "undisturbed"]
    assert resumed >= 2


def size(path):
    """Return how many bytes of the output there are, 0 before the first line."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def start(*arguments):
    return start_command("batch", "in.jsonl", "--workers", "2", "--quiet", *arguments)


def start_command(*arguments):
    command = PRELOADED.Process(target=run, args=(os.getcwd(), arguments))
    command.start()
    return command


def status(command):
    command.join()
    return command.exitcode


def run(folder, arguments):
    """Run the command in this process, with workers that start as quickly as it has."""
    os.chdir(folder)
    process_engine._CONTEXT = multiprocessing.get_context("fork")
    main(arguments)
