"""The words for days of each language."""

import json
import re

import pytest

from labelled_dates import ROWS
from multisumm.comparison.statements import make_statement
from multisumm.resources import data_names, read_data
from multisumm.timeline.phrases import counts_from_today, load_day_phrases, may_name_day

RECORD = json.loads(read_data("told_days.json"))
LISTS = {name for record in RECORD.values() for name in record}


def named(text, language="en"):
    line = make_statement(text, language=language).line
    return [(one.unit, one.distance) for one in load_day_phrases(language).find_named(line)]


def test_every_language_of_the_comparisons_has_phrases():
    assert {f"{language}.json" for language in RECORD} == data_names("lexicon")


@pytest.mark.parametrize("language", RECORD)
def test_every_phrase_is_listed_once_in_its_list_and_is_short_enough(language):
    for name, phrases in RECORD[language].items():
        if isinstance(phrases, str) and phrases and name != "future":
            listed = phrases.split(", ")
            assert len(listed) == len({*listed}), name
    lists = load_day_phrases(language).lists
    phrases = [it for by_first in lists.values() for those in by_first.values() for it in those]
    assert all(len(phrase) <= 4 for phrase in phrases)


@pytest.mark.parametrize("language", RECORD)
def test_every_name_of_a_day_is_found_by_itself(language):
    for distance, group in RECORD[language]["days"].items():
        for phrase in group.split(", "):
            assert named(phrase, language) == [("days", int(distance))], phrase


def test_every_language_has_the_same_lists():
    optional = {"other", "spread", "future"}
    assert all(LISTS - optional <= record.keys() for record in RECORD.values())


def test_the_longest_phrase_counts():
    assert named("It was the day before yesterday.") == [("days", -2)]
    assert named("Three days ago it fell, and in two weeks it rises.") == [("days", -3)]
    assert named("Am Morgen kam er.", "de") == []
    assert named("Morgen kommt er.", "de") == [("days", 1)]


def test_counted_days_are_whole_and_few():
    assert named("It fell 2.5 days ago.") == [("unclear", 0)]
    assert named("It fell 61 days ago.") == [("unclear", 0)]
    assert named("It opens in 60 days.") == [("days_ahead", 60)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Yesterday, the bridge was closed.", "en"),
        ("The bridge was closed this morning.", "en"),
        ("Morgen wird die Brücke gesperrt.", "de"),
        ("Le pont sera fermé aujourd’hui.", "fr"),
        ("昨天，大桥关闭了。", "zh"),
    ],
)
def test_a_sentence_counts_from_its_own_day(text, language):
    assert counts_from_today(text, language=language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The bridge was closed on 5 May.", "en"),
        ("Yesterdays are gone.", "en"),
        ("Am Morgen wurde die Brücke gesperrt.", "de"),
        ("The bridge was closed yesterday.", "und"),
    ],
)
def test_a_sentence_does_not_count_from_its_own_day(text, language):
    assert not counts_from_today(text, language=language)


@pytest.mark.parametrize("language", RECORD)
def test_no_sentence_that_tells_a_day_is_ruled_out(language):
    for _, own, _, label, text in ROWS:
        if own == language and re.fullmatch(r"\d{4}-\d\d-\d\d", label):
            assert may_name_day(text, language=language), text


@pytest.mark.parametrize("language", RECORD)
def test_no_name_of_a_day_is_ruled_out(language):
    for group in RECORD[language]["days"].values():
        assert all(may_name_day(f"X {it.upper()}.", language=language) for it in group.split(", "))


@pytest.mark.parametrize(
    "text", ["The bridge is closed.", "It cost 3.5 million in 2024.", "In May it may open."]
)
def test_most_sentences_are_ruled_out(text):
    assert not may_name_day(text, language="en")
    assert not may_name_day("The bridge was closed on Tuesday.", language="und")
