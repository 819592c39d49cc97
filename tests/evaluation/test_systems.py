import gzip
import json
from dataclasses import replace

import pytest

from evaluation_data import FIRST, SECOND, task_of
from multisumm import summarize
from multisumm.errors import InputError, NothingToSummarize, OptionError
from multisumm.evaluation.external import read_external
from multisumm.evaluation.plan import scoring
from multisumm.evaluation.systems import BUILT_IN_SYSTEMS, make_systems, write_method, write_random
from multisumm.model import Document
from multisumm.selection.budget import Budget
from multisumm.selection.token_counts import load_token_counter

SETTINGS_OF = scoring("rouge155", stem=True)


def systems_of(*specs, tasks=(), seed=1):
    return make_systems(specs, tasks, seed=seed, settings_of=SETTINGS_OF)


def write(path, *records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


@pytest.mark.parametrize("name", BUILT_IN_SYSTEMS)
def test_every_system_quotes_and_keeps_the_budget(name):
    task = task_of(FIRST, SECOND, words=30)
    if name == "bm25":
        task = replace(task, query="Who closed the bridge?")
    sentences = systems_of(name).writers[name](task)
    assert sentences
    assert all(sentence in FIRST or sentence in SECOND for sentence in sentences)
    assert task.budget.total(sentences) <= 30
    assert sentences == systems_of(name).writers[name](task)


@pytest.mark.parametrize("name", BUILT_IN_SYSTEMS)
@pytest.mark.parametrize("power", [1, 1.5])
def test_every_system_keeps_a_budget_in_tokens(name, power):
    # With 1.5, the whole has more tokens than its parts together.
    def tokenize(text):
        return [0] * int((len(text) / 10) ** power)

    budget = Budget("tokens", 40, "en", load_token_counter(tokenize))
    query = "Who closed the bridge?" if name == "bm25" else None
    task = replace(task_of(FIRST, SECOND), budget=budget, query=query)
    sentences = systems_of(name).writers[name](task)
    assert sentences
    assert len(tokenize(" ".join(sentences))) <= 40


def test_a_method_gives_what_the_pipeline_gives():
    task = task_of(FIRST, SECOND, words=30)
    summary = summarize(task.documents, words=30, method="textrank", language="en")
    assert write_method(task, method="textrank") == tuple(s.text for s in summary.sentences)


def test_a_method_gets_the_query_and_the_known_documents_of_a_task(monkeypatch):
    given = []

    def summarize(documents, **options):
        given.append({key: options.get(key, "absent") for key in ("query", "known")})
        raise NothingToSummarize("nothing")

    monkeypatch.setattr("multisumm.evaluation.systems.summarize", summarize)
    known = (Document("1", "Old."),)
    task = task_of(FIRST)
    for one in (task, replace(task, query="Who?"), replace(task, query="Who?", known=known)):
        assert write_method(one, method="coverage") == ()
    assert given == [
        {"query": "absent", "known": "absent"},
        {"query": "Who?", "known": "absent"},
        {"query": "Who?", "known": known},
    ]


def test_nothing_that_fits_is_an_empty_summary():
    task = task_of(FIRST, words=1)
    for name in ("coverage", "random", "oracle"):
        assert systems_of(name).writers[name](task) == ()


def test_random_depends_on_the_seed_and_the_cluster_only():
    texts = [f"This is sentence number {index} of many." for index in range(40)]
    task = task_of(" ".join(texts), words=50)
    found = {write_random(task, seed=seed) for seed in range(20)}
    assert len(found) == 20
    assert all(list(summary) == sorted(summary, key=texts.index) for summary in found)
    other = task_of(" ".join(texts), words=50, name="other")
    assert write_random(other, seed=1) != write_random(task, seed=1)


def test_a_file_gives_the_system_of_its_name(tmp_path):
    path = write(tmp_path / "mine.jsonl", {"id": "bridge", "summary": "It rained. It stopped."})
    found = systems_of(f"file:{path}", tasks=[task_of(FIRST)])
    assert found.writers["mine"](task_of(FIRST)) == ("It rained.", "It stopped.")
    assert found.specs == {"mine": f"file:{path}"}


def test_a_packed_file_can_hold_several_systems(tmp_path):
    path = tmp_path / "peers.jsonl.gz"
    records = [
        {"cluster": "bridge", "system": "A", "summary": "One."},
        {"cluster": "bridge", "system": "B", "summary": "Two."},
        {"cluster": "other", "system": "B", "summary": "Three."},
        {"cluster": "other", "system": "C", "summary": "Four."},
    ]
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, records)).encode()))
    found = systems_of(f"file:{path}", tasks=[task_of(FIRST)])
    assert [(name, each(task_of(FIRST))) for name, each in found.writers.items()] == [
        ("A", ("One.",)),
        ("B", ("Two.",)),
    ]
    assert found.notes == (
        f"{path}: no summary of these clusters by C; skipped",
        f"{path}: 1 summaries of other clusters; skipped",
    )


