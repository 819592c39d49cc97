"""Candidates: all pairs that share enough, each once, and a number that grows with the text."""

from itertools import combinations
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.comparison import near_pairs
from multisumm.comparison.inverted_index import index_words
from multisumm.comparison.near_pairs import Pairs
from multisumm.comparison.related import MIN_SHARE_OF_SHORTER, least_shared
from multisumm.text.terms import tabulate_terms
from strategies import random_sentences

WORDS = ["ferry", "storm", "captain", "divers", "harbour", "wreck", "crew", "the", "of", "was"]
TEXTS = st.lists(
    st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), min_size=1, max_size=12
)


def index_of(texts):
    return index_words(tabulate_terms(texts, language="en"), languages=["en"])


def found_pairs(index):
    blocks = list(near_pairs.near_pairs(index))
    pairs = [
        ((i, j), shared)
        for block in blocks
        for i, j, shared in zip(*(part.tolist() for part in block), strict=True)
    ]
    assert len(pairs) == len(dict(pairs))  # each once
    return dict(pairs)


def all_pairs(index):
    """The slow, obvious version."""
    contents = []
    for i in range(len(index.sizes)):
        terms = index.terms_of(i)
        contents.append(set(terms[index.content[terms]].tolist()))
    found = {}
    for i, j in combinations(range(len(contents)), 2):
        shared = len(contents[i] & contents[j])
        smaller = min(len(contents[i]), len(contents[j]))
        enough = max(MIN_SHARE_OF_SHORTER * smaller, least_shared(np.array(smaller)))
        if shared >= enough:
            found[i, j] = shared
    return found


def test_pairs_that_share_most_of_their_words_are_found():
    index = index_of(["The ferry sank.", "A storm came.", "The ferry sank in a storm.", "It sank."])
    assert found_pairs(index) == {(0, 2): 2, (0, 3): 1, (2, 3): 1}


@given(TEXTS, st.sampled_from([1, 3, 10**6]))
def test_all_pairs_are_found_and_counted_as_by_looking_at_each(texts, block):
    index = index_of(texts)
    with patch.object(near_pairs, "BLOCK", block):
        assert found_pairs(index) == all_pairs(index)


@given(TEXTS, st.integers(0, 4), st.integers(1, 3))
def test_frequent_words_propose_fewer_pairs_but_count_for_those_that_are_proposed(
    texts, frequent, neighbours
):
    index = index_of(texts)
    with (
        patch.object(near_pairs, "FREQUENT", frequent),
        patch.object(near_pairs, "NEIGHBOURS", neighbours),
    ):
        assert found_pairs(index).items() <= all_pairs(index).items()


def test_a_frequent_word_proposes_its_neighbours():
    index = index_of(["ferry"] * 5)
    with (
        patch.object(near_pairs, "FREQUENT", 2),
        patch.object(near_pairs, "NEIGHBOURS", 2),
    ):
        assert [*found_pairs(index)] == [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3), (2, 4), (3, 4)]


@pytest.mark.parametrize("texts", [[""], ["the of"], ["...", "the"]])
def test_sentences_without_content_words_have_no_pairs(texts):
    assert found_pairs(index_of(texts)) == {}


def test_a_mask_takes_pairs():
    pairs = Pairs(*(np.array(numbers) for numbers in ([0, 1], [2, 3], [4, 5])))
    assert [part.tolist() for part in pairs.where(np.array([False, True]))] == [[1], [3], [5]]


def test_the_number_of_pairs_grows_with_the_text_and_not_with_its_square():
    numbers = {n: len(found_pairs(index_of(random_sentences(n)))) for n in (1500, 3000, 6000)}
    assert numbers[1500] > 1500  # there is something to compare
    assert numbers[3000] < 2.6 * numbers[1500]
    assert numbers[6000] < 2.6 * numbers[3000]
