from math import isclose, isnan, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation_data import FIRST, SECOND, task_of
from multisumm.evaluation.measures import (
    MEASURES,
    closeness,
    longest_matches,
    measure,
    overlaps,
    repeated,
    tabulate_sources,
)

WORDS = st.lists(st.sampled_from("abc"), max_size=12)
SENTENCES = st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=6), max_size=5)


def sources_of(*texts):
    return tabulate_sources(task_of(*texts))


def words_of(*sentences):
    return [tuple(sentence.split()) for sentence in sentences]


def slow_matches(words, documents):
    """The longest run from each place that a document has, by trying them all."""
    texts = [f" {' '.join(document)} " for document in documents]
    return [
        max(
            (
                end - start
                for end in range(start + 1, len(words) + 1)
                if any(f" {' '.join(words[start:end])} " in text for text in texts)
            ),
            default=0,
        )
        for start in range(len(words))
    ]


def test_coverage_density_and_compression_as_in_the_paper():
    # Fragments: "the cat sat" (3) and "mat" (1) of 5 words; "rug" is in no source.
    sources = sources_of("The cat sat on a mat.", "It slept.")
    found = closeness(words_of("the cat sat rug mat"), sources)
    assert found["coverage"] == 4 / 5
    assert found["density"] == (9 + 1) / 5
    assert found["compression"] == 8 / 5
    assert found["novel-1"] == 1 / 5
    assert found["novel-2"] == 2 / 4
    assert found["novel-3"] == 2 / 3
    assert found["novel-4"] == 1


def test_a_fragment_ends_where_its_document_ends():
    sources = sources_of("one two", "three four")
    assert longest_matches(["one", "two", "three", "four"], sources) == [2, 1, 2, 1]


@given(WORDS, st.lists(WORDS, min_size=1, max_size=3))
def test_matches_are_those_of_the_slow_definition(words, documents):
    sources = sources_of(*map(" ".join, documents))
    assert longest_matches(words, sources) == slow_matches(words, documents)


@given(SENTENCES)
def test_overlaps_are_those_of_the_slow_definition(sentences):
    sets = [set(sentence) for sentence in sentences]
    pairs = [len(a & b) / len(a | b) for index, a in enumerate(sets) for b in sets[:index]] or [0.0]
    largest, mean = overlaps([tuple(sentence) for sentence in sentences])
    assert largest == max(pairs)
    assert isclose(mean, sum(pairs) / len(pairs), abs_tol=1e-12)


def test_repetition_is_counted_within_sentences():
    assert repeated(words_of("a b a b", "b a"), 2) == 1 - 2 / 4
    assert repeated(words_of("a", "b"), 2) == 0


def test_measures_of_an_extract_by_hand():
    # 9 words of the first document, 11 of the second.
    sentences = [
        "The old bridge over the river was closed on Monday.",
        "Cracks were found in the bridge by engineers of the city.",
    ]
    task = task_of(FIRST, SECOND, words=21)
    found = measure(sentences, task, tabulate_sources(task))
    assert tuple(found) == MEASURES
    assert found["words"] == 21
    assert found["within-budget"] == 1
    assert found["coverage"] == 1
    assert found["exact-quotes"] == 1
    assert [found[f"novel-{n}"] for n in (1, 2, 3, 4)] == [0, 0, 0, 0]
    assert found["overlap-max"] == found["overlap-mean"] == 2 / (9 + 10 - 2)
    shares = (10 / 21, 11 / 21)
    assert isclose(found["balance"], -sum(p * log(p) for p in shares) / log(2))


def test_a_budget_that_is_not_kept_and_a_quote_that_is_not_exact():
    task = task_of(FIRST, SECOND, words=3)
    found = measure(
        ["The old bridge over\nthe river", "A new bridge"], task, tabulate_sources(task)
    )
    assert found["within-budget"] == 0
    assert found["exact-quotes"] == 0.5  # white space does not count, words do


@pytest.mark.parametrize("sentences", [[], ["..."]])
def test_an_empty_summary_has_no_closeness(sentences):
    task = task_of(FIRST)
    found = measure(sentences, task, tabulate_sources(task))
    assert isnan(found["coverage"])
    assert isnan(found["balance"])
    assert found["overlap-max"] == 0


def test_a_summary_from_one_source_has_no_balance_and_one_from_none_is_left_out():
    task = task_of("a b c d", "e f g h")
    sources = tabulate_sources(task)
    assert measure(["a b c"], task, sources)["balance"] == 0
    assert measure(["a b", "e f"], task, sources)["balance"] == 1
    assert measure(["a b x", "e f y", "z z"], task, sources)["balance"] == 1
    assert isnan(measure(["z y x"], task, sources)["balance"])


@given(SENTENCES, SENTENCES)
def test_measures_are_in_their_ranges(summary, document):
    task = task_of(*[" ".join(sentence) for sentence in document] or ["x"])
    found = measure([" ".join(sentence) for sentence in summary], task, tabulate_sources(task))
    for name, value in found.items():
        assert isnan(value) or value >= 0
        if name not in ("words", "density", "compression"):
            assert isnan(value) or value <= 1 + 1e-12
    assert isnan(found["density"]) or found["density"] >= found["coverage"] ** 2
