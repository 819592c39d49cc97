import hashlib
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from jsonschema import Draft202012Validator

from locations import FERRY
from multisumm import __version__
from multisumm.cli.main import cli
from multisumm.options import OUTPUT_FORMAT
from multisumm.resources import read_data
from multisumm.selection.weights import load_weights
from schemas import closed, load_schema
from tokenizer_files import write_tokenizer

ONE = "The ferry sank off the island on Sunday morning."
OURS = f"{ONE} Rescuers searched the bay for ten missing people on Monday.\n"
THEIRS = f"{ONE} Rescuers searched the bay for twelve missing people on Monday.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder to work in, with two reports that contradict each other."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(OURS)
    Path("b.txt").write_text(THEIRS)
    return tmp_path


@pytest.fixture
def run(folder, main):
    """Runs the command in this process and gives its status, its output and its errors."""

    def run(*arguments):
        status, output, errors = main(*arguments)
        return status, output.decode(), errors

    return run


def process(*arguments, **options):
    """Runs the command in a process of its own."""
    command = [sys.executable, "-m", "multisumm", *map(str, arguments)]
    return subprocess.run(command, check=False, **{"stderr": subprocess.PIPE, **options})


# By hand


def test_a_summary_goes_to_standard_output_and_a_report_to_standard_error(run):
    status, output, errors = run("summarize", "a.txt", "b.txt", "--words", 20)
    assert status == 0
    assert output == (
        f"{ONE} [1; also in 2 (2 sources, one text)] "
        "Rescuers searched the bay for ten missing people on Monday. [1; contradicted by 2]\n\n"
        "Contradicted:\n"
        "  [1] 49-108: Rescuers searched the bay for ten missing people on Monday.\n"
        "    [2] 49-111 (number of missing: ten / twelve):"
        " Rescuers searched the bay for twelve missing people on Monday.\n"
        "\n"
        "Also in:\n"
        f"  [1] 0-48: {ONE}\n"
        "    [2] 0-48 (word for word)\n"
        "\n"
        "Sources:\n"
        "  [1] a.txt (characters 0-48, 49-108)\n"
        "  [2] b.txt (characters 0-48, 49-111)\n"
        "  [1], [2]: one text, and counted as one source\n"
    )
    assert errors == "multisumm: 19 of 20 words from 2 documents; 2 of 2 files read\n"


# Names and help


def test_the_version_is_printed(run):
    assert run("--version") == (0, f"multisumm {__version__}\n", "")


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_help_shows_every_option_and_every_choice(run, name):
    status, output, errors = run(name, "--help")
    assert (status, errors) == (0, "")
    whole = re.sub(r"(?<=-)\s+", "", output)  # names may be broken at their hyphens
    words = {*re.split(r"[\s|,\[\]]+", output), *re.split(r"[\s|,\[\]]+", whole)}
    for option in cli.commands[name].params:
        if isinstance(option, click.Option):
            assert option.help
            assert {*option.opts} <= words
        assert {*getattr(option.type, "choices", ())} <= words


def test_help_lists_every_command(run):
    status, output, _ = run("-h")
    assert status == 0
    assert {*cli.commands} <= {*output.split()}


# Formats


@pytest.mark.parametrize("form", OUTPUT_FORMAT.choices)
def test_every_format_is_printed_and_ends_in_a_line_end(run, form):
    status, output, _ = run("summarize", "a.txt", "--format", form)
    assert status == 0
    assert ONE.rstrip(".") in output
    assert output.endswith("\n")


def test_bullets_are_of_text_and_markdown_only(run):
    words = ("summarize", "a.txt", "--bullets")
    assert run(*words)[1].startswith(f"- {ONE} [1]\n- Rescuers ")
    assert run(*words, "--format", "markdown")[1].startswith(f"* {ONE}[^1]\n* Rescuers ")
    for form in ("json", "html", "docx"):
        status, _, errors = run(*words, "--format", form)
        assert status == 2
        assert "--bullets is of use only with --format text or markdown" in errors