def test_sentences_that_are_known_are_not_split_again(tmp_path):
    sentences = [{"text": "Dr. No. came"}, {"text": "and went."}]
    path = write(
        tmp_path / "b.jsonl",
        {"id": "bridge", "summary": "Dr. No. came and went.", "sentences": sentences},
    )
    assert systems_of(f"file:{path}", tasks=[task_of(FIRST)]).writers["b"](task_of(FIRST)) == (
        "Dr. No. came",
        "and went.",
    )


def test_a_folder_has_a_file_for_each_cluster(tmp_path):
    (tmp_path / "out" / "en").mkdir(parents=True)
    (tmp_path / "out" / "en" / "M.000.txt").write_text("One.")
    (tmp_path / "out" / "bridge").write_text("Two.")
    (tmp_path / "out" / ".notes").write_text("x")
    tasks = [task_of(FIRST, name="en/M.000"), task_of(FIRST)]
    found = systems_of(f"file:{tmp_path / 'out'}", tasks=tasks)
    assert [found.writers["out"](task) for task in tasks] == [("One.",), ("Two.",)]
    assert found.notes == ()


@pytest.mark.parametrize(
    ("records", "message"),
    [
        (
            [{"id": "x", "summary": "A."}],
            "ids do not match: there are x, and the clusters are bridge",
        ),
        ([{"id": "bridge", "summary": "A."}], "f has no summary for two"),
        ([{"id": "bridge", "summary": "A."}] * 2, "line 2: a second summary for 'bridge'"),
        ([{"id": "bridge"}], 'line 1: a summary is {"id": "...", "summary": "..."}'),
        ([], "no cluster in this file"),
    ],
)
def test_outside_files_that_do_not_fit_are_explained(tmp_path, records, message):
    path = write(tmp_path / "f.jsonl", *records)
    tasks = [task_of(FIRST), task_of(FIRST, name="two")]
    with pytest.raises(InputError) as error:
        read_external(str(path), tasks)
    assert message in str(error.value)


def test_many_ids_that_do_not_match_are_counted(tmp_path):
    path = write(tmp_path / "f.jsonl", {"id": "0", "summary": "A."})
    tasks = [task_of(FIRST, name=str(number)) for number in range(9)]
    with pytest.raises(InputError, match="f has no summary for 1, 2, 3, 4, 5 and 3 more"):
        read_external(str(path), tasks)


def test_outside_texts_must_be_utf_8(tmp_path):
    (tmp_path / "bridge.txt").write_bytes(b"caf\xe9")
    with pytest.raises(InputError, match="not UTF-8"):
        read_external(str(tmp_path), [task_of(FIRST)])


def test_names_that_are_unknown_or_come_twice_are_refused(tmp_path):
    path = write(tmp_path / "lead.jsonl", {"id": "bridge", "summary": "A."})
    for specs in (["best"], [], ["lead", f"file:{path}"]):
        with pytest.raises(OptionError):
            systems_of(*specs, tasks=[task_of(FIRST)])
    with pytest.raises(InputError, match="no such file"):
        systems_of("file:nowhere.jsonl", tasks=[task_of(FIRST)])
