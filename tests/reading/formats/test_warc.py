import gzip
import zlib

import pytest

from input_files import PAGE, PAGE_TEXT, pdf, warc, warc_record
from multisumm.errors import InputError
from multisumm.reading.content import Payload
from multisumm.reading.formats.warc import read_warc
from multisumm.reading.kinds import read_payload

pytest.importorskip("warcio", reason='warcio is not installed: pip install ".[test]"')

ONE = ("response", "https://e.org/1", 200, "text/html; charset=utf-8", PAGE)
TWO = ("conversion", "https://e.org/2", 0, "text/plain", "Plain text, all of it.")


def read(data, **options):
    return read_warc(Payload(data, "a.warc", **options))


def test_the_id_of_a_page_is_its_address():
    documents, notes = read(warc(ONE, TWO))
    assert [
        (document.id, document.url, document.kind, document.text) for document in documents
    ] == [
        ("https://e.org/1", "https://e.org/1", "html", PAGE_TEXT),
        ("https://e.org/2", "https://e.org/2", "text", "Plain text, all of it."),
    ]
    assert (documents[0].title, documents[0].date) == ("Ferry sinks", "2019-10-07")
    assert notes == ()


def test_the_record_of_a_page_names_the_package_that_read_it():
    three = ("response", "https://e.org/3", 200, "application/pdf", pdf("The ferry sank."))
    documents, _ = read_payload(Payload(warc(ONE, TWO, three), "a.warc"), "a.warc", origin="a.warc")
    libraries = [document.file.library.split()[0] for document in documents]
    assert libraries == ["trafilatura", "multisumm", "pypdf"]
    assert {document.file.reader for document in documents} == {"warc"}


def test_records_that_are_not_pages_are_skipped():
    documents, notes = read(
        warc(
            ("warcinfo", "", 0, "application/warc-fields", "software: x"),
            ("request", "https://e.org/1", 0, "text/plain", "GET / HTTP/1.1\r\n\r\n"),
            ("response", "https://e.org/1", 404, "text/plain", "Not found."),
            ("response", "https://e.org/a.png", 200, "image/png", b"\x89PNG\r\n\x1a\n"),
            ("response", "https://e.org/robots.txt", 200, "text/plain", "Disallow: /"),
            TWO,
        )
    )
    assert [document.id for document in documents] == ["https://e.org/2"]
    assert notes == ()


def test_pages_that_cannot_be_read_are_counted_in_a_note():
    empty = ("response", "https://e.org/{}", 200, "text/html", "<html></html>")
    pages = [(empty[0], empty[1].format(n), *empty[2:]) for n in range(3)]
    documents, notes = read(warc(*pages, TWO))
    assert len(documents) == 1
    why = "https://e.org/0: no article in this page and 2 more pages; skipped"
    assert notes == (why,)
    with pytest.raises(InputError) as caught:
        read(warc(*pages))
    assert str(caught.value) == f"a.warc: no page in this web archive ({why})"


def test_a_page_that_was_taken_twice_is_there_twice():
    documents, _ = read(warc(ONE, ONE))
    assert [document.id for document in documents] == ["https://e.org/1", "https://e.org/1 (2)"]


def test_the_readable_part_of_a_cut_off_archive_is_read_with_a_note():
    whole = warc(ONE, TWO)
    note = "cut off; the part before was read"
    documents, notes = read(whole[:-15])
    assert [document.text for document in documents] == [PAGE_TEXT, "Plain text,"]
    assert notes == (note,)
    documents, notes = read(whole[: len(warc(ONE)) + 100])  # within a head
    assert [document.id for document in documents] == ["https://e.org/1"]
    assert notes == (note,)


@pytest.mark.parametrize("lost", [9, 60, 500])
def test_a_compressed_archive_may_be_cut_off_too(lost):
    data = b"".join(gzip.compress(warc_record(*one)) for one in (TWO, ONE))
    (first, *_), notes = read_payload(Payload(data[:-lost], "a.warc.gz"), "a.warc.gz")
    assert first.text == "Plain text, all of it."
    assert "the compressed data is cut off; the part before was read" in notes
    assert read_payload(Payload(data, "a.warc.gz"), "a.warc.gz").notes == ()


def packed_page(encoding, packed):
    """A record of a page of plain text that came compressed."""
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: {}\r\n\r\n"
    content = head.format(encoding).encode() + packed
    record = warc_record("response", "https://e.org/3", 200, "text/plain", "")
    http = b"HTTP/1.1 200 X\r\nContent-Type: text/plain\r\n\r\n"
    length = b"Content-Length: %d" % len(http)
    return record.replace(http, content).replace(length, b"Content-Length: %d" % len(content))


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, lambda b: zlib.compress(b)[2:-4]])
def test_a_page_with_damaged_compressed_data_is_reported(pack, capfd):
    text = " ".join(str(number * 7919 % 99991) for number in range(30_000))
    encoding = "gzip" if pack is gzip.compress else "deflate"
    packed = pack(text.encode())
    (page,), notes = read(packed_page(encoding, packed))
    assert (page.text, notes) == (text, ())
    (page,), notes = read(packed_page(encoding, packed[:40_000] + b"\xff" * 20_000))
    assert page.text.startswith(text[:50_000])
    what = "the compressed data is damaged; the part before was read"
    assert notes == (f"https://e.org/3: {what}",)
    assert capfd.readouterr() == ("", "")
    (page,), notes = read(packed_page(encoding, b"In fact plain text."))
    assert (page.text, notes) == ("In fact plain text.", ())


def test_pages_that_are_packed_too_small_are_not_unpacked():
    record = packed_page("gzip", gzip.compress(b"A." * 10**6))
    documents, notes = read(warc(TWO) + record, max_bytes=10**6)
    assert [document.id for document in documents] == ["https://e.org/2"]
    assert notes == ("larger than 1 MB; option `max_bytes` allows more",)
    assert len(read(record, max_bytes=10**7).documents[0].text) == 2 * 10**6


@pytest.mark.parametrize("length", [b"-5", b"abc", b"0", b"9"])
def test_a_record_of_a_wrong_length_is_reported_once_in_plain_words(length, capfd):
    note = "1 wrong length in the headers of records; the data behind them was not read"
    wrong = warc(TWO).replace(b"Content-Length: 22", b"Content-Length: " + length)
    assert wrong != warc(TWO)
    documents, notes = read(warc(ONE) + wrong + warc(ONE))
    assert [document.text for document in documents][::2] == [PAGE_TEXT, PAGE_TEXT]
    assert notes == (note,)
    read(wrong)
    assert capfd.readouterr() == ("", "")
    two = read(wrong + wrong + warc(ONE)).notes
    assert two == (note.replace("1 wrong length", "2 wrong lengths"),)


def test_an_empty_archive_is_an_error():
    with pytest.raises(InputError, match=r"^a\.warc: no page in this web archive$"):
        read(warc(("warcinfo", "", 0, "application/warc-fields", "software: x")))


def test_the_older_format_arc_is_read():
    page = f"HTTP/1.1 200 OK\nContent-Type: text/html\n\n{PAGE}".encode()
    head = b"1 0 X\nURL IP-address Archive-date Content-type Archive-length\n"
    data = b"filedesc://a.arc 127.0.0.1 20140216050221 text/plain %d\n" % len(head) + head + b"\n"
    data += b"https://e.org/1 127.0.0.1 20140216050221 text/html %d\n%s\n" % (len(page), page)
    (document,), notes = read(data)
    assert (document.id, document.text, notes) == ("https://e.org/1", PAGE_TEXT, ())
