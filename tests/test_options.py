"""The table of options says what the stages, the functions and the server do."""

import inspect
import pickle
import typing
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm import compare, read_documents, summarize
from multisumm.batch.run import ENGINES
from multisumm.errors import OptionError
from multisumm.evaluation.formats import REPORT_RENDERERS
from multisumm.evaluation.plan import EvaluationPlan
from multisumm.evaluation.systems import BUILT_IN_SYSTEMS
from multisumm.options import (
    BATCH_OPTIONS,
    COMPARE_OPTIONS,
    EVALUATION_OPTIONS,
    LIMITS,
    METHODS,
    OUTPUT_FORMAT,
    PLAN_OPTIONS,
    PRESET,
    READING_OPTIONS,
    ROUGE_OPTIONS,
    SERVER_OPTIONS,
    SUMMARY_FORMAT,
    SUMMARY_OPTIONS,
    Option,
    check_names,
    check_value,
)
from multisumm.reading.columns import FIELDS
from multisumm.rendering.formats import RENDERERS
from multisumm.rouge import DEFAULT_METRICS, PRESETS, make_settings, rouge
from multisumm.rouge.settings import REFERENCES
from multisumm.selection.budget import UNITS
from multisumm.selection.ordering import ORDERS
from multisumm.selection.ranking import RANKINGS
from multisumm.selection.sumy import SUMY_METHODS
from multisumm.text.sentences import SPLITTERS
from multisumm.web.limits import Limits

TABLES = [SUMMARY_OPTIONS, COMPARE_OPTIONS, READING_OPTIONS, BATCH_OPTIONS, ROUGE_OPTIONS,
          PLAN_OPTIONS, EVALUATION_OPTIONS, SERVER_OPTIONS]  # fmt: skip


def defaults(function):
    """Parameter -> default, for the parameters that are given by name."""
    parameters = inspect.signature(function).parameters.values()
    return {
        parameter.name: parameter.default
        for parameter in parameters
        if parameter.kind is parameter.KEYWORD_ONLY
    }


def table_defaults(options):
    return {option.name: option.default for option in options.values()}


# The table and the stages


def test_the_options_of_a_summary_are_the_parameters_of_summarize():
    assert list(SUMMARY_OPTIONS) == list(defaults(summarize))
    assert table_defaults(SUMMARY_OPTIONS) == defaults(summarize)


def test_the_options_of_a_comparison_are_the_parameters_of_compare():
    assert list(COMPARE_OPTIONS) == list(defaults(compare))
    assert table_defaults(COMPARE_OPTIONS) == defaults(compare)


def test_the_options_of_reading_are_parameters_of_read_documents():
    reading = defaults(read_documents)
    fields = reading.pop("fields")
    assert (dict(fields), reading.pop("stdin")) == ({}, None)
    assert (reading.pop("exclude"), reading.pop("only"), reading.pop("watch")) == ((), (), None)
    several = {"fields": None, "exclude": None, "only": None}
    assert table_defaults(READING_OPTIONS) == {**several, **reading}
    assert all(field in READING_OPTIONS["fields"].help for field in FIELDS)


def test_the_options_of_rouge_are_the_metrics_and_the_arguments_of_its_settings():
    assert table_defaults(ROUGE_OPTIONS) == {
        "metrics": ",".join(DEFAULT_METRICS),
        **defaults(make_settings),
    }
    values = {**table_defaults(ROUGE_OPTIONS), "metrics": DEFAULT_METRICS}
    assert rouge("a cat", "a cat", **values) == rouge("a cat", "a cat")


def test_the_options_of_an_evaluation_are_the_attributes_of_its_plan():
    names = {*EvaluationPlan.__slots__} - {"paths", "amounts"}
    assert {*PLAN_OPTIONS} - {*LIMITS} == names
    plan = EvaluationPlan(("a",), ("lead",))
    for name in names - {"systems", "metrics", "budgets"}:
        assert PLAN_OPTIONS[name].default == getattr(plan, name)


def test_the_options_of_the_server_are_its_limits():
    limits = {name: option.default for name, option in SERVER_OPTIONS.items() if "max" in name}
    bytes, seconds, jobs = limits.values()
    assert Limits(bytes=bytes, seconds=seconds, jobs=jobs) == Limits()


@pytest.mark.parametrize(
    ("choices", "names"),
    [
        (METHODS, ("coverage", *RANKINGS, *SUMY_METHODS)),
        (SUMMARY_OPTIONS["method"].choices, METHODS),
        (SUMMARY_OPTIONS["order"].choices, ORDERS),
        (SUMMARY_OPTIONS["splitter"].choices, SPLITTERS),
        (OUTPUT_FORMAT.choices, RENDERERS),
        (SUMMARY_FORMAT.choices, (*RENDERERS, "docx")),
        (EVALUATION_OPTIONS["format"].choices, REPORT_RENDERERS),
        (PRESET.choices, PRESETS),
        (ROUGE_OPTIONS["references"].choices, REFERENCES),
        (BATCH_OPTIONS["engine"].choices, ENGINES),
        (LIMITS, UNITS),
    ],
)
def test_the_choices_are_the_names_that_the_stages_know(choices, names):
    assert tuple(choices) == tuple(names)


