"""The command `multisumm read`, and the options of all commands that read documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from multisumm.output import refuse_to_overwrite, tell, write

FORMATS = ("text", "json")
STRICT_STATUS = 3


def _fields(_: click.Context, __: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    from multisumm.columns import parse_fields

    return parse_fields(texts)


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that are keyword arguments of `reading.read_sources`."""
    options = (
        click.option(
            "--fields",
            multiple=True,
            callback=_fields,
            metavar="FIELD=COLUMN,...",
            help="Columns of a table or keys of records: id, text, title, date, url, site, cluster"
            " (default: found by their usual names).",
        ),
        click.option(
            "--max-bytes",
            type=click.IntRange(min=1),
            default=200_000_000,
            show_default=True,
            metavar="N",
            help="Read no file that is larger, as it is or decompressed.",
        ),
        click.option("--fetch", is_flag=True, help="Fetch a PATH that is an http(s) address."),
        click.option(
            "--allow-private",
            is_flag=True,
            help="Let --fetch reach this machine and private networks.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="What to print.",
)
@reading_options
@click.option("--output", metavar="FILE", help="Write there instead of standard output.")
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
    (with --strict: any warning).
    """
    from multisumm.reading import read_sources
    from multisumm.rendering import render_documents, render_texts

    refuse_to_overwrite(paths, output)
    documents, warnings = read_sources(paths, **reading)
    write((render_texts if form == "text" else render_documents)(documents), output)
    if not quiet:
        tell(f"warning: {line}" for line in warnings)
    if strict and warnings:
        raise click.exceptions.Exit(STRICT_STATUS)
