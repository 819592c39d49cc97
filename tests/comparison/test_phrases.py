"""A look at a text that rules out most phrases of the lexicon."""

import json

import pytest

from multisumm.comparison.phrases import may_have
from multisumm.resources import data_names, read_data

LANGUAGES = sorted(name.removesuffix(".json") for name in data_names("lexicon"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("listed", ["rebuttal", "retraction", "saying"])
def test_no_phrase_of_a_list_is_ruled_out(listed, language):
    phrases = json.loads(read_data(f"lexicon/{language}.json")).get(listed, ())
    for phrase in phrases:
        assert may_have(listed, f"Abc {phrase.removeprefix('=').upper()} xyz.", language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("listed", ["months", "weekdays"])
def test_no_name_of_a_month_or_a_day_is_ruled_out(listed, language):
    groups = json.loads(read_data(f"lexicon/{language}.json")).get(listed, ())
    for name in ", ".join(groups).split(", "):
        assert may_have(listed, f"Abc {name.removeprefix('=').title()} xyz.", language), name


def test_short_names_are_not_cut():
    assert may_have("weekdays", "It opens on Tue, 4 March.", "en")
    assert not may_have("weekdays", "Then we met two of the men at home.", "en")


def test_an_irregular_form_is_not_ruled_out():
    assert may_have("retraction", "We took this back.", "en")


def test_a_word_inside_another_is_ruled_out():
    assert not may_have("rebuttal", "The president was identified on Monday.", "en")
    assert may_have("rebuttal", "The president – denied it – on Monday.", "en")


def test_other_texts_are_ruled_out():
    assert not may_have("retraction", "It rained on Monday.", "en")
