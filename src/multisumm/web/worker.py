"""The work on one upload, in a process that can be killed: `python -m multisumm.web.worker`.

Standard input has a line of JSON, an `UploadJob`, and then the body of the request. Standard output
gets a message, a line of JSON, for each stage; the last one is `done` or `failed`. The process can
write no file, and has no more memory and processor time than the job allows. Whatever a hostile
upload makes a parser do, it does it here.
"""

from __future__ import annotations

import base64
import json
import math
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from multisumm.messages import describe_bug

if TYPE_CHECKING:
    from multisumm.documents import ReadDocuments
    from multisumm.web.request_body import TaskRequest
    from multisumm.web.tasks import WebTask

Message = dict[str, object]
"""What the process says about a stage: `{"stage": "reading", ...}`."""

SendMessage = Callable[[Message], None]


class UploadJob(NamedTuple):
    """An upload to work on, and what the work may take.

    Attributes:
        task: Name of what is asked for, one of `tasks.TASKS`.
        content_type: Media type of the body, with its parameters.
        length: Bytes of the body.
        every_format: Whether the result is wanted in every format, not only in the one that the
            body asks for.
        max_bytes: Files that are larger, as they are or decompressed, are not read.
        seconds: Limit of processor time.
        memory: Limit of memory, in bytes.
        fetch: Whether the body may name addresses to fetch.
        allow_private: Whether these may be of this machine and of private networks.
    """

    task: str
    content_type: str
    length: int
    every_format: bool
    max_bytes: int
    seconds: float
    memory: int
    fetch: bool = False
    allow_private: bool = False


def work(job: UploadJob, body: bytes, send: SendMessage) -> None:
    """Send a message for each stage, and at last the result in its formats or what is wrong."""
    try:
        send(_last_message(job, body, send))
    except MemoryError:
        send(failure_message(413, "this needs more memory than allowed"))
    except Exception as error:  # a bug; the server goes on, and reports it in one line
        send(failure_message(500, f"internal error: {describe_bug(error)}"))


def failure_message(status: int, line: str, details: Iterable[str] = ()) -> Message:
    """Return the last message of a job without a result.

    Args:
        status: The HTTP status.
        line: What is wrong.
        details: What else the user should know, a line each, like why each file was not read.
    """
    lines = [*details]
    more = {"details": lines} if lines else {}
    return {"stage": "failed", "status": status, "error": line, **more}


def _last_message(job: UploadJob, body: bytes, send: SendMessage) -> Message:
    """Return the last message; status 400 means that the body is not what its type says."""
    from multisumm.errors import InputError, MultisummError
    from multisumm.web.request_body import parse_request
    from multisumm.web.tasks import TASKS

    task = TASKS[job.task]
    try:
        request = parse_request(job.content_type, body, task, fetch=job.fetch)
    except InputError as error:
        return failure_message(400, str(error))
    except MultisummError as error:
        return failure_message(422, str(error))
    del body
    try:
        return _result(job, task, request, send)
    except MultisummError as error:
        return failure_message(422, str(error), getattr(error, "__notes__", ()))


def _result(job: UploadJob, task: WebTask, request: TaskRequest, send: SendMessage) -> Message:
    """Return the last message of a job that has a result."""
    from multisumm.web.request_documents import documents_of, known_of

    documents = documents_of(
        request,
        max_bytes=job.max_bytes,
        allow_private=job.allow_private,
        note=lambda **what: send({"stage": "reading", **what}),
    )
    characters = sum(len(document.text) for document in documents)
    send({"stage": task.stage, "documents": len(documents), "characters": characters})
    known = known_of(request, max_bytes=job.max_bytes)
    options = dict(request.options) if known is None else {**request.options, "known": known}
    result = task.run(documents, **options)
    if warnings := getattr(known, "warnings", ()):
        result = replace(result, warnings=(*warnings, *result.warnings))
    formats = task.formats if job.every_format else (request.output_format,)
    renderers = task.renderers()
    return {
        "stage": "done",
        **_sources(documents, task.numbers(result) if job.every_format else {}),
        "formats": {form: _as_text(renderers[form](result)) for form in formats},
    }


def _sources(documents: ReadDocuments, numbers: Mapping[str, int]) -> Message:
    """Return the documents of a result with their numbers in its page, and the fate of files."""
    return {
        "documents": [
            {
                "id": one.id,
                "title": one.title,
                "file": one.file.name if one.file else None,
                "number": numbers.get(one.id),
            }
            for one in documents
        ],
        "files": [fate._asdict() for fate in documents.files],
    }


def _as_text(content: str | bytes) -> str:
    """Return a file as a message has it: a text as it is, other bytes in base64."""
    return content if isinstance(content, str) else base64.b64encode(content).decode()


# --- the process --------------------------------------------------------------------------------


def run_job() -> None:
    """Read a job from standard input and work on it."""
    output = _take_over_output()
    job = UploadJob(**json.loads(sys.stdin.buffer.readline()))
    _limit_resources(job)
    body = sys.stdin.buffer.read(job.length)
    if len(body) < job.length:  # the server is gone
        return
    threading.Thread(target=_end_with_server, daemon=True).start()

    def send(message: Message) -> None:
        output.write(json.dumps(message).encode() + b"\n")
        output.flush()

    with suppress(BrokenPipeError):
        work(job, body, send)


def _end_with_server() -> None:
    """End this process, and those that it has started, when the server has ended.

    The server keeps standard input open as long as it waits; whatever ends the server closes it.
    """
    while os.read(0, 1):
        pass
    if hasattr(os, "killpg") and os.getpgid(0) == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _take_over_output() -> BinaryIO:
    """Return standard output for the messages alone; what packages print goes nowhere."""
    output = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return output


def _limit_resources(job: UploadJob) -> None:
    """Let the operating system enforce the limits, where it can."""
    try:
        import resource
    except ImportError:  # Windows; there the server's clock is the only limit
        return
    seconds = math.ceil(job.seconds) + 1
    for kind, limit in (
        (resource.RLIMIT_AS, job.memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, limit))


if __name__ == "__main__":
    run_job()
