"""One job in a process of its own, which can be killed: `python -m multisumm.web.worker`.

Standard input has a line of JSON (see `Job`) and then the body of the request; standard output gets
a line of JSON for each stage, the last of them `done` or `failed`. The process can write no file,
and has no more memory and processor time than it was given; whatever a parser of
uploads can be brought to do, it does here.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import BinaryIO, NamedTuple

from multisumm.messages import describe_bug

Tell = Callable[[dict[str, object]], None]


class Job(NamedTuple):
    """What the first line says.

    Attributes:
        content_type: Of the body.
        length: Bytes of the body.
        formats: In which to give the summary; none means the one that the body asks for.
        max_bytes: Files that are larger, as they are or decompressed, are not read.
        seconds: Of processor time.
        memory: Bytes of memory.
    """

    content_type: str
    length: int
    formats: tuple[str, ...]
    max_bytes: int
    seconds: float
    memory: int


def work(job: Job, body: bytes, tell: Tell) -> None:
    """Tell of each stage, and at last the summary in its formats or what is wrong."""
    try:
        tell(_summarized(job, body, tell))
    except MemoryError:
        tell(failure(413, "this needs more memory than one summary may have"))
    except Exception as error:  # a bug; the server goes on, and says so in one line
        tell(failure(500, f"internal error: {describe_bug(error)}"))


def failure(status: int, line: str) -> dict[str, object]:
    """Return the last line of a job that gave no summary: what is wrong, and the HTTP status."""
    return {"stage": "failed", "status": status, "error": line}


def _summarized(job: Job, body: bytes, tell: Tell) -> dict[str, object]:
    """Return the last line; 400 is a body that is not what its type says."""
    from multisumm.errors import InputError, MultisummError
    from multisumm.pipeline import summarize
    from multisumm.reading import read_uploads
    from multisumm.rendering.formats import RENDERERS
    from multisumm.web.request_body import parse_request

    try:
        request = parse_request(job.content_type, body)
    except InputError as error:
        return failure(400, str(error))
    except MultisummError as error:
        return failure(422, str(error))
    del body

    def files() -> Iterator[tuple[str, bytes]]:
        for number, (name, data) in enumerate(request.files):
            tell({"stage": "reading", "done": number, "total": len(request.files), "name": name})
            yield name, data

    try:
        found = read_uploads(
            files(), documents=request.documents, fields=request.fields, max_bytes=job.max_bytes
        )
        characters = sum(len(document.text) for document in found.documents)
        number = len(found.documents)
        tell({"stage": "summarizing", "documents": number, "characters": characters})
        summary = summarize(found.documents, **request.options)
    except MultisummError as error:
        return failure(422, str(error))
    summary = replace(summary, warnings=(*found.warnings, *summary.warnings))
    formats = job.formats or (request.output_format,)
    return {"stage": "done", "formats": {form: RENDERERS[form](summary) for form in formats}}


def main() -> None:
    """Read a job from standard input and work on it."""
    output = _own_output()
    job = Job(**json.loads(sys.stdin.buffer.readline()))
    _limit_resources(job)
    body = sys.stdin.buffer.read(job.length)
    if len(body) < job.length:  # the server is gone
        return

    def tell(line: dict[str, object]) -> None:
        output.write(json.dumps(line).encode() + b"\n")
        output.flush()

    with suppress(BrokenPipeError):
        work(job, body, tell)


def _own_output() -> BinaryIO:
    """Standard output for us alone: what a package prints goes nowhere."""
    output = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return output


def _limit_resources(job: Job) -> None:
    """Let the system see to the limits, where it can."""
    try:
        import resource
    except ImportError:  # Windows; there the server's clock remains
        return
    seconds = math.ceil(job.seconds) + 1
    for what, most in (
        (resource.RLIMIT_AS, job.memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
