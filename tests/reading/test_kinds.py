import gzip
import io
import os
import random
import sys
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from input_files import (
    FEED,
    JATS,
    MAIL,
    PAGE,
    RTF,
    SUBTITLES,
    docx,
    epub,
    jsonl,
    notebook,
    odt,
    parquet,
    pdf,
    pptx,
    read_sources,
    warc,
)
from multisumm.errors import InputError, MultisummError
from multisumm.model import Document
from multisumm.reading import READERS
from multisumm.reading.content import Payload, parse_media_type, with_distinct_ids
from multisumm.reading.formats.extras import damage_as_input_error, import_parser
from multisumm.reading.kinds import (
    CLUSTER_READERS,
    KIND_NAMES,
    KINDS_BY_MEDIA_TYPE,
    SUFFIXES,
    find_kind,
    read_payload,
)

PACKAGES = {
    "html": ("trafilatura", "multisumm"),
    "pdf": ("pypdf", "multisumm"),
    "docx": ("lxml", "multisumm"),
    "feed": ("feedparser", "multisumm"),
    "warc": ("warcio", '"multisumm[warc]"'),
    "parquet": ("pyarrow", '"multisumm[parquet]"'),
}
"""Kind -> the package that reads it, and the requirement that installs the package."""


def test_every_kind_that_is_named_has_a_reader():
    kinds = {
        *SUFFIXES.values(),
        *KINDS_BY_MEDIA_TYPE.values(),
        *KIND_NAMES,
        *CLUSTER_READERS,
        *PACKAGES,
    }
    assert kinds <= {*READERS} == {*SUFFIXES.values(), "chat"}  # only its content tells a chat


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"A.", "text"),
        ("a", b"A.", "text"),
        ("a.unknown", b"A.", "text"),
        ("a.HTML", b"A.", "html"),
        ("a.html.gz", b"A.", "html"),
        ("a.src.cleaned", b"A.", "multi-news"),
        ("a.cleaned", b"A.", "text"),
        ("a", b"%PDF-1.4", "pdf"),
        ("a", b"\xef\xbb\xbf\n<!DOCTYPE html>", "html"),
        ("a.xml", b"<?xml version='1.0'?><!-- x --><feed xmlns=''>", "feed"),
        ("a.xml", b"<?xml version='1.0'?><html>", "html"),
        ("a.html", b"<rss version='2.0'>", "feed"),
        ("a.xml", b"<book>", "feed"),
        ("a", b"From: a@e.org\nSubject: S\n\nA.", "mail"),
        ("a.txt", b"From: a@e.org\nSubject: S\n\nA.", "mail"),
        ("1709540000.M1P2.host:2,S", b"\r\nReceived: from a\n\tby b\nSubject: S\n\nA.", "mail"),
        ("a.csv", b"From: a@e.org\nSubject: S\n\nA.", "csv"),
        ("Inbox", b"From a@e.org Mon Mar  4 09:12:00 2024\nTo: b\n\nA.", "mailbox"),
        ("a.eml", b"From a@e.org Mon Mar  4 09:12:00 2024\nTo: b\n\nA.", "mailbox"),
        ("a.mbox", b"From: a@e.org\nSubject: S\n\nA.", "mail"),
        ("a", b"WARC/1.0", "warc"),
        ("a", b"PAR1\x15\x04", "parquet"),
        ("a", b"filedesc://a.arc 127.0.0.1", "warc"),
        ("a", b'{"text": "A."}\n', "jsonl"),
        ("a.txt", b"%PDF-1.4", "pdf"),
        ("a.pdf", b"<html>", "html"),
        ("a.docx", b"{\\rtf1 A.}", "rtf"),
        ("a.xml", JATS, "jats"),
        ("a.xml", b"<?xml version='1.0'?><pmc-articleset>", "jats"),
        ("a.html", b"<article><p>A.</p></article>", "html"),
        ("a.json", notebook(("markdown", "A.")), "notebook"),
        ("a.zip", odt("<text:p>A.</text:p>"), "odt"),
        ("a.zip", epub("<p>A.</p>"), "epub"),
        ("a.zip", pptx(["A."]), "pptx"),
        ("a.odt", docx("A."), "docx"),
        ("a.txt", SUBTITLES, "subtitles"),
        ("a.txt", b"1\r\n00:00:01,000 --> 00:00:02,000\r\nA.", "subtitles"),
        ("a", b"0:00:01.000,0:00:02.000\nA.", "subtitles"),
        ("a", b"12:30,14:00\nA.", "text"),
        ("a.txt", b'{"text": "A."}\n', "text"),
        ("a.csv", b'{"text": "A."}\n', "csv"),
    ],
)
def test_the_kind_comes_from_a_typical_beginning_and_else_from_the_name(name, data, kind):
    assert find_kind(Payload(data, name), name) == kind


