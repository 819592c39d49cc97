"""The command `multisumm train`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from errno import EACCES, EISDIR, ENOENT
from pathlib import Path
from typing import TypeVar

import click

from multisumm.cli.options import command, complete_files, with_options
from multisumm.errors import OptionError
from multisumm.options import TRAINING_OPTIONS
from multisumm.output import refuse_to_overwrite, stderr_is_terminal, tell, unwritable, write

_Item = TypeVar("_Item")


@command(
    "train news=news.jsonl mail=threads.jsonl.gz:500 --output weights.json",
    "train seeds --output weights.json --fit-only",
)
@click.argument(
    "clusters", nargs=-1, required=True, metavar="CLUSTERS...", shell_complete=complete_files
)
@with_options(*TRAINING_OPTIONS.values())
def train(
    clusters: tuple[str, ...],
    output: str | None,
    output_format: str,
    fit_only: bool,
    seed: int,
    workers: int | None,
    quiet: bool,
) -> None:
    """Fit the weights of the method coverage to clusters with references.

    CLUSTERS are [KIND=]FILE[:N]: a .jsonl or .jsonl.gz file of clusters, or a folder of subjects;
    the kind of text in it (default: its name); and how many clusters to take (default: all).

    The report on standard output has the coefficients, and ROUGE on clusters that were left out of
    the fit. `summarize --weights FILE` uses the weights.

    Exit status: 0 done, 1 an error that is explained, 2 wrong usage, 130 interrupted.
    """
    from multisumm.child_processes import available_cores
    from multisumm.training.inputs import parse_training_input
    from multisumm.training.report import render_training_json, render_training_text
    from multisumm.training.run import run_training
    from multisumm.training.weights_file import render_weights

    inputs = [parse_training_input(text) for text in clusters]
    refuse_to_overwrite([each.path for each in inputs], output)
    output = _writable(output)
    training = run_training(
        inputs, cross_validation=not fit_only, workers=workers or available_cores(), track=_tracked
    )
    write(render_weights(training), output)
    render = render_training_json if output_format == "json" else render_training_text
    write(render(training, seed=seed), None)
    if not quiet:
        tell(f"warning: {line}" for line in training.warnings)


def _writable(output: str | None) -> str:
    """Return the file for the weights; raise an error now, not after minutes, if it cannot be."""
    if output is None:
        raise OptionError("--output must name a file for the weights")
    folder = Path(output).parent
    for is_problem, number in (
        (not folder.is_dir(), ENOENT),
        (os.path.isdir(output), EISDIR),
        (not os.access(folder, os.W_OK), EACCES),
    ):
        if is_problem:
            raise unwritable(output, OSError(number, os.strerror(number)))
    return output


def _tracked(items: Iterable[_Item], *, total: int, label: str) -> Iterator[_Item]:
    """Yield the items under a progress bar if standard error is a terminal."""
    if not stderr_is_terminal():
        yield from items
        return
    with click.progressbar(items, length=total, label=label, file=sys.stderr) as bar:
        yield from bar
