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


def with_body(xml, **parts):
    """A Word file whose body begins with this."""
    return replaced(rb"<w:body>", b"<w:body>" + xml.encode(), **parts)


def replaced(pattern, new_xml, **parts):
    """A Word file with something else in its main part, and with more parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx("The end."))) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = re.sub(pattern, new_xml, data, count=1, flags=re.DOTALL)
            if name == "word/_rels/document.xml.rels":
                more = "".join(map(RELATION, parts)).encode()
                data = data.replace(b"</Relationships>", more + b"</Relationships>")
            new.writestr(name, data)
        for name, data in parts.items():
            new.writestr(f"word/{name}.xml", data)
    return packed.getvalue()


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = f'<Relationship Id="{{0}}" Type="{OFFICE}/{{0}}" Target="{{0}}.xml"/>'.format
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(*runs):
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text, properties=""):
    return f"<w:r>{properties}<w:t xml:space='preserve'>{text}</w:t></w:r>"


def text_of(xml, **parts):
    return read(with_body(xml, **parts)).documents[0].text.removesuffix("The end.").rstrip("\n")


def test_a_word_file_is_its_paragraphs_a_blank_line_apart_with_those_of_tables():
    data = docx(
        "The ferry sank.", "", "Ten are missing.", table=[["a", "b"], ["c", " "]], title="T"
    )
    (document,), notes = read(data)
    assert document.text == "The ferry sank.\n\nTen are missing.\n\na\n\nb\n\nc"
    assert (document.title, document.kind, notes) == ("T", "docx", ())
    assert document.created == "2013-12-23"  # that of the template of python-docx


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


def test_a_hyphen_that_does_not_break_is_a_hyphen():
    xml = paragraph(run("5"), "<w:r><w:noBreakHyphen/></w:r>", run("6 degrees"))
    assert text_of(xml) == "5-6 degrees"


def test_moved_text_is_read_once_at_its_new_place():
    xml = paragraph(
        f'<w:moveFrom w:id="1" w:author="x">{run("The pool opens. ")}</w:moveFrom>',
        run("The road is closed. "),
        f'<w:moveTo w:id="2" w:author="x">{run("The pool opens.")}</w:moveTo>',
    )
    assert text_of(xml) == "The road is closed. The pool opens."


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next():
    mark = '<w:pPr><w:rPr><w:del w:id="1" w:author="x"/></w:rPr></w:pPr>'
    xml = paragraph(mark, run("The ferry ")) + paragraph(run("sank.")) + paragraph(run("Ten died."))
    assert text_of(xml) == "The ferry sank.\n\nTen died."


@pytest.mark.parametrize(
    "xml",
    [
        paragraph(run("One "), f"<w:sdt><w:sdtContent>{run('two')}</w:sdtContent></w:sdt>"),
        f"<w:sdt><w:sdtContent>{paragraph(run('One two'))}</w:sdtContent></w:sdt>",
        f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{paragraph(run('One two'))}</w:tc></w:tr>"
        "</w:sdtContent></w:sdt></w:tbl>",
        f"<w:tbl><w:tr><w:sdt><w:sdtContent><w:tc>{paragraph(run('One two'))}</w:tc>"
        "</w:sdtContent></w:sdt></w:tr></w:tbl>",
        paragraph(run("One "), f'<w:hyperlink w:anchor="x">{run("two")}</w:hyperlink>'),
        paragraph(run("One "), f'<w:fldSimple w:instr="REF a">{run("two")}</w:fldSimple>'),
        paragraph(run("One "), f'<w:smartTag w:element="place">{run("two")}</w:smartTag>'),
        paragraph(run("One "), "<w:r><w:instrText>PAGEREF</w:instrText></w:r>", run("two")),
        f'<w:customXml w:element="e">{paragraph(run("One two"))}</w:customXml>',
    ],
)
def test_text_is_read_whatever_wraps_it(xml):
    assert text_of(xml) == "One two"


def test_the_hint_of_an_empty_content_control_is_no_text():
    hint = f"<w:sdtContent>{run('Click to enter text.')}</w:sdtContent>"
    xml = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>{hint}</w:sdt>"
    entered = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('Lindow')}</w:sdtContent></w:sdt>"
    assert text_of(paragraph(run("Town: "), xml, entered)) == "Town: Lindow"


def test_hidden_text_is_left_out_with_a_note():
    hidden = run("A remark. ", "<w:rPr><w:vanish/></w:rPr>")
    shown = run("The mayor spoke.", '<w:rPr><w:vanish w:val="false"/></w:rPr>')
    (document,), notes = read(with_body(paragraph(hidden, shown)))
    assert document.text == "The mayor spoke.\n\nThe end."
    assert notes == ("1 piece of hidden text not read",)


def test_notes_stand_behind_the_text_in_the_order_of_their_marks():
    def note(kind, number, text, attributes=""):
        return f'<w:{kind} w:id="{number}" {attributes}>{paragraph(run(text))}</w:{kind}>'

    marks = '<w:r><w:footnoteReference w:id="3"/></w:r><w:r><w:endnoteReference w:id="1"/></w:r>'
    footnotes = (
        f"<w:footnotes {WORD}>{note('footnote', 0, '---', 'w:type=' + repr('separator'))}"
        f"{note('footnote', 2, 'Of no mark.')}{note('footnote', 3, 'Below the page.')}"
        "</w:footnotes>"
    )
    endnotes = f"<w:endnotes {WORD}>{note('endnote', 1, 'At the end.')}</w:endnotes>"
    data = with_body(paragraph(run("One."), marks), footnotes=footnotes, endnotes=endnotes)
    text = read(data).documents[0].text
    assert text == "One.\n\nThe end.\n\nBelow the page.\n\nAt the end."


def test_symbols_and_formulas_keep_their_signs():
    symbol = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
    maths = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    fraction = (
        f"<m:oMath {maths}><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
    )
    xml = paragraph(
        run("a "), symbol.format("Symbol", "F0A3"), run(" "), fraction,
        symbol.format("Wingdings", "F04A"), symbol.format("Arial", "2260"), run(" b"),
    )  # fmt: skip
    assert text_of(xml) == "a ≤ 1/2≠ b"


def test_strict_open_xml_is_read_like_any_other():
    strict = {
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main":
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships":
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }  # fmt: skip
    packed, usual = io.BytesIO(), io.BytesIO(docx("The ferry sank.", title="T"))
    with zipfile.ZipFile(usual) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            for transitional, other in strict.items():
                data = data.replace(transitional, other)
            new.writestr(name, data)
    assert read(packed.getvalue()) == read(docx("The ferry sank.", title="T"))


def test_the_title_is_that_of_the_text_before_that_of_the_file():
    from docx import Document

    def document_of(*paragraphs):
        document = Document()
        document.core_properties.title = "Microsoft Word - Template"
        for text, style in paragraphs:
            document.add_paragraph(text, style)
        file = io.BytesIO()
        document.save(file)
        return read(file.getvalue()).documents[0]

    body = ("The flood in Lindow was deep.", None)
    assert document_of(("Floods", "Title"), body).title == "Floods"
    headed = document_of(("The flood of the year", None), ("7 October 2019", None), body)
    assert (headed.title, headed.date) == ("The flood of the year", "2019-10-07")
    assert document_of(body).title == "Microsoft Word - Template"


def test_the_main_part_may_have_any_name_and_properties_may_be_missing():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        relation = RELATION("officeDocument").replace("officeDocument.xml", "/word/document2.xml")
        package.writestr("_rels/.rels", f"<Relationships>{relation}</Relationships>")
        body = f"<w:document {WORD}><w:body>{paragraph(run('One.'))}</w:body></w:document>"
        package.writestr("word/document2.xml", body)
    (document,), notes = read(packed.getvalue())
    assert (document.text, document.title, document.date, notes) == ("One.", None, None, ())


def test_embedded_files_are_counted():
    (document,), notes = read(with_body('<w:altChunk w:id="1"/>'))
    assert (document.text, notes) == ("The end.", ("1 embedded file not read",))


def test_a_file_of_too_many_parts_or_elements_is_refused(monkeypatch):
    monkeypatch.setattr("multisumm.reading.formats.xml_text.MAX_ELEMENTS", 3)
    with pytest.raises(InputError, match=r"^a\.docx: more than 3 elements in it$"):
        read(docx("One."))
    monkeypatch.setattr("multisumm.reading.formats.xml_text.MAX_PACKED_FILES", 3)
    with pytest.raises(InputError, match=r"^a\.docx: more than 3 files in it$"):
        read(docx("One."))
