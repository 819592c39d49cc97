import io
import zipfile

import pytest

from input_files import package, pptx
from multisumm.errors import InputError
from multisumm.reading.content import Payload
from multisumm.reading.formats.pptx import read_pptx


def read(data, **options):
    return read_pptx(Payload(data, "a.pptx", **options))


def saved(presentation):
    file = io.BytesIO()
    presentation.save(file)
    return file.getvalue()


def replaced(data, name, old, new):
    """The package with other bytes in one of its parts."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for member in packed.namelist():
            part = packed.read(member)
            parts[member] = part.replace(old, new) if member == name else part
    assert name in parts
    return package(parts)


def test_the_slides_are_the_pages_of_the_text():
    (document,), notes = read(pptx(["Ferry", "It sank.", "Ten are missing."], ["End", "Thanks."]))
    assert document.text == "Ferry\n\nIt sank.\n\nTen are missing.\n\nEnd\n\nThanks."
    assert document.text[document.pages[1] :] == "End\n\nThanks."
    assert (document.pages[0], document.title, document.site) == (0, "Ferry", "Ana Reyes")
    assert (document.date, document.kind, notes) == (None, "pptx", ())
    assert document.created == "2013-01-27"  # that of the template


def test_tables_are_read_and_notes_and_what_repeats_is_not():
    from pptx import Presentation
    from pptx.util import Inches

    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "Ferry\vsinks"
    table = slide.shapes.add_table(1, 2, Inches(1), Inches(1), Inches(4), Inches(1)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "North", "12"
    box = slide.shapes.add_textbox(Inches(1), Inches(3), Inches(4), Inches(1))
    box.text_frame.text = "4"
    slide.notes_slide.notes_text_frame.text = "For the speaker."
    data = saved(presentation)
    assert read(data).documents[0].text == "Ferry\nsinks\n\nNorth\n\n12\n\n4"
    number = b'<p:nvPr><p:ph type="sldNum"/></p:nvPr>'
    data = replaced(data, "ppt/slides/slide1.xml", b"<p:nvPr/>", number)
    assert read(data).documents[0].text == "Ferry\nsinks\n\nNorth\n\n12"


def test_the_slides_come_in_the_order_of_the_presentation():
    from pptx import Presentation

    presentation = Presentation(io.BytesIO(pptx(["One"], ["Two"])))
    order = presentation.slides._sldIdLst
    order.insert(0, order[1])
    assert read(saved(presentation)).documents[0].text == "Two\n\nOne"


def test_hidden_slides_keep_their_number_and_are_counted():
    data = pptx(["One"], ["Two"], ["Three"])
    hidden = replaced(data, "ppt/slides/slide2.xml", b"<p:sld ", b'<p:sld show="0" ')
    (document,), notes = read(hidden)
    assert (document.text, document.pages) == ("One\n\nThree", (0, 5, 5))
    assert notes == ("1 hidden slide not read",)


def test_a_hidden_slide_gives_no_title():
    data = replaced(
        pptx(["Draft"], ["Ferry"]), "ppt/slides/slide1.xml", b"<p:sld ", b'<p:sld show="0" '
    )
    assert read(data).documents[0].title == "Ferry"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (pptx([""]), "no text in this PowerPoint file (1 slide)"),
        (pptx(["A."])[:-30], "damaged PowerPoint file: File is not a zip file"),
        (package({"a": ""}), "damaged PowerPoint file: "),
    ],
)
def test_a_file_without_text_is_an_error_of_one_line(data, message):
    with pytest.raises(InputError) as caught:
        read(data)
    assert str(caught.value).startswith(f"a.pptx: {message}")
    assert str(caught.value).isprintable()


def test_a_file_that_is_packed_too_small_is_not_unpacked():
    with pytest.raises(InputError, match=r"^a\.pptx: larger than 1 kB"):
        read(pptx(["A."]), max_bytes=1000)
