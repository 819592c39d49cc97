import math
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from multisumm.errors import OptionError
from multisumm.selection.budget import UNITS, Budget, count_words, resolve_budget
from multisumm.selection.token_counts import load_token_counter

TEXTS = st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=12), max_size=6)


LETTERS = load_token_counter(list)
"""Counts each character as a token."""


def budget(unit, limit=10, language="en"):
    return Budget(unit, limit, language, LETTERS if unit == "tokens" else None)


def test_two_quotes_by_hand():
    # "Café shut." has 2 words, 10 characters and, é being two bytes, 11 bytes; "Why?" has 1, 4, 4.
    # Joined they are "Café shut. Why?": one space more in characters and in bytes, none in words.
    # A token is here a character.
    texts = ["Café shut.", "Why?"]
    assert {unit: budget(unit).total(texts) for unit in UNITS} == {
        "words": 3,
        "sentences": 2,
        "characters": 15,
        "bytes": 16,
        "tokens": 15,
    }


@given(TEXTS)
def test_the_total_is_what_the_joined_text_has(texts):
    joined = " ".join(texts)
    assert budget("sentences").total(texts) == len(texts)
    assert budget("characters").total(texts) == len(joined)
    assert budget("bytes").total(texts) == len(joined.encode())
    solid = [character for character in joined if not character.isspace()]
    assert budget("words", language="zh").total(texts) == len(solid)


@given(st.lists(st.text(st.characters(max_codepoint=0xDFF), max_size=12), max_size=6))
def test_the_words_of_scripts_with_spaces_are_those_of_the_joined_text(texts):
    assert budget("words").total(texts) == len(" ".join(texts).split())


@given(st.sampled_from(UNITS[:-1]), TEXTS, st.integers(1, 60))
def test_a_separator_on_both_sides_makes_the_limit_a_plain_sum(unit, texts, limit):
    # This is how the pipeline hands costs and capacity to the selection.
    each = budget(unit, limit)
    costs = [each.measure(text) + each.separator_cost for text in texts]
    assert (each.total(texts) <= limit) == (sum(costs) <= limit + each.separator_cost)


# Tokens


def tokens(tokenize, limit=10**6):
    return Budget("tokens", limit, "en", load_token_counter(tokenize))


def test_the_cost_in_tokens_by_hand():
    # A tokenizer that has "it" and " it", but no other word with its space.
    each = tokens(re.compile(r" ?it\b| |\w+|\.").findall)
    assert each.measure("it sank.") == 4  # it| |sank|.
    assert each.measure("Why.") == 3  # behind a sentence: | |Why|.
    assert each.total(["it sank.", "Why.", "it sank."]) == 11 == sum([4, 3, 4])


@given(TEXTS)
def test_costs_are_not_below_the_total_where_no_token_goes_across_a_space(texts):
    for tokenize in (str.split, list, re.compile(r"\S+| ").findall):
        each = tokens(tokenize)
        assert each.total(texts) <= sum(map(each.measure, texts))


@given(st.text(max_size=30), st.integers(1, 40))
def test_a_text_that_fits_alone_costs_no_more_than_the_limit_and_any_other_more(text, limit):
    each = tokens(list, limit)
    assert (each.measure(text) <= limit) == (len(text) <= limit)
    assert each.measure(text) >= 1


def test_a_sentence_costs_at_least_one_token():
    assert tokens(lambda text: []).measure("It sank.") == 1
    assert tokens(lambda text: []).total(["It sank."]) == 0


def test_tokens_and_a_tokenizer_are_given_together():
    with pytest.raises(OptionError) as error:
        resolve(tokens=5)
    assert str(error.value) == "tokens needs a tokenizer: tiktoken:ENCODING or hf:PATH"
    for amounts in ({}, {"words": 5}, {"ratio": 0.5}):
        with pytest.raises(OptionError, match=r"^tokenizer needs a limit in tokens$"):
            resolve(tokenizer=list, **amounts)
    assert resolve(tokens=5, tokenizer=LETTERS) == Budget("tokens", 5, "en", LETTERS)


