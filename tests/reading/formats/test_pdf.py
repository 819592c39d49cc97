import json
from io import BytesIO

import pytest
from click.testing import CliRunner

from input_files import encrypted_pdf, pdf
from multisumm.cli.main import cli
from multisumm.errors import InputError
from multisumm.model import Document
from multisumm.reading.content import Payload
from multisumm.reading.formats.page_lines import join_lines, without_running_lines
from multisumm.reading.formats.pdf import MAX_PAGES, read_pdf
from work_count import lines_run

FIRST = "The ferry sank off the island on Sunday.\nTen people are missing."
CREATED = "2019-10-07"
SECOND = "Divers found the wreck on Monday."


def read(data, **options):
    return read_pdf(Payload(data, "a.pdf", **options))


def many_times(times):
    """A PDF that has the same page many times."""
    once = pdf(FIRST)
    return once.replace(b"/Kids [5 0 R]", b"/Kids [%s]" % (b"5 0 R " * times))


def test_a_pdf_is_its_pages_a_line_end_apart_with_title_date_and_their_offsets():
    text = f"{FIRST}\n{SECOND}"
    pages = (0, len(FIRST) + 1)
    expected = Document("", text, "Report", kind="pdf", pages=pages, created=CREATED)
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

    def fail_on_the_first(page, **visitors):
        if page.page_number == 0:
            raise KeyError("/Font")
        return extract_text(page, **visitors)

    monkeypatch.setattr(PageObject, "extract_text", fail_on_the_first)
    (document,), notes = read(pdf(FIRST, SECOND))
    assert document.text == f"\n{SECOND}"
    assert notes == ("page 1 cannot be read (KeyError)",)


def test_a_pdf_without_a_readable_page_is_called_damaged_not_scanned(monkeypatch):
    from pypdf import PageObject

    def fail(page, **visitors):
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


LINE = "The council of Lindow met on Tuesday evening and talked about the plan of the mayor for"


@pytest.mark.parametrize(
    "below",
    [
        "the library",
        "London and York",
        "2019, which was",
        "4.5 million euros",
        "– so he said – all",
    ],
)
def test_lines_inside_a_sentence_are_joined_whatever_the_next_begins_with(below):
    text, _ = join_lines([f"{LINE}\n{below}\nand it agreed."])
    assert text.startswith(f"{LINE} {below}")


def test_a_day_at_the_beginning_of_a_line_is_no_item_of_a_list():
    german = "Der Rat von Lindow traf sich am Dienstag, und er beschloss den Plan vom"
    text, _ = join_lines([f"{german}\n12. Mai 2019 und ging."])
    assert text == f"{german} 12. Mai 2019 und ging."
    sentence = "Der Rat von Lindow traf sich am Dienstag, und er beschloss einen Plan."
    pages = [f"{sentence}\n12. Ein Punkt der Liste ist hier.\n3 Der nächste Abschnitt"]
    assert join_lines(pages)[0] == pages[0]


@pytest.mark.parametrize(
    ("above", "below", "text"),
    [
        ("the years from 1990–", "2000 were", "the years from 1990–2000 were"),
        ("the mayor said –", "and he was", "the mayor said – and he was"),
        ("the re-", "mains of the roof", "the re-mains of the roof"),
        ("the govern-", "ment of Lindow", "the government of Lindow"),
        ("the well-", "known man", "the well-known man"),
    ],
)
def test_dashes_at_the_end_of_a_line(above, below, text):
    words = "A government is one, and a man is well-known or wellknown in the town."
    lead = "The council of Lindow met on Tuesday evening and talked of "
    joined, _ = join_lines([f"{lead}{above}\n{below} and more.\n{words}"])
    assert joined.split("\n")[0] == f"{lead}{text} and more."


NAMES = ["Ann", "Bob", "Cid", "Dan", "Eve", "Fay"]


def page_with(head, number, name, foot):
    body = [f"{name} {verb} all day long, as the minutes say." for verb in ("ate", "ran", "sat")]
    return "\n".join([head, *body, *body, foot, str(number)])


