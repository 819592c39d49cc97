"""What is imported when, seen in fresh processes: in this one, all is imported already."""

import functools
import signal
import subprocess
import sys

import pytest

from locations import FERRY
from multisumm.cli.main import cli

HEAVY = {
    *("jinja2", "joblib", "markupsafe", "matplotlib", "networkx", "nltk", "numpy", "pandas"),
    *("ray", "regex", "scipy", "sentencex", "sklearn", "Stemmer", "sumy", "torch"),
    *("chardet", "cryptography", "docx", "feedparser", "lxml", "pyarrow", "pypdf", "trafilatura"),
    *("python_multipart", "starlette", "tiktoken", "tokenizers", "uvicorn", "warcio"),
}
DEFAULT = {"numpy", "Stemmer"}
SUMMARIZE = "import multisumm; multisumm.summarize(['The ferry sank on Sunday.'], {})"
STEPS = """
import sys
for step in sys.argv[1:]:
    try:
        exec(step)
    except SystemExit as end:
        assert not end.code, step
    print("imported:", *sys.modules, file=sys.stderr)
"""


def heavy_imports(*steps):
    """Run lines of code in one fresh process; return the heavy packages there after each."""
    command = [sys.executable, "-c", STEPS, *steps]
    ended = subprocess.run(command, check=True, capture_output=True, text=True)
    lists = [line.split() for line in ended.stderr.splitlines() if line.startswith("imported: ")]
    return [{name.partition(".")[0] for name in names} & HEAVY for names in lists]


def command(*arguments):
    """Return the line of code that runs a command."""
    return f"from multisumm.cli.main import main; main({[*map(str, arguments)]})"


def test_imports_are_seen():
    assert heavy_imports("import json", "import numpy") == [set(), {"numpy"}]


def test_help_and_version_import_no_heavy_package():
    commands = [[name, "--help"] for name in cli.list_commands(None)]
    steps = [command(*arguments) for arguments in [["--help"], ["--version"], *commands]]
    assert heavy_imports(*steps) == [set()] * len(steps)


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


def test_an_interrupt_that_the_parent_process_ignores_is_ignored():
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


def test_the_command_works_without_docstrings():
    command = [sys.executable, "-OO", "-m", "multisumm", "summarize", str(FERRY), "--words", "30"]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr[:11]) == (0, "multisumm: ")
    assert "Sources:" in ended.stdout


def test_the_import_of_the_package_imports_no_stage():
    stages = "import multisumm; print([m for m in sys.modules if m.startswith('multisumm.')])"
    command = [sys.executable, "-c", f"import sys; {stages}"]
    ended = subprocess.run(command, check=True, capture_output=True, text=True)
    assert ended.stdout == "['multisumm._version']\n"


def test_the_package_and_its_plain_values_import_no_heavy_package():
    steps = ["import multisumm", "multisumm.Document", "multisumm.OptionError"]
    assert heavy_imports(*steps) == [set()] * 3


def test_a_default_summary_imports_numpy_and_the_stemmer_and_nothing_heavier():
    formats = ("text", "markdown", "json")
    steps = [command("summarize", FERRY, "--words", 50, "--format", name) for name in formats]
    assert heavy_imports(*steps) == [DEFAULT] * 3


def test_the_report_imports_the_templates_and_what_makes_the_word_file_in_it_and_nothing_heavier():
    step = command("summarize", FERRY, "--words", 50, "--format", "html")
    assert heavy_imports(step) == [{*DEFAULT, "jinja2", "markupsafe", "docx", "lxml"}]


def test_the_library_imports_nothing_heavier_for_methods_that_need_no_graph():
    steps = [SUMMARIZE.format(f"method={method!r}") for method in ("coverage", "lead")]
    assert heavy_imports(*steps) == [DEFAULT] * 2


def test_methods_of_sparse_rows_import_scipy_and_nothing_heavier():
    methods = ("textrank", "lexrank", "centroid")
    steps = [SUMMARIZE.format(f"method={method!r}") for method in methods]
    assert heavy_imports(*steps) == [{*DEFAULT, "scipy"}] * 3


def test_a_batch_imports_nothing_heavier_than_a_default_summary(tmp_path):
    clusters = tmp_path / "clusters.jsonl"
    clusters.write_text('{"id": "a", "documents": [{"id": "1", "text": "The ferry sank."}]}\n')
    step = command("batch", clusters, "--output", tmp_path / "out.jsonl", "--workers", 1)
    assert heavy_imports(step)[0] <= DEFAULT
