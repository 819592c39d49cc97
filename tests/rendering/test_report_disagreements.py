"""Where the sources disagree: the sides, each with a sentence of its own."""

from dataclasses import replace

import pytest

from comparison_data import SOURCES, STATEMENT
from multisumm.model import BudgetReport, Citation, Headline, SummarySentence
from multisumm.rendering.compare_table import mentions_of_statements
from multisumm.rendering.report_comparison import name_compared_sources, show_comparison
from multisumm.rendering.report_disagreements import headline_at_issue, show_disagreements
from multisumm.rendering.report_sources import NamedSource
from multisumm.rendering.report_statements import further_statements
from multisumm.summary import Summary

MARKS = dict(mentions_of_statements([STATEMENT]))
NAMED = {
    source.id: NamedSource(number, source, (), [MARKS[source.id]] if source.id in MARKS else [])
    for number, source in enumerate(SOURCES, start=1)
}


def test_each_side_has_its_value_and_where_its_sources_say_it():
    (sides,) = show_disagreements([STATEMENT], NAMED)
    shown = [(side.words, side.value, side.is_change, [link.target for link in side.links])
             for side in sides]  # fmt: skip
    assert shown == [
        ("", "214", False, ["t1-0", "t2-0", "t8-0"]),
        ("", "241", False, ["t3-0"]),
        ("says the opposite", "", False, ["t4-0"]),
        ("later", "250", True, ["t5-0"]),
    ]


def test_each_side_is_quoted_with_what_differs_and_who_says_it():
    source = replace(SOURCES[3], title="The news", date="2016-02-01")
    (sides,) = show_disagreements([STATEMENT], {**NAMED, "d.txt": NamedSource(4, source, ())})
    assert [(side.quote.number, side.parts) for side in sides] == [
        (1, (("It killed ", False), ("214", True), (" people.", False))),
        (3, (("It killed ", False), ("241", True), (" people.", False))),
        (4, (("It killed ", False), ("not", True), (" 214 people.", False))),
        (5, (("By now ", False), ("250", True), (" people have died.", False))),
    ]
    assert [(side.quote.outlet, side.quote.date) for side in sides[1:3]] == [
        ("c.txt", None), ("The news", "2016-02-01"),
    ]  # fmt: skip


def test_a_place_without_a_mark_leads_to_its_source():
    (sides,) = show_disagreements([STATEMENT], {**NAMED, "c.txt": NamedSource(3, SOURCES[2], ())})
    assert sides[1].links[0].target == sides[1].quote.target == "source-3"


def test_where_only_one_side_has_words_the_other_is_said_to_say_it():
    denied = replace(STATEMENT, cells=(STATEMENT.cells[0], STATEMENT.cells[3]))
    (sides,) = show_disagreements([denied], NAMED)
    assert [(side.words, side.value) for side in sides] == [
        ("says so", ""), ("says the opposite", ""),
    ]  # fmt: skip


def test_a_disagreement_about_a_sentence_of_the_summary_is_not_listed_again():
    quoted = SummarySentence(STATEMENT.text, STATEMENT.citation, 1.0)
    elsewhere = replace(STATEMENT, citation=Citation("b.txt", 0, 5))
    assert further_statements([quoted], [STATEMENT, elsewhere]) == [elsewhere]


@pytest.mark.parametrize(("number", "more"), [(0, 0), (1, 0), (3, 0), (4, 1)])
def test_how_many_are_folded_is_counted_from_none(number, more):
    found = (STATEMENT,) * number
    summary = Summary(
        (), SOURCES, BudgetReport("words", 9, 4), {}, find_disagreements=lambda: found
    )
    comparison = show_comparison(summary, name_compared_sources(summary))
    assert comparison.more == len(comparison.folded) == more


@pytest.mark.parametrize(
    ("headline", "document", "cells", "bold", "at_issue"),
    [
        ("214 dead, 2140 feared", "b.txt", STATEMENT.cells, ["214"], "contested"),
        ("241 dead", "c.txt", STATEMENT.cells, ["241"], "contested"),
        ("250 dead", "e.txt", (STATEMENT.cells[0], STATEMENT.cells[4]), ["250"], "changed"),
        ("Sunk on May 214, killing 214", "b.txt", STATEMENT.cells, [], ""),  # which of the two?
        ("241 dead", "b.txt", STATEMENT.cells, [], ""),  # it has another number on this
        ("Many dead", "b.txt", STATEMENT.cells, [], ""),
        ("214 dead", "g.txt", STATEMENT.cells, [], ""),
    ],
)
def test_a_value_of_the_headline_is_at_issue_where_its_document_has_it_in_a_disagreement(
    headline, document, cells, bold, at_issue
):
    summary = Summary(
        (), SOURCES, BudgetReport("words", 9, 4), {}, headline=Headline(headline, document),
        find_disagreements=lambda: (replace(STATEMENT, cells=tuple(cells)),),
    )  # fmt: skip
    parts, told = headline_at_issue(headline, summary)
    assert "".join(text for text, _ in parts) == headline
    assert ([text for text, is_bold in parts if is_bold], told) == (bold, at_issue)
