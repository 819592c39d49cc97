"""Ray, where it is installed: on a cluster of two workers that only this machine can reach.

In processes of their own, for Ray leaves threads and warnings behind.
"""

import importlib.util
import os
import subprocess
import sys

import pytest

from batch_data import clusters
from locations import TOP

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed"),
]

MISBEHAVING = """
import sys
from batch_data import obedient, tasks_of
from multisumm.batch.ray_engine import ray_actors
from multisumm.batch.scheduling import in_order
def listening():
    # The sockets of this machine that others can reach, as Linux lists them.
    found = set()
    for name in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in open(name).readlines()[1:]:
            address, state = line.split()[1], line.split()[3]
            loopback = address.startswith(("0100007F", "0000000000000000FFFF00000100007F"))
            if state == "0A" and not loopback:
                found.add(address)
    return found
before = listening()
lines = [b"a", b"die-once " + sys.argv[1].encode(), b"b", b"die", b"hang", b"c"]
with ray_actors(obedient, workers=2) as engine:
    for _, record in in_order(tasks_of(*lines), engine, timeout=3):
        sys.__stdout__.write(record.decode())
    assert listening() <= before
"""


def process(*arguments):
    path = os.pathsep.join([str(TOP / "tests"), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path}
    environment.pop("RAY_ADDRESS", None)
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, check=False, timeout=300)


def test_ray_gives_the_bytes_that_processes_give(tmp_path):
    (tmp_path / "in.jsonl").write_bytes(clusters(20) + b"{broken\n" + clusters(3))
    for engine in ("processes", "ray"):
        arguments = ("--engine", engine, "--workers", 2, "--output", tmp_path / engine)
        done = process("-m", "multisumm", "batch", tmp_path / "in.jsonl", *arguments)
        assert done.returncode == 1
        assert done.stderr.startswith(b"multisumm: 24 clusters, 1 of them failed, ")
        assert done.stderr.count(b"\n") == 2
    assert (tmp_path / "ray").read_bytes() == (tmp_path / "processes").read_bytes()


def test_a_worker_killed_in_the_middle_loses_nothing_and_one_that_hangs_is_replaced(tmp_path):
    done = process("-c", MISBEHAVING, tmp_path / "seen")
    a, died_once, b, died, hung, c = done.stdout.decode().splitlines()
    assert [a, died_once, b, c] == [
        f'{{"line": {line}, "said": "{what}"}}'
        for line, what in [(1, "a"), (2, "die-once"), (3, "b"), (6, "c")]
    ]
    assert died.startswith('{"error": "two worker processes died while working on it')
    assert hung == '{"error": "it takes longer than 3 s", "id": null, "line": 5}'
    assert (tmp_path / "seen").exists()


def test_a_cluster_that_does_not_answer_is_an_error_of_one_line(tmp_path):
    (tmp_path / "in.jsonl").write_bytes(clusters(1))
    code = "import os, sys; os.environ['RAY_ADDRESS'] = '127.0.0.1:1';"
    code += "from multisumm.cli.main import main; main(sys.argv[1:])"
    done = process("-c", code, "batch", tmp_path / "in.jsonl", "--engine", "ray")
    assert done.returncode == 1
    assert done.stderr.startswith(b"multisumm: error: Ray: no cluster at RAY_ADDRESS 127.0.0.1:1: ")
    assert done.stderr.count(b"\n") == 1
