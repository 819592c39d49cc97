from dataclasses import fields, replace
from itertools import chain
from unittest.mock import patch

import numpy as np
import pytest

from eval.experiments import choosing, comparing
from eval.experiments.choosing import REDUNDANCY, choose
from eval.experiments.comparing import MEAN, compare
from eval.experiments.definitions import EXPERIMENTS, KNOWN
from eval.experiments.exact import choose_exactly
from eval.experiments.examples import make_example
from eval.experiments.features import CONCEPT_COLUMNS, SENTENCE_COLUMNS
from eval.experiments.fitting import ESTIMATORS, concept_rows, sentence_rows
from eval.experiments.page import SHOWN
from eval.experiments.running import jobs_of, unnamed
from eval.experiments.sets import COLUMNS, FILES, MEASURES, SETS, File
from eval.experiments.variants import BEFORE, DEFAULT, Variant
from locations import SEEDS
from multisumm import summarize
from multisumm.reading import read_clusters
from multisumm.selection import coverage
from multisumm.selection.concepts import CONCEPT_FEATURES
from multisumm.selection.coverage import select_by_coverage
from multisumm.selection.quality import SENTENCE_FEATURES
from multisumm.selection.ranking import RANKINGS
from multisumm.selection.sumy import SUMY_METHODS
from multisumm.selection.weights import load_weights
from strategies import problem_of

VARIANTS = [*chain.from_iterable(experiment.variants for experiment in EXPERIMENTS), *KNOWN]
CHOICES = {
    "concepts": {"both", "words", "bigrams", "names"},
    "concept_model": {*ESTIMATORS, "known", "none"},
    "sentence_model": {*ESTIMATORS, "known", "none"},
    "search": {"exchanges", "greedy", "exact"},
    "redundancy": set(REDUNDANCY),
    "ranking": {"", *RANKINGS, *SUMY_METHODS},
    "consensus": {"closest", "votes"},
}


@pytest.fixture(scope="module")
def example():
    cluster = next(each for each in read_clusters(str(SEEDS)) if each.id == "ferry")
    undated = tuple(replace(document, date=None) for document in cluster.documents)
    cluster = replace(cluster, documents=undated)  # experiments do not order by dates
    return make_example((0, cluster, "en"), file=File("ferry", "", "news", words=60))


def test_experiments_and_the_variants_of_each_have_names_of_their_own():
    names = [experiment.name for experiment in EXPERIMENTS]
    assert len(set(names)) == len(names)
    for experiment in EXPERIMENTS:
        names = ["default", *(variant.name for variant in experiment.variants)]
        assert len(set(names)) == len(names), experiment.name


def test_every_experiment_has_a_conclusion_and_shows_known_measures():
    for experiment in EXPERIMENTS:
        assert experiment.about.endswith(".")
        assert experiment.conclusion.endswith(".")
        assert set(experiment.shown) <= set(SHOWN) & set(MEASURES)


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_variants_name_only_features_and_models_that_exist(variant):
    assert set(variant.concept_features) <= set(CONCEPT_COLUMNS)
    assert set(variant.sentence_features) <= set(SENTENCE_COLUMNS)
    assert set(variant.files) <= {file.name for file in FILES if file.trained}
    assert all(getattr(variant, name) in known for name, known in CHOICES.items())
    if variant.fixed:
        assert {name for name, _ in variant.fixed} == set(variant.concept_features)


def test_every_variant_differs_from_the_default():
    assert all(unnamed(variant) != unnamed(DEFAULT) for variant in VARIANTS)


def test_every_field_of_a_variant_is_varied():
    varied = {
        field.name
        for field in fields(Variant)
        for variant in VARIANTS
        if getattr(variant, field.name) != getattr(DEFAULT, field.name)
    }
    assert varied == {field.name for field in fields(Variant)}


def test_sets_are_of_files_and_columns_of_sets():
    assert {test_set.file for test_set in SETS} <= {file.name for file in FILES}
    assert list(chain.from_iterable(COLUMNS.values())) == [test_set.name for test_set in SETS]


def test_equal_variants_run_once_and_untrained_ones_in_one_mode():
    jobs = jobs_of([DEFAULT, Variant("the same"), BEFORE])
    assert jobs == [(DEFAULT, "folds"), (DEFAULT, "kinds"), (BEFORE, "folds")]


def test_an_example_has_every_column_and_every_target(example):
    assert example.sentences.shape == (len(example.pool), len(SENTENCE_COLUMNS))
    assert example.concepts.shape == (len(example.single), len(CONCEPT_COLUMNS))
    assert set(example.shares) == {variant.concept_target for variant in VARIANTS}
    assert set(example.precision) == {variant.sentence_target for variant in VARIANTS}
    assert np.isfinite(example.sentences).all()
    assert np.isfinite(example.concepts).all()


@pytest.mark.parametrize("words", [25, 60, 200, 1000])
def test_the_default_is_the_configuration_of_the_package(example, words):
    weights = load_weights()
    concept = np.array([weights.concept[name] for name in CONCEPT_FEATURES])
    sentence = np.array([weights.sentence[name] for name in SENTENCE_FEATURES])
    of_concepts = concept_rows(example, CONCEPT_FEATURES) @ concept
    of_concepts -= np.log(DEFAULT.word_share) * example.single  # the variant puts it there itself
    of_sentences = sentence_rows(example, SENTENCE_FEATURES) @ sentence / DEFAULT.sharpness
    with (
        patch.object(choosing, "expected_of_concepts", return_value=of_concepts),
        patch.object(choosing, "expected_of_sentences", return_value=of_sentences),
    ):
        picked = choose(DEFAULT, example, words, 0).picked
    summary = summarize(example.documents, words=words, language="en")
    assert [example.pool[i].text for i in picked] == [
        sentence.text for sentence in summary.sentences
    ]


def test_greedy_is_misled_and_the_exact_choice_is_not():
    # The first tells 6, the others 5 and 4, each at half the budget. With the first, greedy choice
    # has 6 + 2 of the third; the second and the third have 5 + 4.
    problem = problem_of([{0, 1, 2}, {0, 1, 3}, {2, 4, 5}], [2, 2, 2, 1, 1, 1], [2, 2, 2], 4)
    with patch.object(coverage, "MAX_EXCHANGED_SENTENCES", 0):
        assert sorted(select_by_coverage(problem)) == [0, 2]
    assert sorted(choose_exactly(problem)) == [1, 2]


def test_the_exact_choice_has_no_clash():
    problem = problem_of([{0}, {1}, {2}], [3, 2, 1], [1, 1, 1], 2, [(0, 1)])
    assert sorted(choose_exactly(problem)) == [0, 2]


def test_a_difference_that_every_cluster_shows_has_two_stars_and_none_has_none():
    other, same = Variant("other", scaling=0.5), Variant("same", scaling=0.6)
    base = np.tile(np.arange(12.0)[:, None], (1, len(MEASURES)))
    results = {
        (unnamed(each), "folds"): {"mail 75": base + shift}
        for each, shift in ((DEFAULT, 0.0), (other, 1.0), (same, 0.0))
    }
    with patch.object(comparing, "TRIALS", 500):
        found = compare(results, [other, same], "folds")
    for column in ("mail 75", MEAN):
        assert found[other, column].value == pytest.approx([1.0, 1.0])
        assert found[other, column].stars.tolist() == [2, 2]
        assert found[same, column].stars.tolist() == [0, 0]
