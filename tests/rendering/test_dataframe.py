import sys
from dataclasses import replace

import pytest

import input_files
import multisumm
from multisumm.rendering.dataframe import COLUMNS, QUERY_COLUMNS
from multisumm.rendering.wording import RELATIONS

OURS = multisumm.Document("a.txt", "The ferry sank on Sunday, killing 127 people.", "Sunk", "2019")
THEIRS = "The ferry sank on Sunday, killing 130 people."


def test_a_table_has_a_row_for_each_sentence():
    pytest.importorskip("pandas", reason='pandas is not installed: pip install ".[peers]"')
    table = multisumm.summarize([OURS, THEIRS], sentences=1, method="lead").to_pandas()
    assert tuple(table.columns) == COLUMNS
    (row,) = table.to_dict("records")
    score = row.pop("score")
    assert score > 0
    assert table["page"].isna().all()
    assert {name: None if value != value else value for name, value in row.items()} == {
        "page": None,
        **{"text": OURS.text, "document": "a.txt", "start": 0, "end": 45},
        **{"title": "Sunk", "site": None, "date": "2019", "url": None, "family": 1, "families": 1},
        **dict.fromkeys(RELATIONS, ()),
        "contradicted_by": ("2",),
    }


def test_each_relation_is_a_column_of_ids():
    pytest.importorskip("pandas", reason='pandas is not installed: pip install ".[peers]"')
    summary = multisumm.summarize([OURS], sentences=1)

    def at(name):
        return {"citation": multisumm.Citation(name, 0, 45), "text": THEIRS, "family": 2}

    sentence = replace(
        summary.sentences[0],
        support=(
            multisumm.Support(**at("a.txt"), similarity=1.0),  # its own document
            multisumm.Support(**at("b"), similarity=1.0),
            multisumm.Support(**at("b"), similarity=1.0, relation="part"),
            multisumm.Support(**at("c"), similarity=1.0, relation="part"),
        ),
        conflicts=(
            multisumm.Conflict(**at("d"), about=""),
            multisumm.Conflict(**at("d"), about=""),
        ),
        updates=(
            multisumm.Update(**at("e"), about="", time="earlier"),
            multisumm.Update(**at("f"), about="", time="later"),
            multisumm.Update(**at("g"), about=""),
        ),
        similar=(multisumm.Similar(**at("h"), similarity=0.5),),
    )
    (row,) = replace(summary, sentences=(sentence,)).to_pandas().to_dict("records")
    assert row["families"] == 2
    assert {relation: row[relation] for relation in RELATIONS} == {
        **{"also_in": ("b",), "says_part": ("c",), "contradicted_by": ("d",)},
        **{"earlier": ("e",), "updated_by": ("f",), "another_time": ("g",), "similar": ("h",)},
    }


def test_a_query_adds_two_columns():
    pytest.importorskip("pandas", reason='pandas is not installed: pip install ".[peers]"')
    summary = multisumm.summarize([OURS, THEIRS], sentences=1, query="How did the ferries sink?")
    table = summary.to_pandas()
    assert tuple(table.columns) == (*COLUMNS, *QUERY_COLUMNS)
    (row,) = table.to_dict("records")
    (sentence,) = summary.sentences
    assert (row["relevance"], row["query_words"]) == (sentence.relevance, ("ferries", "sink"))
    empty = replace(summary, sentences=()).to_pandas()
    assert tuple(empty.columns) == (*COLUMNS, *QUERY_COLUMNS)


def test_documents_that_say_the_same_come_in_their_order():
    pytest.importorskip("pandas", reason='pandas is not installed: pip install ".[peers]"')
    documents = [multisumm.Document(name, THEIRS) for name in ("z", "a", "m")]
    assert list(multisumm.summarize(documents).to_pandas()["also_in"]) == [("a", "m")]


def test_pages_are_numbers(tmp_path):
    pytest.importorskip("pandas", reason='pandas is not installed: pip install ".[peers]"')
    pages = ("The bay was searched on Monday.", "Nothing was found on Tuesday.")
    (tmp_path / "a.pdf").write_bytes(input_files.pdf(*pages))
    table = multisumm.summarize(multisumm.read_documents([tmp_path])).to_pandas()
    assert list(table["page"]) == [1, 2]


def test_without_pandas_the_error_names_what_installs_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(multisumm.InputError, match=r"^to make a table, run: pip install pandas$"):
        multisumm.summarize([THEIRS]).to_pandas()
