"""The application: its routes, the limits on uploads and on the work, and the answers."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
from functools import partial
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
from multisumm.web.formats import BINARY, FILE_TYPES
from multisumm.web.limits import Limits
from multisumm.web.openapi import describe_api
from multisumm.web.pages import PAGE_POLICY, SCRIPTS, render_api_page, render_frame, render_page
from multisumm.web.request_body import BODY_TYPES
from multisumm.web.security import guard
from multisumm.web.subprocesses import worker_lines
from multisumm.web.tasks import TASKS, WebTask
from multisumm.web.worker import Message, UploadJob, failure_message

SendLine = Callable[[bytes], Awaitable[None]]


class Capacity(NamedTuple):
    """Free places for uploads that are in progress or wait for their turn, and for work on them."""

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
        limits: What one request may take and do, and how many there may be.
        hosts: As for `security.guard`.
        any_address: As for `security.guard`.
    """
    capacity = Capacity(asyncio.Semaphore(limits.uploads), asyncio.Semaphore(limits.jobs))

    routes = [*_page_routes(limits), *_task_routes(capacity, limits)]
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
        **{f"/{name}": (read_data(name), "text/javascript", {}) for name in SCRIPTS},
        "/example.json": (read_data("example.json"), "application/json", {}),
        "/openapi.json": (json.dumps(description, indent=1), "application/json", {}),
    }
    return [Route(path, _endpoint(*page), methods=["GET"]) for path, page in pages.items()]


def _task_routes(capacity: Capacity, limits: Limits) -> Iterator[Route]:
    for task in TASKS.values():
        whole = partial(_whole_response, task=task, capacity=capacity, limits=limits)
        stream = partial(_stream_response, task=task, capacity=capacity, limits=limits)
        yield Route(f"/api/{task.name}", whole, methods=["POST"])
        yield Route(f"/api/{task.name}/stream", stream, methods=["POST"])


def _endpoint(
    content: str, media_type: str, headers: Mapping[str, str]
) -> Callable[[Request], Awaitable[Response]]:
    async def page(_: Request) -> Response:
        return Response(content, media_type=media_type, headers=headers)

    return page


# --- one result ---------------------------------------------------------------------------------


async def _whole_response(
    request: Request, *, task: WebTask, capacity: Capacity, limits: Limits
) -> Response:
    """Return the result in the format that was asked for, or one line on what is wrong."""

    async def ignore(_: bytes) -> None:
        pass

    job = _job(request, task, limits, every_format=False)
    last = json.loads(await _work(request, job, capacity, limits, send_line=ignore))
    if last["stage"] == "failed":
        return _failure(last)
    ((form, content),) = last["formats"].items()
    media_type, suffix = FILE_TYPES[form]
    name = f'attachment; filename="{task.noun}.{suffix}"'
    data = base64.b64decode(content) if form in BINARY else content
    return Response(data, media_type=media_type, headers={"content-disposition": name})


