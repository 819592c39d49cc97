"""What all commands have in common: short options, examples, sizes, suggestions, completion."""

import os
import re
import shlex
import shutil
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from locations import TOP
from multisumm import __version__
from multisumm.cli.main import cli
from multisumm.cli.options import comma_separated

COMMANDS = [
    "summarize",
    "compare",
    "group",
    "digest",
    "read",
    "verify",
    "serve",
    "mcp",
    "batch",
    "train",
    "rouge",
    "evaluate",
]


def run(*arguments):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_the_commands_are_listed_in_the_order_in_which_people_meet_them():
    listed = re.findall(r"^  (\w+)  +[A-Z]", run("--help").output.partition("Commands:")[2], re.M)
    assert listed == COMMANDS == list(cli.commands)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_has_the_whole_first_sentence_of_a_command(name):
    sentence = cli.commands[name].short_help
    assert sentence.endswith(".")
    assert "..." not in sentence
    assert cli.commands[name].help.startswith(f"{sentence}\n")
    assert sentence in " ".join(run("--help").output.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_ends_with_examples_that_the_command_can_parse(name):
    _, _, examples = run(name, "--help").output.partition("\n  Examples:\n")
    lines = examples.splitlines()
    assert 2 <= len(lines) <= 3
    for line in lines:
        assert line.startswith(f"    multisumm {name}")
        words = shlex.split(line.partition("<")[0])[2:]
        cli.commands[name].make_context(name, words)  # raises if an option is wrong


@pytest.mark.parametrize(
    ("short", "long", "commands"),
    [
        ("-w", "--words", ["summarize", "digest", "batch", "evaluate"]),
        ("-n", "--subjects", ["digest"]),
        ("-s", "--sentences", ["summarize", "batch", "evaluate"]),
        ("-m", "--method", ["summarize", "digest", "batch"]),
        (
            "-l",
            "--language",
            ["summarize", "compare", "group", "digest", "batch", "rouge", "evaluate"],
        ),
        (
            "-f",
            "--format",
            ["summarize", "compare", "digest", "read", "verify", "train", "rouge", "evaluate"],
        ),
        (
            "-o",
            "--output",
            [
                "summarize",
                "compare",
                "group",
                "digest",
                "read",
                "batch",
                "train",
                "rouge",
                "evaluate",
            ],
        ),
        (
            "-q",
            "--quiet",
            [
                "summarize",
                "compare",
                "group",
                "digest",
                "read",
                "verify",
                "batch",
                "train",
                "rouge",
                "evaluate",
            ],
        ),
        ("-j", "--workers", ["digest", "batch", "train", "rouge"]),
        ("-p", "--port", ["serve"]),
    ],
)
def test_a_short_option_means_the_same_everywhere(short, long, commands):
    with_it = [
        name
        for name, command in cli.commands.items()
        if any(short in option.opts for option in command.params)
    ]
    assert with_it == [name for name in COMMANDS if name in commands]
    for name in with_it:
        (option,) = (
            parameter for parameter in cli.commands[name].params if short in parameter.opts
        )
        assert option.opts == [short, long]


def test_short_options_work(tmp_path):
    (tmp_path / "a.txt").write_text("The ferry sank on Sunday. Divers found it on Monday.")
    output = tmp_path / "o.md"
    done = run(*("summarize", tmp_path / "a.txt", "-w", 9, "-f", "markdown", "-q", "-o", output))
    assert (done.exit_code, done.output) == (0, "")
    assert output.read_text().startswith("The ferry sank on Sunday.[^1]")
    assert run("-V").output == f"multisumm {__version__}\n"


@pytest.mark.parametrize("size", ["200MB", "200 MB", "0.2gb", "200000000"])
def test_a_size_can_have_a_unit(size):
    context = cli.commands["read"].make_context("read", ["a.txt", "--max-bytes", size])
    assert context.params["max_bytes"] == 200_000_000


def test_the_default_of_a_size_is_shown_with_its_unit():
    assert "[default: 200 MB]" in " ".join(run("read", "--help").output.split())
    assert cli.commands["read"].make_context("read", ["a"]).params["max_bytes"] == 200_000_000


@pytest.mark.parametrize("size", ["many", "5 cats", "-1", "", "9" * 5000])
def test_a_value_that_is_not_a_size_is_wrong_usage(size):
    done = run("read", "a.txt", "--max-bytes", size)
    assert done.exit_code == 2 or done.exception.exit_status == 2
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["summarize", "a", "--method", "textrnk"], "did you mean textrank?"),
        (["summarize", "a", "--format", "markdwon"], "did you mean markdown?"),
        (["rouge", "a", "b", "--preset", "rouge1.5.5"], "did you mean rouge155?"),
        (["summarize", "a", "--wrods", "5"], "Did you mean"),
        (["sumarize", "a"], "Did you mean"),
    ],
)
def test_a_misspelled_value_is_answered_with_the_right_one(arguments, hint):
    done = run(*arguments)
    assert done.exit_code == 2
    assert hint in " ".join(done.output.split())


