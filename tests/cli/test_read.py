import hashlib
import io
import json
from pathlib import Path

import pytest

from multisumm.cli.read import read
from multisumm.messages import parse_size
from multisumm.model import Document
from multisumm.reading import read_documents
from multisumm.reading.file_bytes import MAX_BYTES
from multisumm.rendering.documents import render_documents, render_texts


@pytest.fixture
def run(tmp_path, monkeypatch, main):
    """Runs the command in an empty folder and gives its status, its output and its errors."""
    monkeypatch.chdir(tmp_path)
    return main


def test_one_document_is_printed_byte_for_byte(run):
    Path("a.txt").write_bytes("né\r\n\x1b[31m no line end".encode())
    assert run("read", "a.txt") == (0, Path("a.txt").read_bytes(), "")


def test_several_documents_are_printed_below_their_ids(run):
    Path("a.txt").write_text("A.\n\n")
    Path("b.txt").write_text("B.")
    assert run("read", "a.txt", "b.txt") == (0, b"==> a.txt <==\nA.\n\n==> b.txt <==\nB.\n", "")


def test_json_has_every_known_field_and_the_digest_of_the_text(run):
    Path("a.csv").write_text("id,body,headline,source\n7,café,T,S\n")
    status, output, errors = run("read", "a.csv", "--format", "json")
    assert (status, errors) == (0, "")
    record = json.loads(output)
    assert record["documents"][0].pop("file")["name"] == "a.csv"
    assert record == {
        "documents": [
            {
                "id": "7",
                "title": "T",
                "date": None,
                "site": "S",
                "url": None,
                "kind": "text",
                "pages": [],
                "characters": 4,
                "sha256": hashlib.sha256("café".encode()).hexdigest(),
                "text": "café",
            }
        ]
    }


def test_written_documents_are_read_back_unchanged(tmp_path):
    documents = [
        Document("a", "A.\n\nB.", "T", "2019-10-07", "https://e.org/", "S", pages=(0, 4)),
        Document("b", "C\u2028\x85.", pages=()),
    ]
    path = tmp_path / "a.json"
    path.write_text(render_documents(documents))
    assert read_documents(path) == documents
    assert render_texts(documents[:1]) == "A.\n\nB."


def test_the_digest_equals_the_one_in_the_summary(run):
    Path("a.txt").write_text("The ferry sank off the island on Sunday morning.")
    _, summary, _ = run("summarize", "a.txt", "--format", "json")
    _, output, _ = run("read", "a.txt", "--format", "json")
    (source,), (document,) = json.loads(summary)["documents"], json.loads(output)["documents"]
    assert source["sha256"] == document["sha256"]
    _, printed, _ = run("read", "a.txt")
    assert hashlib.sha256(printed).hexdigest() == source["sha256"]


def test_columns_are_given_on_the_command_line(run):
    Path("a.csv").write_text("a,b\n1,A.\n")
    assert run("read", "a.csv", "--fields", "text=b,id=a")[1] == b"A."
    assert run("summarize", "a.csv", "--fields", "text=b", "--fields", "id=a")[0] == 0
    status, output, errors = run("read", "a.csv")
    assert (status, output) == (1, b"")
    assert errors == (
        "multisumm: error: a.csv: no column with texts; the columns are: a, b;"
        " name one by --fields, as text=COLUMN\n"
    )
    status, output, errors = run("read", "a.csv", "--fields", "texts=b")
    assert (status, output, errors.count("\n")) == (2, b"", 1)


@pytest.mark.parametrize("command", ["read", "summarize"])
def test_an_unreadable_file_among_good_ones_is_a_warning_and_strict_ends_with_3(run, command):
    Path("in").mkdir()
    Path("in/a.txt").write_text("The ferry sank off the island on Sunday morning.")
    Path("in/b.pdf").write_text("no PDF")
    Path("in/c.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    warnings = (
        "multisumm: warning: b.pdf: not a PDF; skipped\n"
        "multisumm: warning: c.txt: binary data (PNG), not text; skipped\n"
    )
    for paths in (["in"], ["in/a.txt", "in/b.pdf", "in/c.txt"]):
        found = warnings if paths == ["in"] else warnings.replace("g: ", "g: in/")
        status, output, errors = run(command, *paths)
        assert (status, b"The ferry" in output) == (0, True)
        assert errors.startswith(found)
        status, output, errors = run(command, *paths, "--strict")
        assert (status, b"The ferry" in output) == (3, True)
        assert run(command, *paths, "--quiet")[2] == ""


def test_the_limit_is_given_on_the_command_line(run):
    Path("a.txt").write_text("A" * 100)
    assert run("read", "a.txt", "--max-bytes", 100)[0] == 0
    status, output, errors = run("read", "a.txt", "--max-bytes", 99)
    assert (status, output) == (1, b"")
    assert errors == "multisumm: error: a.txt: larger than 99 bytes; --max-bytes allows more\n"
    assert run("read", "a.txt", "--max-bytes", 10**12)[0] == 0  # which no machine could hold
    for number in (0, 10**12 + 1, 2**63 - 1):
        assert run("read", "a.txt", "--max-bytes", number)[0] == 2
    (option,) = (one for one in read.params if one.name == "max_bytes")
    assert parse_size(option.default) == MAX_BYTES


def test_an_address_is_not_fetched_unless_asked_for(run):
    status, output, errors = run("read", "http://127.0.0.1:9/")
    assert (status, output) == (1, b"")
    message = "addresses are fetched only with --fetch"
    assert errors == f"multisumm: error: http://127.0.0.1:9/: {message}\n"
    assert "not public" in run("summarize", "http://127.0.0.1:9/", "--fetch")[2]
    assert "refused" in run("read", "http://127.0.0.1:9/", "--fetch", "--allow-private")[2].lower()


def test_the_kind_of_standard_input_is_recognized_by_its_beginning(run, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"%PDF-1.4 cut off")))
    status, _, errors = run("read", "-")
    assert status == 1
    assert errors.startswith("multisumm: error: stdin: ")
    assert "pdf" in errors.lower()


def test_the_output_can_be_a_file_but_not_an_input_file(run):
    Path("a.txt").write_text("A.")
    assert run("read", "a.txt", "--output", "b.txt") == (0, b"", "")
    assert Path("b.txt").read_text() == "A."
    assert "not overwritten" in run("read", "a.txt", "--output", "a.txt")[2]
