"""The whole way from a file of clusters to a file of summaries, on one screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from typing import Any, BinaryIO

from multisumm._version import __version__
from multisumm.batch.input import WHOLE, Shard, identity, open_source, read_tasks, share_read
from multisumm.batch.output import Destination, files_beside, finished, is_file, to_file, to_stream
from multisumm.batch.processes import processes
from multisumm.batch.progress import Progress
from multisumm.batch.ray_engine import ray_actors
from multisumm.batch.scheduling import Engine, in_order
from multisumm.batch.worker import prepare
from multisumm.errors import InputError, Interrupted, OptionError
from multisumm.messages import printable
from multisumm.options import BATCH_OPTIONS, check_value
from multisumm.output import refuse_to_overwrite, unwritable
from multisumm.selection.weights import PACKAGE, load_weights

ENGINES: dict[str, Callable[..., AbstractContextManager[Engine]]] = {
    "processes": processes,
    "ray": ray_actors,
}
"""Name -> where the workers are; called with `prepare`, `workers` and `memory`."""


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """What is to be done.

    Attributes:
        source: File of clusters, or "-".
        output: File to write, or None for standard output.
        options: Keyword arguments of `summarize`.
        shard: Which lines.
        resume: Whether to continue a run that was interrupted.
        engine: One of `ENGINES`.
        workers: How many at a time; None for all cores.
        timeout: Seconds a cluster may take, or None.
        memory: Megabytes a worker may have, or None.
    """

    source: str
    output: str | None
    options: Mapping[str, Any]
    shard: Shard = WHOLE
    resume: bool = False
    engine: str = "processes"
    workers: int | None = None
    timeout: float | None = None
    memory: int | None = None


def run_batch(plan: BatchPlan, *, watch: Callable[[Progress], None]) -> Progress:
    """Write a record for each cluster, in the order of the input, and return how many there are.

    Args:
        plan: What to do.
        watch: Called before the first record and after each.

    Raises:
        OptionError: An option has no meaning, or does not fit the partial output that is there.
        InputError: The input cannot be read, or the output not be written.
        Interrupted: By Ctrl-C.
    """
    _check(plan)
    weights = load_weights(plan.options.get("weights", PACKAGE))  # once, whatever becomes of them
    plan = replace(plan, options={**plan.options, "weights": weights})
    work = partial(prepare, plan.options)
    work()  # refuses options without a meaning before anything is begun
    with ExitStack() as stack:
        source = stack.enter_context(open_source(plan.source) or nullcontext())
        if plan.resume and plan.output:
            if not identity(source):
                raise OptionError(f"--resume needs a file to read, not {printable(plan.source)}")
            if whole := finished(plan.output):
                return Progress(whole, whole, None)
        tasks = read_tasks(plan.source, plan.shard, source)
        first = [*islice(tasks, 1)]  # of what cannot be read at all there is no output
        with _explained(plan):
            destination = stack.enter_context(_destination(plan, source))
        todo = islice(chain(first, tasks), destination.before.records, None)
        start = ENGINES[plan.engine]
        engine = stack.enter_context(start(work, workers=plan.workers, memory=plan.memory))
        records = stack.enter_context(closing(in_order(todo, engine, timeout=plan.timeout)))
        return _write(records, destination, plan, partial(share_read, source), watch)


def _write(
    records: Iterable[tuple[int, bytes]],
    destination: Destination,
    plan: BatchPlan,
    share: Callable[[], float | None],
    watch: Callable[[Progress], None],
) -> Progress:
    """Write all records, and say how far it came if it cannot be gone on with."""
    number = 0
    written = destination.before
    try:
        watch(Progress(destination.before, written, share()))
        for number, record in records:
            try:
                with _explained(plan, number):
                    destination.write(record)
            except BrokenPipeError:  # the reader has seen enough
                break
            written = written.plus(record)
            watch(Progress(destination.before, written, share()))
        with _explained(plan, number):
            destination.finish()
    except KeyboardInterrupt:
        raise Interrupted(_stopped("interrupted", plan, number)) from None
    return Progress(destination.before, written, None)


def _check(plan: BatchPlan) -> None:
    """Raise OptionError for what has no meaning, whatever the files hold."""
    for name in ("engine", "workers", "timeout", "memory"):
        check_value(BATCH_OPTIONS[name], getattr(plan, name), name=f"--{name}")
    if not is_file(plan.output):
        if plan.resume:
            raise OptionError("--resume needs an --output that is a file")
        return
    for path in (plan.output, *files_beside(plan.output)):
        if not os.path.exists(path):
            continue
        try:
            refuse_to_overwrite([plan.source], str(path))
        except InputError as error:
            raise OptionError(str(error)) from None


def _destination(plan: BatchPlan, source: BinaryIO | None) -> AbstractContextManager[Destination]:
    if not is_file(plan.output):
        return to_stream(plan.output)
    shard = f"{plan.shard.number}/{plan.shard.of}"
    settings = {"input": identity(source), "version": __version__, "shard": shard, **plan.options}
    settings["weights"] = plan.options["weights"].name  # the same whatever the file is called
    return to_file(plan.output, settings, resume=plan.resume)


@contextmanager
def _explained(plan: BatchPlan, number: int = 0) -> Iterator[None]:
    """Tell of an output that cannot be written, and at which line of the input that was."""
    try:
        yield
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        why = str(unwritable(plan.output, error))
        raise InputError(_stopped(why, plan, number)) from None


def _stopped(why: str, plan: BatchPlan, number: int) -> str:
    """Return why a run has stopped, at which line of the input, and how to go on."""
    if number:
        why += f"; stopped at line {number} of {printable(plan.source)}"
        if is_file(plan.output):
            why += "; the same command with --resume continues"
    return why
