"""The command `multisumm summarize`."""

from __future__ import annotations

from typing import Any

import click

from multisumm.cli.options import format_option, output_option, reading_options, summary_options
from multisumm.cli.read import STRICT_STATUS
from multisumm.output import refuse_to_overwrite, tell, write

FORMATS = ("text", "markdown", "json", "html")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@summary_options
@format_option(FORMATS)
@reading_options
@output_option
@click.option("--quiet", is_flag=True, help="No warnings and no report on standard error.")
@click.option("--strict", is_flag=True, help="End with status 3 if there is any warning.")
def summarize(
    paths: tuple[str, ...],
    form: str,
    output: str | None,
    quiet: bool,
    strict: bool,
    fields: dict[str, str],
    max_bytes: int,
    fetch: bool,
    allow_private: bool,
    **options: Any,
) -> None:
    """Print one summary of all documents in PATH...

    A PATH is a file (text, Markdown, HTML, PDF, Word, e-mail, RSS or Atom, WARC, CSV, TSV, JSON,
    JSONL, Parquet), a folder of those, - for standard input, or with --fetch an address. At most
    one of the budgets can be given; it is a hard ceiling.

    Exit status: 0 done, 1 an error that is explained, 2 wrong usage, 3 nothing to summarise
    (with --strict: any warning), 130 interrupted.
    """
    from dataclasses import replace

    from multisumm.pipeline import summarize as summarize_documents
    from multisumm.reading import read_sources
    from multisumm.rendering.formats import RENDERERS
    from multisumm.rendering.labels import budget_line

    refuse_to_overwrite(paths, output)
    found = read_sources(
        paths, fields=fields, max_bytes=max_bytes, fetch=fetch, allow_private=allow_private
    )
    summary = summarize_documents(found.documents, **options)
    summary = replace(summary, warnings=(*found.warnings, *summary.warnings))
    write(RENDERERS[form](summary), output)
    if not quiet:
        tell((*(f"warning: {line}" for line in summary.warnings), budget_line(summary)))
    if strict and summary.warnings:
        raise click.exceptions.Exit(STRICT_STATUS)
