from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.model import Document, Sentence
from multisumm.selection.ordering import (
    INTRODUCING,
    ORDERS,
    Evidence,
    chronological_order,
    rank_order,
    reading_order,
)
from strategies import clusters, documents_dated, sentences_of

# Indices 0 to 3 are of document 0, 4 and 5 of document 1.
TWO = sentences_of(["A", "B", "C", "D"], ["E", "F"])
DATES = st.sampled_from([None, "", "2016-02-01", "2016-02-01T10:00", "2016", "2015-12-31", "soon"])


def evidence(scores=None, centrality=None, days=None, opens=None):
    news = {} if opens is None else {opens: 1.0}
    return Evidence(scores or {}, centrality or {}, days or {}, news=news)


NOTHING = evidence()
UNDATED = documents_dated(None, None)


def test_the_reading_order_by_hand():
    # Where nothing else is known, by share of the document: B 1/4, F 1/2, C 2/4, D 3/4. What
    # stands together goes by its first: A B 0/4, E F 0/2, D 3/4, and the tie to the earlier one.
    assert reading_order([5, 0], TWO, UNDATED, NOTHING) == [0, 5]
    assert reading_order([5, 4, 3, 1, 0], TWO, UNDATED, NOTHING) == [0, 1, 4, 5, 3]


def test_the_source_that_was_told_last_is_a_little_ahead():
    # D 3/4 is .2 later than F 1/2, and told before it where B of its source was told last.
    assert reading_order([5, 3, 1], TWO, UNDATED, NOTHING) == [1, 3, 5]
    assert reading_order([4, 3, 1], TWO, UNDATED, evidence(opens=4)) == [4, 1, 3]
    central = evidence(centrality={1: 5.0, 5: 9.0, 3: 0.0}, opens=5)
    assert reading_order([5, 3, 1], TWO, UNDATED, central) == [5, 1, 3]


def test_the_news_comes_first_wherever_its_source_has_it():
    assert reading_order([0, 2, 4], TWO, UNDATED, evidence(opens=2)) == [2, 0, 4]
    assert reading_order([0, 1, 4], TWO, UNDATED, evidence(opens=1)) == [0, 1, 4]  # not inside


def test_what_refers_to_something_before_it_opens_only_where_all_do():
    leaning = evidence(opens=2)._replace(leaning=frozenset([2]))
    assert reading_order([0, 2, 4], TWO, UNDATED, leaning)[0] == 0
    assert reading_order([2], TWO, UNDATED, leaning) == [2]


def test_then_the_most_central_sentence_comes():
    central = evidence(centrality={1: 1.0, 5: 9.0}, opens=3)
    three = sentences_of(["A", "B"], ["C", "D"], ["E", "F"])
    documents = documents_dated(None, None, None)
    assert reading_order([1, 3, 5], three, documents, central) == [3, 5, 1]
    alike = evidence(centrality={1: 9.0, 5: 9.0}, opens=3)
    assert reading_order([1, 3, 5], three, documents, alike) == [3, 1, 5]


def test_days_that_lie_apart_are_told_one_after_the_other():
    sentences = sentences_of(*(["A", "B"] for _ in range(5)))
    days = {number: f"2016-02-0{9 - number}" for number in range(5)}
    picked = [1, 3, 5, 7, 9]
    ordered = reading_order(
        picked, sentences, documents_dated(*[None] * 5), evidence(days=days, opens=5)
    )
    assert ordered == [5, 9, 7, 3, 1]


def test_a_sentence_goes_by_the_day_that_it_tells_of_but_background_opens_no_summary():
    sentences = sentences_of(*(["A", "B"] for _ in range(3)))
    documents = documents_dated(*["2016-02-09"] * 3)
    days = dict.fromkeys(range(3), "2016-02-09")
    told = evidence(days=days)._replace(told_days={5: "2016-02-01", 3: "2016-02-03"})
    assert reading_order([1, 3, 5], sentences, documents, evidence(days=days)) == [1, 3, 5]
    assert reading_order([1, 3, 5], sentences, documents, told) == [1, 5, 3]


def named(*texts_of_documents):
    return [
        Sentence(number, position, 0, 1, text, "en")
        for number, texts in enumerate(texts_of_documents)
        for position, text in enumerate(texts)
    ]


def test_an_introduction_opens_the_summary_only_if_it_tells_hardly_less_news():
    sentences = named(["Valls was keen."], ["Prime Minister Manuel Valls agreed."])
    for less, expected in ((0.9, [1, 0]), (1.1, [0, 1])):
        news = {0: 0.5, 1: 0.5 - less * INTRODUCING}
        assert reading_order([0, 1], sentences, UNDATED, NOTHING._replace(news=news)) == expected


def test_a_name_is_introduced_before_it_is_used_alone():
    sentences = named(
        ["Valls was keen.", "It rained."], ["It rained.", "Prime Minister Manuel Valls agreed."]
    )
    assert reading_order([0, 3], sentences, UNDATED, NOTHING) == [3, 0]
    plain = named(["Valls was keen.", "It rained."], ["It rained.", "The prime minister agreed."])
    assert reading_order([0, 3], plain, UNDATED, NOTHING) == [0, 3]


