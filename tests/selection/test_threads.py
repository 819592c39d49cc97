import numpy as np
import pytest

from multisumm.model import Document
from multisumm.selection.candidates import independence_factors
from multisumm.selection.ordering import Evidence, reading_order
from multisumm.selection.threads import thread_factors, turns_of_thread
from strategies import sentences_of


def messages(*titles):
    return {n: Document(str(n), "text", title, kind="mail") for n, title in enumerate(titles)}


def test_the_earlier_message_comes_first():
    thread = messages("Re: Boats", "Boats", "AW: [crew] Re: boats")
    days = {0: "2024-05-19", 1: "2024-05-18", 2: "2024-05-20"}
    assert turns_of_thread(thread, days) == {1: 0, 0: 1, 2: 2}


@pytest.mark.parametrize(
    ("subject", "answer"),
    [
        ("Café  boats", "Re: Cafe\u0301 boats"),
        ("\u200fBoats", "\u200fRe: \u200eBoats"),
        ("Boats", "RE:\u00a0boats"),
        ("[crew] Boats", "Re: [crew] Boats"),
        ("[crew] Boats", "[Crew] Re: Boats"),
        ("[crew] Boats", "Re: [crew] AW: boats"),
        ("[crew] Boats", "Re: Boats"),
        ("Tekneler", "İLT: Tekneler"),
    ],
)
def test_a_subject_is_the_same_however_it_is_written(subject, answer):
    assert turns_of_thread(messages(answer, subject), {}) == {1: 0, 0: 1}


def test_on_one_day_or_without_one_an_answer_comes_after_what_answers_nothing():
    thread = messages("Re: Boats", "Boats", "Re: Boats")
    assert turns_of_thread(thread, dict.fromkeys(range(3), "2024-05-18")) == {1: 0, 0: 1, 2: 2}
    assert turns_of_thread(thread, {0: "2024-05-18", 1: "", 2: "2024-05-17"}) == {1: 0, 0: 1, 2: 2}


@pytest.mark.parametrize(
    "titles",
    [
        ("Boats", "Boats"),
        ("Boats", "Re: Ships"),
        ("Boats", None),
        ("Boats", "Re: Boats", "Ships"),
        (None, None),
        ("Re:", "Re:"),
        ("[crew]", "[crew] Re:"),
        ("[job 1] Failed", "Re: [job 2] Failed"),
        ("", "Re: AW:", None),
        (),
    ],
)
def test_documents_of_no_common_subject_or_without_an_answer_are_no_thread(titles):
    assert turns_of_thread(messages(*titles), {}) == {}


def test_a_thread_is_told_as_it_was_written_and_an_answer_to_a_query_first():
    sentences = sentences_of(["A", "B"], ["C", "D"])
    thread, turns = [*messages("Boats", "Re: Boats").values()], {0: 0, 1: 1}
    central = {0: 0.0, 1: 0.0, 2: 9.0, 3: 9.0}
    told = Evidence({}, central, {}, turns=turns)
    assert reading_order([3, 1, 2], sentences, thread, told) == [1, 2, 3]
    asked = Evidence({}, central, {}, relevance={0: 0.1, 1: 0.2, 3: 0.9}, turns=turns)
    assert reading_order([3, 1, 0], sentences, thread, asked) == [3, 0, 1]


def test_what_stands_earlier_in_an_earlier_message_counts_more():
    sentences = sentences_of(["A", "B"], ["C", "D"])
    first, second, answer, last = thread_factors(sentences, {0: 0, 1: 1})
    assert first == 1.0
    assert first > answer > second > last > 0
    assert last == pytest.approx(second * answer)


def test_questions_count_fully_in_a_thread():
    sentences = sentences_of(["Can we close the north gate on Sunday?", "It sticks."])
    whole = np.ones(2)
    alone = independence_factors(sentences, whole, language="en")
    in_thread = independence_factors(sentences, whole, language="en", of_thread=True)
    assert alone.tolist() == [0.5, 1.0]
    assert in_thread.tolist() == [1.0, 1.0]