@pytest.mark.parametrize(("name", "code"), [("english", "en"), ("Deutsch", "de")])
def test_the_name_of_a_language_is_answered_with_its_code(main, tmp_path, name, code):
    (tmp_path / "a.txt").write_text("The ferry sank on Sunday.")
    status, _, errors = main("summarize", tmp_path / "a.txt", "--language", name)
    said = f"multisumm: error: unknown language '{name}'; did you mean {code}?\n"
    assert (status, errors) == (2, said)


def test_names_are_separated_by_commas_and_count_once():
    assert comma_separated(("a, b,", "c,a")) == ("a", "b", "c")


# Completion


def completed(shell, **variables):
    """What the command prints for a shell that asks for completion."""
    environment = {**os.environ, "_MULTISUMM_COMPLETE": shell, **variables}
    command = [sys.executable, "-m", "multisumm"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_for_the_shell_is_printed_as_the_page_says(shell):
    if shell == "bash" and not shutil.which("bash"):
        pytest.skip("there is no bash here")
    assert f"_MULTISUMM_COMPLETE={shell}_source multisumm" in (TOP / "docs/options.md").read_text()
    script = completed(f"{shell}_source")
    assert f"_MULTISUMM_COMPLETE={shell}_complete" in script
    assert "multisumm" in script


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("multisumm su", ["plain,summarize"]),
        ("multisumm summarize --me", ["plain,--method"]),
        ("multisumm summarize --method lex", ["plain,lexrank"]),
        ("multisumm summarize rep", ["file,rep"]),
        ("multisumm summarize --output rep", ["file,rep"]),
    ],
)
def test_commands_options_choices_and_files_are_completed(words, expected):
    place = str(len(words.split()) - 1)
    printed = completed("bash_complete", COMP_WORDS=words, COMP_CWORD=place)
    assert printed.splitlines() == expected


# The page


def test_the_generated_part_of_the_page_is_current():
    script = TOP / "docs" / "command_reference.py"
    names = {"__name__": "command_reference", "__file__": str(script)}
    exec(script.read_text(encoding="utf-8"), names)
    page = (TOP / "docs" / "options.md").read_text(encoding="utf-8")
    assert page == names["updated"](page), "run: python docs/command_reference.py"
    for name, command in cli.commands.items():
        assert f"\n## multisumm {name}\n" in page
        for option in command.params:
            assert not isinstance(option, click.Option) or f"`{option.opts[-1]}" in page


@pytest.mark.parametrize(
    "command",
    ["summarize x", "read x", "batch x", "train x", "rouge x y", "evaluate x"],
)
def test_no_command_writes_a_file_for_the_name_of_a_folder(tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    error = run(*command.split(), "--output", "new/").exception
    assert str(error) == "new/: cannot be written: not a directory"
