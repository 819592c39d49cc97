import gzip
import io
import json
import os
import subprocess
import sys
import threading
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from input_files import read_sources
from multisumm import summarize, verify
from multisumm._version import __version__
from multisumm.errors import InputError, MultisummError, NothingToSummarize, OptionError
from multisumm.model import Cluster, Document, FileFate
from multisumm.reading import (
    read_clusters,
    read_documents,
    read_uploads,
)


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


def ids(paths, **options):
    return [document.id for document in read_documents(paths, **options)]


def test_a_folder_gives_its_files_in_order_with_paths_below_it(folder):
    folder(
        **{
            "reports/b.txt": "B.",
            "reports/a.md": "# A\r\n",
            "reports/B.TXT": "Big.",
            "reports/sub/none": "N.",
            "reports/sub/deep/z.txt": "Z.",
            "reports/.hidden.txt": "H.",
            "reports/.git/config": "G.",
        }
    )
    assert read_sources(["reports/"]) == (
        (
            Document("B.TXT", "Big."),
            Document("a.md", "# A\r\n"),
            Document("b.txt", "B."),
            Document("sub/deep/z.txt", "Z."),
            Document("sub/none", "N."),
        ),
        (),
    )


def test_the_ids_of_files_are_their_names_in_the_given_order(folder):
    folder(**{"x/a.txt": "A.", "x/b.txt": "B."})
    assert ids(["x/b.txt", Path("x/a.txt")]) == ["b.txt", "a.txt"]
    assert ids("x/b.txt") == ids(Path("x/b.txt")) == ["b.txt"]


def test_equal_names_get_as_much_of_the_path_as_distinguishes_them(folder):
    folder(**{name: name for name in ("x/y/a.txt", "z/y/a.txt", "x/b.txt", "a.txt", "y/c.txt")})
    assert ids(["x/y/a.txt", "x/b.txt", "z/y/a.txt"]) == ["x/y/a.txt", "b.txt", "z/y/a.txt"]
    assert ids(["a.txt", "x/y/a.txt"]) == ["a.txt", "y/a.txt"]
    assert ids(["x", "z"]) == ["b.txt", "x/y/a.txt", "z/y/a.txt"]


def test_a_file_reached_twice_is_read_once(folder):
    folder(**{"x/a.txt": "A."})
    os.symlink("a.txt", "x/link.txt")
    documents, warnings = read_sources(["x", "x/../x/a.txt"])
    assert documents == (Document("a.txt", "A."),)
    assert warnings == (
        "link.txt: the same file as a.txt; read once",
        "x/../x/a.txt: the same file as a.txt; read once",
    )


def test_links_to_folders_are_not_followed(folder):
    folder(**{"x/a.txt": "A."})
    os.symlink(".", "x/loop")
    assert read_sources(["x"]) == (
        (Document("a.txt", "A."),),
        ("loop: a link to a folder; skipped",),
    )


def test_standard_input_is_a_document(folder):
    folder(**{"stdin": "A file.", "-": "Another."})
    assert read_documents("-", stdin=io.BytesIO(b"I.\n")) == [Document("stdin", "I.\n")]
    documents, warnings = read_sources(["-", "stdin", "./-", "-"], stdin=io.BytesIO(b"I."))
    assert [document.id for document in documents] == ["-/stdin", "stdin", "-"]
    assert warnings == ("stdin: the same file as stdin; read once",)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_that_is_named_is_read_unless_nobody_writes_to_it(folder):
    folder()
    os.mkfifo("pipe")
    with pytest.raises(InputError, match=r"^pipe: a pipe that nobody writes to$"):
        read_documents("pipe")
    script = "import sys; pipe = open('pipe', 'wb'); sys.stdin.read(1); pipe.write(b'It sank.')"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE) as writer:
        reader = os.open("pipe", os.O_RDONLY)  # returns when the writer has opened it, too
        threading.Timer(0.2, writer.communicate, [b"x"]).start()
        assert [document.text for document in read_documents("pipe")] == ["It sank."]
        os.close(reader)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_no_more_is_read_from_a_pipe_than_the_limit(folder):
    folder()
    os.mkfifo("pipe")
    end = os.open("pipe", os.O_RDWR)
    os.write(end, b"a" * 1000)
    with pytest.raises(InputError, match="larger than 100 bytes"):
        read_documents("pipe", max_bytes=100)
    os.close(end)


