"""The nearest neighbours of documents, through an index of words."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix, random_array

from multisumm.grouping import neighbours
from multisumm.grouping.neighbours import find_neighbours, multiply_pairs


def unit(rows):
    dense = rows.toarray()
    length = np.sqrt((dense**2).sum(axis=1, keepdims=True))
    return csr_matrix((dense / np.maximum(length, 1e-9)).astype(np.float32))


def test_each_pair_of_neighbours_comes_once_with_its_cosine():
    rows = unit(csr_matrix(np.array([[1.0, 0, 1], [1, 0, 0], [0, 1, 0], [0, 0, 0]])))
    pairs = find_neighbours(rows, np.zeros(4, np.int64))
    assert (pairs.first.tolist(), pairs.second.tolist()) == ([0], [1])
    assert pairs.likeness.tolist() == pytest.approx([0.5**0.5], rel=1e-6)


def test_documents_of_other_groups_are_not_compared():
    rows = unit(csr_matrix(np.ones((4, 2))))
    pairs = find_neighbours(rows, np.array([0, 1, 0, 1]))
    assert (pairs.first.tolist(), pairs.second.tolist()) == ([0, 1], [2, 3])


def test_no_document_has_no_neighbour():
    pairs = find_neighbours(csr_matrix((0, 3), dtype=np.float32), np.zeros(0, np.int64))
    assert len(pairs.first) == 0


def test_they_are_those_of_all_pairs_where_no_word_is_frequent(monkeypatch):
    monkeypatch.setattr(neighbours, "NEAREST", 3)
    monkeypatch.setattr(neighbours, "ENTRIES_AT_A_TIME", 700)
    rows = unit(random_array((40, 60), density=0.2, rng=np.random.default_rng(5), format="csr"))
    cosines = (rows @ rows.T).toarray()
    np.fill_diagonal(cosines, -1)
    expected = {
        (min(i, int(j)), max(i, int(j)))
        for i in range(40)
        for j in np.argsort(-cosines[i], kind="stable")[:3]
        if cosines[i, j] > 0
    }
    pairs = find_neighbours(rows, np.zeros(40, np.int64))
    assert {*zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)} == expected


@pytest.mark.parametrize("entries", [1, 30, 1000])
def test_pairs_are_looked_at_in_slices_that_fit_and_the_products_are_the_same(monkeypatch, entries):
    rows = unit(random_array((40, 60), density=0.2, rng=np.random.default_rng(5), format="csr"))
    first, second = np.triu_indices(40, 1)
    expected = neighbours.multiply_pairs(rows, first, second)
    monkeypatch.setattr(neighbours, "ENTRIES_AT_A_TIME", entries)
    slices = [*neighbours.chunks_of_pairs(rows, first, second)]
    assert np.concatenate([np.arange(780)[part] for part in slices]).tolist() == [*range(780)]
    sizes = np.diff(rows.indptr)
    for part in slices:
        number = int((sizes[first[part]] + sizes[second[part]]).sum())
        assert number <= entries or len(first[part]) == 1
    assert neighbours.multiply_pairs(rows, first, second).tolist() == expected.tolist()


def test_a_frequent_word_proposes_only_the_documents_in_which_it_weighs_most(monkeypatch):
    monkeypatch.setattr(neighbours, "MAX_POSTINGS", 4)
    monkeypatch.setattr(neighbours, "CHAMPIONS", 1)
    dense = np.eye(6)
    dense[:, 0] = [1, 0.5, 0.5, 0.5, 0.5, 0.5]
    pairs = find_neighbours(unit(csr_matrix(dense)), np.zeros(6, np.int64))
    assert pairs.first.tolist() == [0] * 5
    assert pairs.second.tolist() == [1, 2, 3, 4, 5]


def test_rows_of_two_tables_are_multiplied_by_pairs(monkeypatch):
    monkeypatch.setattr(neighbours, "ENTRIES_AT_A_TIME", 3)
    left, right = csr_matrix([[1.0, 2, 0], [0, 3, 0]]), csr_matrix([[0.0, 5, 7], [1, 0, 0]])
    found = multiply_pairs(left, np.array([0, 0, 1]), np.array([0, 1, 0]), right)
    assert found.tolist() == [10, 1, 15]
