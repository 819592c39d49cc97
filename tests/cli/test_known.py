"""`--known` of `summarize`, `digest` and `verify`."""

import json
from pathlib import Path

import pytest

MONDAY = (
    "The dam at Arlo broke on Monday. The flood killed 127 people in the valley."
    " Engineers had warned of cracks in the wall.\n"
)
TUESDAY = (
    "The dam at Arlo broke on Monday. The flood killed 130 people in the valley."
    " Police arrested the manager of the dam.\n"
)
NEW = ["The flood killed 130 people in the valley.", "Police arrested the manager of the dam."]


@pytest.fixture
def run(tmp_path, monkeypatch, main):
    """Runs the command in a folder with a report of each of two days."""
    monkeypatch.chdir(tmp_path)
    for day, text in (("monday", MONDAY), ("tuesday", TUESDAY)):
        Path(day).mkdir()
        Path(day, "a.txt").write_text(text)

    def run(*arguments):
        status, output, errors = main(*arguments)
        return status, output.decode(), errors

    return run


def quoted(output):
    return sorted(sentence["text"] for sentence in json.loads(output)["sentences"])


@pytest.mark.parametrize("known", ["monday", "monday/a.txt", "s.json", "report.html"])
def test_a_folder_a_file_a_summary_and_a_report_can_be_known(run, known):
    for form, name in (("json", "s.json"), ("html", "report.html")):
        run("summarize", "monday", "--format", form, "--output", name)
    status, output, _ = run("summarize", "tuesday", "--known", known, "--format", "json")
    assert (status, quoted(output)) == (0, sorted(NEW))
    record = json.loads(output)
    assert [one["id"] for one in record["known"]] == ["a.txt"]
    assert [one["about"] for s in record["sentences"] for one in s.get("known", ())] == [
        "127 → 130"
    ]


def test_that_nothing_is_known_of_an_empty_file_is_said(run):
    Path("empty.txt").touch()
    status, _, errors = run("summarize", "tuesday", "--known", "empty.txt")
    assert status == 0
    assert "warning: known: empty.txt: no text, so nothing is known\n" in errors


def test_several_paths_can_be_known_even_if_their_documents_have_one_name(run):
    run("summarize", "monday", "--format", "json", "--output", "s.json")
    arguments = ("--known", "monday", "--known", "s.json", "--format", "json")
    status, output, _ = run("summarize", "tuesday", *arguments)
    assert (status, quoted(output)) == (0, sorted(NEW))
    assert [one["id"] for one in json.loads(output)["known"]] == ["a.txt", "s.json: a.txt"]


def test_nothing_new_has_a_status_of_its_own(run):
    status, output, errors = run("summarize", "tuesday", "--known", "tuesday")
    assert (status, output, errors.count("\n")) == (7, "", 1)
    assert errors.startswith("multisumm: error: nothing new: ")


def test_what_is_known_and_cannot_be_read_is_an_error(run):
    assert run("summarize", "tuesday", "--known", "wednesday") == (
        1,
        "",
        "multisumm: error: wednesday: no such file or directory\n",
    )


def test_json_that_is_no_summary_is_known_as_the_text_that_it_holds(run):
    Path("notes.json").write_text(json.dumps([{"text": MONDAY}]))
    status, output, _ = run("summarize", "tuesday", "--known", "notes.json", "--format", "json")
    assert (status, quoted(output)) == (0, sorted(NEW))


@pytest.mark.parametrize("form", ["json", "html"])
def test_a_summary_of_what_is_new_can_be_made_again(run, form):
    run("summarize", "tuesday", "--known", "monday", "--format", form, "--output", f"u.{form}")
    again = ("verify", f"u.{form}", "tuesday", "--recompute")
    assert run(*again, "--known", "monday")[0] == 0
    for other in ((), ("--known", "tuesday")):
        status, _, errors = run(*again, *other)
        assert (status, errors.count("\n")) == (1, 1)
        assert "was made with 1 known document; give the same with --known" in errors


def test_known_is_of_use_only_to_make_a_summary_again(run):
    run("summarize", "tuesday", "--format", "json", "--output", "s.json")
    assert run("verify", "s.json", "tuesday", "--known", "monday")[0] == 2


def test_all_formats_tell_what_is_new(run):
    for form in ("text", "markdown", "html"):
        output = run("summarize", "tuesday", "--known", "monday", "--format", form)[1]
        assert "pdates what was known" in output
        assert "127" in output


@pytest.mark.parametrize("command", ["summarize", "digest"])
def test_what_is_known_is_not_overwritten_and_standard_input_is_given_once(run, command):
    Path("s.json").write_text(run("summarize", "monday", "--format", "json")[1])
    before = Path("s.json").read_text()
    status, _, errors = run(command, "tuesday", "--known", "s.json", "--output", "s.json")
    assert (status, errors.count("\n")) == (1, 1)
    assert Path("s.json").read_text() == before
    status, _, errors = run(command, "-", "--known", "-")
    assert status == 2
    assert "- can be given once" in errors


@pytest.mark.parametrize("command", [("summarize",), ("digest", "--min-sources", "1")])
def test_warnings_about_what_is_known_are_told(run, command):
    Path("monday/empty.txt").write_text("")
    arguments = ("tuesday", "--known", "monday")
    assert "known: empty.txt: " in run(*command, *arguments)[2]
    assert run(*command, *arguments, "--strict")[0] == 3
