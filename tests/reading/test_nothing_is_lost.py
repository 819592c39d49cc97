"""Every file that is given ends as read, passed over or failed, and the user is told which."""

import os

import pytest

from multisumm import compare, read_clusters, read_documents, summarize
from multisumm.errors import InputError, NothingToSummarize
from multisumm.model import FileFate

TEXT = "The ferry sank on Sunday near the island. The captain had been warned of the storm."


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Work in an empty folder, and give a function that fills it."""
    monkeypatch.chdir(tmp_path)

    def fill(**files):
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return fill


def test_a_file_whose_name_or_folder_is_not_utf_8_is_read(folder):
    names = [b"x/\xff.txt", b"x/a/b.txt", b"x/\xfe/b.txt"]
    folder(**{os.fsdecode(name): TEXT for name in names})
    fates = read_documents(["x"]).files
    assert {fate.outcome for fate in fates} == {"read"}
    ids = {name for fate in fates for name in fate.documents}
    assert ids == {"\\udcff.txt", "a/b.txt", "\\udcfe/b.txt"}


def test_each_file_has_its_fate_and_each_loss_its_warning(folder):
    folder(**{"x/a.txt": TEXT, "x/b.bin": bytes(9), "x/c.txt": " ", "x/.d/e.txt": TEXT})
    documents = read_documents(["x", "x/a.txt"])
    assert sorted(documents.files) == [
        FileFate(".d", "passed over", "hidden"),
        FileFate("a.txt", "read", documents=("a.txt",)),
        FileFate("b.bin", "failed", "binary data, not text"),
        FileFate("c.txt", "passed over", "empty"),
        FileFate("x/a.txt", "passed over", "the same file as a.txt"),
    ]
    assert documents.warnings == (
        "b.bin: binary data, not text; skipped",
        "x/a.txt: the same file as a.txt; read once",
        "c.txt: nothing but white space; skipped",
    )
    assert summarize(documents).warnings == documents.warnings
    assert compare(documents).warnings[:3] == documents.warnings


def test_the_documents_of_files_are_a_list(folder):
    folder(**{"a.txt": TEXT})
    documents = read_documents("a.txt")
    assert [document.text for document in documents] == [TEXT]
    assert documents == list(documents)
    assert summarize(list(documents)).warnings == ()


def test_of_a_subject_only_the_sources_are_read(folder):
    folder(
        **{
            "c/sources/a.txt": TEXT,
            "c/references/1.txt": "A ferry sank.",
            "c/notes.md": "Ask the captain.",
        }
    )
    documents = read_documents("c")
    assert [document.id for document in documents] == ["a.txt"]
    assert documents.files == (
        FileFate("notes.md", "passed over", "beside the sources"),
        FileFate("references", "passed over", "beside the sources"),
        FileFate("a.txt", "read", documents=("a.txt",)),
    )
    folder(**{"d/sources/a.txt": TEXT, "d/b.txt": TEXT})
    assert [document.id for document in read_documents("d")] == ["b.txt", "sources/a.txt"]


def test_if_nothing_is_left_each_file_is_named_in_the_notes_of_the_error(folder):
    folder(**{"x/a.bin": bytes(9), "x/b.txt": b"\x89PNG\r\n\x1a\n", "y/c.txt": "", "y/d.txt": " "})
    with pytest.raises(InputError, match="no file to read in this folder") as failed:
        read_documents("x")
    assert failed.value.__notes__ == [
        "a.bin: binary data, not text; skipped",
        "b.txt: binary data (PNG), not text; skipped",
    ]
    with pytest.raises(NothingToSummarize, match="no text in 2 documents") as empty:
        read_documents("y")
    assert empty.value.__notes__ == [
        "c.txt: empty; skipped",
        "d.txt: nothing but white space; skipped",
    ]


def test_clusters_have_the_warnings_of_their_files(folder):
    folder(
        **{"s/sources/a.txt": TEXT, "s/sources/b.txt": "caf\xe9 noir".encode("cp1252"), "t.csv": ""}
    )
    [cluster] = read_clusters("s")
    assert cluster.warnings == ("b.txt: read as cp1252",)
    folder(**{"t.csv": "text\ncaf\xe9 noir\n".encode("cp1252")})
    [cluster] = read_clusters("t.csv")
    assert cluster.warnings == ("t.csv: read as cp1252",)
