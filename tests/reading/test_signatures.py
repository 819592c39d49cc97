import struct

import pytest

from input_files import epub, odt, package
from locations import SHARED
from multisumm.errors import InputError
from multisumm.reading.content import Payload
from multisumm.reading.kinds import find_kind, read_payload
from multisumm.reading.signatures import BINARY_SIGNATURES, identify_binary

WHITE = b"\xff" * 3000  # pixels that would be readable as letters


def bmp():
    header = struct.pack("<IiiHHIIiiII", 40, 32, 32, 1, 24, 0, len(WHITE), 1, 1, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54 + len(WHITE), 0, 0, 54) + header + WHITE


BINARY = {
    "PNG": b"\x89PNG\r\n\x1a\n" + WHITE,
    "JPEG": b"\xff\xd8\xff\xe0" + WHITE,
    "GIF": b"GIF89a" + WHITE,
    "BMP": bmp(),
    "TIFF": b"II*\x00\x08\x00\x00\x00" + WHITE,
    "WebP": b"RIFF\x10\x00\x00\x00WEBPVP8 " + WHITE,
    "ICO": b"\x00\x00\x01\x00\x01\x00\x10\x10" + WHITE,
    "HEIF": b"\x00\x00\x00\x18ftypheic" + WHITE,
    "plain PNM": b"P2\n# made by hand\n3 2\n255\n" + b"9 120 " * 40,
    "Parquet": b"PAR1" + WHITE,
    "PNM": b"P6\n# made by hand\n30 30\n255\n" + WHITE,
    "DICOM": bytes(128) + b"DICM" + WHITE,
    "XPM": b'/* XPM */\nstatic char *a[] = {"1 1 1 1"};',
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "MP3": b"ID3\x04\x00" + WHITE,
    "RIFF": b"RIFF\x10\x00\x00\x00WAVEfmt " + WHITE,
    "MP4": b"\x00\x00\x00\x18ftypisom" + WHITE,
    "tar": b"a".ljust(257, b"\x00") + b"ustar\x0000" + WHITE,
    "zip": b"PK\x03\x04" + WHITE,
    "bzip2": b"BZh91AY&SY" + WHITE,
    "SQLite": b"SQLite format 3\x00" + WHITE,
    "old Office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + WHITE,
}


@pytest.mark.parametrize("name", ["a", "a.txt", "a.html", "a.csv", "a.docx", "a.eml", "a.vtt"])
@pytest.mark.parametrize("kind", BINARY)
def test_binary_data_is_refused_whatever_it_is_called(kind, name):
    with pytest.raises(InputError) as caught:
        read_payload(Payload(BINARY[kind], name), name)
    assert str(caught.value) == f"{name}: binary data ({kind}), not text"


@pytest.mark.parametrize("text", [
    b"BM is a town of 40,000 people.", b"II World War", b"MM. Smith and Jones", b"P1 is full.",
    b"MZ", b"%PD", b"RIFFs and more", b"The ftyp box", b"Obj", b"ID3 is a tag.", b"GIF89", b"",
    b"PAR1 is a receptor of thrombin.", b"GIF89a is a format of pictures.", b"WARC/ARC files",
    b"P1 12 30 minutes after the alarm.", b"P4 12 30 minutes after it.", b"P1 12 30  caf\xc3\xa9",
    b"%PDF- is how it begins.", b"SIMPLE  = easy", b"PAR1", b"wOFF is a format.",
    b"P1 12 30 minutes" + b" " * ((1 << 16) - 17) + "é".encode(),
    b"-----BEGIN PGP SIGNED MESSAGE-----\n\nThe ferry sank.",
])  # fmt: skip
def test_text_that_begins_nearly_like_binary_data_is_text(text):
    assert identify_binary(text) is None
    assert find_kind(Payload(text, "a"), "a") == "text"


def test_every_signature_is_found_by_its_own_name():
    names = {name for _, name in BINARY_SIGNATURES}
    assert set(BINARY) <= names


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"BEGIN:VCALENDAR\r\nSUMMARY:A", "a calendar, which is not read; save its text as .txt"),
        (b"% a\n\\documentclass{article}", "a TeX file, which is not read; make a PDF of it"),
        (b"<opml version='2.0'>", "an OPML outline, which is not read; save its text as .txt"),
        (b"<?xml version='1.0'?><svg>", "an SVG picture, which is not read; it is for a browser"),
        (
            b"<?xml version='1.0'?><!-- <a> --><!DOCTYPE b [<!ENTITY c 'd'>]><b:book>",
            "XML of a kind that is not read (<book>); save it as HTML or text",
        ),
        (odt("", kind="graphics"), "an OpenDocument drawing, which is not read; save it as PDF"),
        (package({"xl/workbook.xml": ""}), "an Excel file, which is not read; save it as .csv"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a", "a.txt"])
def test_what_has_no_reader_is_refused_with_advice_by_its_content(name, data, reason):
    with pytest.raises(InputError) as caught:
        read_payload(Payload(data, name), name)
    assert str(caught.value) == f"{name}: {reason}"


def test_an_encrypted_office_file_is_told_to_be_one():
    data = BINARY["old Office"] + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(InputError, match=r"^a\.docx: encrypted; save it without a password$"):
        read_payload(Payload(data, "a.docx"), "a.docx")


def test_a_package_in_a_package_does_not_decide_the_kind():
    inner = package({"xl/workbook.xml": ""})
    assert find_kind(
        Payload(package({"chart.xlsx": inner, "ppt/presentation.xml": ""}), "a"), "a"
    ) == ("pptx")
    cut = package({"ppt/presentation.xml": "A"})[:-20]
    assert find_kind(Payload(cut, "a"), "a") == "pptx"
    with pytest.raises(InputError, match=r"^a: binary data \(zip\), not text$"):
        find_kind(Payload(package({"book.epub": epub("<p>A.</p>")}), "a"), "a")


def test_a_package_without_its_media_type_in_front_is_known_by_its_parts():
    data = epub("<p>A.</p>").replace(b"mimetype", b"mimetypf")
    assert find_kind(Payload(data, "a"), "a") == "epub"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the cases are not here")
@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("article.nxml", "We measured the loss of water in 412 km of pipes. Old joints lost 14%"),
        ("test_notebook.ipynb", "# Test Notebook\n\n## Code Cell Below\n\nEnd"),
        ("example.arc", "This domain is established to be used for illustrative examples in"),
        ("c.ics", "c.ics: this kind of file is not read; save its text as .txt"),
        ("f.opml", "f.opml: this kind of file is not read; save its text as .txt"),
        ("p.tex", "p.tex: this kind of file is not read; make a PDF or HTML of it"),
        ("r.rst", "r.rst: this kind of file is not read; make a PDF or HTML of it"),
    ],
)
def test_a_file_of_an_odd_kind_is_read_or_refused_with_advice(name, result):
    if name == "example.arc":
        pytest.importorskip("warcio", reason='warcio is not installed: pip install ".[test]"')
    data = (SHARED / "cases" / "odd-kinds" / name).read_bytes()
    try:
        text = read_payload(Payload(data, name), name).documents[0].text
    except InputError as error:
        text = str(error)
    assert text.startswith(result)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the cases are not here")
def test_rolling_captions_of_a_video_are_read_once():
    data = (SHARED / "cases" / "vtt-youtube" / "talk.en.vtt").read_bytes()
    (document,) = read_payload(Payload(data, "talk.en.vtt"), "talk.en.vtt").documents
    assert document.text == (
        "the council decided last week to close the old bridge in June"
        " and the new one will cost 12 million"
    )
