"""The command `train`: fit weights, write them to a file, and print how good they are."""

from __future__ import annotations

import os
from errno import EACCES, EISDIR, ENOENT
from pathlib import Path

import click

from multisumm.cli.options import command, complete_files, with_options
from multisumm.errors import OptionError
from multisumm.options import TRAINING_OPTIONS
from multisumm.output import refuse_to_overwrite, unwritable, warn, with_progress, write


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

    Each of CLUSTERS is [KIND=]FILE[:N]. FILE is a .jsonl or .jsonl.gz file of clusters, or a folder
    of subjects. KIND is the kind of text in it (default: its name). N is the number of clusters to
    take (default: all).

    The report on standard output has the coefficients, and ROUGE on clusters that were left out of
    the fit. `summarize --weights FILE` uses the weights.

    Exit status: 0 done, 1 an error, 2 wrong usage, 130 interrupted.
    """
    from multisumm.child_processes import available_cores
    from multisumm.training.inputs import parse_training_input
    from multisumm.training.report import render_training_json, render_training_text
    from multisumm.training.run import run_training
    from multisumm.training.weights_file import render_weights

    inputs = [parse_training_input(text) for text in clusters]
    refuse_to_overwrite([source.path for source in inputs], output)
    output = _writable(output)
    training = run_training(
        inputs,
        cross_validation=not fit_only,
        workers=workers or available_cores(),
        track=with_progress,
    )
    write(render_weights(training), output)
    render = render_training_json if output_format == "json" else render_training_text
    write(render(training, seed=seed), None)
    warn(training.warnings, quiet=quiet)


def _writable(output: str | None) -> str:
    """Return the file for the weights; raise an error now if it cannot be written."""
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
