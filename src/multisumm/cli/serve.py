"""The command `serve`: start the server and print its address."""

from __future__ import annotations

from multisumm.cli.options import command, with_options
from multisumm.errors import InputError, OptionError
from multisumm.messages import must_be, needs_package
from multisumm.options import SERVER_OPTIONS
from multisumm.output import tell


@command("serve", "serve --port 0 --max-bytes 200MB")
@with_options(*SERVER_OPTIONS.values())
def serve(
    host: str,
    port: int,
    allow_host: tuple[str, ...],
    max_bytes: int,
    max_seconds: float,
    max_jobs: int,
    fetch: bool,
    allow_private: bool,
) -> None:
    """Serve a page and an API that summarise, digest and compare files and texts.

    Uploads stay in memory, and only until they are worked on. Ctrl+C stops the server. /api
    describes the API.

    Exit status: 0 stopped, 1 an error, 2 wrong usage.
    """
    try:
        from multisumm.web.limits import Limits
        from multisumm.web.security import host_form
        from multisumm.web.server import address_of, is_local, listen, run, server_for
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("multisumm"):
            raise
        raise InputError(needs_package("to serve the page", "multisumm")) from None
    for name in allow_host:
        if host_form(name) is None:
            raise OptionError(must_be("--allow-host", "a host name without scheme and port", name))
    limits = Limits(
        bytes=max_bytes,
        seconds=max_seconds,
        jobs=max_jobs,
        fetch=fetch,
        allow_private=allow_private,
    )
    listener = listen(host, port)
    if not is_local(listener):
        tell([f"warning: {host} can be reached from other machines, and there is no password"])
        if fetch:
            tell(["warning: other machines can let this one fetch addresses"])
    server = server_for(listener, limits, host=host, allow_hosts=allow_host)
    tell([f"serving at {address_of(listener, host)} (Ctrl+C stops it)"])
    run(server, listener)
    tell(["stopped"])
