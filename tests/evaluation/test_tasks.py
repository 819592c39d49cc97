import gzip
import json

import pytest

from evaluation_data import REFERENCE, clusters_file, record, write_lines
from multisumm.errors import InputError, OptionError
from multisumm.evaluation.tasks import data_digest, read_evaluation_tasks, split_text, stated_amount
from multisumm.model import Citation, Document
from tokenizer_files import write_tokenizer


def test_a_summary_may_be_as_long_as_the_references_unless_a_budget_is_given(tmp_path):
    task, other = read_evaluation_tasks(
        [write_lines(tmp_path / "c.jsonl", record(), record("two"))]
    )
    assert (task.budget.unit, task.budget.limit) == ("words", len(REFERENCE.split()))
    assert (task.id, task.language, task.references) == ("bridge", "en", (REFERENCE,))
    assert other.id == "two"


def test_the_mean_length_of_references_is_rounded(tmp_path):
    path = write_lines(tmp_path / "c.jsonl", record() | {"references": ["a b", "a b c"]})
    assert read_evaluation_tasks([path])[0].budget.limit == 3


def test_a_record_states_its_budget_and_the_command_line_goes_first(tmp_path):
    path = clusters_file(tmp_path, "a", length_budget="20 words (15-20)")
    assert read_evaluation_tasks([path])[0].budget.limit == 20
    assert (
        read_evaluation_tasks([path], amounts={"bytes": 99, "words": None})[0].budget.unit
        == "bytes"
    )


def test_a_budget_in_tokens_needs_a_tokenizer_and_is_that_of_all_tasks(tmp_path):
    path = clusters_file(tmp_path, "a", "b", length_budget="20 words")
    name = f"hf:{write_tokenizer(tmp_path)}"
    tasks = read_evaluation_tasks([path], amounts={"tokens": 99}, tokenizer=name)
    assert {(t.budget.unit, t.budget.limit, t.budget.tokenizer.name) for t in tasks} == {
        ("tokens", 99, name)
    }
    with pytest.raises(OptionError, match="tokens needs a tokenizer"):
        read_evaluation_tasks([path], amounts={"tokens": 99})
    with pytest.raises(OptionError, match="tokenizer needs a limit in tokens"):
        read_evaluation_tasks([path], tokenizer=name)


@pytest.mark.parametrize(
    ("stated", "amount"),
    [
        ("250 words (240-250)", {"words": 250}),
        ("~75 words", {"words": 75}),
        ("~2 sentences / <=25 words", {"words": 25}),
        ("665 bytes", {"bytes": 665}),
        ("3 sentences, 90 characters", {"sentences": 3}),
        (100, {"words": 100}),
        ("short", {}),
        ("0 words", {}),
        (True, {}),
        (-5, {}),
        (None, {}),
        ([250], {}),
    ],
)
def test_budgets_are_read_as_data_sets_write_them(stated, amount):
    assert stated_amount(stated) == amount


def test_the_budget_of_chinese_references_is_in_characters(tmp_path):
    text = "地铁线路穿过河流。工程师说开通时间是年底。"
    cluster = {"id": "z", "documents": [text * 3], "references": [text]}
    task = read_evaluation_tasks([write_lines(tmp_path / "c.jsonl", cluster)])[0]
    assert (task.language, task.budget.limit) == ("zh", len(text))


def test_a_sample_is_taken_at_even_distances(tmp_path):
    path = clusters_file(tmp_path, *"abcdefghij")
    assert [task.id for task in read_evaluation_tasks([path], sample=3)] == ["a", "d", "g"]
    assert len(read_evaluation_tasks([path], sample=99)) == 10


def test_folders_of_subjects_and_compressed_files_are_read(tmp_path):
    for part, text in (("sources/a.txt", "It rained."), ("references/r.txt", "Rain.")):
        path = tmp_path / "rain" / part
        path.parent.mkdir(parents=True)
        path.write_text(text)
    packed = tmp_path / "c.jsonl.gz"
    packed.write_bytes(gzip.compress(json.dumps(record()).encode()))
    tasks = read_evaluation_tasks([str(tmp_path / "rain"), str(packed)], language="en")
    assert [(task.id, task.source) for task in tasks] == [
        ("rain", str(tmp_path / "rain")),
        ("bridge", str(packed)),
    ]


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ([record() | {"references": []}], "cluster 'bridge' has no references"),
        (
            [record() | {"references": ["x", " \n"]}],
            "reference 2 of 2 of cluster 'bridge' is empty",
        ),
        ([record(), record()], "two clusters have the id 'bridge'"),
        ([], "no cluster in this file"),
    ],
)
def test_bad_clusters_are_named(tmp_path, records, message):
    with pytest.raises(InputError, match=message):
        read_evaluation_tasks([write_lines(tmp_path / "c.jsonl", *records)])


def test_invalid_values_are_refused(tmp_path):
    path = clusters_file(tmp_path, "a")
    for options in ({"sample": 0}, {"language": "klingon"}, {"amounts": {"words": 0}}):
        with pytest.raises(OptionError):
            read_evaluation_tasks([path], **options)
    with pytest.raises(InputError, match="no clusters"):
        read_evaluation_tasks([])


def test_sentences_are_split_and_white_space_is_one_space():
    assert split_text("It rained.  All day\nlong.\n\nThen not.", language="en") == [
        "It rained.",
        "All day long.",
        "Then not.",
    ]
    assert split_text(" > ", language="en") == [">"]
    assert split_text(" \n", language="en") == []


def test_a_task_has_the_query_and_all_that_belongs_to_it(tmp_path):
    fields = {"query": "Who?", "known": ["Old."], "relevant": ["1"], "answers": ["Ann"]}
    cluster = {"documents": ["It rained."], "references": ["Rain."]} | fields
    (task,) = read_evaluation_tasks([write_lines(tmp_path / "c.jsonl", cluster)], language="en")
    assert (task.query, task.known) == ("Who?", (Document("1", "Old."),))
    assert (task.relevant, task.answers) == ((Citation("1", 0, 10),), ("Ann",))


def test_the_digest_of_a_folder_is_that_of_queries_and_known_documents_too(tmp_path):
    files = {"a/sources/a.txt": "A.", "a/known.txt": "../old", "old/b.txt": "B.", "new/c.txt": "C."}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    digests = [data_digest(tmp_path)]
    (tmp_path / "new" / "c.txt").write_text("D.")
    assert data_digest(tmp_path) == digests[0]
    for name in ("old/b.txt", "a/query.txt", "a/known.txt"):
        (tmp_path / name).write_text("../new" if name == "a/known.txt" else "E.")
        digests.append(data_digest(tmp_path))
    assert len({*digests}) == 4


def test_the_digest_of_a_folder_is_that_of_sources_and_references(tmp_path):
    (tmp_path / "s" / "sources").mkdir(parents=True)
    (tmp_path / "s" / "sources" / "a.txt").write_text("one")
    before = data_digest(tmp_path)
    (tmp_path / "README.md").write_text("about")
    (tmp_path / "s" / "sources" / ".hidden").write_text("x")
    assert data_digest(tmp_path) == before
    (tmp_path / "s" / "sources" / "a.txt").rename(tmp_path / "s" / "sources" / "b.txt")
    assert data_digest(tmp_path) != before
    with pytest.raises(InputError, match="missing"):
        data_digest(tmp_path / "missing")
