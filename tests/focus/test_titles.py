import json

import numpy as np
import pytest

import multisumm
from multisumm import Document, NothingToSummarize
from multisumm.focus.titles import with_titles
from multisumm.options import METHODS
from multisumm.text.terms import tabulate_terms

FIRES = (
    "Hundreds of people fled their homes near Rafina on Monday. Planes dropped water before night."
    " The mayor asked for more pumps."
)
BUDGET = (
    "The parliament voted on the budget on Monday. The minister said that taxes would not rise."
    " The debate lasted nine hours."
)
TITLE = "Wildfires rage in Attica"


def as_metadata(title, text):
    return Document("fires", text, title)


def under(mark):
    """A maker of documents that have their title in their text, in some form."""
    return lambda title, text: Document("fires", mark.format(title) + text)


KINDS = [
    pytest.param(as_metadata, id="metadata"),
    pytest.param(under("{}\n\n"), id="headline"),
    pytest.param(under("{}\n"), id="line"),
    pytest.param(under("# {}\n\n"), id="Markdown"),
    pytest.param(under("RAFINA, 3 May (AFP)\n\n## {}\n\n"), id="below a dateline"),
]


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("method", METHODS)
def test_a_document_whose_title_meets_the_query_is_about_it(make, method):
    documents = [make(TITLE, FIRES), Document("budget", BUDGET, "A vote on taxes")]
    summary = multisumm.summarize(documents, query="wildfires", words=30, method=method)
    assert {one.citation.document for one in summary.sentences} == {"fires"}
    assert all(one.relevance > 0 and not one.query_words for one in summary.sentences)
    assert summary.query.missing == ()


def test_the_title_of_a_page_counts(main, tmp_path):
    for name, title, text in (("fires", TITLE, FIRES), ("budget", "A vote", BUDGET)):
        body = "".join(f"<p>{sentence.strip('.')}.</p>" for sentence in text.split(". "))
        page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
        (tmp_path / f"{name}.html").write_text(page)
    asked = ("--query", "wildfires", "--words", "30", "--format", "json")
    status, output, _ = main("summarize", str(tmp_path), *asked)
    assert status == 0
    quotes = json.loads(output)["sentences"]
    assert {one["document"].rpartition("/")[2] for one in quotes} == {"fires.html"}


def test_of_two_documents_with_the_word_the_one_with_the_title_comes_first():
    mention = "The mayor said that wildfires were no subject of the meeting."
    named = Document("named", f"{mention} {FIRES}", TITLE)
    other = Document("other", f"{mention.replace('mayor', 'minister')} {BUDGET}", "A vote on taxes")
    for documents in ([named, other], [other, named]):
        summary = multisumm.summarize(documents, query="wildfires", words=60)
        relevance = {one.citation.document: one.relevance for one in reversed(summary.sentences)}
        assert relevance["named"] >= relevance.get("other", 0)
        assert sum(one.citation.document == "named" for one in summary.sentences) > 1


def test_a_digest_keeps_the_subjects_whose_titles_meet_the_query():
    pile = [
        Document(f"{name}-{i}", text, title)
        for name, title, text in (("fires", TITLE, FIRES), ("budget", "A vote", BUDGET))
        for i in range(2)
    ]
    found = multisumm.digest(pile, query="wildfires", min_sources=1)
    assert [one.id for one in found.subjects]
    assert found.off_query == 1
    assert {s.citation.document[:5] for one in found.subjects for s in one.summary.sentences} == {
        "fires"
    }


def test_a_word_that_neither_texts_nor_titles_have_is_not_found():
    documents = [Document("fires", FIRES, TITLE), Document("budget", BUDGET)]
    with pytest.raises(NothingToSummarize, match="no document has a word of the query"):
        multisumm.summarize(documents, query="earthquake")


def test_a_title_with_little_of_the_query_does_not_replace_its_words():
    documents = [Document("fires", FIRES, TITLE), Document("budget", BUDGET, "Attica")]
    summary = multisumm.summarize(documents, query="Attica budget parliament vote", words=60)
    assert all(one.citation.document != "fires" for one in summary.sentences)


def test_without_a_query_titles_change_nothing():
    plain = multisumm.summarize([Document("fires", FIRES), Document("budget", BUDGET)], words=30)
    named = multisumm.summarize(
        [Document("fires", FIRES, TITLE), Document("budget", BUDGET, "Taxes")], words=30
    )
    assert plain.text == named.text


def test_words_that_only_titles_have_stand_behind_those_of_the_sentences():
    table = tabulate_terms(["the ferry sank", "boats searched"], language="en")
    known, titles = with_titles(table, [("Ferry of 1999", "en"), ("", "en")])
    assert known.vocabulary[: len(table.vocabulary)] == table.vocabulary
    assert [
        [known.vocabulary[t] for t in row] for row in np.split(titles.tokens, titles.starts[1:-1])
    ] == [
        ["ferri", "of", "1999"],
        [],
    ]
    assert known.numeric.tolist()[-2:] == [False, True]
    assert known.content.tolist()[-2:] == [False, True]
