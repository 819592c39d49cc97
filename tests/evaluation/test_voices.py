from math import isnan

import pytest

from evaluation_data import task_of
from multisumm.evaluation.voices import measure_outvoted, read_voices

MOST = "The manifest of the ferry listed 214 people on Monday."
FEW = "The manifest of the ferry listed 241 people on Monday."
OTHER = {
    "a": "Divers found the wreck near the harbour of Tindalo at noon.",
    "b": "The owner of the line refused to comment on the safety rules.",
    "c": "Families waited for news outside the town hall all through the night.",
}


def voices_of(*texts):
    return read_voices(task_of(*texts))


@pytest.fixture
def three():
    """Two sources that tell one number, and one that tells another."""
    said = zip((MOST, MOST, FEW), OTHER.values(), strict=True)
    return voices_of(*(f"{one} {other}" for one, other in said))


def test_a_statement_that_more_sources_contradict_than_make_is_outvoted(three):
    assert measure_outvoted([FEW], three) == 1.0
    assert measure_outvoted([MOST], three) == 0.0
    assert measure_outvoted([MOST, FEW, OTHER["a"]], three) == pytest.approx(1 / 3)


def test_equal_numbers_of_sources_are_no_majority():
    voices = voices_of(f"{MOST} {OTHER['a']}", f"{FEW} {OTHER['b']}")
    assert measure_outvoted([FEW, MOST], voices) == 0.0


def test_a_text_that_no_source_has_needs_one_against_it():
    voices = voices_of(f"{MOST} {OTHER['a']}", OTHER["b"])
    assert measure_outvoted([FEW], voices) == 1.0


def test_documents_that_share_their_text_are_one_voice():
    agency = f"{MOST} {' '.join(OTHER.values())}"
    voices = voices_of(agency, f"{agency} Read on.", f"{FEW} {OTHER['a'][:30]} again.")
    assert voices.families[0] == voices.families[1] != voices.families[2]
    assert measure_outvoted([FEW], voices) == 0.0


def test_what_a_later_report_tells_is_no_contradiction():
    older = [f"{day} October 2019\n\n{MOST} {OTHER[name]}" for day, name in ((7, "a"), (8, "b"))]
    voices = voices_of(*older, f"9 October 2019\n\n{FEW} {OTHER['c']}")
    assert sorted(voices.days.values()) == ["2019-10-07", "2019-10-08", "2019-10-09"]
    assert measure_outvoted([FEW], voices) == 0.0


def test_an_empty_summary_has_no_share_and_empty_sources_contradict_nothing(three):
    assert isnan(measure_outvoted([], three))
    assert measure_outvoted([FEW], voices_of("", " ")) == 0.0
