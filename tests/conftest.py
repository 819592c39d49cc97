import ipaddress
import signal
import socket

import pytest
from hypothesis import settings

from browsing import chromium
from multisumm.cli.main import main as run

settings.register_profile("multisumm", deadline=None, derandomize=True, max_examples=30)
settings.load_profile("multisumm")


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Started in the background by a shell; the processes that tests interrupt would inherit it.
    signal.signal(signal.SIGINT, signal.default_int_handler)


CONNECT, RESOLVE = socket.socket.connect, socket.getaddrinfo


def connect_here(self, address):
    """Connect as ever, but only within this machine: no test reaches any other."""
    if self.family in (socket.AF_INET, socket.AF_INET6):
        host = ipaddress.ip_address(address[0].partition("%")[0])
        assert host.is_loopback, f"a test connects to {host}"
    return CONNECT(self, address)


def resolve_here(host, *arguments, **options):
    """Resolve as ever, but only addresses and names of this machine: nothing asks a name server."""
    name = host.decode() if isinstance(host, bytes) else host
    if name and name != "localhost":
        options["flags"] = options.get("flags", 0) | socket.AI_NUMERICHOST
    return RESOLVE(host, *arguments, **options)


socket.socket.connect, socket.getaddrinfo = connect_here, resolve_here


def pytest_make_parametrize_id(val, argname):
    """Name binary parameters by their argument.

    Compressed data holds the time, and all processes that run tests must know them by one name.
    """
    return argname if isinstance(val, bytes) and not val.isascii() else None


@pytest.fixture(scope="module")
def browser():
    """Chromium; closed with the module, because `asyncio.run` refuses to work until then."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def main(capfdbinary):
    """Runs `multisumm` in this process and gives its status, its output in bytes, its errors."""

    def main(*arguments):
        with pytest.raises(SystemExit) as end:
            run([str(argument) for argument in arguments])
        output, errors = capfdbinary.readouterr()
        return end.value.code or 0, output, errors.decode()

    return main