def test_the_type_given_by_the_server_counts_more_than_the_name():
    assert find_kind(Payload(b"A.", "a"), "/a.php", "text/html") == "html"
    assert find_kind(Payload(b"A.", "a"), "/a.csv", "text/plain") == "csv"
    assert find_kind(Payload(b"<html>", "a"), "/", "application/xml") == "html"
    assert find_kind(Payload(b"%PDF-1.4", "a"), "/a.txt", "text/html") == "pdf"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"PK\x03\x04abc", "binary data (zip), not text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "binary data (PNG), not text"),
        ("a.html", b"\xff\xd8\xff\xe0", "binary data (JPEG), not text"),
        ("a.csv", bytes(100), "binary data, not text"),
        ("a.doc", b"A.", "this kind of file is not read; save it as .docx or PDF"),
        ("a.js", b"var a;", "this kind of file is not read; it is for a browser"),
        ("a.pdf", b"A.", "not a PDF"),
        ("a.warc", b"A.", "not a WARC or ARC file"),
        ("a.xml", b"<book><chapter>A.</chapter></book>", "neither a feed nor a web page"),
        ("a.eml", b"Dear all,", "not an e-mail: it does not begin with a header"),
        ("a.jsonl.gz", gzip.compress(b"A." * 999)[:-9], "the compressed data is cut off"),
        ("a.gz", gzip.compress(gzip.compress(b"A.")), "binary data (gzip), not text"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_an_error_of_one_line(name, data, message):
    with pytest.raises(InputError) as caught:
        read_payload(Payload(data, name), name)
    assert str(caught.value) == f"{name}: {message}"


@pytest.mark.parametrize(
    ("name", "data", "note"),
    [
        ("a.txt", pdf("A."), "read as a PDF, though its name says otherwise"),
        ("a.md", PAGE.encode(), "read as a web page, though its name says otherwise"),
        ("a.txt", SUBTITLES, "read as a file of subtitles, though its name says otherwise"),
        ("a.odt", epub("<p>A.</p>"), "read as an EPUB, though its name says otherwise"),
        ("a.xml", JATS, None),
        ("a.xhtml", FEED, None),
        ("a.json", notebook(("markdown", "A.")), None),
        ("a", SUBTITLES, None),
    ],
)
def test_a_file_is_read_as_what_it_is_and_a_note_says_if_its_name_says_otherwise(name, data, note):
    notes = read_payload(Payload(data, name), name).notes
    assert notes == ((note,) if note else ())


def test_a_file_whose_name_is_wrong_in_a_folder_leaves_the_others(tmp_path):
    (tmp_path / "a.txt").write_text("A.")
    with zipfile.ZipFile(tmp_path / "b.txt", "w") as packed:
        packed.writestr("b", "B.")
    assert read_sources(tmp_path) == (
        (Document("a.txt", "A."),),
        ("b.txt: binary data (zip), not text; skipped",),
    )


@pytest.mark.parametrize("kind", PACKAGES)
def test_a_missing_package_is_one_line_with_the_command_that_installs_it(kind, monkeypatch):
    package, requirement = PACKAGES[kind]
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(InputError) as caught:
        READERS[kind](Payload(b"WARC/1.0 %PDF-", "a b"))
    line = f"a b: to read this kind of file, run: pip install {requirement}"
    assert str(caught.value) == line


def test_an_exception_inside_a_package_becomes_one_line():
    with (
        pytest.raises(InputError, match=r"^a\\n: damaged file: key \\x1b\[31m$"),
        damage_as_input_error("a\n", "file"),
    ):
        raise RuntimeError("key\n\x1b[31m")
    with (
        pytest.raises(InputError, match=r"^a: damaged file: nested too deeply$"),
        damage_as_input_error("a", "file"),
    ):
        raise RecursionError
    with pytest.raises(MemoryError), damage_as_input_error("a", "file"):
        raise MemoryError
    assert import_parser("json", extra="x", name="a").loads("1") == 1


def test_ids_that_come_twice_in_a_file_are_numbered():
    given_ids = ["a", "b", "a", "a (2)", "a"]
    found = with_distinct_ids(Document(name, "") for name in given_ids)
    assert [document.id for document in found] == ["a", "b", "a (2)", "a (2) (2)", "a (3)"]


def test_a_media_type_comes_apart():
    assert parse_media_type(' Text/HTML ; q=1; Charset="UTF-8" ') == ("text/html", "UTF-8")
    assert parse_media_type(None) == ("", None)
    assert parse_media_type("text/html;charset=") == ("text/html", None)


# Random bytes


def samples():
    """A valid file of each kind whose package is installed."""
    found = {
        "text": b"It is caf\xe9 ||||| after caf\xe9.",
        "json": b'[{"id": 1, "text": "A."}]',
        "jsonl": jsonl({"id": 1, "text": "A."}, {"content": "B."}),
        "csv": b'id;text\n1;A.\n2;"B;\nC."\n',
        "tsv": b"id\ttext\n1\tA.\n",
        "multi-news": b"A. NEWLINE_CHAR B. ||||| C. |||||\n",
        "mail": MAIL,
        "chat": b"[04.03.24, 09:12:33] Ana: A.\n[04.03.24, 09:12:40] Ben: B.\n",
        "mailbox": b"From a@e.org Mon Mar  4 09:12:00 2024\n" + MAIL,
        "html": PAGE.encode(),
        "mhtml": b"From: <Saved by Blink>\nContent-Type: text/html; charset=utf-8\n\n"
        + PAGE.encode(),
        "feed": FEED,
        "jats": JATS,
        "rtf": RTF,
        "subtitles": SUBTITLES,
        "notebook": notebook(("markdown", ["# Ferry\n", "It sank."]), ("code", "a = 1")),
        "odt": odt("<text:h>Ferry</text:h><text:p>It <text:span>sank</text:span>.</text:p>"),
        "epub": epub("<h1>Ferry</h1><p>It sank.</p>", "<p>Ten are missing.</p>"),
        "pdf": pdf("The ferry sank.", "Ten are missing."),
        "warc": warc(
            ("response", "https://e.org/1", 200, "text/html; charset=utf-8", PAGE),
            ("conversion", "https://e.org/2", 0, "text/plain", "Plain text."),
        ),
    }
    makers = {
        "pptx": lambda: pptx(["Ferry", "It sank.", "Ten are missing."], ["End"]),
        "docx": lambda: docx("One.", table=[["a", "b"]]),
        "parquet": lambda: parquet({"text": ["A.", "B."], "date": [1.5, None]}),
    }
    for kind, make in makers.items():
        try:
            found[kind] = make()
        except ImportError:
            found[kind] = b""
    return found


SAMPLES = samples()


def check(kind, data):
    try:
        documents, lines = READERS[kind](Payload(data, "a\n.b", max_bytes=10**6))
    except MultisummError as error:
        documents, lines = (), (str(error),)
    assert all(isinstance(document, Document) for document in documents)
    assert all(line.isprintable() for line in lines), lines


@pytest.mark.parametrize("kind", READERS)
@given(data=st.binary(max_size=400))
@example(data=b"")
def test_random_bytes_are_documents_or_an_error_of_one_line(kind, data):
    check(kind, data)
    check(kind, SAMPLES[kind][:12] + data)


@pytest.mark.parametrize("kind", READERS)
@settings(max_examples=60)
@given(data=st.data())
def test_damage_at_any_place_gives_documents_or_an_error_of_one_line(kind, data):
    good = SAMPLES[kind]
    start = data.draw(st.integers(0, len(good)), label="start")
    end = data.draw(st.integers(start, len(good)), label="end")
    middle = data.draw(st.binary(max_size=20) | st.just(good[start:end] * 3), label="middle")
    check(kind, good[:start] + middle + good[end:])
    check(kind, good[:start])


@pytest.mark.parametrize("kind", READERS)
def test_a_good_file_of_each_kind_is_read_and_the_same_twice(kind):
    if kind in ("warc", "parquet"):
        pytest.importorskip(PACKAGES[kind][0], reason="the extra for this kind is not installed")
    first = READERS[kind](Payload(SAMPLES[kind], "a"))
    assert first.documents
    assert first == READERS[kind](Payload(SAMPLES[kind], "a"))
    packed = gzip.compress(SAMPLES[kind])
    suffix = next((suffix for suffix in SUFFIXES if SUFFIXES[suffix] == kind), ".txt")
    assert read_payload(Payload(packed, "a"), f"a{suffix}.gz") == first


@given(st.binary(max_size=300), st.sampled_from(["", *SUFFIXES, ".gz"]))
def test_any_file_by_any_name_gives_documents_or_an_error_of_one_line(
    tmp_path_factory, data, suffix
):
    path = tmp_path_factory.getbasetemp() / f"a{suffix}"
    path.write_bytes(data)
    try:
        documents, lines = read_sources([path, "-"], stdin=io.BytesIO(data))
    except MultisummError as error:
        documents, lines = (), (str(error),)
    os.unlink(path)
    assert all(line.isprintable() for line in lines)
    assert all(document.text.strip() for document in documents)


def test_random_megabytes_are_refused_at_once():
    noise = random.Random(1).randbytes(2_000_000)
    for kind in READERS:
        with pytest.raises(InputError):
            READERS[kind](Payload(SAMPLES[kind][:4] + noise, "a"))
