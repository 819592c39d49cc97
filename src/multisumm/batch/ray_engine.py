"""Workers as actors under Ray: on this machine, or on the cluster that `RAY_ADDRESS` names."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from multisumm.batch.processes import available_cores
from multisumm.batch.scheduling import READY, Engine
from multisumm.batch.worker import Task, Work
from multisumm.errors import InputError, OptionError
from multisumm.messages import printable

OBJECT_STORE_BYTES = 200_000_000
"""Of a local cluster: the lines and records on their way."""


SECONDS_TO_ANSWER = 10.0
"""What a running cluster gets for it."""


@dataclass(slots=True, eq=False)
class Actor:
    """A worker: the handle of its actor, and its answer to come."""

    handle: Any
    answer: Any


class _Server:
    """What runs in the actor; one task at a time."""

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
    """The engine whose workers are actors of Ray, with one core each.

    Args:
        prepare: Called once in each worker; returns what is to be done with each task.
        workers: At most so many; None for all cores of the machine, or of the cluster.
        memory: Must be None: Ray watches over memory itself.

    Raises:
        OptionError: Ray is not installed, or `memory` is given.
        InputError: The cluster of `RAY_ADDRESS` does not answer.
    """
    if memory is not None:
        raise OptionError("--memory is for --engine processes; Ray watches over memory itself")
    address = os.environ.get("RAY_ADDRESS", "local")
    ray = _load(local=address == "local")
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):  # Ray prints, we have records
        try:
            cores = _connect(ray, address, workers or available_cores())
            server = ray.remote(num_cpus=1, max_restarts=0)(_Server)
            start = partial(_start, server, prepare)
            answers, stop = partial(_answers, ray), partial(_stop, ray)
            yield Engine(start, _send, answers, stop, workers or cores)
        except ray.exceptions.RayError as error:
            raise InputError(f"Ray: {_first_line(error)}") from None
        finally:
            ray.shutdown()


def _load(*, local: bool) -> Any:
    """Import Ray, which reads its switches then."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is reported to anybody
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # else it warns of a change
    if local:  # else it takes 127.0.0.1 for the address that other machines see
        os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
    try:
        import ray
    except ImportError:
        raise OptionError(
            "--engine ray needs Ray, which is not installed: pip install 'multisumm[ray]'"
        ) from None
    return ray


def _connect(ray: Any, address: str, cores: int) -> int:
    """Join the cluster of `RAY_ADDRESS`, or start one that only this machine can reach.

    Returns how many cores it has; those of a local one are as given.
    """
    quiet = {"log_to_driver": False, "logging_level": "ERROR"}
    if address != "local":
        try:
            _knock(address)
            ray.init(**quiet)
        except (OSError, ValueError, RuntimeError) as error:
            why = _first_line(error)
            raise InputError(
                f"Ray: no cluster at RAY_ADDRESS {printable(address)}: {why}"
            ) from None
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


def _knock(address: str) -> None:
    """Raise OSError if nobody answers at `host:port`; Ray itself would try for minutes."""
    found = re.fullmatch(r"(?:ray://)?(.+):(\d+)", address)
    if found:
        socket.create_connection((found[1], int(found[2])), SECONDS_TO_ANSWER).close()


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
    return [(by_answer[answer], _received(ray, answer)) for answer in ready]


def _received(ray: Any, answer: Any) -> bytes | None:
    """Return an answer, or None if its worker died or its machine is gone."""
    with suppress(ray.exceptions.RayError):
        received: bytes = ray.get(answer)
        return received
    return None


def _stop(ray: Any, worker: Actor) -> None:
    ray.kill(worker.handle)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
