from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.model import Citation
from multisumm.verification.nearest_match import (
    MAX_POSITIONS,
    MAX_QUOTE_CHARACTERS,
    differences,
    find_nearest,
    find_positions,
    folded_words,
)

TEXTS = {
    "a": "It rained. The ferry Estrella sank at 7.15 on Sunday, killing 127 people. All mourned.",
    "b": "Ministers met in Brussels on Monday to talk about ferries and harbours.",
}


def nearest(quote, texts=TEXTS):
    return find_nearest(
        quote, texts, find_positions({word for _, word in folded_words(quote)}, texts)
    )


def text_at(place, texts=TEXTS):
    return place and texts[place.document][place.start : place.end]


# By hand


def test_the_nearest_text_is_a_stretch_of_a_source():
    place = nearest("The ferry Estrella sank on Sunday, killing 130 people.")
    assert place == Citation("a", 11, 73)
    assert text_at(place) == "The ferry Estrella sank at 7.15 on Sunday, killing 127 people."


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("A ferry Estrella sank at 7.15 on Sunday, killing 127 persons.", "The ferry Estrella"),
        ("On Sunday, killing 127 people.", "on Sunday, killing 127 people."),
        ("Ministers talk about ferries and harbours.", "Ministers met in Brussels"),
    ],
)
def test_words_at_its_ends_may_differ(quote, expected):
    assert text_at(nearest(quote)).startswith(expected)
    assert text_at(nearest(quote)).endswith(".")


@pytest.mark.parametrize("quote", ["Nothing of the kind was ever said.", "...", "Estrella!", "Zug"])
def test_a_text_that_shares_too_little_is_not_near(quote):
    assert nearest(quote + " Wholly other words stand here.") is None


def test_the_first_of_equally_near_texts_wins():
    twice = {"x": TEXTS["a"], "y": TEXTS["a"]}
    assert nearest("The ferry Estrella sank at 8.15 on Sunday.", twice).document == "x"


def test_a_language_without_spaces_has_near_texts_too():
    texts = {"ja": "雨が降った。客船は日曜日に沈没し、百二十七人が死亡した。皆が悲しんだ。"}
    assert text_at(nearest("客船は月曜日に沈没し、百三十人が死亡した。", texts), texts) == (
        "客船は日曜日に沈没し、百二十七人が死亡した。"
    )


def test_words_that_stand_everywhere_do_not_vote():
    texts = {"a": "the bay " * (MAX_POSITIONS + 1) + "the harbour of Tindalo lies in the bay"}
    assert find_positions({"the", "tindalo", "none"}, texts) == {
        "tindalo": [("a", texts["a"].index("Tindalo"))],
        "none": [],
    }
    assert text_at(nearest("the harbour of Tindalo lay in the bay", texts), texts) == (
        "the harbour of Tindalo lies in the bay"
    )


def test_nothing_is_searched_for_a_very_long_quote():
    text = "word " * MAX_QUOTE_CHARACTERS
    assert nearest(text, {"a": f"{text}."}) is None


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("killing 127 people", "killing 130 people", [("127", "130")]),
        ("had been warned", "had not been warned", [("", "not")]),
        ("at 7.15 a.m.", "at 7:15 a.m.", [("7.15", "7:15")]),
        ("He left", "he left!", [("He", "he"), ("", "!")]),
        ("It sank\r\nat 7", "It sank at 7", [("\r\n", " ")]),
        ("It sank\nat 7", "It sank at 8", [("7", "8")]),
        ("“So”", '"So"', [("“", '"'), ("”", '"')]),
        ("same", "same", []),
    ],
)
def test_differences_are_listed_by_words_and_marks(ours, theirs, expected):
    assert differences(ours, theirs) == tuple(expected)


# Properties

WORDS = ("the", "ferry", "sank", "off", "Tindalo", "on", "Sunday", "killing", "127", ".", "7")
words = st.lists(st.sampled_from(WORDS))
sentences = words.map(" ".join)


@given(sentences, sentences)
def test_there_are_no_differences_exactly_where_texts_are_equal(ours, theirs):
    assert (differences(ours, theirs) == ()) == (ours == theirs)
    assert differences(theirs, theirs) == ()


@given(st.lists(sentences, min_size=1, max_size=4), st.text(max_size=40))
def test_the_nearest_text_is_in_the_source_and_shares_half_of_the_words(parts, quote):
    texts = {str(number): text for number, text in enumerate(parts)}
    for wanted in (quote, parts[0]):
        place = nearest(wanted, texts)
        if place is not None:
            assert 0 <= place.start < place.end <= len(texts[place.document])
            found = text_at(place, texts).casefold().split()
            matcher = SequenceMatcher(None, wanted.casefold().split(), found)
            assert sum(block.size for block in matcher.get_matching_blocks()) > 0


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), st.integers(20, 300))
def test_texts_of_the_same_few_words_over_and_over_are_compared_too(some, times):
    quote = " ".join(some * times)[:MAX_QUOTE_CHARACTERS]
    texts = {"a": f"{quote} {' '.join(WORDS)} {quote}", "b": "zz " * 300 + quote[5:]}
    place = nearest(quote + " end", texts)
    assert place is None or text_at(place, texts)


@given(st.integers(0, 40), st.integers(0, 9), st.sampled_from(["zzz", "", "127"]))
def test_a_quote_with_one_other_word_is_found_where_it_stands(before, word, other):
    sentence = "The captain of the Estrella was warned before leaving Port Almira"
    quote = sentence.split()
    text = "Much was said that day. " * before + " ".join(quote) + ". Much more was said later."
    altered = " ".join([*quote[:word], other, *quote[word + 1 :]])
    place = nearest(altered, {"a": text})
    assert abs(place.start - 24 * before) <= len("The captain ")
    assert " ".join(quote)[12:40] in text[place.start : place.end]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ärzte in Leeds 34", "ärzte in leeds 34"),
        ("他在2016年月", "他在 2016 年月"),
        ("ㄅㄆㄇ", "ㄅㄆ ㄆㄇ"),
        ("ภาษา ๒๕", "ภา าษ ษา ๒๕"),
    ],
)
def test_words_are_pairs_of_characters_where_a_script_has_no_spaces(text, words):
    assert [word for _, word in folded_words(text)] == words.split()
