import pytest
from hypothesis import settings

from multisumm import cli

settings.register_profile("multisumm", deadline=None, derandomize=True, max_examples=30)
settings.load_profile("multisumm")


@pytest.fixture
def main(capfdbinary):
    """Runs `multisumm` in this process and gives its status, its output in bytes, its errors."""

    def main(*arguments):
        with pytest.raises(SystemExit) as end:
            cli.main([str(argument) for argument in arguments])
        output, errors = capfdbinary.readouterr()
        return end.value.code or 0, output, errors.decode()

    return main
