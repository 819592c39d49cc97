"""Ray, where it is installed: on clusters of two workers that only this machine can reach.

In processes of their own, for Ray leaves threads and warnings behind.
"""

import importlib.util
import os
import subprocess
import sys

import pytest

from batch_data import clusters
from locations import SEEDS, TOP

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("ray") is None, reason='ray is not installed: pip install ".[ray]"'
    ),
]

MISBEHAVING = """
import os, sys
from pathlib import Path
from batch_data import obedient, tasks_of
from multisumm.batch.ray_engine import ray_actors
from multisumm.batch.scheduling import run_in_order
def family():
    # This process and all that it has started, directly or not.
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[status.parent.name] = status.read_text().rpartition(")")[2].split()[1]
        except OSError:  # it has ended meanwhile
            pass
    members = {str(os.getpid())}
    while more := {child for child, parent in parents.items() if parent in members} - members:
        members |= more
    return members
def open_files(process):
    for link in Path("/proc", process, "fd").glob("*"):
        try:
            yield os.readlink(link)
        except OSError:
            pass
def listening_addresses():
    sockets = {name for process in family() for name in open_files(process)}
    for name in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in open(name).readlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
                yield fields[1]
LOOPBACK = ("0100007F", "0000000000000000FFFF00000100007F")
lines = [b"a", b"die-once " + sys.argv[1].encode(), b"b", b"die", b"hang", b"c"]
with ray_actors(obedient, workers=2) as engine:
    for _, record in run_in_order(tasks_of(*lines), engine, timeout=3):
        sys.__stdout__.write(record.decode())
    addresses = list(listening_addresses())
    assert addresses
    assert all(address.startswith(LOOPBACK) for address in addresses), addresses
"""


def process(*arguments, **variables):
    path = os.pathsep.join([str(TOP / "tests"), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path}
    environment.pop("RAY_ADDRESS", None)
    environment |= variables
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, check=False, timeout=300)


def test_ray_writes_the_same_bytes_as_processes(tmp_path):
    (tmp_path / "in.jsonl").write_bytes(clusters(20) + b"{broken\n" + clusters(3))
    for engine in ("processes", "ray"):
        arguments = ("--engine", engine, "--workers", 2, "--output", tmp_path / engine)
        done = process("-m", "multisumm", "batch", tmp_path / "in.jsonl", *arguments)
        assert done.returncode == 1
        assert done.stderr.startswith(b"multisumm: 24 clusters, 1 of them failed, ")
        assert done.stderr.count(b"\n") == 2
    assert (tmp_path / "ray").read_bytes() == (tmp_path / "processes").read_bytes()


def test_a_digest_by_ray_has_the_same_bytes(tmp_path):
    arguments = ("-m", "multisumm", "digest", SEEDS, "--format", "json", "--quiet", "--output")
    assert process(*arguments, tmp_path / "here").returncode == 0
    done = process(*arguments, tmp_path / "ray", "--engine", "ray", "--workers", 2, "--resume")
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "ray").read_bytes() == (tmp_path / "here").read_bytes()


def test_a_killed_worker_loses_nothing_and_a_hanging_worker_is_replaced(tmp_path):
    done = process("-c", MISBEHAVING, tmp_path / "seen")
    a, died_once, b, died, hung, c = done.stdout.decode().splitlines()
    assert [a, died_once, b, c] == [
        f'{{"line": {line}, "said": "{what}"}}'
        for line, what in [(1, "a"), (2, "die-once"), (3, "b"), (6, "c")]
    ]
    assert died.startswith('{"error": "two worker processes died while working on it')
    assert hung == '{"error": "it takes longer than 3 s", "id": null, "line": 5}'
    assert (tmp_path / "seen").exists()


def test_an_unreachable_ray_cluster_is_a_one_line_error(tmp_path):
    (tmp_path / "in.jsonl").write_bytes(clusters(1))
    code = "import os, sys; os.environ['RAY_ADDRESS'] = '127.0.0.1:1';"
    code += "from multisumm.cli.main import main; main(sys.argv[1:])"
    done = process("-c", code, "batch", tmp_path / "in.jsonl", "--engine", "ray")
    assert done.returncode == 1
    assert done.stderr.startswith(b"multisumm: error: Ray: no cluster at RAY_ADDRESS 127.0.0.1:1: ")
    assert done.stderr.count(b"\n") == 1


TWO_NODES = """
import os, sys
os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"  # so that it listens on 127.0.0.1 only
from ray.cluster_utils import Cluster
node = {"num_cpus": 1, "node_ip_address": "127.0.0.1", "object_store_memory": 100_000_000}
cluster = Cluster(initialize_head=True, head_node_args={**node, "include_dashboard": False})
try:
    cluster.add_node(**node)
    print(cluster.address, flush=True)
    sys.stdin.read()
finally:
    cluster.shutdown()
"""
TOKEN = "0123456789abcdef" * 2


@pytest.fixture
def two_nodes(tmp_path):
    """The address of a cluster of two nodes of one core each, which asks for a token."""
    variables = {
        **os.environ,
        "HOME": str(tmp_path),
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN": TOKEN,
        "RAY_USAGE_STATS_ENABLED": "0",
    }
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([sys.executable, "-c", TWO_NODES], env=variables, **pipes) as cluster:
        try:
            address = ""
            while not address.startswith("127.0.0.1:"):
                line = cluster.stdout.readline()
                assert line
                address = line.decode().strip()
            yield address
        finally:
            cluster.stdin.close()
            cluster.wait(60)


def test_a_cluster_of_two_nodes_with_a_token_writes_the_same_bytes(tmp_path, two_nodes):
    """Two workers of one core each need both nodes."""
    (tmp_path / "in.jsonl").write_bytes(clusters(12))
    arguments = ("-m", "multisumm", "batch", tmp_path / "in.jsonl", "--workers", 2, "--output")
    assert process(*arguments, tmp_path / "here").returncode == 0
    ray = {"RAY_ADDRESS": two_nodes, "HOME": str(tmp_path), "RAY_AUTH_TOKEN": TOKEN}
    done = process(*arguments, tmp_path / "ray", "--engine", "ray", **ray)
    assert (done.returncode, done.stderr.count(b"\n")) == (0, 1)
    assert (tmp_path / "ray").read_bytes() == (tmp_path / "here").read_bytes()
    for refused in ({"RAY_AUTH_TOKEN": TOKEN[::-1]}, {"RAY_AUTH_MODE": "disabled"}):
        output = tmp_path / "none"
        done = process(*arguments, output, "--engine", "ray", **(ray | refused))
        assert (done.returncode, output.exists()) == (1, False)
        assert done.stderr.decode() == (
            f"multisumm: error: Ray: the cluster at RAY_ADDRESS {two_nodes} refuses the token, or"
            " the lack of one: set RAY_AUTH_MODE=token and RAY_AUTH_TOKEN (or RAY_AUTH_TOKEN_PATH)"
            " as on its nodes\n"
        )
