import json

import pytest

from multisumm import Document, NothingToSummarize, summarize
from multisumm.errors import InputError
from multisumm.focus.known import known_documents, summary_in

DAY_ONE = [
    Document("a", "The dam at Arlo broke on Monday. Four people were killed.", date="2025-03-11"),
    Document("b", "The dam at Arlo broke on Monday. The mayor spoke of rain.", date="2025-03-11"),
]


def test_documents_and_texts_are_known_as_they_are():
    assert known_documents(DAY_ONE) == DAY_ONE
    assert [one.text for one in known_documents("The dam broke.")] == ["The dam broke."]
    assert [one.text for one in known_documents(["One.", "Two."])] == ["One.", "Two."]


@pytest.mark.parametrize("known", [[], "", "  \n", ["", " "]])
def test_nothing_is_known_of_empty_texts(known):
    assert known_documents(known) == []


def test_of_a_summary_the_quotes_and_what_stands_beside_them_are_known():
    summary = summarize(DAY_ONE, words=7)
    (quote,) = summary.sentences
    assert quote.support
    documents = known_documents(summary)
    assert {one.id: one.text for one in documents} == {"a": quote.text, "b": quote.text}
    assert {one.date for one in documents} == {"2025-03-11"}


def test_a_summary_is_known_alike_as_value_as_json_and_as_an_object():
    summary = summarize(DAY_ONE, words=20)
    text = summary.to_json()
    assert known_documents(summary) == known_documents(text) == known_documents(json.loads(text))


@pytest.mark.parametrize(
    "text", ["{", '{"schema": "multisumm-compare/1"}', "[1]", '{"a": 1}', "{" * 10_000, "text"]
)
def test_other_texts_are_no_summaries(text):
    assert summary_in(text) is None


def test_an_object_that_is_no_summary_is_refused_in_one_line():
    with pytest.raises(InputError, match=r"^known: this object is no summary of the schema"):
        known_documents({"sentences": []})


@pytest.mark.parametrize("damage", [
    {"sentences": 5}, {"documents": "x"}, {"sentences": [5, {"text": 1}]},
    {"sentences": [{"document": "a", "text": "A quote.", "support": [None, 7]}]},
])  # fmt: skip
def test_a_damaged_summary_is_known_as_far_as_it_goes(damage):
    record = {"schema": "multisumm-summary/2", **damage}
    if "support" not in str(damage):
        with pytest.raises(InputError, match="there is no quote in this summary"):
            known_documents(record)
    else:
        assert [one.text for one in known_documents(record)] == ["A quote."]


@pytest.mark.parametrize("known", [5, 1.5, object()])
def test_another_type_is_refused(known):
    with pytest.raises(InputError, match="documents"):
        summarize(DAY_ONE, known=known)


def test_what_is_known_is_no_error_without_text():
    assert summarize(DAY_ONE, known=[]).text == summarize(DAY_ONE).text
    with pytest.raises(NothingToSummarize):
        summarize(["  "], known=DAY_ONE)
