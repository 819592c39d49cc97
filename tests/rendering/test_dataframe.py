import sys

import pytest

import input_files
import multisumm
from multisumm.rendering.dataframe import COLUMNS

OURS = multisumm.Document("a.txt", "The ferry sank on Sunday, killing 127 people.", "Sunk", "2019")
THEIRS = "The ferry sank on Sunday, killing 130 people."


def test_a_table_has_a_row_for_each_sentence():
    pytest.importorskip("pandas", reason='pandas is not installed: pip install ".[peers]"')
    texts = [OURS, THEIRS, f"Much was said. {OURS.text}"]
    table = multisumm.summarize(texts, sentences=1).to_pandas()
    assert tuple(table.columns) == COLUMNS
    (row,) = table.to_dict("records")
    score = row.pop("score")
    assert score > 0
    assert table["page"].isna().all()
    assert {name: None if value != value else value for name, value in row.items()} == {
        "page": None,
        **{"text": OURS.text, "document": "a.txt", "start": 0, "end": 45},
        **{"title": "Sunk", "site": None, "date": "2019", "url": None},
        **{"also_in": ("3",), "contradicted_by": ("2",)},
    }


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