def test_unreadable_files_in_a_folder_are_skipped_with_a_warning(folder):
    folder(
        **{
            "x/a.txt": b"caf\xe9",
            "x/b.bin": bytes(9),
            "x/c.jsonl": "{",
            "x/d.txt": "",
            "x/e.txt": " \n",
        }
    )
    os.symlink("nowhere", "x/f.txt")
    os.mkfifo("x/g")
    documents, warnings = read_sources(["x"])
    assert documents == (Document("a.txt", "café"),)
    assert warnings == (
        "b.bin: binary data, not text; skipped",
        "c.jsonl, line 1: not valid JSON: Expecting property name enclosed in double quotes"
        " (column 2); skipped",
        "f.txt: no such file or directory; skipped",
        "g: not a regular file; skipped",
        "a.txt: read as cp1252",
        "d.txt: empty; skipped",
        "e.txt: nothing but white space; skipped",
    )


def test_a_warning_names_the_document_by_its_id(folder):
    folder(**{"x/a.txt": b"caf\xe9", "y/a.txt": b"th\xe9"})
    assert read_sources(["x", "y"]).warnings == (
        "x/a.txt: read as cp1252",
        "y/a.txt: read as cp1252",
    )


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        ([], "no path is given: name files or folders to read"),
        ([""], "an empty path is given"),
        (["none\n.txt"], "none\\n.txt: no such file or directory"),
        (["b.bin"], "b.bin: binary data, not text"),
        (["x"], "x: no file to read in this folder"),
        (
            ["y"],
            "y: no file to read in this folder (1 file skipped; b.bin: binary data, not text)",
        ),
        (["a.txt", "x"], "x: no file to read in this folder"),
    ],
)
def test_a_path_without_text_is_an_error_of_one_line(folder, paths, message):
    folder(**{"a.txt": "A.", "b.bin": bytes(9), "x/.hidden": "H.", "y/b.bin": bytes(9)})
    with pytest.raises(InputError) as caught:
        read_sources(paths)
    assert str(caught.value) == message


def test_an_impossible_path_is_an_error():
    with pytest.raises(InputError, match=r"^a\\x00b: .*embedded null"):
        read_sources(["a\0b"])


def test_a_file_without_permission_is_an_error_or_skipped(folder, monkeypatch):
    folder(**{"x/a.txt": "A.", "x/b.txt": "B."})
    opened = os.open

    def refuse(path, *how, **options):
        if str(path).endswith("b.txt"):
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *how, **options)

    monkeypatch.setattr(os, "open", refuse)
    assert read_sources("x").warnings == ("b.txt: permission denied; skipped",)
    with pytest.raises(InputError, match=r"^x/b\.txt: permission denied$"):
        read_sources("x/b.txt")


