import json
from pathlib import Path

import pytest

from evaluation_data import write_lines
from multisumm.errors import InputError, OptionError
from multisumm.training.inputs import TrainingInput, parse_training_input, read_training_sets
from training_data import training_file, training_record


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("news=a.jsonl.gz:400", TrainingInput("news", "a.jsonl.gz", 400)),
        ("news=a.jsonl", TrainingInput("news", "a.jsonl")),
        ("data/mail.jsonl.gz", TrainingInput("mail", "data/mail.jsonl.gz")),
        ("mail.json:7", TrainingInput("mail", "mail.json", 7)),
        ("news=x=y:z", TrainingInput("news", "x=y:z")),
        ("news=C:9", TrainingInput("news", "C", 9)),
    ],
)
def test_an_argument_names_a_kind_a_file_and_a_number(text, expected):
    assert parse_training_input(text) == expected


@pytest.mark.parametrize("text", ["", "=a.jsonl", "news=", "news=:3", ":3"])
def test_an_argument_without_a_file_or_a_kind_is_an_error_of_one_line(text):
    with pytest.raises(OptionError, match="names no clusters; give a file") as error:
        parse_training_input(text)
    assert "\n" not in str(error.value)


def test_the_number_of_clusters_is_at_least_1():
    with pytest.raises(OptionError, match="must be at least 1"):
        parse_training_input("news=a.jsonl:0")


def test_a_path_that_exists_is_taken_as_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a=b:3").write_text("")
    assert parse_training_input("a=b:3") == TrainingInput("a=b:3", "a=b:3")


def test_the_kind_of_a_folder_is_its_name(tmp_path, monkeypatch):
    (tmp_path / "subjects").mkdir()
    monkeypatch.chdir(tmp_path / "subjects")
    assert parse_training_input(".").kind == "subjects"


def test_the_name_of_an_input_does_not_say_where_the_data_lie():
    assert TrainingInput("news", "/home/a/data/multinews/train.jsonl.gz").name == (
        "multinews/train.jsonl.gz"
    )


def test_the_first_clusters_are_taken(tmp_path):
    (read,) = read_training_sets([TrainingInput("news", training_file(tmp_path), 2)])
    assert [task.id for task in read.tasks] == ["bridge", "storm"]


def test_a_cluster_counts_for_the_first_file_that_has_its_reference(tmp_path):
    first = training_file(tmp_path, "a.jsonl", ["bridge", "storm"])
    same = training_record("storm")
    same["references"] = ["A STORM cut power  to the town; crews repaired the lines!"]
    second = write_lines(tmp_path / "b.jsonl", same, training_record("vote"))
    sets = read_training_sets([TrainingInput("a", first), TrainingInput("b", second)])
    assert [[task.id for task in read.tasks] for read in sets] == [["bridge", "storm"], ["vote"]]
    assert [read.repeated for read in sets] == [0, 1]


def test_a_file_whose_clusters_an_earlier_file_has_is_an_error(tmp_path):
    paths = [training_file(tmp_path, name) for name in ("a.jsonl", "b.jsonl")]
    with pytest.raises(InputError, match=r"b\.jsonl: an earlier file has all of its clusters$"):
        read_training_sets([TrainingInput("news", path) for path in paths])


def test_a_file_that_is_not_there_or_has_no_references_is_an_error_of_one_line(tmp_path):
    with pytest.raises(InputError, match=r"^none\.jsonl: no such file or directory$"):
        read_training_sets([TrainingInput("news", "none.jsonl")])
    bare = training_record("vote")
    del bare["references"]
    path = tmp_path / "bare.jsonl"
    path.write_text(json.dumps(bare))
    with pytest.raises(InputError, match="cluster 'vote' has no references"):
        read_training_sets([TrainingInput("news", str(path))])
