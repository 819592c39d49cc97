import pytest

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
