"""Each of a few sources has a say, where that costs little."""

from dataclasses import replace

import numpy as np

from multisumm.selection.representation import MAX_DOCUMENTS, MAX_PRICE, represent_all
from strategies import problem_of


def own(documents):
    return lambda i: {documents[i]}


def test_a_document_without_a_say_takes_the_place_that_costs_least():
    # 0 and 1 are of document 0, 2 of document 1. 1 is worth hardly more than 2.
    problem = problem_of([{0}, {1}, {2}], [40.0, 10.1, 10.0], [1, 1, 1], 2)
    assert sorted(represent_all(problem, [0, 1], [0, 0, 1], own([0, 0, 1]))) == [0, 2]


def test_no_more_than_the_stated_share_of_the_value_is_given_for_it():
    for worth, expected in ((50 * (MAX_PRICE - 0.01), [0, 2]), (50 * (MAX_PRICE + 0.01), [0, 1])):
        problem = problem_of([{0}, {1}, {2}], [40.0, 10.0, 10.0 - worth], [1, 1, 1], 2)
        assert sorted(represent_all(problem, [0, 1], [0, 0, 1], own([0, 0, 1]))) == expected


def test_a_sentence_that_stands_alone_less_well_does_not_come_in():
    problem = problem_of([{0}, {1}, {2}], [40.0, 10.0, 9.9], [1, 1, 1], 2)
    leaning = replace(problem, quality=np.array([1.0, 1.0, 0.9]))
    assert represent_all(leaning, [0, 1], [0, 0, 1], own([0, 0, 1])) == [0, 1]


def test_one_that_supports_a_quote_has_its_say():
    problem = problem_of([{0}, {1}, {2}], [40.0, 10.0, 9.9], [1, 1, 1], 2)
    supported = [{0}, {0, 1}, {1}]
    assert represent_all(problem, [0, 1], [0, 0, 1], supported.__getitem__) == [0, 1]


def test_no_document_loses_its_say_to_another():
    documents = [0, 1, 2]
    problem = problem_of([{0}, {1}, {2}], [10.0, 10.0, 10.0], [1, 1, 1], 2)
    assert represent_all(problem, [0, 1], documents, own(documents)) == [0, 1]


def test_nothing_changes_where_there_are_more_documents_than_quotes():
    documents = [0, 0, 1, 2]
    problem = problem_of([{0}, {1}, {2}, {3}], [9.0, 9.0, 9.0, 9.0], [1, 1, 1, 1], 2)
    assert represent_all(problem, [0, 1], documents, own(documents)) == [0, 1]


def test_many_documents_are_not_asked_for_one_by_one():
    """Three hundred of them with as many quotes took twenty seconds, twice as many minutes."""
    for number, has_a_say in ((MAX_DOCUMENTS, True), (MAX_DOCUMENTS + 1, False)):
        documents = [0, *range(number)]
        weights = [10.0] * number + [9.9]
        problem = problem_of([{i} for i in range(number + 1)], weights, [1] * (number + 1), number)
        chosen = represent_all(problem, [*range(number)], documents, own(documents))
        assert (number in chosen) == has_a_say


def test_what_repeats_a_quote_does_not_come_in_for_its_document():
    problem = problem_of([{0}, {1}, {2}], [40.0, 10.0, 9.9], [1, 1, 1], 2, clashing=[(0, 2)])
    assert represent_all(problem, [0, 1], [0, 0, 1], own([0, 0, 1])) == [0, 1]


def test_a_document_that_may_not_be_quoted_is_not_waited_for():
    problem = problem_of([{0}, {1}, {2}], [40.0, 10.0, 9.9], [1, 1, 3], 2)
    assert represent_all(problem, [0, 1], [0, 0, 1], own([0, 0, 1])) == [0, 1]


def test_the_room_that_an_exchange_leaves_is_filled():
    documents = [0, 0, 1, 1]
    problem = problem_of([{0}, {1}, {2}, {3}], [40.0, 10.1, 10.0, 1.0], [1, 2, 1, 1], 3)
    picked = represent_all(problem, [0, 1], documents, own(documents))
    assert sorted(picked) == [0, 2, 3]
    assert int(np.sum(problem.costs[picked])) <= problem.capacity


def test_what_opens_the_summary_keeps_its_place():
    problem = problem_of([{0}, {1}, {2}], [40.0, 10.1, 10.0], [1, 1, 1], 2)
    chosen = represent_all(problem, [0, 1], [0, 0, 1], own([0, 0, 1]), opening=1)
    assert chosen == [0, 1]
