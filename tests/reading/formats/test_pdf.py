import json
from io import BytesIO

import pytest
from click.testing import CliRunner

from input_files import encrypted_pdf, pdf
from multisumm.cli.main import cli
from multisumm.errors import InputError
from multisumm.model import Document
from multisumm.reading.content import Payload
from multisumm.reading.formats.pdf import MAX_PAGES, join_lines, read_pdf

FIRST = "The ferry sank off the island on Sunday.\nTen people are missing."
SECOND = "Divers found the wreck on Monday."


def read(data, **options):
    return read_pdf(Payload(data, "a.pdf", **options))


def many_times(times):
    """A PDF that has the same page many times."""
    once = pdf(FIRST)
    return once.replace(b"/Kids [5 0 R]", b"/Kids [%s]" % (b"5 0 R " * times))


def test_a_pdf_is_its_pages_a_line_end_apart_with_title_date_and_their_offsets():
    text = f"{FIRST}\n{SECOND}"
    expected = Document("", text, "Report", "2019-10-07", kind="pdf", pages=(0, len(FIRST) + 1))
    assert read(pdf(FIRST, SECOND)) == ((expected,), ())
    assert text[expected.pages[1] :] == SECOND


def test_a_page_without_text_keeps_its_number():
    (document,), _ = read(pdf("", SECOND, ""))
    assert document.text == f"\n{SECOND}\n"
    assert document.pages == (0, 1, len(SECOND) + 2)


def test_a_pdf_of_scans_is_an_error():
    with pytest.raises(InputError) as caught:
        read(pdf("", ""))
    assert str(caught.value) == "a.pdf: no text in this PDF (2 pages, perhaps scanned)"


def scanned(*pages, size=1000, inside=False):
    """A PDF whose pages draw a picture of this many pixels each way, behind their text."""
    import pypdf
    from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf(*pages)))
    picture = StreamObject()
    kind, width, height = NameObject("/Image"), NumberObject(size), NumberObject(size)
    picture.update({NameObject("/Subtype"): kind, NameObject("/Width"): width})
    picture[NameObject("/Height")] = height
    resources = {NameObject("/P"): writer._add_object(picture)}
    if inside:
        form = StreamObject()
        form[NameObject("/Subtype")] = NameObject("/Form")
        own = {NameObject("/XObject"): DictionaryObject(resources)}
        form[NameObject("/Resources")] = DictionaryObject(own)
        resources = {NameObject("/F"): writer._add_object(form)}
    for page, text in zip(writer.pages, pages, strict=True):
        if text != SECOND:
            page["/Resources"][NameObject("/XObject")] = DictionaryObject(resources)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize("inside", [False, True])
def test_a_scan_is_told_to_be_one(inside):
    with pytest.raises(InputError) as caught:
        read(scanned("", "", inside=inside))
    why = "its pages are pictures without text; run text recognition (OCR) on it first"
    assert str(caught.value) == f"a.pdf: a scan: {why}"
    with pytest.raises(InputError, match=r"^a\.pdf: no text in this PDF"):
        read(scanned("", size=100, inside=inside))


def test_the_scanned_pages_of_a_pdf_with_text_are_told():
    assert read(scanned(FIRST, "", "Page 3")).notes == (
        "page 2 and 1 more of 3 pages: scanned, and not read; run text recognition (OCR) on it"
        " first",
    )
    assert read(scanned(FIRST, FIRST)).notes == ()


def test_pictures_on_some_pages_without_any_text_are_told():
    from multisumm.reading.formats.pdf_scans import describe_scan

    assert describe_scan([2], 3) == (
        "a scan: it has no text, and pictures on 1 of 3 pages; run text recognition (OCR) on it"
        " first"
    )


def test_an_encrypted_pdf_is_an_error_unless_everybody_may_read_it():
    with pytest.raises(InputError, match=r"^a\.pdf: encrypted; save it without a password$"):
        read(encrypted_pdf(FIRST, password="secret"))
    assert read(encrypted_pdf(FIRST, password="")).documents[0].text == FIRST


@pytest.mark.parametrize("kept", [5, 9, 100, 400])
def test_a_pdf_that_is_cut_off_is_an_error_of_one_line(kept):
    with pytest.raises(InputError, match=r"^a\.pdf: damaged PDF: [^\n]+$"):
        read(pdf(FIRST, SECOND)[:kept])


def test_a_damaged_page_is_reported_and_the_others_are_kept(monkeypatch):
    from pypdf import PageObject

    extract_text = PageObject.extract_text

    def fail_on_the_first(page):
        if page.page_number == 0:
            raise KeyError("/Font")
        return extract_text(page)

    monkeypatch.setattr(PageObject, "extract_text", fail_on_the_first)
    (document,), notes = read(pdf(FIRST, SECOND))
    assert document.text == f"\n{SECOND}"
    assert notes == ("page 1 cannot be read (KeyError)",)


