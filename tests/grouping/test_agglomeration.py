"""Average linkage on a sparse graph."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage

from multisumm.grouping.agglomeration import agglomerate


def grouped(count, pairs, *, least=0.35, given=(), others=0.0):
    first, second = (np.array([pair[i] for pair in pairs], np.int64) for i in (0, 1))
    values = np.array([pair[2] for pair in pairs], np.float64)
    return agglomerate(
        count, first, second, values, np.full(count, others), least=least, given=given
    )


def test_the_nearest_join_first_and_a_pair_that_is_not_given_has_zero():
    # 1 and 2 join at .9; the linkage of 0 to them is (.6 + 0) / 2 = .3.
    pairs = [(0, 1, 0.6), (1, 2, 0.9)]
    assert grouped(4, pairs, least=0.3) == [0, 0, 0, 1]
    assert grouped(4, pairs, least=0.31) == [0, 1, 1, 2]


def test_ties_go_to_the_lower_numbers():
    assert grouped(3, [(0, 1, 0.5), (1, 2, 0.5)], least=0.4) == [0, 0, 1]


def test_no_pair_leaves_each_alone():
    assert grouped(3, []) == [0, 1, 2]
    assert grouped(0, []) == []


def test_given_groups_stay_apart_and_others_join_them():
    pairs = [(0, 1, 0.9), (1, 2, 0.9), (0, 2, 0.9), (3, 4, 0.9)]
    assert grouped(5, pairs, given=[7, -1, 8, -1, -1]) == [0, 0, 1, 2, 2]
    assert grouped(4, [(0, 3, 0.8)], given=[1, 2, 1, -1], least=0.4) == [0, 1, 0, 0]


def test_a_large_group_holds_though_each_has_only_so_many_neighbours():
    n, draw = 200, np.random.default_rng(5)
    near = [draw.choice(n, 20, replace=False).tolist() for _ in range(n)]
    pairs = {(min(i, j), max(i, j), 1.0) for i in range(n) for j in near[i] if i != j}
    assert {*grouped(n, sorted(pairs), others=1.0)} == {0}
    assert len({*grouped(n, sorted(pairs), others=0.0)}) > 10


def test_a_pair_that_is_not_given_has_the_product_of_what_both_have_in_others():
    pairs = [(0, 1, 0.8), (1, 2, 0.9)]
    # 1 and 2 join; the linkage of 0 to them is (.8 + .5 * .5) / 2 = .525.
    assert grouped(3, pairs, others=0.5, least=0.52) == [0, 0, 0]
    assert grouped(3, pairs, others=0.5, least=0.53) == [0, 1, 1]


@st.composite
def probabilities(draw):
    n = draw(st.integers(2, 8))
    count = n * (n - 1) // 2
    values = draw(st.lists(st.integers(1, 10_000), min_size=count, max_size=count, unique=True))
    return n, np.array(values) / 10_000


@given(probabilities())
@settings(deadline=None)
def test_with_all_pairs_it_is_the_average_linkage_of_scipy(example):
    n, values = example
    first, second = np.triu_indices(n, 1)
    found = agglomerate(n, first, second, values, np.zeros(n), least=0.5)
    tree = linkage(1 - values, "average")
    if np.abs(tree[:, 2] - 0.5).min() < 1e-9 or len({*np.round(tree[:, 2], 9)}) < n - 1:
        return  # a tie
    expected = fcluster(tree, 0.5, "distance")
    assert len({*zip(found, expected.tolist(), strict=True)}) == len({*found}) == len({*expected})


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_pairs_changes_nothing(seed):
    draw = np.random.default_rng(seed)
    pairs = [(i, j, float(draw.random())) for i in range(12) for j in range(i + 1, 12)]
    assert grouped(12, pairs) == grouped(12, pairs[::-1])