def test_running_heads_and_page_numbers_are_no_text():
    heads = ["Minutes of the council", "LINDOW TOWN"]
    pages = [
        page_with(heads[n % 2], n + 4, name, f"Page {n + 4} of 9") for n, name in enumerate(NAMES)
    ]
    bodies = ["\n".join(page.split("\n")[1:-2]) for page in pages]
    assert without_running_lines(pages) == bodies
    assert without_running_lines(pages[:2]) == [
        "\n".join(page.split("\n")[:-2]) for page in pages[:2]
    ]


def test_lines_that_other_pages_do_not_have_are_kept():
    pages = [page_with(f"On {name}", 3 * n * n, name, name) for n, name in enumerate(NAMES)]
    assert without_running_lines(pages) == pages
    assert without_running_lines(["One\n\nTwo\n7"]) == ["One\n\nTwo\n7"]
    assert without_running_lines([]) == []


@pytest.mark.parametrize("line", ["Ankara İli", "İL", "Sayfa ı", "ılıc", "ﬁ", "Kiſ x"])
def test_letters_that_only_fold_to_roman_numerals_are_no_page_number(line):
    pages = [f"{line}\nBody of {name}\nand more\n{line}" for name in "ab"]
    assert without_running_lines(pages[:1]) == pages[:1]
    assert all(name in page for name, page in zip("ab", without_running_lines(pages), strict=True))


@pytest.mark.parametrize("number", ["{}", "- {} -", "Page {}", "Seite {} von 9", "{} / 9", "[{}]"])
def test_page_numbers_have_many_forms(number):
    pages = [f"Body of {name}\nand more\n{number.format(n)}" for n, name in ((3, "a"), (4, "b"))]
    assert [page.count("\n") for page in without_running_lines(pages)] == [1, 1]


def sized(*lines):
    """A PDF of one page with lines of text in sizes."""
    return pdf("\n".join(f") Tj 30 TL /F1 {size} Tf ({text}" for size, text in lines))


def test_title_and_date_of_the_first_page_come_before_those_of_the_file():
    title = (24, "Floods in"), (24, "the town")
    data = sized((9, "Council"), *title, (11, "8 May 2024"), (11, "The river rose on Monday."))
    (document,), _ = read(data)
    assert (document.title, document.date) == ("Floods in the town", "2024-05-08")


@pytest.mark.parametrize("title", ["Microsoft Word - draft.docx", "report.indd", "Untitled"])
def test_the_name_of_a_draft_is_no_title(title):
    assert read(pdf(FIRST, title=title)).documents[0].title is None


def test_words_without_blanks_are_told():
    joined = "Theferrysankofftheislandonsundayandtenpeoplearemissing"
    (document,), notes = read(pdf(FIRST, joined))
    assert joined in document.text
    assert notes == ("words without blanks between them on 1 page; check the quotes",)


def test_pieces_of_text_have_a_limit_on_a_page_and_in_all(monkeypatch):
    monkeypatch.setattr("multisumm.reading.formats.pdf_limits.MAX_PIECES", 2)
    (document,), notes = read(pdf(SECOND, "One.\nTwo.\nThree."))
    assert document.text.rstrip() == SECOND
    assert notes == ("page 2 has more than 2 pieces of text; not read",)
    monkeypatch.setattr("multisumm.reading.formats.pdf_limits.MAX_PIECES_IN_ALL", 3)
    with pytest.raises(InputError, match=r"^a\.pdf: more than 3 pieces of text; split it$"):
        read(pdf(FIRST, FIRST))


@pytest.mark.parametrize("line", ["x-", "a" * 300 + "-", LINE, "12", '"' * 300, "– " * 99])
def test_work_grows_in_step_with_the_lines(line):
    def join(number):
        join_lines(without_running_lines(["\n".join([line] * 50)] * number))

    few, many = (lines_run(join, number) for number in (4, 16))
    assert many < 5 * few