def test_a_folder_without_permission_is_an_error_or_skipped(folder, monkeypatch):
    folder(**{"x/a.txt": "A.", "x/y/b.txt": "B."})
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("y"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert read_sources("x").warnings == ("x/y: permission denied; skipped",)
    with pytest.raises(InputError, match=r"^x/y: permission denied$"):
        read_sources("x/y")


def test_nothing_but_empty_files_is_nothing_to_summarize(folder):
    folder(**{"x/a.txt": "", "x/b.txt": "\ufeff \r\n"})
    with pytest.raises(NothingToSummarize) as caught:
        read_documents("x")
    assert str(caught.value) == "nothing to summarize: no text in 2 documents"


def test_names_that_are_not_utf8_or_not_printable_give_ids_that_are(folder):
    folder(**{"x/a\n.txt": b"caf\xe9"})
    Path(os.fsdecode(b"x/\xfe.txt")).write_text("A.")
    Path(os.fsdecode(b"x/\xff.txt")).write_text("B.")
    documents, warnings = read_sources("x")
    assert [document.id for document in documents] == ["a\n.txt", "\\udcfe.txt", "\\udcff.txt"]
    assert warnings == ("a\\n.txt: read as cp1252",)


def test_jsonl_gives_documents_with_their_own_ids(folder):
    cluster = json.dumps({"documents": [{"id": "a", "text": "A\ud800."}, {"id": "b", "text": ""}]})
    folder(**{"x/c.jsonl": cluster, "x/d.JSONL.GZ": gzip.compress(cluster.encode()), "a": "File."})
    assert read_sources(["x/c.jsonl"]) == (
        (Document("a", "A\ufffd."),),
        (
            "x/c.jsonl, document a: 1 lone surrogate replaced by U+FFFD",
            "x/c.jsonl, document b: empty; skipped",
        ),
    )
    assert ids(["x", "a"]) == ["c.jsonl/a", "d.JSONL.GZ/a", "a"]


def test_an_unreadable_file_is_skipped_if_there_are_others(folder):
    folder(**{"a.txt": "A.", "b.txt": bytes(9), "c.doc": "C."})
    documents, warnings = read_sources(["b.txt", "a.txt", "c.doc"])
    assert documents == (Document("a.txt", "A."),)
    assert warnings == (
        "b.txt: binary data, not text; skipped",
        "c.doc: this kind of file is not read; save it as .docx or PDF; skipped",
    )
    with pytest.raises(InputError) as caught:
        read_sources(["b.txt", "c.doc"])
    assert str(caught.value) == "b.txt: binary data, not text"
    assert caught.value.__notes__ == [*warnings]
    with pytest.raises(InputError, match=r"^none\.txt: no such file"):
        read_sources(["a.txt", "none.txt"])


def test_a_file_above_the_limit_is_not_read_whatever_its_kind(folder):
    folder(**{"x/a.txt": "A.", "x/b.txt": "B" * 1001, "x/c.gz": gzip.compress(bytes(10**7))})
    limit = "larger than 1 kB; option `max_bytes` allows more; skipped"
    assert read_sources("x", max_bytes=1000) == (
        (Document("a.txt", "A."),),
        (f"b.txt: {limit}", f"c.gz: {limit}"),
    )
    assert ids("x/b.txt", max_bytes=1001) == ["b.txt"]
    with pytest.raises(InputError, match=r"^/dev/zero: larger than 1 kB"):
        read_sources("/dev/zero", max_bytes=1000)
    with pytest.raises(InputError, match=r"^stdin: larger than 10 bytes"):
        read_sources("-", stdin=io.BytesIO(bytes(11)), max_bytes=10)


def test_a_link_to_itself_is_skipped(folder):
    folder(**{"x/a.txt": "A."})
    os.symlink("loop.txt", "x/loop.txt")
    assert read_sources("x").warnings == ("loop.txt: too many levels of symbolic links; skipped",)


def test_names_with_spaces_line_ends_and_dots_are_read(folder):
    names = ["x/a b.txt", "x/a\nb.txt", "x/..c.d..txt", "x/..."]
    folder(**dict.fromkeys(names, "A."))
    assert ids(["x/a b.txt", "x/../x/a\nb.txt", "x/..c.d..txt"]) == [
        "a b.txt",
        "a\nb.txt",
        "..c.d..txt",
    ]


def test_a_field_that_does_not_exist_is_wrong_usage():
    with pytest.raises(OptionError, match="unknown field 'body'; choose from id, text, title"):
        read_documents("-", fields={"body": "x"})


@settings(deadline=None, derandomize=True)
@given(
    content=st.binary() | st.text().map(lambda text: json.dumps({"text": text}).encode()),
    name=st.sampled_from(["a.txt", "a.md", "a", "a.jsonl", "a.jsonl.gz"]),
    compressed=st.booleans(),
)
def test_any_bytes_give_documents_or_an_error_of_one_line(
    tmp_path_factory, content, name, compressed
):
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(gzip.compress(content) if compressed else content)
    try:
        documents, lines = read_sources([path])
    except MultisummError as error:
        documents, lines = (), (str(error),)
    assert all(line.isprintable() for line in lines)
    for document in documents:
        f"{document.id}{document.text}".encode()
        assert document.text.strip()


def test_clusters_come_from_lines(folder):
    folder(**{"c.jsonl": '{"id": "x", "documents": ["A."]}\n\n{"document": "B. ||||| C."}\n{\n'})
    clusters = read_clusters("c.jsonl")
    assert next(clusters) == Cluster("x", (Document("1", "A."),))
    assert next(clusters) == Cluster("3", (Document("1", "B."), Document("2", "C.")))
    with pytest.raises(InputError, match=r"^c\.jsonl, line 4: not valid JSON: "):
        next(clusters)
    stdin = io.BytesIO(b'{"documents": ["A."]}')
    assert [cluster.id for cluster in read_clusters("-", stdin=stdin)] == ["1"]


def test_clusters_come_from_folders_of_sources_and_references(folder):
    folder(
        **{
            "seeds/b/sources/2.txt": "B2.",
            "seeds/b/sources/1.txt": "B1.",
            "seeds/b/references/r.txt": "R.\n",
            "seeds/de/a/sources/1.txt": "A1.",
            "seeds/.git/sources/x": "X.",
            "seeds/notes.md": "N.",
        }
    )
    b = (Document("1.txt", "B1."), Document("2.txt", "B2."))
    assert list(read_clusters("seeds")) == [
        Cluster("b", b, ("R.\n",)),
        Cluster("de/a", (Document("1.txt", "A1."),)),
    ]
    assert list(read_clusters(Path("seeds/b"))) == [Cluster("b", b, ("R.\n",))]
    with pytest.raises(InputError, match=r"^https://e\.org/a\.csv: clusters are not fetched"):
        read_clusters("https://e.org/a.csv")
    with pytest.raises(InputError, match=r"^seeds/b/sources: no subject with a folder `sources`"):
        list(read_clusters("seeds/b/sources"))


def test_a_subject_may_have_a_query_and_name_known_documents(folder):
    folder(
        **{
            "s/day-1/sources/a.txt": "A.",
            "s/day-2/sources/a.txt": "B.",
            "s/day-2/query.txt": " What is new?\n",
            "s/day-2/known.txt": "\n../day-1/sources\n  ../notes.txt \n",
            "s/notes.txt": "N.",
        }
    )
    first, second = read_clusters("s")
    assert (first.query, first.known) == (None, ())
    assert second.query == "What is new?"
    assert second.known == (Document("a.txt", "A."), Document("notes.txt", "N."))
    assert second.documents == (Document("a.txt", "B."),)
    with pytest.raises(InputError) as caught:
        list(read_clusters("s/day-2"))
    assert str(caught.value) == (
        "s/day-2/known.txt, line 2: '../day-1/sources' is outside of the given folder, s/day-2"
    )


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        ("../day-1", "line 1: '../day-1': no such file or directory"),
        ("\n/etc/passwd", "line 2: '/etc/passwd' is outside of the given folder, s"),
        ("../../x", "line 1: '../../x' is outside of the given folder, s"),
    ],
)
def test_a_known_path_must_exist_within_the_given_folder(folder, known, reason):
    folder(**{"x": "X.", "s/day-2/sources/a.txt": "B.", "s/day-2/known.txt": known})
    with pytest.raises(InputError) as caught:
        list(read_clusters("s"))
    assert str(caught.value) == f"s/day-2/known.txt, {reason}"


