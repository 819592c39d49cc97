"""The preset rouge-score is Google's package, to 1e-9."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer

from multisumm.rouge import rouge

NAMES = {f"rouge{n}": f"rouge-{n}" for n in (1, 2, 3, 9)}
NAMES |= {"rougeL": "rouge-l", "rougeLsum": "rouge-lsum"}
SCORERS = {stem: RougeScorer(list(NAMES), use_stemmer=stem) for stem in (False, True)}

WORDS = st.sampled_from(
    [
        "the",
        "The",
        "a",
        "of",
        "agreement",
        "agreements",
        "parliament",
        "running",
        "ran",
        "flies",
        "died",
        "skies",
        "sky",
        "news",
        "U.S.",
        "don't",
        "3.5",
        "geologically",
        "fully",
        "formally",
        "\u0130stanbul",
        "\u212aelvin",
        "naïve",
        "straße",
        "-",
        "…",
        "snake_case",
        "東京",
    ]
)
TEXT = st.one_of(
    st.lists(st.lists(WORDS, max_size=10).map(" ".join), max_size=4).map("\n".join),
    st.text(st.characters(codec="utf-8"), max_size=60),
)


def assert_equal(ours, theirs):
    for name, value in theirs.items():
        score = ours[NAMES[name]]
        found = (score.recall, score.precision, score.f1)
        assert found == pytest.approx((value.recall, value.precision, value.fmeasure), abs=1e-9)


@given(TEXT, TEXT.filter(str.strip), st.booleans())
@settings(derandomize=True, deadline=None, max_examples=120)
def test_one_reference_scores_the_same(candidate, reference, stem):
    ours = rouge(candidate, reference, metrics=[*NAMES.values()], preset="rouge-score", stem=stem)
    assert_equal(ours, SCORERS[stem].score(reference, candidate))


@given(TEXT, st.lists(TEXT.filter(str.strip), min_size=1, max_size=4), st.booleans())
@settings(derandomize=True, deadline=None, max_examples=60)
def test_the_best_of_several_references_is_the_same(candidate, references, stem):
    ours = rouge(candidate, references, metrics=[*NAMES.values()], preset="rouge-score", stem=stem)
    assert_equal(ours, SCORERS[stem].score_multi(references, candidate))
