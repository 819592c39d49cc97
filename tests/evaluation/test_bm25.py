from dataclasses import replace
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation_data import FIRST, SECOND, task_of
from multisumm.errors import OptionError
from multisumm.evaluation.bm25 import bm25_scores
from multisumm.evaluation.plan import scoring
from multisumm.evaluation.systems import make_systems, write_bm25
from multisumm.text.tokens import stem_words, tokenize

K1, B = 1.2, 0.75
TEXTS = ["Dam broke.", "The dam, the dam of Arlo held.", "Rain fell on Arlo."]


def test_scores_are_those_of_the_formula():
    # "dam" is in 2 of 3 texts, "the" in 1; the texts have 2, 7 and 4 words.
    dam, the = log(1 + (3 - 2 + 0.5) / (2 + 0.5)), log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    norms = [K1 * (1 - B + B * length / (13 / 3)) for length in (2, 7, 4)]
    expected = [dam * 1 / (1 + norms[0]), (dam + the) * 2 / (2 + norms[1]), 0]
    assert bm25_scores("What are the dams?", TEXTS, language="en") == pytest.approx(expected)


def slow_scores(query, texts):
    """The same by the definition, a text and a term at a time."""
    rows = [stem_words(tokenize(text, language="en"), "en") for text in texts]
    asked = {*stem_words(tokenize(query, language="en"), "en")}
    mean = max(1, sum(map(len, rows)) / len(rows)) if rows else 1
    scores = []
    for row in rows:
        score = 0.0
        for term in sorted(asked):
            having = sum(term in other for other in rows)
            count = row.count(term)
            weight = log(1 + (len(rows) - having + 0.5) / (having + 0.5))
            score += weight * count / (count + K1 * (1 - B + B * len(row) / mean))
        scores.append(score)
    return scores


@given(
    st.lists(st.sampled_from(["dam", "dams", "broke", "the", "of", "rain", "arlo"]), max_size=5),
    st.lists(
        st.lists(st.sampled_from(["dam", "breaks", "the", "rain", "ferry"]), max_size=6), max_size=5
    ),
)
def test_scores_are_those_of_a_slow_definition(query, texts):
    texts = [" ".join(words) for words in texts]
    expected = slow_scores(" ".join(query), texts)
    assert bm25_scores(" ".join(query), texts, language="en") == pytest.approx(expected)


@pytest.mark.parametrize("query", ["", "what if", "Zeppelin"])
def test_a_query_without_a_word_of_the_texts_gives_zeros(query):
    assert np.array_equal(bm25_scores(query, TEXTS, language="en"), [0, 0, 0])
    assert bm25_scores(query, [], language="en").shape == (0,)


def test_the_nearest_sentences_that_fit_are_taken_in_the_order_of_the_sources():
    task = replace(
        task_of(FIRST, SECOND, words=22), query="When will there be a ferry and repairs?"
    )
    assert write_bm25(task) == (
        "The mayor said that repairs would take six weeks.",
        "A ferry is to carry people over the river until then.",
    )
    assert write_bm25(replace(task, query="Zeppelins?")) == ()


def test_equal_scores_go_to_the_earlier_sentence():
    task = task_of("The dam of Arlo broke.", "The dam of Berg broke.", words=6)
    assert write_bm25(replace(task, query="dam")) == ("The dam of Arlo broke.",)


def test_a_cluster_without_a_query_is_named():
    with pytest.raises(OptionError) as caught:
        make_systems(["bm25"], [task_of(FIRST)], seed=1, settings_of=scoring("unicode", stem=True))
    assert str(caught.value) == "bm25 needs a query, and the cluster 'bridge' has none"
