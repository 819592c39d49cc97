import json

import pytest

from multisumm.focus.questions import (
    language_of_question,
    read_question,
    tells_kind,
    without_question,
)
from multisumm.resources import read_data
from multisumm.text.languages import LANGUAGES, function_words
from multisumm.text.terms import tabulate_terms


def read(query, *languages):
    codes = languages or ("en",)
    function = frozenset().union(*map(function_words, codes))
    return read_question(query, codes, function)


@pytest.mark.parametrize(
    ("language", "query", "asking", "kind"),
    [
        ("en", "How many people were on board?", {"many"}, "number"),
        ("en", "In which year was it built?", {"which", "year"}, "time"),
        ("en", "When did it sink?", {"when"}, "time"),
        ("en", "What happened to the captain?", {"happened"}, None),
        ("en", "much ado", {"much"}, None),
        ("en", "Describe the ferry and how many drowned", {"many"}, None),
        ("de", "Wie viele Menschen waren an Bord?", {"viele"}, "number"),
        ("de", "Wann sank die Fähre?", {"wann"}, "time"),
        ("fr", "Combien de morts ?", {"combien"}, "number"),
        ("ru", "Сколько человек погибло?", {"сколько"}, "number"),
        ("tr", "Kaç kişi öldü?", {"kaç"}, "number"),
        ("zh", "船上有多少人?", set(), "number"),
        ("ja", "いつ沈みましたか", set(), "time"),
    ],
)
def test_a_question_has_words_that_only_ask_and_may_ask_for_a_number_or_a_time(
    language, query, asking, kind
):
    assert read(query, language) == (asking, kind)


def test_phrases_of_a_question_are_cut_out_where_no_space_stands_between_words():
    assert without_question("船上有多少人?", language="zh") == "船上 人?"
    assert without_question("How many?", language="en") == "How many?"


def test_one_word_of_a_question_can_tell_its_language():
    assert language_of_question("Combien de morts ?") == "fr"
    assert language_of_question("Quanto custa?") is None  # Italian and Portuguese
    assert language_of_question("Morts, combien ?") is None
    assert language_of_question("") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_of_questions_each_listed_once(language):
    lists = json.loads(read_data("question_words.json"))[language]
    assert lists["number"]
    assert lists["time"]
    for key in ("number", "time", "phrases"):
        listed = [phrase.strip() for phrase in lists[key].split(",")]
        assert len(listed) == len({*listed})
    assert len(lists["words"].split()) == len({*lists["words"].split()})
    for text in lists.values():
        assert text == text.casefold()


def test_a_sentence_tells_a_number_in_digits_or_words_and_a_time_by_names_as_well():
    texts = ["Forty people came.", "241 were on board.", "On Sunday it rained.", "It rained."]
    table = tabulate_terms(texts, language="en")
    assert tells_kind("number", table, ["en"]).tolist() == [True, True, False, False]
    assert tells_kind("time", table, ["en"]).tolist() == [False, True, True, False]
    assert tells_kind("time", table, ["nl"]) is None  # no weekday is known
    table = tabulate_terms(["船上有三十人。", "下雨了。"], language="zh")
    assert tells_kind("number", table, ["zh"]).tolist() == [True, False]