def test_a_known_path_may_be_too_long_for_the_system(folder):
    folder(**{"s/sources/a.txt": "B.", "s/known.txt": "x" * 5000})
    with pytest.raises(InputError, match=r"^s/known\.txt, line 1: 'x+.*: file name too long$"):
        list(read_clusters("s"))


def test_the_current_folder_is_not_left_by_known_paths_either(folder, monkeypatch):
    folder(**{"x": "X.", "s/d/sources/a.txt": "B.", "s/d/known.txt": "../../x"})
    monkeypatch.chdir("s")
    with pytest.raises(InputError, match=r"'\.\./\.\./x' is outside of the given folder, \.$"):
        list(read_clusters("."))


def test_files_of_queries_that_are_binary_or_blank(folder):
    folder(**{"s/sources/a.txt": "A.", "s/query.txt": " \n", "s/known.txt": "\n"})
    (cluster,) = read_clusters("s")
    assert (cluster.query, cluster.known) == (None, ())
    Path("s/query.txt").write_bytes(bytes(range(256)))
    with pytest.raises(InputError, match=r"^s/query\.txt: binary data"):
        list(read_clusters("s"))
    Path("s/query.txt").unlink()
    Path("s/query.txt").symlink_to("nowhere")
    with pytest.raises(InputError, match=r"^s/query\.txt: no such file or directory"):
        list(read_clusters("s"))
    Path("s/query.txt").unlink()
    Path("s/query.txt").mkdir()
    with pytest.raises(InputError, match=r"^s/query\.txt: not a regular file"):
        list(read_clusters("s"))


