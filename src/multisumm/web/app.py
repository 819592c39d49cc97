"""The application: its routes, the limits on uploads and summaries, and the answers."""

from __future__ import annotations

import asyncio
import json
import time
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
from multisumm.web.security import guard
from multisumm.web.subprocesses import worker_lines
from multisumm.web.worker import Message, UploadJob, failure_message

FILE_TYPES = {
    "json": ("application/json", "json"),
    "markdown": ("text/markdown", "md"),
    "html": ("text/html", "html"),
    "text": ("text/plain", "txt"),
}
"""Format -> media type and suffix of the file; all are UTF-8."""

SendLine = Callable[[bytes], Awaitable[None]]


class Capacity(NamedTuple):
    """Free places for uploads in progress and for summaries being made."""

    uploads: asyncio.Semaphore
    jobs: asyncio.Semaphore


def build_app(
    limits: Limits,
    *,
    hosts: Collection[str] = ("localhost", "127.0.0.1", "::1"),
    any_address: bool = False,
) -> ASGIApp:
    """Return the application.

    Args:
        limits: What one request may take, and how many there may be.
        hosts: As for `security.guard`.
        any_address: As for `security.guard`.
    """
    capacity = Capacity(asyncio.Semaphore(limits.uploads), asyncio.Semaphore(limits.jobs))

    async def summarize(request: Request) -> Response:
        return await _summary_response(request, capacity, limits)

    async def stream(request: Request) -> ASGIApp:
        return _stream_response(request, capacity, limits)

    routes = [
        *_page_routes(limits),
        Route("/api/summarize", summarize, methods=["POST"]),
        Route("/api/summarize/stream", stream, methods=["POST"]),
    ]
    handlers: Mapping[Any, Any] = {
        HTTPException: _answer_refusal,
        ClientDisconnect: _answer_nobody,
        Exception: _answer_bug,
    }
    app = Starlette(routes=routes, exception_handlers=handlers)
    app.router.redirect_slashes = False
    return guard(app, hosts, any_address=any_address)


def _page_routes(limits: Limits) -> list[Route]:
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
    return [Route(path, _endpoint(*page), methods=["GET"]) for path, page in pages.items()]


def _endpoint(
    content: str, media_type: str, headers: Mapping[str, str]
) -> Callable[[Request], Awaitable[Response]]:
    async def page(_: Request) -> Response:
        return Response(content, media_type=media_type, headers=headers)

    return page


# --- one summary --------------------------------------------------------------------------------


async def _summary_response(request: Request, capacity: Capacity, limits: Limits) -> Response:
    """Return the summary in the format that was asked for, or one line on what is wrong."""

    async def ignore(_: bytes) -> None:
        pass

    last = json.loads(await _work(request, capacity, limits, formats=(), send_line=ignore))
    if last["stage"] == "failed":
        return _error(last["status"], last["error"])
    ((form, content),) = last["formats"].items()
    media_type, suffix = FILE_TYPES[form]
    name = f'attachment; filename="summary.{suffix}"'
    return Response(content, media_type=media_type, headers={"content-disposition": name})


def _stream_response(request: Request, capacity: Capacity, limits: Limits) -> ASGIApp:
    """Return a response with a line for each stage, sent when the stage begins.

    If something is wrong before the first stage, the response has that error's status instead.
    """

    async def respond(scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def send_line(line: bytes) -> None:
            nonlocal begun
            if not begun:
                headers = [(b"content-type", b"application/x-ndjson")]
                await send({"type": "http.response.start", "status": 200, "headers": headers})
            begun = True
            await send({"type": "http.response.body", "body": line, "more_body": True})

        formats = tuple(FILE_TYPES)
        try:
            line = await _work(request, capacity, limits, formats=formats, send_line=send_line)
        except ClientDisconnect:
            if begun:  # it is too late for another answer, and nobody reads it
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
    capacity: Capacity,
    limits: Limits,
    *,
    formats: tuple[str, ...],
    send_line: SendLine,
) -> bytes:
    """Send all lines of a job but the last, which is returned.

    An upload takes a place among the summaries only when it has arrived, so that a slow one keeps
    nobody from a summary.

    Raises:
        HTTPException: The request is refused.
        ClientDisconnect: The client is gone.
    """
    content_type = _content_type(request)
    if int(request.headers.get("content-length") or 0) > limits.bytes:
        raise _too_large(limits)
    _check_places(capacity.jobs, "summaries", limits.jobs)  # before a body is received for nothing
    _check_places(capacity.uploads, "uploads", limits.uploads)
    arrived = False
    try:
        async with asyncio.timeout(limits.seconds):
            async with capacity.uploads:
                body = await _body(request, limits)
            arrived = True
            _check_places(capacity.jobs, "summaries", limits.jobs)
            async with capacity.jobs:
                job = UploadJob(
                    *(content_type, len(body), formats),
                    *(limits.bytes, limits.seconds, limits.memory),
                )
                return await _while_connected(request, _last_line(job, body, send_line))
    except TimeoutError:
        return _timed_out(limits, arrived=arrived)
    except asyncio.CancelledError:  # only the end of the server cancels requests
        return _encode(failure_message(503, "the server has been stopped"))


