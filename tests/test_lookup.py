import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.lookup import as_one_line, find_shown, places_of_quote
from multisumm.rendering import line


def shown(quote, text):
    span = find_shown(quote, as_one_line(text))
    return span and text[slice(*span)]


# By hand


def test_a_place_of_the_line_is_found_in_the_text():
    source = as_one_line("\ufeff \r\nOne\u202a two.\r\n\r\n  Three\x07 \x07four.\n")
    assert source.text == "One two. Three four."
    assert (source.places, source.left_out) == ([0, 4, 9, 15, 20], [4, 5, 10, 12, 13])
    assert find_shown("Three", source) == (19, 24)


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
    assert list(places_of_quote("- -", "- - - -")) == [0, 2, 4]


# Properties

marked = st.text(st.sampled_from("ab. \n\r\t\x1c\x00\u202a\ufeff\u3000"), max_size=30)


def first_span(quote, text):
    """The slow definition."""
    spans = (
        (start, end)
        for start in range(len(text))
        for end in range(start + 1, len(text) + 1)
        if line(text[start]) and line(text[end - 1])
    )
    return next((span for span in spans if line(text[slice(*span)]) == line(quote)), None)


@given(marked, st.data())
def test_what_is_found_is_the_first_that_says_this(text, data):
    start, end = sorted(data.draw(st.integers(0, len(text))) for _ in "ab")
    source = as_one_line(text)
    assert source.text == line(text)
    for quote in (text[start:end], data.draw(marked)):
        assert find_shown(quote, source) == first_span(quote, text)
