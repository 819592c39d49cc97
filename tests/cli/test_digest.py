"""The command `digest`, on real input of each kind."""

import email
import json
import mailbox
import textwrap
from email import policy
from email.message import EmailMessage
from xml.sax.saxutils import escape

import pytest

from digest_data import DAM, PILE, VOTE
from input_files import pdf, warc
from multisumm.batch import digest_run
from multisumm.errors import MultisummError
from preloaded import PRELOADED


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder to work in, with the pile in `news/`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "news").mkdir()
    for document in PILE:
        (tmp_path / "news" / f"{document.id}.txt").write_text(f"{document.text}\n")
    return tmp_path


@pytest.fixture
def run(folder, main):
    """Runs the command and gives its status, its output and its errors."""

    def run(*arguments):
        status, output, errors = main("digest", *arguments)
        return status, output.decode(), errors

    return run


def ids(output):
    return [
        [document["id"] for document in subject["summary"]["documents"]]
        for subject in json.loads(output)["subjects"]
    ]


def test_a_folder_of_files_becomes_a_digest(run):
    status, output, errors = run("news")
    assert status == 0
    assert output.startswith("Digest: 2 subjects from 5 documents.\n\n1. ")
    assert "\n2. Helena Brusk wins election in Garvia [1 0-36]\n" in output
    assert errors == (
        "multisumm: 2 subjects from 5 documents; 1 document in no subject (too few sources); "
        "6 of 6 files read\n"
    )


def test_the_feed_of_a_day_becomes_a_digest(run, folder):
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>http://news.test/{one.id}</link>"
        f"<pubDate>Fri, 02 May 2025 10:00:00 GMT</pubDate><guid>{one.id}</guid>"
        f"<description>{escape(one.text.partition(chr(10) * 2)[2])}</description></item>"
        for one in PILE
    )
    (folder / "feed.xml").write_text(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Tessen Radio</title>'
        f"<link>http://news.test/</link><description>News</description>{items}</channel></rss>"
    )
    status, output, errors = run("feed.xml", "--format", "json")
    assert status == 0, errors
    record = json.loads(output)
    assert [len(documents) for documents in ids(output)] == [3, 2]
    assert {subject["headline"].get("field") for subject in record["subjects"]} == {"title"}
    assert [one["title"] for one in record["alone"]] == ["Teenager from Pell is chess champion"]


def test_a_mailbox_becomes_a_digest(run, folder):
    box = mailbox.mbox(folder / "inbox.mbox")
    for number, document in enumerate(PILE):
        message = EmailMessage()
        message["From"] = f"Reporter {number} <r{number}@news.test>"
        message["To"] = "desk@news.test"
        message["Subject"] = document.title
        message["Date"] = "Fri, 02 May 2025 10:00:00 +0000"
        message.set_content(document.text.partition("\n\n")[2])
        box.add(message)
    box.close()
    status, output, errors = run("inbox.mbox", "--format", "json")
    assert status == 0, errors
    assert [len(documents) for documents in ids(output)] == [3, 2]
    assert json.loads(output)["subjects"][1]["headline"]["field"] == "title"


def test_a_folder_of_pdfs_becomes_a_digest(run, folder):
    (folder / "pdfs").mkdir()
    for document in PILE:
        _, _, text = document.text.partition("\n\n")
        lines = "\n".join([document.title, "", *textwrap.wrap(text, 70)])
        (folder / "pdfs" / f"{document.id}.pdf").write_bytes(pdf(lines, title=document.title))
    status, output, errors = run("pdfs", "--format", "json")
    assert status == 0, errors
    assert ids(output) == [
        ["dam-1.pdf", "dam-2.pdf", "dam-3.pdf"],
        ["vote-1.pdf", "vote-2.pdf"],
    ]
    (first, *_) = json.loads(output)["subjects"][0]["summary"]["sentences"]
    assert first["page"] == 1


def test_a_web_archive_becomes_a_digest(run, folder):
    pytest.importorskip("warcio", reason='warcio is not installed: pip install ".[test]"')
    pages = []
    for document in PILE:
        _, _, text = document.text.partition("\n\n")
        sentences = "".join(f"<p>{escape(part)}.</p>" for part in text.rstrip(".").split(". "))
        page = f"<html><head><title>{escape(document.title)}</title></head><body><article>"
        page += f"<h1>{escape(document.title)}</h1>{sentences}</article></body></html>"
        pages.append(
            ("response", f"http://news.test/{document.id}", 200, "text/html; charset=utf-8", page)
        )
    (folder / "crawl.warc").write_bytes(warc(*pages))
    status, output, errors = run("crawl.warc", "--format", "json")
    assert status == 0, errors
    assert ids(output) == [
        [f"http://news.test/dam-{number}" for number in (1, 2, 3)],
        [f"http://news.test/vote-{number}" for number in (1, 2)],
    ]
    urls = [one["url"] for one in json.loads(output)["subjects"][0]["summary"]["documents"]]
    assert urls[0] == "http://news.test/dam-1"


