import numpy as np
import pytest

from evaluation_data import task_of
from multisumm.errors import InputError
from multisumm.selection.concepts import CONCEPT_FEATURES
from multisumm.selection.quality import SENTENCE_FEATURES
from multisumm.training.examples import RegressionData, TrainingExample
from multisumm.training.fitting import (
    TRAINING_SETTINGS,
    fit_weights,
    weights_without_fold,
    weights_without_kind,
)

CONCEPT = np.array([-0.5, 0.8, 0.6])
SENTENCE = np.array([-0.2, -0.3, 0.4, 0.5])


def data_of(generator, coefficients, rows=200):
    x = generator.normal(size=(rows, len(coefficients)))
    return RegressionData(x, np.exp(x @ coefficients), np.ones(rows))


def example_of(seed, *, kind="news", fold=0, concept=CONCEPT):
    generator = np.random.default_rng(seed)
    concepts, sentences = data_of(generator, concept), data_of(generator, SENTENCE)
    return TrainingExample(task_of("A text."), kind, fold, concepts, sentences)


def slow_fit(examples):
    """Coefficients of concepts by plain gradient steps on the objective that scikit-learn states.

    It is the mean half deviance of a Poisson model plus alpha / 2 times the squared coefficients.
    """
    x = np.vstack([example.concepts.features for example in examples])
    y = np.concatenate([example.concepts.targets for example in examples])
    mean, scale = x.mean(axis=0), x.std(axis=0)
    x = np.column_stack([np.ones(len(x)), (x - mean) / scale])
    beta = np.zeros(x.shape[1])
    for _ in range(5000):
        gradient = x.T @ (np.exp(x @ beta) - y) / len(y)
        gradient[1:] += TRAINING_SETTINGS["alpha"] * beta[1:]
        beta -= 0.1 * gradient
    return beta[1:] / scale


def test_the_coefficients_behind_the_targets_are_found_again():
    weights = fit_weights([[example_of(seed) for seed in range(3)]])
    expected = CONCEPT + np.array([np.log(TRAINING_SETTINGS["word_share"]), 0, 0])
    assert [*weights.concept.values()] == pytest.approx(expected, abs=0.01)
    expected = TRAINING_SETTINGS["sharpness"] * SENTENCE
    assert [*weights.sentence.values()] == pytest.approx(expected, abs=0.01)
    assert tuple(weights.concept) == CONCEPT_FEATURES
    assert tuple(weights.sentence) == SENTENCE_FEATURES


def test_the_fit_is_the_minimum_of_the_stated_objective():
    examples = [example_of(1), example_of(2, concept=-CONCEPT)]
    found = [*fit_weights([examples]).concept.values()]
    found[0] -= np.log(TRAINING_SETTINGS["word_share"])
    assert found == pytest.approx(slow_fit(examples), abs=1e-3)


def test_every_file_weighs_alike_and_every_cluster_of_a_file():
    first, second = example_of(1), example_of(2, concept=-CONCEPT)
    once = fit_weights([[first], [second]])
    assert fit_weights([[first, first, first], [second]]) == once
    assert fit_weights([[first, second, first], []]) != once
    assert fit_weights([[first, second]]) == once


def test_held_out_weights_do_not_depend_on_the_examples_left_out():
    kept = [example_of(seed, fold=1, kind="mail") for seed in (1, 2)]
    out, other = example_of(3), example_of(3, concept=-CONCEPT)
    for held_out in (weights_without_fold, weights_without_kind):
        assert held_out([[out, *kept]])(out) == held_out([[other, *kept]])(other)
        assert held_out([[out, *kept]])(kept[0]) != held_out([[other, *kept]])(kept[0])


def test_nothing_to_fit_to_is_an_error_of_one_line():
    with pytest.raises(InputError, match="too few clusters to cross-validate"):
        weights_without_fold([[example_of(1), example_of(2)]])(example_of(1))
    data = RegressionData(np.ones((2, 3)), np.zeros(2), np.ones(2))
    bare = TrainingExample(task_of("A text."), "news", 0, data, data)
    with pytest.raises(InputError, match="share no word with the documents"):
        fit_weights([[bare]])
