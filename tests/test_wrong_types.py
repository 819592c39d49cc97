"""Every public function takes every parameter of every type: it works, or one line says why not."""

import importlib.util
import inspect

import numpy as np
import pytest

import multisumm
from multisumm import MultisummError, rouge

FERRY = ["The ferry sank off the island on Sunday.", "Divers found the ferry on Monday morning."]
SUMMARY = multisumm.summarize(FERRY)
SETTINGS = rouge.make_settings()
PREPARED = rouge.prepare("the ferry sank", SETTINGS)
METRIC = rouge.find_metric("rouge-1")
COUNTS = rouge.count_references(PREPARED, [PREPARED], METRIC)
SCORES = rouge.score_prepared(PREPARED, [PREPARED], ["rouge-1"], SETTINGS)

WRONG = [None, True, 1.5, "x", b"x", [], {}, object(), float("nan"), -1, 0, 10**30, ["x"], [None],
         "", np.array(5), np.array([1, 2])]  # fmt: skip


def name_of(value):
    """A name for a wrong value that is the same in every process."""
    return "object" if type(value) is object else f"{type(value).__name__}-{value}"[:20]


def read_clusters(path, **options):
    """The clusters are read one by one, so the last error comes with the last of them."""
    return list(multisumm.read_clusters(path, **options))


read_clusters.__signature__ = inspect.signature(multisumm.read_clusters)


def transform(clusters):
    return multisumm.Summarizer(words=9).transform(clusters)


def fit_transform(clusters, targets=None):
    return multisumm.Summarizer(words=9).fit_transform(clusters, targets)


def with_options(**options):
    return multisumm.Summarizer(**options).transform([FERRY])


with_options.__signature__ = inspect.signature(multisumm.summarize).replace(
    parameters=[*inspect.signature(multisumm.summarize).parameters.values()][1:]
)

CALLS = [
    (multisumm.summarize, {"documents": FERRY}),
    (multisumm.compare, {"documents": FERRY}),
    (multisumm.group, {"documents": FERRY}),
    (multisumm.digest, {"documents": FERRY, "min_sources": 1}),
    (multisumm.verify, {"summary": SUMMARY, "documents": FERRY}),
    (multisumm.verify_text, {"text": FERRY[0], "documents": FERRY}),
    (multisumm.read_documents, {"paths": __file__}),
    (read_clusters, {"path": "clusters.jsonl"}),
    (transform, {"clusters": [FERRY]}),
    (fit_transform, {"clusters": [FERRY]}),
    (with_options, {}),
    (rouge.rouge, {"candidate": "a cat", "reference_texts": ["a cat"]}),
    (rouge.make_settings, {}),
    (rouge.prepare, {"text": "a cat", "settings": SETTINGS}),
    (rouge.find_metric, {"name": "rouge-1"}),
    (rouge.aggregate, {"instances": {"a": SCORES}}),
    (rouge.make_signature, {"settings": SETTINGS, "metrics": ["rouge-1"]}),
    (rouge.parse_signature, {"signature": SCORES.signature}),
    (rouge.count_references,
     {"candidate": PREPARED, "references": [PREPARED], "metric": METRIC}),
    (rouge.score_counts, {"counts": COUNTS, "metric": METRIC, "settings": SETTINGS}),
    (rouge.score_pooled, {"counts": COUNTS, "metric": METRIC, "settings": SETTINGS}),
    (rouge.score_prepared,
     {"candidate": PREPARED, "references": [PREPARED], "metrics": ["rouge-1"],
      "settings": SETTINGS}),
]  # fmt: skip


def parameters_of(function):
    """The names of all parameters; `**options` of `rouge` are those of its settings."""
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is parameter.VAR_KEYWORD:
            yield from inspect.signature(rouge.make_settings).parameters
        else:
            yield parameter.name


PARAMETERS = [
    pytest.param(function, arguments, name, id=f"{function.__name__}-{name}")
    for function, arguments in CALLS
    for name in parameters_of(function)
]


def call(function, arguments):
    """The result; arguments that have no names are given by their places."""
    by_place = [
        arguments.pop(each.name)
        for each in inspect.signature(function).parameters.values()
        if each.kind is each.POSITIONAL_ONLY
    ]
    return function(*by_place, **arguments)


def explained_in_one_line(function, *arguments):
    """Whether a call works, or its error is of the package and one line; others are raised."""
    try:
        function(*arguments)
    except MultisummError as error:
        return len(str(error).splitlines()) == 1
    return True


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cluster = '{"id": "a", "documents": [{"id": "b", "text": "The ferry sank."}]}\n'
    (tmp_path / "clusters.jsonl").write_text(cluster)
    return tmp_path


def test_every_public_function_is_tried():
    tried = {function for function, _ in CALLS} | {multisumm.read_clusters}
    for module in (multisumm, rouge):
        for name in module.__all__:
            assert not inspect.isfunction(getattr(module, name)) or getattr(module, name) in tried


@pytest.mark.parametrize(("function", "arguments"), CALLS)
def test_the_arguments_that_the_wrong_ones_replace_are_right(folder, function, arguments):
    call(function, dict(arguments))


@pytest.mark.parametrize(("function", "arguments", "name"), PARAMETERS)
def test_every_value_works_or_is_explained_in_one_line(folder, function, arguments, name):
    for value in WRONG:
        assert explained_in_one_line(call, function, {**arguments, name: value}), value


NOT_INSTALLED = {
    name: pytest.mark.skipif(
        importlib.util.find_spec(name) is None,
        reason=f'{name} is not installed: pip install ".[peers]"',
    )
    for name in ("haystack", "langchain_core")
}


@NOT_INSTALLED["langchain_core"]
@pytest.mark.parametrize("value", WRONG, ids=name_of)
def test_every_value_works_or_is_explained_with_langchain(value):
    from langchain_core.documents import Document

    from multisumm.integrations.langchain import SummaryCompressor

    for compressor, documents in (
        (SummaryCompressor(), value),
        (SummaryCompressor(method=str(value)), [Document(page_content=FERRY[0])]),
        (SummaryCompressor(options={"order": value}), [Document(page_content=FERRY[0])]),
        (SummaryCompressor(options={"wrods": value}), [Document(page_content=FERRY[0])]),
    ):
        assert explained_in_one_line(compressor.compress_documents, documents, "query")


@NOT_INSTALLED["haystack"]
@pytest.mark.parametrize("value", WRONG, ids=name_of)
def test_every_value_works_or_is_explained_with_haystack(value):
    from haystack import Document

    from multisumm.integrations.haystack import MultiDocumentSummarizer

    for component, documents in (
        (MultiDocumentSummarizer(), value),
        (MultiDocumentSummarizer(words=value), [Document(content=FERRY[0])]),
        (MultiDocumentSummarizer(method=value), [Document(content=FERRY[0])]),
        (MultiDocumentSummarizer(options=value), [Document(content=FERRY[0])]),
        (MultiDocumentSummarizer(options={"order": value}), [Document(content=FERRY[0])]),
    ):
        assert explained_in_one_line(component.run, documents)
