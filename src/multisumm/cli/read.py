"""The command `multisumm read`: parse, call, print. Slow imports wait for their use."""

from __future__ import annotations

from typing import Any

import click

from multisumm.cli.options import format_option, output_option, reading_options
from multisumm.output import refuse_to_overwrite, tell, write

FORMATS = ("text", "json")
STRICT_STATUS = 3


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@format_option(FORMATS)
@reading_options
@output_option
@click.option("--quiet", is_flag=True, help="No warnings on standard error.")
@click.option("--strict", is_flag=True, help="End with status 3 if there is any warning.")
def read(
    paths: tuple[str, ...],
    form: str,
    output: str | None,
    quiet: bool,
    strict: bool,
    **reading: Any,
) -> None:
    """Print the text of the documents in PATH..., which the addresses of quotes refer to.

    One document is printed exactly, several with a line ==> ID <== before each. JSON has also
    what is known of each, and the SHA-256 of its text; it can be read and summarised again.

    Exit status: 0 done, 1 an error that is explained, 2 wrong usage, 3 no text in any document
    (with --strict: any warning), 130 interrupted.
    """
    from multisumm.reading import read_sources
    from multisumm.rendering.documents import render_documents, render_texts

    refuse_to_overwrite(paths, output)
    documents, warnings = read_sources(paths, **reading)
    write((render_texts if form == "text" else render_documents)(documents), output)
    if not quiet:
        tell(f"warning: {line}" for line in warnings)
    if strict and warnings:
        raise click.exceptions.Exit(STRICT_STATUS)
