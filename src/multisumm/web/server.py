"""The socket that the server listens on, the server, and how it ends."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from ipaddress import ip_address
from typing import Any

import uvicorn

from multisumm.errors import InputError
from multisumm.messages import describe_bug
from multisumm.output import tell
from multisumm.web.app import build_app
from multisumm.web.connections import WatchedConnection
from multisumm.web.limits import Limits
from multisumm.web.security import host_form

GRACE = 2
"""Seconds that summaries in progress have left when the server is stopped."""

BACKLOG = 32
"""Connections that wait to be accepted; asyncio accepts as many at once before it looks at one."""

OTHER_FILES = 64
"""Open files that are no connections: of Python, its packages and the loop."""

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on a host and port; port 0 takes a free one.

    Raises:
        InputError: The host is not known, or the port is in use or not allowed.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.create_server(address[:2], family=family)
    except socket.gaierror as error:
        raise InputError(f"cannot listen on {host}:{port}: {error.strerror}") from None
    except UnicodeError:
        raise InputError(f"cannot listen on {host}:{port}: not a valid host name") from None
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        raise InputError(f"cannot listen on {host}:{port}: {reason}; see --port") from None
    # Accepted connections inherit this option, which asyncio sets only on sockets that name their
    # protocol. Without it, all responses of a connection but the first are delayed by 40 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def is_local(listener: socket.socket) -> bool:
    """Return whether only this machine can reach a socket."""
    return ip_address(listener.getsockname()[0]).is_loopback


def address_of(listener: socket.socket, host: str) -> str:
    """Return the address to open in a browser: `http://127.0.0.1:8000/`."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listener.getsockname()[1]}/"


def server_for(
    listener: socket.socket, limits: Limits, *, host: str, allow_hosts: Sequence[str] = ()
) -> uvicorn.Server:
    """Return the server for a socket; `run` starts it.

    Args:
        listener: The socket, from `listen`.
        limits: What one request may take.
        host: The host as the user named it; browsers may ask for it.
        allow_hosts: Other names that browsers may ask for.
    """
    forms = map(host_form, (*_LOOPBACK, host, *allow_hosts))
    hosts = {form for form in forms if form is not None}
    limits = replace(limits, connections=_connections(limits))
    protocol: Any = partial(WatchedConnection, limits=limits)
    config = uvicorn.Config(
        build_app(limits, hosts=hosts, any_address=not is_local(listener)),
        http=protocol,
        backlog=BACKLOG,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE,
    )
    return uvicorn.Server(config)


def _connections(limits: Limits) -> int:
    """Return how many connections there may be: fewer if the system allows few open files."""
    try:
        import resource
    except ImportError:  # Windows, which has no such limit
        return limits.connections
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files == resource.RLIM_INFINITY:
        return limits.connections
    return max(1, min(limits.connections, files - BACKLOG - OTHER_FILES - 4 * limits.jobs))


def run(server: uvicorn.Server, listener: socket.socket) -> None:
    """Answer requests until SIGINT or SIGTERM; those in progress then have `GRACE` seconds."""

    def stop(*_: object) -> None:
        server.should_exit = True

    # Uvicorn takes the signals over later, and raises them again when it ends.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    with listener:
        asyncio.run(_serve(server, listener))


async def _serve(server: uvicorn.Server, listener: socket.socket) -> None:
    asyncio.get_running_loop().set_exception_handler(_tell_error)
    await server.serve(sockets=[listener])


def _tell_error(_: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """Tell in one line what asyncio would tell with a traceback."""
    error = context.get("exception")
    reason = f": {describe_bug(error)}" if isinstance(error, Exception) else ""
    tell([f"error: {context.get('message', 'unknown')}{reason}"])
