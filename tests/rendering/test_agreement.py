"""How many sources say a statement: by hand, and for any number of sources."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparison_data import SOURCES, STATEMENT, cell, source
from multisumm.model import ComparedStatement
from multisumm.rendering.agreement import (
    MAX_SEGMENTS,
    STANCES,
    agreement_of,
    count_sources,
    told_by,
)


def statement(*relations):
    """A statement with a cell of each relation, each from a source of its own."""
    cells = tuple(
        replace(cell("a.txt", relation), family=number)
        for number, relation in enumerate(relations, start=1)
    )
    return ComparedStatement(STATEMENT.text, STATEMENT.citation, cells)


def test_every_stance_is_counted_in_words_and_has_a_part_of_the_bar():
    found = agreement_of(STATEMENT, count_sources(SOURCES))
    assert found.said == "2 of 7 independent sources say this"
    assert found.besides == (
        "2 contradict it, 1 tells of another time, 1 says something similar,"
        " no match found in 1 source"
    )
    assert (found.contested, found.changed) == (True, True)
    assert [segment.stance for segment in found.segments] == [
        *("agree", "agree", "contradict", "contradict", "change", "similar", "unmatched")
    ]


def test_a_family_counts_once_and_as_one_that_says_it_if_any_of_it_does():
    cells = (cell("a.txt", "same"), replace(cell("b.txt", "conflict"), family=1))
    both = ComparedStatement(STATEMENT.text, STATEMENT.citation, cells)
    found = agreement_of(both, (2, 1))
    assert (found.said, found.besides) == ("1 of 1 independent source says this", "")
    assert found.contested  # it is told all the same


@pytest.mark.parametrize(
    ("relation", "said"),
    [
        ("part", "1 says a part of it"),
        ("conflict", "1 contradicts it"),
        ("update", "1 tells of another time"),
        ("similar", "1 says something similar"),
    ],
)
def test_what_another_source_does_is_said_in_words(relation, said):
    found = agreement_of(statement("same", relation), (2, 2))
    assert (found.said, found.besides) == ("1 of 2 sources says this", said)


def test_a_part_that_says_more_says_it():
    more = replace(cell("b.txt", "part"), says_more=True)
    found = agreement_of(replace(STATEMENT, cells=(STATEMENT.cells[0], more)), (2, 2))
    assert (found.said, found.besides) == ("2 of 2 sources say this", "")


def test_sources_are_told_with_how_many_are_independent_of_those_on_the_subject():
    assert told_by(SOURCES) == "8 sources, 7 of them independent"
    assert told_by(SOURCES[:1]) == "1 source"
    assert told_by([*SOURCES[:2], replace(source("c.txt"), off_subject=True)]) == "2 sources"


relations = st.lists(
    st.sampled_from(["same", "part", "conflict", "update", "similar"]), max_size=40
)


@given(relations, st.integers(0, 600))
def test_the_bar_is_in_order_within_its_width_and_has_every_stance(found, unmatched):
    total = len(found) + unmatched
    segments = agreement_of(statement(*found), (total, total)).segments
    ranks = [[*STANCES].index(segment.stance) for segment in segments]
    assert ranks == sorted(ranks)
    ends = [0, *(segment.x + segment.width for segment in segments)]
    assert all(one.x >= end for one, end in zip(segments, ends, strict=False))
    assert ends[-1] <= 1000
    assert all(segment.width > 0 for segment in segments)
    assert len(segments) == total if total <= MAX_SEGMENTS else len(segments) <= len(STANCES)
