import pytest

from multisumm.errors import InputError, OptionError
from multisumm.rouge import DEFAULT_METRICS, find_metric, make_settings, rouge
from multisumm.rouge.word_lists import read_exceptions, read_stop_words


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"preset": "rouge2"},
            "unknown preset 'rouge2'; choose from rouge155, rouge-score, unicode",
        ),
        ({"references": "worst"}, "unknown references 'worst'"),
        ({"alpha": 1.5}, "alpha must be between 0 and 1, not 1.5"),
        ({"alpha": float("nan")}, "alpha must be between 0 and 1, not nan"),
        ({"limit_words": 0}, "limit_words must be at least 1, not 0"),
        ({"limit_bytes": -5}, "limit_bytes must be at least 1, not -5"),
        ({"limit_words": 1, "limit_bytes": 1}, "exclude each other"),
        ({"exceptions": {"geese": "goose"}}, "give stem=True as well"),
        ({"preset": "unicode", "stem": True}, "give one, like language='fr'"),
    ],
)
def test_an_option_without_a_meaning_is_an_error_of_one_line(options, message):
    with pytest.raises(OptionError, match=message) as error:
        make_settings(**options)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "name",
    [
        "rouge",
        "rouge-0",
        "rouge-10",
        "rouge-w",
        "rouge-w-",
        "rouge-w-0",
        "rouge-w-5.1",
        "rouge-s",
        "rouge-su",
        "ROUGE-1",
        "rouge-x",
    ],
)
def test_an_unknown_metric_is_an_error_of_one_line(name):
    with pytest.raises(OptionError, match=r"unknown metric|must be between 1 and 5") as error:
        find_metric(name)
    assert name in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "name",
    [
        *DEFAULT_METRICS,
        "rouge-9",
        "rouge-lsum",
        "rouge-w-1.2",
        "rouge-w-2",
        "rouge-s0",
        "rouge-s*",
        "rouge-su*",
    ],
)
def test_every_known_metric_scores_identical_texts(name):
    score = rouge(
        "one two three four five six seven eight nine ten",
        "one two three four five six seven eight nine ten",
        metrics=[name],
    )[name]
    assert score.precision == 1
    assert score.recall == (1 if "-w-" not in name else pytest.approx(score.recall))


def test_exceptions_are_read_from_a_folder_in_the_order_of_names_the_last_file_winning(tmp_path):
    (tmp_path / "noun.exc").write_text("geese goose\nbetter better\n")
    (tmp_path / "adj.exc").write_text("better good well\n\nempty\n")
    (tmp_path / "notes.txt").write_text("nothing to see\n")
    assert read_exceptions(tmp_path) == {"better": "better", "geese": "goose"}
    assert read_exceptions(tmp_path / "adj.exc") == {"better": "good"}


def test_an_exception_is_the_stem_and_is_not_stemmed_again():
    scores = rouge("geese", "goose", metrics=["rouge-1"], stem=True, exceptions={"geese": "goose"})
    assert scores["rouge-1"].f1 == 0  # goose itself is stemmed to goos: the original does so too
    scores = rouge("geese", "geese", metrics=["rouge-1"], stem=True, exceptions={"geese": "goose"})
    assert scores["rouge-1"].f1 == 1


def test_stop_words_are_read_one_a_line_and_match_the_surface_form(tmp_path):
    path = tmp_path / "stop.txt"
    path.write_text("the\n\nbeing \n")
    assert read_stop_words(path) == read_stop_words(str(path)) == {"the", "being"}
    scores = rouge("The beings sat", "beings", metrics=["rouge-1"], stem=True, stop_words=path)
    assert scores["rouge-1"].precision == 0.5


def test_a_word_list_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(InputError, match="no exception table"):
        read_exceptions(tmp_path)
    with pytest.raises(InputError, match=r"missing\.txt: no such file or directory$"):
        read_stop_words(tmp_path / "missing.txt")
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9\n")
    with pytest.raises(InputError, match=r"latin\.txt"):
        read_stop_words(tmp_path / "latin.txt")
