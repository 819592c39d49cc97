"""Every example in README.md and docs/ runs, and prints what is shown where output is shown.

A page is run from top to bottom in a folder of its own that has the files of `example_files`. Above
a block that cannot run, the page says why: `<!-- not run: ... -->`. Above a block that shows what
the block before it prints, it says `<!-- output -->`; there `…` stands for what is left out, white
space does not count, and what is printed on standard error may follow.
"""

import importlib.util
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from shutil import copytree, which
from typing import NamedTuple

import pytest

import multisumm
from digest_data import DAM, VOTE
from example_files import name_of, pages, prepare
from locations import SEEDS, TOP

FENCE = re.compile(r"(?:^<!-- ([^\n]*) -->\n)?^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SHOWN_ONLY = {"text", "json", "yaml"}
"""Languages of blocks that are read, not run."""

NEEDED = {
    "to_pandas": "pandas",
    "langchain": "langchain_core",
    "SummaryCompressor": "langchain_core",
    "hf:": "tokenizers",
    "jq ": None,
}
"""What a line of an example names -> the package without which the block is not run."""


class Block(NamedTuple):
    """A fenced block of a page: its language, its text, and the remark above it."""

    language: str
    text: str
    remark: str


def blocks_of(page):
    """The blocks of a page, from top to bottom."""
    text = page.read_text(encoding="utf-8")
    return [Block(match[2], match[3], match[1] or "") for match in FENCE.finditer(text)]


def is_run(block):
    return block.language not in SHOWN_ONLY and not block.remark.startswith("not run: ")


def missing(block):
    """What a block needs and this machine does not have."""
    return [
        sign.strip()
        for sign, package in NEEDED.items()
        if sign in block.text
        and not (importlib.util.find_spec(package) if package else which(sign.strip()))
    ]


# --- how blocks are run -------------------------------------------------------------------------


def commands_of(text):
    """The lines of a block, those that end with a backslash joined to the next ones."""
    return [line for line in re.sub(r"\\\n\s*", "", text).splitlines() if line.strip()]


def is_plain(line):
    """Whether a line only calls multisumm, so that no shell is needed."""
    words = line.partition(" #")[0]
    return line.startswith(("multisumm ", "#")) and not re.search(r"[|<>;&$*]", words)


def run_plain(lines, main):
    """Run lines of multisumm in this process and return what they print."""
    printed = []
    for line in lines:
        if line.startswith("#"):
            continue
        status, output, errors = main(*shlex.split(line, comments=True)[1:])
        expected = {0, *map(int, re.findall(r"# .*status (\d)", line))}
        assert status in expected, f"{line}\n{errors}"
        printed += [output.decode(), errors]
    return "\n".join(printed)


def run_in_shell(text):
    """Run a block by bash, where `multisumm` is the one of this clone, and return its output."""
    Path("programs").mkdir(exist_ok=True)
    for name, line in {
        "multisumm": f'exec {sys.executable} -m multisumm "$@"',
        "python": f'exec {sys.executable} "$@"',
        "export-tickets": "cat tickets.csv",
    }.items():
        program = Path("programs") / name
        program.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        program.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{Path('programs').resolve()}:{os.environ['PATH']}",
        "PYTHONPATH": f"{TOP / 'src'}:{TOP}",
        "TASK": "01",
    }
    command = ["bash", "-euo", "pipefail", "-c", text]
    ended = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert ended.returncode == 0, f"{text}\n{ended.stderr}"
    return ended.stdout + ended.stderr


def run_python(text, names, capfdbinary):
    """Run a block of Python after those before it and return what it prints."""
    exec(compile(text, "example", "exec"), names)
    return capfdbinary.readouterr().out.decode()


def check_output(shown, printed):
    """Fail unless the pieces between `…` are printed, one after the other."""
    place, printed = 0, " ".join(printed.split())
    for piece in (" ".join(piece.split()) for piece in shown.split("…")):
        found = printed.find(piece, place)
        assert found >= 0, f"not printed: {piece}\n\nbut: {printed[place:]}"
        place = found + len(piece)


