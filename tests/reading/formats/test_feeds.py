import pytest

from input_files import FEED
from multisumm.errors import InputError
from multisumm.model import Document
from multisumm.reading.content import Payload
from multisumm.reading.formats.feeds import (
    MAX_CATEGORIES,
    MAX_FEED_TAGS,
    MAX_NAMESPACES,
    read_feed,
)
from multisumm.reading.formats.tag_counts import MAX_ATTRIBUTES
from work_count import lines_run

ATOM = """<?xml version="1.0" encoding="{}"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>News</title>{}</feed>"""
ENTRY = """<entry><id>tag:e.org,1</id><title>T</title><updated>2019-10-07T23:00:00Z</updated>
<summary>Short.</summary><content type="html">&lt;p&gt;{}&lt;/p&gt;</content></entry>"""


def read(data):
    return read_feed(Payload(data if isinstance(data, bytes) else data.encode(), "a.xml"))


def test_the_entries_of_rss_are_documents_with_their_metadata():
    first = Document(
        *("https://news.example/1", "The ferry sank.\nTen are missing.", "Ferry sinks"),
        *("2019-10-07", "https://news.example/1", "Daily & News", "feed"),
    )
    second = Document("second", "Divers found the wreck.", site="Daily & News", kind="feed")
    assert read(FEED) == ((first, second), ())


def test_the_content_of_an_atom_entry_comes_before_its_summary():
    (document,), notes = read(ATOM.format("utf-8", ENTRY.format("Long.")))
    expected = Document("tag:e.org,1", "Long.", "T", "2019-10-07", site="News", kind="feed")
    assert (document, notes) == (expected, ())
    (document,), _ = read(ATOM.format("utf-8", ENTRY.replace("content", "rights")))
    assert document.text == "Short."


def test_entries_with_the_same_id_get_distinct_ids():
    documents, _ = read(ATOM.format("utf-8", ENTRY.format("A.") + ENTRY.format("B.")))
    assert [document.id for document in documents] == ["tag:e.org,1", "tag:e.org,1 (2)"]


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-8", "windows-1252"])
def test_the_declared_encoding_counts_unless_it_is_wrong(encoding):
    feed = ATOM.format(encoding, ENTRY.format("Café brûlé."))
    (document,), notes = read(feed.encode(encoding))
    assert (document.text, notes) == ("Café brûlé.", ())
    (document,), notes = read(feed.encode("utf-8"))
    assert document.text == "Café brûlé."
    wrong = (f"the declared encoding {encoding} is wrong",)
    assert notes == (() if encoding == "utf-8" else wrong)


def test_a_truncated_feed_gives_its_complete_entries_and_a_note():
    (document, _), notes = read(FEED[: FEED.index(b"<item><guid>") + 8])
    assert document.text == "The ferry sank.\nTen are missing."
    assert notes == ("the feed is not valid XML; the readable part was read",)


@pytest.mark.parametrize(
    ("feed", "message"),
    [
        (ATOM.format("utf-8", ""), "no entry in this feed"),
        ("<book><chapter>A.</chapter></book>", "neither a feed nor a web page"),
        ("", "neither a feed nor a web page"),
        ("http://127.0.0.1/feed", "neither a feed nor a web page"),
    ],
)
def test_a_feed_without_entries_is_an_error(feed, message):
    with pytest.raises(InputError) as caught:
        read(feed)
    assert str(caught.value) == f"a.xml: {message}"


def test_entities_that_multiply_are_not_expanded():
    lines = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    bomb = f'<!DOCTYPE r [<!ENTITY a0 "lol">{"".join(lines)}]>'
    feed = ATOM.replace("<feed", f"{bomb}<feed").format("utf-8", ENTRY.format("&a11;"))
    try:
        documents, _ = read(feed)
    except InputError:
        documents = ()
    assert all(len(document.text) < 1000 for document in documents)


def rss(*items, title="Lindow News"):
    return f'<rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'


def item(description, *, more=""):
    escaped = description.replace("&", "&amp;").replace("<", "&lt;")
    link = "<title>Pool opens</title><link>https://l.example/2</link>"
    return f"<item>{link}<description>{escaped}</description>{more}</item>"


@pytest.mark.parametrize(
    "tail",
    [
        '<p>The post <a href="https://l.example/2">Pool opens</a> appeared first on'
        ' <a href="https://l.example">Lindow News</a>.</p>',
        '<p>Der Beitrag <a href="https://l.example/2">Pool opens</a> erschien zuerst auf'
        ' <a href="https://l.example">Lindow News</a>.</p>',
        ' <a href="https://l.example/2#more">Continue reading <span>Pool opens</span> <i>→</i></a>',
        '<p><a class="more" href="https://l.example/2">Lire la suite</a></p>',
        ' <a href="https://l.example/2">»</a>',
        "<p>Read more</p>",
        "<p>(more…)</p>",
        "<p>Read the full story here</p>",
        "<p>Read more at Lindow News »</p>",
        '<div class="feedflare"><a href="https://x.example">Share</a> <a href="/y">Mail</a></div>',
        "<script>var a = 1;</script><style>p {}</style><img alt='A pool'>",
    ],
)
def test_what_blog_software_adds_is_no_text(tail):
    ((document,), _) = read(rss(item(f"<p>The pool opens in May, the mayor said.{tail}")))
    assert document.text == "The pool opens in May, the mayor said."


