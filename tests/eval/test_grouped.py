"""Means, ratios and tests over groups."""

from dataclasses import replace

import numpy as np
import pytest

from eval.grouped import (
    grouped_difference,
    grouped_means,
    grouped_ratio,
    ignoring,
    print_scores,
)
from evaluation_data import FIRST, clusters_file, task_of
from multisumm.evaluation.plan import EvaluationPlan, run_plan
from multisumm.model import Document

VALUES = np.array([1.0, 3.0, np.nan, 5.0, 5.0])
GROUPS = ["a", "a", "b", "b", "c"]


def test_a_mean_is_over_the_values_that_are_there():
    (estimate,) = grouped_means(VALUES[:, None], GROUPS)
    assert estimate.mean == 14 / 4
    assert 2 <= estimate.low < estimate.mean < estimate.high <= 5


def test_an_interval_is_that_of_whole_groups():
    # Within a group, values differ much; the means of groups are all the same.
    values = np.array([[0.0], [10.0]] * 30)
    groups = [str(number // 2) for number in range(60)]
    (grouped,) = grouped_means(values, groups)
    (single,) = grouped_means(values, [str(number) for number in range(60)])
    assert (grouped.low, grouped.high) == (5, 5)
    assert single.low < 4.5 < 5.5 < single.high


def test_the_order_of_the_values_does_not_matter():
    generator = np.random.default_rng(1)
    values, groups = generator.random((40, 2)), generator.choice([*"abcdefg"], 40)
    order = generator.permutation(40)
    for one, other in zip(
        grouped_means(values, groups), grouped_means(values[order], groups[order]), strict=True
    ):
        assert (one.mean, one.low, one.high) == pytest.approx((other.mean, other.low, other.high))


def test_a_ratio_is_one_of_means_not_a_mean_of_ratios():
    estimate = grouped_ratio(np.array([1.0, 6.0]), np.array([2.0, 2.0]), ["a", "b"])
    assert estimate.mean == 7 / 4
    assert (estimate.low, estimate.high) == (0.5, 3)


def test_groups_are_turned_round_as_a_whole_in_the_test():
    better, worse = np.ones(40), np.zeros(40)
    alone = grouped_difference(better, worse, [str(number) for number in range(40)])
    assert alone.estimate.mean == 1
    assert alone.p == 1 / 10_001
    # Three groups that agree by chance: 2 of 8 ways to turn them round are as far from 0.
    grouped = grouped_difference(better[:30], worse[:30], [*"abc"] * 10)
    assert 0.2 < grouped.p < 0.3
    assert grouped_difference(better, better, ["a", "b"] * 20).p == 1


def test_a_system_can_be_kept_from_the_query_and_the_known_documents():
    seen = []
    task = replace(task_of(FIRST), query="Who?", known=(Document("1", "Old."),))
    for field in ("query", "known"):
        ignoring(lambda task: seen.append(task) or (), field)(task)
    assert [(task.query, task.known) for task in seen] == [(None, task.known), ("Who?", ())]


def test_a_table_has_the_means_and_the_differences_from_the_first(tmp_path, capsys):
    path = clusters_file(tmp_path, *"abcd")
    results = run_plan(EvaluationPlan((path,), ("lead", "random"), ("rouge-1",))).results
    results = replace(results, warnings=("lead: 1 of 4 summaries are empty",))
    print_scores("clusters", results, {"rouge-1 f1": "F1"}, [*"xxyy"])
    title, header, lead, random, difference, _, gap, warning = (
        capsys.readouterr().out.strip().splitlines()
    )
    assert title == "clusters: means x 100 [95 % interval], 4 clusters in 2 groups"
    assert header.split() == ["system", "F1"]
    assert lead.startswith("lead ")
    assert f"{100 * results.column('rouge-1 f1')[1].mean():.2f}" in random
    assert difference.startswith("difference from lead")
    assert "p=" in gap
    assert warning == "lead: 1 of 4 summaries are empty"
