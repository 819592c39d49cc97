import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm import Document, summarize
from multisumm.comparison.lexicon import OF_DEAD, OF_INJURED, OF_MISSING, fate_stems
from multisumm.comparison.statements import read_sentence
from multisumm.comparison.tolls import find_outdated, may_tell_tolls
from multisumm.model import Sentence
from multisumm.pipeline import posing
from multisumm.resources import data_names, read_data
from multisumm.text.terms import tabulate_terms

LANGUAGES = sorted(name.removesuffix(".json") for name in data_names("lexicon"))


def outdated(*told, language="en"):
    """Which of the sentences are outdated; each is (its document's day or None, text)."""
    days = dict.fromkeys(day for day, _ in told)
    numbers = {day: number for number, day in enumerate(days)}
    sentences = [
        Sentence(numbers[day], i, 0, len(text), text) for i, (day, text) in enumerate(told)
    ]
    return find_outdated(
        sentences,
        tabulate_terms([text for _, text in told], language=language),
        lambda i: read_sentence(told[i][1], language=language),
        language=language,
        days={number: day for day, number in numbers.items() if day},
    )


MONDAY, TUESDAY, WEDNESDAY = "2025-03-10", "2025-03-11", "2025-03-12"


def test_a_toll_that_a_later_day_raises_is_outdated():
    assert outdated(
        (MONDAY, "By the evening six people were dead."),
        (TUESDAY, "The blast killed 10 people, the inspectorate said."),
    ) == {0}


def test_those_missing_become_fewer():
    told = (MONDAY, "Two people are missing."), (TUESDAY, "Nobody is missing any longer.")
    assert outdated(*told) == {0}
    assert outdated((MONDAY, "Two people are missing."), (TUESDAY, "Five are missing.")) == set()


def test_a_later_and_lower_number_of_dead_counts_a_part_of_them():
    told = (MONDAY, "Six people were killed."), (TUESDAY, "Two of the dead were brothers.")
    assert outdated(*told) == set()


def test_only_the_toll_of_its_document_makes_a_sentence_outdated():
    assert (
        outdated(
            (MONDAY, "A fire in 2009 had killed 12 people."),
            (MONDAY, "The blast killed four people."),
            (TUESDAY, "The blast killed five people."),
        )
        == set()
    )


@pytest.mark.parametrize("day", [MONDAY, None])
def test_of_one_day_or_of_none_nothing_is_outdated(day):
    assert outdated((day, "Six people were dead."), (day, "Ten people were dead.")) == set()


def test_what_no_date_is_known_of_is_neither_outdated_nor_later():
    assert (
        outdated(
            (MONDAY, "Six people were dead."),
            (TUESDAY, "The port is closed."),
            (None, "Ten people were dead."),
        )
        == set()
    )


@pytest.mark.parametrize(
    ("language", "early", "late"),
    [
        ("de", "Bei dem Unglück starben sechs Menschen.", "Das Unglück hat zehn Tote gefordert."),
        ("fr", "Six personnes sont mortes.", "L'explosion a fait dix morts."),
        ("es", "Seis personas murieron.", "La explosión causó diez muertos."),
        ("it", "Sei persone sono morte.", "L'esplosione ha causato dieci morti."),
        ("zh", "事故造成6人死亡。", "事故已造成10人死亡。"),
    ],
)
def test_in_other_languages(language, early, late):
    assert outdated((MONDAY, early), (TUESDAY, late), language=language) == {0}


def test_an_irregular_form_tells_a_fate_too():
    assert fate_stems("en", frozenset([OF_DEAD])) >= {"kill", "die"}


def test_a_phrase_of_a_fate_is_known_by_its_longest_word():
    stems = fate_stems("en", frozenset([OF_MISSING]))
    assert "unaccount" in stems
    assert "for" not in stems


def test_phrases_with_a_word_in_common_are_known_by_it():
    stems = fate_stems("en", frozenset([OF_DEAD]))
    assert "life" in stems
    assert stems.isdisjoint(("claim", "cost", "leav"))  # claimed his life, left dead


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_beside_any_phrase_of_a_fate_may_be_a_toll(language):
    groups = json.loads(read_data(f"lexicon/{language}.json"))["fates"]
    for fate in (OF_DEAD, OF_INJURED, OF_MISSING):
        for phrase in groups[fate].split(", "):
            text = f"12 {phrase.removeprefix('=')} 12."
            one = Sentence(0, 0, 0, len(text), text, language)
            table = tabulate_terms([text], language=language)
            assert may_tell_tolls([one], table, language) == [0], text


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(2, 60)), min_size=1, max_size=12))
def test_outdated_is_what_some_later_day_exceeds(tolls):
    told = [
        (f"2025-03-0{day}-{n}", f"{count} people were dead.")
        for n, (day, count) in enumerate(tolls)
    ]
    found = outdated(*told)
    for i, (day, text) in enumerate(told):
        count = Fraction(text.split()[0])
        later = [Fraction(other.split()[0]) for when, other in told if when > day]
        assert (i in found) == any(one > count for one in later)


def test_a_summary_tells_the_last_toll_and_not_the_first():
    filler = "The harbour of Brannagh stayed closed and the mayor thanked all the helpers."
    documents = [
        Document("a", f"The blast in Brannagh killed six people. {filler}", date=MONDAY),
        Document("b", f"Six people were killed by the blast in Brannagh. {filler}", date=MONDAY),
        Document("c", "The number of dead has risen to ten in Brannagh harbour.", date=WEDNESDAY),
    ]
    text = summarize(documents, words=12).text
    assert "to ten" in text
    assert "six" not in text.casefold()


def test_only_coverage_asks_for_them(monkeypatch):
    asked = []
    monkeypatch.setattr(posing, "find_outdated", lambda *_, **__: asked.append(1) or frozenset())
    documents = [
        Document("a", "The blast in Brannagh killed six people.", date=MONDAY),
        Document("b", "The number of dead has risen to ten in Brannagh.", date=TUESDAY),
    ]
    for method in ("textrank", "lexrank", "centroid", "lead"):
        summarize(documents, words=12, method=method)
    summarize(documents, words=12, timeline=True)
    assert not asked
    summarize(documents, words=12)
    assert asked
