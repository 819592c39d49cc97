"""The command `compare`: read documents, compare what they say, print it statement by source."""

from __future__ import annotations

from typing import Any

import click

from multisumm.cli.options import command, complete_files, pop_values, with_options
from multisumm.cli.progress import show_progress, told_of_files
from multisumm.cli.time_limit import within_time
from multisumm.messages import plural
from multisumm.options import (
    CHECK,
    COMPARE_OPTIONS,
    MAX_SECONDS,
    OUTPUT,
    OUTPUT_FORMAT,
    QUIET,
    READING_OPTIONS,
)
from multisumm.output import refuse_to_overwrite, tell, write

DISAGREEMENT_STATUS = 6


@command(
    "compare reports/",
    "compare a.pdf b.html --format html --output compare.html",
    "compare handbook/ --conflicts-only --check",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=complete_files)
@with_options(
    *COMPARE_OPTIONS.values(),
    OUTPUT_FORMAT,
    *READING_OPTIONS.values(),
    OUTPUT,
    QUIET,
    CHECK,
    MAX_SECONDS,
)
@within_time
def compare(
    paths: tuple[str, ...],
    output_format: str,
    output: str | None,
    quiet: bool,
    check: bool,
    **options: Any,
) -> None:
    """Compare what documents say, statement by source.

    Lists the statements that several independent sources make, who makes each, and every
    disagreement: who says the same, a part, another number, the contrary, something earlier or
    later, or nothing. Each with its quote and address. PATH is as for summarize.

    Exit status: 0 done, 1 an error that is explained, 2 wrong usage, 3 nothing to compare,
    6 sources disagree (only with --check), 130 interrupted.
    """
    from multisumm.pipeline import compare as compare_documents
    from multisumm.reading import read_documents
    from multisumm.rendering.compare_formats import COMPARISON_RENDERERS
    from multisumm.rendering.compare_labels import headline
    from multisumm.rendering.labels import files_line

    refuse_to_overwrite(paths, output)
    reading = pop_values(options, READING_OPTIONS)
    with show_progress(quiet=quiet) as tell_stage:
        documents = read_documents(paths, **reading, watch=told_of_files(tell_stage))
        tell_stage(f"comparing {plural(len(documents), 'document', comma=True)}")
        comparison = compare_documents(documents, **options)
    write(COMPARISON_RENDERERS[output_format](comparison), output)
    if not quiet:
        tell(
            (
                *(f"warning: {line}" for line in comparison.warnings),
                f"{headline(comparison)}; {files_line(documents.files)}",
            )
        )
    if check and comparison.disagreements:
        raise click.exceptions.Exit(DISAGREEMENT_STATUS)
