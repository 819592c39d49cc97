"""The command `serve`: parse, call, tell where. The server is imported when it is used."""

from __future__ import annotations

import click

from multisumm.errors import InputError
from multisumm.messages import needs_package
from multisumm.output import tell


@click.command()
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="NAME",
    help="Name or address to listen at; others than this machine's own let others in.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    metavar="N",
    help="Port to listen at; 0 takes a free one.",
)
@click.option(
    "--allow-host",
    "allow_hosts",
    multiple=True,
    metavar="NAME",
    help="Another name by which browsers may ask for this server.",
)
@click.option(
    "--max-bytes",
    type=click.IntRange(min=1, max=1_000_000_000_000),
    default=50_000_000,
    show_default=True,
    metavar="N",
    help="Take no larger upload, nor a file that is larger decompressed.",
)
@click.option(
    "--max-seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=120,
    show_default=True,
    metavar="N",
    help="Stop a summary that takes longer, upload included.",
)
@click.option(
    "--max-jobs",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    metavar="N",
    help="Make so many summaries at the same time.",
)
def serve(
    host: str,
    port: int,
    allow_hosts: tuple[str, ...],
    max_bytes: int,
    max_seconds: float,
    max_jobs: int,
) -> None:
    """Serve a page to summarise files and texts with, and an API (/api says how).

    Uploads stay in memory, and only until they are summarised. It ends at Ctrl+C.

    Exit status: 0 stopped, 1 an error that is explained, 2 wrong usage.
    """
    try:
        from multisumm.web.limits import Limits
        from multisumm.web.server import address_of, is_local, listen, run, server_for
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("multisumm"):
            raise
        raise InputError(needs_package("to serve the page", "multisumm[web]")) from None
    limits = Limits(bytes=max_bytes, seconds=max_seconds, jobs=max_jobs)
    listener = listen(host, port)
    if not is_local(listener):
        tell([f"warning: {host} can be reached from other machines, and there is no password"])
    server = server_for(listener, limits, host=host, allow_hosts=allow_hosts)
    tell([f"serving at {address_of(listener, host)} (Ctrl+C stops it)"])
    run(server, listener)
    tell(["stopped"])
