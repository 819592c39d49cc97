"""The command `compare`."""

import json
from pathlib import Path

import pytest

from locations import FERRY

OURS = "The school has 420 pupils. Rain fell on the hills all night long.\n"
THEIRS = "The school has 240 pupils. The mayor of Porvo resigned on Thursday.\n"


@pytest.fixture
def run(tmp_path, monkeypatch, main):
    """Runs the command in a folder with two reports that contradict each other."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.txt").write_text(OURS)
    Path("in/b.txt").write_text(THEIRS)

    def run(*arguments):
        status, output, errors = main("compare", *arguments)
        return status, output.decode(), errors

    return run


def test_the_comparison_goes_to_standard_output_and_its_size_to_standard_error(run):
    status, output, errors = run("in")
    assert status == 0
    assert output == (
        "1 statement from 2 sources, 1 with a disagreement.\n"
        "\n"
        "[1] 0-26: The school has 420 pupils.\n"
        "  said by 1 of 2 sources\n"
        "  other number   420 / 240  [2] 0-26: The school has 240 pupils.\n"
        "\n"
        "Sources:\n"
        "  [1] a.txt\n"
        "  [2] b.txt\n"
    )
    assert (
        errors
        == "multisumm: 1 statement from 2 sources, 1 with a disagreement; 2 of 2 files read\n"
    )


@pytest.mark.parametrize(
    ("form", "beginning"),
    [("text", "1 statement"), ("markdown", "1 statement"), ("json", "{"), ("html", "<!DOCTYPE")],
)
def test_every_format_can_be_written_to_a_file(run, form, beginning):
    assert run("in", "--format", form, "--output", "out") == (
        0,
        "",
        "multisumm: 1 statement from 2 sources, 1 with a disagreement; 2 of 2 files read\n",
    )
    assert Path("out").read_text().startswith(beginning)


def test_quiet_says_nothing_but_errors(run):
    assert run("in/a.txt", "--quiet")[2] == ""
    assert run("in/a.txt")[2].startswith("multisumm: warning: there is one document; ")


# --check


def test_a_disagreement_has_status_6_with_check_and_is_written_all_the_same(run):
    assert run("in", "--check")[:2] == (6, run("in")[1])
    assert run("in", "--check", "--quiet", "--output", "out") == (6, "", "")
    assert Path("out").read_text() == run("in")[1]


def test_an_update_is_a_disagreement_too(run):
    Path("in/a.txt").write_text("A ticket costs 40 euros.")
    Path("in/b.txt").write_text("The price of a ticket was raised from 40 to 55 euros.")
    status, output, _ = run("in", "--check")
    assert (status, "earlier" in output or "later" in output) == (6, True)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (OURS, "The mayor of Porvo resigned on Thursday."),
        (OURS, OURS),
        ("The ferry sank on Sunday. Ten died.", "Ten died. The ferry sank on Sunday."),
    ],
)
def test_without_a_disagreement_the_status_is_0_with_check(run, ours, theirs):
    Path("in/a.txt").write_text(ours)
    Path("in/b.txt").write_text(theirs)
    assert run("in", "--check")[0] == 0


# --conflicts-only


def test_only_disagreements_can_be_listed(run):
    all_of_it, conflicts = (
        json.loads(run(FERRY, "--format", "json", *more)[1]) for more in ([], ["--conflicts-only"])
    )
    assert conflicts["statements"] == [
        one for one in all_of_it["statements"] if one["disagreement"]
    ]
    assert conflicts["settings"] == {**all_of_it["settings"], "conflicts_only": True}


def test_without_a_disagreement_a_line_says_so(run):
    Path("in/b.txt").write_text("The mayor of Porvo resigned on Thursday.")
    status, output, _ = run("in", "--conflicts-only", "--check")
    assert (status, "No source contradicts another." in output) == (0, True)


# Reading and errors


def test_the_options_for_reading_are_those_of_summarize(run):
    Path("t.csv").write_text(
        "Body,Head\nThe school has 420 pupils.,A\nThe school has 240 pupils.,B\n"
    )
    status, output, _ = run("t.csv", "--fields", "text=Body,title=Head")
    assert status == 0
    assert "other number   420 / 240" in output


def test_the_language_and_the_noise_can_be_given(run):
    record = json.loads(run("in", "--language", "de", "--keep-noise", "--format", "json")[1])
    assert (record["settings"]["language"], record["settings"]["keep_noise"]) == ("de", True)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        ([], 2, "Missing argument 'PATH...'"),
        (["none"], 1, "error: none: no such file or directory"),
        (["empty.txt"], 3, "error: nothing to summarize: no text in 1 document"),
        (["dots.txt"], 3, "error: nothing to compare: there is no word in the text"),
        (["in", "--language", "xx"], 2, "xx"),
        (["in", "--format", "pdf"], 2, "unknown value 'pdf'"),
        (["in", "--output", "in/a.txt"], 1, "in/a.txt: is read as input, so it is not overwritten"),
        (["in", "--words", "5"], 2, "No such option"),
    ],
    ids=str,
)
def test_what_goes_wrong_has_the_documented_status(run, arguments, status, message):
    Path("empty.txt").touch()
    Path("dots.txt").write_text("... !!! ???")
    found, output, errors = run(*arguments)
    assert (found, output) == (status, "")
    assert message in errors
