import json

import numpy as np
import pytest

from evaluation_data import write_lines
from locations import SEED_NAMES, SEEDS
from multisumm import summarize
from multisumm.errors import InputError, OptionError
from multisumm.resources import read_data
from multisumm.selection.weights import load_weights
from multisumm.training.inputs import TrainingInput
from multisumm.training.report import mean_differences, render_training_json, render_training_text
from multisumm.training.run import MIN_CLUSTERS, run_training
from multisumm.training.weights_file import render_weights
from training_data import SUBJECTS, training_file, training_record


@pytest.fixture(scope="module")
def training(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clusters")
    names = list(SUBJECTS)
    first = training_file(folder, "news.jsonl", names[:4])
    second = training_file(folder, "mail.jsonl", names[2:])
    return run_training([TrainingInput("news", first), TrainingInput("mail", second)])


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    """A file of clusters, and the training with it alone."""
    inputs = [TrainingInput("news", training_file(tmp_path_factory.mktemp("news")))]
    return inputs, run_training(inputs)


def test_the_weights_file_is_read_back_as_the_weights(training, tmp_path):
    path = tmp_path / "weights.json"
    path.write_text(render_weights(training))
    weights = load_weights(path)
    assert weights.concept == training.weights.concept
    assert weights.sentence == training.weights.sentence
    assert summarize(["The ferry sank on Sunday."], weights=path).text


def test_the_weights_file_has_what_that_of_the_package_has(training):
    own, shipped = json.loads(render_weights(training)), json.loads(read_data("weights.json"))
    assert list(own) == list(shipped)
    for name in ("format", "what", "written by", "settings"):
        assert own[name] == shipped[name]
    for name in ("concept", "sentence"):
        assert list(own[name]) == list(shipped[name])
    assert list(own["data"][0]) == list(shipped["data"][0])
    assert list(own["data"][0]["scores"]) == list(shipped["data"][0]["scores"])


def test_a_cluster_in_two_files_is_learned_from_once_with_a_warning(training):
    assert [trained.clusters for trained in training.sets] == [4, 2]
    (line,) = training.warnings
    assert line.endswith(
        "mail.jsonl: 2 clusters left out because an earlier file has the same references"
    )


def test_one_kind_has_no_scores_on_unseen_kinds(news):
    _, training = news
    assert training.sets[0].scores.systems == ("folds", "package", "lead")
    assert training.warnings == (
        "all clusters are of the kind 'news', so scores on unseen kinds are missing",
    )


def test_the_seeds_train_weights_whose_summaries_beat_lead():
    training = run_training([TrainingInput("seeds", str(SEEDS))])
    scores = training.sets[0].scores
    assert scores.values.shape == (len(SEED_NAMES), 3, 2)
    for folds, lead in zip(scores.means("folds"), scores.means("lead"), strict=True):
        assert folds > lead


def test_the_number_of_processes_changes_no_byte(training, tmp_path):
    path = training_file(tmp_path)
    one, two = (
        render_weights(run_training([TrainingInput("news", path)], workers=workers))
        for workers in (1, 2)
    )
    assert one == two


def test_progress_passes_every_cluster_twice(tmp_path):
    passed = []

    def track(items, *, total, label):
        passed.append((label, total))
        yield from items

    run_training([TrainingInput("news", training_file(tmp_path))], track=track)
    assert passed == [("reading", 6), ("scoring", 6)]


def test_too_few_clusters_are_an_error_of_one_line(tmp_path):
    path = training_file(tmp_path, subjects=list(SUBJECTS)[: MIN_CLUSTERS - 1])
    with pytest.raises(InputError, match="too few clusters to learn from: 4; give at least 5"):
        run_training([TrainingInput("news", path)])


def test_a_file_without_text_is_an_error_and_a_cluster_without_text_is_left_out(tmp_path):
    empty = training_record("vote")
    empty["documents"] = [{"id": "a", "text": " "}]
    path = write_lines(tmp_path / "empty.jsonl", empty)
    with pytest.raises(InputError, match=r"empty\.jsonl: no cluster in it has text$"):
        run_training([TrainingInput("news", path)])
    others = [training_record(name) for name in SUBJECTS if name != "vote"]
    path = write_lines(tmp_path / "some.jsonl", empty, *others)
    training = run_training([TrainingInput("news", path)], cross_validation=False)
    assert training.sets[0].clusters == 5
    assert training.warnings == (f"{path}: 1 cluster without text left out",)


@pytest.mark.parametrize(("inputs", "workers"), [([], 1), ([TrainingInput("news", "a")], 0)])
def test_no_input_and_no_worker_are_errors_of_usage(inputs, workers):
    with pytest.raises(OptionError):
        run_training(inputs, workers=workers)


def test_the_difference_is_that_of_the_means_and_its_interval_holds_it(training):
    scores = training.sets[0].scores
    for other in ("package", "lead"):
        gaps = mean_differences(scores, other, seed=1)
        means = np.array(scores.means("folds")) - scores.means(other)
        assert [gap.mean for gap in gaps] == pytest.approx(means)
        assert all(gap.low - 1e-9 <= gap.mean <= gap.high + 1e-9 for gap in gaps)
        assert gaps == mean_differences(scores, other, seed=1)


def test_the_report_has_every_coefficient_and_every_score(training):
    text = render_training_text(training, seed=1)
    assert text.startswith("fitted to 6 clusters in 2 files\n")
    for name, value in {**training.weights.concept, **training.weights.sentence}.items():
        assert f"{value:.4g}" in text.split(name, 1)[1].splitlines()[0]
    for trained in training.sets:
        for name in trained.scores.systems:
            assert f"{trained.scores.means(name)[0]:.2f}" in text


def test_the_json_has_the_scores_unrounded_and_is_the_same_twice(training):
    record = json.loads(render_training_json(training, seed=1))
    assert record["schema"] == "multisumm-training/1"
    assert record["concept"] == training.weights.concept
    first = record["data"][0]
    assert first["scores"]["kinds"]["rouge-2"] == training.sets[0].scores.means("kinds")[1]
    assert set(first["differences"]) == {"package", "lead"}
    assert render_training_json(training, seed=1) == render_training_json(training, seed=1)


def test_without_cross_validation_there_are_coefficients_only(news):
    inputs, whole = news
    training = run_training(inputs, cross_validation=False)
    assert training.weights == whole.weights
    assert "F1" not in render_training_text(training, seed=1)
    assert "scores" not in json.loads(render_training_json(training, seed=1))["data"][0]
    assert "scores" not in json.loads(render_weights(training))["data"][0]
