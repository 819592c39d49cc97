"""The examples in docstrings give what they say."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import multisumm

TOP = Path(multisumm.__file__).parent
MODULES = sorted(
    ".".join(path.relative_to(TOP.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in TOP.rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_give_what_they_say(name):
    try:
        module = import_module(name)
    except ModuleNotFoundError as error:
        if (error.name or "multisumm").startswith("multisumm"):
            raise
        pytest.skip(f'{error.name} is not installed: pip install ".[peers]"')
    failed, tried = doctest.testmod(module)
    assert tried
    assert not failed


def test_there_are_modules_with_examples():
    assert "multisumm.escaping" in MODULES
