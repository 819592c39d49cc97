import io
import json
import sys

import pytest
from click.testing import CliRunner

from evaluation_data import clusters_file, record, write_lines
from multisumm.cli.evaluate import _watched, evaluate
from multisumm.cli.rouge import rouge
from multisumm.errors import InputError, OptionError
from multisumm.options import EVALUATION_OPTIONS


def command(*arguments, of=evaluate):
    return CliRunner().invoke(of, [str(argument) for argument in arguments])


def test_the_tables_go_to_standard_output_and_nothing_else(tmp_path):
    result = command(clusters_file(tmp_path, "a", "b"), "--systems", "lead,random", "--words", "20")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.startswith("ROUGE F1 x 100: mean over 2 clusters")
    assert "Difference from lead [interval]" in result.stdout


def test_systems_can_be_given_in_several_options(tmp_path):
    path = clusters_file(tmp_path, "a")
    result = command(path, "--systems", "lead, random,", "--systems", "lead", "--format", "json")
    assert [system["name"] for system in json.loads(result.stdout)["systems"]] == ["lead", "random"]


def test_answers_are_looked_for_at_several_budgets(tmp_path):
    path = write_lines(tmp_path / "c.jsonl", record("a", query="Who found?", answers=["engineers"]))
    arguments = (
        path,
        "--systems",
        "bm25",
        "--words",
        "12",
        "--budgets",
        "3,12",
        "--format",
        "json",
    )
    values = json.loads(command(*arguments).stdout)["systems"][0]["values"]
    assert [values[f"answer-found{at}"] for at in ("", "@3", "@12")] == [[1], [0], [1]]
    result = command(path, "--budgets", "25,few")
    assert result.exit_code != 0
    assert str(result.exception) == "--budgets must be whole numbers like 25,50,100, not 'few'"


def test_json_goes_to_a_file_and_is_the_same_bytes(tmp_path):
    path = clusters_file(tmp_path, "a", "b")
    pages = []
    for name in ("one.json", "two.json"):
        arguments = (
            "--systems",
            "lead,random,oracle",
            "--format",
            "json",
            "--output",
            tmp_path / name,
        )
        assert command(path, *arguments).stdout == ""
        pages.append((tmp_path / name).read_bytes())
    assert pages[0] == pages[1]
    record = json.loads(pages[0])
    assert record["schema"] == "multisumm-evaluation/1"
    assert record["statistics"]["systems"][1]["difference"]["rouge-1"].keys() == {
        "mean", "low", "high", "p", "p_holm", "wins", "ties", "losses",
    }  # fmt: skip


@pytest.mark.parametrize(
    "form", [name for name in EVALUATION_OPTIONS["format"].choices if name != "json"]
)
def test_times_are_shown_only_on_request(tmp_path, form):
    arguments = (clusters_file(tmp_path, "a"), "--systems", "lead,random", "--format", form)
    first, second = (command(*arguments).stdout for _ in range(2))
    assert first == second
    assert "seconds" not in first
    assert "seconds" in command(*arguments, "--timings").stdout


def test_results_are_saved_and_compared_without_the_clusters(tmp_path):
    path, kept = clusters_file(tmp_path, "a", "b"), tmp_path / "old.json"
    assert command(path, "--systems", "lead", "--save", kept).exit_code == 0
    result = command(path, "--systems", "lead,random", "--load", kept)
    assert "lead (now)" in result.stdout
    (tmp_path / "clusters.jsonl").unlink()
    assert "ROUGE" in command("--load", kept, "--format", "markdown").stdout


def test_relations_of_labelled_pairs_are_scored(tmp_path):
    path = write_lines(tmp_path / "p.jsonl", {"a": "It sank.", "b": "It sank.", "label": "same"})
    result = command("--relations", path)
    assert result.exit_code == 0
    assert result.stdout.startswith("Right answers and contrary claims on 1 pair,")
    assert json.loads(command("--relations", path, "--format", "json").stdout)["pairs"] == 1


