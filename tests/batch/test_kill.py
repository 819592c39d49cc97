"""The whole command, killed at random points: what it has written in the end is always the same."""

import gzip
import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

import pytest

from batch_data import clusters
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


def size(path):
    """Return how many bytes of the output there are, 0 before the first line."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def start(*arguments):
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
    main(["batch", "in.jsonl", "--workers", "2", "--quiet", *arguments])
