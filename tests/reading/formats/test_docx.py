import io
import re
import zipfile

import pytest

from input_files import docx
from multisumm.errors import InputError
from multisumm.reading.content import Payload
from multisumm.reading.formats.docx import read_docx


def read(data, **options):
    return read_docx(Payload(data, "a.docx", **options))


def with_body(xml):
    """A Word file whose body begins with this."""
    return replaced(rb"<w:body>", b"<w:body>" + xml.encode())


def replaced(pattern, new_xml):
    """A Word file with something else in its main part."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx("The end."))) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = re.sub(pattern, new_xml, data, count=1, flags=re.DOTALL)
            new.writestr(name, data)
    return packed.getvalue()


def test_a_word_file_is_its_paragraphs_a_blank_line_apart_with_those_of_tables():
    data = docx(
        "The ferry sank.", "", "Ten are missing.", table=[["a", "b"], ["c", " "]], title="T"
    )
    (document,), notes = read(data)
    assert document.text == "The ferry sank.\n\nTen are missing.\n\na\n\nb\n\nc"
    assert (document.title, document.kind, notes) == ("T", "docx", ())
    assert document.date == "2013-12-23"  # that of the template of python-docx


def test_insertions_count_and_deletions_do_not_and_breaks_are_white_space():
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    xml = (
        f"<w:p><w:pPr><w:tabs><w:tab w:val='left' w:pos='1'/></w:tabs></w:pPr>{run.format('One ')}"
        f"<w:ins w:id='1' w:author='x'>{run.format('two')}</w:ins>"
        "<w:del w:id='2' w:author='x'><w:r><w:delText>three</w:delText></w:r></w:del>"
        "<w:r><w:tab/><w:t>four</w:t><w:br/><w:t>five</w:t></w:r></w:p>"
    )
    assert read(with_body(xml)).documents[0].text == "One two\tfour\nfive\n\nThe end."


def test_content_controls_and_text_boxes_are_read_once():
    paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    xml = (
        f"<w:sdt><w:sdtContent>{paragraph.format('Controlled.')}</w:sdtContent></w:sdt>"
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<w:r><w:t>Around.</w:t><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:txbxContent>{paragraph.format('Boxed.')}</w:txbxContent>"
        f"</mc:Choice><mc:Fallback>{paragraph.format('Boxed.')}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    text = read(with_body(xml)).documents[0].text
    assert text == "Controlled.\n\nAround.\n\nBoxed.\n\nThe end."


def test_a_file_that_is_packed_too_small_is_not_unpacked():
    with pytest.raises(InputError, match=r"^a\.docx: larger than 100 bytes"):
        read(docx("A."), max_bytes=100)


def test_a_word_file_that_is_cut_off_is_an_error_of_one_line():
    with pytest.raises(InputError, match=r"^a\.docx: damaged Word file: File is not a zip file$"):
        read(docx("A.")[:-30])
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    with pytest.raises(InputError, match=r"^a\.docx: damaged Word file: [^\n]+$"):
        read(empty.getvalue())


def test_a_word_file_without_a_body_is_an_error_in_words():
    with pytest.raises(InputError, match=r"^a\.docx: damaged Word file: it has no body$"):
        read(replaced(rb"<w:body>.*</w:body>", b""))