def test_the_worst_clusters_come_first(tmp_path):
    bad = record("bad") | {"references": ["Something else entirely."]}
    path = write_lines(tmp_path / "c.jsonl", record("good"), bad)
    result = command(path, "--systems", "lead", "--worst", "2", "--words", "20")
    assert result.stdout.index("lead: bad") < result.stdout.index("lead: good")


def test_warnings_are_printed_on_standard_error(tmp_path):
    outputs = write_lines(tmp_path / "o.jsonl", {"id": "a", "summary": ""})
    arguments = (clusters_file(tmp_path, "a"), "--systems", f"file:{outputs}")
    result = command(*arguments)
    assert result.stderr == ("multisumm: warning: o: 1 of 1 summaries are empty and score 0: a\n")
    assert command(*arguments, "--quiet").stderr == ""


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        ((), OptionError),
        (("c.jsonl", "--systems", "best"), OptionError),
        (("c.jsonl", "--metrics", "rouge-0"), OptionError),
        (("c.jsonl", "--metrics", ","), OptionError),
        (("c.jsonl", "--words", "0"), OptionError),
        (("c.jsonl", "--words", "9", "--bytes", "9"), OptionError),
        (("c.jsonl", "--worst", "-1"), OptionError),
        (("c.jsonl", "--update-floors"), OptionError),
        (("c.jsonl", "--gate", "f.json", "--allow-lower"), OptionError),
        (("c.jsonl", "--output", "c.jsonl"), InputError),
        (("c.jsonl", "--systems", "lead", "--output", "no/where"), InputError),
        (("missing.jsonl",), InputError),
        (("--load", "missing.json"), InputError),
        (("--relations", "missing.jsonl"), InputError),
        (("--relations", "c.jsonl"), InputError),
        (("c.jsonl", "--relations", "c.jsonl"), OptionError),
    ],
)
def test_every_mistake_is_one_line_with_a_documented_status(tmp_path, monkeypatch, arguments, kind):
    monkeypatch.chdir(tmp_path)
    write_lines(tmp_path / "c.jsonl", record())
    error = command(*arguments).exception
    assert type(error) is kind
    assert "\n" not in str(error)


def test_a_progress_bar_is_shown_on_a_terminal(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        assert list(_watched([1, 2])) == [1, 2]
        assert ("evaluating" in stream.getvalue()) is shown
    monkeypatch.setattr(sys, "stderr", None)  # closed
    assert list(_watched([1, 2])) == [1, 2]


def test_rouge_scores_files_and_folders(tmp_path):
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("the cat sat")
    result = command(tmp_path / "ours", tmp_path / "theirs", of=rouge)
    assert result.exit_code == 0
    assert "rouge-1 1.00000 1.00000 1.00000" in " ".join(result.stdout.split())
    files = (tmp_path / "ours" / "a.txt", tmp_path / "theirs" / "a.txt")
    result = command(*files, "--metrics", "rouge-2", "--format", "json", of=rouge)
    assert json.loads(result.stdout)["scores"]["rouge-2"]["f1"]["mean"] == 1


def test_rouge_reports_empty_candidates_and_refuses_empty_references(tmp_path):
    (tmp_path / "empty.txt").write_text("...")
    (tmp_path / "full.txt").write_text("the cat sat")
    (tmp_path / "blank.txt").write_text(" ")
    result = command(tmp_path / "empty.txt", tmp_path / "full.txt", of=rouge)
    assert "1 of 1 candidates have no tokens" in result.stderr
    assert command(tmp_path / "empty.txt", tmp_path / "full.txt", "--quiet", of=rouge).stderr == ""
    error = command(tmp_path / "full.txt", tmp_path / "blank.txt", of=rouge).exception
    assert type(error) is InputError
    metrics = (tmp_path / "full.txt", tmp_path / "full.txt", "--metrics", "rouge-x")
    assert type(command(*metrics, of=rouge).exception) is OptionError
