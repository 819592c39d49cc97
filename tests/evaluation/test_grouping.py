"""Scores of groups."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from multisumm import Cluster, Document
from multisumm.evaluation.grouping import regroup, score_groups


def test_b_cubed_by_hand():
    # Groups {0, 1, 2}, {3}; events {0, 1}, {2, 3}.
    scores = score_groups(["a", "a", "a", "b"], [1, 1, 2, 2])
    assert scores.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert scores.recall == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert scores.f1 == pytest.approx(2 * scores.precision * 0.75 / (scores.precision + 0.75))


labels = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=20)


@given(labels)
def test_the_rand_index_is_that_of_scikit_learn(pairs):
    found, true = zip(*pairs, strict=True)
    expected = adjusted_rand_score(true, found)
    assert score_groups(found, true).adjusted_rand == pytest.approx(expected)


@given(labels)
def test_b_cubed_is_its_definition(pairs):
    found, true = zip(*pairs, strict=True)
    indices = range(len(pairs))

    def share(own, other):
        total = 0.0
        for i in indices:
            group = [j for j in indices if own[j] == own[i]]
            total += sum(other[j] == other[i] for j in group) / len(group)
        return total / len(pairs)

    scores = score_groups(found, true)
    assert scores.precision == pytest.approx(share(found, true))
    assert scores.recall == pytest.approx(share(true, found))


@given(st.lists(st.integers(0, 4), min_size=1, max_size=20))
def test_equal_groups_have_one_everywhere(groups):
    assert score_groups(groups, groups) == pytest.approx((1, 1, 1, 1))


def test_clusters_are_found_again_in_a_pile_of_them():
    ferry = "The ferry Princess Maria sank off Tindalo with 61 passengers on Monday."
    vote = "Helena Brusk won the election in Garvia with 54 percent of the votes."
    clusters = [
        Cluster("a", (Document("1", ferry), Document("2", f"Tindalo: {ferry}"))),
        Cluster("b", (Document("1", vote), Document("2", " "))),
    ]
    scored = regroup(clusters)
    assert scored[:3] == (2, 3, 2)
    assert scored.scores.f1 == 1.0
    assert scored.to_text().splitlines()[0] == "3 documents of 2 clusters in 2 groups"
    assert json.loads(scored.to_json())["scores"]["adjusted_rand"] == 1.0