def _timed_out(limits: Limits, *, arrived: bool) -> bytes:
    """Return the last line of a job that took too long.

    Raises:
        HTTPException: It was the upload that took too long.
    """
    longer = f"took longer than {limits.seconds:g} seconds"
    if not arrived:
        raise HTTPException(408, f"the upload {longer}") from None
    hint = "send less text, or start the server with a larger --max-seconds"
    return _encode(failure_message(504, f"the summary {longer}; {hint}"))


def _check_places(places: asyncio.Semaphore, kind: str, limit: int) -> None:
    """Raise HTTPException if no place is free."""
    if places.locked():
        line = f"too many {kind} at the same time (limit: {limit}); try again in a moment"
        raise HTTPException(503, line, headers={"retry-after": "5"})


def _content_type(request: Request) -> str:
    content_type = request.headers.get("content-type", "")
    if parse_media_type(content_type)[0] not in BODY_TYPES:
        raise HTTPException(415, f"send {' or '.join(BODY_TYPES)}")
    return content_type


async def _body(request: Request, limits: Limits) -> bytes:
    body, chunks = bytearray(), aiter(request.stream())
    start = time.monotonic()
    while True:
        left = start + limits.lasting(len(body)) - time.monotonic()
        try:
            async with asyncio.timeout(min(limits.idle, left)):
                chunk = await anext(chunks, None)
        except TimeoutError:
            slow = f"less than {limits.rate:,g} bytes a second arrived"
            line = f"no data arrived for {limits.idle:g} seconds" if left > limits.idle else slow
            raise HTTPException(408, line) from None
        if chunk is None:
            return bytes(body)
        body += chunk
        if len(body) > limits.bytes:
            raise _too_large(limits)


def _too_large(limits: Limits) -> HTTPException:
    hint = "start the server with a larger --max-bytes"
    return HTTPException(413, f"the upload is larger than {limits.bytes:,} bytes; {hint}")


async def _last_line(job: UploadJob, body: bytes, send_line: SendLine) -> bytes:
    async with worker_lines(job, body) as lines:
        async for line in lines:
            if line.startswith((b'{"stage": "done"', b'{"stage": "failed"')):
                return line
            await send_line(line)
    return _encode(failure_message(500, "the worker process ended before the summary was done"))


async def _while_connected(request: Request, work: Awaitable[bytes]) -> bytes:
    """Return what the work returns; cancel it if the client goes away."""
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(request.receive())  # after the body, nothing else can come
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise ClientDisconnect
    finally:
        leaving.cancel()
        working.cancel()
        await asyncio.gather(working, leaving, return_exceptions=True)


def _encode(message: Message) -> bytes:
    return json.dumps(message).encode() + b"\n"


# --- what goes wrong ----------------------------------------------------------------------------


def _error(status: int, line: str, headers: Mapping[str, str] | None = None) -> Response:
    return JSONResponse({"error": line}, status, headers)


async def _answer_refusal(_: Request, error: HTTPException) -> Response:
    return _error(error.status_code, error.detail, error.headers)


async def _answer_nobody(_: Request, __: ClientDisconnect) -> Response:
    return PlainTextResponse("", 400)  # nobody reads it


async def _answer_bug(request: Request, error: Exception) -> Response:
    tell([f"error: {request.method} {request.url.path}: {describe_bug(error)}"])
    return _error(500, "internal error; see the server's output")
