import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.comparison.contrast import contrast
from multisumm.comparison.statements import make_statement


def both(a, b, language="en"):
    return contrast(*(make_statement(text, language=language) for text in (a, b)))


def words(statement, places):
    return [statement.words[i].text for i in places]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Divers found the wreck.", "The council raised the rent of the hall."),
        ("It was not.", "It was!"),
        ("", "Divers found the wreck."),
        ("Lindow.", "The council of Lindow raised the rent of the old hall on the square."),
    ],
)
def test_sentences_with_too_little_in_common_are_not_compared(a, b):
    assert both(a, b) is None
    assert both(b, a) is None


def test_numbers_of_one_thing_are_paired_with_what_they_count():
    found = both("The ferry carried 12 cars and 40 passengers.",
                 "The ferry carried 41 passengers and 12 cars.")  # fmt: skip
    assert {(pair.ours.value, pair.theirs.value, pair.verdict) for pair in found.figures} == {
        (12, 12, "equal"),
        (40, 41, "differ"),
    }
    [differing] = found.numbers
    assert (differing.ours.value, differing.theirs.value) == (40, 41)


def test_numbers_of_other_things_are_not_paired():
    found = both("The flood damaged 2,000 households in the valley.",
                 "The flood damaged 5,000 firms in the valley.")  # fmt: skip
    assert found.figures == ()
    assert [len(extra) for extra in found.extra] == [1, 1]


def test_dates_are_paired_by_what_they_tell():
    found = both("The treaty was signed in Graz on Monday, 3 May.",
                 "The treaty was signed in Graz on 4 May.")  # fmt: skip
    assert [pair.verdict for pair in found.moments] == ["differ"]
    assert [len(extra) for extra in found.extra] == [1, 0]


def test_what_only_one_has_is_left():
    found = both("Divers found the wreck near Graz.", "Divers found the old wreck.")
    assert words(found.a, found.left[0]) == ["graz"]
    assert words(found.b, found.left[1]) == ["old"]
    assert words(found.a, found.names[0]) == ["graz"]


def test_the_rest_of_a_name_is_not_left():
    found = both("Manuel Valls praised the police of Brussels.",
                 "Valls praised the police of Brussels.")  # fmt: skip
    assert found.left == ((), ())


@pytest.mark.parametrize(
    ("a", "b", "differs"),
    [
        ("The pilot had been drinking.", "The pilot had not been drinking.", True),
        ("The pilot had not been drinking.", "The pilot hadn't been drinking.", False),
        ("The council approved the plan.", "The council failed to approve the plan.", True),
        ("The council approved the plan.", "The council approved a plan.", False),
    ],
)
def test_polarity_differs_where_only_one_denies(a, b, differs):
    assert both(a, b).polarity_differs is differs


def test_how_each_is_meant_is_known():
    found = both("The council approved the plan.", "The council may approve the plan.")
    assert found.kinds == (frozenset(), frozenset({"hedge"}))


def test_a_state_and_what_came_of_it_are_told_apart():
    found = both("The road to the airport is closed.", "The road to the airport has reopened.")
    assert [words(s, side) for s, side in zip((found.a, found.b), found.states, strict=True)] == [
        ["closed"],
        ["reopened"],
    ]
    assert found.later_state == 1


def test_an_exchanged_word_is_noticed():
    assert both("The blaze destroyed the roof of the old church.",
                "The blaze destroyed the organ of the old church.").replaced  # fmt: skip
    assert not both("The blaze destroyed the roof of the church.",
                    "The blaze destroyed the roof of the church on the hill.").replaced  # fmt: skip


PARTS = st.lists(
    st.sampled_from(
        ["the ferry", "sank", "off Tindalo", "on Monday", "12 people", "13 people", "not", "may",
         "Valls", "rose", "fell", "at 3 p.m.", "more than 40", "from 3 to 5 percent", "closed"]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)  # fmt: skip


@given(PARTS, PARTS)
def test_measures_lie_between_0_and_1_and_figures_are_paired_once(a, b):
    found = both(a, b)
    if found is None:
        return
    assert 0 <= found.similarity <= 1
    assert all(0 <= share <= 1 for share in found.covered)
    for side in (0, 1):
        taken = [pair[side] for pair in found.figures]
        assert len(taken) == len(set(taken))
    assert found.shared >= 0


@given(PARTS)
def test_a_sentence_beside_itself_has_nothing_left(text):
    found = both(text, text)
    if found is not None:
        assert found.similarity == 1
        assert found.covered == (1, 1)
        assert found.differing == []
        assert found.left == ((), ())