def test_a_word_file_explains_nothing(run):
    words = ("summarize", "a.txt", "--explain", "--format")
    for form in ("text", "markdown", "json", "html"):
        assert run(*words, form)[0] == 0
    status, _, errors = run(*words, "docx", "--output", "s.docx")
    assert (status, "--explain is of no use with --format docx" in errors) == (2, True)


@pytest.mark.parametrize(
    "command", ["summarize", "compare", "group", "digest --min-sources 1", "read"]
)
def test_patterns_choose_the_sources_of_every_command(run, command):
    status, output, errors = run(*command.split(), ".", "--exclude", "b*", "--exclude", "zz")
    assert status == 0
    assert "b.txt" not in output
    assert "--exclude zz: no file matches it" in errors or command == "read"
    assert "1 of 2 files read; passed over: b.txt (--exclude b*)" in errors
    status, _, errors = run(*command.split(), ".", "--only", "c*")
    assert status == 1
    assert "error: nothing is left to read: --exclude and --only leave out all 2 files" in errors


def test_patterns_are_for_sources_and_not_for_what_is_known(run):
    status, _, errors = run("summarize", "a.txt", "--known", "b.txt", "--exclude", "b*")
    assert status == 0
    assert "--exclude b*: no file matches it" in errors


def test_json_has_the_shape_of_the_interface(run):
    status, output, _ = run("summarize", FERRY, "--words", 450, "--format", "json")
    assert status == 0
    record = json.loads(output)
    assert [*record] == ["schema", "headline", "summary", "sentences", "disagreements", "documents",
                         "budget", "settings", "warnings"]  # fmt: skip
    assert record["schema"] == "multisumm-summary/2"
    assert record["summary"] == " ".join(sentence["text"] for sentence in record["sentences"])
    assert record["budget"] == {
        "unit": "words",
        "limit": 450,
        "used": len(record["summary"].split()),
    }
    assert record["settings"] == {
        "version": __version__,
        "method": "coverage",
        "order": "reading",
        "language": "en",
        "keep_noise": False,
        "weights": "package",
    }
    assert record["warnings"] == []
    address = ["document", "start", "end"]
    texts = {path.name: path.read_bytes().decode() for path in FERRY.iterdir()}
    kinds = set()
    for sentence in record["sentences"]:
        assert isinstance(sentence["score"], float)
        lists = {name: value for name, value in sentence.items() if isinstance(value, list)}
        assert [*lists] == ["support", "conflicts", "updates", "similar"]
        kinds |= {name for name, related in lists.items() if related}
        for one in (sentence, *(one for related in lists.values() for one in related)):
            assert texts[one["document"]][one["start"] : one["end"]] == one["text"]
            assert {*address, "text", "family"} <= one.keys()
    assert kinds >= {"support", "conflicts"}
    assert [document["id"] for document in record["documents"]] == sorted(texts)
    for document in record["documents"]:
        text = texts[document["id"]]
        assert [*document] == ["id", "title", "date", "url", "sha256", "characters", "sentences",
                               "dropped", "dropped_reasons", "site", "pages", "family",
                               "not_quotable", "file"]  # fmt: skip
        assert document["sha256"] == hashlib.sha256(text.encode()).hexdigest()
        assert document["characters"] == len(text)
        assert all(len(span) == 2 for span in document["dropped"])
        assert len(document["dropped_reasons"]) == len(document["dropped"])


def test_the_options_reach_the_summary(run):
    status, output, errors = run(
        *("summarize", "a.txt", "--sentences", 1, "--method", "lead", "--order", "rank"),
        *("--language", "nb", "--keep-noise", "--format", "json"),
    )
    record = json.loads(output)
    assert status == 0
    assert record["budget"] == {"unit": "sentences", "limit": 1, "used": 1}
    assert {**record["settings"], "version": ""} == {
        "version": "",
        "method": "lead",
        "order": "rank",
        "language": "no",
        "keep_noise": True,
    }
    assert errors == "multisumm: 1 of 1 sentence from 1 document; 1 of 1 file read\n"


