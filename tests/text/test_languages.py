import json
import unicodedata
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locations import GOLDEN
from multisumm.errors import OptionError
from multisumm.text.languages import (
    LANGUAGES,
    UNDECIDED,
    check_language,
    function_words,
    has_spaces,
    identify_language,
    negations,
    script_has_spaces,
)

# Article 1 of the Universal Declaration of Human Rights by language.
ARTICLE_1: dict[str, str] = json.loads((GOLDEN / "article-1.json").read_text("utf-8"))


def without_diacritics(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not "\u0300" <= c <= "\u036f")


@pytest.mark.parametrize("language", ARTICLE_1)
def test_two_sentences_are_enough_to_identify_the_language(language: str) -> None:
    assert identify_language(ARTICLE_1[language]) == language


@pytest.mark.parametrize("language", ARTICLE_1)
def test_capitals_normal_form_and_missing_diacritics_do_not_matter(language: str) -> None:
    text = ARTICLE_1[language]
    decomposed = unicodedata.normalize("NFD", text)
    for variant in (text.upper(), text.lower(), decomposed, without_diacritics(text)):
        assert identify_language(variant) == language


@pytest.mark.parametrize(
    "text", ["", " \n", "1,200 3.5", "\x00\ud800", "\U0001f600", "Tokyo", "zzz qqq"]
)
def test_a_text_that_is_too_short_or_has_no_words_is_undecided(text: str) -> None:
    assert identify_language(text) == UNDECIDED


def test_half_of_one_script_and_half_of_another_is_undecided() -> None:
    assert identify_language(ARTICLE_1["ru"] + ARTICLE_1["en"]) == UNDECIDED


def test_japanese_is_distinguished_from_chinese_by_its_kana() -> None:
    assert identify_language("東京へ行った。日本語の本を読む。") == "ja"
    assert identify_language("我们昨天去了北京大学。") == "zh"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ქართული ენა", "ka"),
        ("អក្សរខ្មែរ", "km"),
        ("မြန်မာစာ", "my"),
        ("አማርኛ", "am"),
        ("ພາສາລາວ", "lo"),
    ],
)
def test_a_script_of_one_language_needs_no_list_of_words(text: str, language: str) -> None:
    assert identify_language(text) == language


def test_the_decision_rests_on_all_of_a_long_text() -> None:
    menu = "Home News Sport Weather iPlayer " * 20
    assert identify_language(menu + ARTICLE_1["fr"] * 50) == "fr"


@settings(deadline=None, derandomize=True)
@given(st.text())
def test_any_text_gives_a_code_that_check_language_takes(text: str) -> None:
    language = identify_language(text)
    assert check_language(language) == language


def test_lists_are_folded_sorted_by_language_and_negations_are_function_words() -> None:
    assert list(LANGUAGES) == sorted(LANGUAGES)
    assert {"en", "fr", "de", "es", "pt", "it", "ru", "cs", "el", "ar"} <= set(LANGUAGES)
    assert {"he", "hi", "zh", "ja", "vi"} <= set(LANGUAGES)
    for language in LANGUAGES:
        words = function_words(language)
        assert 50 <= len(words) <= 250, language
        assert negations(language)
        assert negations(language) < words
        for word in words:
            assert word == unicodedata.normalize("NFC", word.casefold()), (language, word)


def test_no_word_stands_twice_in_a_list() -> None:
    lists = json.loads((files("multisumm") / "data" / "function_words.json").read_text("utf-8"))
    for language, entry in lists.items():
        words = " ".join(entry["words"] + entry["negations"]).split()
        assert len(words) == len(set(words)), language


def test_words_of_content_are_not_function_words() -> None:
    assert not function_words("en") & {"system", "fire", "bill", "computer", "said", "people"}
    assert {"the", "of", "not", "don't"} <= function_words("en")
    assert {"ne", "pas"} <= negations("fr")
    assert {"не", "нет"} <= negations("ru")


def test_an_unknown_language_has_empty_lists_and_spaces() -> None:
    assert function_words("xx") == negations(UNDECIDED) == frozenset()
    assert has_spaces("xx")
    assert not any(map(has_spaces, ("zh", "ja", "th", "lo", "km", "my", "bo")))


@pytest.mark.parametrize("code", ["en", "ru", "ko", "ja", "zh", "th"])
def test_a_script_has_spaces_as_its_language_has(code: str) -> None:
    assert script_has_spaces(ARTICLE_1[code]) == has_spaces(code)
    assert script_has_spaces(f"{ARTICLE_1['en']} {ARTICLE_1['zh'][:8]}")
    assert script_has_spaces("")


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("en-US", "en"),
        ("pt_BR", "pt"),
        (" ZH-Hant ", "zh"),
        ("und", "und"),
        ("nb", "no"),
        ("ka", "ka"),
    ],
)
def test_region_script_and_case_are_left_out_of_a_code(code: str, language: str) -> None:
    assert check_language(code) == language


@pytest.mark.parametrize("code", ["", "xx", "Latin", "-"])
def test_an_unknown_code_is_an_error_that_lists_the_known_ones(code: str) -> None:
    with pytest.raises(OptionError, match=r"ar, .*en, .*zh"):
        check_language(code)
