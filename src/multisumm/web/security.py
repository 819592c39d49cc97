"""Whose requests are answered, and what every answer tells the browser to forbid.

A page of another site may make a browser send requests here, by a name of its own that it lets
point to this machine (DNS rebinding), or with a form (CSRF). So the name that is asked for must be
one of ours, and a request that a page sent must be from our page. Nothing is allowed to other
sites: there is no CORS.
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
    "referrer-policy": "same-origin",  # with less, a form would not say where it is from
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""Headers of every answer that does not set them itself."""

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::[0-9]{1,5})?")
_SAFE = ("GET", "HEAD", "OPTIONS")


def guarded(app: ASGIApp, hosts: Collection[str], *, any_address: bool = False) -> ASGIApp:
    """Return an application that answers only requests for one of its names, from its own pages.

    Args:
        app: What answers them.
        hosts: Its names and addresses, without the port.
        any_address: Whether any address does, too: no site can make these point elsewhere.
    """

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _completed(message.get("headers", []))
            await send(message)

        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        refused = _refusal(scope["method"], headers, hosts, any_address)
        if refused is None:
            await app(scope, receive, send_with_headers)
            return
        status, line = refused
        body = json.dumps({"error": line}).encode()
        start: Message = {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", b"application/json"),
                (b"content-length", str(len(body)).encode()),
            ],
        }
        await send_with_headers(start)
        await send({"type": "http.response.body", "body": body})

    return guard


def _completed(headers: Collection[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    given = {name.lower() for name, _ in headers}
    ours = ((name.encode(), value.encode()) for name, value in HEADERS.items())
    return [*headers, *(pair for pair in ours if pair[0] not in given)]


def _refusal(
    method: str, headers: dict[str, str], hosts: Collection[str], any_address: bool
) -> tuple[int, str] | None:
    """Return status and reason if the request is not answered."""
    host = headers.get("host", "").lower()
    if not is_ours(host, hosts, any_address=any_address):
        return 421, "this is not the name of this server; see --allow-host"
    if method in _SAFE:  # they change nothing
        return None
    origin = headers.get("origin", "").lower()
    if origin and origin not in (f"http://{host}", f"https://{host}"):
        return 403, "requests of other sites are not answered"
    if headers.get("sec-fetch-site", "same-origin").lower() not in ("same-origin", "none"):
        return 403, "requests of other sites are not answered"
    return None


def is_ours(host: str, hosts: Collection[str], *, any_address: bool = False) -> bool:
    """Return whether a header `Host`, in lower case, has one of the names.

    >>> is_ours("localhost:8000", ["localhost"]), is_ours("localhost.example.org", ["localhost"])
    (True, False)
    """
    found = _HOST.fullmatch(host)
    if found is None:
        return False
    name = found[1].strip("[]")
    return name in hosts or (any_address and _is_address(name))


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