# --- the pages ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def example_files(tmp_path_factory):
    place = tmp_path_factory.mktemp("examples") / "files"
    place.mkdir()
    prepare(place)
    return place


@pytest.mark.parametrize("page", [page for page in pages() if blocks_of(page)], ids=name_of)
def test_the_examples_of_a_page_run_and_print_what_is_shown(
    page, example_files, tmp_path, monkeypatch, main, capfdbinary
):
    place = tmp_path / "place"
    copytree(example_files, place, symlinks=True)
    monkeypatch.chdir(place)
    blocks = blocks_of(page)
    names = {"multisumm": multisumm, "data": Path("report.pdf").read_bytes()}
    if any(block.language == "python" for block in blocks):
        names["documents"] = multisumm.read_documents(["reports"])
        names["summary"] = multisumm.summarize(names["documents"], words=120)
    printed = None
    for block in blocks:
        if block.remark == "output":
            assert block.language == "text"
            if printed is not None:
                check_output(block.text, printed)
        elif is_run(block) and missing(block):
            printed = None
        elif is_run(block) and block.language == "python":
            printed = run_python(block.text, names, capfdbinary)
        elif is_run(block):
            lines = commands_of(block.text)
            plain = all(map(is_plain, lines))
            printed = run_plain(lines, main) if plain else run_in_shell(block.text)


def test_each_digest_of_the_morning_tells_only_what_no_earlier_one_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    script = blocks_of(TOP / "docs" / "how-to" / "morning-digest.md")[0].text
    Path("news").mkdir()
    Path("programs").mkdir()
    Path("programs/date").write_text("#!/bin/sh\ncat today\n")
    Path("programs/date").chmod(0o755)
    for day, subject in enumerate((DAM, VOTE), start=1):
        Path("today").write_text(f"2025-05-0{day}\n")
        for document in subject:
            Path("news", f"{document.id}.txt").write_text(document.text)
        for _ in range(2):  # the second time changes nothing
            run_in_shell(script)
            record = json.loads(Path(f"digests/2025-05-0{day}.json").read_text())
            ids = [one["summary"]["documents"][0]["id"] for one in record["subjects"]]
            assert ids == [f"{subject[0].id}.txt"]
    Path("today").write_text("2025-05-03\n")
    with pytest.raises(AssertionError, match="nothing new"):
        run_in_shell(script)


def test_the_readme_needs_no_files_but_those_of_a_clone(tmp_path, monkeypatch, capfdbinary):
    monkeypatch.chdir(tmp_path)
    Path("seeds").symlink_to(SEEDS)
    blocks = [one for one in blocks_of(TOP / "README.md") if one.language == "python"]
    assert blocks
    for block in blocks:
        assert run_python(block.text, {}, capfdbinary)


@pytest.mark.parametrize("page", [page for page in pages() if blocks_of(page)], ids=name_of)
def test_a_block_is_run_or_the_page_says_why_not(page):
    before = None
    for block in blocks_of(page):
        assert block.language in {"sh", "python", *SHOWN_ONLY}
        if block.remark.startswith("not run"):
            assert re.fullmatch(r"not run: \w.{8,}", block.remark), block.remark
        if block.remark == "output":
            assert before is not None, block.text
            assert is_run(before), block.text
        elif block.language not in SHOWN_ONLY:
            before = block


def test_most_blocks_are_run():
    blocks = [block for page in pages() for block in blocks_of(page)]
    runnable = [block for block in blocks if block.language not in SHOWN_ONLY]
    assert sum(map(is_run, runnable)) > 0.8 * len(runnable)


def test_output_that_is_not_printed_is_found():
    check_output("one … three\n", "one two\nthree four")
    for shown in ("one … five", "three … one"):
        with pytest.raises(AssertionError, match="not printed"):
            check_output(shown, "one two\nthree four")