@pytest.mark.parametrize(
    ("option", "amount", "unit", "limit"),
    [
        ("--words", "11", "words", 11),
        ("--characters", "60", "characters", 60),
        ("--bytes", "60", "bytes", 60),
        ("--ratio", "0.5", "words", 9),
    ],
)
def test_every_budget_can_be_given(run, option, amount, unit, limit):
    status, output, _ = run("summarize", "a.txt", option, amount, "--format", "json")
    assert status == 0
    record = json.loads(output)
    assert (record["budget"]["unit"], record["budget"]["limit"]) == (unit, limit)
    assert 0 < record["budget"]["used"] <= limit


def test_the_tokens_of_a_tokenizer_can_be_the_budget(run, tmp_path):
    name = f"hf:{write_tokenizer(tmp_path)}"
    arguments = ("--tokens", 20, "--tokenizer", name)
    status, output, errors = run("summarize", "a.txt", *arguments, "--format", "json")
    record = json.loads(output)
    assert (status, errors) == (0, "multisumm: 10 of 20 tokens from 1 document; 1 of 1 file read\n")
    assert record["summary"] == ONE
    assert record["budget"] == {"unit": "tokens", "limit": 20, "used": 10}
    assert record["settings"]["tokenizer"] == name
    Draft202012Validator(closed(load_schema("multisumm-summary-2.json"))).validate(record)
    page = run("summarize", "a.txt", *arguments, "--format", "html")[1]
    assert "10 of 20 tokens" in page
    Path("summary.json").write_text(output)
    assert run("verify", "summary.json", "a.txt", "--recompute")[0] == 0
    status, _, errors = run("summarize", "a.txt", "--tokens", 1, "--tokenizer", name)
    assert (status, errors) == (3, "multisumm: error: nothing to summarize: no sentence fits into"
                                   " 1 token; the shortest needs 10\n")  # fmt: skip


# Where it comes from and where it goes


def test_a_timeline_has_a_line_for_each_date(run):
    Path("a.txt").write_text("The crane fell on 5 May 2025 in Orlach.\n")
    Path("b.txt").write_text("Orlach closed the market square on 7 May 2025.\n")
    status, output, _ = run("summarize", "a.txt", "b.txt", "--timeline")
    assert status == 0
    assert output.splitlines()[:2] == [
        "2025-05-05  The crane fell on 5 May 2025 in Orlach. [1]",
        "2025-05-07  Orlach closed the market square on 7 May 2025. [2]",
    ]
    status, _, errors = run("summarize", "a.txt", "b.txt", "--timeline", "--order", "rank")
    assert status == 2
    assert "order rank: a timeline is in order of time" in errors


def test_a_hyphen_reads_standard_input(run, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(OURS.encode())))
    status, output, _ = run("summarize", "-")
    assert status == 0
    assert "[1] stdin (characters 0-48, 49-108)" in output


def test_folders_and_clusters_are_read(run):
    Path("c").mkdir()
    Path("c/a.txt").write_text(OURS)
    cluster = {"id": "x", "documents": [{"id": "n", "text": THEIRS, "title": "The news"}]}
    Path("c/x.jsonl").write_text(json.dumps(cluster))
    status, output, errors = run("summarize", "c")
    assert status == 0
    assert "n - The news" in output
    assert errors == "multisumm: 19 of 250 words from 2 documents; 2 of 2 files read\n"


def test_the_output_can_be_a_file_and_has_the_same_bytes(run):
    arguments = ("summarize", "a.txt", "b.txt", "--format", "json")
    _, printed, _ = run(*arguments)
    status, output, errors = run(*arguments, "--output", "o")
    assert (status, output) == (0, "")
    assert errors == "multisumm: 19 of 250 words from 2 documents; 2 of 2 files read\n"
    assert Path("o").read_bytes().decode() == printed


