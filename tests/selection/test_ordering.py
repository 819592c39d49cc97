from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.selection.ordering import ORDERS, chronological_order, rank_order, reading_order
from strategies import clusters, documents_dated, sentences_of

# Indices 0 to 3 are of document 0, 4 and 5 of document 1.
TWO = sentences_of(["A", "B", "C", "D"], ["E", "F"])
DATES = st.sampled_from([None, "", "2016-02-01", "2016-02-01T10:00", "2016", "2015-12-31", "soon"])


def test_the_reading_order_by_hand():
    # Without dates by share of the document: B 1/4, F 1/2, D 3/4. What stands together goes by
    # its first: A B 0/4, E F 0/2, D 3/4, and the tie to the document that comes first.
    documents = documents_dated(None, None)
    assert reading_order([5, 3, 1], TWO, documents, {}) == [1, 5, 3]
    assert reading_order([5, 4, 3, 1, 0], TWO, documents, {}) == [0, 1, 4, 5, 3]
    # With dates the whole second document is older.
    documents = documents_dated("2016-02-02", "2016-02-01")
    assert reading_order([5, 4, 3, 2, 1, 0], TWO, documents, {}) == [4, 5, 0, 1, 2, 3]


def test_the_rank_order_by_hand():
    scores = {0: 1.0, 2: 3.0, 3: 1.0, 5: 2.0}
    assert rank_order([3, 0, 5, 2], TWO, documents_dated(None, None), scores) == [2, 5, 0, 3]


def test_the_chronological_order_by_hand():
    sentences = sentences_of(["A", "B"], ["C"], ["D"], ["E"])
    documents = documents_dated(None, "2016-02-01T09:30", "2016-02-01T08:00", "2015")
    assert chronological_order([1, 0, 2, 3, 4], sentences, documents, {}) == [4, 3, 2, 0, 1]


@st.composite
def picks(draw):
    sentences = draw(clusters())
    documents = documents_dated(*draw(st.lists(DATES, min_size=4, max_size=4)))
    places = list(range(len(sentences)))
    picked = draw(st.permutations(places))[: draw(st.integers(0, len(places)))]
    scores = {index: draw(st.sampled_from([0.0, 0.5, 1.0])) for index in picked}
    return picked, sentences, documents, scores


@pytest.mark.parametrize("order", ORDERS)
@given(picks(), st.randoms(use_true_random=False))
def test_an_order_keeps_every_pick_and_forgets_the_order_of_choice(order, case, random):
    picked, *rest = case
    ordered = ORDERS[order](picked, *rest)
    assert sorted(ordered) == sorted(picked)
    assert ORDERS[order](random.sample(picked, len(picked)), *rest) == ordered


@pytest.mark.parametrize("order", ["reading", "chronological"])
@given(picks())
def test_sentences_of_one_source_keep_their_order(order, case):
    _, sentences, *_ = case
    ordered = ORDERS[order](*case)
    for number in range(4):
        mine = [index for index in ordered if sentences[index].document == number]
        assert mine == sorted(mine)


@given(picks())
def test_the_rank_order_has_falling_scores_and_ties_to_the_lower_index(case):
    *_, scores = case
    keys = [(-scores[index], index) for index in rank_order(*case)]
    assert keys == sorted(keys)


def test_only_the_day_counts_in_the_reading_order():
    # The same day: by share, A before F, although F is older by some hours.
    documents = documents_dated("2016-02-01T20:00", "2016-02-01")
    assert reading_order([5, 0], TWO, documents, {}) == [0, 5]


def test_dates_of_sources_that_are_not_quoted_do_not_count():
    sentences = sentences_of(["A", "B"], ["C", "D"], ["E"])
    documents = documents_dated("2016-02-02", "2016-02-01", None)
    assert reading_order([0, 3], sentences, documents, {}) == [3, 0]
    assert reading_order([0, 3, 4], sentences, documents, {}) == [0, 4, 3]


@pytest.mark.parametrize("date", [None, "", "soon", "Feb 1, 2016", "1 Feb", "20160201", "²⁰¹⁶"])
def test_only_iso_dates_are_dates(date):
    documents = documents_dated(date, "2999-12-31")
    assert reading_order([5, 0], TWO, documents, {}) == [0, 5]
    assert chronological_order([0, 5], TWO, documents, {}) == [5, 0]


def test_dates_of_any_length_sort_by_time():
    dates = ["2015", "2016", "2016-02", "2016-02-01", "2016-02-01 08:00", "2016-02-01T09:00:00Z"]
    sentences = sentences_of(*(["A"] for _ in dates))
    for shuffled in (dates[::-1], *list(permutations(dates))[::97]):
        ordered = chronological_order(
            list(range(len(dates))), sentences, documents_dated(*shuffled), {}
        )
        assert [shuffled[index] for index in ordered] == dates


@pytest.mark.parametrize("order", ORDERS)
def test_no_pick_gives_no_order(order):
    assert ORDERS[order]([], TWO, documents_dated(None, None), {}) == []