def test_a_pdf_without_a_readable_page_is_called_damaged_not_scanned(monkeypatch):
    from pypdf import PageObject

    def fail(page):
        raise KeyError("/Font")

    monkeypatch.setattr(PageObject, "extract_text", fail)
    for pages, others in [((FIRST,), ""), ((FIRST, SECOND, ""), " and 2 more pages")]:
        with pytest.raises(InputError) as caught:
            read(pdf(*pages))
        what = f"page 1 cannot be read (KeyError){others}"
        assert str(caught.value) == f"a.pdf: no text in this PDF ({what})"


def test_a_page_that_is_repeated_many_times_is_not_read_many_times():
    assert len(read(many_times(3)).documents[0].pages) == 3
    with pytest.raises(InputError, match=f"^a.pdf: more than {MAX_PAGES:,} pages; split it$"):
        read(many_times(MAX_PAGES + 1))
    with pytest.raises(InputError, match=r"^a\.pdf: larger than 1 kB"):
        read(many_times(100), max_bytes=1000)


def test_a_quote_says_its_page_in_every_format(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(FIRST, SECOND))

    def run(form):
        done = CliRunner().invoke(cli, ["summarize", str(path), "--format", form])
        assert done.exit_code == 0
        return done.stdout

    record = json.loads(run("json"))
    text = f"{FIRST}\n{SECOND}"
    assert record["documents"][0]["pages"] == [0, 65]
    assert [sentence["page"] for sentence in record["sentences"]] == [1, 1, 2]
    for sentence in record["sentences"]:
        assert text[sentence["start"] : sentence["end"]] == sentence["text"]
    assert "(characters 0-40 p. 1, 41-64 p. 1, 65-98 p. 2)" in run("text")
    assert "a.pdf, page 2, characters 65–98" in run("markdown")


def test_the_lines_of_a_paragraph_are_joined():
    first = (
        "Fire in Leeds\n"
        "The fire broke out in the old mill on Monday evening, said the Chief\n"
        "Inspector of the county, and it went on for so many hours that the re-\n"
        "mains of the roof fell in. It is the third this year.\n"
        "Nobody was hurt, and the road is open again to all who want to use it\n"
        "• A list is no paragraph, however long the items of it are, and ends here\n"
        "1.2. Nor is a heading\n"
        "1"
    )
    text, pages = join_lines([first, "with their cars since noon.\nA second paragraph."])
    assert text.split("\n") == [
        "Fire in Leeds",
        "The fire broke out in the old mill on Monday evening, said the Chief Inspector of the"
        " county, and it went on for so many hours that the re-mains of the roof fell in. It is the"
        " third this year.",
        "Nobody was hurt, and the road is open again to all who want to use it",
        "• A list is no paragraph, however long the items of it are, and ends here",
        "1.2. Nor is a heading",
        "1",
        "with their cars since noon.",
        "A second paragraph.",
    ]
    assert text[pages[1] :].startswith("with their cars")
    assert pages[0] == 0


def test_lines_of_scripts_without_spaces_are_joined_without_a_space():
    lines = [
        "港务局表示，一台起重机掉入水中之后，老城的港口于星期二关闭，数百名",
        "乘客滞留。事故中没有人受伤，警方正在调查事故原因，并已询问多名证人",
        "，包括起重机的操作员。",
        "潜水员下午开始搜索。",
    ]
    text, _ = join_lines(["\n".join(lines)])
    assert text == "".join(lines[:3]) + "\n" + lines[3]
    mixed = "起重机的型号是二十年前由德国一家公司生产的，名为 Liebherr"
    text, _ = join_lines([f"{mixed}\n操作员说。\n{mixed}\n他已经报警。"])
    assert text == f"{mixed} 操作员说。\n{mixed} 他已经报警。"


def test_a_paragraph_may_go_on_on_the_next_page():
    pages = ["The fire broke out in the old mill on Monday evening and went on for", "hours."]
    text, starts = join_lines(pages)
    assert text == " ".join(pages)
    assert text[starts[1] :] == "hours."


@pytest.mark.parametrize(
    "pages",
    [
        ["", "", "One."],
        ["Leeds 4\nYork 9\nHull 11"],
        ["\n".join(f"The Smiths Of Number {n} Garden Street, Leeds" for n in range(9))],
        ["1 Introduction . . . . . . . . . . . . . . . 1\n2 a handling of . . . . . . . . . . . 2"],
    ],
    ids=["empty", "short", "capitals", "contents"],
)
def test_lines_that_are_not_running_text_stay_separate(pages):
    text, starts = join_lines(pages)
    assert text == "\n".join(pages)
    assert [text[start:].startswith(page) for start, page in zip(starts, pages, strict=True)]