def test_a_subject_is_read_as_a_whole_or_not_at_all(folder):
    folder(**{"s/sources/a.txt": "A.", "s/sources/b.pdf": "no PDF", "s/references/r.txt": "R."})
    with pytest.raises(InputError, match=r"^b\.pdf: not a PDF$"):
        list(read_clusters("s"))
    Path("s/sources/b.pdf").rename("s/sources/b.txt")
    Path("s/sources/c").symlink_to("..")
    with pytest.raises(InputError, match=r"^c: a link to a folder$"):
        list(read_clusters("s"))
    Path("s/sources/c").unlink()
    assert len(next(read_clusters("s")).documents) == 2


def test_clusters_are_read_with_the_same_options_as_documents(folder):
    record = {"Name": "x", "Body": "A."}
    folder(
        **{
            "s/sources/a.csv": "Name,Body\nx,A.\n",
            "s/references/r.txt": "R.",
            "lines": json.dumps(record),
            "a.json": json.dumps([record]),
        }
    )
    fields = {"id": "Name", "text": "Body"}
    for path in ("s", "lines", "a.json"):
        (cluster,) = read_clusters(path, fields=fields)
        assert cluster.documents == (Document("x", "A."),)
        with pytest.raises(OptionError, match=r"unknown field 'texts'; did you mean text\?"):
            read_clusters(path, fields={"texts": "Body"})
    for path in ("s", "a.json"):
        with pytest.raises(InputError, match="larger than 9 bytes"):
            list(read_clusters(path, fields=fields, max_bytes=9))


def test_documents_are_one_cluster_in_json_and_in_lines_of_it(folder):
    records = [{"id": "a", "text": "A."}, {"text": "B."}]
    lines = "\n".join(map(json.dumps, records))
    folder(
        **{
            "a.json": json.dumps(records),
            "a.jsonl": lines,
            "a.jsonl.gz": gzip.compress(lines.encode()),
        }
    )
    expected = [Cluster("", (Document("a", "A."), Document("2", "B.")))]
    for path in ("a.json", "a.jsonl", "a.jsonl.gz"):
        assert [*read_clusters(path)] == expected
    assert [*read_clusters("-", stdin=io.BytesIO(lines.encode()))] == expected


