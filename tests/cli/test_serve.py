import builtins
import json
import os
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection

import pytest

from multisumm.cli.main import main
from web_server import OURS, form, wait_until

SERVE = (sys.executable, "-m", "multisumm", "serve")
PATIENT_FOR_A_MOMENT = """
import sys
from multisumm.cli.main import main
from multisumm.web import server
server.GRACE = 0.1
main(["serve", *sys.argv[1:]])
"""


@pytest.fixture
def start():
    """Starts `multisumm serve` as a process; gives it and the address that it prints."""
    started = []

    def start(*arguments, command=SERVE):
        command = [*command, "--port", "0", *arguments]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        started.append(process)
        for line in process.stderr:
            if "serving at" in line:
                return process, line.split()[3]
        raise AssertionError

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stderr.close()


def connected(address):
    return HTTPConnection(address.removeprefix("http://").rstrip("/"), timeout=60)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_server_prints_its_address_and_stops_cleanly_on_a_signal(start, number):
    process, address = start()
    connection = connected(address)
    connection.request("GET", "/")
    assert connection.getresponse().status == 200
    connection.close()
    process.send_signal(number)
    assert process.stderr.read() == "multisumm: stopped\n"
    assert process.wait() == 0


@pytest.mark.parametrize(
    ("allowed", "status", "said"),
    [
        ((), 422, b"urls: this server fetches no addresses; start it with --fetch"),
        (("--fetch",), 422, b"127.0.0.1, which is not public; option `allow_private` allows it"),
        (("--fetch", "--allow-private"), 200, b"Every sentence is an exact quote"),
    ],
)
def test_addresses_are_fetched_only_where_that_is_allowed(start, allowed, status, said):
    _, address = start(*allowed)
    connection = connected(address)
    body = json.dumps({"urls": [f"{address}api"]}).encode()
    connection.request("POST", "/api/read", body, {"content-type": "application/json"})
    answer = connection.getresponse()
    assert (answer.status, said in answer.read()) == (status, True)
    connection.close()


def children(process):
    with open(f"/proc/{process.pid}/task/{process.pid}/children") as file:
        return [int(number) for number in file.read().split()]


@pytest.mark.skipif(not os.path.exists("/proc/self/task"), reason="this system has no /proc")
def test_a_server_that_stops_ends_the_summaries_under_way(start):
    process, address = start(command=(sys.executable, "-c", PATIENT_FOR_A_MOMENT))
    body, content_type = form(("files", "a.txt", OURS * 100_000), ("method", "lexrank"))
    connection = connected(address)
    connection.request("POST", "/api/summarize", body, {"content-type": content_type})
    wait_until(lambda: children(process))
    (worker,) = children(process)
    process.send_signal(signal.SIGINT)
    assert process.stderr.read() == "multisumm: stopped\n"
    assert process.wait() == 0
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)
    connection.close()


@pytest.mark.skipif(not os.path.exists("/proc/self/task"), reason="this system has no /proc")
def test_the_summaries_under_way_end_with_a_server_that_is_killed(start):
    process, address = start()
    body, content_type = form(("files", "a.txt", OURS * 100_000), ("method", "lexrank"))
    connection = connected(address)
    connection.request("POST", "/api/summarize", body, {"content-type": content_type})
    wait_until(lambda: children(process))
    (worker,) = children(process)
    wait_until(lambda: b"multisumm.web.worker" in command_of(worker))
    process.kill()
    process.wait()
    wait_until(lambda: not command_of(worker))
    connection.close()


def command_of(number):
    """The command of a process; nothing if it has ended."""
    try:
        with open(f"/proc/{number}/cmdline", "rb") as file:
            return file.read()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def run(capfd, *arguments):
    with pytest.raises(SystemExit) as end:
        main(["serve", *arguments])
    return end.value.code, capfd.readouterr().err


def test_a_port_in_use_is_a_one_line_error(capfd):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert run(capfd, "--port", str(port)) == (
            1,
            "multisumm: error: cannot listen on 127.0.0.1:"
            f"{port}: address already in use; see --port\n",
        )


@pytest.mark.parametrize("host", ["no such host", "host.invalid", "a" * 300])
def test_an_unknown_host_is_a_one_line_error(capfd, host):
    status, told = run(capfd, "--port", "0", "--host", host)
    assert (status, told.count("\n")) == (1, 1)
    assert told.startswith(f"multisumm: error: cannot listen on {host}:0: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--port", "70000"),
        ("--port", "nan"),
        ("--max-jobs", "0"),
        ("--max-jobs", "99999999999999999999"),
        ("--max-seconds", "0"),
        ("--max-seconds", "-1"),
        ("--max-seconds", "nan"),
        ("--max-seconds", "inf"),
        ("--max-seconds", "1e300"),
        ("--max-seconds", "1e-9"),
        ("--max-bytes", "nan"),
        ("--allow-host", ""),
        ("--allow-host", "http://our.example"),
        ("--allow-host", "our.example:8000"),
        ("--allow-host", "fe80::1%eth0"),
        ("--allow-host", "[10.0.0.1]"),
        ("x",),
    ],
)
def test_invalid_options_are_wrong_usage(capfd, arguments):
    assert run(capfd, *arguments)[0] == 2


def test_other_machines_are_admitted_with_a_warning(start):
    process, address = start("--host", "0.0.0.0", "--allow-host", "Our.Example")
    port = address.rstrip("/").rpartition(":")[2]
    for host, status in (("our.example", 200), ("10.1.2.3", 200), ("evil.example", 421)):
        connection = HTTPConnection("127.0.0.1", int(port), timeout=60)
        connection.request("GET", "/", headers={"host": host})
        assert connection.getresponse().status == status
        connection.close()
    process.terminate()
    assert process.wait() == 0


def test_the_warning_says_that_there_is_no_password():
    command = [sys.executable, "-m", "multisumm", "serve", "--port", "0", "--host", "0.0.0.0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        line = process.stderr.readline()
        process.stderr.readline()
        process.terminate()
        process.stderr.read()
    assert line == (
        "multisumm: warning: 0.0.0.0 can be reached from other machines, and there is no password\n"
    )


def test_without_its_packages_the_command_says_how_to_install_them(capfd, monkeypatch):
    load = builtins.__import__

    def without(name, *rest):
        if name.startswith("multisumm.web"):
            raise ModuleNotFoundError("No module named 'uvicorn'", name="uvicorn")
        return load(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    line = "multisumm: error: to serve the page, run: pip install multisumm\n"
    assert run(capfd) == (1, line)
