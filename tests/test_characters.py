import re
import unicodedata

import pytest

from multisumm import characters
from multisumm.characters import (
    BLANKS,
    CLOSING_BRACKETS,
    CLOSING_MARKS,
    CLOSING_QUOTES,
    COMBINING_MARKS,
    MARKS_ANYWHERE,
    MARKS_BEFORE_SPACE,
    OPENING_BRACKETS,
    OPENING_QUOTES,
    PAIRS,
    QUESTION_MARKS,
    SPACELESS,
    SPACELESS_LANGUAGES,
    SPACELESS_MARKS,
)
from multisumm.rouge.tokenizers import unicode_tokens
from multisumm.text.languages import check_language

EVERY = [chr(code) for code in range(0x110000)]


@pytest.mark.parametrize(
    "name",
    [
        *("CLOSING_MARKS", "QUESTION_MARKS", "COMMAS", "COLONS", "DASHES", "BULLETS"),
        *("OPENING_QUOTES", "CLOSING_QUOTES", "OPENING_BRACKETS", "CLOSING_BRACKETS", "BLANKS"),
    ],
)
def test_no_character_stands_twice_in_a_table(name):
    table = getattr(characters, name)
    assert len(set(table)) == len(table)


def test_a_closing_mark_is_of_one_kind_and_no_letter_quotation_mark_or_bracket():
    assert not set(MARKS_BEFORE_SPACE) & set(MARKS_ANYWHERE)
    others = OPENING_QUOTES + CLOSING_QUOTES + OPENING_BRACKETS + CLOSING_BRACKETS
    assert not set(CLOSING_MARKS) & set(others)
    assert {unicodedata.category(mark) for mark in CLOSING_MARKS} == {"Po"}


def test_the_question_marks_are_those_closing_marks_that_unicode_calls_so():
    named = {mark for mark in CLOSING_MARKS if "QUESTION" in unicodedata.name(mark)}
    assert named | {"‽"} == set(QUESTION_MARKS)


def test_every_quotation_mark_that_unicode_knows_opens_or_closes():
    wanted = {c for c in EVERY if unicodedata.category(c) in ("Pi", "Pf") and ord(c) < 0x2100}
    assert wanted <= set(OPENING_QUOTES + CLOSING_QUOTES)


def test_brackets_and_quotation_marks_are_mirrored_in_pairs():
    for left, right in PAIRS:
        if left not in "【《〈〔「『":
            assert unicodedata.mirrored(left)
        assert unicodedata.name(left).replace("LEFT", "RIGHT") == unicodedata.name(right)


def test_blanks_are_white_space_and_characters_without_width():
    assert set(filter(str.isspace, EVERY)) | {"\u200b", "\u2060", "\ufeff"} == set(BLANKS)


BLOCKS_WITHOUT_SPACES = (
    *((0x0E00, 0x0EFF), (0x0F00, 0x0FFF), (0x1000, 0x109F), (0x1780, 0x17FF)),
    *((0x3041, 0x312F), (0x31A0, 0x31BF), (0x31F0, 0x31FF), (0x3400, 0x4DBF)),
    *((0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF)),
)


def test_spaceless_has_all_letters_of_its_blocks_and_no_digits_or_marks_between_words():
    matches = re.compile(f"[{SPACELESS}]").match
    inside = [chr(code) for low, high in BLOCKS_WITHOUT_SPACES for code in range(low, high + 1)]
    assert all(map(matches, (c for c in inside if unicodedata.category(c) == "Lo")))
    outside = set(filter(matches, EVERY)) - set(inside)
    assert outside == {"々", "〆", "〇"}  # iteration mark, closing mark, zero
    categories = {unicodedata.category(character) for character in filter(matches, inside)}
    assert categories <= {"Lo", "Lm", "Mn", "Mc", "Cn", "Sk"}


def test_scripts_without_spaces_are_those_that_rouge_has_no_words_of():
    # All but Tibetan: a mark stands between its syllables, and ROUGE takes them for words.
    samples = {"th": "กข", "lo": "ກຂ", "my": "ကခ", "km": "កខ", "ja": "かな", "zh": "中文"}
    assert {*samples, "bo"} == SPACELESS_LANGUAGES
    for text in [*samples.values(), "カナ", "ㄅㄆ", "ㆠㆡ"]:
        assert re.fullmatch(f"[{SPACELESS}]+", text)
        assert unicode_tokens(text) == list(text)
    assert re.fullmatch(f"[{SPACELESS}]+", "ཀཁ")
    assert all(check_language(language) for language in SPACELESS_LANGUAGES)


def test_marks_of_scripts_without_spaces_are_combining_marks():
    own, marks = re.compile(f"[{SPACELESS_MARKS}]"), re.compile(f"[{COMBINING_MARKS}]")
    for character in filter(own.match, EVERY):
        assert marks.match(character)
        assert unicodedata.category(character) in ("Mn", "Mc", "Cn")
