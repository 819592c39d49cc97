"""The whole command, killed at random points: what it has written in the end is always the same."""

import gzip
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from batch_data import clusters

COMMAND = (sys.executable, "-m", "multisumm", "batch", "in.jsonl", "--workers", "2", "--quiet")


@pytest.mark.slow
@pytest.mark.parametrize(("output", "times"), [("out.jsonl", 20), ("out.jsonl.gz", 4)])
def test_killed_at_random_points_nothing_is_lost_or_doubled(tmp_path, monkeypatch, output, times):
    monkeypatch.chdir(tmp_path)
    Path("in.jsonl").write_bytes(clusters(40) + b"{broken\n" + clusters(40))
    undisturbed = run("--output", f"undisturbed-{output}")
    assert undisturbed.wait() == 1
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
            command = run("--output", output, "--resume")
            while kills < times and command.poll() is None and size(partial) < enough:
                time.sleep(0.005)
            if kills < times:
                command.kill()
                kills += command.wait() != 1
            assert command.wait() in (1, -signal.SIGKILL)  # 1 for the broken line
        assert Path(output).read_bytes() == expected
    assert resumed >= times / 2
    assert run("--output", output, "--resume").wait() == 1
    assert sorted(os.listdir()) == sorted(["in.jsonl", output, f"undisturbed-{output}"])


def size(path):
    """How much of the output is there, 0 before the first line."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def run(*arguments):
    return subprocess.Popen([*COMMAND, *arguments], stderr=subprocess.DEVNULL)