def test_the_default_systems_are_known():
    assert {*PLAN_OPTIONS["systems"].default.split(",")} <= {*BUILT_IN_SYSTEMS}


@pytest.mark.parametrize("name", ["method", "order", "splitter"])
def test_the_types_of_summarize_are_the_choices(name):
    hints = typing.get_type_hints(summarize, vars(inspect.getmodule(summarize)))
    assert typing.get_args(hints[name]) == SUMMARY_OPTIONS[name].choices


@pytest.mark.parametrize("options", TABLES)
def test_every_option_has_help_and_a_default_that_passes_its_own_check(options):
    for name, option in options.items():
        assert option.name == name
        assert option.help.endswith((".", "..."))
        assert check_value(option, option.default) == option.default
        assert (option.kind == "choice") is bool(option.choices)
        assert option.short == "" or len(option.short) == 1
        assert pickle.loads(pickle.dumps(option)) == option


# Checks

COUNT = Option("count", "whole", "Of what.", minimum=1)
PORT = Option("port", "whole", "Of what.", minimum=0, maximum=9)
SHARE = Option("share", "number", "Of what.", 0.5, minimum=0, maximum=1)
TIME = Option("time", "number", "Of what.", 1, minimum=0, above=True)
SWITCH = Option("switch", "flag", "Of what.", False)
CHOICE = Option("choice", "choice", "Of what.", "red", ("red", "green"))
WORDS = Option("words", "text", "Of what.")


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [
        (COUNT, 10, 10),
        (COUNT, 10.0, 10),
        (COUNT, np.int64(10), 10),
        (COUNT, np.uint8(10), 10),
        (COUNT, np.float64(10), 10),
        (COUNT, 10**400, 10**400),
        (COUNT, None, None),
        (SHARE, 1, 1.0),
        (SHARE, np.float32(0.5), 0.5),
        (SHARE, Fraction(1, 2), 0.5),
        (SWITCH, True, True),
        (CHOICE, "green", "green"),
        (WORDS, "green", "green"),
        (WORDS, None, None),
    ],
)
def test_values_come_as_the_stages_take_them(option, value, expected):
    found = check_value(option, value)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        (COUNT, 0, "count must be a whole number of at least 1, not 0"),
        (COUNT, 1.5, "count must be a whole number of at least 1, not 1.5"),
        (COUNT, True, "count must be a whole number of at least 1, not True"),
        (COUNT, "10", "count must be a whole number of at least 1, not '10'"),
        (COUNT, float("inf"), "count must be a whole number of at least 1, not inf"),
        (PORT, 10, "port must be a whole number from 0 to 9, not 10"),
        (SHARE, 2, "share must be from 0 to 1, not 2"),
        (SHARE, 10**400, "share must be from 0 to 1, not 1000"),
        (SHARE, "x", "share must be a number, not 'x'"),
        (SHARE, None, "share must be a number, not None"),
        (TIME, 0, "time must be above 0, not 0"),
        (TIME, float("nan"), "time must be above 0, not nan"),
        (TIME, float("inf"), "time must be above 0, not inf"),
        (SWITCH, "yes", "switch must be true or false, not 'yes'"),
        (SWITCH, 1, "switch must be true or false, not 1"),
        (CHOICE, "geen", "unknown choice 'geen'; did you mean green?"),
        (CHOICE, "blue", "unknown choice 'blue'; choose from red, green"),
        (WORDS, 5, "words must be a string, not 5"),
        (WORDS, b"x", "words must be a string, not b'x'"),
        (WORDS, ["x"], "words must be a string, not ['x']"),
        (CHOICE, ["red"], "unknown choice ['red']; choose from red, green"),
    ],
)
def test_a_wrong_value_is_one_line(option, value, message):
    with pytest.raises(OptionError) as error:
        check_value(option, value)
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


def test_a_number_with_too_many_digits_to_print_is_one_line():
    with pytest.raises(OptionError, match="at least 1, not <int>"):
        check_value(COUNT, -(10**5000))


@pytest.mark.parametrize("dtype", ["int64", "Int64"])
def test_integers_of_pandas_are_numbers(dtype):
    pandas = pytest.importorskip("pandas")
    found = check_value(COUNT, pandas.Series([10], dtype=dtype)[0])
    assert (found, type(found)) == (10, int)


@given(st.sampled_from([COUNT, PORT, SHARE, TIME]), st.floats() | st.integers() | st.text())
def test_a_number_that_passes_is_in_its_range(option, value):
    try:
        number = check_value(option, value)
    except OptionError:
        return
    assert number == (float(value) if option.kind == "number" else value)
    assert option.minimum <= number <= (option.maximum or float("inf"))


def test_an_unknown_option_is_answered_with_the_nearest():
    with pytest.raises(OptionError, match=r"unknown option 'wrods'; did you mean words\?"):
        check_names({"wrods": 5}, SUMMARY_OPTIONS)
    with pytest.raises(OptionError, match="options must be a mapping of names to values, not 5"):
        check_names(5, SUMMARY_OPTIONS)
