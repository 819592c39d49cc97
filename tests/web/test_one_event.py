"""Nine kinds of files about one event, sent to the server as they are."""

import io
import json

import docx
import pytest

import input_files
from multisumm.cli.main import main as run

WARNED = (
    "The captain had been warned of the storm before the ferry left port, the coast guard said."
)
SANK = "The ferry Estrella sank off Tindalo Island on Sunday morning, killing {} people."
SAVED = "Fishermen and navy divers pulled 96 survivors from the water near the island."
INSURED = "The ferry was {} against passenger liability, the maritime agency said on Tuesday."

MAIL = f"""From: Ana Cruz <ana@desk.example>
To: news@desk.example
Date: Tue, 08 Oct 2019 09:00:00 +0000
Subject: Ferry Estrella
Content-Type: text/plain; charset=utf-8

{SANK.format(127)} {WARNED}

The manifest of the ferry lists 214 people, and relatives of 27 others have come to the port.
The owner promised to pay for the funerals of all victims of the ferry.
"""
FEED = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Coast news</title>
<item><guid>entry-1</guid><title>Ferry sinks off Tindalo</title>
<pubDate>Mon, 07 Oct 2019 08:00:00 GMT</pubDate>
<description>{SANK.format(127)} {SAVED} A day of mourning for the victims was declared.
</description>
</item><item><guid>entry-2</guid><title>Was the ferry insured?</title>
<pubDate>Tue, 08 Oct 2019 08:00:00 GMT</pubDate><description>{INSURED.format("not insured")}
An inquiry into the sinking of the ferry begins next week in Manila.</description></item>
</channel></rss>"""
CHAT = f"""[07.10.19, 08:01:10] Ana: I am at the port of Tindalo with the families.
[07.10.19, 08:02:20] Ben: {SAVED}
[07.10.19, 08:03:30] Ana: Waves in the strait reached four metres when the ferry left.
"""
PAGE = f"""<!doctype html><html><head><title>Ferry sinks</title></head>
<body><nav><a href="/">Home</a></nav>
<article><h1>Ferry sinks</h1><p>{SANK.format(130)}</p><p>{INSURED.format("insured")}</p>
<p>Survivors of the ferry speak of a lorry that broke its lashings on the car deck.</p>
<p>Naval architects say that an open car deck can overturn such a ship within minutes.</p></article>
</body></html>"""
NOTICE = (
    f"{SANK.format(127)} {WARNED}",
    "The licence of the ferry allows 186 passengers and a crew of twelve.",
)
MEMO = (
    f"{SANK.format(127)} {INSURED.format('not insured')}",
    "The policy of the ferry had lapsed in June, and nobody had renewed it since then.",
)

FILES = {
    "agency.txt": f"{SANK.format(127)}\n\n{WARNED}\n\n{SAVED}\n\nThe captain of the ferry is "
    "among the missing, and twenty-two candles burn for a school choir.\n".encode(),
    "paper.html": PAGE.encode(),
    "notice.pdf": input_files.pdf(*NOTICE),
    "memo.docx": input_files.docx(*MEMO),
    "desk.eml": MAIL.encode(),
    "group.txt": CHAT.encode(),
    "feed.xml": FEED.encode(),
    "rows.csv": f'id,text\nrow-a,"{SANK.format(127)} The wreck lies 40 metres deep."\n'
    f'row-b,"{SAVED} Two of them are still in hospital."\n'.encode(),
    "wire.json": json.dumps(
        {"documents": [{"id": "wire-1", "text": f"{SANK.format(127)} {WARNED} The ferry was 32."}]}
    ).encode(),
}
ALONE = {"agency.txt", "paper.html", "notice.pdf", "memo.docx", "desk.eml", "group.txt"}
ENTRIES = {"entry-1", "entry-2", "row-a", "row-b", "wire-1"}


def ask(site, task, **options):
    """The answer to one request with all files, as JSON unless another format is asked for."""
    parts = [("files", name, data) for name, data in FILES.items()]
    parts += [(name, str(value)) for name, value in options.items()]
    status, _, body = site.send(f"/api/{task}", *parts)
    assert status == 200, body
    return body if "format" in options else json.loads(body)


def ids(record):
    return {document["id"] for document in record["documents"]}


def test_all_of_them_are_read_and_summarised(site):
    record = ask(site, "summarize", words=60)
    assert ids(record) == ALONE | ENTRIES
    assert record["budget"]["used"] <= 60
    (first,) = [one for one in record["sentences"] if one["text"].startswith("The ferry Estrella")]
    assert first["text"] == SANK.format(127)
    assert {one["document"] for one in first["support"]} >= {"notice.pdf", "desk.eml", "row-a"}
    assert "paper.html" in {one["document"] for one in first["conflicts"]}


def test_a_question_another_length_and_a_source_left_out_need_only_another_request(site):
    record = ask(site, "summarize", query="Had the captain been warned?", words=20)
    assert [one["text"] for one in record["sentences"]] == [WARNED]
    longer, shorter = (ask(site, "summarize", words=words) for words in (120, 30))
    assert len(longer["sentences"]) > len(shorter["sentences"])
    without = ask(site, "summarize", exclude="paper.html")
    assert ids(without) == (ALONE | ENTRIES) - {"paper.html"}
    assert ids(ask(site, "summarize", exclude="entry-2")) == (ALONE | ENTRIES) - {"entry-2"}


def test_they_are_compared_and_digested(site):
    comparison = ask(site, "compare")
    assert ids(comparison) == ALONE | ENTRIES
    quoted = [statement["text"] for statement in comparison["statements"]]
    assert INSURED.format("not insured") in quoted or INSURED.format("insured") in quoted
    digest = ask(site, "digest", subjects=1)
    assert len(digest["subjects"]) == 1


def test_the_summary_as_json_is_verified_against_the_files(site, tmp_path, capfdbinary):
    (tmp_path / "files").mkdir()
    for name, data in FILES.items():
        (tmp_path / "files" / name).write_bytes(data)
    summary = tmp_path / "summary.json"
    summary.write_bytes(ask(site, "summarize", words=100, format="json"))
    with pytest.raises(SystemExit) as end:
        run(["verify", str(summary), str(tmp_path / "files"), "--recompute"])
    printed = capfdbinary.readouterr()
    assert (end.value.code, printed.err) == (0, b"")
    assert b"quotes verified" in printed.out


def test_the_summary_comes_as_a_word_file(site):
    document = docx.Document(io.BytesIO(ask(site, "summarize", words=60, format="docx")))
    assert any(SANK.format(127) in paragraph.text for paragraph in document.paragraphs)
