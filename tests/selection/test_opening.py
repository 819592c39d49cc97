"""What opens a summary states the news outright."""

import numpy as np
import pytest

from multisumm.model import Sentence
from multisumm.selection.opening import (
    LATE,
    LENGTH,
    LONG_WORDS,
    OPENING_DAY,
    OPENING_PRICE,
    QUOTATION,
    SHORT_WORDS,
    open_with_news,
    opening_values,
)
from multisumm.text.terms import tabulate_sentences
from strategies import problem_of, sentences_of


def values_of(*texts_of_documents, late=None, quotable=None):
    sentences = [
        Sentence(number, position, 0, len(text), text, "en")
        for number, texts in enumerate(texts_of_documents)
        for position, text in enumerate(texts)
    ]
    numbers = range(len(texts_of_documents))
    return opening_values(
        sentences,
        tabulate_sentences(sentences),
        np.ones(len(sentences), bool) if quotable is None else np.array(quotable),
        late or dict.fromkeys(numbers, 0.0),
    )


SINKS = "The old ferry Anna sank off Hest."


def test_what_many_have_in_common_opens_better():
    sinks, rescued, apart = values_of(
        [SINKS], ["The old ferry Anna sank at night."], ["Snow fell."]
    )
    assert 1.0 >= sinks >= rescued > apart


def test_the_first_sentence_opens_better_than_a_later_one_by_its_position():
    first, _, third = values_of([SINKS, "Snow fell.", SINKS], [SINKS])[:3]
    assert third == pytest.approx(first - LATE * np.log(3))


def test_a_quotation_opens_less_well():
    plain, quoted = values_of([SINKS], [f'"{SINKS}"'])
    assert quoted == pytest.approx(plain - QUOTATION)


def test_a_sentence_of_a_few_words_says_too_little():
    plain, short = values_of([SINKS], ["The ferry Anna sank."], [SINKS])[:2]
    assert short <= plain - LENGTH * np.log(SHORT_WORDS / 4)


def test_what_has_copies_has_as_much_in_common_as_any():
    sentences = sentences_of(
        [SINKS], ["The old ferry Anna sank at night."], ["Snow fell on the hills of Hest today."]
    )
    every, late = np.ones(3, bool), dict.fromkeys(range(3), 0.0)
    table = tabulate_sentences(sentences)
    assert opening_values(sentences, table, every, late)[2] < 0.5
    assert opening_values(sentences, table, every, late, [2])[2] == 1.0


def test_a_sentence_is_worth_less_from_a_length_on():
    sinks = SINKS.removesuffix(".")
    longer = f"{sinks} {'and then ' * LONG_WORDS}."
    plain, long = values_of([SINKS, longer], [SINKS], quotable=[True, False, True])[:2]
    words = 7 + 2 * LONG_WORDS
    assert long == pytest.approx(plain - LATE * np.log(2) - LENGTH * np.log(words / LONG_WORDS))


def test_of_several_days_the_first_counts_more():
    early, late = values_of([SINKS], [SINKS], late={0: 0.0, 1: 0.5})
    assert late == pytest.approx(early - OPENING_DAY / 2)


def test_what_may_not_be_quoted_is_no_measure_for_what_is_shared():
    longer = f"{SINKS.removesuffix('.')} in snow and the snow fell at night."
    texts = [SINKS], ["Snow fell at night."], [longer]
    with_it = values_of(*texts)
    without = values_of(*texts, quotable=[True, True, False])
    assert with_it[0] < 1.0 == with_it[2]
    assert without[0] == 1.0 == without[2]


def test_a_better_opening_takes_the_place_of_the_pick_that_costs_least():
    problem = problem_of([{0}, {1}, {2}], [40.0, 10.1, 10.0], [1, 1, 1], 2)
    assert sorted(open_with_news(problem, [0, 1], np.array([0.1, 0.2, 0.9]))) == [0, 2]


def test_nothing_comes_in_that_opens_no_better_or_does_not_fit():
    problem = problem_of([{0}, {1}, {2}], [40.0, 10.1, 10.0], [1, 1, 1], 2)
    assert open_with_news(problem, [0, 1], np.array([0.1, 0.9, 0.9])) == [0, 1]
    assert open_with_news(problem, [0, 1], np.array([0.1, 0.2, -np.inf])) == [0, 1]
    long = problem_of([{0}, {1}, {2}], [40.0, 10.1, 10.0], [1, 1, 3], 2)
    assert open_with_news(long, [0, 1], np.array([0.1, 0.2, 0.9])) == [0, 1]


def test_no_more_than_the_stated_share_of_the_value_is_given_for_an_opening():
    for worth, expected in (
        (50 * (OPENING_PRICE - 0.01), [0, 2]),
        (50 * (OPENING_PRICE + 0.01), [0, 1]),
    ):
        problem = problem_of([{0}, {1}, {2}], [40.0, 10.0, 10.0 - worth], [1, 1, 1], 2)
        assert sorted(open_with_news(problem, [0, 1], np.array([0.1, 0.2, 0.9]))) == expected


def test_an_opening_may_take_the_place_of_what_it_repeats_but_stands_beside_nothing_that_it_does():
    problem = problem_of([{0}, {1}, {0}], [40.0, 10.0], [1, 1, 1], 2, clashing=[(0, 2)])
    assert sorted(open_with_news(problem, [0, 1], np.array([0.1, 0.2, 0.9]))) == [1, 2]


def test_without_a_pick_there_is_no_opening():
    problem = problem_of([{0}], [1.0], [2], 1)
    assert open_with_news(problem, [], np.array([0.5])) == []
