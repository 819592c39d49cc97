import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.comparison.alignment import align
from multisumm.comparison.statements import make_statement

WORDS = st.sampled_from(
    ["ferry", "ferries", "sank", "sunk", "rose", "fell", "captain", "Valls", "ECB", "European",
     "Central", "Bank", "blames", "clears", "valid", "invalid", "before", "after", "vote", "not"]
)  # fmt: skip
SENTENCES = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)


def aligned(a, b, language="en"):
    """The alignment of two sentences as words: pairs, opposed, undone, and what is left over."""
    first, second = (make_statement(text, language=language) for text in (a, b))
    found = align(first, second)

    def words(pairs):
        return [(first.words[i].text, second.words[j].text) for i, j in pairs]

    return (
        words(found.pairs),
        words(found.opposed),
        words(found.undone),
        [first.words[i].text for i in found.ours],
        [second.words[j].text for j in found.theirs],
    )


def test_equal_words_correspond_and_the_others_are_left_over():
    assert aligned("Divers found the wreck.", "Divers searched the wreck near Graz.") == (
        [("divers", "divers"), ("wreck", "wreck")],
        [],
        [],
        ["found"],
        ["searched", "graz"],
    )


@pytest.mark.parametrize(
    ("a", "b", "pair"),
    [
        ("They searched boats.", "They were searching a boat.", ("boats", "boat")),
        ("He resigned.", "He quit.", ("resigned", "quit")),
        ("He resigned.", "He stepped down.", ("resigned", "stepped")),
        ("They wrote letters.", "They write letters.", ("wrote", "write")),
        ("The investigators came.", "The investigation began.", ("investigators", "investigation")),
        ("The ECB met in Graz.", "The European Central Bank met in Graz.", ("ecb", "european")),
    ],
)
def test_forms_synonyms_and_acronyms_correspond(a, b, pair):
    assert pair in aligned(a, b)[0]
    assert pair[::-1] in aligned(b, a)[0]


@pytest.mark.parametrize(
    ("a", "b", "pair"),
    [
        ("Prices rose.", "Prices fell.", ("rose", "fell")),
        ("The ballot is valid.", "The ballot is invalid.", ("valid", "invalid")),
        ("The fire began before the vote.", "The fire began after the vote.", ("before", "after")),
        ("The water is safe.", "The water is unsafe.", ("safe", "unsafe")),
    ],
)
def test_opposites_are_opposed_and_not_left_over(a, b, pair):
    pairs, opposed, _, ours, theirs = aligned(a, b)
    assert opposed == [pair]
    assert pair not in pairs
    assert pair[0] not in ours
    assert pair[1] not in theirs


def test_a_word_that_undoes_what_both_have_is_told():
    undone = aligned("The report blames the pilot.", "The report clears the pilot of blame.")[2]
    assert undone == [("blames", "clears")] or undone == [("blames", "clears"), ("blames", "blame")]


def test_a_repeated_word_is_matched_once_and_to_the_nearest():
    pairs, _, _, ours, theirs = aligned("Lindow beat Lindow.", "Lindow won.")
    assert [pair for pair in pairs if pair == ("lindow", "lindow")] == [("lindow", "lindow")]
    assert ours.count("lindow") == 1
    assert "lindow" not in theirs


@given(SENTENCES, SENTENCES)
def test_every_content_word_is_matched_opposed_or_left_over(a, b):
    first, second = (make_statement(text, language="en") for text in (a, b))
    found = align(first, second)
    for statement, side, left in ((first, 0, found.ours), (second, 1, found.theirs)):
        matched = [pair[side] for pair in found.pairs]
        assert len(matched) == len(set(matched))
        opposed = {pair[side] for pair in found.opposed}
        assert set(statement.content) <= set(matched) | opposed | set(left) | merged(statement)
        assert not set(left) & set(matched)


def merged(statement):
    """Words of names for which an acronym may stand: only the first of them is matched."""
    return {i for i in statement.content if statement.words[i].text in ("central", "bank")}


@given(SENTENCES)
def test_a_sentence_corresponds_to_itself_word_by_word(text):
    statement = make_statement(text, language="en")
    found = align(statement, statement)
    assert found.pairs == tuple((i, i) for i in statement.content)
    assert (found.ours, found.theirs) == ((), ())
