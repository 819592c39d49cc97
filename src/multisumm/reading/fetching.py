"""An address on a network -> its bytes, without reaching into the network of the machine.

A name is resolved once, all that it resolves to is checked, and the connection goes to what was
checked; so a name server cannot answer the check with one address and the connection with
another. Proxies that the environment names are not used.
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
from multisumm.messages import printable
from multisumm.reading.content import parse_media_type
from multisumm.reading.file_bytes import MAX_BYTES, read_at_most

TIMEOUT = 30.0
"""Seconds for an address, with all redirections."""

MAX_REDIRECTS = 5

_REDIRECTIONS = (301, 302, 303, 307, 308)
_PORTS = {"http": 80, "https": 443}
_SAFE = "%/:=&?~+!$,;'@()*[]-._"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Fetched(NamedTuple):
    """What an address gave.

    Attributes:
        url: The address, after redirections.
        data: The body.
        media_type: What it is, according to the server, like `text/html`.
        charset: Its encoding, according to the server.
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
) -> Fetched:
    """Return what is at an http or https address.

    Args:
        url: The address.
        max_bytes: A larger body is refused.
        allow_private: Whether addresses of this machine and of private networks may be reached.
        timeout: Seconds for all of it, but for the look-up of names, which the system limits.

    Raises:
        InputError: It cannot be fetched, or may not be; this holds for each redirection too.
    """
    end = time.monotonic() + timeout
    here = url
    try:
        for _ in range(MAX_REDIRECTS + 1):
            parts = _checked(here)
            answer, data = _get(parts, end=end, max_bytes=max_bytes, allow_private=allow_private)
            location = answer.getheader("Location")
            if answer.status not in _REDIRECTIONS or not location:
                return _fetched(here, answer, data, max_bytes=max_bytes)
            here = urljoin(here, location)
        raise InputError(f"more than {MAX_REDIRECTS} redirections")
    except (InputError, OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= end or isinstance(error, TimeoutError):
            raise InputError(f"{printable(url)}: no whole answer in {timeout:g} seconds") from None
        what = " ".join(str(error).split()) or type(error).__name__
        raise InputError(f"{printable(url)}: {printable(what)}") from None


def _fetched(url: str, answer: http.client.HTTPResponse, data: bytes, *, max_bytes: int) -> Fetched:
    if answer.status != 200:
        raise InputError(f"the server answered {answer.status}")
    if len(data) > max_bytes:
        raise InputError(f"larger than {max_bytes} bytes; --max-bytes allows more")
    coding = answer.getheader("Content-Encoding", "").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):  # gzip is undone as that of files is
        raise InputError(f"the answer is packed as {coding}")
    media_type, charset = parse_media_type(answer.getheader("Content-Type"))
    return Fetched(url, data, media_type, charset)


def is_public(address: Address) -> bool:
    """Return whether an address is of the public internet, also if it only wraps another.

    Private, loopback, link-local, multicast and reserved ones are not.
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if address.teredo is not None or (inner is not None and not is_public(inner)):
            return False
        if inner is not None:
            return True
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _checked(url: str) -> SplitResult:
    """Return the parts of an address that may be fetched: host in ASCII and port always there."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in _PORTS or not host:
        raise InputError(f"{url[:80]!r} is no http or https address")
    if parts.username is not None or parts.password is not None:
        raise InputError("an address with a user name in it is not fetched")
    host = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    return parts._replace(netloc=f"{host}:{parts.port or _PORTS[parts.scheme]}")


def _get(
    parts: SplitResult, *, end: float, max_bytes: int, allow_private: bool
) -> tuple[http.client.HTTPResponse, bytes]:
    """Return a server's answer and, if it is good, its body, one byte above the limit at most."""
    host, port = parts.hostname or "", parts.port or 0
    plain = _connect(_resolve(host, port, allow_private=allow_private), end=end)
    with _secured(plain, host) if parts.scheme == "https" else plain as connected:
        # Each wait is limited, but their sum is not: a server may send a byte a second.
        cut = threading.Timer(max(0.0, end - time.monotonic()), _cut, [connected])
        cut.daemon = True
        cut.start()
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
            cut.cancel()


def _resolve(host: str, port: int, *, allow_private: bool) -> list[tuple[int, str, int]]:
    """Return family, address and port of all that a host resolves to.

    Raises:
        InputError: One of them is not public, which then must be allowed.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    places = [(int(family), str(where[0]), port) for family, _, _, _, where in found]
    for _, address, _ in places:
        if not allow_private and not is_public(ipaddress.ip_address(address.partition("%")[0])):
            what = f"{host} is {address}" if address != host else host
            raise InputError(
                f"{what}, which is not public; --allow-private fetches it all the same"
            )
    return places


def _connect(places: list[tuple[int, str, int]], *, end: float) -> socket.socket:
    """Return a connection to the first of the places that takes one."""
    problem: OSError = OSError("the name has no address")
    for family, address, port in places:
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


def _secured(plain: socket.socket, host: str) -> ssl.SSLSocket:
    context = ssl.create_default_context()
    return context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)


def _cut(connected: socket.socket) -> None:
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
