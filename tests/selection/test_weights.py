import hashlib
import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm import InputError, OptionError, summarize
from multisumm.resources import read_data
from multisumm.selection.concepts import CONCEPT_FEATURES
from multisumm.selection.quality import SENTENCE_FEATURES
from multisumm.selection.weights import FORMAT, MAX_COEFFICIENT, Weights, load_weights

RECORD = {
    "format": FORMAT,
    "concept": dict.fromkeys(CONCEPT_FEATURES, 0.5),
    "sentence": dict.fromkeys(SENTENCE_FEATURES, -0.5),
}


@pytest.fixture
def written(tmp_path):
    def write(content):
        path = tmp_path / "weights.json"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return write


def changed(part, **changes):
    return {**RECORD, part: {**RECORD[part], **changes}}


def test_the_weights_of_the_package_say_where_they_come_from():
    record = json.loads(read_data("weights.json"))
    assert record["format"] == FORMAT
    assert record["written by"] == "multisumm train"
    assert set(record["settings"]) == {"alpha", "sharpness", "word_share"}
    for data in record["data"]:
        assert len(data["sha256"]) == 64
        assert data["clusters"] > 0
        assert set(data["scores"]) == {"folds", "kinds"}
    assert load_weights() == Weights("package", record["concept"], record["sentence"])


def test_the_weights_file_is_small():
    assert len(read_data("weights.json")) < 8000


def test_a_file_is_read_and_known_by_its_digest(written):
    path = written(RECORD)
    weights = load_weights(path)
    assert weights.concept == RECORD["concept"]
    assert weights.sentence == RECORD["sentence"]
    assert weights.name == hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    assert load_weights(str(path)) == weights


def test_other_weights_choose_other_sentences(written):
    first, last = "The police closed the airport on Monday.", "A dog slept in the long grass today."
    turned = written(changed("sentence", log_position=50))
    assert summarize([f"{first} {last}"], sentences=1).text == first
    summary = summarize([f"{first} {last}"], sentences=1, weights=turned)
    assert summary.text == last
    assert summary.settings["weights"] == load_weights(turned).name


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not valid JSON"),
        (b"{", "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b" " * 1_000_001, "larger than 1 MB"),
        ([], "format"),
        ({}, "does not say"),
        ({**RECORD, "format": "multisumm weights 2"}, "multisumm weights 2"),
        ({**RECORD, "format": 1}, "does not say"),
        ({**RECORD, "concept": None}, "'concept' must map"),
        (changed("concept", colour=1), "unknown feature colour"),
        (changed("sentence", **{"a\nb": 1}), "unknown feature"),
        ({**RECORD, "sentence": {}}, "no 'log_position'"),
        (changed("concept", word="1"), "'word' must be a number"),
        (changed("concept", word=True), "'word' must be a number"),
        (changed("concept", word=None), "'word' must be a number"),
        (changed("concept", word=101), "from -100 to 100"),
        (changed("concept", word=10**400), "from -100 to 100"),
        (changed("sentence", log_words=float("nan")), "from -100 to 100"),
        (changed("sentence", log_words=float("-inf")), "from -100 to 100"),
    ],
)
def test_an_invalid_file_is_explained_in_one_line(written, content, said):
    with pytest.raises(InputError) as error:
        load_weights(written(content))
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.json", "no such file or directory"),
        (".", "not a regular file"),
        ("a\0b", "embedded null byte"),
    ],
)
def test_a_path_that_cannot_be_read_is_explained(tmp_path, name, reason):
    with pytest.raises(InputError) as error:
        load_weights(os.path.join(tmp_path, name))
    assert str(error.value).startswith("weights ")
    assert str(error.value).endswith(f": {reason}")


@given(st.binary(max_size=200))
def test_random_bytes_are_refused(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("weights") / "w"
    path.write_bytes(data)
    with pytest.raises(InputError):
        load_weights(path)


def test_a_wrong_file_stops_every_method(written):
    with pytest.raises(InputError):
        summarize(["One sentence is here."], method="lead", weights=written({}))


def test_extreme_weights_overflow_nowhere(written):
    large = {
        "format": FORMAT,
        "concept": dict.fromkeys(CONCEPT_FEATURES, MAX_COEFFICIENT),
        "sentence": dict.fromkeys(SENTENCE_FEATURES, -MAX_COEFFICIENT),
    }
    texts = [f"The police closed the airport on day {day} again." for day in range(9)] * 60
    summary = summarize([" ".join(texts), *texts[:8]], words=40, weights=written(large))
    assert 0 < summary.budget.used <= 40


def test_a_value_that_is_not_a_path_is_an_invalid_option():
    for nothing in (None, 3, b"weights.json"):
        with pytest.raises(OptionError):
            summarize(["The police closed the airport."], weights=nothing)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_as_a_weights_file(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="not a regular file"):
        load_weights(tmp_path / "pipe")


def test_an_empty_name_is_an_error_that_says_so():
    with pytest.raises(OptionError, match=r"^weights is empty; name a file, or 'package'$"):
        load_weights("")
