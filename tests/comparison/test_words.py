from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.comparison.words import Word, split_words

SCRIPTS = st.text("abXÉß't’-.,:%€½ 0129٣५４ёжΩшقع한国ー々र्भ\u0301\u200d\n", max_size=40)


def texts(text, language="en"):
    return [word.text for word in split_words(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "It didn’t cost $1,500.", ["it", "did", "n't", "cost", "$", "1,500"]),
        ("en", "The mayor's e-mail", ["the", "mayor", "s", "e", "mail"]),
        ("en", "Can't, CANNOT, ain’t", ["ca", "n't", "cannot", "ai", "n't"]),
        ("de", "Geht’s um 15:30 Uhr?", ["geht", "s", "um", "15:30", "uhr"]),
        ("fr", "L’île n’a pas coulé.", ["l", "île", "n", "a", "pas", "coulé"]),
        ("en", "12k, 2½ and 5km", ["12", "k", "2", "½", "and", "5", "km"]),
        ("en", "LH447 version 2.4.0", ["lh", "447", "version", "2.4.0"]),
        ("ar", "قتل ١٢٩ شخصا", ["قتل", "129", "شخصا"]),
        ("hi", "१३० लोगों", ["130", "लोगों"]),
        ("zh", "造成１２９人死亡。", ["造", "成", "129", "人", "死", "亡"]),
        ("zh", "工程投资12万元", ["工", "程", "投", "资", "12", "万", "元"]),
        ("en", "", []),
        ("en", "… — _ 😀", []),
    ],
)
def test_a_text_is_split_into_words_numbers_and_signs(language, text, words):
    assert texts(text, language) == words


def test_a_word_keeps_its_place_in_the_text():
    assert split_words("A Ferry", "en") == [Word("a", 0, 1), Word("ferry", 2, 7)]


@given(SCRIPTS, st.sampled_from(["en", "de", "zh", "ar", "und"]))
def test_words_stand_in_order_and_cover_every_letter_and_digit(text, language):
    words = split_words(text, language)
    for word in words:
        assert word.start < word.end
        assert len(word.text) > 0
    assert all(first.end <= second.start for first, second in pairwise(words))
    covered = {place for word in words for place in range(word.start, word.end)}
    assert {place for place, char in enumerate(text) if char.isalpha()} <= covered
    assert {place for place, char in enumerate(text) if char.isdecimal()} <= covered


@given(SCRIPTS)
def test_case_and_the_form_of_the_apostrophe_make_no_difference(text):
    curly = text.replace("'", "’")
    assert texts(curly) == texts(text)
    assert texts(text.upper().lower()) == texts(text.lower())
