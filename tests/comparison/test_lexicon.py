import json
import re
from fractions import Fraction
from itertools import combinations

import pytest

from multisumm.comparison.lexicon import OPERATORS, all_phrases, load_lexicon, read_words
from multisumm.comparison.words import split_words
from multisumm.resources import data_names, read_data

LANGUAGES = ("ar", "cs", "de", "el", "en", "es", "fr", "it", "pt", "ru", "zh")
LISTS = {
    *OPERATORS, "not_negation", "saying", "that", "change", "trifles", "passive", "am", "pm",
    "age", "and_half", "minus", "contests", "levels", "rebuttal", "numbered",
    "prefixes", "none", "retraction", "until", "exceptive", "converse", "relational",
    "light", "persons", "universal", "partial", "only", "both", "further", "undoing", "statistic",
    "implicative", "sums", "regions", "others", "since", "reasons", "pictures", "phone_numbers",
}  # fmt: skip
GROUPS = {"months", "weekdays", "units", "synonyms", "day_parts", "fates", "genders"}
PAIRS = {"opposites", "later", "alternatives"}
VALUES = {"times", "scales", "number_words"}
COMPARATORS = {">", "<", ">=", "<=", "~"}


def record_of(language):
    return json.loads(read_data(f"lexicon/{language}.json"))


def phrases_of(group):
    return group.split(", ")


def read(text, language="en"):
    return read_words(split_words(text, language), language)


def tags_of(text, language="en"):
    """The lists of the phrases that begin at each word."""
    return [[tag.list for tag in tags] for tags in read(text, language).tags]


def test_there_is_a_lexicon_for_each_of_eleven_languages():
    assert data_names("lexicon") == {f"{language}.json" for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lexicon_has_every_list_and_no_other(language):
    expected = LISTS | GROUPS | PAIRS | VALUES | {"comparators", "irregular"}
    assert record_of(language).keys() == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_has_words_and_no_blanks_around_it(language):
    record = record_of(language)
    phrases = [phrase for name in LISTS for phrase in record[name]]
    phrases += [phrase for name in GROUPS for group in record[name] for phrase in phrases_of(group)]
    phrases += [phrase for name in PAIRS for pair in record[name] for group in pair
                for phrase in phrases_of(group)]  # fmt: skip
    phrases += [phrase for name in VALUES for phrase in record[name]]
    phrases += [phrase for group in record["comparators"].values() for phrase in group]
    phrases += [form for pair in record["irregular"].items() for form in pair]
    for phrase in phrases:
        assert phrase == phrase.strip()
        assert "  " not in phrase
        assert split_words(phrase.removeprefix("="), language), phrase


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_is_its_own_opposite(language):
    """Also by its stem, unless both sides ask for their very forms."""

    def key(phrase):
        return phrase if phrase.startswith("=") else read(phrase, language).stems

    for name in PAIRS:
        for pair in record_of(language)[name]:
            assert len(pair) == 2 or (len(pair) > 2 and name != "later")
            for first, second in combinations(pair, 2):
                own, other = ({key(phrase) for phrase in phrases_of(g)} for g in (first, second))
                assert not own & other, pair


def test_each_of_several_opposites_rivals_all_others():
    white, black, red = (read(colour).tags[0][0] for colour in ("white", "black", "red"))
    assert white.keys < black.rivals & red.rivals
    assert black.keys < white.rivals & red.rivals
    assert not white.keys & white.rivals


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_listed_twice(language):
    record = record_of(language)
    for name in LISTS | GROUPS:
        assert len(record[name]) == len(set(record[name])), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_weekdays_and_values_are_complete_and_readable(language):
    record = record_of(language)
    assert (len(record["months"]), len(record["weekdays"])) == (12, 7)
    assert record["comparators"].keys() == COMPARATORS
    assert all(Fraction(value) > 0 for value in record["scales"].values())
    assert all(Fraction(value) >= 0 for value in record["number_words"].values())
    for time in record["times"].values():
        assert re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", time)


@pytest.mark.parametrize("language", LANGUAGES)
def test_small_numbers_are_known_in_words(language):
    words = json.loads(read_data("number_words.json")).get(language, {})
    words = {**words, **record_of(language)["number_words"]}
    known = {Fraction(value) for value in words.values()}
    missing = {n for n in range(2, 11) if n not in known}
    assert missing == ({9} if language == "fr" else set())  # `neuf` is also new


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_knows_how_to_deny_hedge_plan_and_report(language):
    record = record_of(language)
    for name in ("negation", "hedge", "claim", "plan", "condition", "saying", "opposites"):
        assert len(record[name]) >= 3, name


def test_phrases_are_found_by_their_stems_the_longest_first():
    assert tags_of("He failed to resign")[1][:1] == ["failure"]
    assert "failure" in tags_of("failing to resign")[0]
    assert read("at least").tags[0][0].length == 2


def test_irregular_forms_are_taken_to_their_base():
    assert read("wrote writes").stems == ("write", "write")


def test_an_equals_sign_asks_for_the_very_form():
    assert "hedge" in tags_of("=likely".removeprefix("="))[0]
    assert "hedge" not in tags_of("likes")[0]


def test_a_pair_tells_its_sides_apart():
    entries = [
        {tag.entry for tag in tags if tag.list == "opposites"} for tags in read("rose fell").tags
    ]
    assert (0, 0) in entries[0]
    assert (0, 1) in entries[1]


def test_a_language_without_a_lexicon_has_only_its_words_for_numbers():
    lexicon = load_lexicon("xx")
    assert (lexicon.phrases, lexicon.forms, lexicon.irregular, lexicon.prefixes) == ({}, {}, {}, ())
    dutch = load_lexicon("nl")
    lists = {tag.list for _, tag in all_phrases(dutch.phrases)}
    assert lists <= {"number_words"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_figures_are_complete_and_readable(language):
    figures = json.loads(read_data("figure_words.json"))[language]
    units = [group.split(", ")[0] for group in record_of(language)["units"] + figures["units"]]
    assert len(figures["ordinals"]) >= 10
    assert all(Fraction(value) > 0 for value in figures["frequencies"].values())
    assert "duration" in figures["measures"]
    for factors in figures["measures"].values():
        assert factors.keys() <= set(units)
        assert all(Fraction(factor) > 0 for factor in factors.values())


@pytest.mark.parametrize(
    ("language", "rises", "falls"),
    [
        ("ar", "ارتفع", "انخفض"), ("cs", "vzrostl", "klesl"), ("de", "stieg", "sank"),
        ("el", "αυξήθηκε", "μειώθηκε"), ("en", "rose", "fell"), ("es", "subió", "bajó"),
        ("fr", "augmenté", "baissé"), ("it", "salito", "sceso"), ("pt", "subiu", "caiu"),
        ("ru", "вырос", "упал"), ("zh", "上升", "下降"),
    ],
)  # fmt: skip
def test_the_first_opposites_are_rising_and_falling(language, rises, falls):
    for side, word in enumerate((rises, falls)):
        tags = read(word, language).tags[0]
        assert (0, side) in [tag.entry for tag in tags if tag.list == "opposites"], word


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_figures_are_lists_of_their_own_but_for_units(language):
    record, figures = record_of(language), json.loads(read_data("figure_words.json"))[language]
    english = json.loads(read_data("figure_words.json"))["en"]
    assert figures.keys() <= english.keys()
    assert record.keys() & figures.keys() <= {"units"}
