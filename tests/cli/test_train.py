import io
import json
import sys

import pytest

from multisumm.output import with_progress
from training_data import training_file, training_record


@pytest.fixture
def clusters(tmp_path):
    return training_file(tmp_path)


def test_the_weights_go_to_the_file_and_the_report_to_standard_output(main, clusters, tmp_path):
    path = tmp_path / "weights.json"
    status, output, errors = main("train", clusters, "--output", path, "--workers", 1)
    assert status == 0
    assert output.decode().startswith("fitted to 6 clusters in 1 file\n")
    assert errors == (
        "multisumm: warning: all clusters are of the kind 'news',"
        " so scores on unseen kinds are missing\n"
    )
    assert json.loads(path.read_text())["written by"] == "multisumm train"
    (tmp_path / "a.txt").write_text("The old bridge was closed on Monday. Shops lose trade.")
    summarized = main("summarize", tmp_path / "a.txt", "--weights", path, "--quiet")
    assert summarized[::2] == (0, "")


def test_the_same_command_gives_the_same_bytes(main, clusters, tmp_path):
    pages = []
    for name in ("one.json", "two.json"):
        path = tmp_path / name
        arguments = ("--workers", 1, "--quiet", "--format", "json", "--seed", 7)
        status, output, errors = main("train", f"mail={clusters}:5", "--output", path, *arguments)
        assert (status, errors) == (0, "")
        pages.append((output, path.read_bytes()))
    assert pages[0] == pages[1]
    assert json.loads(pages[0][0])["seed"] == 7
    assert json.loads(pages[0][0])["data"][0]["kind"] == "mail"


@pytest.mark.parametrize(
    ("output", "status", "message"),
    [
        ("none/weights.json", 1, "none/weights.json: cannot be written: no such file or directory"),
        (".", 1, ".: cannot be written: is a directory"),
        ("-", 2, "--output must name a file for the weights"),
        ("new/", 1, "new/: cannot be written: not a directory"),
        ("./", 1, "./: cannot be written: is a directory"),
        ("", 2, "--output is empty; name a file, or - for standard output"),
        ("news.jsonl", 1, "news.jsonl: is read as input, so it is not overwritten"),
    ],
)
def test_an_output_that_cannot_be_written_is_an_error_before_anything_is_fitted(
    main, clusters, tmp_path, monkeypatch, output, status, message
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("multisumm.training.run.run_training", None)
    before = (tmp_path / "news.jsonl").read_bytes()
    assert main("train", clusters, "--output", output) == (
        status,
        b"",
        f"multisumm: error: {message}\n",
    )
    assert (tmp_path / "news.jsonl").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["none.jsonl"], 1, "none.jsonl: no such file or directory"),
        (["=x"], 2, "'=x' names no clusters; give a file, like news=clusters.jsonl.gz:400"),
        (["news.jsonl:4"], 1, "too few clusters to learn from: 4; give at least 5"),
        (["bare.jsonl"], 1, "cluster 'vote' has no references to score a summary against"),
    ],
)
def test_input_that_cannot_be_learned_from_is_an_error_of_one_line(
    main, clusters, tmp_path, monkeypatch, arguments, status, message
):
    monkeypatch.chdir(tmp_path)
    bare = training_record("vote")
    del bare["references"]
    (tmp_path / "bare.jsonl").write_text(json.dumps(bare))
    ended = main("train", *arguments, "--output", "weights.json", "--workers", 1)
    assert ended == (status, b"", f"multisumm: error: {message}\n")
    assert not (tmp_path / "weights.json").exists()


def test_progress_is_shown_on_a_terminal_only(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert list(with_progress(iter([1, 2]), total=2, label="scoring")) == [1, 2]
    assert "scoring" in terminal.getvalue()
    assert "2/2" in terminal.getvalue() or "100%" in terminal.getvalue()
    monkeypatch.setattr(sys, "stderr", None)
    assert list(with_progress(iter([1, 2]), total=2, label="scoring")) == [1, 2]
