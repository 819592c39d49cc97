"""The whole way from a file of clusters to a file of summaries."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec
from itertools import chain, islice
from typing import Any, BinaryIO

from multisumm._version import __version__
from multisumm.batch.input import (
    WHOLE,
    Shard,
    input_fingerprint,
    is_regular,
    open_input,
    read_shard,
    share_read,
)
from multisumm.batch.output import (
    Destination,
    count_finished,
    files_beside,
    is_file,
    to_file,
    to_stream,
)
from multisumm.batch.process_engine import processes
from multisumm.batch.progress import Progress
from multisumm.batch.ray_engine import ray_actors
from multisumm.batch.scheduling import Engine, run_in_order
from multisumm.batch.worker import prepare
from multisumm.errors import InputError, Interrupted, MultisummError, OptionError
from multisumm.messages import printable
from multisumm.options import BATCH_OPTIONS, check_value
from multisumm.output import refuse_to_overwrite, unwritable
from multisumm.selection.token_counts import load_token_counter
from multisumm.selection.weights import PACKAGE, load_weights

ENGINES: dict[str, Callable[..., AbstractContextManager[Engine]]] = {
    "processes": processes,
    "ray": ray_actors,
}
"""Name -> the place of the workers; called with `prepare`, `workers` and `memory`."""


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """The settings of a run.

    Attributes:
        source: The file of clusters; "-" for standard input.
        output: The file to write; None for standard output.
        options: Keyword arguments of `summarize`.
        shard: The lines to summarise.
        resume: Whether to continue an interrupted run.
        engine: One of `ENGINES`.
        workers: Maximum number of workers; None for the number of cores.
        timeout: Seconds allowed per cluster, or None.
        memory: Memory limit of a worker in megabytes, or None.
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
    """Write a record for each cluster, in the order of the input, and return the final progress.

    Args:
        plan: The settings of the run.
        watch: Called before the first record and after each record.

    Raises:
        MultisummError: The system is not a POSIX system.
        OptionError: An option is not valid, or differs from that of the partial output.
        InputError: The input cannot be read, or the output cannot be written.
        Interrupted: Ctrl-C was pressed.
    """
    check_system("batch")
    _check(plan)
    weights = load_weights(plan.options.get("weights", PACKAGE))  # once, even if the file changes
    plan = replace(plan, options={**plan.options, "weights": weights})
    work = partial(prepare, plan.options)
    work()  # raises OptionError before anything is written
    with ExitStack() as stack:
        source = stack.enter_context(open_input(plan.source) or nullcontext())
        if plan.resume and plan.output:
            if not is_regular(source):
                raise OptionError(f"--resume needs a file to read, not {printable(plan.source)}")
            with _output_errors(plan):
                finished = count_finished(plan.output)
            if finished:
                return Progress(finished, finished, None, was_complete=True)
        tasks = read_shard(plan.source, plan.shard, source)
        first = [*islice(tasks, 1)]  # fails before an output is created
        with _output_errors(plan):
            destination = stack.enter_context(_destination(plan, source))
        todo = islice(chain(first, tasks), destination.before.records, None)
        start = ENGINES[plan.engine]
        engine = stack.enter_context(start(work, workers=plan.workers, memory=plan.memory))
        records = stack.enter_context(closing(run_in_order(todo, engine, timeout=plan.timeout)))
        return _write(records, destination, plan, partial(share_read, source), watch)


def _write(
    records: Iterable[tuple[int, bytes]],
    destination: Destination,
    plan: BatchPlan,
    share: Callable[[], float | None],
    watch: Callable[[Progress], None],
) -> Progress:
    """Write all records; an error says at which line of the input the run stopped."""
    number = 0
    written = destination.before
    try:
        watch(Progress(destination.before, written, share()))
        for number, record in records:
            try:
                with _output_errors(plan, number):
                    destination.write(record)
            except BrokenPipeError:  # the reader wants no more
                break
            written = written.plus(record)
            watch(Progress(destination.before, written, share()))
        with _output_errors(plan, number):
            destination.finish()
    except KeyboardInterrupt:
        raise Interrupted(_stopped("interrupted", plan, number)) from None
    return Progress(destination.before, written, None)


def check_system(what: str) -> None:
    """Raise MultisummError on a system without the locks and signals that a run needs."""
    if find_spec("fcntl") is None:
        raise MultisummError(f"{what} needs a POSIX system, like Linux, macOS or WSL under Windows")


def _check(plan: BatchPlan) -> None:
    """Raise OptionError for options that are not valid with any input."""
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
    settings = {
        "input": input_fingerprint(source),
        "version": __version__,
        "shard": shard,
        **plan.options,
    }
    settings["weights"] = plan.options["weights"].name  # not the name of the file
    if plan.options.get("tokenizer") is not None:
        settings |= load_token_counter(plan.options["tokenizer"]).settings
    return to_file(plan.output, settings, resume=plan.resume)


@contextmanager
def _output_errors(plan: BatchPlan, number: int = 0) -> Iterator[None]:
    """Turn an error of the output into an InputError with the line of the input."""
    try:
        yield
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        unwritten = unwritable(plan.output, error)
        reason = _stopped(unwritten.reason, plan, number)
        raise InputError(reason, source=unwritten.source) from None


def _stopped(reason: str, plan: BatchPlan, number: int) -> str:
    """Return why a run stopped, at which line of the input, and how to continue it."""
    if number:
        reason += f"; stopped at line {number} of {printable(plan.source)}"
        if is_file(plan.output):
            reason += "; the same command with --resume continues"
    return reason
