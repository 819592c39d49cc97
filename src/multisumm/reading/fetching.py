"""An http or https address -> its bytes, without access to private networks unless allowed.

A host name is resolved once, all its addresses are checked, and the connection goes to a checked
address. So a name server cannot give one address to the check and another to the connection.
Proxies from the environment are not used.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from multisumm._version import __version__
from multisumm.errors import InputError
from multisumm.messages import foreign_reason, os_reason, printable
from multisumm.reading.content import parse_media_type
from multisumm.reading.file_bytes import MAX_BYTES, check_size, read_at_most
from multisumm.reading.public_addresses import is_public

TIMEOUT = 30.0
"""Seconds for an address, including all redirections."""

MAX_REDIRECTS = 5

_REDIRECTIONS = (301, 302, 303, 307, 308)
_PORTS = {"http": 80, "https": 443}
_SAFE = "%/:=&?~+!$,;'@()*[]-._"


class Response(NamedTuple):
    """The answer of a server.

    Attributes:
        url: The address, after redirections.
        data: The body.
        media_type: The type according to the server, like `text/html`.
        charset: The encoding according to the server.
    """

    url: str
    data: bytes
    media_type: str
    charset: str | None


def fetch(
    url: str,
    *,
    max_bytes: int = MAX_BYTES,
    allow_private: bool = False,
    timeout: float = TIMEOUT,
) -> Response:
    """Return the response of an http or https address.

    Args:
        url: The address.
        max_bytes: Limit for the bytes of the body.
        allow_private: Whether to allow addresses of this machine and of private networks.
        timeout: Seconds for all steps except the look-up of names, which the system limits.

    Raises:
        InputError: The address, or one that it redirects to, cannot be fetched or is not allowed.
    """
    end = time.monotonic() + timeout
    current = url
    try:
        for _ in range(MAX_REDIRECTS + 1):
            parts = _check_url(current)
            answer, data = _get(parts, end=end, max_bytes=max_bytes, allow_private=allow_private)
            location = answer.getheader("Location")
            if answer.status not in _REDIRECTIONS or not location:
                return _to_response(current, answer, data, max_bytes=max_bytes)
            current = urljoin(current, _in_utf8(location))
        raise InputError(f"more than {MAX_REDIRECTS} redirections")
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= end or isinstance(error, TimeoutError):
            reason = f"no whole answer in {timeout:g} seconds"
        else:
            reason = _reason(error)
        raise InputError(reason, source=printable(url)) from None


def _in_utf8(header: str) -> str:
    """Return a header, which `http.client` reads as Latin-1, as UTF-8 if its bytes are that."""
    with suppress(UnicodeError):
        return header.encode("latin-1").decode("utf-8")
    return header


def _reason(error: Exception) -> str:
    if isinstance(error, InputError):
        return error.reason
    return os_reason(error) if isinstance(error, OSError) else foreign_reason(error)


def _to_response(
    url: str, answer: http.client.HTTPResponse, data: bytes, *, max_bytes: int
) -> Response:
    if answer.status != 200:
        raise InputError(f"the server answered {answer.status}")
    check_size(len(data), url, max_bytes=max_bytes)
    coding = answer.getheader("Content-Encoding", "").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):  # gzip is undone as for files
        raise InputError(f"the answer is packed as {printable(coding)}")
    media_type, charset = parse_media_type(answer.getheader("Content-Type"))
    return Response(url, data, media_type, charset)


def _check_url(url: str) -> SplitResult:
    """Return the parts of an address that may be fetched, with the host in ASCII and a port."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in _PORTS or not host:
        raise InputError(f"{url[:80]!r} is not an http or https address")
    if parts.username is not None or parts.password is not None:
        raise InputError("an address with a user name in it is not fetched")
    host = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    return parts._replace(netloc=f"{host}:{parts.port or _PORTS[parts.scheme]}")


def _get(
    parts: SplitResult, *, end: float, max_bytes: int, allow_private: bool
) -> tuple[http.client.HTTPResponse, bytes]:
    """Return a server's answer, and with status 200 its body up to one byte above the limit."""
    host, port = parts.hostname or "", parts.port or 0
    plain = _connect(_resolve(host, port, allow_private=allow_private), end=end)
    with _wrap_tls(plain, host) if parts.scheme == "https" else plain as connected:
        # Each wait is limited, but their sum is not: a server may send one byte a second.
        timer = threading.Timer(max(0.0, end - time.monotonic()), _shut_down, [connected])
        timer.daemon = True
        timer.start()
        try:
            if isinstance(connected, ssl.SSLSocket):
                connected.do_handshake()
            connection = http.client.HTTPConnection(host, port)
            connection.sock = connected
            connection.request("GET", _target(parts), headers=_headers(parts))
            with connection.getresponse() as answer:
                data = read_at_most(answer, max_bytes + 1) if answer.status == 200 else b""
                left = answer.length if answer.status == 200 else None
            if time.monotonic() >= end:
                raise TimeoutError
            if left and len(data) <= max_bytes:
                raise InputError("the answer is cut off")
            return answer, data
        except http.client.IncompleteRead:
            raise InputError("the answer is cut off") from None
        finally:
            timer.cancel()


def _resolve(host: str, port: int, *, allow_private: bool) -> list[tuple[int, str, int]]:
    """Return family, address and port for each address of a host.

    Raises:
        InputError: One of them is not public, and that is not allowed.
    """
    results = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    endpoints = [(int(family), str(name[0]), port) for family, _, _, _, name in results]
    for _, address, _ in endpoints:
        if not allow_private and not is_public(ipaddress.ip_address(address.partition("%")[0])):
            shown = f"{host} is {address}" if address != host else host
            raise InputError(f"{shown}, which is not public; option `allow_private` allows it")
    return endpoints


def _connect(endpoints: list[tuple[int, str, int]], *, end: float) -> socket.socket:
    """Return a connection to the first endpoint that accepts one."""
    problem: OSError = OSError("the name has no address")
    for family, address, port in endpoints:
        plain = socket.socket(family, socket.SOCK_STREAM)
        try:
            plain.settimeout(max(0.001, end - time.monotonic()))
            plain.connect((address, port))
        except OSError as error:
            plain.close()
            problem = error
        else:
            return plain
    raise problem


def _wrap_tls(plain: socket.socket, host: str) -> ssl.SSLSocket:
    context = ssl.create_default_context()
    return context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)


def _shut_down(connected: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(connected, socket.SHUT_RDWR)  # beneath TLS, which would wait


def _target(parts: SplitResult) -> str:
    path, query = quote(parts.path or "/", _SAFE), quote(parts.query, _SAFE)
    return f"{path}?{query}" if query else path


def _headers(parts: SplitResult) -> dict[str, str]:
    return {
        "Host": parts.netloc.removesuffix(f":{_PORTS[parts.scheme]}"),
        "User-Agent": f"multisumm/{__version__}",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
