from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.errors import InputError, OptionError
from multisumm.rouge import rouge
from multisumm.rouge.paired import (
    SIGNIFICANT,
    compare_scores,
    holm,
    notes_on_power,
    randomisation_test,
    smallest_p,
)

P = st.floats(1e-4, 1.0)


DIFFERENCES = np.array([0.3, 0.1, -0.05, 0.2, 0.15, 0.02, -0.01, 0.08])


def p_of_all_assignments(differences):
    signs = np.array(list(product([1, -1], repeat=len(differences))))
    return (np.abs(signs @ differences) >= abs(differences.sum()) - 1e-9).mean()


def test_p_is_that_of_all_assignments_where_there_are_not_more_than_trials():
    exact = p_of_all_assignments(DIFFERENCES)
    assert randomisation_test(DIFFERENCES[:, None], trials=256, seed=1)[0] == exact
    assert randomisation_test(-DIFFERENCES[:, None], trials=20_000, seed=2)[0] == exact


def test_p_is_near_that_of_all_assignments_where_there_are_more():
    exact = p_of_all_assignments(DIFFERENCES)
    found = [randomisation_test(DIFFERENCES[:, None], trials=255, seed=s)[0] for s in range(40)]
    assert np.mean(found) == pytest.approx(exact, abs=0.02)
    assert len({*found}) > 1


def test_p_is_never_0_and_1_without_a_difference():
    columns = np.stack([np.full(100, 0.1), np.zeros(100)], axis=1)
    found = randomisation_test(columns, trials=999, seed=1)
    assert found.tolist() == [1 / 1000, 1.0]


def test_p_does_not_depend_on_the_columns_beside_or_on_the_sign():
    rows = np.random.default_rng(5).normal(size=(70, 3))
    alone = [randomisation_test(rows[:, [k]], trials=700, seed=3)[0] for k in range(3)]
    assert randomisation_test(rows, trials=700, seed=3).tolist() == alone
    assert randomisation_test(-rows, trials=700, seed=3).tolist() == alone


def slow_holm(p):
    """Largest, over the tests with no larger p, of p times the number of those not before it."""
    order = sorted(range(len(p)), key=lambda i: p[i])
    steps = {i: (len(p) - rank) * p[i] for rank, i in enumerate(order)}
    return [min(1.0, max(steps[j] for j in order[: order.index(i) + 1])) for i in range(len(p))]


@given(st.lists(P, max_size=6, unique=True))
def test_holm_is_the_slow_definition_and_never_below_p(p):
    found = holm(np.array(p)).tolist()
    assert found == pytest.approx(slow_holm(p))
    assert all(after >= min(before, 1.0) for before, after in zip(p, found, strict=True))


def scores_of(*texts):
    """The scores of texts as summaries of one reference, by their numbers."""
    return {str(at): rouge(text, "a b c d", metrics=METRICS) for at, text in enumerate(texts)}


METRICS = ["rouge-1", "rouge-2"]


def test_systems_are_compared_to_the_baseline_metric_by_metric():
    systems = {
        "worse": scores_of("a", "b", "a b"),
        "base": scores_of("a b", "b", "b c"),
        "equal": scores_of("c d", "c", "a b"),
    }
    found, method = compare_scores(systems, "base")
    assert method == "avg:macro|n:3|bs:1000-95-12345|ar:exact"
    assert list(found) == ["worse", "equal"]
    compared = found["worse"]["rouge-1"]
    assert (compared.wins, compared.ties, compared.losses) == (0, 2, 1)
    assert compared.difference.mean == pytest.approx((2 / 5 - 4 / 6) / 3, abs=1e-5)
    assert compared.p == 1.0
    assert found["equal"]["rouge-2"].p_holm == 1.0
    assert found["equal"]["rouge-1"].difference.mean == pytest.approx(0)


def test_one_instance_proves_nothing():
    found, _ = compare_scores({"one": scores_of("a b c d"), "two": scores_of("x")}, "two")
    assert found["one"]["rouge-1"].p == 1.0


def test_systems_with_other_instances_are_not_compared():
    systems = {"one": scores_of("a", "b"), "two": scores_of("a")}
    with pytest.raises(InputError, match=r"only one of 'one' and 'two' has 1$"):
        compare_scores(systems, "one")
    with pytest.raises(OptionError, match="unknown baseline 'three'"):
        compare_scores(systems, "three")


@pytest.mark.parametrize("instances", [2, 5, 6, 9])
def test_the_smallest_p_is_that_of_a_system_that_is_always_better(instances):
    always = np.full((instances, 1), 0.1)
    assert randomisation_test(always, trials=20_000, seed=1)[0] == smallest_p(instances, 1)


def test_more_systems_need_more_instances():
    assert smallest_p(6, 1) < SIGNIFICANT <= smallest_p(6, 2)
    assert smallest_p(1, 7) == 1.0
    assert smallest_p(1000, 2, trials=99) == 0.02
    assert [*notes_on_power(6, 1, "file", "candidate")] == []
    [note] = notes_on_power(6, 2, "file", "candidate")
    assert "with 6 files and 2 candidates compared to the baseline" in note
