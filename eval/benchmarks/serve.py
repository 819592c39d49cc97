"""Print how `multisumm serve` stands many requests: answers by kind, and its memory.

    python -m eval.benchmarks.serve [--clients 16] [--at-once 200] [--in-turn 300]

A server is started as a user would start it, on a free port of this machine. Then come 200 requests
by 16 clients at once, and 300 one after another, each for a summary of `seeds/ferry` as JSON. The
only answer besides 200 that may occur is 503, "too many requests at the same time", of a request
that has waited in vain for its turn: there are more clients than `--max-jobs`. A client that gets
it waits for a second before it asks for the next one.
The status is 1 if anything else occurs.

Memory is that of the server process, first after ten requests, when all is loaded. Each
summary has a process of its own, which ends with it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from eval.datasets import SEEDS

BUSY = "503 busy"
WARM_UP = 10
PAUSE = 1
"""Seconds that a client waits when it is told that the server is busy."""


def main() -> None:
    """Print answers by kind for each load, and the memory of the server."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--at-once", type=int, default=200)
    parser.add_argument("--in-turn", type=int, default=300)
    options = parser.parse_args()
    body = request_body()
    with server() as (process, address):
        warm = answers(address, body, requests=WARM_UP, clients=1)
        print(f"memory of the server: {memory(process.pid)} MB", flush=True)
        at_once = answers(address, body, requests=options.at_once, clients=options.clients)
        print(f"{options.at_once} requests by {options.clients} clients at once: {told(at_once)}")
        print(f"memory of the server: {memory(process.pid)} MB", flush=True)
        in_turn = answers(address, body, requests=options.in_turn, clients=1)
        print(f"{options.in_turn} requests one after another: {told(in_turn)}")
        print(f"memory of the server: {memory(process.pid)} MB")
    if {*warm, *at_once, *in_turn} - {"200", BUSY} or {*warm, *in_turn} != {"200"}:
        sys.exit(1)


def request_body() -> bytes:
    """Return a request for a summary of the seed `ferry`."""
    files = sorted((SEEDS / "ferry" / "sources").iterdir())
    documents = [{"id": file.name, "text": file.read_text(encoding="utf-8")} for file in files]
    return json.dumps({"documents": documents, "words": 120}).encode()


@contextmanager
def server() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start a server; give its process and its host with the port."""
    command = [sys.executable, "-m", "multisumm", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "serving at" in line:
                break
        try:
            yield process, urlsplit(line.split()[3]).netloc
        finally:
            process.terminate()


def answers(address: str, body: bytes, *, requests: int, clients: int) -> Counter[str]:
    """Return how often each kind of answer came."""
    with ThreadPoolExecutor(clients) as pool:
        return Counter(pool.map(lambda _: answer(address, body), range(requests)))


def answer(address: str, body: bytes) -> str:
    """Return the kind of the answer to one request: its status, or what went wrong."""
    connection = HTTPConnection(address, timeout=300)
    try:
        headers = {"content-type": "application/json"}
        connection.request("POST", "/api/summarize", body, headers)
        response = connection.getresponse()
        record = json.loads(response.read())
    except (OSError, HTTPException, ValueError) as error:
        return type(error).__name__
    finally:
        connection.close()
    if response.status == 503 and "at the same time" in record["error"]:
        time.sleep(PAUSE)
        return BUSY
    return str(response.status)


def memory(number: int) -> int:
    """Return the resident memory of a process in MB, from /proc."""
    status = Path(f"/proc/{number}/status").read_text(encoding="utf-8")
    (line,) = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return round(int(line.split()[1]) / 1024)


def told(kinds: Counter[str]) -> str:
    """Return answers by kind in one line."""
    return ", ".join(f"{number} × {kind}" for kind, number in sorted(kinds.items()))


if __name__ == "__main__":
    main()
