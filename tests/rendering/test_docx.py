"""A summary as a Word file, read back by python-docx and by the reader of multisumm."""

import io
import os
import pty
import subprocess
import sys
from dataclasses import replace
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

import multisumm
from locations import FERRY
from multisumm import Citation, Headline, Source, Summary, SummarySentence
from multisumm.model import BudgetReport


@pytest.fixture(scope="module")
def summary():
    return multisumm.summarize(multisumm.read_documents([FERRY]), words=120)


def opened(summary):
    return docx.Document(io.BytesIO(summary.to_docx()))


def by_hand(text, **source):
    """A summary of one sentence of one source."""
    listed = Source("a.txt", **{"title": None, "date": None, "url": None, **source},
                    sha256="0" * 64, characters=90, sentences=1, dropped=())  # fmt: skip
    quote = SummarySentence(text, Citation("a.txt", 0, len(text)), 1.0)
    return Summary((quote,), (listed,), BudgetReport("words", 9, 2), {"language": "en"})


# By hand


def test_word_finds_headline_day_text_disagreements_and_sources(summary):
    paragraphs = opened(summary).paragraphs
    assert (paragraphs[0].style.name, paragraphs[0].text) == ("Title", summary.headline.text)
    assert paragraphs[1].text.startswith("newest source: 11 October 2019 · 5 sources · ")
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    assert all(sentence.text in text for sentence in summary.sentences)
    assert "insists. [1; also in 3; contradicted by 2]" in text
    headings = [one.text for one in paragraphs if one.style.name == "Heading 1"]
    assert headings == ["Where the sources disagree", "Sources"]
    assert "214 [1, 3, 4]: “The manifest listed 214 people.”\nother number 241 [2]: “The " in text
    assert "[3] 01-agency.txt, At least 127 dead as overloaded ferry sinks" in text
    assert ", 2019-10-07 (quoted: characters " in text


def test_where_only_one_side_has_words_the_label_stands_before_the_colon(summary):
    text = "\n".join(paragraph.text for paragraph in opened(summary).paragraphs)
    assert "\nsays so [1, 3]: “The captain " in text
    assert "”\nsays the opposite [2]: “The captain " in text
    assert " :" not in text


def test_the_file_has_the_styles_that_it_uses_and_nothing_of_the_template_besides(summary):
    document = opened(summary)
    used = {paragraph.style.name for paragraph in document.paragraphs}
    assert used <= {style.name for style in document.styles}
    tables = document.styles.element.findall(qn("w:style") + f"[@{qn('w:type')}='table']")
    assert [style.get(qn("w:default")) for style in tables] == ["1"]
    names = ZipFile(io.BytesIO(summary.to_docx())).namelist()
    assert not [name for name in names if "Effects" in name or "custom" in name or "thumb" in name]
    assert "word/styles.xml" in names


def test_the_reader_of_multisumm_reads_it_back(summary, tmp_path):
    (tmp_path / "s.docx").write_bytes(summary.to_docx())
    (read,) = multisumm.read_documents([tmp_path / "s.docx"])
    assert (read.title, read.date) == (summary.headline.text, "2019-10-11")
    assert all(sentence.text in read.text for sentence in summary.sentences)


def test_every_number_leads_to_its_source_and_the_source_to_its_address():
    file = opened(by_hand("It rained.", url="https://e.org/a b", date="2020-02-03"))
    body = file.element.body
    anchors = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert anchors == ["source_1", None]
    assert marks == ["source_1"]
    (outside,) = (link for link in body.iter(qn("w:hyperlink")) if link.get(qn("r:id")))
    target = file.part.rels[outside.get(qn("r:id"))]
    assert (target.is_external, target.target_ref) == (True, "https://e.org/a%20b")


def test_all_links_of_a_summary_lead_somewhere(summary):
    body = opened(summary).element.body
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert marks == [f"source_{n}" for n in range(1, 6)]
    assert {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} <= {*marks}


def test_an_address_that_is_not_of_the_web_is_no_link():
    body = opened(by_hand("It rained.", url="javascript:alert(1)")).element.body
    assert not [one for one in body.iter(qn("w:hyperlink")) if one.get(qn("r:id"))]


# Properties


def test_the_same_summary_gives_the_same_bytes(summary):
    assert summary.to_docx() == summary.to_docx()
    with ZipFile(io.BytesIO(summary.to_docx())) as file:
        assert {part.date_time for part in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert file.namelist()[0] == "[Content_Types].xml"


def test_the_file_is_of_the_day_of_the_newest_source(summary):
    properties = opened(summary).core_properties
    assert properties.created.isoformat()[:10] == "2019-10-11"
    assert properties.modified == properties.created
    assert (properties.author, properties.title) == ("", summary.headline.text)
    assert properties.language == "en"


def test_without_a_day_the_file_is_of_source_date_epoch(monkeypatch):
    assert opened(by_hand("It rained.")).core_properties.created.year == 1980
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    assert opened(by_hand("It rained.")).core_properties.created.isoformat()[:10] == "2020-09-13"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(multisumm.OptionError, match="SOURCE_DATE_EPOCH"):
        by_hand("It rained.").to_docx()


# Edge cases


@pytest.mark.parametrize("text", ["a\x00b\x1b[31m", "\ufffe\uffff!", "<w:p/>&", "x" * 5000])
def test_no_text_of_a_source_breaks_the_file(text):
    summary = replace(by_hand(text, title=text, site=text), headline=Headline(text, "a.txt"))
    file = opened(summary)
    assert len(file.core_properties.title) <= 255
    assert file.paragraphs[0].text


def test_text_that_runs_to_the_left_is_set_so():
    file = opened(by_hand("سلام للجميع."))
    (paragraph,) = (one for one in file.paragraphs if "سلام" in one.text)
    assert paragraph.paragraph_format.element.pPr.find(qn("w:bidi")) is not None
    assert paragraph.runs[0].font.rtl


def test_a_query_a_timeline_and_news_are_told():
    documents = multisumm.read_documents([FERRY])
    asked = multisumm.summarize(documents, words=40, query="Was the captain warned of flamingos?")
    text = "\n".join(one.text for one in opened(asked).paragraphs)
    assert "Asked: Was the captain warned of flamingos?; in no document: flamingos" in text
    assert "; relevance " in text
    timeline = multisumm.summarize(documents, words=60, timeline=True)
    dated = [one.text for one in opened(timeline).paragraphs]
    assert all(any(line.startswith(e.date) for line in dated) for e in timeline.timeline)
    known = [one for one in documents if one.id == "01-agency.txt"]
    later = [one for one in documents if one not in known]
    news = multisumm.summarize(later, words=100, known=known)
    assert any("what was known (" in one.text for one in opened(news).paragraphs)


# The command


def test_a_terminal_is_refused_and_a_pipe_is_not(summary):
    command = [sys.executable, "-m", "multisumm", "summarize", FERRY, "-w", "120", "-f", "docx"]
    piped = subprocess.run(command, capture_output=True, check=True)
    assert piped.stdout == summary.to_docx()
    leader, follower = pty.openpty()
    try:
        refused = subprocess.run(command, stdout=follower, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(leader)
        os.close(follower)
    assert (refused.returncode, refused.stderr.decode()) == (
        2,
        "multisumm: error: --format docx is no text; name a file with --output, or a pipe\n",
    )