@pytest.mark.parametrize("form", ["text", "markdown", "json", "html", "eml"])
def test_every_format_can_be_a_file_and_has_the_same_bytes_again(run, folder, form):
    for name in ("a", "b"):
        status, output, _ = run("news", "--format", form, "--output", name)
        assert (status, output) == (0, "")
    assert (folder / "a").read_bytes() == (folder / "b").read_bytes()
    assert (folder / "a").read_bytes() == run("news", "--format", form)[1].encode()


def test_a_mail_of_the_digest_can_be_parsed(run):
    _, output, _ = run("news", "--format", "eml")
    message = email.message_from_string(output, policy=policy.default)
    assert message.get_body(("plain",)).get_content().startswith("Digest: 2 subjects")


def test_options_reach_the_digest(run):
    _, output, errors = run("news", "-n", 1, "--min-sources", 2, "-w", 20, "-f", "json", "-q")
    record = json.loads(output)
    assert errors == ""
    assert len(record["subjects"]) == 1
    assert record["left_out"] == {"further": 1, "nothing_new": 0, "off_query": 0}
    assert record["subjects"][0]["summary"]["budget"]["limit"] == 20
    assert record["settings"]["words"] == 20


@pytest.mark.parametrize("form", ["text", "markdown", "json", "html", "eml"])
def test_workers_and_a_journal_change_no_byte(run, folder, monkeypatch, form):
    monkeypatch.setattr("multisumm.batch.process_engine._CONTEXT", PRELOADED)
    _, output, errors = run("news", "--format", form, "--min-sources", 1)
    for number, options in enumerate([["--workers", 1], ["--resume"], ["-j", 2, "--resume"]]):
        done = run("news", "-f", form, "--min-sources", 1, "-o", f"{number}.out", *options)
        assert done == (0, "", errors)
        assert (folder / f"{number}.out").read_bytes() == output.encode()
    assert list(folder.glob("*.journal")) == []


def test_a_subject_whose_worker_fails_is_named_and_the_status_is_1(run, folder, monkeypatch):
    monkeypatch.setattr("multisumm.batch.process_engine._CONTEXT", PRELOADED)
    status, output, errors = run("news", "--timeout", 0.000001)
    assert (status, output) == (1, "")
    assert errors == "multisumm: error: it takes longer than 1e-06 s\n"

    def fail_once(answer, candidate):
        failing = candidate.group.id == "vote-1.txt"
        return MultisummError("out of memory") if failing else outcome(answer, candidate)

    outcome = digest_run._outcome
    monkeypatch.setattr(digest_run, "_outcome", fail_once)
    monkeypatch.setattr(digest_run, "is_failure", lambda answer: b'"Helena' in answer)
    status, _, errors = run("news", "-o", "out.txt", "--resume")
    assert status == 1
    assert "warning: vote-1.txt: out of memory\n" in errors
    assert errors.endswith(
        "multisumm: error: 1 subject without a summary; the first error is: vote-1.txt: out of"
        " memory\n"
    )
    assert (folder / "out.txt").read_text().startswith("Digest: 1 subject from 3 documents.")
    assert (folder / "out.txt.journal").exists()


def test_resume_needs_an_output_that_is_a_file_and_not_among_what_is_read(run):
    status, _, errors = run("news", "--resume")
    assert (status, errors) == (
        2,
        "multisumm: error: --resume needs an --output that is a file\n",
    )
    status, _, errors = run("news", "--resume", "-o", "news/digest.txt")
    assert (status, errors.count("\n")) == (2, 1)
    assert run("news", "--workers", 0)[0] == 2


def test_the_digest_of_yesterday_makes_that_of_today(run, folder):
    (folder / "yesterday").mkdir()
    for document in (*DAM[:2], *VOTE):
        (folder / "yesterday" / f"{document.id}.txt").write_text(document.text)
    assert run("yesterday", "-w", 200, "-f", "json", "-o", "yesterday.json")[0] == 0
    assert run("yesterday", "-w", 200, "-f", "html", "-o", "yesterday.html")[0] == 0
    for known in ("yesterday", "yesterday.json", "yesterday.html"):
        status, output, errors = run("news", "--known", known, "-f", "json")
        assert status == 0, errors
        assert ids(output) == [["dam-1.txt", "dam-2.txt", "dam-3.txt"]]
        assert "1 subject with nothing new" in errors


def test_exit_statuses_are_those_of_summarize(run, folder):
    status, _, errors = run("news", "--known", "news")
    assert (status, errors) == (
        7,
        "multisumm: error: nothing new: all that the subjects say is known already\n",
    )
    status, _, errors = run("news", "--query", "volcano")
    assert (status, errors) == (
        3,
        "multisumm: error: nothing to summarize: no subject is relevant to the query\n",
    )
    status, _, errors = run("news/chess.txt")
    assert status == 3
    assert "no subject with 2 independent sources" in errors
    assert run("news", "--subjects", 0)[0] == 2
    assert run("missing")[0] == 1
    (folder / "news" / "empty.txt").write_text("")
    assert run("news")[0] == 0
    assert run("news", "--strict")[0] == 3
