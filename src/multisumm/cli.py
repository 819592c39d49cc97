"""The command `multisumm`: parse, call, print (through `output.py`). Nothing is decided here.

What takes long to import is imported by the commands, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from multisumm._version import __version__
from multisumm.batch_command import batch
from multisumm.errors import MultisummError
from multisumm.evaluation_command import evaluate, rouge
from multisumm.options import format_option, output_option, reading_options, summary_options
from multisumm.output import discard, refuse_to_overwrite, tell, write
from multisumm.read_command import STRICT_STATUS, read
from multisumm.serve_command import serve
from multisumm.verify_command import verify
from multisumm.wording import fault, reason

INTERRUPTED_STATUS = 130
FORMATS = ("text", "markdown", "json", "html")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="multisumm", message="%(prog)s %(version)s")
def cli() -> None:
    """Summarise several documents about one subject: each sentence a quote with its address."""


@cli.command()
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

    from multisumm.formats import RENDERERS
    from multisumm.pipeline import summarize as summarize_documents
    from multisumm.reading import read_sources
    from multisumm.rendering import budget_line

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


cli.add_command(batch)
cli.add_command(read)
cli.add_command(evaluate)
cli.add_command(rouge)
cli.add_command(verify)
cli.add_command(serve)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and end the process with its documented status; never a traceback."""
    try:
        status = cli.main(arguments, prog_name="multisumm", standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except MultisummError as error:
        tell([f"error: {error}"])
        status = error.exit_status
    except (KeyboardInterrupt, click.Abort):
        status = INTERRUPTED_STATUS
    except SystemExit:  # click's own end at a broken pipe: the reader has seen enough
        status = 0
    except OSError as error:  # of click's own output, or one that nobody expected
        status = 1
        if _is_of_click(error):
            tell([f"error: standard output: cannot be written: {error.strerror}"])
            discard(sys.stdout)
        else:
            what = reason(str(error.filename), error) if error.filename else error.strerror
            tell([f"error: {what or fault(error)}"])
    except MemoryError:
        tell(["error: out of memory; give less input"])
        status = 1
    if status == INTERRUPTED_STATUS:
        # Python notes an interrupt that leaves a string it executes, as the import of a dataclass
        # does, and would end by a signal, whoever caught it since; with the next string it forgets.
        exec("")
    sys.exit(status)


def _is_of_click(error: OSError) -> bool:
    """Return whether it was raised where click writes, as for `--help`, which we do not explain."""
    from traceback import walk_tb

    modules = [frame.f_globals.get("__name__", "") for frame, _ in walk_tb(error.__traceback__)]
    return str(modules[-1]).startswith("click.")
