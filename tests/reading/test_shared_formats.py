"""Files that were once read wrongly. They are with the developers' data, not in the repository."""

import subprocess
import sys

import pytest

from input_files import read_sources
from locations import SHARED
from multisumm import summarize
from multisumm.errors import InputError, NothingToSummarize

CASES = SHARED / "cases"

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are absent")


def text_of(name):
    return read_sources(CASES / name).documents[0].text


def made(name, tmp_path):
    """The folder of the files that a case makes by its script."""
    subprocess.run([sys.executable, CASES / name / "make.py"], cwd=tmp_path, check=True)
    return tmp_path


def test_the_content_controls_of_word():
    text = text_of("docx-sdt/a.docx")
    for words in (
        *(
            "budget of 4 million euros was",
            "was nine to three, with",
            "library stays",
            "pool opens",
        ),
        *(
            "road is closed",
            "plan of 2023 for more",
            "by 5-6 degrees",
            "Section 4 has the details.",
        ),
        *("12 pages were added.", "Lindow is a small town.", "The mayor thanked everyone."),
    ):
        assert words in text


def test_strict_open_xml():
    assert text_of("docx-strict/Strict.docx") == "Some text"


def test_a_feed_of_blog_software():
    documents, warnings = read_sources(CASES / "feed" / "f.xml")
    assert [(document.text, document.date) for document in documents] == [
        ("The council approved the budget of 4 million euros on Tuesday.", "2022-09-23"),
        ("The pool opens in May, the mayor said.", "2018-06-25"),
        ("The library stays open until nine.", "2024-05-05"),
        ("A\n1\nThe bus fare rises to 3 euros.\nThe train fare stays.", "2024-01-31"),
    ]
    assert [warning for warning in warnings if "https://l.example/4" in warning]


def test_a_cookie_notice_longer_than_the_page():
    claim = "flooded in March can claim up to"
    expected = {
        "a": f"Flood support\nHouseholds {claim} 2,000 pounds until 30 June.",
        "b": f"Business support\nFirms {claim} 5,000 pounds until 30 June.",
    }
    assert {name: text_of(f"gov-cookie/{name}.html") for name in expected} == expected


def test_many_attributes_of_a_feed_and_of_a_page(tmp_path):
    folder = made("feed-attributes", tmp_path)
    with pytest.raises(InputError, match="more than 1,000 attributes in one tag of this feed"):
        read_sources(folder / "f.xml")
    folder = made("html-memory-and-time", tmp_path)
    with pytest.raises(InputError, match="more than 300,000 attributes in this page"):
        read_sources(folder / "m.html")
    assert read_sources(folder / "div_p.html").documents[0].text.count("\n") > 10_000


def test_the_lines_of_a_log_are_no_sentences():
    with pytest.raises(NothingToSummarize, match="only noise"):
        summarize(read_sources(CASES / "log" / "app.log").documents)


def test_the_items_of_release_notes_are_quoted_and_the_headings_are_not():
    paths = [CASES / "relnotes" / name for name in ("CHANGELOG.md", "blog.md")]
    summary = summarize(read_sources(paths).documents)
    texts = [sentence.text for sentence in summary.sentences]
    assert not [text for text in texts if text.startswith(("Changelog", "2.", "Added", "Breaking"))]
    (breaking,) = (each for each in summary.sentences if "no longer supported" in each.text)
    others = {support.citation.document for support in breaking.support}
    assert {breaking.citation.document, *others} == {"CHANGELOG.md", "blog.md"}
    assert not any(sentence.conflicts for sentence in summary.sentences)
