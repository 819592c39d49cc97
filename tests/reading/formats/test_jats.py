import pytest

from input_files import JATS
from multisumm.errors import InputError
from multisumm.model import Document
from multisumm.reading.content import Payload
from multisumm.reading.formats.jats import read_jats


def read(data):
    return read_jats(Payload(data if isinstance(data, bytes) else data.encode(), "a.nxml"))


TEXTS = [
    "We counted 10⁶ ferries.",
    "Results",
    "Ten sank in May [2].",
    "We found:",
    "Leaks.",
]


def test_an_article_is_its_abstract_and_body_without_figures_and_references():
    document = Document(
        *("", "\n\n".join(TEXTS), "Why ferries sink", "2024-03-05"),
        *("https://doi.org/10.1/x", "Ferries", "jats"),
    )
    assert read(JATS) == ((document,), ())


def test_each_article_of_a_set_is_a_document():
    article = JATS[JATS.index(b"<article ") :]
    empty = b"<article><front/></article>"
    documents, notes = read(b"<pmc-articleset>%s%s%s</pmc-articleset>" % (article, article, empty))
    address = "https://doi.org/10.1/x"
    assert [document.id for document in documents] == [address, f"{address} (2)"]
    assert documents[0].text == "\n\n".join(TEXTS)
    assert notes == ("1 of 3 articles have no text",)


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        ("<pub-date><year>2024</year></pub-date>", "2024"),
        ("<pub-date><month>3</month></pub-date>", None),
        ("<pub-date><day>x</day><month>3</month><year>2024</year></pub-date>", "2024"),
    ],
)
def test_a_date_that_is_not_complete_is_its_year(dates, day):
    front = f"<article><front>{dates}</front><body><p>A.</p></body></article>"
    assert read(front).documents[0].date == day


def test_characters_by_name_and_other_encodings_are_read():
    article = (
        '<?xml version="1.0" encoding="{}"?><article><body><p>Caf&eacute; ü.</p></body></article>'
    )
    for encoding in ("utf-8", "iso-8859-1"):
        document = read(article.format(encoding).encode(encoding)).documents[0]
        assert document.text == "Café ü."


def test_entities_are_not_expanded_and_nothing_is_loaded():
    document = (
        '<!DOCTYPE article [<!ENTITY a "lol"><!ENTITY f SYSTEM "/etc/passwd">]>'
        "<article><body><p>A &a; &f; B.</p></body></article>"
    )
    assert read(document).documents[0].text == "A &a; &f; B."
    lines = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    bomb = document.replace("&a;", "&a11;").replace("[", f'[<!ENTITY a0 "lol">{"".join(lines)}')
    try:
        text = read(bomb).documents[0].text
    except InputError as error:
        text = str(error)
    assert len(text) < 1000


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("<article><body/></article>", "no article with text in this XML"),
        ("<book/>", "no article with text in this XML"),
        ("<article><body><p>A.", "damaged XML: "),
        ("<article>" * 999 + "</article>" * 999, "damaged XML: "),
    ],
)
def test_what_has_no_article_is_an_error_of_one_line(data, message):
    with pytest.raises(InputError) as caught:
        read(data)
    assert str(caught.value).startswith(f"a.nxml: {message}")
    assert str(caught.value).isprintable()


def test_too_many_elements_are_an_error(monkeypatch):
    monkeypatch.setattr("multisumm.reading.formats.xml_text.MAX_ELEMENTS", 9)
    with pytest.raises(InputError, match=r"^a\.nxml: more than 9 elements in it$"):
        read("<article><body>" + "<p>A.</p>" * 20 + "</body></article>")