def test_a_folder_of_subjects_without_permission_is_an_error(folder, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refuse)
    folder(**{"seeds/a.txt": "A."})
    with pytest.raises(InputError, match=r"^seeds: permission denied$"):
        list(read_clusters("seeds"))


@pytest.mark.slow
def test_a_long_line_and_many_files_are_read(tmp_path):
    text = "A sentence of a long document. " * 700_000
    (tmp_path / "long.jsonl").write_text(json.dumps({"documents": [text, "B."]}))
    assert len(next(read_clusters(tmp_path / "long.jsonl")).documents[0].text) == len(text)
    many = tmp_path / "many"
    many.mkdir()
    for number in range(2_000):  # more than a process may usually have open
        (many / f"{number:04}.txt").write_text("A.")
    assert ids([many])[-1] == "1999.txt"


def test_records_on_standard_input_are_read_as_records():
    stdin = io.BytesIO(b'{"documents": [{"id": "x", "text": "A."}]}\n')
    assert read_documents("-", stdin=stdin) == [Document("x", "A.")]
    assert read_documents("-", stdin=io.BytesIO(b"{A.}")) == [Document("stdin", "{A.}")]


@pytest.mark.parametrize(
    "data",
    [
        b'Key,Body\nx,"A, b."\ny,B.\n',
        b"Key\tBody\nx\tA, b.\ny\tB.\n",
        b'{"Key": "x", "Body": "A, b."}\n{"Key": "y", "Body": "B."}\n',
        b'[{"Key": "x", "Body": "A, b."}, {"Key": "y", "Body": "B."}]',
    ],
)
def test_standard_input_is_a_table_or_records_if_fields_are_given(data):
    fields = {"id": "Key", "text": "Body"}
    found = [Document("x", "A, b."), Document("y", "B.")]
    assert read_documents("-", stdin=io.BytesIO(data), fields=fields) == found
    compressed = io.BytesIO(gzip.compress(data))
    assert read_documents("-", stdin=compressed, fields=fields) == found
    (plain,) = read_documents("-", stdin=io.BytesIO(data))
    assert plain.id == "stdin"
    with pytest.raises(InputError, match=r"^stdin.*: no column 'Text'; the columns are: Key"):
        read_documents("-", stdin=io.BytesIO(data), fields={"text": "Text"})


def test_a_file_without_a_suffix_is_not_a_table_even_with_fields(folder):
    folder(README="A text, and more.")
    assert read_documents("README", fields={"text": "Body"})[0].text == "A text, and more."


def test_warnings_about_documents_name_the_file_and_the_row(folder):
    folder(**{"x/a.csv": 'text\nA.\n" "\n', "x/b.txt": "", "y/b.txt": ""})
    assert read_sources(["x", "y/b.txt"]).warnings == (
        "a.csv row 2: nothing but white space; skipped",
        "x/b.txt: empty; skipped",
        "y/b.txt: empty; skipped",
    )
    found = read_uploads([("a.csv", b"id,text\n7,\n8,B.")], documents=[Document("c", "")])
    assert found.warnings == ("a.csv, document 7: empty; skipped", "c: empty; skipped")


def test_rows_are_called_by_their_file_and_number_whatever_else_is_given(folder):
    folder(**{"x/a.csv": "text\nA.\nB.\n", "x/b.csv": "text\nC.\n", "y/a.csv": "text\nD.\n"})
    assert [one.id for one in read_sources("x").documents] == [
        *("a.csv row 1", "a.csv row 2", "b.csv row 1")
    ]
    assert [one.id for one in read_sources(["x", "y"]).documents] == [
        *("x/a.csv row 1", "a.csv row 2", "b.csv row 1", "y/a.csv row 1")
    ]


# Uploads


