"""Where the sources disagree: what the cheap search for a whole cluster finds and leaves out."""

import pickle
from unittest.mock import patch

import pytest

import multisumm
from locations import FERRY
from multisumm.comparison import disagreements, related
from multisumm.comparison.relations import RULES
from multisumm.model import Document

EXAMPLES = [rule.example for rule in RULES if rule.example[2] in ("conflict", "update")]


def disagreements_of(*texts, language="en"):
    return multisumm.summarize([*texts], sentences=1, language=language).disagreements


@pytest.mark.parametrize(("first", "second", "kind"), EXAMPLES)
def test_every_disagreement_that_a_rule_finds_is_found_here(first, second, kind):
    (row,) = disagreements_of(first, second)
    assert {cell.relation for cell in row.cells} == {"same", kind}


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("de", "Die Brücke ist für Autos gesperrt.", "Die Brücke ist nicht für Autos gesperrt."),
        ("de", "Die Schule in Porvo hat 420 Kinder.", "Die Schule in Porvo hat 240 Kinder."),
        ("fr", "Le pont a été fermé lundi.", "Le pont n'a pas été fermé lundi."),
        ("zh", "这所学校有420名学生。", "这所学校有240名学生。"),
    ],
)
def test_disagreements_are_found_in_other_languages(language, first, second):
    (row,) = disagreements_of(first, second, language=language)
    assert {cell.relation for cell in row.cells} == {"same", "conflict"}


def test_they_are_those_of_a_comparison_between_different_documents():
    documents = multisumm.read_documents([FERRY])
    found = multisumm.summarize(documents, sentences=1).disagreements
    compared = multisumm.compare(documents, conflicts_only=True).statements
    assert [one.text for one in found] == [one.text for one in compared]
    for mine, theirs in zip(found, compared, strict=True):
        differing = [
            [cell for cell in one.cells if cell.relation != "similar"] for one in (mine, theirs)
        ]
        assert differing[0] == differing[1]


def test_they_do_not_depend_on_the_summary():
    documents = multisumm.read_documents([FERRY])
    found = [
        multisumm.summarize(documents, **options).disagreements
        for options in ({"sentences": 1}, {"words": 300}, {"method": "lead"})
    ]
    assert found[0] == found[1] == found[2] != ()


def test_a_document_that_contradicts_itself_is_a_matter_of_compare():
    text = "The school has 420 pupils. It rained. The school has 240 pupils."
    assert disagreements_of(text, "The mayor resigned on Thursday.") == ()
    assert len(multisumm.compare([text, "The mayor resigned on Thursday."]).disagreements) == 1


def test_copies_stand_beside_what_they_copy():
    pupils = "The school has 420 pupils. The town of Porvo is old. Its mayor resigned on Thursday."
    (row,) = disagreements_of(pupils, pupils, "The school has 240 pupils.")
    assert [(cell.citation.document, cell.relation) for cell in row.cells] == [
        ("1", "same"),
        ("2", "same"),
        ("3", "conflict"),
    ]


def test_reports_of_different_days_are_updates():
    documents = [
        Document("a", "The storm killed 12 people in Porvo.", date="2020-05-01"),
        Document("b", "The storm killed 15 people in Porvo.", date="2020-05-02"),
    ]
    (row,) = multisumm.summarize(documents).disagreements
    assert [(cell.relation, cell.time) for cell in row.cells if cell.disagrees] in (
        [("update", "later")],
        [("update", "earlier")],
    )


def test_pairs_in_which_nothing_differs_that_could_contradict_are_not_compared():
    texts = [
        "The blaze destroyed the roof of the old church in Leeds early today, and nobody slept.",
        "The blaze destroyed the organ of the old church in Leeds, where crowds had gathered.",
    ]
    asked = []
    with patch.object(disagreements, "related_pairs", lambda pairs, of: asked.extend(pairs) or {}):
        assert disagreements_of(*texts) == ()
    assert asked == []


def test_no_pair_is_compared_twice():
    compared = []
    real = related.relate
    summary = multisumm.summarize(multisumm.read_documents([FERRY]))
    with patch.object(related, "relate", lambda a, b: compared.append((a, b)) or real(a, b)):
        assert summary.disagreements
    assert len(compared) == len({frozenset((a.text, b.text)) for a, b in compared}) > 0


def test_they_are_searched_for_only_when_they_are_asked_for():
    with patch.object(disagreements, "near_pairs", side_effect=AssertionError):
        summary = multisumm.summarize(multisumm.read_documents([FERRY]))
        assert summary.to_text()
        with pytest.raises(AssertionError):
            _ = summary.disagreements
    assert summary.disagreements


def test_a_summary_with_its_disagreements_can_be_pickled():
    summary = multisumm.summarize(multisumm.read_documents([FERRY]))
    copy = pickle.loads(pickle.dumps(summary))
    assert (copy, copy.disagreements) == (summary, summary.disagreements)


@pytest.mark.parametrize(
    "texts", [["..."], ["Yes.", "No."], ["A", "A", "A"], ["No no no.", "Not."]]
)
def test_texts_without_statements_have_none(texts):
    try:
        assert disagreements_of(*texts) == ()
    except multisumm.NothingToSummarize:
        assert texts == ["..."]