@pytest.mark.parametrize("output", ["a.txt", "./a.txt", "link", "hard"])
@pytest.mark.parametrize("given", [["a.txt"], ["b.txt", "."]], ids=str)
def test_an_input_is_not_overwritten(run, output, given):
    Path("link").symlink_to("a.txt")
    os.link("a.txt", "hard")
    status, printed, errors = run("summarize", *given, "--output", output)
    assert (status, printed) == (1, "")
    message = "is read as input, so it is not overwritten"
    assert errors == f"multisumm: error: {output}: {message}\n"
    assert Path("a.txt").read_text() == OURS


def test_another_file_is_overwritten(run):
    Path("c").mkdir()
    Path("c/old.txt").write_text("old")
    assert run("summarize", "a.txt", "--output", "c/old.txt")[0] == 0
    assert Path("c/old.txt").read_text().startswith(ONE)


@pytest.mark.parametrize(
    ("output", "reason"), [("no/o", "no such file or directory"), (".", "is a directory")]
)
def test_an_output_that_cannot_be_written_is_explained(run, output, reason):
    status, printed, errors = run("summarize", "a.txt", "--output", output)
    assert (status, printed) == (1, "")
    assert errors == f"multisumm: error: {output}: cannot be written: {reason}\n"


def test_an_output_with_a_name_that_is_too_long_is_explained_before_anything_is_read(run):
    status, _, errors = run("summarize", "none.txt", "--output", "x" * 300)
    assert status == 1
    reason = "cannot be written: file name too long"
    assert errors == f"multisumm: error: {'x' * 200}...: {reason}\n"


def test_a_hyphen_is_standard_output(run):
    status, output, _ = run("summarize", "a.txt", "--output", "-")
    assert (status, output) == run("summarize", "a.txt")[:2]
    assert sorted(os.listdir()) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("command", ["summarize", "read", "batch", "evaluate"])
def test_an_output_without_a_name_is_refused(run, command):
    status, output, errors = run(command, "a.txt", "--output", "")
    message = "--output is empty; name a file, or - for standard output"
    assert (status, output, errors) == (2, "", f"multisumm: error: {message}\n")


def test_no_file_beside_the_output_is_touched(run):
    Path("o.part").write_text(OURS)
    assert run("summarize", "o.part", "b.txt", "--output", "o")[0] == 0
    assert Path("o.part").read_text() == OURS
    assert sorted(os.listdir()) == ["a.txt", "b.txt", "o", "o.part"]


def test_a_link_is_written_through(run):
    Path("c").mkdir()
    Path("c/old").write_text("old")
    Path("link").symlink_to("c/old")
    Path("new").symlink_to("c/new")
    for name in ("link", "new"):
        assert run("summarize", "a.txt", "--output", name)[0] == 0
        assert Path(name).is_symlink()
    assert Path("c/old").read_text() == Path("c/new").read_text() != "old"
    assert sorted(os.listdir("c")) == ["new", "old"]


def test_the_permissions_of_an_output_stay_and_a_new_one_has_the_usual_ones(run):
    Path("secret").touch(0o600)
    Path("usual").touch()
    for name in ("secret", "new"):
        assert run("summarize", "a.txt", "--output", name)[0] == 0
    assert Path("secret").stat().st_mode & 0o777 == 0o600
    assert Path("new").stat().st_mode == Path("usual").stat().st_mode


