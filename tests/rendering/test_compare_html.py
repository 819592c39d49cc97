"""The table of a comparison as HTML text; `test_compare_in_browser.py` opens it."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

import multisumm
from comparison_data import COMPARISON, SETTINGS, STATEMENT, TEXTS, cell, comparison_with, source
from locations import FERRY
from multisumm.escaping import CONTROL_CHARACTERS
from multisumm.model import Citation, Source
from multisumm.rendering.compare_html import MAX_COLUMNS, MAX_STATEMENTS
from multisumm.rendering.highlighting import MAX_MENTIONS
from multisumm.summary import Comparison
from outline import Outline

BREAKOUT = "\"'></title></style></table></details><img src=x onerror=alert(1)><script>alert(2)//"


def ferry():
    return multisumm.compare(multisumm.read_documents([FERRY]))


def rows_of(page):
    return re.findall(r'<tr role="row" class=.*?</tr>', page, re.DOTALL)


# The table


def test_there_is_a_column_for_each_source_and_a_row_for_each_statement():
    page = ferry().to_html()
    assert page.count('role="columnheader"') == 6
    rows = rows_of(page)
    assert len(rows) == len(ferry().statements)
    assert {row.count('role="cell"') for row in rows} == {5}


def test_a_cell_says_how_its_source_relates_to_the_statement():
    (row,) = rows_of(COMPARISON.to_html())
    labels = re.findall(r'<span class="label">(.*?)</span>', row)
    assert labels == ["quoted", "says more", "other number", "the opposite", "later",
                      "similar", "same"]  # fmt: skip
    assert '<span class="value">214 / 241</span>' in row
    assert "only there" not in row  # the two sentences tell it
    assert '<td role="cell" class="unmatched">no match found</td>' in row
    assert '<p class="nothing">no match found: [7]</p>' in row
    assert "2 of 7 independent sources say this; 2 contradict it, 1 tells of another time, 1" in row


def test_a_cell_opens_to_its_quote_and_to_what_it_was_compared_with():
    (row,) = rows_of(COMPARISON.to_html())
    later = next(one for one in row.split("<td") if ">later<" in one)
    assert (
        re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", later))
        .strip()
        .endswith(
            "later 241 / 250 By now 250 people have died. Quote in source [5] characters 0–28"
            " compared with It killed 241 people. Quote in source [3] characters 0–21"
        )
    )
    assert 'href="#t5-0"' in later
    assert 'href="#t3-0"' in later
    assert "<b>250</b>" in later


def test_every_quote_is_marked_in_its_source_and_leads_back():
    page = COMPARISON.to_html()
    roles = ((1, "statement contested"), (2, "also_in"), (3, "contradicted_by"), (5, "updated_by"))
    for number, role in roles:
        assert re.search(rf'<a class="mark {role}" id="t{number}-0" href="#q1"', page)
    assert '<a class="statement" id="q1" href="#t1-0">' in page


def test_of_many_sources_those_that_speak_are_listed():
    documents = [source("g.txt", family=9) for _ in range(MAX_COLUMNS)]
    named = tuple(replace(one, id=f"{n}.txt") for n, one in enumerate(documents))
    page = replace(COMPARISON, documents=(*COMPARISON.documents, *named)).to_html()
    (row,) = rows_of(page)
    assert 'class="matrix long"' in page
    assert page.count('role="columnheader"') == 2
    assert row.count('role="cell"') == 1
    assert row.count('class="speaking"') == 7
    assert '<p class="nothing">no match found: 9 sources</p>' in row


def test_a_page_has_bounds_and_says_what_is_not_in_it():
    cells = tuple(
        replace(cell("b.txt", "same"), citation=Citation("b.txt", at, at + 5)) for at in range(99)
    )
    many = replace(STATEMENT, cells=(STATEMENT.cells[0], *cells))
    page = replace(COMPARISON, statements=(many,) * (MAX_STATEMENTS + 5)).to_html()
    assert len(rows_of(page)) == MAX_STATEMENTS
    assert "<p>and 5 statements more that this page does not show</p>" in page
    assert f"and {100 - MAX_MENTIONS} more that this page does not show" in page


def test_a_comparison_without_statements_says_so():
    page = replace(COMPARISON, statements=()).to_html()
    assert "<table" not in page
    assert "<p>No statement is made by several independent sources" in page


def test_warnings_are_shown():
    page = replace(COMPARISON, warnings=("a.txt: read as <cp1252>",)).to_html()
    assert "<li><bdi>a.txt: read as &lt;cp1252&gt;</bdi></li>" in page


# The page as a whole


def test_the_policy_allows_the_styles_of_the_page_and_no_script():
    page = ferry().to_html()
    styles = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    digests = [b64encode(sha256(style.encode()).digest()).decode() for style in styles]
    assert len(styles) == 2
    assert (
        f"\"default-src 'none'; style-src 'sha256-{digests[0]}' 'sha256-{digests[1]}';"
        " base-uri 'none'; form-action 'none'\""
    ) in page
    assert page.index("Content-Security-Policy") < page.index("<style>")
    assert "<script" not in page
    assert not re.search(r"url\(|@import", page)


@pytest.mark.parametrize("comparison", [COMPARISON, ferry()], ids=["made", "ferry"])
def test_the_page_is_well_formed_and_every_link_leads_somewhere(comparison):
    outline = Outline(comparison.to_html())
    ids = outline.values("id")
    assert len(ids) == len(set(ids))
    inner = {place[1:] for place in outline.values("href") if place.startswith("#")}
    assert inner <= set(ids)
    outer = {place for place in outline.values("href") if not place.startswith("#")}
    assert outer <= {"https://e.org/a%20b"}
    assert set(" ".join(outline.values("aria-labelledby")).split()) <= set(ids)
    names = {name for _, attributes in outline.elements for name in attributes}
    assert not {"style", "src", "srcset"} & names
    assert not any(name.startswith("on") for name in names)


def test_the_same_comparison_gives_the_same_characters():
    assert ferry().to_html() == ferry().to_html()


def test_sources_without_their_texts_show_what_is_named():
    bare = tuple(replace(one, text=None) for one in COMPARISON.documents)
    page = replace(COMPARISON, documents=bare).to_html()
    outline = Outline(page)
    inner = {place[1:] for place in outline.values("href") if place.startswith("#")}
    assert inner <= set(outline.values("id"))


# What sources say

hostile = st.sampled_from(
    [BREAKOUT, "<!--", "-->", "]]>", "\0", "\x9b31m", "\u202e", "\u2066", "\ud800", "&#0;", "&lt;"]
)
said = st.lists(hostile | st.text(st.characters(), max_size=5), min_size=1, max_size=5).map("".join)


@given(said)
def test_whatever_sources_say_it_is_text(attack):
    page, usual = comparison_with(f"x{attack}").to_html(), comparison_with("plain words").to_html()
    page.encode("utf-8")
    assert not CONTROL_CHARACTERS.search(page)
    tags = [[tag for tag, _ in Outline(one).elements] for one in (page, usual)]
    assert [tag for tag in tags[0] if tag != "b"] == [tag for tag in tags[1] if tag != "b"]
    assert "{{" not in usual


def test_an_expression_of_the_template_language_is_text():
    page = comparison_with("{{ 7*7 }}{% for x in y %}").to_html()
    assert "{{ 7*7 }}{% for x in y %}" in page


def test_a_comparison_of_huge_sources_stays_small():
    text = "It sank. " * 500_000
    documents = tuple(
        Source(name, None, None, None, "0" * 64, len(text), 1, (), family=n, text=text)
        for n, name in enumerate(TEXTS, start=1)
    )
    one = replace(STATEMENT.cells[0], citation=Citation("a.txt", 0, 8), text="It sank.",
                  against=Citation("a.txt", 0, 8), against_text="It sank.")  # fmt: skip
    row = replace(STATEMENT, text="It sank.", citation=one.citation, cells=(one,))
    page = Comparison((row,), documents, SETTINGS).to_html()
    assert len(page) < 200_000
    assert "characters not in this page" in page
