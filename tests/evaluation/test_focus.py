from dataclasses import replace
from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation_data import FIRST, SECOND, task_of
from multisumm.evaluation.focus import (
    FOCUS,
    answer_found,
    are_known,
    are_relevant,
    focus_names,
    known_bigrams,
    measure_answers_within,
    measure_focus,
    read_known,
)
from multisumm.model import Citation, Document

CRACKS = "Engineers found cracks in two of the beams."
WEEKS = "It will stay closed for six weeks at least."
FERRY = "A ferry is to carry people over the river until then."


def knowing(*texts):
    return replace(task_of(FIRST, SECOND), known=tuple(Document(t, t) for t in texts))


def test_a_quote_is_relevant_if_a_part_of_it_is_in_a_passage():
    start = FIRST.index("cracks")
    task = replace(task_of(FIRST, SECOND), relevant=(Citation("0", start, start + 6),))
    assert are_relevant([CRACKS, "Engineers\nfound  cracks", "Engineers found"], task) == [
        True,
        True,
        False,
    ]
    assert are_relevant(["Engineers saw cracks.", "", FERRY], task) == [False] * 3
    whole = replace(task, relevant=(Citation("1", 0, len(SECOND)),))
    assert are_relevant([CRACKS, FERRY], whole) == [False, True]


def test_a_sentence_of_several_documents_is_relevant_in_one_of_them():
    task = replace(task_of("It rained. It rained.", "It rained."), relevant=(Citation("1", 0, 10),))
    assert are_relevant(["It rained."], task) == [True]
    second = replace(task, relevant=(Citation("0", 12, 21),))
    assert are_relevant(["It rained."], second) == [True]


def test_what_the_known_documents_say_or_say_more_of_is_known():
    task = knowing("On Monday, engineers found cracks in two of the beams of the old bridge.")
    summary = [CRACKS, FERRY, "Engineers found cracks in three of the beams."]
    assert are_known(summary, read_known(task), language="en") == [True, False, False]


def test_what_says_more_than_the_known_documents_is_new():
    longer = "Engineers found cracks in two of the beams, and the mayor closed a school in Arlo."
    task = knowing(CRACKS)
    assert are_known([longer, CRACKS], read_known(task), language="en") == [False, True]


def test_bigrams_are_those_of_content_words_within_sentences():
    task = knowing("Cracks in beams. Ferries.")
    known = read_known(task)
    assert known_bigrams(["Crack of the beam.", "Ferry."], known, language="en") == 1
    assert known_bigrams(["Crack of the beam and a ferry."], known, language="en") == 0.5
    assert isnan(known_bigrams(["Ferry."], known, language="en"))


@pytest.mark.parametrize(
    ("summary", "answer", "is_found"),
    [
        ("It was in new\nYORK, they said.", "New York", True),
        ("The strait is 12 km wide.", "12", True),
        ("The strait is 112 km wide.", "12", False),
        ("He came from Annaberg.", "Anna", False),
        ("It rose by 5%.", "5%", True),
        ("It rose by 5%", "%", True),
        ("He said (no).", "(no)", True),
        ("会议在北京举行。", "北京", True),
        ("会议在IBM举行。", "IBM", True),
        ("Die Straße ist gesperrt.", "STRASSE", True),
        ("Anything.", " ", False),
        ("", "Ann", False),
    ],
)
def test_answers_are_found_as_whole_words(summary, answer, is_found):
    assert answer_found([summary], [answer]) is is_found
    assert answer_found([summary], ["Zeppelin", answer]) is is_found


@given(st.lists(st.text(st.sampled_from("ab .1"), min_size=1), min_size=1), st.data())
def test_each_word_of_a_summary_is_found(sentences, data):
    words = " ".join(sentences).split()
    if words:
        assert answer_found(sentences, [data.draw(st.sampled_from(words)).upper()])


def test_measures_are_shares_of_the_sentences():
    task = replace(knowing(CRACKS), relevant=(Citation("1", 0, len(SECOND)),), answers=("ferry",))
    found = measure_focus([CRACKS, FERRY, WEEKS, WEEKS], task, read_known(task))
    assert tuple(found) == FOCUS
    assert (found["relevant-quotes"], found["known-quotes"], found["answer-found"]) == (
        0.75,
        0.25,
        1,
    )


def test_what_a_task_lacks_and_what_is_empty_has_no_value():
    assert all(map(isnan, measure_focus([CRACKS], task_of(FIRST), []).values()))
    task = replace(knowing(CRACKS), relevant=(Citation("0", 0, 9),), answers=("ferry",))
    *shares, is_found = measure_focus([], task, read_known(task)).values()
    assert all(map(isnan, shares))
    assert is_found == 0


def test_only_measures_that_a_task_has_are_named():
    plain, known = task_of(FIRST), knowing(FIRST)
    assert focus_names([plain], (25,)) == ()
    assert focus_names([plain, known], (25,)) == ("known-quotes", "known-bigrams")
    answered = replace(plain, answers=("x",), relevant=(Citation("0", 0, 9),))
    assert focus_names([plain, answered], (25, 50, 25)) == (
        "relevant-quotes",
        "answer-found",
        "answer-found@25",
        "answer-found@50",
    )


def test_answers_are_looked_for_in_a_summary_of_each_budget():
    limits = []

    def write(task):
        limits.append((task.budget.unit, task.budget.limit))
        return [FERRY] if task.budget.limit > 30 else [CRACKS]

    task = replace(task_of(FIRST, SECOND), answers=("ferry",))
    found = measure_answers_within(write, task, (25, 50))
    assert found == {"answer-found@25": 0, "answer-found@50": 1}
    assert limits == [("words", 25), ("words", 50)]
    assert isnan(measure_answers_within(write, task_of(FIRST), (25,))["answer-found@25"])
    assert len(limits) == 2
