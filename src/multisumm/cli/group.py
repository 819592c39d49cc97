"""The command `group`: read documents, group them into subjects, print a cluster a line."""

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
from multisumm.cli.progress import show_progress, told_of_files
from multisumm.cli.time_limit import within_time
from multisumm.messages import plural
from multisumm.options import (
    ADD,
    GROUP_OPTIONS,
    MAX_SECONDS,
    OUTPUT,
    QUIET,
    READING_OPTIONS,
    STRICT,
)
from multisumm.output import refuse_to_overwrite, tell, warn, write


@command(
    "group news/ --output clusters.jsonl",
    "group feed.xml articles.csv --window 14 --output clusters.jsonl",
    "group today/ --add clusters.jsonl --output new.jsonl",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=complete_files)
@with_options(
    *GROUP_OPTIONS.values(),
    ADD,
    *READING_OPTIONS.values(),
    OUTPUT,
    QUIET,
    STRICT,
    MAX_SECONDS,
)
@within_time
def group(
    paths: tuple[str, ...],
    add: str | None,
    output: str | None,
    quiet: bool,
    strict: bool,
    **options: Any,
) -> None:
    """Group documents into subjects: news of one event, whoever tells it.

    Each line of the output is one subject, a cluster that batch reads. Most independent sources
    come first; documents that share their subject with no other stay alone. Each document says
    which are nearest to it, how probable one event is, and by which words. PATH is as for
    summarize.

    Exit status: 0 done, 1 an error, 2 wrong usage, 3 no text in any document
    (with --strict: any warning), 130 interrupted.
    """
    from multisumm.cli.pile_size import check_files
    from multisumm.pipeline.grouping import group as group_pile
    from multisumm.reading import read_clusters, read_documents
    from multisumm.rendering.labels import files_line, groups_line

    refuse_to_overwrite((*paths, *([] if add is None else [add])), output)
    reading = pop_values(options, READING_OPTIONS)
    check_files(paths, max_bytes=reading["max_bytes"])
    with show_progress(quiet=quiet) as tell_stage:
        documents = read_documents(paths, **reading, watch=told_of_files(tell_stage))
        tell_stage(f"grouping {plural(len(documents), 'document', comma=True)}")
        grouping = group_pile(documents, add=[] if add is None else read_clusters(add), **options)
    write(grouping.to_jsonl(), output)
    warn(grouping.warnings, quiet=quiet)
    if not quiet:
        tell([f"{groups_line(grouping.groups)}; {files_line(documents.files)}"])
    if strict and grouping.warnings:
        raise click.exceptions.Exit(STRICT_STATUS)
