"""The command `read`: read documents and print their texts."""

from __future__ import annotations

from typing import Any

import click

from multisumm.cli.options import STRICT_STATUS, command, complete_files, with_options
from multisumm.cli.time_limit import within_time
from multisumm.options import MAX_SECONDS, OUTPUT, QUIET, READING_OPTIONS, SHORT_FORMAT, STRICT
from multisumm.output import refuse_to_overwrite, tell, warn, write


@command(
    "read report.pdf",
    "read reports/ --format json --output documents.json",
    "read table.csv --fields text=Body,title=Head",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", shell_complete=complete_files)
@with_options(SHORT_FORMAT, *READING_OPTIONS.values(), OUTPUT, QUIET, STRICT, MAX_SECONDS)
@within_time
def read(
    paths: tuple[str, ...],
    output_format: str,
    output: str | None,
    quiet: bool,
    strict: bool,
    **reading_options: Any,
) -> None:
    """Print the text of documents, which the positions of quotes refer to.

    The text of one document is printed exactly. Several texts have a line ==> ID <== above each.
    JSON also has the title, date and other metadata of each document and the SHA-256 of its text.
    It can be read and summarised again.

    Exit status: 0 done, 1 an error, 2 wrong usage, 3 no text in any document
    (with --strict: any warning), 130 interrupted.
    """
    from multisumm.reading import read_documents
    from multisumm.rendering.documents import render_documents, render_texts
    from multisumm.rendering.labels import files_line

    refuse_to_overwrite(paths, output)
    documents = read_documents(paths, **reading_options)
    render = render_texts if output_format == "text" else render_documents
    write(render(documents), output)
    warn(documents.warnings, quiet=quiet)
    if not quiet and any(file.outcome != "read" for file in documents.files):
        tell([files_line(documents.files)])
    if strict and documents.warnings:
        raise click.exceptions.Exit(STRICT_STATUS)
