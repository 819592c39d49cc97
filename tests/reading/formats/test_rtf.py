import pytest

from input_files import RTF
from multisumm.errors import InputError
from multisumm.model import Document
from multisumm.reading.content import Payload
from multisumm.reading.formats.rtf import MAX_GROUP_DEPTH, read_rtf


def read(data):
    return read_rtf(Payload(data, "a.rtf"))


def text_of(body):
    return read(b"{\\rtf1\\ansi " + body + b"}").documents[0].text


def test_a_file_is_its_paragraphs_with_title_day_and_author():
    text = "The ferry sank off the island.\n\nCafé €5 😀 При."
    document = Document("", text, "Ferry", site="Ana Reyes", kind="rtf", created="2024-03-05")
    assert read(RTF) == ((document,), ())


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"a\~b\_c\-d\emdash e\{\}\\", "a\xa0b\u2011cd—e{}\\"),
        (rb"One\line two\tab three", "One\ntwo\tthree"),
        (rb"\trowd North\cell 12\cell\row End", "North\n\n12\n\nEnd"),
        (rb"{\v A}{\v0 B}{\deleted C}{\v A\v0 B}{\v A\plain B}", "BBB"),
        (rb"A{\*\unknown x{y}}B{\unknown C}", "ABC"),
        (rb"A{\upr{b?}{\*\ud{b\u8364?}}}", "Ab€"),
        (rb"A{\pict\bin3 }{}B}{\listtext 1.}C", "AC"),
        (rb"{\uc2\u8364 EU}{\uc0\u8364 5}\u-3?", "€€5\ufffd"),
        (rb"{\fonttbl{\f3\fcharset128 M;}}\f3\'83\'65\'83\'58\'83\'67", "テスト"),
        (rb"\ansicpg1251\'cf\'f0\'e8", "При"),
        (b"A\\\nB\r\nC", "A\n\nBC"),
        (rb"A{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt B}}{\shprslt B}}", "AB"),
    ],
)
def test_control_words_are_read_as_the_specification_says(body, text):
    assert text_of(body) == text


def test_a_file_that_is_cut_off_is_read_with_a_note():
    whole = read(RTF).documents[0].text
    (document,), notes = read(RTF[:-60])
    assert whole.startswith(document.text)
    assert notes == ("the file is cut off; the part before was read",)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"A.", "not an RTF file"),
        (b"{\\rtf1 }", "no text in this RTF file"),
        (
            b"{\\rtf1 " + b"{" * (MAX_GROUP_DEPTH + 1),
            "damaged RTF file: nested too deeply",
        ),
    ],
)
def test_a_file_without_text_is_an_error_of_one_line(data, message):
    with pytest.raises(InputError) as caught:
        read(data)
    assert str(caught.value) == f"a.rtf: {message}"


def test_utf_8_that_nothing_declares_is_read():
    data = b"{\\rtf1\\ansi Le minist\xc3\xa8re a d\xc3\xa9clar\xc3\xa9.}"
    assert read_rtf(Payload(data, "a.rtf")).documents[0].text == "Le ministère a déclaré."
