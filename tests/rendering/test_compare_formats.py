"""A comparison as text, Markdown and JSON."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

import multisumm
from comparison_data import COMPARISON, SOURCES, STATEMENT, TEXTS, cell, comparison_with
from locations import FERRY, SEED_NAMES, SEEDS, TOP
from multisumm.escaping import CONTROL_CHARACTERS
from multisumm.model import COMPARE_SCHEMA
from multisumm.options import OUTPUT_FORMAT
from multisumm.rendering.compare_formats import COMPARISON_RENDERERS
from multisumm.rendering.compare_json import comparison_record
from multisumm.rendering.compare_labels import (
    Side,
    difference_in_words,
    label_of,
    numbers_of,
    sides_of,
    who_says_it,
)
from schemas import closed, load_schema

SCHEMA = load_schema("multisumm-compare-1.json")
SUMMARY_SCHEMA = load_schema("multisumm-summary-2.json")
EXACT = Draft202012Validator(closed(SCHEMA))


def test_the_formats_are_those_of_a_summary():
    assert tuple(COMPARISON_RENDERERS) == OUTPUT_FORMAT.choices


# Labels


@pytest.mark.parametrize(
    ("relation", "known", "label"),
    [
        ("same", {}, "same"),
        ("part", {}, "part"),
        ("part", {"says_more": True}, "says more"),
        ("similar", {"differs_in": "details"}, "similar"),
        ("conflict", {"differs_in": "number"}, "other number"),
        ("conflict", {"differs_in": "date or time"}, "other date"),
        ("conflict", {"differs_in": "said / denied"}, "the opposite"),
        ("conflict", {"differs_in": "admitted / denied"}, "the opposite"),
        ("conflict", {"differs_in": "opposite words"}, "the opposite"),
        ("conflict", {"differs_in": "name"}, "other name"),
        ("conflict", {"differs_in": "something new"}, "contradicts"),
        ("update", {"time": "later"}, "later"),
        ("update", {"time": "earlier"}, "earlier"),
        ("update", {}, "other time"),
    ],
)
def test_a_cell_has_a_label(relation, known, label):
    assert label_of(cell("b.txt", relation, **known)) == label


def test_all_that_rules_say_of_contradictions_has_a_label():
    from multisumm.comparison.relations import RULES

    named = {rule.differs_in for rule in RULES if rule.example[2] == "conflict"}
    labels = {label_of(cell("b.txt", "conflict", differs_in=name)) for name in named}
    assert "contradicts" not in labels


def test_what_differs_is_told_in_words():
    told = {one.text: difference_in_words(one) for one in STATEMENT.cells}
    assert told == {
        TEXTS["a.txt"]: "",
        TEXTS["b.txt"]: "",
        TEXTS["c.txt"]: "214 / 241",
        TEXTS["d.txt"]: "",
        TEXTS["e.txt"]: "241 / 250",
        TEXTS["f.txt"]: "",
        TEXTS["h.txt"]: "",
    }


def test_values_with_a_slash_are_told_apart():
    texts = {"a.txt": "It ran 1 / 2 miles.", "b.txt": "It ran 3 / 4 miles."}
    one = replace(cell("b.txt", "conflict", about="1 / 2 / 3 / 4", here=((7, 12),),
                       there=((7, 12),)),
                  text=texts["b.txt"], against_text=texts["a.txt"])  # fmt: skip
    assert sides_of(replace(STATEMENT, cells=(STATEMENT.cells[0], one))) == [
        Side("same", "1 / 2", STATEMENT.cells[:1]),
        Side("contradicts", "3 / 4", (one,)),
    ]


def test_independent_sources_are_counted_where_some_share_a_text():
    assert who_says_it(STATEMENT, 8) == "said by 3 of 8 sources, 2 of them independent"
    alone = replace(STATEMENT, cells=STATEMENT.cells[:2])
    assert who_says_it(alone, 1000) == "said by 2 of 1,000 sources"


def test_the_sides_of_a_disagreement():
    first, second, other, denied, later, _, copy = STATEMENT.cells
    assert sides_of(STATEMENT) == [
        Side("same", "214", (first, second, copy)),
        Side("other number", "241", (other,)),
        Side("the opposite", "", (denied,)),
        Side("later", "250", (later,)),
    ]
    assert sides_of(STATEMENT)[0].documents == ("a.txt", "b.txt", "h.txt")


def test_of_several_values_of_a_document_each_is_on_a_side_of_its_own():
    also = cell("c.txt", "conflict", differs_in="number", about="214 / 250", here=((10, 13),),
                there=((3, 5),))  # fmt: skip
    sides = sides_of(replace(STATEMENT, cells=(*STATEMENT.cells[:3], also)))
    assert sides[1:] == [
        Side("other number", "241", STATEMENT.cells[2:3]),
        Side("other number", "250", (also,)),
    ]


def test_a_disagreement_has_who_says_what_with_the_side_of_the_statement_first():
    numbers = numbers_of(COMPARISON)
    sides = [(*side[:2], [numbers[name] for name in side.documents])
             for side in sides_of(STATEMENT)]  # fmt: skip
    assert STATEMENT.text == "It killed 214 people."
    assert sides == [
        ("same", "214", [1, 2, 8]),
        ("other number", "241", [3]),
        ("the opposite", "", [4]),
        ("later", "250", [5]),
    ]


# Text


def test_the_text_has_a_line_for_each_cell_and_the_sources():
    assert COMPARISON.to_text() == (
        "1 statement from 8 sources (7 independent), 1 with a disagreement.\n"
        "\n"
        "[1] 0-21: It killed 214 people.\n"
        "  said by 3 of 8 sources, 2 of them independent\n"
        "  says more      [2] 0-44: It killed 214 people, police said on Sunday.\n"
        "  other number   214 / 241  [3] 0-21: It killed 241 people.\n"
        "  the opposite   [4] 0-25: It killed not 214 people.\n"
        "  later          241 / 250  [5] 0-28 (compared with [3] 0-21):"
        " By now 250 people have died.\n"
        "  similar        [6] 0-27: Something like it happened.\n"
        "  same           [8] 0-21: word for word\n"
        "  no match found [7]\n"
        "\n"
        "Sources:\n"
        "  [1] a.txt\n"
        "  [2] b.txt - The <news>, 2016-02-01, https://e.org/a b\n"
        "  [3] c.txt - javascript:alert(1)\n"
        "  [4] d.txt\n"
        "  [5] e.txt\n"
        "  [6] f.txt\n"
        "  [7] g.txt\n"
        "  [8] h.txt\n"
        "  [1], [8]: one text, and counted as one source\n"
    )


def test_many_cells_under_one_label_are_counted():
    many = tuple(cell("b.txt", "same") for _ in range(1200))
    comparison = replace(COMPARISON, statements=(replace(STATEMENT, cells=many),))
    assert "  same           and 1,195 more\n" in comparison.to_text()
    assert "*same:* and 1,195 more\n" in comparison.to_markdown()
    assert "no match found [1, 3, 4, 5, 6] and 2 more\n" in comparison.to_text()


def test_without_statements_the_text_says_so():
    assert (
        replace(COMPARISON, statements=())
        .to_text()
        .startswith(
            "0 statements from 8 sources (7 independent), 0 with a disagreement.\n\n"
            "No statement is made by several independent sources"
        )
    )


# Markdown


def test_the_markdown_is_a_list_in_which_what_sources_say_is_text():
    html = MarkdownIt("commonmark").render(COMPARISON.to_markdown())
    assert html.count("<ol>") == 2  # statements, sources
    assert "<strong>It killed 214 people.</strong> (a.txt 0–21; said by 3 of 8" in html
    assert "<em>other number:</em> 214 / 241, c.txt 0–21: “It killed 241 people.”" in html
    assert "<em>no match found:</em> g.txt" in html
    assert re.findall('href="([^"]*)"', html) == ["https://e.org/a%20b"]


ATTACKS = ["<script>alert(1)</script>", "[x](javascript:alert(1))", "**a** _b_ `c`", "1. a\n2. b",
           "\x1b[31m\u202ered", "| a | b |", "# a", "![x](http://e.org)", "---"]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_text_in_text_and_markdown(attack):
    comparison = comparison_with(attack)
    for shown in (comparison.to_text(), comparison.to_markdown()):
        assert not CONTROL_CHARACTERS.search(shown)
    html = MarkdownIt("commonmark").render(comparison.to_markdown())
    usual = MarkdownIt("commonmark").render(comparison_with("plain words").to_markdown())
    tags = [re.findall(r"</?(\w+)", page) for page in (html, usual)]
    assert tags[0] == tags[1]


# JSON


def test_a_cell_has_both_quotes_and_addresses():
    (statement,) = json.loads(COMPARISON.to_json())["statements"]
    assert {key: value for key, value in statement.items() if key != "cells"} == {
        "text": "It killed 214 people.",
        **{"document": "a.txt", "start": 0, "end": 21},
        **{"family": 1, "families": 2, "disagreement": True, "silent": 1},
    }
    assert statement["cells"][4] == {
        **{"document": "e.txt", "start": 0, "end": 28, "text": "By now 250 people have died."},
        **{"family": 5, "relation": "update", "says_more": False, "copy": False},
        **{"similarity": 1.0, "time": "later", "differs_in": "number, changed since"},
        **{"about": "241 / 250", "here": [[10, 13]], "there": [[7, 10]]},
        "against": {"document": "c.txt", "start": 0, "end": 21, "text": "It killed 241 people."},
    }


def test_the_schema_is_a_schema_and_describes_every_field():
    Draft202012Validator.check_schema(SCHEMA)

    def properties(schema):
        if isinstance(schema, dict):
            yield from schema.get("properties", {}).items()
            for value in schema.values():
                yield from properties(value)
        elif isinstance(schema, list):
            for value in schema:
                yield from properties(value)

    found = [*properties(SCHEMA)]
    assert len(found) > 50
    assert all("description" in described or "$ref" in described for _, described in found)
    assert SCHEMA["properties"]["schema"]["const"] == COMPARE_SCHEMA == "multisumm-compare/1"


def test_every_field_of_the_schema_is_in_the_documentation():
    text = (TOP / "docs" / "compare.md").read_text(encoding="utf-8")
    text += (TOP / "docs" / "outputs.md").read_text(encoding="utf-8")
    documented = {"document", "span"} ^ {*SCHEMA["$defs"]}  # documents are as in a summary
    for part in (SCHEMA, *(SCHEMA["$defs"][name] for name in documented)):
        for key in part.get("properties", {}):
            assert f"`{key}`" in text, key


def test_the_example_in_the_documentation_is_what_the_command_prints():
    text = (TOP / "docs" / "compare.md").read_text(encoding="utf-8")
    example = text.partition("```text\n")[2].partition("```")[0]
    assert example in multisumm.compare(multisumm.read_documents([FERRY])).to_text()


def test_every_label_is_in_the_documentation():
    text = (TOP / "docs" / "compare.md").read_text(encoding="utf-8")
    for one in STATEMENT.cells:
        assert f"`{label_of(one)}`" in text


def test_a_statement_has_one_shape_in_both_schemas():
    for name in ("statement", "cell", "quote", "span"):
        assert SCHEMA["$defs"][name] == SUMMARY_SCHEMA["$defs"][name]


@pytest.mark.parametrize("name", SEED_NAMES)
def test_comparisons_of_the_seeds_are_of_the_schema_and_no_field_is_missing_in_it(name):
    comparison = multisumm.compare(multisumm.read_documents([SEEDS / name / "sources"]))
    EXACT.validate(json.loads(comparison.to_json()))


def test_a_comparison_with_all_kinds_of_cells_and_pages_is_of_the_schema():
    paged = tuple(replace(one, pages=(0, 5)) for one in SOURCES)
    record = json.loads(replace(COMPARISON, documents=paged).to_json())
    EXACT.validate(record)
    assert record["statements"][0]["cells"][0]["against"]["page"] == 1


@given(st.text(st.characters(), min_size=1))
def test_any_characters_come_back(text):
    comparison = comparison_with(text)
    line = comparison.to_json()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]", line)
    assert json.loads(line) == json.loads(json.dumps(comparison_record(comparison)))


def test_the_disagreements_of_a_summary_have_the_shape_of_statements():
    documents = multisumm.read_documents([FERRY])
    found = json.loads(multisumm.summarize(documents, words=50).to_json())["disagreements"]
    validator = Draft202012Validator(
        closed({"$defs": SCHEMA["$defs"], "type": "array", "items": {"$ref": "#/$defs/statement"}})
    )
    validator.validate(found)
    assert found