def test_an_output_that_fails_on_the_way_leaves_nothing_behind(run, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    Path("o").write_text("old")
    status, _, errors = run("summarize", "a.txt", "--output", "o")
    message = "o: cannot be written: no space left on device"
    assert (status, errors) == (1, f"multisumm: error: {message}\n")
    assert sorted(os.listdir()) == ["a.txt", "b.txt", "o"]
    assert Path("o").read_text() == "old"


def test_quiet_prints_nothing(run):
    Path("empty.txt").touch()
    status, output, errors = run("summarize", "a.txt", "empty.txt", "--quiet")
    assert (status, errors) == (0, "")
    assert output.startswith(ONE)


def test_strict_ends_with_3_if_there_is_a_warning_and_the_summary_is_there(run):
    Path("empty.txt").touch()
    assert run("summarize", "a.txt", "--strict")[0] == 0
    status, output, errors = run("summarize", "a.txt", "empty.txt", "--strict")
    assert status == 3
    assert output.startswith(ONE)
    assert errors == (
        "multisumm: warning: empty.txt: empty; skipped\n"
        "multisumm: 19 of 250 words from 1 document;"
        " 1 of 2 files read; passed over: empty.txt (empty)\n"
    )
    assert run("summarize", "a.txt", "empty.txt")[0] == 0


# What goes wrong


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["no.txt"], 1, "no.txt: no such file or directory"),
        (["a.txt", "no.txt"], 1, "no.txt: no such file or directory"),
        (["nothing"], 1, "nothing: no file to read in this folder"),
        (["binary"], 1, "binary: binary data, not text"),
        (["broken.jsonl"], 1, "broken.jsonl, line 2: not valid JSON"),
        (["nul.txt"], 1, "nul.txt: binary data, not text"),
        (["empty"], 3, "nothing to summarize: no text in 1 document"),
        (["white"], 3, "nothing to summarize: no text in 1 document"),
        (["menu"], 3, "nothing to summarize: only noise"),
        (["a.txt", "--words", "3"], 3, "no sentence fits into 3 words; the shortest needs 9"),
        (["a.txt", "--words", "0"], 2, "words must be a whole number of at least 1, not 0"),
        (["a.txt", "--ratio", "2"], 2, "ratio must be above 0 and at most 1, not 2"),
        (["a.txt", "--words", "9", "--bytes", "9"], 2, "give one limit, not 2: words, bytes"),
        (["a.txt", "--tokens", "9"], 2, "tokens needs a tokenizer: tiktoken:ENCODING or hf:PATH"),
        (["a.txt", "--tokenizer", "hf:x"], 2, "tokenizer needs a limit in tokens"),
        (["a.txt", "--tokens", "9", "--tokenizer", "x"], 2, "unknown tokenizer 'x'; its form is"),
        (["a.txt", "--tokens", "9", "--tokenizer", "hf:x"], 1, "hf:x: no such file; hf: takes the"),
        (["a.txt", "--language", "xx"], 2, "unknown language 'xx'"),
        (["a.txt", "--language", "x" * 5000], 2, f"unknown language '{'x' * 39}...;"),
        ([""], 1, "an empty path is given"),
    ],
    ids=str,
)
def test_every_mistake_is_explained_in_one_line(run, arguments, status, message):
    Path("nothing").mkdir()
    Path("binary").write_bytes(bytes(range(256)) * 4)
    Path("broken.jsonl").write_text('{"id": "a", "text": "It rained."}\n{"id": \n')
    Path("nul.txt").write_bytes(b"\0" * 1000)
    Path("empty").touch()
    Path("white").write_text(" \n\t")
    Path("menu").write_text("\n\n".join(f"Section {n}" for n in range(12)))
    found, output, errors = run("summarize", *arguments)
    assert (found, output) == (status, "")
    assert errors.startswith("multisumm: error: ")
    assert message in errors
    assert errors.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nothing"],
        ["summarize"],
        ["summarize", "a.txt", "--words", "many"],
        ["summarize", "a.txt", "--method", "magic"],
        ["summarize", "a.txt", "--order", "random"],
        ["summarize", "a.txt", "--format", "xml"],
        ["summarize", "a.txt", "--colour"],
    ],
    ids=str,
)
def test_wrong_usage_ends_with_2_and_shows_the_usage(run, arguments):
    status, output, errors = run(*arguments)
    assert (status, output) == (2, "")
    assert errors.startswith("Usage: multisumm")


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (KeyboardInterrupt, 130, "multisumm: error: interrupted\n"),
        (MemoryError, 1, "multisumm: error: out of memory; give less input\n"),
    ],
)
def test_an_unexpected_end_is_one_line_without_a_traceback(
    run, monkeypatch, error, status, message
):
    def fail(*arguments, **options):
        raise error

    monkeypatch.setattr("multisumm.pipeline.summarize", fail)
    found, output, errors = run("summarize", "a.txt")
    assert (found, output) == (status, "")
    assert errors.strip() == message.strip()


