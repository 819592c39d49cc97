"""Statements by sources, as the pages of a comparison and of a summary have them."""

from dataclasses import replace

from comparison_data import SOURCES, STATEMENT, cell
from multisumm.model import Citation
from multisumm.rendering.compare_table import mentions_of_statements, show_statements, shown_cells
from multisumm.rendering.highlighting import MAX_MENTIONS
from multisumm.rendering.highlighting import STATEMENT as IN_TABLE
from multisumm.rendering.report_sources import NamedSource

NAMED = {
    source.id: NamedSource(number, source, ()) for number, source in enumerate(SOURCES, start=1)
}


def test_a_row_has_the_cells_of_each_source_and_those_without_a_match():
    (row,) = show_statements([STATEMENT], SOURCES, NAMED, first=5)
    assert row.number == 5
    assert {number: [one.label for one in column] for number, column in row.columns.items()} == {
        1: ["quoted"], 2: ["says more"], 3: ["other number"], 4: ["the opposite"], 5: ["later"],
        6: ["similar"], 8: ["same"],
    }  # fmt: skip
    assert row.unmatched == [7]
    assert row.agreement.said == "2 of 7 independent sources say this"
    assert (row.columns[3][0].here, row.columns[3][0].there) == ("214", "241")
    assert row.columns[5][0].against.link.number == 3
    assert row.columns[4][0].against is None


def test_a_source_off_the_subject_is_in_no_row():
    off = [replace(one, off_subject=one.id == "g.txt") for one in SOURCES]
    (row,) = show_statements([STATEMENT], off, NAMED)
    assert row.unmatched == []


def test_every_cell_is_marked_in_its_source_with_its_role():
    marks = dict(mentions_of_statements([STATEMENT], first=3))
    assert {name: mark.role for name, mark in marks.items()} == {
        "a.txt": IN_TABLE, "b.txt": "also_in", "c.txt": "contradicted_by",
        "d.txt": "contradicted_by", "e.txt": "updated_by", "f.txt": "similar", "h.txt": "also_in",
    }  # fmt: skip
    assert {mark.sentence for mark in marks.values()} == {3}
    assert marks["e.txt"].values == ((7, 10),)
    assert (marks["a.txt"].values, marks["a.txt"].at_issue) == (((10, 13),), "contested")
    assert {marks[name].beside for name in ["b.txt", "c.txt", "f.txt"]} == {STATEMENT.text}


def test_what_a_cell_was_compared_with_is_marked_too():
    later = replace(STATEMENT.cells[4])
    statement = replace(STATEMENT, cells=(STATEMENT.cells[0], later))
    roles = [(name, mark.role) for name, mark in mentions_of_statements([statement])]
    assert roles == [("a.txt", IN_TABLE), ("e.txt", "updated_by"), ("c.txt", "also_in")]


def test_of_very_many_cells_the_statement_and_the_first_of_each_source_are_shown():
    many = [replace(cell("b.txt", "same"), citation=Citation("b.txt", at, at + 5))
            for at in range(99)]  # fmt: skip
    cells = (*many, cell("c.txt", "same"), STATEMENT.cells[0])
    shown = shown_cells(replace(STATEMENT, cells=cells))
    assert len(shown) == MAX_MENTIONS
    assert [one.citation.document for one in shown[:3]] == ["a.txt", "b.txt", "c.txt"]
