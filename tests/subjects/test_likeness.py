import numpy as np
import pytest

from multisumm.subjects.likeness import make_profiles, measure_likeness
from multisumm.text.terms import tabulate_terms


def likeness(*texts):
    table = tabulate_terms(texts, language="en")
    profiles = make_profiles(table, table.owners, len(texts), language="en")
    return measure_likeness(profiles, np.arange(len(texts)))


def test_it_is_the_cosine_of_weighted_content_words():
    found = likeness("The harbour burned", "harbour burned twice", "A library opened", "the of and")
    assert found == pytest.approx(found.T)
    assert found[0, 0] == pytest.approx(1)
    assert 0.5 < found[0, 1] < 1
    assert found[0, 2] == 0
    assert not found[3].any()


def test_words_that_any_news_has_count_little():
    police, harbour = "Police said on Monday: {}", "Harbour {}"
    common = likeness(police.format("harbour"), police.format("library"))[0, 1]
    assert 0 < common < 0.5 < likeness(harbour.format("fire"), harbour.format("again"))[0, 1]


def test_what_is_mentioned_often_counts_more():
    found = likeness("harbour harbour harbour library", "harbour mountain", "library mountain")
    assert found[0, 1] > found[0, 2] > 0


def test_no_text_has_no_likeness():
    assert likeness("", "").tolist() == [[0, 0], [0, 0]]