def test_uploads_are_called_by_their_names_and_as_much_of_the_path_as_distinguishes_them():
    names = ("x/a.txt", "y\\a.txt", "../../etc/passwd", "b.txt", "b.txt", "..", "", "/")
    uploads = [(name, f"Text {number}.".encode()) for number, name in enumerate(names)]
    found = read_uploads(uploads, documents=[Document("b.txt", "Given.", title="T")])
    assert [(one.id, one.text) for one in found] == [
        *(("x/a.txt", "Text 0."), ("y/a.txt", "Text 1."), ("passwd", "Text 2.")),
        *(("b.txt", "Text 3."), ("upload 5/b.txt", "Text 4.")),
        *(("unnamed", "Text 5."), ("upload 7/unnamed", "Text 6."), ("upload 8/unnamed", "Text 7.")),
        ("given/b.txt", "Given."),
    ]
    assert found[-1].title == "T"


def test_uploads_that_cannot_be_read_are_named_and_nothing_is_opened():
    uploads = [("/etc/passwd", b"In it."), ("a.pdf", b"No."), ("b.txt", b"x" * 40)]
    found = read_uploads(uploads, max_bytes=30)
    assert [(one.id, one.text) for one in found] == [("passwd", "In it.")]
    assert [line.partition(":")[0] for line in found.warnings] == ["a.pdf", "b.txt"]
    with pytest.raises(InputError, match=r"^a.pdf: not a PDF$"):
        read_uploads(uploads[1:2])
    with pytest.raises(NothingToSummarize):
        read_uploads([])


def test_every_upload_that_cannot_be_read_is_named_with_as_much_of_its_path_as_was_given():
    uploads = [("x/a.pdf", b"No."), ("y/a.pdf", b"No."), ("b.txt", b"")]
    found = read_uploads(uploads, documents=[Document("c", "Given.")])
    assert found.files == (
        FileFate("x/a.pdf", "failed", "not a PDF"),
        FileFate("y/a.pdf", "failed", "not a PDF"),
        FileFate("b.txt", "passed over", "empty"),
    )
    assert found.warnings[:2] == (
        "x/a.pdf: not a PDF; skipped",
        "y/a.pdf: not a PDF; skipped",
    )
    with pytest.raises(InputError) as error:
        read_uploads(uploads[:2])
    assert str(error.value) == "none of 2 files can be read: x/a.pdf, y/a.pdf"
    assert tuple(error.value.__notes__) == found.warnings[:2]


def test_uploads_are_taken_one_by_one():
    taken = []

    def uploads():
        for name in ("a.txt", "b.txt"):
            taken.append(name)
            yield name, b"A text."

    assert len(read_uploads(uploads())) == len(taken) == 2


@given(st.lists(st.text(max_size=8), max_size=6))
def test_uploads_with_any_names_are_all_read(names):
    found = read_uploads((f"{name}.txt", b"A text.") for name in names) if names else None
    assert found is None or len({one.id for one in found}) == len(names)


# Values of a wrong type


@pytest.mark.parametrize(
    "paths", [5, None, b"a.txt", [b"a.txt"], [None], ["a.txt", 5], [""]], ids=repr
)
@pytest.mark.parametrize("read", [read_sources, read_documents])
def test_paths_of_a_wrong_type_are_an_error_of_one_line(folder, read, paths):
    folder(**{"a.txt": "A."})
    with pytest.raises(InputError, match=r"^(a path must be|paths must be|an empty path)"):
        read(paths)


@pytest.mark.parametrize("path", [5, None, b"a.jsonl", ["a.jsonl"], True, ""], ids=repr)
def test_a_path_of_clusters_of_a_wrong_type_is_an_error_of_one_line(path):
    with pytest.raises(InputError, match=r"^(a path must be|an empty path)"):
        read_clusters(path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("fields", value) for value in ("x", 5, None, ["text"], {"text": 5}, {5: "x"})),
        *(("max_bytes", value) for value in ("x", None, True, 0, -1, 1.5, [1])),
        *(("stdin", value) for value in ("x", 5, io.StringIO("A."))),
    ],
    ids=lambda value: repr(value)[:12],
)
def test_an_option_of_a_wrong_type_is_wrong_usage(folder, name, value):
    folder(**{"a.txt": "A.", "a.jsonl": '{"text": "A."}'})
    for read, path in ((read_sources, "a.txt"), (read_documents, "-"), (read_clusters, "a.jsonl")):
        with pytest.raises(OptionError) as caught:
            read(path, **{name: value})
        assert str(caught.value).isprintable()
    if name != "stdin":
        with pytest.raises(OptionError):
            read_uploads([("a.txt", b"A.")], **{name: value})


