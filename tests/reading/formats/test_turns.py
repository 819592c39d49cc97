import pytest

from multisumm.reading.formats.turns import Turn, format_turns, join_speech, only_day


def test_a_turn_without_a_name_is_its_words():
    assert format_turns([Turn("", "A.\nB."), Turn("Ana", "C.")]) == "A.\nB.\n\nAna: C.\n"


def test_what_one_speaker_says_in_pieces_is_joined():
    turns = [Turn("Ana", "We need"), Turn("Ana", "to go."), Turn("Ben", "No."), Turn("Ana", "Yes.")]
    assert join_speech(turns) == [
        Turn("Ana", "We need to go."),
        Turn("Ben", "No."),
        Turn("Ana", "Yes."),
    ]


@pytest.mark.parametrize(
    ("days", "day"),
    [
        (["04.03.24", "04.03.24"], "2024-03-04"),
        (["2024-03-04"], "2024-03-04"),
        (["25/3/2024"], "2024-03-25"),
        (["3/25/24"], "2024-03-25"),
        (["3/4/24"], None),
        (["04.03.24", "05.03.24"], None),
        (["32.13.2024"], None),
        (["4-Mar-24"], None),
        ([], None),
    ],
)
def test_the_day_is_that_of_all_turns_if_the_order_of_its_numbers_is_certain(days, day):
    assert only_day(days) == day
