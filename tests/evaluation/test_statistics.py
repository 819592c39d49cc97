import numpy as np
import pytest

from multisumm.errors import OptionError
from multisumm.evaluation.results import Results, Subject, columns_of
from multisumm.evaluation.statistics import analyse
from multisumm.rouge import aggregate, rouge


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
