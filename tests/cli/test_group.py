"""The command `group`."""

import json

import pytest
from click.testing import CliRunner

from multisumm.cli.main import cli
from multisumm.errors import InputError, OptionError
from multisumm.reading import read_clusters

FERRY = "The ferry Princess Maria sank off Tindalo with 61 passengers on Monday, the guard said."
AGAIN = "Off Tindalo, the ferry Princess Maria with 61 passengers sank; the guard saved 23."
VOTE = "Helena Brusk won the election in Garvia with 54 percent of the votes on Sunday."


@pytest.fixture
def folder(tmp_path):
    source = tmp_path / "news"
    source.mkdir()
    for name, text in (("a", FERRY), ("b", AGAIN), ("c", VOTE)):
        (source / f"{name}.txt").write_text(text)
    return source


def run(*arguments):
    return CliRunner().invoke(cli, ["group", *map(str, arguments)])


def test_each_line_is_a_cluster_that_can_be_read_again(folder, tmp_path):
    output = tmp_path / "clusters.jsonl"
    result = run(folder, "--output", output)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "multisumm: 3 documents in 2 subjects, 1 of them alone; 3 of 3 files read\n"
    )
    clusters = [*read_clusters(output)]
    assert [[d.id for d in one.documents] for one in clusters] == [["a.txt", "b.txt"], ["c.txt"]]


def test_without_output_it_prints_the_lines(folder):
    result = run(folder, "--quiet")
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a.txt", "c.txt"]
    assert result.stderr == ""


def test_new_documents_are_added_to_the_groups_of_an_earlier_run(folder, tmp_path):
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    (folder / "b.txt").rename(tmp_path / "later.txt")
    assert run(folder, "--output", old).exit_code == 0
    result = run(tmp_path / "later.txt", "--add", old, "--output", new)
    assert result.exit_code == 0, result.stderr
    ids = [[d.id for d in one.documents] for one in read_clusters(new)]
    assert ids == [["a.txt", "later.txt"], ["c.txt"]]


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_grouped(folder):
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    result = run(folder)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2
    assert "broken.pdf" in result.stderr


def test_the_output_never_overwrites_an_input(folder):
    assert isinstance(run(folder, "--output", folder / "a.txt").exception, InputError)
    assert (folder / "a.txt").read_text() == FERRY


def test_with_strict_a_warning_ends_with_status_3(folder):
    (folder / "empty.txt").write_text("")
    assert run(folder, "--strict").exit_code == 3


def test_a_negative_window_is_wrong_usage(folder):
    result = run(folder, "--window", "-3")
    assert isinstance(result.exception, OptionError)


def test_evaluate_scores_how_well_clusters_are_found_again(folder, tmp_path):
    clusters = tmp_path / "clusters.jsonl"
    run(folder, "--output", clusters)
    result = CliRunner().invoke(cli, ["evaluate", str(clusters), "--grouping"])
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "3 documents of 2 clusters in 2 groups"
    assert "B-cubed F1           1.0000" in result.stdout
    result = CliRunner().invoke(cli, ["evaluate", str(clusters), "--grouping", "--format", "json"])
    assert json.loads(result.stdout)["scores"]["f1"] == 1.0
