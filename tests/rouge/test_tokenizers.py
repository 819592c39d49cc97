import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multisumm.rouge.tokenizers import TOKENIZERS, unicode_tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Le café est FERMÉ", "le caf est ferm"),
        ("U.S. don't 3.5 snake_case well-known", "u s don t 3 5 snake case well known"),
        ("\u0130stanbul 300 \u212a", "stanbul 300"),
        ("Москва 東京", ""),
        ("", ""),
        ("\ud800 lone \udfff surrogates", "lone surrogates"),
    ],
)
def test_the_original_keeps_runs_of_ascii_letters_and_digits(text, tokens):
    assert TOKENIZERS["ascii"](text).split() == tokens.split()


def test_rouge_score_lowers_first_and_so_finds_letters_that_lower_into_ascii():
    assert TOKENIZERS["lower-ascii"]("\u0130stanbul 300 \u212a").split() == [
        "i",
        "stanbul",
        "300",
        "k",
    ]


@given(st.text())
@settings(derandomize=True, deadline=None)
def test_ascii_tokens_are_the_runs_of_the_lowered_bytes(text):
    """Rule 3.1: maximal runs of [a-z0-9] in the ASCII-lowered text."""
    data = text.encode("utf-8", "replace")
    lowered = bytes(byte + 32 if 65 <= byte <= 90 else byte for byte in data)
    assert TOKENIZERS["ascii"](text).split() == [
        run.decode() for run in re.findall(rb"[a-z0-9]+", lowered)
    ]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Straße, CAFÉ!", ["strasse", "café"]),
        ("cafe\u0301", ["café"]),
        ("\uff21\uff22\uff23\uff11", ["abc1"]),
        ("Москва — столица", ["москва", "столица"]),
        ("مُحَمَّد", ["مُحَمَّد"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("2020年の東京", ["2020", "年", "の", "東", "京"]),
        ("ภาษาไทย", ["ภ", "า", "ษ", "า", "ไ", "ท", "ย"]),
        ("ที่นี่", ["ที่", "นี่"]),
        ("co\u00adoperate zero\u200bwidth", ["cooperate", "zero", "width"]),
        ("don't stop", ["don", "t", "stop"]),
        ("한국어 문장", ["한국어", "문장"]),
        ("🙂 …", []),
    ],
)
def test_unicode_tokens_are_words_of_any_script_and_characters_where_there_are_no_spaces(
    text, tokens
):
    assert unicode_tokens(text) == [unicodedata.normalize("NFC", token) for token in tokens]


@given(st.text())
@settings(derandomize=True, deadline=None)
def test_unicode_tokens_hold_letters_marks_and_numbers_only_and_do_not_depend_on_the_form(text):
    tokens = unicode_tokens(text)
    assert all(
        unicodedata.category(character)[0] in "LMN" for token in tokens for character in token
    )
    assert tokens == unicode_tokens(unicodedata.normalize("NFC", text))
