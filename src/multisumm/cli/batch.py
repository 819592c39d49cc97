"""The command `batch`: parse, call, tell how far it is. Slow imports wait for their use."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import click

from multisumm.cli.options import output_option, summary_options
from multisumm.errors import Interrupted
from multisumm.messages import plural
from multisumm.output import tell

if TYPE_CHECKING:
    from multisumm.batch.progress import Progress

ENGINES = ("processes", "ray")
FAILED_STATUS = 1
SECONDS_BETWEEN = {True: 0.5, False: 10.0}
"""Between two reports of progress: on a terminal, and elsewhere, where each is a line."""


@contextmanager
def _interrupts_explained() -> Iterator[None]:
    """Tell of Ctrl-C before there is anything to be continued, or behind all of it."""
    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted("interrupted") from None


@click.command()
@click.argument("clusters", metavar="CLUSTERS")
@summary_options
@output_option
@click.option("--resume", is_flag=True, help="Continue where an earlier run was interrupted.")
@click.option("--shard", default="1/1", metavar="I/N", help="Every N-th cluster, from the I-th on.")
@click.option("--workers", type=int, metavar="N", help="Worker processes (default: all cores).")
@click.option("--timeout", type=float, metavar="SECONDS", help="A cluster may take so long.")
@click.option("--memory", type=int, metavar="MB", help="A worker process may have so much.")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="processes",
    show_default=True,
    help="Where the workers are: here, or under Ray (RAY_ADDRESS, else here).",
)
@click.option(
    "--progress/--no-progress",
    default=None,
    help="Tell how far it is (default: if standard error is a terminal).",
)
@click.option("--quiet", is_flag=True, help="No report on standard error.")
@_interrupts_explained()
def batch(
    clusters: str,
    output: str | None,
    resume: bool,
    shard: str,
    workers: int | None,
    timeout: float | None,
    memory: int | None,
    engine: str,
    progress: bool | None,
    quiet: bool,
    **options: Any,
) -> None:
    """Write one summary for each cluster in CLUSTERS, a line of JSON each, in the same order.

    CLUSTERS is a .jsonl or .jsonl.gz file, or - for standard input. A cluster that cannot be
    summarised gets a line with "error", and the rest is done. The output is there when it is
    whole; until then FILE.partial holds what --resume continues.

    Exit status: 0 done, 1 an error that is explained, or a cluster without a summary, 2 wrong
    usage, 130 interrupted.
    """
    from multisumm.batch.input import parse_shard
    from multisumm.batch.progress import progress_line
    from multisumm.batch.run import BatchPlan, run_batch

    if progress is None:
        progress = not quiet and sys.stderr is not None and sys.stderr.isatty()
    plan = BatchPlan(
        source=clusters,
        output=output,
        options=options,
        shard=parse_shard(shard),
        resume=resume,
        engine=engine,
        workers=workers,
        timeout=timeout,
        memory=memory,
    )
    start = time.monotonic()
    with _reporter() if progress else nullcontext(_ignore) as watch:
        done = run_batch(plan, watch=watch)
    if not quiet:
        again = "complete already: " if done.written == done.before else ""
        tell([again + progress_line(done, time.monotonic() - start)])
    if done.written.failures:
        failed = plural(done.written.failures, "cluster")
        tell([f'error: {failed} without a summary; the lines with "error" tell why'])
        raise click.exceptions.Exit(FAILED_STATUS)


@contextmanager
def _reporter() -> Iterator[Callable[[Progress], None]]:
    """Give what tells now and then how far it is: in one place on a terminal, else line by line."""
    from multisumm.batch.progress import progress_line

    terminal = sys.stderr is not None and sys.stderr.isatty()
    start = told = time.monotonic()

    def watch(progress: Progress) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= SECONDS_BETWEEN[terminal]:
            told = now
            line = progress_line(progress, now - start)
            click.echo(f"\r{line}\x1b[K" if terminal else line, err=True, nl=not terminal)

    try:
        yield watch
    finally:
        if terminal:
            click.echo("\r\x1b[K", err=True, nl=False)


def _ignore(progress: Progress) -> None:
    """Tell nothing of how far it is."""
