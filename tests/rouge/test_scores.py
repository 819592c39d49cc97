import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multisumm.errors import InputError, OptionError
from multisumm.rouge import (
    count_references,
    find_metric,
    make_settings,
    prepare,
    rouge,
    score_pooled,
    score_prepared,
)

METRICS = [
    "rouge-1",
    "rouge-2",
    "rouge-3",
    "rouge-l",
    "rouge-w-1.2",
    "rouge-s4",
    "rouge-su4",
    "rouge-su*",
]
WORD = st.sampled_from(["the", "cat", "sat", "on", "a", "mat", "dogs", "running", "3", "é"])
TEXT = st.lists(st.lists(WORD, max_size=8).map(" ".join), min_size=1, max_size=4).map("\n".join)
REFERENCE = TEXT.filter(str.strip)
PRESET = st.sampled_from(["rouge155", "rouge-score", "unicode"])


def parts(score):
    return score.recall, score.precision, score.f1


def test_the_example_of_the_paper():
    """Lin 2004, section 3.1: S2 and S3 share 3 and 2 words in order with S1, of 4."""
    reference = "police killed the gunman"
    for candidate, value in [("police kill the gunman", 0.75), ("the gunman kill police", 0.5)]:
        assert rouge(candidate, reference, metrics=["rouge-l"])["rouge-l"].f1 == value


def test_the_summary_level_example_of_the_paper():
    """Lin 2004, section 3.2: w1 w2 w3 w4 w5 against w1 w2 w6 w7 w8 and w1 w3 w8 w9 w5 gives 4/5."""
    scores = rouge("1 2 6 7 8\n1 3 8 9 5", "1 2 3 4 5", metrics=["rouge-l"])
    assert scores["rouge-l"].recall == 0.8


def test_the_weighted_example_of_the_paper_prefers_consecutive_matches():
    """Lin 2004, section 4: A B C D H I K is nearer to A B C D E F G than A H B K C I D is.

    The texts are exchanged here, because the original looks for gaps in the reference only.
    """
    first, second = (
        rouge("a b c d e f g", reference, metrics=["rouge-w-2", "rouge-l"])
        for reference in ("a b c d h i k", "a h b k c i d")
    )
    assert first["rouge-l"] == second["rouge-l"]
    assert first["rouge-w-2"].precision == round((16 / 49) ** 0.5, 5)
    assert second["rouge-w-2"].precision == round((4 / 49) ** 0.5, 5)


def test_identical_texts_have_a_weighted_recall_below_one_as_published():
    score = rouge("a b c d e f g h", "a b c d e f g h", metrics=["rouge-w-1.2"])["rouge-w-1.2"]
    assert parts(score) == (pytest.approx(0.660, abs=1e-3), 1.0, pytest.approx(0.795, abs=1e-3))


def test_identical_texts_of_one_word_have_no_skip_bigram_nor_unigram():
    assert rouge("word", "word", metrics=["rouge-su4"])["rouge-su4"].f1 == 0


def test_references_are_averaged_by_adding_up_counts():
    scores = rouge("a b", ["a", "a b c d"], metrics=["rouge-1"])
    assert parts(scores["rouge-1"]) == (0.6, 0.75, 0.66667)


def test_the_best_reference_is_best_by_recall_and_in_rouge_score_by_f1():
    candidate, references = "a b c d", ["a", "a b c x"]
    by_recall = rouge(candidate, references, metrics=["rouge-1"], references="best")
    by_f1 = rouge(candidate, references, metrics=["rouge-1"], preset="rouge-score")
    assert parts(by_recall["rouge-1"]) == (1.0, 0.25, 0.4)
    assert parts(by_f1["rouge-1"]) == (0.75, 0.75, 0.75)


def test_the_jackknife_is_the_mean_of_the_scores_without_each_reference():
    references = ["a b", "a x y z", "b"]
    for way in ("average", "best"):
        rest = [
            rouge(
                "a b c", references[:at] + references[at + 1 :], metrics=["rouge-1"], references=way
            )
            for at in range(3)
        ]
        score = rouge("a b c", references, metrics=["rouge-1"], references=f"jackknife-{way}")
        assert score["rouge-1"].recall == pytest.approx(sum(s["rouge-1"].recall for s in rest) / 3)
        assert score["rouge-1"].counts is None


def test_the_jackknife_of_one_reference_is_the_plain_score():
    plain = rouge("a b c", "a c", references="average")
    assert rouge("a b c", "a c", references="jackknife-average").values == plain.values


def test_alpha_weighs_precision():
    scores = [rouge("a b c d", "a", metrics=["rouge-1"], alpha=a)["rouge-1"] for a in (0, 0.5, 1)]
    assert [score.f1 for score in scores] == [1.0, 0.4, 0.25]


@given(
    TEXT, st.lists(REFERENCE, min_size=1, max_size=3), PRESET, st.sampled_from([0.0, 0.2, 0.5, 1.0])
)
@settings(derandomize=True, deadline=None)
def test_scores_are_between_0_and_1_and_f_between_recall_and_precision(
    candidate, references, preset, alpha
):
    scores = rouge(candidate, references, metrics=METRICS, preset=preset, alpha=alpha)
    for name in scores:
        recall, precision, f1 = parts(scores[name])
        assert 0 <= recall <= 1 + 1e-12
        assert 0 <= precision <= 1 + 1e-12
        assert min(recall, precision) - 1e-5 <= f1 <= max(recall, precision) + 1e-5


