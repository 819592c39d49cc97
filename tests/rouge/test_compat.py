"""The stand-in gives what rouge-score gives, to the last bit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multisumm.errors import InputError, OptionError
from multisumm.rouge.compat import RougeScorer, ScoreTuple

TYPES = ["rouge1", "rouge2", "rouge3", "rouge9", "rougeL", "rougeLsum"]
WORDS = st.sampled_from(
    ["the", "The", "a", "of", "cat", "cats", "running", "ran", "fully", "skies", "sky", "news"]
) | st.sampled_from(
    ["U.S.", "don't", "3.5", "naïve", "a_b", "東京", "\u0130stanbul", "\u212aelvin"]
)
TEXTS = st.one_of(
    st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=5).map("\n".join),
    st.text(st.characters(codec="utf-8"), max_size=60),
)


class Characters:
    """A tokenizer whose tokens of a text are not those of its lines."""

    def tokenize(self, text):
        return list(text)


class Spaces:
    """A tokenizer with empty tokens."""

    def tokenize(self, text):
        return text.split(" ")


class Numbers:
    """A tokenizer whose tokens are not strings."""

    def tokenize(self, text):
        return [len(word) for word in text.split()]


def assert_same(targets, prediction, **options):
    theirs = pytest.importorskip("rouge_score.rouge_scorer").RougeScorer(TYPES, **options)
    ours = RougeScorer(TYPES, **options)
    for found, expected in (
        (ours.score(targets[0], prediction), theirs.score(targets[0], prediction)),
        (ours.score_multi(targets, prediction), theirs.score_multi(targets, prediction)),
    ):
        assert list(found) == list(expected)
        assert {name: tuple(score) for name, score in found.items()} == {
            name: tuple(score) for name, score in expected.items()
        }


@given(st.lists(TEXTS, min_size=1, max_size=3), TEXTS, st.booleans())
@settings(derandomize=True, deadline=None, max_examples=150)
def test_every_score_is_that_of_rouge_score(targets, prediction, stem):
    assert_same(targets, prediction, use_stemmer=stem)


@given(
    st.lists(TEXTS, min_size=1, max_size=3),
    TEXTS,
    st.sampled_from([Characters(), Spaces(), Numbers()]),
)
@settings(derandomize=True, deadline=None, max_examples=60)
def test_every_score_is_that_of_rouge_score_with_a_tokenizer_of_ones_own(
    targets, prediction, tokenizer
):
    assert_same(targets, prediction, tokenizer=tokenizer)


def test_a_pair_by_hand():
    scores = RougeScorer(["rouge1", "rouge2", "rougeL"]).score(
        "one two three", "one three two four"
    )
    assert scores == {
        "rouge1": pytest.approx((3 / 4, 3 / 3, 6 / 7)),
        "rouge2": (0, 0, 0),
        "rougeL": pytest.approx((2 / 4, 2 / 3, 4 / 7)),
    }
    assert ScoreTuple(*scores["rouge1"]).fmeasure == scores["rouge1"][2]


def test_sentences_are_lines_for_lsum_and_nothing_for_l():
    scorer = RougeScorer(["rougeL", "rougeLsum"])
    scores = scorer.score("a b\nc d", "c d\na b")
    assert scores["rougeL"] == (0.5, 0.5, 0.5)
    assert scores["rougeLsum"] == (1, 1, 1)


def test_the_stemmer_is_that_of_nltk_for_words_of_four_letters():
    scorer = RougeScorer(["rouge1"], use_stemmer=True)
    assert scorer.score("flies agreements", "fly agreement")["rouge1"].recall == 0.5
    assert scorer.score("running", "runs")["rouge1"].recall == 1
    assert scorer.score("ads", "ad")["rouge1"].recall == 0


@pytest.mark.parametrize(("target", "prediction"), [("", "one"), ("one", ""), ("", ""), ("-", "…")])
def test_a_text_without_tokens_scores_0(target, prediction):
    scores = RougeScorer(TYPES).score(target, prediction)
    assert set(scores.values()) == {(0, 0, 0)}


def test_the_best_target_is_that_of_each_type():
    scores = RougeScorer(["rouge1", "rouge2"]).score_multi(["c b a x", "a b y z w"], "a b c")
    assert scores["rouge1"].recall == 3 / 4
    assert scores["rouge2"].recall == 1 / 4


@pytest.mark.parametrize("name", ["rouge0", "rouge10", "rougeN", "rouge-1", "", None, 1])
def test_an_unknown_type_is_a_value_error(name):
    with pytest.raises(ValueError, match="ROUGE type"):
        RougeScorer(["rouge1", name])


def test_no_target_is_a_value_error():
    with pytest.raises(InputError, match="no target"):
        RougeScorer(["rouge1"]).score_multi([], "one")


@pytest.mark.parametrize("options", [{}, {"tokenizer": Characters()}])
def test_a_text_that_is_no_string_is_an_error_of_one_line(options):
    with pytest.raises(OptionError, match="a text must be a string"):
        RougeScorer(["rouge1"], **options).score(b"one", "one")


def test_sentences_are_split_by_nltk_if_asked(monkeypatch):
    nltk = pytest.importorskip("nltk")
    monkeypatch.setattr(nltk, "sent_tokenize", lambda text: text.split("|"))
    scorer = RougeScorer(["rougeLsum"], split_summaries=True)
    assert scorer.score("a b|c d", "c d|a b")["rougeLsum"] == (1, 1, 1)


def test_without_the_data_of_nltk_the_error_says_what_to_do(monkeypatch):
    nltk = pytest.importorskip("nltk")

    def missing(text):
        raise LookupError("a page of text")

    monkeypatch.setattr(nltk, "sent_tokenize", missing)
    with pytest.raises(OptionError, match=r"nltk\.downloader punkt_tab"):
        RougeScorer(["rougeLsum"], split_summaries=True).score("a", "b")


def test_the_aggregator_of_rouge_score_takes_the_scores():
    scoring = pytest.importorskip("rouge_score.scoring")
    aggregator = scoring.BootstrapAggregator(n_samples=10)
    aggregator.add_scores(RougeScorer(["rouge1"]).score("one two", "one two"))
    assert aggregator.aggregate()["rouge1"].mid == (1, 1, 1)