def test_an_introduction_that_needs_one_itself_waits():
    texts = ["Valls spoke.", "Dupont met Manuel Valls.", "Rain fell on Jean Dupont."]
    central = evidence(centrality={0: 9.0, 1: 5.0, 2: 1.0})
    sentences = named(*([text] for text in texts))
    assert reading_order([0, 1, 2], sentences, documents_dated(*[None] * 3), central) == [0, 2, 1]


def test_an_introduction_does_not_pass_a_sentence_of_its_own_source():
    sentences = named(
        ["Valls was keen.", "It rained."], ["It rained.", "So.", "Manuel Valls agreed."]
    )
    assert reading_order([0, 2, 4], sentences, UNDATED, evidence(opens=0)) == [0, 2, 4]


def test_the_rank_order_by_hand():
    scores = {0: 1.0, 2: 3.0, 3: 1.0, 5: 2.0}
    assert rank_order([3, 0, 5, 2], TWO, UNDATED, evidence(scores)) == [2, 5, 0, 3]


def test_the_chronological_order_by_hand():
    sentences = sentences_of(["A", "B"], ["C"], ["D"], ["E"])
    documents = documents_dated(None, "2016-02-01T09:30", "2016-02-01T08:00", "2015")
    assert chronological_order([1, 0, 2, 3, 4], sentences, documents, NOTHING) == [4, 3, 2, 0, 1]


@st.composite
def picks(draw):
    sentences = draw(clusters())
    documents = documents_dated(*draw(st.lists(DATES, min_size=4, max_size=4)))
    places = list(range(len(sentences)))
    picked = draw(st.permutations(places))[: draw(st.integers(0, len(places)))]
    values = st.sampled_from([0.0, 0.5, 1.0])
    scores, central = ({index: draw(values) for index in picked} for _ in range(2))
    days = st.sampled_from(["2016-02-01", "2016-02-02", "2016-03-01"])
    known = draw(st.dictionaries(st.integers(0, 3), days))
    told = {index: draw(days) for index in picked if draw(st.booleans())}
    news = {index: draw(values) for index in picked}
    return picked, sentences, documents, Evidence(scores, central, known, told_days=told, news=news)


@pytest.mark.parametrize("order", ORDERS)
@given(picks(), st.randoms(use_true_random=False))
def test_an_order_keeps_every_pick_and_forgets_the_order_of_choice(order, case, random):
    picked, *rest = case
    ordered = ORDERS[order](picked, *rest)
    assert sorted(ordered) == sorted(picked)
    assert ORDERS[order](random.sample(picked, len(picked)), *rest) == ordered


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2019-10-07T23:00:00+09:00", "2019-10-07T13:59:00Z"], [1, 0]),
        (["2019-10-07T23:00:00+09:00", "2019-10-07T15:00:00Z"], [0, 1]),
        (["2019-10-07T23:00:00+09:00", "2019-10-07T15:00:00"], [0, 1]),
        (["2019-10-07T15:00:00", "2019-10-07T13:00:00"], [1, 0]),
        (["2019-10-07T15:00:00Z", "2019-10-07"], [0, 1]),
        (["0001-01-01T00:00:00+09:00", "2019-10-07T15:00:00Z"], [0, 1]),
    ],
)
def test_times_with_an_offset_are_compared_as_moments(dates, expected):
    documents = [Document(str(i), "A.", date=date) for i, date in enumerate(dates)]
    sentences = [Sentence(i, 0, 0, 2, "A.") for i in range(2)]
    assert chronological_order([0, 1], sentences, documents, NOTHING) == expected


@pytest.mark.parametrize("order", ["reading", "chronological"])
@given(picks())
def test_sentences_of_one_source_keep_their_order_behind_what_opens_the_summary(order, case):
    _, sentences, *_ = case
    ordered = ORDERS[order](*case)
    opening = 0
    if order == "reading" and ordered:
        opening = next(k for k, _ in enumerate(ordered, 1) if ordered[k:][:1] != [ordered[0] + k])
    for number in range(4):
        mine = [index for index in ordered[opening:] if sentences[index].document == number]
        assert mine == sorted(mine)


@given(picks())
def test_the_rank_order_has_falling_scores_and_ties_to_the_lower_index(case):
    scores = case[-1].scores
    keys = [(-scores[index], index) for index in rank_order(*case)]
    assert keys == sorted(keys)


@pytest.mark.parametrize("date", [None, "", "soon", "Feb 1, 2016", "1 Feb", "20160201", "²⁰¹⁶"])
def test_only_iso_dates_are_dates(date):
    documents = documents_dated(date, "2999-12-31")
    assert chronological_order([0, 5], TWO, documents, NOTHING) == [5, 0]


def test_dates_of_any_length_sort_by_time():
    dates = ["2015", "2016", "2016-02", "2016-02-01", "2016-02-01 08:00", "2016-02-01T09:00:00"]
    sentences = sentences_of(*(["A"] for _ in dates))
    for shuffled in (dates[::-1], *list(permutations(dates))[::97]):
        ordered = chronological_order(
            list(range(len(dates))), sentences, documents_dated(*shuffled), NOTHING
        )
        assert [shuffled[index] for index in ordered] == dates


@pytest.mark.parametrize("order", ORDERS)
def test_no_pick_gives_no_order(order):
    assert ORDERS[order]([], TWO, UNDATED, NOTHING) == []
