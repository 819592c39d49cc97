from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.errors import OptionError
from multisumm.evaluation.results import Results, Subject, columns_of
from multisumm.evaluation.statistics import analyse, holm, randomisation_test
from multisumm.rouge import aggregate, rouge

P = st.floats(1e-4, 1.0)


def results_of(scores, metrics=("rouge-1",), ids=None):
    """Results in which recall, precision and F of system s on cluster c are scores[s][c]."""
    scores = np.array(scores, dtype=float)
    systems, clusters = scores.shape
    ids = ids or [f"c{index:03}" for index in range(clusters)]
    values = np.zeros((systems, clusters, len(columns_of(metrics))))
    values[:, :, : 3 * len(metrics)] = scores[:, :, None]
    return Results(
        subjects=tuple(Subject(name, "x", "en", "words", 100) for name in ids),
        systems=tuple("ABCDEFG"[:systems]),
        metrics=metrics,
        values=values,
        seconds=np.zeros((systems, clusters)),
        signatures=("s",),
        settings={},
    )


def test_differences_wins_and_means_by_hand():
    found = analyse(results_of([[0.1, 0.2, 0.3, 0.4], [0.2, 0.2, 0.4, 0.3]]), trials=100)
    assert found.scores["A"]["rouge-1"].mean == pytest.approx(0.25)
    compared = found.comparisons["B"]["rouge-1"]
    assert compared.difference.mean == pytest.approx(0.025)
    assert (compared.wins, compared.ties, compared.losses) == (2, 1, 1)
    assert compared.difference.low <= 0.025 <= compared.difference.high
    assert list(found.comparisons) == ["B"]


def test_p_is_near_that_of_all_assignments():
    differences = np.array([0.3, 0.1, -0.05, 0.2, 0.15, 0.02, -0.01, 0.08])
    signs = np.array(list(product([1, -1], repeat=8)))
    exact = (np.abs(signs @ differences) >= differences.sum() - 1e-9).mean()
    found = randomisation_test(differences[:, None], trials=20_000, seed=1)[0]
    assert found == pytest.approx(exact, abs=0.01)


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


def test_intervals_are_those_of_the_rouge_part():
    texts = {"b": "a b c", "a": "a x y", "c": "z"}
    scores = {name: rouge(text, ["a b d"], metrics=["rouge-1"]) for name, text in texts.items()}
    values = [[scores[name]["rouge-1"].f1 for name in texts]]
    found = analyse(results_of(values, ids=list(texts))).scores["A"]["rouge-1"]
    wanted = aggregate(scores)["rouge-1"].f1
    assert (found.mean, found.low, found.high) == pytest.approx(
        (wanted.mean, wanted.low, wanted.high)
    )


def test_the_order_of_the_clusters_does_not_matter_and_the_seed_does():
    scores = np.random.default_rng(2).random((3, 30))
    ids = [f"c{index:03}" for index in range(30)]
    turned = results_of(scores[:, ::-1], ids=ids[::-1])
    straight = results_of(scores, ids=ids)
    assert analyse(turned).comparisons == analyse(straight).comparisons
    assert analyse(straight).scores == analyse(straight).scores
    assert analyse(straight, seed=1).scores != analyse(straight).scores


def test_one_cluster_and_one_system_are_enough():
    found = analyse(results_of([[0.5]], metrics=("rouge-1", "rouge-l")))
    assert found.scores["A"]["rouge-l"].low == found.scores["A"]["rouge-l"].high == 0.5
    assert found.comparisons == {}
    assert analyse(results_of([[0.5], [0.6]])).comparisons["B"]["rouge-1"].p == 1.0


def test_invalid_values_are_refused():
    for options in ({"part": "f2"}, {"samples": 1}, {"seed": -1}, {"trials": 0}):
        with pytest.raises(OptionError):
            analyse(results_of([[0.5]]), **options)
