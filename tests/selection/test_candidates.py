from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from multisumm.selection.candidates import (
    BROKEN_FACTOR,
    QUOTED_FACTOR,
    independence_factors,
    quotable_mask,
)
from multisumm.selection.context import DEPENDENT_FACTOR, context_factors
from strategies import clusters, sentences_of, table_of

FULL = "The police closed the airport."


def mask_of(sentences, costs, capacity, language="en"):
    table = table_of(sentences, language)
    return quotable_mask(sentences, table, costs, capacity, language=language)


def mask(texts, language="en"):
    sentences = sentences_of(texts)
    return mask_of(sentences, np.ones(len(sentences), np.int64), 1, language).tolist()


def test_five_sentences_by_hand():
    # 1 and 3 are whole; 2 has three words; 4 has five, but only `police` is one of content; 5 ends
    # in a colon. With 4 of 5 closed by a mark, a sixth without one falls out as well.
    texts = [FULL, "Police closed it.", "Bombs injured 34 people on Monday!"]
    texts += ["It was not the police.", "The police closed the airport:"]
    assert mask(texts) == [True, False, True, False, False]
    texts += ["Police close the airport after bombs"]
    assert mask(texts) == [True, False, True, False, False, False]


@given(clusters())
def test_a_text_with_a_word_has_something_quotable(sentences):
    table = table_of(sentences)
    result = mask_of(sentences, np.ones(len(sentences), np.int64), 1)
    assert result.shape == (len(sentences),)
    assert result.any() == (len(table.tokens) > 0)


@given(clusters())
def test_quotable_sentences_obey_each_rule_that_some_sentence_obeys(sentences):
    table = table_of(sentences)
    rows = [
        table.tokens[first:end]
        for first, end in zip(table.starts[:-1], table.starts[1:], strict=True)
    ]
    content = [int(table.content[row].sum()) for row in rows]
    chosen = mask_of(sentences, np.ones(len(sentences), np.int64), 1).nonzero()[0]
    if any(content):
        assert all(content[i] for i in chosen)
    if any(len(row) >= 4 and count >= 2 for row, count in zip(rows, content, strict=True)):
        assert all(len(rows[i]) >= 4 and content[i] >= 2 for i in chosen)


@pytest.mark.parametrize(
    "text",
    ["The police closed...", "The police closed the airport…”", 'The police closed it ... "'],
)
def test_a_sentence_that_ends_in_dots_is_cut_off_not_closed(text):
    assert mask([FULL, FULL, text]) == [True, True, False]


def factors_of(texts, language="en"):
    sentences = sentences_of(texts)
    context = context_factors(sentences, table_of(sentences, language), language=language)
    return independence_factors(sentences, context, language=language).tolist()


def test_a_sentence_that_leans_on_another_counts_less():
    texts = [FULL, "He closed the airport.", "“But he did”, she said.", "[We closed it.", "It is."]
    factors = factors_of(texts)
    assert factors == [1, DEPENDENT_FACTOR, DEPENDENT_FACTOR, BROKEN_FACTOR, DEPENDENT_FACTOR]


def test_a_half_quotation_is_quoted_only_if_nothing_else_is_left():
    half = replace(*sentences_of(["“The police closed the airport."]), half_quotation=True)
    for others, expected in (([FULL], [True, False]), ([], [True])):
        sentences = [*sentences_of(others), half]
        table = table_of(sentences, "en")
        assert mask_of(sentences, table.lengths, 100).tolist() == expected


def test_a_quotation_without_its_speaker_counts_less():
    texts = ["“The police closed the airport.”", "“The police closed it,” Ann Lee said."]
    factors = factors_of(texts)
    assert factors == [QUOTED_FACTOR, 1]


def test_short_sentences_are_left_out_unless_they_take_up_much_of_the_budget():
    texts = ["Police closed airports quickly today, and much else was done by them."] * 9
    sentences = sentences_of([*texts, "Police closed the airport."])
    table = table_of(sentences, "en")
    words = table.lengths
    assert words.tolist() == [12] * 9 + [4]
    assert mask_of(sentences, words, 100).tolist() == [True] * 9 + [False]
    assert mask_of(sentences, words, 20).tolist() == [True] * 10


def test_sentences_that_do_not_fit_are_not_quotable_and_do_not_count_for_the_usual_length():
    texts = ["Police closed the airport early today in town."] * 3 + [
        "Police closed airports, " * 200 + "all."
    ]
    sentences = sentences_of(texts)
    table = table_of(sentences, "en")
    words = table.lengths
    assert mask_of(sentences, words, 50).tolist() == [
        True,
        True,
        True,
        False,
    ]
    assert mask_of(sentences, words, 5000).tolist() == [True] * 4
    assert not mask_of(sentences, words, 3).any()


def test_open_ends_may_be_quoted_where_most_sentences_have_them():
    # Half of them closed are not most.
    texts = [FULL, "Police closed the airport today"]
    assert mask(texts) == [True, True]
    assert mask([*texts, FULL]) == [True, False, True]


@pytest.mark.parametrize("colon", [":", "："])
def test_a_sentence_that_ends_in_a_colon_is_not_quoted(colon):
    assert mask([FULL[:-1] + colon, FULL]) == [False, True]


@pytest.mark.parametrize(
    "sentence",
    [
        "Angela Merkel and Emmanuel Macron met Boris Johnson in New York on Friday.",
        "Prime Minister Manuel Valls led Interior Minister Bernard Cazeneuve to Calais.",
    ],
)
def test_a_sentence_full_of_names_is_no_headline(sentence):
    assert mask([sentence, FULL]) == [True, True]


def test_a_headline_is_not_quoted():
    headline = "Serena Williams Takes Baby Class!"
    assert mask([headline, FULL]) == [False, True]
    assert mask(["Serena Williams takes Baby Class!", FULL]) == [True, True]
    assert mask(["Angela Merkel met Jean Dupont.", FULL]) == [True, True]
    assert mask([headline]) == [True]  # a rule that would leave nothing is waived


def test_a_colon_that_closes_an_armenian_sentence_promises_nothing():
    texts = ["Ոստիկանությունը երեկ փակեց մեծ օդանավակայանը" + mark for mark in "։:"]
    assert mask(texts, "hy") == [True, True]
    assert mask(texts, "und") == [True, False]


def test_a_rule_that_would_leave_nothing_is_waived():
    assert mask(["Police closed it.", "It was.", "Bombs."]) == [True, False, True]  # too short
    assert mask(["It was not the.", "..."]) == [True, False]  # no content
    assert mask(["The police closed the airport:"]) == [True]  # a colon
    assert mask(["Police.", "Bombs.", "Police closed the airport today"]) == [False, False, True]


def test_a_sentence_without_a_word_is_never_quoted():
    assert mask([]) == []
    assert mask(["...", "—"]) == [False, False]


@pytest.mark.parametrize(
    "text",
    [
        "Die „Lage“ am Fluss blieb ruhig.",
        'דובר צה"ל מסר הודעה על האירוע.',
        "He is 6'2\" tall and left the town.",
        "1) The police closed the airport.",
        "Polska „Gazeta” podała wiadomość.",
        "Han sagde »kom« og gik.",
        "The police [and others] closed 《the airport》（today）.",
    ],
)
def test_marks_that_come_alone_break_nothing(text):
    assert factors_of([text], "und") == [1]


@pytest.mark.parametrize(
    "text", ["[The police closed it.", "The police) closed it.", "他说【走吧。"]
)
def test_one_end_of_a_bracket_breaks_a_sentence(text):
    assert factors_of([text], "und") == [BROKEN_FACTOR]
