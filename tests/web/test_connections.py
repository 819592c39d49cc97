import asyncio
import json
import os
import socket
import threading
from contextlib import ExitStack

import pytest

from multisumm.web import server
from multisumm.web.connections import WatchedConnection
from multisumm.web.limits import Limits
from web_server import OURS, serving, wait_until

POST = (
    b"POST /api/summarize HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
    b"Content-Type: application/json\r\n\r\n{"
)


def connection_to(site):
    return socket.create_connection(("127.0.0.1", site.port), timeout=60)


def drip(line, answers):
    """Send a byte again and again until the server has answered or closed the connection."""
    stop = threading.Event()

    def send():
        while not stop.wait(0.05):
            try:
                line.sendall(b"x")
            except OSError:
                return

    thread = threading.Thread(target=send)
    thread.start()
    try:
        return answers(line)
    finally:
        stop.set()
        thread.join()


def all_of(line):
    received = b""
    try:
        while data := line.recv(10_000):
            received += data
    except ConnectionError:
        pass
    return received


def whole_answer(line):
    """Read an answer, which ends with a brace, without waiting for the end of the connection."""
    received = b""
    while not received.endswith(b"}"):
        data = line.recv(10_000)
        assert data
        received += data
    return received


@pytest.mark.parametrize("begin", [b"", b"GET / HTTP/1.1\r\nHost: local", b"G"])
def test_a_connection_without_a_whole_head_is_closed(begin):
    with serving(idle=0.2) as site, connection_to(site) as line:
        line.sendall(begin)
        assert all_of(line) == b""


def test_a_head_that_comes_byte_by_byte_is_not_waited_for():
    with serving(idle=0.4) as site, connection_to(site) as line:
        line.sendall(b"GET /")
        assert drip(line, all_of) == b""


def test_nor_is_a_second_head_on_the_same_connection():
    with serving(idle=0.4) as site, connection_to(site) as line:
        line.sendall(b"GET /page.css HTTP/1.1\r\nHost: localhost\r\n\r\nGET /")
        assert drip(line, all_of).startswith(b"HTTP/1.1 200 ")


def test_requests_on_one_connection_are_answered_one_after_the_other():
    with serving(idle=5) as site, connection_to(site) as line:
        line.sendall(b"GET /page.css HTTP/1.1\r\nHost: localhost\r\n\r\n" * 3)
        line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert all_of(line).count(b"HTTP/1.1 200 OK") == 4


def test_an_upload_below_the_floor_of_bytes_a_second_is_given_up():
    with serving(idle=0.4) as site, connection_to(site) as line:
        line.sendall(POST)
        answer = drip(line, whole_answer)
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert b"less than 1,000 bytes a second arrived" in answer


def test_an_upload_may_last_as_long_as_its_bytes_allow():
    limits = Limits()
    assert limits.lasting(0) == 15
    assert limits.lasting(50_000_000) > limits.seconds


def test_connections_above_the_ceiling_are_refused_in_one_line():
    with serving(connections=2) as site, ExitStack() as open_lines:
        first, _ = (open_lines.enter_context(connection_to(site)) for _ in range(2))
        first.sendall(b"GET")  # so it has been accepted
        with connection_to(site) as third:
            head, _, body = all_of(third).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 503 ")
        assert json.loads(body) == {
            "error": "too many connections at the same time; try again in a moment"
        }
        first.close()
        wait_until(lambda: site.ask("GET", "/")[0] == 200)


@pytest.mark.skipif(not os.path.exists("/proc/self"), reason="this system has no /proc")
def test_there_are_fewer_places_where_few_files_may_be_open(monkeypatch):
    import resource

    for files, places in ((256, 152), (100_000, 200), (20, 1), (resource.RLIM_INFINITY, 200)):
        monkeypatch.setattr(resource, "getrlimit", lambda _, files=files: (files, files))
        assert server._connections(Limits()) == places


class Client:
    """A transport whose client takes what it is told to take."""

    def __init__(self):
        self.waiting, self.is_open = 0, True

    def get_write_buffer_size(self):
        return self.waiting

    def abort(self):
        self.is_open = False


@pytest.mark.parametrize(
    ("waiting", "then", "is_open"),
    [(100_000, 84_000, True), (100_000, 90_000, False), (100_000, 100_000, False), (0, 0, False)],
)
def test_a_client_that_does_not_take_its_answer_is_given_up(waiting, then, is_open):
    async def watched():
        connection = WatchedConnection.__new__(WatchedConnection)
        connection.transport = client = Client()
        connection.loop = asyncio.get_running_loop()
        connection._limits, connection._deadline = Limits(), None
        client.waiting = waiting
        connection._watch()
        client.waiting = then
        connection._give_up()
        connection._let_be()
        return client.is_open

    assert asyncio.run(watched()) == is_open


def test_requests_under_way_are_answered_when_the_server_stops(monkeypatch, endless):
    monkeypatch.setattr(server, "GRACE", 0.1)
    body = json.dumps({"documents": [OURS]}).encode()
    head = POST.replace(b"1000", str(len(body)).encode()).removesuffix(b"{")
    with ExitStack() as stack:
        with serving(jobs=3) as site:
            whole, streamed, uploading = (
                stack.enter_context(connection_to(site)) for _ in range(3)
            )
            whole.sendall(head + body)
            streamed.sendall(head.replace(b"summarize", b"summarize/stream") + body)
            uploading.sendall(POST)
            wait_until(lambda: len(endless) == 2)
            assert streamed.recv(1000).startswith(b"HTTP/1.1 200 ")
        stopped = "the server has been stopped"
        for line in (whole, uploading):
            answer = all_of(line)
            assert answer.startswith(b"HTTP/1.1 503 ")
            assert answer.endswith(json.dumps({"error": stopped}, separators=(",", ":")).encode())
        last = json.dumps({"stage": "failed", "status": 503, "error": stopped})
        assert last.encode() in all_of(streamed)
