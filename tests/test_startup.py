"""What gets imported when: each case is a process of its own, for here all is imported already."""

import functools
import signal
import subprocess
import sys

import pytest

from locations import FERRY

HEAVY = {
    *("joblib", "matplotlib", "networkx", "nltk", "numpy", "pandas", "ray", "regex", "scipy"),
    *("sentencex", "sklearn", "Stemmer", "sumy", "torch"),
    *("cryptography", "docx", "feedparser", "jinja2", "lxml", "pyarrow", "pypdf", "trafilatura"),
    *("python_multipart", "starlette", "uvicorn", "warcio"),
}
DEFAULT = {"numpy", "Stemmer"}
SUMMARIZE = "import multisumm; multisumm.summarize(['The ferry sank on Sunday.'], {})"


def imported_after(code, *arguments):
    """The packages that are imported when a process that runs this code ends."""
    told = (
        f"import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n{code}"
    )
    command = [sys.executable, "-c", told, *map(str, arguments)]
    ended = subprocess.run(command, check=True, capture_output=True, text=True)
    return {name.partition(".")[0] for name in ended.stderr.splitlines()[-1].split()}


def imported_by(*arguments):
    """The packages that are imported when the command ends."""
    return imported_after("from multisumm.cli.main import main; main(sys.argv[1:])", *arguments)


def test_what_is_imported_is_seen():
    assert "numpy" in imported_after("import numpy")


@pytest.mark.parametrize(
    "command", ["", "summarize", "read", "verify", "serve", "batch", "evaluate", "rouge", "train"]
)
def test_help_imports_no_heavy_package(command):
    assert imported_by(*command.split(), "--help") & HEAVY == set()


def test_the_version_imports_no_heavy_package():
    assert imported_by("--version") & HEAVY == set()


@pytest.mark.parametrize(
    ("module", "interrupt"),
    [
        ("multisumm.cli.main", "os.kill(os.getpid(), signal.SIGINT)"),
        ("multisumm.cli.evaluate", "os.kill(os.getpid(), signal.SIGINT)"),
        ("multisumm.batch.run", "os.kill(os.getpid(), signal.SIGINT)"),
        ("numpy", 'exec("raise KeyboardInterrupt")'),  # as in the import of a dataclass
    ],
)
def test_an_interrupt_while_the_command_loads_is_one_line(module, interrupt):
    ended = interrupted(module, interrupt)
    assert (ended.returncode, ended.stderr) == (130, "multisumm: error: interrupted\n")


def test_an_interrupt_that_whoever_started_us_ignores_is_ignored():
    kill = "os.kill(os.getpid(), signal.SIGINT)"
    ignored = functools.partial(signal.signal, signal.SIGINT, signal.SIG_IGN)
    ended = interrupted("multisumm.cli.main", kill, preexec_fn=ignored)
    assert (ended.returncode, ended.stderr) == (
        1,
        "multisumm: error: none.jsonl: no such file or directory\n",
    )


def interrupted(module, interrupt, **options):
    """How `batch` ends in which this happens when a module is imported."""
    code = f"""
import importlib.abc, os, signal, sys

class Interrupting(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == {module!r}:
            sys.meta_path.remove(self)
            {interrupt}

sys.meta_path.insert(0, Interrupting())
from multisumm.__main__ import main
main()
"""
    command = [sys.executable, "-c", code, "batch", "none.jsonl"]
    return subprocess.run(command, check=False, capture_output=True, text=True, **options)


def test_the_import_of_the_package_imports_no_heavy_package_and_no_stage():
    assert imported_after("import multisumm") & HEAVY == set()
    stages = "import multisumm; print([m for m in sys.modules if m.startswith('multisumm.')])"
    command = [sys.executable, "-c", f"import sys; {stages}"]
    ended = subprocess.run(command, check=True, capture_output=True, text=True)
    assert ended.stdout == "['multisumm._version']\n"


@pytest.mark.parametrize("name", ["Document", "OptionError"])
def test_a_plain_value_imports_no_heavy_package(name):
    assert imported_after(f"import multisumm; multisumm.{name}") & HEAVY == set()


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_default_summary_imports_numpy_and_the_stemmer_and_nothing_heavier(form):
    found = imported_by("summarize", FERRY, "--words", 50, "--format", form)
    assert found & HEAVY == DEFAULT


@pytest.mark.parametrize("method", ["coverage", "lead"])
def test_the_library_imports_nothing_heavier_for_methods_that_need_no_graph(method):
    found = imported_after(SUMMARIZE.format(f"method={method!r}"))
    assert found & HEAVY == DEFAULT


@pytest.mark.parametrize("method", ["textrank", "lexrank", "centroid"])
def test_methods_of_sparse_rows_import_scipy_and_nothing_heavier(method):
    found = imported_after(SUMMARIZE.format(f"method={method!r}"))
    assert found & HEAVY == {*DEFAULT, "scipy"}


def test_a_batch_imports_nothing_heavier_than_a_default_summary(tmp_path):
    clusters = tmp_path / "clusters.jsonl"
    clusters.write_text('{"id": "a", "documents": [{"id": "1", "text": "The ferry sank."}]}\n')
    found = imported_by("batch", clusters, "--output", tmp_path / "out.jsonl", "--workers", 1)
    assert found & HEAVY <= DEFAULT
