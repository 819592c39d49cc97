import pytest

from input_files import FEED
from multisumm.errors import InputError
from multisumm.model import Document
from multisumm.reading.content import Payload
from multisumm.reading.formats.feeds import read_feed

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
