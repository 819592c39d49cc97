import dataclasses
import inspect

import pytest

import multisumm
from multisumm import errors, model, pipeline, reading
from multisumm._version import __version__
from multisumm.verification import findings, quotes

NAMES = ["BudgetReport", "Citation", "Cluster", "ComparedSentence", "ComparedStatement",
         "Comparison", "Conflict", "Difference", "Digest", "DigestSubject", "Document",
         "DocumentGroup", "Finding", "Grouping", "Headline", "InputError",
         "KnownSentence", "MultisummError", "Neighbour", "NothingNew",
         "NothingToSummarize", "OptionError", "QueryReport", "Quote", "Similar", "Source",
         "SourceFile", "Summarizer", "Summary", "SummarySentence", "Support", "TimelineEntry",
         "Unchecked", "Update", "Verification", "__version__", "compare", "digest", "group",
         "read_clusters", "read_documents", "summarize", "verify",
         "verify_text"]  # fmt: skip


def test_the_public_names_are_these_and_no_others():
    assert multisumm.__all__ == NAMES == sorted(NAMES)
    assert dir(multisumm) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_is_there_and_says_what_it_is(name):
    value = getattr(multisumm, name)
    assert name == "__version__" or inspect.getdoc(value)


def test_the_names_are_those_of_their_modules():
    assert multisumm.Document is model.Document
    assert multisumm.Citation is model.Citation
    assert multisumm.InputError is errors.InputError
    assert multisumm.Finding is findings.Finding
    assert multisumm.Quote is quotes.Quote
    assert multisumm.read_clusters is reading.read_clusters
    assert multisumm.__getattr__("summarize") is pipeline.summarize
    assert multisumm.__getattr__("compare") is pipeline.compare
    assert multisumm.__version__ == __version__


def test_a_star_import_gives_the_public_names():
    names = {}
    exec("from multisumm import *", names)
    assert {*names} - {"__builtins__"} == {*NAMES}


def test_every_value_that_a_user_meets_is_public():
    """The types of what the public functions return, and of all that can be reached from it."""
    summary = multisumm.summarize(["It sank at 5. It rained.", "It sank at 5.", "It sank at 6."])
    verification = multisumm.verify(summary, ["It sank at 5. It rained."], recompute=True)
    link = {"citation": summary.sentences[0].citation, "text": "It sank at 7."}
    related = (multisumm.Update(**link, about=""), multisumm.Similar(**link, similarity=0.5))
    comparison = multisumm.compare(["The school has 42 pupils.", "The school has 24 pupils."])
    digest = multisumm.digest(["It rained."], min_sources=1)
    text = multisumm.verify_text("# Title\n\nIt rained.", ["It rained."], markdown=True)
    types, left = set(), [summary, verification, comparison, digest, text, *related]
    while left:
        value = left.pop()
        if isinstance(value, tuple):
            left += value
        elif dataclasses.is_dataclass(value):
            types.add(type(value).__name__)
            left += [getattr(value, field.name) for field in dataclasses.fields(value)]
    assert types == {"BudgetReport", "Citation", "ComparedSentence", "ComparedStatement",
                     "Comparison", "Conflict", "Difference", "Digest", "DigestSubject", "Finding",
                     "Headline", "Quote", "Similar", "Source", "Summary", "SummarySentence",
                     "Support", "Unchecked", "Update",
                     "Verification"}  # fmt: skip
    assert types <= {*NAMES}


def test_an_unknown_name_is_an_attribute_error_that_names_it():
    with pytest.raises(AttributeError, match="module 'multisumm' has no attribute 'summarise'"):
        _ = multisumm.summarise


def test_all_errors_are_of_one_kind_and_have_the_documented_status():
    assert multisumm.MultisummError.exit_status == 1
    assert multisumm.InputError.exit_status == 1
    assert multisumm.OptionError.exit_status == 2
    assert multisumm.NothingToSummarize.exit_status == 3
    for error in (multisumm.InputError, multisumm.OptionError, multisumm.NothingToSummarize):
        assert issubclass(error, multisumm.MultisummError)


def test_options_are_given_by_name_only():
    _, *options = inspect.signature(multisumm.summarize).parameters.values()
    assert [option.name for option in options] == [
        *(
            "words",
            "sentences",
            "characters",
            "bytes",
            "tokens",
            "tokenizer",
            "ratio",
            "query",
            "known",
        ),
        *("method", "order", "timeline", "language", "keep_noise", "keep_all", "splitter"),
        *("weights", "explain"),
    ]
    assert {option.kind for option in options} == {inspect.Parameter.KEYWORD_ONLY}


def test_the_example_of_the_interface_runs(tmp_path):
    (tmp_path / "a.txt").write_text("The ferry sank on Sunday. Divers found the wreck on Monday.")
    (tmp_path / "b.txt").write_text("The ferry sank on Sunday.")
    documents = multisumm.read_documents([str(tmp_path)])
    summary = multisumm.summarize(documents, words=250)
    assert summary.text == "The ferry sank on Sunday. Divers found the wreck on Monday."
    assert [
        (s.citation.document, s.citation.start, s.citation.end, len(s.support))
        for s in summary.sentences
    ] == [("a.txt", 0, 25, 1), ("a.txt", 26, 59, 0)]
    assert summary.to_json().startswith("{")
    assert summary.to_markdown().endswith("\n")
    assert multisumm.summarize([d.text for d in documents]).text == summary.text
