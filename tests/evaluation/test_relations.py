"""Scores of relations, with pairs whose answers are known and with made-up answers."""

import gzip
import json
from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation_data import write_lines
from multisumm.errors import InputError
from multisumm.evaluation.formats import RELATION_RENDERERS
from multisumm.evaluation.relations import (
    RELATION_ANSWERS,
    RELATION_LABELS,
    JudgedPair,
    LabelledPair,
    Share,
    contrary_share,
    judge_pairs,
    precision_and_recall,
    read_pairs,
    relation_grids,
)

SANK = "The ferry sank off Tindalo on Monday with 61 passengers."
OTHER = "The ferry sank off Tindalo on Monday with 74 passengers."
VOTE = "Helena Brusk won the election in Garvia."


def judged(*cases):
    """Pairs of a label, an answer and perhaps a kind."""
    return [
        JudgedPair(LabelledPair(str(i), "en", "A.", "B.", label, *kind), answer, "")
        for i, (label, answer, *kind) in enumerate(cases)
    ]


JUDGED = st.lists(
    st.tuples(st.sampled_from(RELATION_LABELS), st.sampled_from(RELATION_ANSWERS)), max_size=20
).map(lambda cases: judged(*cases))


def test_pairs_are_judged_by_the_rules(tmp_path):
    path = write_lines(
        tmp_path / "p.jsonl",
        {"a": SANK, "b": SANK, "label": "same", "language": "en", "id": "x"},
        {"a": SANK, "b": OTHER, "label": "conflict", "kind": "number"},
        {"a": SANK, "b": VOTE, "label": "different", "note": "passed over"},
    )
    found = judge_pairs(read_pairs(path))
    assert [one.answer for one in found] == ["same", "conflict", "silent"]
    assert [one.pair.id for one in found] == ["x", "2", "3"]
    assert [one.pair.language for one in found] == ["en", "en", "en"]
    assert all(one.is_right and not one.is_contrary for one in found)


def test_the_measures_worked_by_hand():
    cases = judged(("same", "same"), ("part", "same"), ("same", "silent"), ("conflict", "same"),
                   ("different", "conflict"), ("update", "conflict"))  # fmt: skip
    assert precision_and_recall(cases, ["same"]) == (Share(1, 3), Share(1, 2))
    assert precision_and_recall(cases, ["same", "part"]) == (Share(2, 3), Share(2, 3))
    assert precision_and_recall(cases, ["different"]) == (Share(0, 1), Share(0, 1))
    assert contrary_share(cases) == Share(2, 6)
    claims = relation_grids(cases)[0]
    assert claims.rows[0][2:] == ("33.3\n[9.7, 70.0] 2/6", "40.0\n[11.8, 76.9] 2/5")


@given(JUDGED)
def test_only_answers_that_are_wrong_and_told_can_be_contrary(cases):
    for one in cases:
        assert not (one.is_right and one.is_contrary)
        if one.answer in ("similar", "silent", "update"):
            assert not one.is_contrary


@given(st.integers(0, 50), st.integers(1, 50))
def test_wilsons_interval_holds_its_share(successes, more):
    found = Share(successes, successes + more).estimate()
    assert 0 <= found.low <= found.mean <= found.high <= 1
    assert found.low < found.high


def test_a_share_out_of_none_is_no_number():
    assert isnan(Share(0, 0).estimate().mean)
    assert str(Share(0, 0)) == "-"


@pytest.mark.parametrize("form", RELATION_RENDERERS)
def test_every_format_has_all_labels_languages_and_kinds(form):
    cases = judged(("same", "same", "number <b>"), ("conflict", "part", ""))
    page = RELATION_RENDERERS[form](cases)
    assert page.endswith("\n")
    assert page == RELATION_RENDERERS[form](cases)
    for label in RELATION_LABELS:
        assert label in page
    assert ("number <b>" in page) == (form in ("text", "json"))
    if form != "json":
        assert "50.0" in page
        assert "[9.5, 90.5] 1/2" in page


def test_json_has_the_answer_to_each_pair_and_null_out_of_none():
    record = json.loads(RELATION_RENDERERS["json"](judged(("same", "silent"))))
    assert record["answers"] == [{"id": "0", "label": "same", "answer": "silent", "rule": ""}]
    assert record["labels"]["same"]["precision"]["share"] is None
    assert record["labels"]["same"]["recall"]["number"] == 1
    assert record["kinds"] == {}


def test_no_table_of_kinds_where_no_pair_has_one():
    assert "kinds" not in {grid.name for grid in relation_grids(judged(("same", "same")))}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "p.jsonl, line 2: not valid JSON"),
        ("[]", "p.jsonl, line 2: "),
        ('{"a": "x", "label": "same"}', "p.jsonl, line 2: no `b`"),
        ('{"a": "x", "b": " ", "label": "same"}', "p.jsonl, line 2: no `b`"),
        ('{"a": "x", "b": 7, "label": "same"}', "p.jsonl, line 2: `b` is not a string"),
        ('{"a": "x", "b": "y", "label": "sames"}', "p.jsonl, line 2: unknown label .*mean same"),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, reason):
    path = tmp_path / "p.jsonl"
    path.write_text(json.dumps({"a": "x", "b": "y", "label": "same"}) + f"\n{line}\n")
    with pytest.raises(InputError, match=reason):
        read_pairs(path)


def test_an_empty_file_has_no_pair(tmp_path):
    path = tmp_path / "p.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n"))
    with pytest.raises(InputError, match="no pair in this file"):
        read_pairs(path)
