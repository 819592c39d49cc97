"""The scripts in eval/ keep up with the package."""

from importlib import import_module

import pytest

from eval.benchmarks.summarizer import STAGES
from locations import TOP

SCRIPTS = sorted((TOP / "eval").rglob("*.py"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(TOP)))
def test_every_script_can_be_imported(path):
    names = path.relative_to(TOP).with_suffix("").parts
    import_module(".".join(names).removesuffix(".__init__"))


def test_the_functions_that_the_benchmark_times_exist():
    for functions in STAGES.values():
        for module, name in functions:
            assert hasattr(import_module(f"multisumm.{module}"), name)
