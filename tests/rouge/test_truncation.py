import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multisumm.rouge import make_settings, prepare, rouge
from multisumm.rouge.truncation import first_bytes, first_bytes_of_long_line, first_words

LINES = st.lists(st.text("ab é\t", max_size=12), max_size=5)


def test_whole_lines_are_taken_and_then_the_words_that_are_left():
    assert first_words(["one two", "three four five", "six"], 4) == ["one two", "three four"]


def test_a_line_that_starts_with_a_space_has_an_empty_word_that_counts():
    assert first_words([" one two three"], 3) == [" one two"]


def test_line_ends_do_not_count_as_bytes():
    assert first_bytes(["abc", "defg", "h"], 5) == ["abc", "de"]


def test_a_character_cut_in_two_is_dropped():
    assert first_bytes(["aé"], 2) == ["a"]


def test_the_original_forgets_what_it_took_for_l_and_w():
    assert first_bytes_of_long_line(["abc", "de", "fghijk", "l"], 4) == ["abc", "de", "fghi"]


@given(LINES, st.integers(1, 30))
@settings(derandomize=True, deadline=None)
def test_a_limit_is_never_exceeded(lines, limit):
    assert sum(len(line.encode()) for line in first_bytes(lines, limit)) <= limit
    assert sum(len(line.split()) for line in first_words(lines, limit)) <= limit


@given(LINES)
@settings(derandomize=True, deadline=None)
def test_a_limit_beyond_the_text_takes_nothing_away(lines):
    assert first_bytes(lines, 10_000) == lines
    assert first_words(lines, 10_000) == lines


@pytest.mark.parametrize("preset", ["rouge-score", "unicode"])
def test_only_the_preset_of_the_original_has_its_fault(preset):
    text = "one two\nthree four\nfive six"
    prepared = prepare(text, make_settings(preset=preset, limit_bytes=12))
    assert [token for sentence in prepared.sentences for token in sentence] == [*prepared.tokens]
    faulty = prepare(text, make_settings(preset="rouge155", limit_bytes=12))
    assert len(faulty.sentences) == 3
    assert faulty.tokens == ("one", "two", "three")


def test_limits_hold_for_the_references_too():
    scores = rouge("a b c d", "a b x y z", metrics=["rouge-1"], limit_words=2)
    assert (scores["rouge-1"].recall, scores["rouge-1"].precision) == (1, 1)
