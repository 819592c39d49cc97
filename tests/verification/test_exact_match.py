import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.escaping import one_line
from multisumm.verification.exact_match import (
    as_one_line,
    find_in_line,
    find_quote,
    is_inside_word,
    widen_to_words,
)


def shown(quote, text):
    span = next(find_in_line(quote, as_one_line(text)), None)
    return span and text[slice(*span)]


# By hand


def test_a_place_of_the_line_is_found_in_the_text():
    source = as_one_line("\ufeff \r\nOne\u202a two.\r\n\r\n  Three\x07 \x07four.\n")
    assert source.text == "One two. Three four."
    assert (source.gaps, source.left_out) == ([0, 4, 9, 15, 20], [4, 5, 10, 12, 13])
    assert [*find_in_line("Three", source)] == [(19, 24)]


@pytest.mark.parametrize(
    ("quote", "text", "expected"),
    [
        ("It sank.", "Rain. It\r\n  sank. Gone.", "It\r\n  sank."),
        ("It sank.", "\u202bI\u202ct\x00 \x00sank\u202c.\u202c", "I\u202ct\x00 \x00sank\u202c."),
        ("It\tsank\x1b.", "It sank.", "It sank."),
        ("It sank.", "I t sank.", None),
        ("\u202b \n", "It sank.", None),
        ("It sank.", "", None),
        ("It sank.", "\x00", None),
    ],
)
def test_white_space_and_control_characters_do_not_count(quote, text, expected):
    assert shown(quote, text) == expected


def test_places_may_overlap():
    assert list(find_quote("- -", "- - - -")) == [0, 2, 4]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1|2|7 a",
            "B|1|2",
            "3|.|5|m",
            "1|,|0|0|0",
            "1|2|:|3|0",
            "c|a|n|'|t",
            "l|’|e|a|u",
            "배|가",
        ),
        *("e|\u0301|s", "क|ा|म", "ب|َ|ب", "٣|٫|٥", "１|２", "๑|๒ คน", "说1|2|7人"),
        *("3. 5", "x.5.", "(5)", "-5", "a:I", "_I_", "'I' 'n' a", "a-b", "थ|ा।व"),
        *("人死亡", "有5人", "เรือล่ม", "そして5人", "人’人"),
    ],
)
def test_where_words_and_numbers_are_cut(text):
    """At each bar, and nowhere else."""
    plain = text.replace("|", "")
    assert text == "".join(
        "|" * is_inside_word(plain, place) + each for place, each in enumerate(plain)
    )
    assert not is_inside_word(plain, len(plain))


@pytest.mark.parametrize(
    ("quote", "text", "expected"),
    [
        ("27 people died.", "127 people died.", None),
        ("5 people died.", "3.5 people died.", None),
        ("sank with 12", "It sank with 127.", None),
        ("It cost 3.", "It cost 3.5 million.", None),
        ("12 died", "112 died,\nthen 12\ndied.", "12\ndied"),
        ("7 died.", "\u202a12\u202a7 died.", None),
        ("死亡人数为12", "死亡人数为127。", None),
        ("人死亡。", "官员说127人死亡。", "人死亡。"),
    ],
)
def test_a_match_never_cuts_a_word_or_a_number(quote, text, expected):
    assert shown(quote, text) == expected


def test_a_cut_can_be_mended():
    text = "It cost 13.5m."
    assert widen_to_words((9, 10), text) == (8, 13)
    assert widen_to_words((0, 2), text) == (0, 2)


# Properties

marked = st.text(st.sampled_from("ab1.' \n\r\t\x1c\x00\u202a\ufeff人"), max_size=30)


def first_span(quote, text):
    """The slow definition."""
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            if (
                one_line(text[start])
                and one_line(text[end - 1])
                and one_line(text[start:end]) == one_line(quote)
            ):
                before, both = one_line(f"{text[:start]}!")[:-1], one_line(text[:end])
                if not any(is_inside_word(one_line(text), len(each)) for each in (before, both)):
                    return start, end
    return None


@given(marked, st.data())
def test_the_first_of_several_matches_is_found(text, data):
    start, end = sorted(data.draw(st.integers(0, len(text))) for _ in "ab")
    source = as_one_line(text)
    assert source.text == one_line(text)
    for quote in (text[start:end], data.draw(marked)):
        assert next(find_in_line(quote, source), None) == first_span(quote, text)
