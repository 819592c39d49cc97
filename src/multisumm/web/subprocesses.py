"""A request's body -> a process that works on it, killed when nobody waits -> what it tells."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from subprocess import DEVNULL, PIPE

from multisumm.web.worker import Job

MAX_MESSAGE_BYTES = 1 << 30
"""Bytes of a line; the longest is the last, with a summary in all its formats."""

_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",  # each thread would take memory that counts
    "OMP_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}


@asynccontextmanager
async def running(job: Job, body: bytes) -> AsyncIterator[AsyncIterator[bytes]]:
    """Give the lines of a process that works on the job.

    On leaving, the process is gone, with all that it has started.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "multisumm.web.worker"),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env={**os.environ, **_ENVIRONMENT},
        start_new_session=True,  # Ctrl+C is for the server, which sees to its processes
        limit=MAX_MESSAGE_BYTES,
    )
    try:
        yield _lines(process, job, body)
    finally:
        _kill(process)
        await process.communicate()  # also closes its pipes


def _kill(process: asyncio.subprocess.Process) -> None:
    """Kill it with all that it has started, where processes have groups; it leads one of its own.

    On macOS a group of which all have ended is one that we may not kill.
    """
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


async def _lines(
    process: asyncio.subprocess.Process, job: Job, body: bytes
) -> AsyncIterator[bytes]:
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(ConnectionError):  # what is wrong with the process shows at the other end
        process.stdin.write(json.dumps(job._asdict()).encode() + b"\n")
        process.stdin.write(body)
        await process.stdin.drain()
        process.stdin.close()
    while line := await process.stdout.readline():
        yield line
