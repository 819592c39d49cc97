"""What README.md and docs/ tell to type does what they say."""

import importlib.util
import re
import shlex
from pathlib import Path

import pytest

from locations import TOP
from multisumm.cli.main import cli
from multisumm.cli.main import main as run
from multisumm.cli.options import PRESETS
from multisumm.cli.serve import serve
from multisumm.cli.summarize import FORMATS
from multisumm.evaluation.measures import MEASURES
from multisumm.web.limits import Limits
from multisumm.web.openapi import describe_api


@pytest.mark.parametrize("page", ["README.md", "docs/outputs.md"])
def test_the_commands_of_a_page_run_one_after_the_other(page, tmp_path, monkeypatch):
    text = (TOP / page).read_text(encoding="utf-8")
    commands = re.findall(r"^    multisumm (.*)$", text, re.MULTILINE)
    lines = [line for line in commands if "seeds/ferry" in line]  # these run as they are
    assert lines
    monkeypatch.chdir(tmp_path)
    Path("seeds").symlink_to(TOP / "seeds")
    for line in lines:
        with pytest.raises(SystemExit) as end:
            run(shlex.split(line, comments=True))
        assert end.value.code == 0, f"{page}: {line}"


PAGES = [TOP / "README.md", *sorted((TOP / "docs").glob("*.md"))]


def sections():
    """Each section of the pages, by heading."""
    for page in PAGES:
        yield from re.split(r"^#+ ", page.read_text(encoding="utf-8"), flags=re.MULTILINE)


@pytest.mark.parametrize("name", cli.commands)
def test_every_command_is_in_the_readme_and_each_of_its_options_beside_it(name):
    assert f"multisumm {name}" in (TOP / "README.md").read_text(encoding="utf-8")
    told = "\n".join(text for text in sections() if f"multisumm {name}" in text)
    for option in cli.commands[name].params:
        for each in (*option.opts, *option.secondary_opts):
            if each.startswith("--") and each != "--help":
                assert re.search(rf"{each}(?![\w-])", told), f"{name} {each}"


def test_every_option_that_a_page_names_is_there():
    known = {
        "--version",
        "--help",
        "--json",
        "--cov",
        "--quiet",
        "--large",
    }  # curl, pytest, eval/
    for command in cli.commands.values():
        known |= {each for one in command.params for each in (*one.opts, *one.secondary_opts)}
    for page in PAGES:
        named = re.findall(r"(?<![\w-])--[a-z][a-z-]*", page.read_text(encoding="utf-8"))
        assert set(named) <= known, page.name


NEEDED = {"to_pandas": "pandas", "langchain": "langchain_core", "haystack": "haystack"}


def test_the_python_of_the_readme_runs(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    Path("reports").symlink_to(TOP / "seeds" / "ferry" / "sources")
    text = (TOP / "README.md").read_text(encoding="utf-8").split("## Evaluation")[1]
    code = re.findall(r"^    (?!multisumm \w)(.*)$", text, re.MULTILINE)
    assert len(code) > 15
    missing = {sign for sign, name in NEEDED.items() if importlib.util.find_spec(name) is None}
    classes = {"langchain": "SummaryCompressor", "haystack": "MultiDocumentSummarizer"}
    missing |= {classes[sign] for sign in missing if sign in classes}
    if "haystack" not in missing:  # it sets up logging for the whole process
        missing |= {"haystack", "MultiDocumentSummarizer"}
    lines = [line for line in code if not any(sign in line for sign in missing)]
    exec("\n".join(lines), {})
    assert capsys.readouterr().out


def test_every_format_is_described():
    text = (TOP / "docs" / "outputs.md").read_text(encoding="utf-8")
    assert all(f"| `{form}` |" in text for form in FORMATS)


def test_every_measure_and_preset_is_described():
    text = (TOP / "docs" / "evaluation.md").read_text(encoding="utf-8")
    for name in (*MEASURES, *PRESETS):
        ends = f"`{name[:-1]}1` to `{name[:-1]}4`" if name[-1].isdigit() else f"`{name}`"
        assert f"`{name}`" in text or ends in text, name


def test_every_limit_and_status_of_serve_is_described():
    text = (TOP / "docs" / "web.md").read_text(encoding="utf-8")
    for option in serve.params:
        default = option.default
        if isinstance(default, int | str):
            several = f"{default:,}" if isinstance(default, int) else default
            row = rf"^\| `{option.opts[0]} \w+` \| ({re.escape(str(default))}|{several}) \|"
            assert re.search(row, text, re.MULTILINE), option.opts
    for status in describe_api(Limits())["paths"]["/api/summarize"]["post"]["responses"]:
        assert status == "200" or re.search(rf"^\| ({status}|.*, {status}) \|", text, re.MULTILINE)


def test_the_picture_of_the_readme_is_there():
    (found,) = re.findall(r"!\[.*\]\((.*)\)", (TOP / "README.md").read_text(encoding="utf-8"))
    assert (TOP / found).read_bytes().startswith(b"\x89PNG")
