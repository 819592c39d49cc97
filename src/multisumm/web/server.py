"""A socket, a server on it, and its end."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Sequence
from ipaddress import ip_address

import uvicorn

from multisumm.errors import InputError
from multisumm.web.app import build_app
from multisumm.web.limits import Limits

GRACE = 2
"""Seconds that summaries under way have left when the server is stopped."""

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; port 0 takes one that is free.

    Raises:
        InputError: It cannot, for example because the port is in use.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.create_server(address[:2], family=family)
    except socket.gaierror as error:
        raise InputError(f"cannot listen at {host}:{port}: {error.strerror}") from None
    except UnicodeError:
        raise InputError(f"cannot listen at {host}:{port}: this is no name of a host") from None
    except OSError as error:
        why = os.strerror(error.errno or 0).lower()
        raise InputError(f"cannot listen at {host}:{port}: {why}; see --port") from None
    # Accepted connections inherit this option, which asyncio sets only on sockets that name their
    # protocol. Without it, all responses of a connection but the first are delayed by 40 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def is_local(listener: socket.socket) -> bool:
    """Return whether only this machine can reach it."""
    return ip_address(listener.getsockname()[0]).is_loopback


def address_of(listener: socket.socket, host: str) -> str:
    """Return the address to open in a browser."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listener.getsockname()[1]}/"


def server_for(
    listener: socket.socket, limits: Limits, *, host: str, allow_hosts: Sequence[str] = ()
) -> uvicorn.Server:
    """Return the server of a socket; its `run(sockets=[listener])` answers until it should exit.

    Args:
        listener: From `listen`.
        limits: What is allowed.
        host: What the user called it.
        allow_hosts: Other names that it is asked by.
    """
    hosts = {name.lower() for name in (*_LOOPBACK, host, *allow_hosts)}
    config = uvicorn.Config(
        build_app(limits, hosts=hosts, any_address=not is_local(listener)),
        http="h11",
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


def run(server: uvicorn.Server, listener: socket.socket) -> None:
    """Answer requests until SIGINT or SIGTERM; those under way have `GRACE` seconds then."""

    def stop(*_: object) -> None:
        server.should_exit = True

    # Before uvicorn takes the signals over, and when it raises them again at its end.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    with listener:
        server.run(sockets=[listener])