@pytest.mark.parametrize(
    ("description", "text"),
    [
        ("Short excerpt of the story [&#8230;]", "Short excerpt of the story…"),
        ('See <a href="https://l.example/2">the pool</a>', "See the pool"),
        ('They read <a href="https://l.example/2">more</a> books.', "They read more books."),
        ("Lindow News reports: Pool opens" + " late" * 30, None),
        (
            "A ferry sank.<p>More than 130 people were killed.",
            "A ferry sank.\nMore than 130 people",
        ),
        ("It sank: <a href='https://l.example/9'>more than 130 people died</a>", "It sank: more"),
        ("He had advice.<p>Read more books, the mayor said.", "He had advice.\nRead more books,"),
        ("<div class='no-sharedaddy'>The ferry sank.</div>", "The ferry sank."),
        ("She left.<p>Keep reading, Pool said to the class.", "She left.\nKeep reading, Pool said"),
    ],
)
def test_only_tails_are_left_out(description, text):
    ((document,), _) = read(rss(item(description)))
    assert document.text.startswith(description if text is None else text)


SHARED = '<div class="x addtoany_share"><div><a href="/s">Share</a></div><ul><li>Mail</ul></div>'


@pytest.mark.parametrize(
    "share", [SHARED, '<p class="sharedaddy">Share', SHARED.replace("div", "ul")]
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_only_the_share_links_of_an_entry_are_left_out(share, place):
    paragraphs = ["<p>The pool opens.</p>", "<p>It is warm.</p>"]
    ((document,), _) = read(rss(item("".join([*paragraphs[:place], share, *paragraphs[place:]]))))
    assert document.text == "The pool opens.\nIt is warm."


def test_an_element_with_share_links_that_never_ends_loses_no_text():
    ((document,), _) = read(rss(item('<div class="sharedaddy">Share<p>The pool opens.')))
    assert document.text == "Share\nThe pool opens."


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("Sun, 05 May 2024 23:30:00 -0500", "2024-05-05"),
        ("2024-05-05T23:30:00-05:00", "2024-05-05"),
        ("Mo, 25 Jun 2018 11:41:36", "2018-06-25"),
        ("Wed, 31 Jan 2024 24:00:00 +0000", "2024-01-31"),
        ("Mon, 07 Oct 19 08:00:00 GMT", "2019-10-07"),
        ("Mon, 07-Oct-99 08:00:00 GMT", "1999-10-07"),
        ("Mon Oct  7 08:00:00 2019", "2019-10-07"),
        ("20191007T08:00:00Z", "2019-10-07"),
        ("3/4/2019", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_the_day_is_that_of_the_sender(date, day):
    assert read(rss(item("A.", more=f"<pubDate>{date}</pubDate>")))[0][0].date == day


def test_an_empty_content_gives_way_to_the_description():
    space = "http://purl.org/rss/1.0/modules/content/"
    more = f'<content:encoded xmlns:content="{space}" />'
    assert read(rss(item("The pool opens.", more=more)))[0][0].text == "The pool opens."


@pytest.mark.parametrize(
    ("feed", "message"),
    [
        (
            rss(f"<item><description {' '.join(f'a{n}=1' for n in range(50_000))}>A.")
            .replace("=1", '="1"'),
            f"more than {MAX_ATTRIBUTES:,} attributes in one tag of this feed",
        ),
        (
            rss(item("A.", more="<category>c</category>" * (MAX_CATEGORIES + 1))),
            f"more than {MAX_CATEGORIES:,} categories in one entry of this feed",
        ),
        (
            rss(*(f'<a{n}:x xmlns:a{n}="u"/>' for n in range(MAX_NAMESPACES + 1))),
            f"more than {MAX_NAMESPACES:,} namespaces in this feed",
        ),
        ("<rss>" + "<a>" * MAX_FEED_TAGS, f"more than {MAX_FEED_TAGS:,} tags in this feed"),
    ],
    ids=["attributes", "categories", "namespaces", "tags"],
)  # fmt: skip
def test_a_feed_that_would_take_too_long_is_an_error_of_one_line(feed, message):
    with pytest.raises(InputError) as caught:
        read(feed)
    assert str(caught.value) == f"a.xml: {message}"


@pytest.mark.parametrize(
    "feed_of",
    [
        lambda number: rss(item("The ferry sank.") * number),
        lambda number: rss(item("<p>The ferry sank.</p>" * number)),
        lambda number: rss(item("<a href=x>" * number)),
        lambda number: rss(item('<div class="yarpp"><p class="yarpp">a' * number)),
        lambda number: rss(item("A.", more="<author>a</author><enclosure url='u'/>" * number)),
        lambda number: rss(item("A & B <b>c")).replace("&amp;", "&") * number,
        lambda number: ATOM.format("utf-8", ENTRY.format("A.") * number),
    ],
)
def test_work_grows_in_step_with_the_feed(feed_of):
    read(feed_of(1))  # what is done once, is done
    few, many = (lines_run(read, feed_of(number)) for number in (100, 400))
    assert many < 5 * few
