import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.selection.concepts import extract_concepts
from multisumm.selection.quality import (
    MIN_DENSITY,
    SENTENCE_FEATURES,
    sentence_features,
    sentence_quality,
)
from multisumm.selection.ranking import binary_rows
from strategies import clusters, sentences_of, table_of

FLAT = dict.fromkeys(SENTENCE_FEATURES, 0.0)
ALIKE = {"word": 0.0, "log_spread": 0.0, "shared": 0.0}


def features_of(sentences):
    rows = sentence_features(sentences, table_of(sentences))
    return dict(zip(SENTENCE_FEATURES, rows.T, strict=True))


def quality_of(sentences, *, share=0.0, **coefficients):
    table = table_of(sentences)
    concepts = extract_concepts(sentences, table, coefficients=ALIKE)
    return sentence_quality(
        sentences, table, concepts, share=share, coefficients={**FLAT, **coefficients}
    )


def slow_similarities(sentences):
    """Sum of TextRank similarities to all others, pair by pair."""
    table = table_of(sentences)
    terms = [
        {t for t in table.tokens[a:b].tolist() if table.content[t]}
        for a, b in zip(table.starts, table.starts[1:], strict=False)
    ]

    def similarity(one, other):
        sizes = math.log(1 + max(len(one), 1)) * math.log(1 + max(len(other), 1))
        return len(one & other) / math.sqrt(sizes)

    return [
        sum(similarity(one, other) for j, other in enumerate(terms) if j != i)
        for i, one in enumerate(terms)
    ]


def test_features_of_two_documents_by_hand():
    # Content words: police, attack | bombs, injured | police, bombs.
    sentences = sentences_of(["The police attack.", "Bombs injured."], ["Police bombs."])
    found = features_of(sentences)
    assert found["log_position"] == pytest.approx([0, math.log(2), 0])
    assert found["log_words"] == pytest.approx([math.log(3), math.log(2), math.log(2)])
    assert found["function_words"] == pytest.approx([1 / 3, 0, 0])
    # The last shares a word with each of the others, those nothing with each other.
    assert found["log_similarity"] == pytest.approx(np.log([3 / 4, 3 / 4, 3 / 2]))


@given(clusters())
def test_similarity_is_that_of_the_slow_definition(sentences):
    sums = np.array(slow_similarities(sentences))
    mean = sums.mean() if len(sums) else 0.0
    expected = np.log(np.maximum(sums / mean if mean > 0 else np.ones(len(sums)), 1e-3))
    assert features_of(sentences)["log_similarity"] == pytest.approx(expected)


@given(clusters())
def test_features_are_finite_and_shares_are_shares(sentences):
    rows = sentence_features(sentences, table_of(sentences))
    assert rows.shape == (len(sentences), len(SENTENCE_FEATURES))
    assert np.isfinite(rows).all()
    share = features_of(sentences)["function_words"]
    assert ((share >= 0) & (share <= 1)).all()


@given(clusters(), st.floats(0, 1), st.floats(-2, 2))
def test_quality_is_above_nought_and_at_most_one(sentences, share, coefficient):
    quality = quality_of(sentences, share=share, function_words=coefficient, log_words=coefficient)
    assert quality.shape == (len(sentences),)
    assert ((quality > 0) & (quality <= 1)).all()
    assert not len(quality) or quality.max() == 1


def test_quality_is_the_exponential_of_features_and_coefficients():
    sentences = sentences_of(["Police attack.", "Police attack.", "Police attack."])
    quality = quality_of(sentences, log_position=-2.0)
    assert quality == pytest.approx([1, 2**-2, 3**-2])


def test_under_a_large_budget_a_sentence_counts_by_its_words_whatever_it_has_of_concepts():
    # As many concepts weigh a word in the first as in the second half as many.
    sentences = sentences_of(["Police attack Brussels airport.", "It was not the police attack."])
    table = table_of(sentences)
    concepts = extract_concepts(sentences, table, coefficients=ALIKE)
    values = concepts.sums() * quality_of(sentences, share=1.0)
    assert values / table.lengths == pytest.approx([values[0] / 4] * 2)
    halfway = quality_of(sentences, share=0.25) ** 2
    assert halfway == pytest.approx(quality_of(sentences, share=1.0))


def test_a_sentence_without_concepts_is_not_better_than_sparse_ones():
    sentences = sentences_of(["It was of the."] + ["Police attack Brussels airport."] * 4)
    quality = quality_of(sentences, share=1.0)
    assert quality[1] / quality[0] == pytest.approx(MIN_DENSITY)


def test_similarity_agrees_with_the_sparse_product():
    sentences = sentences_of(["Police attack Brussels.", "The police."], ["Bombs injured police."])
    table = table_of(sentences)
    rows = binary_rows(table).toarray()
    scaled = rows / np.sqrt(np.log1p(rows.sum(1)))[:, None]
    product = scaled @ scaled.T
    sums = product.sum(1) - np.diag(product)
    assert features_of(sentences)["log_similarity"] == pytest.approx(np.log(sums / sums.mean()))
