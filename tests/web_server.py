"""A real server on a thread, and requests to it."""

import asyncio
import json
import threading
import time
from contextlib import asynccontextmanager, contextmanager
from http.client import HTTPConnection

from multisumm.web.limits import Limits
from multisumm.web.server import listen, server_for
from multisumm.web.worker import work

OURS = "The ferry sank on Sunday, killing 127 people.\nDivers found the wreck.\n"
THEIRS = "Much was said.\nThe ferry sank on Sunday, killing 130 people.\n"
BOUNDARY = "----boundary"


class Site:
    """Where the server is; `ask` gives status, headers in lower case and body."""

    def __init__(self, port):
        self.port = port
        self.url = f"http://127.0.0.1:{port}"

    def ask(self, method, path, body=None, **headers):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, found, answer.read()
        finally:
            connection.close()

    def post(self, path, record, **headers):
        body = record if isinstance(record, bytes) else json.dumps(record).encode()
        return self.ask("POST", path, body, **{"content_type": "application/json"} | headers)

    def send(self, path, *parts, **headers):
        body, content_type = form(*parts)
        return self.ask("POST", path, body, **{"content_type": content_type} | headers)


@contextmanager
def serving(**limits):
    listener = listen("127.0.0.1", 0)
    site = Site(listener.getsockname()[1])
    server = server_for(listener, Limits(**limits), host="127.0.0.1")
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield site
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@asynccontextmanager
async def lines_made_here(job, body):
    """Do as `multisumm.web.subprocesses.worker_lines`, without a process for each summary."""
    messages = []
    await asyncio.to_thread(work, job, body, messages.append)

    async def lines():
        for message in messages:
            yield json.dumps(message).encode() + b"\n"

    yield lines()


def form(*parts):
    """The body and type of a form of parts: (name, text) or (name, file name, bytes)."""
    body = b""
    for name, *file_name, data in parts:
        file = f'; filename="{file_name[0]}"' if file_name else ""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
        body += head.encode()
        body += (data.encode() if isinstance(data, str) else data) + b"\r\n"
    return body + f"--{BOUNDARY}--\r\n".encode(), f"multipart/form-data; boundary={BOUNDARY}"


def wait_until(holds):
    """Wait for what another process does; there is nothing here that could tell when."""
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)
