"""The command `multisumm`: its commands, its exit status, its errors.

The commands parse, call and print; nothing is decided here. They import what is slow to import
when they run, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from multisumm._version import __version__
from multisumm.cli.batch import batch
from multisumm.cli.compare import compare
from multisumm.cli.digest import digest
from multisumm.cli.evaluate import evaluate
from multisumm.cli.group import group
from multisumm.cli.mcp import mcp
from multisumm.cli.read import read
from multisumm.cli.rouge import rouge
from multisumm.cli.serve import serve
from multisumm.cli.summarize import summarize
from multisumm.cli.train import train
from multisumm.cli.verify import verify
from multisumm.errors import MultisummError
from multisumm.messages import describe_bug, os_reason, printable
from multisumm.output import discard, tell, unwritable

INTERRUPTED_STATUS = 130


class _OrderedGroup(click.Group):
    """A group that lists its commands in the order in which people meet them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(
    cls=_OrderedGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="\b\nExamples:\n  multisumm summarize reports/ --words 100\n  multisumm serve\n"
    "  multisumm summarize --help",
)
@click.version_option(__version__, "-V", "--version", message="multisumm %(version)s")
def cli() -> None:
    """Turn several documents about one subject into one summary of exact quotes.

    Every sentence of a summary has its source and position, and shows which other sources confirm
    or contradict it.
    """


for _command in (
    summarize,
    compare,
    group,
    digest,
    read,
    verify,
    serve,
    mcp,
    batch,
    train,
    rouge,
    evaluate,
):
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and end the process with its documented status; never a traceback."""
    try:
        status = cli.main(arguments, prog_name="multisumm", standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except MultisummError as error:
        tell([f"error: {error}", *(f"note: {note}" for note in getattr(error, "__notes__", ()))])
        status = error.exit_status
    except (KeyboardInterrupt, click.Abort):
        tell(["error: interrupted"])
        status = INTERRUPTED_STATUS
    except SystemExit:  # click's own end, after completion or at a broken pipe
        status = 0
    except OSError as error:  # of click's own output, or one that nobody expected
        status = 1
        if _is_from_click(error):
            tell([f"error: {unwritable(None, error)}"])
            discard(sys.stdout)
        else:
            source = f"{printable(str(error.filename))}: " if error.filename else ""
            reason = os_reason(error) if error.strerror else describe_bug(error)
            tell([f"error: {source}{reason}"])
    except MemoryError:
        tell(["error: out of memory; give less input"])
        status = 1
    if status == INTERRUPTED_STATUS:
        # If an interrupt leaves a string that is executed, as dataclasses do on import, Python ends
        # the process by a signal, even if the interrupt was caught. Executing another string
        # resets that, so that the process ends with the status.
        exec("")
    sys.exit(status)


def _is_from_click(error: OSError) -> bool:
    """Return whether click raised the error when it printed, for example for `--help`."""
    from traceback import walk_tb

    modules = [frame.f_globals.get("__name__", "") for frame, _ in walk_tb(error.__traceback__)]
    return str(modules[-1]).startswith("click.")
