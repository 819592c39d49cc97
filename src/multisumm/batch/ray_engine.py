"""Workers as actors under Ray: on this machine, or on the cluster that `RAY_ADDRESS` names."""

from __future__ import annotations

import os
import re
import socket
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO

from multisumm.batch.scheduling import READY, Engine
from multisumm.batch.worker import Task, Work
from multisumm.child_processes import available_cores
from multisumm.errors import InputError, OptionError
from multisumm.messages import needs_package, printable

OBJECT_STORE_BYTES = 200_000_000
"""Memory of a local cluster for lines and records in transit."""

CONNECT_SECONDS = 10.0
"""Seconds for a running cluster to accept a connection."""


_LOOPBACK = re.compile(r"(?:ray://)?(?:127(?:\.\d+){3}|localhost|\[::1\]):\d+\Z")

_REFUSES_TOKEN = re.compile("InvalidAuthToken|Unauthenticated")
"""What Ray writes to standard error when a cluster refuses a token. Its exception tells nothing."""


@dataclass(slots=True, eq=False)
class Actor:
    """A worker: the handle of its actor, and its next answer."""

    handle: Any
    answer: Any


class _Server:
    """The code in the actor, which does one task at a time."""

    def __init__(self, prepare: Callable[[], Work]) -> None:
        self.work = prepare()

    def ready(self) -> bytes:
        return READY

    def serve(self, task: Task) -> bytes:
        return self.work(task)


@contextmanager
def ray_actors(
    prepare: Callable[[], Work], *, workers: int | None = None, memory: int | None = None
) -> Iterator[Engine]:
    """Give the engine whose workers are actors of Ray, with one core each.

    Args:
        prepare: Called once in each worker; returns the function for the tasks.
        workers: Maximum number of workers, at most and for None the cores of the machine or of
            the cluster: others would never get ready.
        memory: Must be None, because Ray manages memory itself.

    Raises:
        OptionError: Ray is not installed, or `memory` is given.
        InputError: The cluster of `RAY_ADDRESS` does not answer, or refuses the token.
    """
    if memory is not None:
        raise OptionError("--memory is for --engine processes; Ray manages memory itself")
    address = os.environ.get("RAY_ADDRESS", "local")
    ray = _load(address)
    with open(os.devnull, "w") as null, redirect_stdout(null):  # Ray prints among the records
        try:
            cores = _connect(ray, address, workers or available_cores())
            server = ray.remote(num_cpus=1, max_restarts=0)(_Server)
            start = partial(_start, server, prepare)
            answers, stop = partial(_answers, ray), partial(_stop, ray)
            yield Engine(start, _send, answers, stop, min(workers or cores, cores))
        except ray.exceptions.RayError as error:
            raise InputError(_first_line(error), source="Ray") from None
        finally:
            ray.shutdown()


def _load(address: str) -> Any:
    """Import Ray after setting its switches, which it reads when it is imported."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it sends no usage reports
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # it does not warn of a change
    if address == "local" or _LOOPBACK.match(address):
        # Otherwise it would replace 127.0.0.1 by the address that other machines see.
        os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
    if "RAY_AUTH_TOKEN" in os.environ or "RAY_AUTH_TOKEN_PATH" in os.environ:
        os.environ.setdefault("RAY_AUTH_MODE", "token")  # else it would not use the token
    try:
        import ray
    except ImportError:
        raise OptionError(needs_package("to use --engine ray", "multisumm[ray]")) from None
    return ray


def _connect(ray: Any, address: str, cores: int) -> int:
    """Join the cluster of `RAY_ADDRESS`, or start one that only this machine can reach.

    Returns the number of its cores; a local cluster has the given number.
    """
    quiet = {"log_to_driver": False, "logging_level": "ERROR"}
    if address != "local":
        _join(ray, address, quiet)
    else:
        ray.init(
            address="local",
            num_cpus=cores,
            include_dashboard=False,
            _node_ip_address="127.0.0.1",
            object_store_memory=OBJECT_STORE_BYTES,
            **quiet,
        )
    return max(1, int(ray.cluster_resources().get("CPU", 1)))


def _join(ray: Any, address: str, quiet: Mapping[str, Any]) -> None:
    """Join a running cluster; raise InputError with one line if that fails."""
    said = ""
    try:
        _check_reachable(address)
        with _standard_error_kept() as kept:  # Ray writes the same line every second
            try:
                ray.init(**quiet)
            except Exception:
                kept.seek(0)
                said = kept.read().decode(errors="replace")
                raise
    except (OSError, ValueError, RuntimeError, ray.exceptions.RayError) as error:
        reason = f"no cluster at RAY_ADDRESS {printable(address)}: {_first_line(error)}"
        if isinstance(error, ray.exceptions.AuthenticationError) or _REFUSES_TOKEN.search(said):
            reason = (
                f"the cluster at RAY_ADDRESS {printable(address)} refuses the token, or the lack of"
                " one: set RAY_AUTH_MODE=token and RAY_AUTH_TOKEN (or RAY_AUTH_TOKEN_PATH) as on"
                " its nodes"
            )
        raise InputError(reason, source="Ray") from None


@contextmanager
def _standard_error_kept() -> Iterator[BinaryIO]:
    """Give a file that takes what this process writes to standard error, also outside of Python."""
    with tempfile.TemporaryFile() as kept, ExitStack() as stack:
        with suppress(OSError):  # standard error is closed: then there is nothing to keep
            own = os.dup(2)
            stack.callback(os.close, own)
            stack.callback(os.dup2, own, 2)
            os.dup2(kept.fileno(), 2)
        yield kept


def _check_reachable(address: str) -> None:
    """Raise OSError if nothing answers at `host:port`; Ray itself would try for minutes."""
    match = re.fullmatch(r"(?:ray://)?(.+):(\d+)", address)
    if match:
        socket.create_connection((match[1], int(match[2])), CONNECT_SECONDS).close()


def _start(server: Any, prepare: Callable[[], Work]) -> Actor:
    handle = server.remote(prepare)
    return Actor(handle, handle.ready.remote())


def _send(worker: Actor, task: Task) -> None:
    worker.answer = worker.handle.serve.remote(task)


def _answers(
    ray: Any, workers: Collection[Actor], seconds: float
) -> list[tuple[Actor, bytes | None]]:
    by_answer = {worker.answer: worker for worker in workers}
    ray.wait(list(by_answer), num_returns=1, timeout=seconds)
    ready, _ = ray.wait(list(by_answer), num_returns=len(by_answer), timeout=0)
    return [(by_answer[answer], _receive(ray, answer)) for answer in ready]


def _receive(ray: Any, answer: Any) -> bytes | None:
    """Return an answer, or None if its worker died or its machine disappeared."""
    with suppress(ray.exceptions.RayError):
        received: bytes = ray.get(answer)
        return received
    return None


def _stop(ray: Any, worker: Actor) -> None:
    ray.kill(worker.handle)


def _first_line(error: Exception) -> str:
    """Return the beginning of an error of Ray, which may have a whole traceback in it."""
    lines = str(error).strip().splitlines()
    return printable(lines[0]) if lines else type(error).__name__
