"""The measures of timelines, by hand."""

import pytest

from eval.accuracy.timelines import (
    SYSTEMS,
    agreement,
    by_all_documents,
    by_most_published,
    by_rules,
    concat,
    read_labelled,
    read_timeline,
    scores_of,
)
from labelled_dates import ROWS
from locations import SEEDS
from multisumm import Document

OURS = {"2025-06-02": "the ship struck a reef", "2025-06-03": "oil was seen"}
THEIRS = {"2025-06-02": "the ship hit a rock", "2025-06-04": "oil was seen"}


def test_words_count_in_agreement_only_on_their_day():
    assert concat(OURS, THEIRS, 1) == pytest.approx(2 * 6 / 16)
    assert agreement(OURS, THEIRS, 1) == pytest.approx(2 * 3 / 16)
    assert agreement(OURS, THEIRS, 2) == pytest.approx(2 * 1 / 12)
    assert scores_of(OURS, [THEIRS])[0] == pytest.approx(0.5)
    assert scores_of(OURS, [OURS]) == [1.0] * 5
    assert scores_of({}, [THEIRS]) == [0.0] * 5


def test_the_baselines_quote_leads_within_the_words():
    documents = [
        Document("a", "The ship struck a reef. It was dark.", date="2025-06-02"),
        Document("b", "The crew was saved by a boat. It was cold.", date="2025-06-03"),
        Document("c", "All of the crew is safe. It was late.", date="2025-06-03"),
    ]
    assert by_most_published(documents, 7) == {"2025-06-03": "The crew was saved by a boat."}
    assert by_all_documents(documents, 12) == {
        "2025-06-02": "The ship struck a reef.",
        "2025-06-03": "The crew was saved by a boat.",
    }


def test_the_timelines_of_the_seeds_have_a_time_in_each_line_in_order():
    paths = sorted(SEEDS.glob("*/timelines/*.txt"))
    assert {path.parent.parent.name for path in paths} == {"reef", "silo", "water"}
    for path in paths:
        timeline = read_timeline(path)
        assert [*timeline] == sorted(timeline)
        assert all(timeline.values())
        assert len(timeline) == len(path.read_text(encoding="utf-8").splitlines())


def test_the_labelled_sentences_are_those_of_the_tests():
    labelled = read_labelled()
    assert len(labelled) == len(ROWS)
    assert by_rules(labelled[0]) == labelled[0].label
    assert {*SYSTEMS} == {"multisumm", "most published", "all documents"}
