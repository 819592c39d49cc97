import sys

import pytest

from multisumm.web import subprocesses
from web_server import serving


@pytest.fixture(scope="session")
def site():
    with serving() as site:
        yield site


@pytest.fixture
def without_processes(monkeypatch):
    """The server makes summaries in this process: for tests that are not about its processes."""
    from multisumm.web import app
    from web_server import lines_made_here

    monkeypatch.setattr(app, "worker_lines", lines_made_here)


@pytest.fixture
def endless(monkeypatch):
    """Jobs that never end; gives the processes that were started."""
    started = []
    create = subprocesses.asyncio.create_subprocess_exec

    async def start(*_, **options):
        code = 'import time; print(\'{"stage": "waiting"}\', flush=True); time.sleep(600)'
        started.append(await create(sys.executable, "-c", code, **options))
        return started[-1]

    monkeypatch.setattr(subprocesses.asyncio, "create_subprocess_exec", start)
    return started