@given(REFERENCE, REFERENCE, PRESET)
@settings(derandomize=True, deadline=None)
def test_precision_is_the_recall_of_the_texts_exchanged(first, second, preset):
    """Not of L over several sentences, whose union is over the candidate's, nor of W."""
    first, second = first.replace("\n", " "), second.replace("\n", " ")
    names = [name for name in METRICS if "-w-" not in name]
    there = rouge(first, second, metrics=names, preset=preset)
    back = rouge(second, first, metrics=names, preset=preset)
    for name in names:
        assert there[name].precision == back[name].recall
        assert there[name].f1 == back[name].f1


@given(TEXT, st.lists(REFERENCE, min_size=2, max_size=4), PRESET)
@settings(derandomize=True, deadline=None)
def test_the_order_of_averaged_references_does_not_matter(candidate, references, preset):
    options = {"metrics": METRICS, "preset": preset, "references": "average"}
    there = rouge(candidate, references, **options)
    back = rouge(candidate, references[::-1], **options)
    for name in METRICS:
        assert parts(there[name]) == pytest.approx(parts(back[name]), abs=2e-5)


@given(REFERENCE, PRESET)
@settings(derandomize=True, deadline=None)
def test_a_text_is_its_own_best_summary(text, preset):
    scores = rouge(text, text, metrics=["rouge-1", "rouge-l"], preset=preset)
    tokens = prepare(text, make_settings(preset=preset)).tokens
    assert all(scores[name].f1 == (1 if tokens else 0) for name in scores)


def test_texts_prepared_once_give_the_same_scores():
    options = make_settings(stem=True)
    texts = [prepare(text, options) for text in ("dogs ran\nfast", "a dog ran", "cats")]
    scores = score_prepared(texts[0], texts[1:], METRICS, options)
    assert scores == rouge("dogs ran\nfast", ["a dog ran", "cats"], metrics=METRICS, stem=True)


def test_counts_of_several_candidates_add_up_to_a_micro_average():
    options, metric = make_settings(), find_metric("rouge-1")
    counts = [
        count_references(prepare(candidate, options), [prepare(reference, options)], metric)[0]
        for candidate, reference in [("a b", "a"), ("x", "y z")]
    ]
    assert parts(score_pooled(counts, metric, options)) == (0.33333, 0.33333, 0.33333)


@pytest.mark.parametrize("candidate", ["", "\n \n", "..."])
def test_an_empty_candidate_scores_0_and_is_reported(candidate):
    scores = rouge(candidate, "a reference", metrics=METRICS)
    assert all(parts(scores[name]) == (0, 0, 0) for name in METRICS)
    assert scores.warnings == (
        "the candidate has no tokens for the preset 'rouge155'; it scores 0",
    )


def test_an_empty_reference_is_an_error_that_names_it():
    with pytest.raises(InputError, match=r"^reference 2 of 2 is empty$"):
        rouge("a", ["b", " \n"])


@pytest.mark.parametrize("metric", ["rouge-1", "rouge-2", "rouge-l", "rouge-lsum"])
def test_an_empty_reference_scores_0_in_rouge_score_and_is_reported(metric):
    scores = rouge("a b", "", metrics=metric, preset="rouge-score")
    assert parts(scores[metric]) == (0, 0, 0)
    assert scores.warnings == ("reference 1 has no tokens for the preset 'rouge-score'",)
    both = rouge("a b", ["", "a b"], metrics=metric, preset="rouge-score")
    assert parts(both[metric]) == (1, 1, 1)


def test_a_reference_without_ascii_letters_scores_0_as_in_the_original_and_is_reported():
    scores = rouge("Москва", "Москва", metrics=METRICS)
    assert all(parts(scores[name]) == (0, 0, 0) for name in METRICS)
    assert scores.warnings[1] == "reference 1 has no tokens for the preset 'rouge155'"
    assert rouge("Москва", "Москва", metrics=["rouge-1"], preset="unicode")["rouge-1"].f1 == 1


def test_no_reference_is_an_error():
    with pytest.raises(InputError, match="no reference"):
        rouge("a", [])


def test_bytes_are_an_error():
    with pytest.raises(OptionError, match="must be a string, not bytes"):
        rouge(b"a", ["b"])


def test_a_metric_may_be_given_alone():
    assert list(rouge("a", "a", metrics="rouge-1")) == ["rouge-1"]
    assert len(rouge("a", "a")) == 4


def test_unicode_stems_by_language_and_leaves_languages_without_a_stemmer_alone():
    options = {"metrics": ["rouge-1"], "preset": "unicode", "stem": True}
    assert rouge("les chats", "le chat", language="fr", **options)["rouge-1"].f1 == 1
    assert rouge("les chats", "le chat", language="en", **options)["rouge-1"].f1 == 0.5
    chinese = rouge("東京", "東西", language="zh", **options)
    assert chinese["rouge-1"].f1 == 0.5
    assert "|stem:snowball-none|" in chinese.signature


def test_only_numpy_is_needed():
    code = (
        "import sys, multisumm.rouge; multisumm.rouge.rouge('dogs ran', 'a dog', stem=True);"
        "print([n for n in ('nltk', 'Stemmer', 'scipy', 'sklearn', 'sumy') if n in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
