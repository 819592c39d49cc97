"""The command `multisumm`: parse, call, print (through `output.py`). Nothing is decided here.

What takes long to import is imported by the commands, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from multisumm._version import __version__
from multisumm.cli.batch import batch
from multisumm.cli.evaluate import evaluate
from multisumm.cli.read import read
from multisumm.cli.rouge import rouge
from multisumm.cli.serve import serve
from multisumm.cli.summarize import summarize
from multisumm.cli.verify import verify
from multisumm.errors import MultisummError
from multisumm.messages import describe_bug, os_reason, printable
from multisumm.output import discard, tell, unwritable

INTERRUPTED_STATUS = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="multisumm", message="%(prog)s %(version)s")
def cli() -> None:
    """Summarise several documents about one subject: each sentence a quote with its address."""


cli.add_command(summarize)
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
        # Python notes an interrupt that leaves a string it executes, as the import of a dataclass
        # does, and would end by a signal, whoever caught it since; with the next string it forgets.
        exec("")
    sys.exit(status)


def _is_of_click(error: OSError) -> bool:
    """Return whether it was raised where click writes, as for `--help`, which we do not explain."""
    from traceback import walk_tb

    modules = [frame.f_globals.get("__name__", "") for frame, _ in walk_tb(error.__traceback__)]
    return str(modules[-1]).startswith("click.")
