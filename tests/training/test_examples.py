import numpy as np
import pytest

from evaluation_data import task_of
from multisumm.selection.concepts import CONCEPT_FEATURES
from multisumm.selection.quality import SENTENCE_FEATURES
from multisumm.training.examples import FOLDS, make_training_example


def example_of(*texts, references, number=0):
    return make_training_example(number, task_of(*texts, references=references), kind="news")


def test_targets_are_the_shares_of_the_references_over_their_mean():
    """The concepts are boats, boats sink, sink, wells, wells dry and dry.

    Of two references 2, 2, 2, 1, 0 and 0 have them.
    """
    example = example_of("Boats sink. Wells dry.", references=["Boats sink.", "Wells. Boats sink."])
    shares = np.array([1, 1, 1, 0.5, 0, 0])
    assert sorted(example.concepts.targets) == pytest.approx(sorted(shares / shares.mean()))
    assert example.concepts.weights.tolist() == [1] * 6
    # The first sentence: all words and bigrams in both references. The second: no word in the
    # first, half of the words in the second, no bigram in either.
    precision = np.array([1, 0.125])
    assert example.sentences.targets == pytest.approx(precision / precision.mean())
    assert example.sentences.weights.tolist() == [2, 2]


def test_a_row_of_features_belongs_to_each_target():
    example = example_of("Boats sink. Wells dry.", references=["Boats sink."])
    assert example.concepts.features.shape == (6, len(CONCEPT_FEATURES))
    assert example.sentences.features.shape == (2, len(SENTENCE_FEATURES))


def test_references_without_a_word_of_the_documents_give_targets_of_zero():
    example = example_of("Boats sink.", references=["Nothing similar."])
    assert not example.concepts.targets.any()
    assert not example.sentences.targets.any()


@pytest.mark.parametrize("text", [" ", "And. Of the."])
def test_a_cluster_without_content_words_gives_no_example(text):
    assert example_of(text, references=["Boats sink."]) is None


def test_the_number_of_a_cluster_decides_its_fold():
    folds = [example_of("Boats sink.", references=["Boats."], number=n).fold for n in range(7)]
    assert folds == [n % FOLDS for n in range(7)]
