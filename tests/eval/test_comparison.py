"""The table that sets multisumm beside sumy."""

from eval.accuracy.comparison import SYSTEMS, describe, keeping, share_found_once
from evaluation_data import task_of
from locations import SEEDS
from multisumm.evaluation.systems import BUILT_IN_SYSTEMS


def test_the_systems_are_known():
    assert {*SYSTEMS} <= {*BUILT_IN_SYSTEMS}


def test_a_sentence_that_stands_in_two_places_or_in_none_is_not_found_once():
    task = task_of("A cat sat. A dog ran.", "A dog ran. It rained.")
    assert (
        share_found_once([(task, ["A cat sat.", "A dog ran.", "A cat  sat.", "It rained."])]) == 0.5
    )


def test_summaries_are_kept_as_they_are_written():
    kept = []
    write = keeping(lambda task: ["It rained."], kept)
    task = task_of("It rained.")
    assert write(task) == ["It rained."]
    assert kept == [(task, ["It rained."])]


def test_a_set_has_a_row_for_each_system_and_the_time_of_the_first_is_one():
    text = describe("Ferry", SEEDS / "ferry", 9, systems=("coverage", "sumy-luhn"))
    title, _, *_, first, second = text.splitlines()
    assert title == "**Ferry, 1 cluster**"
    assert first.startswith("| coverage | ")
    assert first.endswith("| 1.0 |")
    assert second.startswith("| sumy-luhn | ")
