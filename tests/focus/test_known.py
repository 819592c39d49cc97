import json

import pytest

import multisumm
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


# What was known when a summary was made

BANK = Document(
    "n",
    "The bank of Norway raised its rate to 5 percent on Thursday. Analysts had expected the step.",
    date="2025-03-11",
)


def test_a_document_known_by_two_subjects_of_a_digest_is_known_once():
    old = "The dam at Arlo broke on Sunday.\n\nThe bank of Norway raised its rate to 4 percent."
    digest = multisumm.digest(
        [*DAY_ONE, BANK], known=[Document("old", old, date="2025-03-10")], min_sources=1
    )
    named = [
        {one.citation.document for quote in subject.summary.sentences for one in quote.known}
        for subject in digest.subjects
    ]
    assert named == [{"old"}] * 2
    documents = known_documents(digest)
    assert documents == known_documents(digest.to_json())
    assert sorted(one.id for one in documents) == ["a", "b", "n", "old"]
    (known,) = [one for one in documents if one.id == "old"]
    assert sorted(known.text.split("\n\n")) == sorted(old.split("\n\n"))
    assert multisumm.digest([BANK, DAY_ONE[0]], known=[], min_sources=1).subjects
    with pytest.raises(NothingToSummarize, match="new"):
        multisumm.digest([BANK, *DAY_ONE], known=digest, min_sources=1)


def test_a_known_document_is_kept_apart_from_a_source_of_its_id_and_has_its_own_date():
    yesterday = Document("a", "The dam at Arlo broke on Sunday.", date="2025-03-10")
    summary = summarize(DAY_ONE, words=20, known=[yesterday])
    documents = known_documents(summary)
    assert documents == known_documents(summary.to_json())
    found = {one.id: (one.text, one.date) for one in documents}
    assert found["known: a"] == (yesterday.text, "2025-03-10")
    assert found["a"][1] == "2025-03-11"
    assert yesterday.text not in found["a"][0]
