import json
import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

import multisumm
from locations import FERRY, SEED_NAMES, SEEDS
from multisumm.escaping import escape_markdown
from multisumm.options import METHODS
from multisumm.pipeline.explaining import BEST_LEFT_OUT, MAX_WORDS
from multisumm.rendering.explanations import WHY
from multisumm.rendering.json_record import summary_record
from multisumm.rendering.plain_text import render_text
from outline import Outline
from schemas import closed, load_schema
from strategies import clusters

VALIDATOR = Draft202012Validator(closed(load_schema("multisumm-summary-2.json")))


def ferry():
    return multisumm.read_documents([str(FERRY)])


def reasons(summary):
    return {one.text: one.reason for one in summary.explanations if not one.quoted}


@pytest.mark.parametrize("query", ["how many people died", "ferry", "storm off Leith", "police"])
@pytest.mark.parametrize("title", [None, "Ferry"])
@pytest.mark.parametrize("options", [{}, {"known": ["The ferry Alba sank."]}], ids=["", "known"])
def test_answers_are_explained_by_what_counts_in_them(query, title, options):
    text = "The ferry Alba sank off Leith on Monday. {} people died in a storm. So the police said."
    documents = [multisumm.Document(str(n), text.format(30 + n), title) for n in range(2)]
    summary = multisumm.summarize(documents, query=query, explain=True, **options)
    assert [one.quoted for one in summary.explanations].count(True) == len(summary.sentences)
    for one in summary.explanations:
        assert all(0 < share <= 1 for _, share in one.words)
        assert sum(share for _, share in one.words) <= 1.001
        assert all(word in one.text.casefold() for pair, _ in one.words for word in pair.split())


def test_nothing_is_explained_unless_it_is_asked_for():
    assert multisumm.summarize(ferry(), words=120).explanations == ()


@pytest.mark.parametrize("method", METHODS)
def test_the_quotes_are_the_same_and_are_explained_first(method):
    plain = multisumm.summarize(ferry(), words=60, method=method)
    told = multisumm.summarize(ferry(), words=60, method=method, explain=True)
    assert told.sentences == plain.sentences
    quotes = [one for one in told.explanations if one.quoted]
    assert [*told.explanations[: len(quotes)]] == quotes
    assert [(one.text, one.citation, one.score) for one in quotes] == [
        (one.text, one.citation, one.score) for one in plain.sentences
    ]
    others = told.explanations[len(quotes) :]
    assert len(others) <= BEST_LEFT_OUT
    assert all(one.reason for one in others)
    assert [one.score for one in others] == sorted((one.score for one in others), reverse=True)


def test_the_reasons_name_the_quote_that_stands_against_a_sentence():
    summary = multisumm.summarize(ferry(), words=120, explain=True)
    denied = (
        "The captain had not been warned of the approaching storm before leaving port, said the"
    )
    (one,) = [one for one in summary.explanations if one.text.startswith(denied)]
    assert one.reason == "contradicts"
    (quote,) = [s for s in summary.sentences if s.citation == one.beside]
    assert quote.text.startswith("The captain had been warned")


def test_what_does_not_fit_and_what_cannot_be_quoted_is_told_by_number_and_reason():
    texts = [
        "The ferry sank off Tindalo on Sunday. The owner of the ferry was arrested in Almira.",
        "The ferry Estrella sank off Tindalo with a very long list of all the passengers of it.",
        "Who guards the lighthouse of Ros:",
    ]
    found = reasons(multisumm.summarize(texts, words=7, explain=True))
    assert found[texts[1]] == "cannot be quoted: too long"
    assert found[texts[2]] == "cannot be quoted: fragment"
    two = ["The ferry sank off Tindalo on Sunday.", "Divers found the Estrella near Port Almira."]
    assert [*reasons(multisumm.summarize(two, words=9, explain=True)).values()] == [
        "has 7, and the quotes leave room for 2 words"
    ]


def test_the_words_of_a_sentence_are_its_own_and_their_shares_fall():
    summary = multisumm.summarize(ferry(), words=120, explain=True)
    for one in summary.explanations:
        shares = [share for _, share in one.words]
        assert 0 < len(shares) <= MAX_WORDS
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) <= 1 + 1e-9
        for word, _ in one.words:
            assert word.split()[0] in one.text.casefold()


def test_rankings_have_no_words_and_one_quality():
    summary = multisumm.summarize(ferry(), words=60, method="lead", explain=True)
    assert all(one.words == () and one.quality == 1 for one in summary.explanations)


@pytest.mark.parametrize("name", SEED_NAMES)
def test_the_json_is_of_the_schema_and_the_text_can_be_verified(name):
    documents = multisumm.read_documents([str(SEEDS / name / "sources")])
    summary = multisumm.summarize(documents, words=80, explain=True)
    record = json.loads(json.dumps(summary_record(summary)))
    VALIDATOR.validate(record)
    assert len(record["explanations"]) == len(summary.explanations)
    text = render_text(summary)
    assert "\n\nWhy:\n" in text
    assert multisumm.verify_text(text, documents).verified


@pytest.mark.parametrize("name", SEED_NAMES)
def test_markdown_has_them_folded_and_can_be_verified(name):
    documents = multisumm.read_documents([str(SEEDS / name / "sources")])
    summary = multisumm.summarize(documents, words=80, explain=True)
    text = summary.to_markdown()
    plain = replace(summary, explanations=()).to_markdown()
    assert text.startswith(f"{plain}\n<details><summary>{WHY}</summary>\n\n* ")
    assert text.endswith(")\n\n</details>\n")
    folded = text.removeprefix(plain)
    assert folded.count("\n* ") == len(summary.explanations)
    found = multisumm.verify_text(text, documents, markdown=True)
    assert found.verified
    looked_up = {" ".join(finding.quote.text.split()) for finding in found.findings}
    assert {" ".join(one.text.split()) for one in summary.explanations} <= looked_up
    last = escape_markdown(summary.explanations[-1].text)
    changed = text.replace(f"“{last}”", f"“{last[:-1]} nowhere.”")
    assert not multisumm.verify_text(changed, documents, markdown=True).verified


def test_the_report_has_them_folded_and_each_leads_to_its_mark():
    summary = multisumm.summarize(ferry(), words=60, explain=True)
    page = summary.to_html()
    why = page.partition(f'<details class="why"><summary>{WHY}</summary>')[2]
    why = why.partition("</details>")[0]
    assert why.count("<li>") == len(summary.explanations)
    places = re.findall(r'<a class="about" id="q(\d+)" href="#(t\d+-\d+)">', why)
    assert len(places) == len(summary.explanations)
    ids = Outline(page).values("id")
    assert len(ids) == len({*ids})
    for (_, target), one in zip(places, summary.explanations, strict=True):
        mark = re.search(rf'id="{target}"[^>]*>(.*?)</a>', page, re.DOTALL)[1]
        assert unescape(re.sub("<[^>]*>", "", mark)) == one.text
    assert "<b>left out: contradicts</b>" in why
    assert summary.to_html() == page
    assert 'class="why"' not in replace(summary, explanations=()).to_html()


@given(clusters())
def test_shares_lie_between_nothing_and_all(sentences):
    texts = [
        " ".join(one.text for one in sentences if one.document == number)
        for number in {one.document for one in sentences}
    ]
    try:
        summary = multisumm.summarize(texts, sentences=2, explain=True)
    except multisumm.NothingToSummarize:
        return
    for one in summary.explanations:
        assert 0 <= one.adds <= 1
        assert 0 <= one.quality <= 1
        assert bool(one.reason) != one.quoted
