import json
from dataclasses import fields

import pytest

from multisumm.comparison.small_words import SmallWords, small_words
from multisumm.comparison.statements import make_statement
from multisumm.comparison.words import split_words
from multisumm.resources import data_names, read_data

RECORDS = json.loads(read_data("small_words.json"))


def test_every_language_with_a_lexicon_has_small_words():
    assert {f"{language}.json" for language in RECORDS} == data_names("lexicon")


@pytest.mark.parametrize("language", RECORDS)
def test_each_list_is_known_and_nothing_is_listed_twice(language):
    record = RECORDS[language]
    assert record.keys() == {field.name for field in fields(SmallWords)}
    assert len(record["way"]) in (0, 2)
    for name, words in record.items():
        assert len(words) == len(set(words)), name


@pytest.mark.parametrize("language", RECORDS)
def test_small_words_are_written_as_words_are_compared(language):
    for field in fields(SmallWords):
        words = getattr(small_words(language), field.name)
        if not field.name.endswith("endings"):
            assert [word.text for one in words for word in split_words(one, language)] == [*words]


def test_a_language_without_a_list_has_none():
    assert small_words("xx") == SmallWords()


@pytest.mark.parametrize(
    ("language", "text", "role"),
    [
        ("en", "The rate rose to 5 percent.", "to"),
        ("en", "The shop has a 5 percent discount.", ""),
        ("fr", "Le séisme a fait 45 morts.", ""),
        ("fr", "Le taux est passé à 5 pour cent.", "to"),
        ("es", "El precio subió a 5 euros.", "to"),
        ("pt", "O preço da 5 é alto.", ""),
        ("it", "Il prezzo è salito da 3 euro.", "from"),
    ],
)
def test_a_word_leads_an_end_only_in_its_own_language(language, text, role):
    [one] = make_statement(text, language=language).quantities
    assert one.role == role
