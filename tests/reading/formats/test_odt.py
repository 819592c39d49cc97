import io
import zipfile

import pytest

from input_files import odt, package
from multisumm.errors import InputError
from multisumm.model import Document
from multisumm.reading.content import Payload
from multisumm.reading.formats.odt import read_odt


def read(data, **options):
    return read_odt(Payload(data, "a.odt", **options))


def text_of(xml, **options):
    return read(odt(xml, **options)).documents[0].text


def test_a_text_is_its_paragraphs_with_title_day_and_author():
    data = odt("<text:h>Ferry</text:h>\n <text:p>It <text:span>sank</text:span>.</text:p><text:p/>")
    document = Document(
        "", "Ferry\n\nIt sank.", "Ferry", site="Ana Reyes", kind="odt", created="2024-03-05"
    )
    assert read(data) == ((document,), ())


def test_a_file_of_odfdo_is_read():
    odfdo = pytest.importorskip("odfdo", reason='odfdo is not installed: pip install ".[test]"')
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, "Ferry"))
    paragraph = odfdo.Paragraph("It sank\toff  the\nisland.")
    paragraph.insert_note(after="sank", note_id="n1", citation="1", body="A note.")
    document.body.append(paragraph)
    document.body.append(odfdo.List(["Ten are missing.", "Two were found."]))
    table = odfdo.Table("T", width=2, height=1)
    table.set_values([["North", 12]])
    document.body.append(table)
    file = io.BytesIO()
    document.save(file)
    assert read(file.getvalue()).documents[0].text.split("\n\n") == [
        "Ferry",
        "It sank\toff the\nisland.",
        "Ten are missing.",
        "Two were found.",
        "North",
        "12",
    ]


def test_what_is_deleted_hidden_or_a_note_is_not_read():
    hidden = (
        '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    )
    xml = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone.</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:p>Contents</text:p></text:table-of-content>"
        "<text:p>It <text:change-start/>sank<text:note><text:note-body><text:p>Note.</text:p>"
        '</text:note-body></text:note>.<text:span text:style-name="H"> Hidden.</text:span>'
        "<office:annotation><text:p>Comment.</text:p></office:annotation></text:p>"
    )
    assert text_of(xml, styles=hidden) == "It sank."


def test_a_text_box_does_not_cut_the_paragraph_around_it():
    box = "<draw:frame><draw:text-box><text:p>Boxed.</text:p></draw:text-box></draw:frame>"
    xml = f"<text:p>It {box}sank.</text:p><text:p>The end.</text:p>"
    assert text_of(xml) == "It sank.\n\nBoxed.\n\nThe end."


def test_a_single_file_of_xml_is_read():
    with zipfile.ZipFile(io.BytesIO(odt("<text:p>A.</text:p>"))) as packed:
        content = packed.read("content.xml").replace(b"document-content", b"document")
    assert read(b'<?xml version="1.0"?>' + content).documents[0].text == "A."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (odt("", kind="presentation"), "no text document in this OpenDocument file"),
        (odt("<text:p/>"), "no text in this OpenDocument text"),
        (odt("<text:p>A.</text:p>")[:-30], "damaged OpenDocument text: File is not a zip file"),
        (odt("<text:p>A."), "damaged OpenDocument text: "),
        (package({"a": ""}), "damaged OpenDocument text: "),
        (
            package({"content.xml": "", "META-INF/manifest.xml": "<manifest:encryption-data/>"}),
            "encrypted; save it without a password",
        ),
    ],
)
def test_a_file_without_a_text_is_an_error_of_one_line(data, message):
    with pytest.raises(InputError) as caught:
        read(data)
    assert str(caught.value).startswith(f"a.odt: {message}")
    assert str(caught.value).isprintable()


def test_a_file_that_is_packed_too_small_is_not_unpacked(monkeypatch):
    bomb = odt(f"<text:p>{'A' * 10**6}</text:p>")
    assert len(bomb) < 10**4
    with pytest.raises(InputError, match=r"^a\.odt: larger than 100 kB"):
        read(bomb, max_bytes=10**5)
    monkeypatch.setattr("multisumm.reading.formats.xml_text.MAX_PACKED_FILES", 3)
    with pytest.raises(InputError, match=r"^a\.odt: more than 3 files in it$"):
        read(bomb)