@pytest.mark.parametrize("name", ["fetch", "allow_private"])
@pytest.mark.parametrize("value", ["no", 1, None], ids=repr)
def test_a_switch_is_true_or_false(folder, name, value):
    folder(**{"a.txt": "A."})
    with pytest.raises(OptionError, match=f"^{name} must be true or false, not {value!r}$"):
        read_documents("a.txt", **{name: value})


def test_a_limit_may_be_an_integer_of_numpy(folder):
    folder(**{"a.txt": "A.", "a.csv": "text\nA.\n"})
    assert ids("a.txt", max_bytes=np.int64(2)) == ["a.txt"]
    assert len(list(read_clusters("a.csv", max_bytes=np.uint16(99)))) == 1


def test_paths_may_come_from_a_generator(folder):
    folder(**{"a.txt": "A.", "b.txt": "B."})
    assert ids(Path(name) for name in ("a.txt", "b.txt")) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("name", ["a\0.json", "a" * 5000 + ".json", "a\0.jsonl"])
def test_a_file_of_clusters_with_an_impossible_name_is_an_error(name):
    with pytest.raises(InputError, match=r"(embedded null byte|file name too long)$"):
        list(read_clusters(name))


def test_a_closed_standard_input_is_an_error_for_clusters_too(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(InputError, match=r"^standard input is closed$"):
        list(read_clusters("-"))


# The file that each document was read from


def test_each_document_knows_its_file_by_name_size_digest_reader_and_library(tmp_path):
    (tmp_path / "in").mkdir()
    content = {
        "in/a.txt": b"It rained.\r\n",
        "in/b.txt.gz": gzip.compress(b"It snowed.", mtime=0),
        "in/c.csv": b"text\nOne.\nTwo.\n",
    }
    for name, data in content.items():
        (tmp_path / name).write_bytes(data)
    documents, _ = read_sources([tmp_path / "in"])
    assert [document.file.name for document in documents] == ["a.txt", "b.txt.gz", "c.csv", "c.csv"]
    assert [document.file.reader for document in documents] == ["text", "text", "csv", "csv"]
    assert {document.file.library for document in documents} == {f"multisumm {__version__}"}
    for document in documents:
        data = content[f"in/{document.file.name}"]
        assert (document.file.bytes, document.file.sha256) == (len(data), sha256(data).hexdigest())


def test_standard_input_and_uploads_have_a_file_too():
    [document] = read_documents("-", stdin=io.BytesIO(b"It rained."))
    assert (document.file.name, document.file.bytes) == ("stdin", 10)
    [document] = read_uploads([("x/a.txt", b"It rained.")])
    assert document.file.name == "a.txt"


def test_the_record_of_a_summary_has_the_file_of_each_document(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"The ferry sank on Sunday near the island.")
    documents = read_documents(tmp_path / "a.txt")
    record = json.loads(summarize(documents).to_json())
    assert record["documents"][0]["file"] == {
        "name": "a.txt",
        "bytes": 41,
        "sha256": sha256(b"The ferry sank on Sunday near the island.").hexdigest(),
        "reader": "text",
        "library": f"multisumm {__version__}",
    }
    assert record["documents"][0]["file"]["sha256"] in summarize(documents).to_html()
    assert verify(record, [Document("a.txt", documents[0].text)]).differences == ()
