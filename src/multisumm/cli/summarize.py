"""The command `summarize`: read documents, summarise them, print the summary."""

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
    AS_BULLETS,
    MAX_SECONDS,
    OUTPUT,
    QUIET,
    READING_OPTIONS,
    STRICT,
    SUMMARY_FORMAT,
    SUMMARY_OPTIONS,
)
from multisumm.output import refuse_terminal, tell, warn, write


@command(
    "summarize reports/ --words 100 --query 'Who was warned?'",
    "summarize a.pdf b.html --format docx --output summary.docx",
    "summarize - --sentences 3 < article.txt",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=complete_files)
@with_options(
    *SUMMARY_OPTIONS.values(),
    SUMMARY_FORMAT,
    AS_BULLETS,
    *READING_OPTIONS.values(),
    OUTPUT,
    QUIET,
    STRICT,
    MAX_SECONDS,
)
@within_time
def summarize(
    paths: tuple[str, ...],
    output_format: str,
    bullets: bool,
    output: str | None,
    quiet: bool,
    strict: bool,
    **options: Any,
) -> None:
    """Summarise the documents in files and folders.

    A PATH is a file (text, Markdown, HTML, PDF, Word, e-mail, RSS or Atom, WARC, CSV, TSV, JSON,
    JSONL, Parquet), a folder of such files, - for standard input, or with --fetch an address. Give
    at most one budget (--words, --sentences, --characters, --bytes, --tokens or --ratio); the
    summary never exceeds it.

    Exit status: 0 done, 1 an error, 2 wrong usage, 3 nothing to summarise
    (with --strict: any warning), 7 nothing new, 130 interrupted.
    """
    from multisumm.cli.known import read_given
    from multisumm.cli.terminal import is_for_terminal, text_for_terminal
    from multisumm.pipeline import summarize as summarize_documents
    from multisumm.rendering.formats import RENDERERS
    from multisumm.rendering.labels import budget_line, files_line

    is_word = output_format == "docx"
    if is_word:
        refuse_terminal(output, output_format)
    if bullets and output_format not in ("text", "markdown"):
        raise click.UsageError("--bullets is of use only with --format text or markdown")
    if options["explain"] and is_word:
        raise click.UsageError("--explain is of no use with --format docx")
    reading = pop_values(options, READING_OPTIONS)
    with show_progress(quiet=quiet) as tell_stage:
        reading["watch"] = told_of_files(tell_stage)
        given = read_given(paths, options.pop("known"), output, **reading)
        tell_stage(f"summarising {plural(len(given.documents), 'document', comma=True)}")
        summary = summarize_documents(given.documents, known=given.known, **options)
        tell_stage("rendering")
        shown = {"bullets": True} if bullets else {}
        content = summary.to_docx() if is_word else RENDERERS[output_format](summary, **shown)
    warnings = (*given.warnings, *summary.warnings)
    if output_format == "text" and is_for_terminal(output):
        content = text_for_terminal(str(content))
    write(content, output)
    warn(warnings, quiet=quiet)
    if not quiet:
        tell([f"{budget_line(summary)}; {files_line(given.documents.files)}"])
    if strict and warnings:
        raise click.exceptions.Exit(STRICT_STATUS)
