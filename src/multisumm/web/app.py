"""The application: the page, the description, and summaries within limits."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any, NamedTuple

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from multisumm.messages import describe_bug
from multisumm.output import tell
from multisumm.reading.content import parse_media_type
from multisumm.resources import read_data
from multisumm.web.limits import Limits
from multisumm.web.openapi import describe_api
from multisumm.web.pages import PAGE_POLICY, render_api_page, render_frame, render_page
from multisumm.web.request_body import BODY_TYPES
from multisumm.web.security import guarded
from multisumm.web.subprocesses import running
from multisumm.web.worker import Job, failure

ANSWERS = {
    "json": ("application/json", "json"),
    "markdown": ("text/markdown", "md"),
    "html": ("text/html", "html"),
    "text": ("text/plain", "txt"),
}
"""Format -> media type and suffix; all are UTF-8."""

Tell = Callable[[bytes], Awaitable[None]]


class Room(NamedTuple):
    """What there is only so much of: uploads under way and summaries being made."""

    uploads: asyncio.Semaphore
    jobs: asyncio.Semaphore


def build_app(
    limits: Limits,
    *,
    hosts: Collection[str] = ("localhost", "127.0.0.1", "::1"),
    any_address: bool = False,
) -> ASGIApp:
    """Return the application; `hosts` and `any_address` are those of `guarded`."""
    room = Room(asyncio.Semaphore(limits.uploads), asyncio.Semaphore(limits.jobs))
    description = describe_api(limits)
    policy = {"content-security-policy": PAGE_POLICY}
    frame, frame_policy = render_frame()
    framed = {"content-security-policy": frame_policy, "x-frame-options": "SAMEORIGIN"}
    pages = {
        "/": (render_page(limits), "text/html", policy),
        "/frame": (frame, "text/html", framed),
        "/api": (render_api_page(description), "text/html", policy),
        "/page.css": (read_data("page.css"), "text/css", {}),
        "/page.js": (read_data("page.js"), "text/javascript", {}),
        "/openapi.json": (json.dumps(description, indent=1), "application/json", {}),
    }

    async def summarize(request: Request) -> Response:
        return await _whole(request, room, limits)

    async def stream(request: Request) -> ASGIApp:
        return _streamed(request, room, limits)

    routes = [Route(path, _page(*page), methods=["GET"]) for path, page in pages.items()]
    routes.append(Route("/api/summarize", summarize, methods=["POST"]))
    routes.append(Route("/api/summarize/stream", stream, methods=["POST"]))
    handlers: Mapping[Any, Any] = {
        HTTPException: _refused,
        ClientDisconnect: _gone,
        Exception: _bug,
    }
    app = Starlette(routes=routes, exception_handlers=handlers)
    app.router.redirect_slashes = False
    return guarded(app, hosts, any_address=any_address)


def _page(
    content: str, media_type: str, headers: Mapping[str, str]
) -> Callable[[Request], Awaitable[Response]]:
    async def page(_: Request) -> Response:
        return Response(content, media_type=media_type, headers=headers)

    return page


# --- one summary --------------------------------------------------------------------------------


async def _whole(request: Request, room: Room, limits: Limits) -> Response:
    """The summary in the format that was asked for, or one line on what is wrong."""

    async def ignore(_: bytes) -> None:
        pass

    last = json.loads(await _work(request, room, limits, formats=(), told=ignore))
    if last["stage"] == "failed":
        return _error(last["status"], last["error"])
    ((form, content),) = last["formats"].items()
    media_type, suffix = ANSWERS[form]
    name = f'attachment; filename="summary.{suffix}"'
    return Response(content, media_type=media_type, headers={"content-disposition": name})


def _streamed(request: Request, room: Room, limits: Limits) -> ASGIApp:
    """A line for each stage while it is worked on; what is wrong from the start has its status."""

    async def respond(scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def told(line: bytes) -> None:
            nonlocal begun
            if not begun:
                headers = [(b"content-type", b"application/x-ndjson")]
                await send({"type": "http.response.start", "status": 200, "headers": headers})
            begun = True
            await send({"type": "http.response.body", "body": line, "more_body": True})

        try:
            line = await _work(request, room, limits, formats=tuple(ANSWERS), told=told)
        except ClientDisconnect:
            if begun:  # there is no other answer any more, and nobody to read it
                return
            raise
        if begun:
            await send({"type": "http.response.body", "body": line})
            return
        last = json.loads(line)
        await _error(last["status"], last["error"])(scope, receive, send)

    return respond


async def _work(
    request: Request,
    room: Room,
    limits: Limits,
    *,
    formats: tuple[str, ...],
    told: Tell,
) -> bytes:
    """Tell all lines of a job but the last, which is returned.

    A slow upload keeps nobody from a summary: it takes the room of one only when it is there.

    Raises:
        HTTPException: The request is not worked on.
        ClientDisconnect: Nobody waits for it any more.
    """
    content_type = _content_type(request)
    if int(request.headers.get("content-length") or 0) > limits.bytes:
        raise _too_large(limits)
    summaries = f"summaries as allowed ({limits.jobs}) are being made"
    _refuse_if_full(room.jobs, summaries)  # before anything is sent in vain
    _refuse_if_full(room.uploads, f"uploads as allowed ({limits.uploads}) are under way")
    sent = False
    try:
        async with asyncio.timeout(limits.seconds):
            async with room.uploads:
                body = await _body(request, limits)
            sent = True
            _refuse_if_full(room.jobs, summaries)
            async with room.jobs:
                job = Job(
                    *(content_type, len(body), formats),
                    *(limits.bytes, limits.seconds, limits.memory),
                )
                return await _while_wanted(request, _last_line(job, body, told))
    except TimeoutError:
        within = f"within {limits.seconds:g} seconds"
        if not sent:
            raise HTTPException(408, f"the upload did not come {within}") from None
        line = f"not done {within}; give less, or start the server with more --max-seconds"
        return _encoded(failure(504, line))


def _refuse_if_full(places: asyncio.Semaphore, what: str) -> None:
    """Raise HTTPException if one would have to wait for a place."""
    if places.locked():
        line = f"as many {what}; try again in a moment"
        raise HTTPException(503, line, headers={"retry-after": "5"})


def _content_type(request: Request) -> str:
    given = request.headers.get("content-type", "")
    if parse_media_type(given)[0] not in BODY_TYPES:
        raise HTTPException(415, f"send {' or '.join(BODY_TYPES)}")
    return given


async def _body(request: Request, limits: Limits) -> bytes:
    body, chunks = bytearray(), aiter(request.stream())
    while True:
        try:
            async with asyncio.timeout(limits.idle):
                chunk = await anext(chunks, None)
        except TimeoutError:
            line = f"nothing of the upload came for {limits.idle:g} seconds"
            raise HTTPException(408, line) from None
        if chunk is None:
            return bytes(body)
        body += chunk
        if len(body) > limits.bytes:
            raise _too_large(limits)


def _too_large(limits: Limits) -> HTTPException:
    return HTTPException(
        413, f"an upload may have {limits.bytes:,} bytes; start the server with more --max-bytes"
    )


async def _last_line(job: Job, body: bytes, told: Tell) -> bytes:
    async with running(job, body) as lines:
        async for line in lines:
            if line.startswith((b'{"stage": "done"', b'{"stage": "failed"')):
                return line
            await told(line)
    return _encoded(failure(500, "the process that worked on it ended before it was done"))


async def _while_wanted(request: Request, work: Awaitable[bytes]) -> bytes:
    """What the work gives; it is cancelled if the client goes away."""
    working = asyncio.ensure_future(work)
    going = asyncio.ensure_future(request.receive())  # behind the body only this can come
    try:
        await asyncio.wait((working, going), return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise ClientDisconnect
    finally:
        going.cancel()
        working.cancel()
        await asyncio.gather(working, going, return_exceptions=True)


def _encoded(line: dict[str, object]) -> bytes:
    return json.dumps(line).encode() + b"\n"


# --- what goes wrong ----------------------------------------------------------------------------


def _error(status: int, line: str, headers: Mapping[str, str] | None = None) -> Response:
    return JSONResponse({"error": line}, status, headers)


async def _refused(_: Request, error: HTTPException) -> Response:
    return _error(error.status_code, error.detail, error.headers)


async def _gone(_: Request, __: ClientDisconnect) -> Response:
    return PlainTextResponse("", 400)  # nobody reads it


async def _bug(request: Request, error: Exception) -> Response:
    tell([f"error: {request.method} {request.url.path}: {describe_bug(error)}"])
    return _error(500, "internal error; the server's output says more")
