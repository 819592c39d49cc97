"""The command `mcp`: serve the tools to a program that talks to a language model."""

from __future__ import annotations

import os
import signal
from types import FrameType

import click

from multisumm.cli.options import command, complete_files, with_options
from multisumm.errors import InputError, Interrupted
from multisumm.messages import needs_package
from multisumm.options import READING_OPTIONS
from multisumm.output import tell


@command("mcp reports/", "mcp news/ mail/ --max-bytes 50MB")
@click.argument(
    "folders", nargs=-1, required=True, metavar="FOLDER...", shell_complete=complete_files
)
@with_options(READING_OPTIONS["max_bytes"])
def mcp(folders: tuple[str, ...], max_bytes: int) -> None:
    """Serve summarize, compare, verify, read and digest as tools (MCP).

    The program of a language model, such as an editor or a chat, starts this command and talks to
    it on standard input and output. The tools read only what is in the given folders, change
    nothing and fetch nothing. It needs pip install "multisumm[mcp]".

    Exit status: 0 the client has closed the connection, 1 an error, 2 wrong usage, 130 interrupted.
    """
    try:
        from multisumm.integrations.mcp_server import serve_tools
    except ImportError as error:
        if (error.name or "").startswith("multisumm"):
            raise
        raise InputError(needs_package("to serve tools", "multisumm[mcp]")) from None
    before = signal.signal(signal.SIGINT, _end)
    try:
        serve_tools(folders, max_bytes=max_bytes)
    finally:
        signal.signal(signal.SIGINT, before)


def _end(_: int, __: FrameType | None) -> None:
    """End at once: the thread that waits for standard input cannot be stopped otherwise."""
    tell(["error: interrupted"])
    os._exit(Interrupted.exit_status)
