"""The whole command, killed at random points: what it has written in the end is always the same."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from batch_data import clusters

KILLS = 20
COMMAND = (sys.executable, "-m", "multisumm", "batch", "in.jsonl", "--workers", "2", "--quiet")


@pytest.mark.slow
@pytest.mark.parametrize("output", ["out.jsonl", "out.jsonl.gz"])
def test_killed_at_random_points_nothing_is_lost_or_doubled(tmp_path, monkeypatch, output):
    monkeypatch.chdir(tmp_path)
    Path("in.jsonl").write_bytes(clusters(150) + b"{broken\n" + clusters(150))
    undisturbed = run("--output", f"undisturbed-{output}")
    assert undisturbed.wait() == 1
    expected = Path(f"undisturbed-{output}").read_bytes()
    chance = random.Random(12345)
    kills = resumed = 0
    while kills < KILLS:
        Path(output).unlink(missing_ok=True)
        while not Path(output).exists():
            resumed += Path(f"{output}.partial").exists()
            command = run("--output", output, "--resume")
            try:
                command.wait(chance.uniform(0.0, 1.2) if kills < KILLS else None)
            except subprocess.TimeoutExpired:
                command.kill()
                kills += command.wait() != 1
            else:
                assert command.returncode == 1  # for the broken line
        assert Path(output).read_bytes() == expected
    assert resumed >= KILLS / 2
    assert run("--output", output, "--resume").wait() == 1
    assert sorted(os.listdir()) == sorted(["in.jsonl", output, f"undisturbed-{output}"])


def run(*arguments):
    return subprocess.Popen([*COMMAND, *arguments], stderr=subprocess.DEVNULL)
