"""A wrong type is an error of one line, in every public function and every argument."""

import inspect

import numpy as np
import pytest

from multisumm import rouge as package
from multisumm.errors import OptionError
from multisumm.rouge import (
    Counts,
    RougeOptions,
    aggregate,
    count_references,
    find_metric,
    make_settings,
    make_signature,
    parse_signature,
    prepare,
    rouge,
    score_counts,
    score_pooled,
    score_prepared,
)

SETTINGS = make_settings()
METRIC = find_metric("rouge-1")
TEXT = prepare("a text", SETTINGS)
SCORES = rouge("a text", "a text")
RIGHT = {
    rouge: {"candidate": "a text", "reference_texts": ["a text"], "metrics": ["rouge-1"]},
    make_settings: {},
    prepare: {"text": "a text", "settings": SETTINGS},
    score_prepared: {
        "candidate": TEXT,
        "references": [TEXT],
        "metrics": ["rouge-1"],
        "settings": SETTINGS,
    },
    count_references: {"candidate": TEXT, "references": [TEXT], "metric": METRIC},
    score_counts: {"counts": [Counts(1, 2, 3)], "metric": METRIC, "settings": SETTINGS},
    score_pooled: {"counts": [Counts(1, 2, 3)], "metric": METRIC, "settings": SETTINGS},
    aggregate: {"instances": {"a": SCORES}},
    find_metric: {"name": "rouge-1"},
    make_signature: {"settings": SETTINGS, "metrics": ["rouge-1"]},
    parse_signature: {"signature": SCORES.signature},
}
"""Function -> arguments that it takes."""

WRONG = {
    "text": (5, None, b"a text", ["a text"]),
    "candidate": (5, None, b"a text", ["a text"]),
    "reference_texts": (5, None, [5], [b"a text"], {"a text": 1}.values()),
    "references": (5, None, "a text", ["a text"], [5]),
    "metrics": (5, None, [5], b"rouge-1", []),
    "settings": (5, None, "rouge155", {}),
    "metric": (5, None, "rouge-1"),
    "counts": (5, None, [5], "counts"),
    "instances": (5, None, [SCORES], {"a": 1}),
    "name": (5, None, b"rouge-1", ["rouge-1"]),
    "signature": (5, None, b"preset", ["preset"]),
    "preset": (5, None, ["rouge155"], np.array(["rouge155", "unicode"])),
    "stem": ("yes", None, 2),
    "alpha": ("x", None, [0.5], True, 1j),
    "exceptions": (5, ["geese"], {"geese": 5}, {5: "goose"}, True),
    "stop_words": (5, [5], b"the", True),
    "limit_words": ("x", 1.5, [1], True),
    "limit_bytes": ("x", 1.5, [1], True),
    "language": (5, ["fr"], b"fr"),
    "level": ("x", None, True, float("nan")),
    "samples": ("x", None, 2.5, True),
    "seed": ("x", 2.5, True, -1),
    "flat_l": (5, "yes", None),
    "sentences": (5, None, b"newline", ["newline"]),
}
"""Argument -> values that it does not take."""

WRONG_FOR = {
    (rouge, "references"): (5, "worst", ["average"]),
    (make_settings, "references"): (5, "worst", ["average"]),
    (make_signature, "references"): ("x", 2.5, True),
}
"""The same where an argument of that name is another thing."""


def arguments_of(function):
    """The names of the arguments of a function, its options among them."""
    names = [*inspect.signature(function).parameters]
    return [*names[:-1], *RougeOptions.__annotations__] if names[-1] == "options" else names


CASES = [
    pytest.param(function, name, value, id=f"{function.__name__}-{name}-{value!r:.20}")
    for function in RIGHT
    for name in arguments_of(function)
    for value in WRONG_FOR.get((function, name), WRONG[name])
]


@pytest.mark.parametrize(("function", "name", "value"), CASES)
def test_a_wrong_type_is_an_error_of_one_line(function, name, value):
    arguments = {**RIGHT[function], name: value}
    if name == "exceptions" and function is not parse_signature:
        arguments["stem"] = True
    positional = (
        [arguments.pop("candidate"), arguments.pop("reference_texts")]
        if (function is rouge)
        else []
    )
    with pytest.raises(OptionError) as error:
        function(*positional, **arguments)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 200


def test_every_public_function_is_tried():
    values = [getattr(package, name) for name in package.__all__]
    assert {value for value in values if inspect.isfunction(value)} == set(RIGHT)


def test_the_options_are_the_arguments_of_the_settings():
    assert [*RougeOptions.__annotations__] == [*inspect.signature(make_settings).parameters]


def test_an_unknown_option_is_named():
    with pytest.raises(TypeError, match="unexpected keyword argument 'stemmer'"):
        rouge("a text", "a text", stemmer=True)


def test_numbers_of_numpy_are_numbers():
    settings = make_settings(alpha=np.float64(0.2), limit_words=np.int64(3))
    assert settings == make_settings(alpha=0.2, limit_words=3)
    assert type(settings.limit_words) is int
    first = aggregate({"a": SCORES}, samples=np.int64(10), seed=np.int32(1))
    assert first == aggregate({"a": SCORES}, samples=10, seed=1)


def test_references_may_come_from_a_generator():
    assert rouge("a text", (text for text in ["a text"])) == rouge("a text", ["a text"])
