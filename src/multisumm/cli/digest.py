"""The command `digest`: read a pile of documents, print its subjects, each with a summary."""

from __future__ import annotations

from typing import Any

import click

from multisumm.cli.options import (
    STRICT_STATUS,
    command,
    complete_files,
    pop_values,
    with_options,
)
from multisumm.cli.time_limit import within_time
from multisumm.options import (
    DIGEST_FORMAT,
    DIGEST_OPTIONS,
    MAX_SECONDS,
    OUTPUT,
    QUIET,
    READING_OPTIONS,
    STRICT,
)
from multisumm.output import tell, warn, write


@command(
    "digest news/ --format html --output digest.html",
    "digest feed.xml inbox.mbox --known yesterday/ --format eml --output digest.eml",
    "digest news/ --query 'flood warnings' --subjects 5 --words 40",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=complete_files)
@with_options(
    *DIGEST_OPTIONS.values(),
    DIGEST_FORMAT,
    *READING_OPTIONS.values(),
    OUTPUT,
    QUIET,
    STRICT,
    MAX_SECONDS,
)
@within_time
def digest(
    paths: tuple[str, ...],
    output_format: str,
    output: str | None,
    quiet: bool,
    strict: bool,
    **options: Any,
) -> None:
    """Digest a pile of documents: its subjects, each with a headline and a summary.

    The documents can be about anything. Those about one subject are put together, as group does,
    and each subject is summarised. First comes what most independent sources tell. Headlines are
    quotes, too. PATH is as for summarize.

    Exit status: 0 done, 1 an error, 2 wrong usage, 3 no subject with enough sources, or nothing to
    summarise (with --strict: any warning), 7 nothing new, 130 interrupted.
    """
    from multisumm.cli.known import read_given
    from multisumm.pipeline.digesting import digest as digest_pile
    from multisumm.rendering.digest_formats import DIGEST_RENDERERS
    from multisumm.rendering.digest_labels import digest_title, left_out
    from multisumm.rendering.labels import files_line

    reading = pop_values(options, READING_OPTIONS)
    given = read_given(paths, options.pop("known"), output, **reading)
    found = digest_pile(given.documents, known=given.known, **options)
    warnings = (*given.warnings, *found.warnings)
    write(DIGEST_RENDERERS[output_format](found), output)
    warn(warnings, quiet=quiet)
    if not quiet:
        counts = [digest_title(found).removeprefix("Digest: "), *left_out(found)]
        tell(["; ".join([*counts, files_line(given.documents.files)])])
    if strict and warnings:
        raise click.exceptions.Exit(STRICT_STATUS)
