import pytest

from input_files import PAGE, PAGE_TEXT
from multisumm.errors import InputError
from multisumm.model import Document
from multisumm.reading.content import Payload
from multisumm.reading.formats.html import MAX_ATTRIBUTES, MAX_TAGS, declared_encoding, read_html


def read(markup, **known):
    data = markup if isinstance(markup, bytes) else markup.encode()
    return read_html(Payload(data, "a.html", **known))


def test_a_page_is_its_article_with_title_date_site_and_address():
    assert read(PAGE) == (
        (
            Document(
                "",
                PAGE_TEXT,
                title="Ferry sinks",
                date="2019-10-07",
                url="https://news.example/ferry",
                site="Daily News",
                kind="html",
            ),
        ),
        (),
    )


def test_the_address_fetched_counts_more_than_the_one_that_the_page_gives_itself():
    assert read(PAGE, url="https://e.org/x").documents[0].url == "https://e.org/x"


def test_a_date_that_only_occurs_in_the_text_is_not_the_date_of_the_page():
    text = "On 4 May 2019 the ferry sank off the island, as was said on 5 May 2019 by the guard."
    (document,), _ = read(f"<html><body><article><p>{text}</p></article>© 2020</body></html>")
    assert document.date is None
    assert text in document.text


@pytest.mark.parametrize("markup", ["", " ", "<html><body></body></html>", "<p>A.</p>", "<nav>A."])
def test_a_page_without_an_article_is_an_error(markup):
    with pytest.raises(InputError, match=r"^a\.html: no article in this page$"):
        read(markup)


@pytest.mark.parametrize(
    ("declared", "encoding", "notes"),
    [
        ("iso-8859-1", "cp1252", ()),
        ("windows-1251", "cp1251", ()),
        ("shift_jis", "shift_jis", ()),
        ("utf-8", "utf-8", ()),
        ("iso-8859-1", "utf-8", ("the declared encoding iso-8859-1 is wrong",)),
        ("utf-8", "cp1252", ("read as cp1252", "the declared encoding utf-8 is wrong")),
        ("no-such-set", "utf-8", ()),
        ("rot13", "utf-8", ()),
        ("zip", "cp1252", ("read as cp1252",)),
    ],
)
def test_the_declared_encoding_counts_unless_it_is_wrong(declared, encoding, notes):
    word = {"cp1251": "Паром затонул", "shift_jis": "フェリー沈没"}.get(encoding, "Café «é» brûlé")
    page = PAGE.replace("</title>", f"</title><meta charset={declared}>")
    (document,), found = read(page.replace("The ferry", word).encode(encoding))
    assert word in document.text
    assert found == notes


def test_an_encoding_is_declared_in_several_ways_and_the_server_knows_better():
    def declared(data, charset=None):
        return declared_encoding(Payload(data, "a", charset=charset))

    assert declared(b"<?xml version='1.0' encoding='KOI8-R'?>") == "koi8-r"
    head = b'<meta http-equiv="Content-Type" content="text/html; charset=GB2312">'
    assert declared(head) == "gb2312"
    assert declared(head, "utf-8") == "utf-8"
    assert declared(b"<p>charset=utf-8") is None


@pytest.mark.parametrize(
    "tag", ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<a href=x>", "<p>x", "<", "<!--"]
)
def test_ten_megabytes_of_tags_are_an_error_of_one_line(tag):
    with pytest.raises(InputError) as caught:
        read(tag * (10_000_000 // len(tag)))
    assert str(caught.value) == f"a.html: more than {MAX_TAGS:,} tags in this page"


@pytest.mark.parametrize("attribute", [' a{}="x"', " a{}", "/a{}", " a{}='>'", ' {}=x"'])
@pytest.mark.parametrize("before", ["", "<!-- \" ' -->", "<script>'<!--\"</script>", 'a < b" '])
def test_hundreds_of_thousands_of_attributes_are_an_error_of_one_line(attribute, before):
    few, many = (
        f"{before}<p{''.join(attribute.format(f'a{n}') for n in range(number))}>A.</p>"
        for number in (MAX_ATTRIBUTES - 1, 90_000)
    )
    assert read(PAGE.replace("<article>", f"<article>{few}")).documents
    with pytest.raises(InputError) as caught:
        read(PAGE.replace("<article>", f"<article>{many}"))
    what = f"more than {MAX_ATTRIBUTES:,} attributes in one tag of this page"
    assert str(caught.value) == f"a.html: {what}"


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "span"])
def test_deeply_nested_tags_below_the_limit_overflow_nothing(tag):
    deep = f"<{tag}>" * (MAX_TAGS // 4) + "The ferry sank." + f"</{tag}>" * (MAX_TAGS // 4)
    with pytest.raises(InputError, match=r"^a\.html: no article in this page$"):
        read(f"<html><body><article>{deep}</article></body></html>")


def test_the_text_is_exactly_that_of_the_file():
    page = PAGE.replace("sank", "&lt;script&gt;alert(1)&lt;/script&gt; &amp; \0")
    (document,), _ = read(page)
    assert "The ferry <script>alert(1)</script> & \ufffd off" in document.text
