"""The work on one upload, in a process that can be killed: `python -m multisumm.web.worker`.

Standard input has a line of JSON, an `UploadJob`, and then the body of the request. Standard output
gets a message, a line of JSON, for each stage; the last one is `done` or `failed`. The process can
write no file, and has no more memory and processor time than the job allows. Whatever a hostile
upload makes a parser do, it does it here.
"""

from __future__ import annotations

import json
import math
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import BinaryIO, NamedTuple

from multisumm.messages import describe_bug

Message = dict[str, object]
"""What the process says about a stage: `{"stage": "reading", ...}`."""

SendMessage = Callable[[Message], None]


class UploadJob(NamedTuple):
    """An upload to summarise, and what the work on it may take.

    Attributes:
        content_type: Media type of the body, with its parameters.
        length: Bytes of the body.
        formats: Formats of the summary; none means the one that the body asks for.
        max_bytes: Files that are larger, as they are or decompressed, are not read.
        seconds: Limit of processor time.
        memory: Limit of memory, in bytes.
    """

    content_type: str
    length: int
    formats: tuple[str, ...]
    max_bytes: int
    seconds: float
    memory: int


def work(job: UploadJob, body: bytes, send: SendMessage) -> None:
    """Send a message for each stage, and at last the summary in its formats or what is wrong."""
    try:
        send(_summarize(job, body, send))
    except MemoryError:
        send(failure_message(413, "the summary needs more memory than allowed"))
    except Exception as error:  # a bug; the server goes on, and reports it in one line
        send(failure_message(500, f"internal error: {describe_bug(error)}"))


def failure_message(status: int, line: str) -> Message:
    """Return the last message of a job without a summary: what is wrong, and the HTTP status."""
    return {"stage": "failed", "status": status, "error": line}


def _summarize(job: UploadJob, body: bytes, send: SendMessage) -> Message:
    """Return the last message; status 400 means that the body is not what its type says."""
    from multisumm.errors import InputError, MultisummError
    from multisumm.pipeline import summarize
    from multisumm.reading import read_uploads
    from multisumm.rendering.formats import RENDERERS
    from multisumm.web.request_body import parse_request

    try:
        request = parse_request(job.content_type, body)
    except InputError as error:
        return failure_message(400, str(error))
    except MultisummError as error:
        return failure_message(422, str(error))
    del body

    def files() -> Iterator[tuple[str, bytes]]:
        for number, (name, data) in enumerate(request.files):
            send({"stage": "reading", "done": number, "total": len(request.files), "name": name})
            yield name, data

    try:
        reading = read_uploads(
            files(), documents=request.documents, fields=request.fields, max_bytes=job.max_bytes
        )
        characters = sum(len(document.text) for document in reading.documents)
        number = len(reading.documents)
        send({"stage": "summarizing", "documents": number, "characters": characters})
        summary = summarize(reading.documents, **request.options)
    except MultisummError as error:
        return failure_message(422, str(error))
    summary = replace(summary, warnings=(*reading.warnings, *summary.warnings))
    formats = job.formats or (request.output_format,)
    return {"stage": "done", "formats": {form: RENDERERS[form](summary) for form in formats}}


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
