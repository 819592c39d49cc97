import lxml.html
import pytest

from input_files import PAGE, PAGE_TEXT
from multisumm.errors import InputError
from multisumm.model import Document
from multisumm.reading.content import Payload
from multisumm.reading.formats.html import MAX_TAGS, declared_encoding, read_html
from multisumm.reading.formats.tag_counts import MAX_ATTRIBUTES, MAX_ATTRIBUTES_IN_ALL
from work_count import lines_run


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


SENTENCE = "The council of Lindow approved the budget of four million euros on Tuesday evening."
OTHER = "This is not for the readers of the page and says something else in a sentence."


def page_of(body, *, head="<title>Lindow</title>"):
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def text_with(addition, *, head="<title>Lindow</title>"):
    paragraphs = f"<p>{SENTENCE}</p><p>The vote was nine to three, with one abstention.</p>"
    body = f"{addition}<main id=content><h1>Budget</h1>{paragraphs}{addition}</main>"
    return read(page_of(body, head=head)).documents[0].text


@pytest.mark.parametrize(
    "addition",
    [
        f"<p hidden>{OTHER}</p>",
        f"<template><p>{OTHER}</p></template>",
        f"<dialog><p>{OTHER}</p></dialog>",
        f"<p style='display: none'>{OTHER}</p>",
        f"<p style='visibility:hidden'>{OTHER}</p>",
        f"<p style='position: absolute; left: -9999px'>{OTHER}</p>",
        f"<p style='text-indent: -999em'>{OTHER}</p>",
        f"<p class='sr-only'>{OTHER}</p>",
        f"<p class='govuk-visually-hidden'>{OTHER}</p>",
        f"<style>.a, .gone {{ display: none }}</style><p class='x gone'>{OTHER}</p>",
        f"<a href='#content'>{OTHER}</a>",
        f"<a class='skip-link' href='#x'>{OTHER}</a>",
    ],
)
def test_what_a_browser_does_not_show_is_no_text(addition):
    text = text_with(addition)
    assert SENTENCE in text
    assert OTHER not in text


@pytest.mark.parametrize(
    "addition",
    [
        f"<p hidden=until-found>{OTHER}</p>",
        f"<dialog open><p>{OTHER}</p></dialog>",
        f"<p style='display: block'>{OTHER}</p>",
        f"<p style='position: relative; left: -10px'>{OTHER}</p>",
        f"<p class='not-sr-only'>{OTHER}</p>",
        f"<style>@media print {{ .paper {{ display: none }} }}</style><p class=paper>{OTHER}</p>",
        f"<style>.a{{display:none}} .b .a{{display:block}}</style><p class=a>{OTHER}</p>",
    ],
)
def test_what_a_browser_shows_is_text(addition):
    assert OTHER in text_with(addition)


def test_a_page_that_a_script_shows_once_it_has_loaded_is_read():
    body = f"<div style='visibility:hidden'><main><h1>Budget</h1><p>{SENTENCE}</p></main></div>"
    assert SENTENCE in read(page_of(body)).documents[0].text


BANNER = (
    "<h2>Cookies on this service</h2><p>We use some essential cookies to make it work.</p>"
    "<p>We would also like to understand how you use the service.</p>{}"
    "<p>You can change your settings at any time.</p>"
)


@pytest.mark.parametrize(
    "banner",
    [
        f"<div class='cookie-banner' role=region>{BANNER.format('')}</div>",
        f"<div id='onetrust-consent-sdk'><div>{BANNER.format('')}</div></div>",
        f"<section aria-label=x>{BANNER.format('<button>Accept all</button>')}</section>",
        "<div><p>Wir verwenden Cookies, um den Dienst zu verbessern.</p><div>"
        "<a href=#>Akzeptieren</a></div></div>",
        "<div><p>We use cookies. <a href=#>OK</a> <a href=#>No</a></p></div>",
        "<div><p>This site uses cookies.</p><a href=#>I accept all the cookies</a></div>",
    ],
)
@pytest.mark.parametrize("paragraphs", [1, 8])
def test_a_notice_about_cookies_is_no_text_however_short_the_page_is(banner, paragraphs):
    main = f"<main><h1>Flood support</h1>{f'<p>{SENTENCE}</p>' * paragraphs}</main>"
    for body in (banner + main, main + banner):
        text = read(page_of(body)).documents[0].text
        assert SENTENCE in text
        assert "ookies" not in text
        assert "settings" not in text


def test_an_article_about_cookies_is_read():
    text = (
        "The court ruled on Tuesday that a site needs consent before it stores cookies of others."
    )
    article = f"<article class='cookie-law'><h1>Cookie law</h1><p>{text}</p><p>{SENTENCE}</p>"
    for body in (article, f"<div id=cookie-notice-article>{article}</article></div>"):
        assert text in read(page_of(body)).documents[0].text


