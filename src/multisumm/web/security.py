"""Which requests are answered, and what every answer forbids the browser.

A page of another site can make a browser send requests to this machine: by a name of its own that
it lets point here (DNS rebinding), or with a form (CSRF). So the header `Host` must name this
server, and a request that a page sends must come from this server's page. Other sites get no
permission: there is no CORS.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from ipaddress import ip_address

from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "same-origin",  # with less, a form would not say where it comes from
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""Headers of every answer that does not set them itself."""

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::[0-9]{1,5})?")
_NAME = re.compile(r"[a-z0-9_.-]+")
_READING_METHODS = ("GET", "HEAD", "OPTIONS")


def guard(app: ASGIApp, hosts: Collection[str], *, any_address: bool = False) -> ASGIApp:
    """Return an application that answers only requests for its own names, from its own pages.

    Args:
        app: The application that answers them.
        hosts: Its names and addresses, as `host_form` gives them.
        any_address: Whether any IP address is accepted too; no site can make one point elsewhere.
    """

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _with_defaults(message.get("headers", []))
            await send(message)

        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        refusal = _refusal(scope["method"], headers, hosts, any_address)
        if refusal is None:
            await app(scope, receive, send_with_headers)
        else:
            await _refuse(send_with_headers, *refusal)

    return guarded


async def _refuse(send: Send, status: int, line: str) -> None:
    body = json.dumps({"error": line}).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _with_defaults(headers: Collection[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    given = {name.lower() for name, _ in headers}
    defaults = ((name.encode(), value.encode()) for name, value in HEADERS.items())
    return [*headers, *(pair for pair in defaults if pair[0] not in given)]


def _refusal(
    method: str, headers: dict[str, str], hosts: Collection[str], any_address: bool
) -> tuple[int, str] | None:
    """Return status and reason if a request is refused, otherwise None."""
    host = headers.get("host", "").lower()
    if not is_own_host(host, hosts, any_address=any_address):
        return 421, "the header Host does not name this server; see --allow-host"
    if method in _READING_METHODS:  # they change nothing
        return None
    origin = headers.get("origin", "").lower()
    foreign_origin = origin and origin not in (f"http://{host}", f"https://{host}")
    fetch_site = headers.get("sec-fetch-site", "same-origin").lower()
    if foreign_origin or fetch_site not in ("same-origin", "none"):
        return 403, "requests from other sites are refused"
    return None


def is_own_host(host: str, hosts: Collection[str], *, any_address: bool = False) -> bool:
    """Return whether a header `Host`, in lower case, has one of the server's names.

    >>> hosts = ["localhost"]
    >>> is_own_host("localhost:8000", hosts), is_own_host("localhost.example.org", hosts)
    (True, False)
    """
    match = _HOST.fullmatch(host)
    if match is None:
        return False
    name = host_form(match[1])
    return name in hosts or (any_address and name is not None and _is_address(name))


def host_form(name: str) -> str | None:
    """Return the one form of a host's name or address: lower case, the shortest, no brackets.

    None if no header `Host` can have it.

    >>> host_form("Example.org"), host_form("[FE80:0::1]"), host_form("fe80::1%eth0")
    ('example.org', 'fe80::1', None)
    """
    name = name.lower()
    if _NAME.fullmatch(name):
        return name
    bare = name[1:-1] if name.startswith("[") and name.endswith("]") else name
    return str(ip_address(bare)) if "%" not in bare and ":" in bare and _is_address(bare) else None


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
