"""The made-up queries and mixtures, and the order of timed runs."""

from dataclasses import replace

import pytest

from eval.accuracy import queries
from eval.accuracy.queries import (
    content_words,
    inflect,
    kept_stems,
    make_query,
    meeting_of,
    mixtures,
    times,
)
from eval.datasets import DATA
from evaluation_data import FIRST, SECOND, task_of
from multisumm.evaluation.focus import are_relevant


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("cracks", "crack"),
        ("cities", "city"),
        ("closed", "closing"),
        ("closing", "closed"),
        ("bridge", "bridges"),
        ("army", "armies"),
        ("valley", "valleys"),
        ("beach", "beaches"),
        ("class", "classes"),
        ("speed", "speeds"),
        ("bed", "bed"),
        ("sing", "sings"),
        ("1,200", "1,200"),
        ("2016", "2016"),
    ],
)
def test_another_form_is_made_by_the_ending(word, form):
    assert inflect(word) == form


def test_a_query_has_the_content_words_of_the_first_sentence_with_any():
    task = task_of(FIRST, references=("It is. The old bridge closed on Monday. A ferry runs.",))
    assert content_words(task) == ["old", "bridge", "closed", "monday"]
    assert sorted(make_query(task).split()) == ["bridges", "closing", "mondays", "old"]
    assert make_query(task) == make_query(replace(task, documents=()))
    assert content_words(replace(task, references=("It is.",))) == []
    assert list(kept_stems([task])) == ["words of the queries: 4; in another form: 3; same stem: 4"]


def test_each_cluster_is_the_target_of_one_mixture():
    tasks = [task_of(f"{name} first. Rain.", f"{name} second.", name=name) for name in "ABCDEFGH"]
    pairs = list(mixtures(tasks))
    assert len({alone.id for alone, _ in pairs}) == len(pairs) == 6
    for alone, together in pairs:
        assert (len(alone.documents), len(together.documents)) == (2, 6)
        assert together.query == alone.query == make_query(alone)
        assert [one.document for one in together.relevant] == [f"{alone.id}/0", f"{alone.id}/1"]
        others = [f"{name} second." for name in "ABCDEFGH" if name != alone.id]
        own = f"{alone.id} second."
        assert are_relevant([own, *others], together) == [True, *[False] * 7]
    mixed = {together.source: {*together.documents} for _, together in pairs}
    assert len(mixed) == 2
    assert all({*together.documents} == mixed[together.source] for _, together in pairs)


def test_questions_of_a_meeting_are_one_group():
    assert meeting_of(task_of(FIRST, name="qmsum.val.3.12")) == "qmsum.val.3"


def test_runs_with_and_without_the_query_take_turns(monkeypatch, capsys):
    made, clock = [], iter(range(1000))
    monkeypatch.setattr(queries, "read_tasks", lambda *_: [task_of(FIRST), task_of(SECOND)])
    monkeypatch.setattr(queries, "process_time", lambda: next(clock))
    times(
        DATA, None, {name: lambda _, name=name: made.append(name) for name in ("query", "no query")}
    )
    assert made[:4] == ["no query", "query", "query", "no query"]
    assert len(made) == 2 * 2 * (queries.RUNS + 1)
    out = capsys.readouterr().out
    assert f"median 1.00, middle half 1.00 to 1.00, {2 * queries.RUNS} pairs of runs" in out
    times(DATA, None, {"bm25": lambda _: None})
    assert capsys.readouterr().out == ""