@pytest.mark.parametrize(
    "paragraph",
    [
        "<p>It fined the firm for cookies, and an <a>agreement</a> with it was signed in June.</p>",
        "<p>It was fined for cookies in June. An <a>agreement</a></p>",
        "<p>The union of <a>Oklahoma Bakers United</a> sold cookies from Monday to Friday.</p>",
        "<p>A cookie of oats was sold by <a>OK Bakers</a>, as in June and on all Mondays.</p>",
        "<p>Who saw the cookie banner in June could only press <a>Accept</a></p>",
        "<p>Without cookies, it said, the users <a>decline more often than they agree</a></p>",
    ],
)
@pytest.mark.parametrize("around", ["article", "div"])
def test_a_paragraph_with_a_link_and_cookies_is_no_notice(paragraph, around):
    before = f"<h1>Fines</h1><p>{SENTENCE}</p><p>{OTHER}</p>"
    body = f"<{around}>{before}{paragraph}<p>{SENTENCE[:-1]} late.</p></{around}>"
    expected = lxml.html.fromstring(paragraph).text_content()
    assert expected in " ".join(read(page_of(body)).documents[0].text.split())


def article(number, *, link=True):
    title = f"<a href='/story/{number}'>Story {number}</a>" if link else f"Story {number}"
    time = f"<time datetime='2024-05-0{number}T23:30:00-05:00'>May</time>"
    return f"<article><h2>{title}</h2>{time}<p>{number}: {SENTENCE}</p>{f'<p>{SENTENCE}</p>' * 3}"


def test_the_articles_of_a_page_are_documents_with_their_addresses():
    body = "<h1>News</h1>" + "</article>".join(map(article, (1, 2, 3)))
    (first, second, third), _ = read(page_of(body), url="https://l.example/news/")
    assert first.id == first.url == "https://l.example/story/1"
    assert (first.title, first.date, first.site) == ("Story 1", "2024-05-01", second.site)
    assert [f"{n}: {SENTENCE}" in document.text for n, document in [(1, first), (3, third)]]
    assert "2: " not in first.text + third.text


def test_a_page_with_the_title_of_one_article_is_about_that_one():
    body = "</article>".join(map(article, (1, 2, 3)))
    (document,), _ = read(page_of(body, head="<title>Story 2 - Lindow News</title>"))
    assert f"2: {SENTENCE}" in document.text
    assert "1: " not in document.text
    assert document.id == ""


def test_articles_without_links_have_their_headings_as_ids():
    body = "</article>".join(article(number, link=False) for number in (1, 2))
    documents, _ = read(page_of(body))
    assert [document.id for document in documents] == ["Story 1", "Story 2"]


def test_a_page_with_a_text_beside_its_articles_is_one_document():
    related = "</article>".join(map(article, (1, 2)))
    body = f"<main><h1>Budget</h1>{f'<p>{OTHER}</p>' * 8}</main><aside>{related}</aside>"
    (document,), _ = read(page_of(body))
    assert OTHER in document.text
    assert "Story 1" not in document.text


def test_a_page_with_too_many_attributes_in_all_is_an_error_of_one_line():
    tags = MAX_ATTRIBUTES_IN_ALL // 900 + 1
    attributes = " ".join(f"a{n}=1" for n in range(900))
    with pytest.raises(InputError) as caught:
        read(f"<p {attributes}>The ferry sank.</p>" * tags)
    assert (
        str(caught.value) == f"a.html: more than {MAX_ATTRIBUTES_IN_ALL:,} attributes in this page"
    )


@pytest.mark.parametrize(
    "piece",
    [
        "<div><p>a b c d e f.</p></div>",
        f"<p>{SENTENCE}</p>",
        f"<div>cookies <button>Accept</button><p>{SENTENCE}</p>",
        f"<div hidden>a</div><span class=sr-only>b</span><p>{SENTENCE}</p>",
        f"<article><h2><a href=/x>Title</a></h2><p>{SENTENCE * 3}</p></article>",
        "<table><tr><td>a</td></tr>",
    ],
)
def test_work_grows_in_step_with_the_page(piece, monkeypatch):
    monkeypatch.setattr("multisumm.reading.formats.html.MAX_COMPARED_TAGS", 100)
    read(page_of(f"<p>{SENTENCE}</p>" + piece))  # what is done once, is done
    few, many = (
        lines_run(read, page_of(f"<p>{SENTENCE}</p>" + piece * number)) for number in (150, 600)
    )
    assert many < 5 * few
