import inspect

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.model_selection import ParameterGrid

from multisumm import Document, InputError, OptionError, Summarizer, summarize

CLUSTERS = [["The ferry sank. Divers came."], ["The mayor resigned.", "The mayor resigned today."]]


def test_the_estimator_summarises_each_cluster_as_summarize_does():
    summarizer = Summarizer(words=3, method="lead")
    expected = [summarize(cluster, words=3, method="lead") for cluster in CLUSTERS]
    assert summarizer.fit(CLUSTERS).transform(CLUSTERS) == expected
    assert summarizer.fit_transform(CLUSTERS) == expected


def test_its_parameters_are_those_of_summarize():
    _, *options = inspect.signature(summarize).parameters.values()
    assert Summarizer().get_params() == {option.name: option.default for option in options}
    assert Summarizer(words=3).get_params()["words"] == 3


def test_parameters_can_be_set_and_are_its_own():
    summarizer = Summarizer(words=3)
    assert summarizer.set_params(words=5, method="lead") is summarizer
    summarizer.get_params()["words"] = 9
    assert repr(summarizer) == "Summarizer(words=5, method='lead')"
    known = np.array(["The ferry sank.", "Divers came."])
    assert repr(Summarizer(known=known)) == f"Summarizer(known={known!r})"


def test_scikit_learn_can_copy_it_and_try_parameters_out():
    copied = clone(Summarizer(words=3, method="lead"))
    assert copied.get_params() == Summarizer(words=3, method="lead").get_params()
    texts = [
        clone(copied).set_params(**chosen).transform(CLUSTERS)[0].text
        for chosen in ParameterGrid({"words": [3, 6]})
    ]
    assert texts == ["The ferry sank.", "The ferry sank. Divers came."]


def test_a_function_can_count_tokens_and_is_copied_too():
    copied = clone(Summarizer(tokens=3, tokenizer=str.split, method="lead"))
    (first, second) = copied.transform(CLUSTERS)
    assert (first.text, first.budget.used, second.budget.unit) == ("The ferry sank.", 3, "tokens")


def test_an_unknown_option_is_named():
    with pytest.raises(OptionError, match=r"unknown option 'wrods'; did you mean words"):
        Summarizer(wrods=3)


@pytest.mark.parametrize(
    "clusters", [None, 5, "The ferry sank.", Document("a", "It sank."), ["It sank."], [None], [5]]
)
def test_a_value_that_is_not_a_list_of_clusters_is_refused_in_one_line(clusters):
    with pytest.raises(InputError, match=r"^(clusters|documents) must be a list of .*, not .+$"):
        Summarizer().transform(clusters)


@pytest.mark.parametrize(
    "options", [{"words": "x"}, {"method": 5}, {"order": "x"}, {"words": 3, "bytes": 3}]
)
def test_a_value_without_a_meaning_is_refused_when_it_is_used(options):
    with pytest.raises(OptionError):
        Summarizer(**options).transform(CLUSTERS)