# All units


@pytest.mark.parametrize("unit", UNITS)
def test_no_text_costs_nothing(unit):
    assert budget(unit).total([]) == 0


@pytest.mark.parametrize("language", ["zh", "ja", "th", "lo", "km", "my", "bo"])
def test_a_word_without_spaces_is_a_character(language):
    assert count_words("警察 说\u300034。\n", language=language) == 6


@pytest.mark.parametrize("language", ["en", "ko", "und", "mul"])
def test_words_are_counted_by_the_script_where_the_language_has_spaces(language):
    for text in (
        "地铁通车。",
        "電車が走る",
        "รถไฟ เปิด",
        "ລົດໄຟເປີດ",
        "រថភ្លើងបើក",
        "ရထားဖွင့်",
        "OpenAI 发布了新的语言模型",
    ):
        solid = [character for character in text if not character.isspace()]
        assert count_words(text, language=language) == len(solid)
    for text in ("The metro 地铁 opened.", '与 "탄핵 반대" 주장', "28 500", "…", "\ud800 b", ""):
        assert count_words(text, language=language) == len(text.split())


def test_a_sentence_is_counted_by_its_own_language():
    texts = ["GPT-4o发布", "The metro opened."]
    assert budget("words", language="en").total(texts, ["zh", "en"]) == 8 + 3
    assert budget("words", language="zh").total(texts, ["zh", "en"]) == 8 + 3
    assert resolve(texts, language="zh", languages=["zh", "en"], ratio=1).limit == 8 + 3


def test_a_lone_surrogate_takes_three_bytes():
    assert budget("bytes").measure("\ud800") == 3


def resolve(texts=(), language="en", tokenizer=None, languages=(), **amounts):
    amounts = {**dict.fromkeys((*UNITS, "ratio")), **amounts}
    return resolve_budget(
        amounts, texts, language=language, languages=languages, tokenizer=tokenizer
    )


def test_without_an_amount_the_budget_is_250_words():
    assert resolve() == Budget("words", 250, "en")


@pytest.mark.parametrize("unit", UNITS[:-1])
def test_one_amount_is_the_budget(unit):
    assert resolve(language="fr", **{unit: 7.0}) == Budget(unit, 7, "fr")


def test_a_ratio_by_hand():
    # 0.5 of the 3 + 4 words are 3.5, rounded down.
    assert resolve(["a b c", "d e f g"], ratio=0.5) == Budget("words", 3, "en")


@given(st.integers(0, 100), st.integers(1, 100))
@example(100, 29)
def test_a_ratio_in_hundredths_is_exact(words, hundredths):
    # In floats 0.29 * 100 is 28.999999999999996.
    limit = resolve(["word " * words], ratio=hundredths / 100).limit
    assert limit == max(1, words * hundredths // 100)


def test_a_ratio_counts_characters_where_words_have_no_spaces():
    assert resolve(["警察 说", "三十四"], language="zh", ratio=1).limit == 6


def test_a_ratio_of_nothing_is_one_word():
    assert resolve([], ratio=0.1).limit == 1


@pytest.mark.parametrize("ratio", [0, -0.5, 1.01, math.nan, math.inf])
def test_a_ratio_outside_its_range_is_refused(ratio):
    with pytest.raises(OptionError, match=f"ratio must be .* at most 1, not {ratio:g}$"):
        resolve(ratio=ratio)


@pytest.mark.parametrize("amount", [0, -3, 2.5, math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("unit", UNITS)
def test_an_amount_that_is_not_a_count_is_refused(unit, amount):
    with pytest.raises(OptionError, match=f"{unit} must be a whole number .*, not {amount:g}$"):
        resolve(**{unit: amount})


def test_two_amounts_are_refused_by_name():
    with pytest.raises(OptionError, match="give one limit, not 2: bytes, ratio"):
        resolve(bytes=100, ratio=0.1)
