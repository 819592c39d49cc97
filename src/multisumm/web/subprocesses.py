"""An upload -> a process that works on it, and its messages; killed when nobody waits for it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from subprocess import DEVNULL, PIPE

from multisumm.selection.token_counts import tiktoken_cache
from multisumm.web.worker import UploadJob

MAX_MESSAGE_BYTES = 1 << 30
"""Bytes of a message; the longest is the last, with a summary in all its formats."""

_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",  # every thread takes memory that counts
    "OMP_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}


@asynccontextmanager
async def worker_lines(job: UploadJob, body: bytes) -> AsyncIterator[AsyncIterator[bytes]]:
    """Give the messages of a process that works on a job, as lines.

    When the context ends, the process is gone, with all processes that it has started.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "multisumm.web.worker"),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env={**os.environ, **_ENVIRONMENT, "TIKTOKEN_CACHE_DIR": tiktoken_cache()},
        start_new_session=True,  # Ctrl+C goes to the server, which ends its processes itself
        limit=MAX_MESSAGE_BYTES,
    )
    try:
        yield _lines(process, job, body)
    finally:
        _kill(process)
        await process.communicate()  # also closes its pipes


def _kill(process: asyncio.subprocess.Process) -> None:
    """Kill a process with all that it has started, if the system has process groups.

    The process leads a group of its own. On macOS, a group whose processes have all ended cannot
    be killed.
    """
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


async def _lines(
    process: asyncio.subprocess.Process, job: UploadJob, body: bytes
) -> AsyncIterator[bytes]:
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(ConnectionError):  # if the process has died, its output says so
        process.stdin.write(json.dumps(job._asdict()).encode() + b"\n")
        process.stdin.write(body)
        await process.stdin.drain()  # it stays open: the process ends when it is closed
    while line := await process.stdout.readline():
        yield line
