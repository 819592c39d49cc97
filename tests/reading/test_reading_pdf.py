import json

import pytest
from click.testing import CliRunner

from input_files import encrypted_pdf, pdf
from multisumm.cli import cli
from multisumm.errors import InputError
from multisumm.model import Document
from multisumm.reading.content import Payload
from multisumm.reading.pdf import MOST_PAGES, read_pdf

pytest.importorskip("pypdf", reason="the extra pdf is not installed")

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


def test_an_encrypted_pdf_is_an_error_unless_everybody_may_read_it():
    with pytest.raises(InputError, match=r"^a\.pdf: encrypted; save it without a password$"):
        read(encrypted_pdf(FIRST, password="secret"))
    assert read(encrypted_pdf(FIRST, password="")).documents[0].text == FIRST


@pytest.mark.parametrize("kept", [5, 9, 100, 400])
def test_a_pdf_that_is_cut_off_is_an_error_of_one_line(kept):
    with pytest.raises(InputError, match=r"^a\.pdf: damaged PDF: [^\n]+$"):
        read(pdf(FIRST, SECOND)[:kept])


def test_a_page_that_is_damaged_is_told_and_the_others_are_kept(monkeypatch):
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


def test_a_pdf_of_which_no_page_can_be_read_is_damaged_and_not_scanned(monkeypatch):
    from pypdf import PageObject

    def fail(page):
        raise KeyError("/Font")

    monkeypatch.setattr(PageObject, "extract_text", fail)
    for pages, others in [((FIRST,), ""), ((FIRST, SECOND, ""), " and 2 more pages")]:
        with pytest.raises(InputError) as caught:
            read(pdf(*pages))
        what = f"page 1 cannot be read (KeyError){others}"
        assert str(caught.value) == f"a.pdf: no text in this PDF ({what})"


def test_a_page_that_is_there_very_often_is_not_read_very_often():
    assert len(read(many_times(3)).documents[0].pages) == 3
    with pytest.raises(InputError, match=f"^a.pdf: more than {MOST_PAGES} pages; split it$"):
        read(many_times(MOST_PAGES + 1))
    with pytest.raises(InputError, match=r"^a\.pdf: larger than 1000 bytes"):
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
    assert [one["page"] for one in record["sentences"]] == [1, 1, 2]
    for one in record["sentences"]:
        assert text[one["start"] : one["end"]] == one["text"]
    assert "(characters 0-40 p. 1, 41-64 p. 1, 65-98 p. 2)" in run("text")
    assert "a.pdf, page 2, characters 65–98" in run("markdown")