@pytest.mark.parametrize("arguments", [["summarize", FERRY, "-"], ["summarize", "--help"]], ids=str)
def test_a_reader_that_stops_early_causes_no_error(arguments):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = process(*arguments, stdout=pipe, input=OURS.encode())
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert b"Broken" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_explained():
    with Path("/dev/full").open("wb") as full:
        done = process("summarize", FERRY, stdout=full)
    assert done.returncode == 1
    assert done.stderr == (
        b"multisumm: error: standard output: cannot be written: no space left on device\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_explained_where_click_writes_too():
    with Path("/dev/full").open("wb") as full:
        done = process("--help", stdout=full)
    assert done.returncode == 1
    assert done.stderr == (
        b"multisumm: error: standard output: cannot be written: no space left on device\n"
    )


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(24, "too many open files"), "too many open files"),
        (OSError(24, "too many open files", "x/a"), "x/a: too many open files"),
    ],
)
def test_a_system_error_is_not_blamed_on_standard_output(run, monkeypatch, error, told):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr("multisumm.reading.read_documents", fail)
    assert run("summarize", "a.txt") == (1, "", f"multisumm: error: {told}\n")


def test_a_closed_standard_output_is_explained(run, monkeypatch):
    monkeypatch.setattr("sys.stdout", None)
    status, _, errors = run("summarize", "a.txt")
    assert status == 1
    assert errors == "multisumm: error: standard output is closed; give an --output\n"


def test_the_module_runs_as_the_command_whatever_the_encoding_of_the_terminal(folder):
    Path("é.txt").write_text("Étienne a vu le naufrage du ferry dimanche — 😀.", encoding="utf-8")
    done = process(
        *("summarize", "é.txt", "--format", "json"),
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"},
    )
    assert done.returncode == 0
    assert json.loads(done.stdout.decode("utf-8"))["summary"].endswith("dimanche — 😀.")


def test_a_weights_file_of_the_user_is_read_and_named(run, tmp_path):
    own = tmp_path / "own weights.json"
    own.write_text(read_data("weights.json"))
    status, output, _ = run("summarize", FERRY, "--words", 60, "--format", "json", "--weights", own)
    assert status == 0
    assert json.loads(output)["settings"]["weights"] == load_weights(own).name
    assert run("summarize", FERRY, "--words", 60, "--weights", "package")[0] == 0


def test_an_invalid_weights_file_is_a_one_line_error(run, tmp_path):
    (tmp_path / "weights.json").write_text("{}")
    for name in ("weights.json", "missing.json", "."):
        status, output, errors = run("summarize", FERRY, "--weights", tmp_path / name)
        assert (status, output) == (1, "")
        assert errors.startswith("multisumm: error: weights ")
        assert errors.count("\n") == 1


@pytest.mark.parametrize("command", cli.commands)
def test_every_command_says_how_it_ends_when_it_is_interrupted(run, command):
    help_text = " ".join(run(command, "--help")[1].split())
    _, _, statuses = help_text.partition("Exit status: 0 ")
    assert ("0 stopped" if command == "serve" else "130 interrupted.") in f"0 {statuses}"
