import pytest

from input_files import epub, package
from multisumm.errors import InputError
from multisumm.model import Document
from multisumm.reading.content import Payload
from multisumm.reading.formats.epub import read_epub


def read(data, **options):
    return read_epub(Payload(data, "a.epub", **options))


def test_a_book_is_its_chapters_in_order_without_the_contents():
    data = epub("<h1>One</h1>\n<p>It <b>sank</b>.</p>", "<p>Ten<br/>are missing.</p>")
    text = "One\n\nIt sank.\n\nTen\nare missing."
    document = Document("", text, "Ferries", "2024-03-05", site="Ana Reyes", kind="epub")
    assert read(data) == ((document,), ())


def test_notes_and_their_marks_are_not_read_and_exponents_stay_numbers():
    data = epub(
        '<p>It sank<sup><a href="#n">1</a></sup> <a epub:type="noteref" href="#m">2</a>in'
        ' 10<sup>6 </sup>parts.<span epub:type="pagebreak">9</span></p><div>Loose <i>text</i>.'
        '<p>A.</p>More.</div><aside epub:type="footnote"><p>Note.</p></aside><p hidden="">H</p>'
    )
    assert read(data).documents[0].text.split("\n\n") == [
        "It sank in 10⁶ parts.",
        "Loose text.",
        "A.",
        "More.",
    ]


def test_a_chapter_that_is_not_well_formed_is_read_as_far_as_possible():
    text = read(epub("<p>It sank.<p>Ten &nbsp;are<br> missing.</p>")).documents[0].text
    assert text == "It sank.\n\nTen \xa0are\nmissing."


def test_a_missing_chapter_is_named_in_a_warning():
    whole = epub("<p>One.</p>", "<p>Two.</p>")
    data = whole.replace(b"text/1 a.xhtml", b"text/9 a.xhtml")
    (document,), notes = read(data)
    assert document.text == "One."
    assert notes == ("1 chapter missing: OPS/text/1 a.xhtml",)


def test_only_encrypted_chapters_are_a_protection():
    reference = '<encryption><CipherData><CipherReference URI="OPS/{}"/></CipherData></encryption>'
    assert read(epub("<p>A.</p>", encryption=reference.format("a.otf"))).documents
    with pytest.raises(InputError) as caught:
        read(epub("<p>A.</p>", encryption=reference.format("text/0.xhtml")))
    assert str(caught.value) == "a.epub: protected against copying (1 chapter)"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (epub(), "no text in this EPUB"),
        (epub("<p>A.</p>")[:-30], "damaged EPUB: File is not a zip file"),
        (
            package({"META-INF/container.xml": "<container/>"}),
            "damaged EPUB: it names no list of chapters",
        ),
        (package({"a": ""}), "damaged EPUB: "),
    ],
)
def test_a_file_without_a_book_is_an_error_of_one_line(data, message):
    with pytest.raises(InputError) as caught:
        read(data)
    assert str(caught.value).startswith(f"a.epub: {message}")
    assert str(caught.value).isprintable()


def test_a_book_that_is_packed_too_small_is_not_unpacked():
    with pytest.raises(InputError, match=r"^a\.epub: larger than 100 kB"):
        read(epub(f"<p>{'A' * 10**6}</p>"), max_bytes=10**5)
