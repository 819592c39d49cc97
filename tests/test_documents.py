"""What README.md and docs/ tell to type does what they say."""

import re
import shlex
from pathlib import Path

import pytest

from multisumm import cli

TOP = Path(__file__).parents[1]


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
            cli.main(shlex.split(line, comments=True))
        assert end.value.code == 0, f"{page}: {line}"


def test_every_option_of_summarize_and_verify_is_in_the_readme():
    text = (TOP / "README.md").read_text(encoding="utf-8")
    for name in ("summarize", "verify"):
        for option in cli.cli.commands[name].params:
            assert all(each in text for each in option.opts if each.startswith("--"))


def test_every_format_is_described():
    text = (TOP / "docs" / "outputs.md").read_text(encoding="utf-8")
    assert all(f"| `{form}` |" in text for form in cli.FORMATS)


def test_the_picture_of_the_readme_is_there():
    (found,) = re.findall(r"!\[.*\]\((.*)\)", (TOP / "README.md").read_text(encoding="utf-8"))
    assert (TOP / found).read_bytes().startswith(b"\x89PNG")
