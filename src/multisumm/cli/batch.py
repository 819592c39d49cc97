"""The command `batch`: summarise the clusters of a file and report progress."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import click

from multisumm.cli.options import FAILED_STATUS, command, complete_files, pop_values, with_options
from multisumm.errors import Interrupted
from multisumm.messages import plural
from multisumm.options import BATCH_OPTIONS, OUTPUT, QUIET, SUMMARY_OPTIONS
from multisumm.output import on_terminal, tell

if TYPE_CHECKING:
    from multisumm.batch.progress import Progress

_OPTIONS = {name: option for name, option in SUMMARY_OPTIONS.items() if name != "known"}
"""The options of a summary; what is known stands in the clusters."""

REPORT_SECONDS = {True: 0.5, False: 10.0}
"""Seconds between two reports of progress: on a terminal, and elsewhere."""


@contextmanager
def _interrupts_explained() -> Iterator[None]:
    """Explain Ctrl-C before the first cluster and after the last; `run_batch` does in between."""
    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted("interrupted") from None


@command(
    "batch clusters.jsonl.gz --words 100 --output summaries.jsonl",
    "batch clusters.jsonl --output summaries.jsonl --resume",
)
@click.argument("clusters", metavar="CLUSTERS", shell_complete=complete_files)
@with_options(*_OPTIONS.values(), OUTPUT, *BATCH_OPTIONS.values(), QUIET)
@_interrupts_explained()
def batch(clusters: str, shard: str, progress: bool | None, quiet: bool, **options: Any) -> None:
    """Summarise each cluster of a file.

    CLUSTERS is a .jsonl or .jsonl.gz file, or - for standard input. Each line is a cluster, like
    {"id": "ferry", "documents": [{"text": "..."}, {"text": "..."}]}. It may have a "query"; --query
    is for those without one. The output has a line of JSON for each cluster, in the same order. A
    cluster that cannot be summarised gets a line with "error", and the others are done. Until the
    output is complete, it is called FILE.partial, which --resume continues.

    Exit status: 0 done, 1 an error, or a cluster without a summary, 2 wrong
    usage, 130 interrupted.
    """
    from multisumm.batch.input import parse_shard
    from multisumm.batch.progress import progress_line
    from multisumm.batch.run import BatchPlan, run_batch
    from multisumm.batch.worker import failure_reason

    if progress is None:
        progress = not quiet and on_terminal()
    summary_options = pop_values(options, _OPTIONS)
    plan = BatchPlan(source=clusters, options=summary_options, shard=parse_shard(shard), **options)
    start = time.monotonic()
    with _reporter() if progress else nullcontext(_ignore) as watch:
        done = run_batch(plan, watch=watch)
    if not quiet:
        prefix = "complete already: " if done.was_complete else ""
        line = progress_line(done, time.monotonic() - start)
        if not done.written.records:
            line = f"no cluster is in shard {shard}, because the input has too few"
        tell([prefix + line])
    if done.written.failures:
        failed = plural(done.written.failures, "cluster")
        first = failure_reason(done.written.first_failure)
        tell([f"error: {failed} without a summary; the first error is: {first}"])
        raise click.exceptions.Exit(FAILED_STATUS)


@contextmanager
def _reporter() -> Iterator[Callable[[Progress], None]]:
    """Give a function that reports progress: in one place on a terminal, else line by line."""
    from multisumm.batch.progress import progress_line

    terminal = on_terminal()
    start = reported = time.monotonic()

    def watch(progress: Progress) -> None:
        nonlocal reported
        now = time.monotonic()
        if now - reported >= REPORT_SECONDS[terminal]:
            reported = now
            line = progress_line(progress, now - start)
            click.echo(f"\r{line}\x1b[K" if terminal else line, err=True, nl=not terminal)

    try:
        yield watch
    finally:
        if terminal:
            click.echo("\r\x1b[K", err=True, nl=False)


def _ignore(progress: Progress) -> None:
    """Report nothing."""
