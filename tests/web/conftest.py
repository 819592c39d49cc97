import pytest

from web_server import serving


@pytest.fixture(scope="session")
def site():
    with serving() as site:
        yield site