async def _stream_response(
    request: Request, *, task: WebTask, capacity: Capacity, limits: Limits
) -> ASGIApp:
    """Return a response with a line for each stage, sent when the stage begins.

    If something is wrong before the first stage, the response has that error's status instead.
    """
    job = _job(request, task, limits, every_format=True)

    async def respond(scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def send_line(line: bytes) -> None:
            nonlocal begun
            if not begun:
                headers = [(b"content-type", b"application/x-ndjson")]
                await send({"type": "http.response.start", "status": 200, "headers": headers})
            begun = True
            await send({"type": "http.response.body", "body": line, "more_body": True})

        try:
            line = await _work(request, job, capacity, limits, send_line=send_line)
        except ClientDisconnect:
            if begun:  # it is too late for another answer, and nobody reads it
                return
            raise
        if begun:
            await send({"type": "http.response.body", "body": line})
            return
        await _failure(json.loads(line))(scope, receive, send)

    return respond


def _job(request: Request, task: WebTask, limits: Limits, *, every_format: bool) -> UploadJob:
    """Return the job of a request whose body has yet to arrive.

    Raises:
        HTTPException: The body would be of another media type, or too large.
    """
    content_type = _content_type(request)
    length = int(request.headers.get("content-length") or 0)
    if length > limits.bytes:
        raise _too_large(limits)
    return UploadJob(
        *(task.name, content_type, length, every_format),
        *(limits.bytes, limits.seconds, limits.memory),
        *(limits.fetch, limits.allow_private),
    )


async def _work(
    request: Request, job: UploadJob, capacity: Capacity, limits: Limits, *, send_line: SendLine
) -> bytes:
    """Send all lines of a job but the last, which is returned.

    An upload takes a place among the jobs only when it has arrived, so that a slow one keeps nobody
    from working. If none is free, it waits; those that came first have the first turn. It keeps its
    place among the uploads meanwhile, so that only so many wait.

    Raises:
        HTTPException: The request is refused.
        ClientDisconnect: The client is gone.
    """
    if capacity.uploads.locked():  # before a body is received for nothing
        raise _busy("uploads", limits.uploads)
    arrived = False
    try:
        async with asyncio.timeout(limits.seconds):
            async with capacity.uploads:
                body = await _body(request, limits)
                arrived = True
                await _take_turn(request, capacity.jobs, limits)
            try:
                job = job._replace(length=len(body))
                return await _while_connected(request, _last_line(job, body, send_line))
            finally:
                capacity.jobs.release()
    except TimeoutError:
        return _timed_out(job, limits, arrived=arrived)
    except asyncio.CancelledError:  # only the end of the server cancels requests
        return _encode(failure_message(503, "the server has been stopped"))


def _timed_out(job: UploadJob, limits: Limits, *, arrived: bool) -> bytes:
    """Return the last line of a job that took too long.

    Raises:
        HTTPException: It was the upload that took too long.
    """
    longer = f"took longer than {limits.seconds:g} seconds"
    if not arrived:
        raise HTTPException(408, f"the upload {longer}") from None
    hint = "send less text, or start the server with a larger --max-seconds"
    return _encode(failure_message(504, f"the {TASKS[job.task].noun} {longer}; {hint}"))


async def _take_turn(request: Request, jobs: asyncio.Semaphore, limits: Limits) -> None:
    """Take a place among the jobs; the caller gives it back.

    Raises:
        HTTPException: None has become free in time.
        ClientDisconnect: The client is gone.
    """
    taking = asyncio.ensure_future(jobs.acquire())
    leaving = asyncio.ensure_future(request.receive())  # after the body, nothing else can come
    has_turn = False
    try:
        await asyncio.wait(
            (taking, leaving), timeout=limits.patience, return_when=asyncio.FIRST_COMPLETED
        )
        has_turn = taking.done()
    finally:  # no task can come between: what is taken is either kept or given back
        leaving.cancel()
        if not has_turn and not taking.cancel():
            jobs.release()
    if not has_turn:
        raise ClientDisconnect if leaving.done() else _busy("requests", limits.jobs)


def _busy(kind: str, limit: int) -> HTTPException:
    line = f"too many {kind} at the same time (limit: {limit}); try again in a moment"
    return HTTPException(503, line, headers={"retry-after": "5"})


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
    reason = f"the worker process ended before the {TASKS[job.task].noun} was done"
    return _encode(failure_message(500, reason))


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


def _failure(last: Mapping[str, Any]) -> Response:
    """Return the last message of a job without a result as a response."""
    record = {name: last[name] for name in ("error", "details") if name in last}
    return JSONResponse(record, last["status"])


def _error(status: int, line: str, headers: Mapping[str, str] | None = None) -> Response:
    return JSONResponse({"error": line}, status, headers)


async def _answer_refusal(_: Request, error: HTTPException) -> Response:
    return _error(error.status_code, error.detail, error.headers)


async def _answer_nobody(_: Request, __: ClientDisconnect) -> Response:
    return PlainTextResponse("", 400)  # nobody reads it


async def _answer_bug(request: Request, error: Exception) -> Response:
    tell([f"error: {request.method} {request.url.path}: {describe_bug(error)}"])
    return _error(500, "internal error; see the server's output")
