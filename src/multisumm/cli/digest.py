"""The command `digest`: read a pile of documents, print its subjects, each with a summary."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import click

from multisumm.cli.options import (
    FAILED_STATUS,
    STRICT_STATUS,
    command,
    complete_files,
    pop_values,
    with_options,
)
from multisumm.cli.progress import show_progress, told_of_files, told_of_subjects
from multisumm.cli.time_limit import within_time
from multisumm.messages import plural
from multisumm.options import (
    DIGEST_FORMAT,
    DIGEST_OPTIONS,
    DIGEST_WORK_OPTIONS,
    MAX_SECONDS,
    OUTPUT,
    QUIET,
    READING_OPTIONS,
    STRICT,
)
from multisumm.output import tell, warn, write

if TYPE_CHECKING:
    from multisumm.model import FileFate
    from multisumm.summary import Digest

_HOW = [name for name in DIGEST_WORK_OPTIONS if name != "resume"]


@command(
    "digest feed.xml inbox.mbox --known yesterday/ --format html --output digest.html",
    "digest news/ --query 'flood warnings' --subjects 5 --words 40",
    "digest archive.jsonl --subjects 5000 --workers 8 --format json --output digest.json --resume",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=complete_files)
@with_options(
    *DIGEST_OPTIONS.values(),
    DIGEST_FORMAT,
    *DIGEST_WORK_OPTIONS.values(),
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
    resume: bool,
    **options: Any,
) -> None:
    """Digest a pile of documents: its subjects, each with a headline and a summary.

    The documents can be about anything. Those about one subject are put together, as group does,
    and each subject is summarised. First comes what most independent sources tell. Headlines are
    quotes, too. PATH is as for summarize.

    Exit status: 0 done, 1 an error, or a subject whose worker failed, 2 wrong usage, 3 no subject
    with enough sources, or nothing to summarise (with --strict: any warning), 7 nothing new, 130
    interrupted.
    """
    from multisumm.batch.digest_run import DigestPlan, run_digest
    from multisumm.batch.journal import check_place, open_journal
    from multisumm.cli.known import read_given
    from multisumm.cli.pile_size import check_files
    from multisumm.rendering.digest_formats import DIGEST_RENDERERS

    reading = pop_values(options, READING_OPTIONS)
    plan = DigestPlan(**pop_values(options, _HOW))
    known = options.pop("known")
    kept = check_place(output, (*paths, *known)) if resume else None
    check_files(paths, max_bytes=reading["max_bytes"])
    with ExitStack() as opened:
        with show_progress(quiet=quiet) as tell_stage:
            reading["watch"] = told_of_files(tell_stage)
            given = read_given(paths, known, output, **reading)
            journal = opened.enter_context(open_journal(kept)) if kept else None
            tell_stage(f"grouping {plural(len(given.documents), 'document', comma=True)}")
            watch = told_of_subjects(tell_stage)
            found, failures = run_digest(
                given.documents, given.known, options, plan, journal, watch=watch
            )
            tell_stage("rendering")
            content = DIGEST_RENDERERS[output_format](found)
        write(content, output)
        warnings = (*given.warnings, *found.warnings)
        warn(warnings, quiet=quiet)
        if not quiet:
            _tell_counts(found, given.documents.files)
        if failures:  # the journal stays: another run has only these to make
            failed = plural(len(failures), "subject")
            tell([f"error: {failed} without a summary; the first error is: {failures[0]}"])
            raise click.exceptions.Exit(FAILED_STATUS)
    if strict and warnings:
        raise click.exceptions.Exit(STRICT_STATUS)


def _tell_counts(found: Digest, files: Sequence[FileFate]) -> None:
    """Print what the digest has, what it does not show, and what became of the files."""
    from multisumm.rendering.digest_labels import digest_title, left_out
    from multisumm.rendering.labels import files_line

    counts = [digest_title(found).removeprefix("Digest: "), *left_out(found)]
    tell(["; ".join([*counts, files_line(files)])])
