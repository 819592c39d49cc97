"""A digest is verified like the summaries of its subjects."""

import json
import re
from dataclasses import replace

import pytest

import multisumm
from digest_data import CHESS, DAM, PILE
from multisumm import Document, InputError
from multisumm.rendering.digest_sources import MAX_COPIES
from multisumm.verification.findings import CHANGED, Difference
from multisumm.verification.report_page import record_in_page
from multisumm.verification.verify import verify_record


@pytest.fixture(scope="module")
def digest():
    return multisumm.digest(PILE)


def record_of(digest):
    return json.loads(digest.to_json())


def found(verification):
    return [
        (one.quote.subject, one.quote.role, one.status)
        for one in verification.findings
        if one.status != "verified"
    ]


def differing(verification):
    return [(one.subject, one.item, one.field) for one in verification.differences]


def test_every_headline_quote_and_dispute_of_a_digest_is_looked_up(digest):
    for given in (digest, record_of(digest)):
        verification = multisumm.verify(given, PILE)
        assert verification.verified
        roles = {(one.quote.subject, one.quote.role) for one in verification.findings}
        assert {(1, "sentence"), (1, "headline"), (1, "update"), (2, "similar")} <= roles


def test_what_was_altered_is_told_with_its_subject(digest):
    record = record_of(digest)
    first, second = record["subjects"]
    first["headline"]["text"] = "Forty killed as Arlo dam bursts above valley"
    first["disputes"][0]["there"]["text"] = "Nine people were killed, the hospital of Arlo said."
    second["summary"]["documents"][0]["title"] = "Otto Lanz wins"
    verification = multisumm.verify(record, PILE)
    assert found(verification) == [(1, "headline", "altered"), (1, "dispute", "altered")]
    assert differing(verification) == [(2, "document", "title"), (1, "headline", "headline")]
    text = verification.to_text()
    assert "altered   subject 1, headline, " in text
    assert "changed   subject 2, document" in text
    told = json.loads(verification.to_json())
    assert {one["subject"] for one in told["quotes"]} == {1, 2}
    assert [one["subject"] for one in told["differences"]] == [2, 1]


def test_a_title_that_no_source_has_and_sources_that_are_not_given_are_told(digest):
    record = record_of(digest)
    source = record["subjects"][0]["summary"]["documents"][0]["id"]
    record["subjects"][0]["headline"] = {
        "text": "No one hurt",
        "document": source,
        "field": "title",
    }
    (title, *_) = multisumm.verify(record, PILE).differences
    assert (title.subject, title.item) == (1, "headline")
    missing = multisumm.verify(digest, DAM)
    assert {one.quote.subject for one in missing.findings if one.status == "missing"} == {2}


def test_the_page_of_a_digest_must_show_the_sentences_of_its_json(digest):
    page = digest.to_html()
    record = json.loads(record_in_page(page))
    assert verify_record(record, PILE, page=page).verified
    shown = page.replace("burst on Monday night", "burst on Friday night")
    assert "page" in {one.item for one in verify_record(record, PILE, page=shown).differences}


def test_a_damaged_digest_is_an_error_that_names_the_subject(digest):
    record = record_of(digest)
    del record["subjects"][1]["summary"]["sentences"]
    with pytest.raises(InputError, match=r"^subject 2: the summary: `sentences` is not a list"):
        multisumm.verify(record, PILE)
    with pytest.raises(InputError, match=r"^there is no subject in the digest"):
        multisumm.verify({**record, "subjects": []}, PILE)
    with pytest.raises(InputError, match=r"^subject 1: `summary` is not an object"):
        multisumm.verify({**record, "subjects": [{"id": "a"}]}, PILE)
    bad = record_of(digest)
    bad["subjects"][0]["disputes"][0]["here"] = None
    with pytest.raises(InputError, match=r"^subject 1, dispute 1, `here` is not an object"):
        multisumm.verify(bad, PILE)


def test_a_headline_a_number_of_families_and_a_dispute_that_the_summary_has_not_are_told(digest):
    record = record_of(digest)
    first, second = record["subjects"]
    first["summary"]["headline"] = second["summary"]["headline"]
    first["families"] = 30
    sides = [first["summary"]["sentences"][0], second["summary"]["sentences"][0]]
    here, there = ({key: one[key] for key in ("document", "start", "end", "text")} for one in sides)
    second["disputes"] = [{"differs_in": "number: 4 / 54", "here": here, "there": there}]
    verification = multisumm.verify(record, PILE)
    assert not found(verification)
    assert differing(verification) == [
        (1, "headline", "headline"),
        (1, "subject", "families"),
        (2, "dispute", "relation"),
    ]
    assert "relation: number: 4 / 54 / –" in verification.to_text()


@pytest.mark.parametrize(
    ("pattern", "field"),
    [
        ('<h2 class="headline".*?</h2>', "headline"),
        ('<li><a href="#subject-1">.*?</a>', "headline"),
        ('<a class="sentence".*?</a>', "text"),
        ('<a class="about".*?</a>', "quote"),
        ('<a class="other"[^>]*><span.*?</span> <bdi.*?</bdi>', "quote"),
    ],
)
def test_a_page_must_show_the_headlines_and_quotes_of_its_json(digest, pattern, field):
    page = digest.to_html()
    record = json.loads(record_in_page(page))
    shown = next(one for one in re.findall(pattern, page) if "killed" in one or "burst" in one)
    forged = page.replace(shown, re.sub("killed|burst", "hurt", shown))
    differences = verify_record(record, PILE, page=forged).differences
    assert {(one.item, one.field) for one in differences} == {("page", field)}


def test_a_headline_taken_out_of_the_page_or_put_in_is_found(digest):
    page = digest.to_html()
    record = json.loads(record_in_page(page))
    heading = re.search('<h2 class="headline".*?</h2>', page)[0]
    for forged in (page.replace(heading, ""), page.replace(heading, heading * 2)):
        differences = verify_record(record, PILE, page=forged).differences
        assert {one.field for one in differences} == {"headline"}


# Made again


@pytest.mark.parametrize("options", [{}, {"min_sources": 1, "subjects": 1}, {"query": "dam"}])
def test_a_digest_is_made_again_from_its_pile(options):
    digest = multisumm.digest(PILE, **options)
    page = digest.to_html()
    for verification in (
        multisumm.verify(digest, reversed(PILE), recompute=True),
        verify_record(json.loads(record_in_page(page)), PILE, recompute=True, page=page),
    ):
        assert (verification.verified, verification.recomputed) == (True, True)


def test_a_digest_with_more_copies_than_its_page_lists_is_made_again():
    copies = [replace(DAM[0], id=f"copy-{number}") for number in range(MAX_COPIES + 20)]
    pile = [*PILE, *copies]
    page = multisumm.digest(pile).to_html()
    record = json.loads(record_in_page(page))
    assert len(record["subjects"][0]["summary"]["documents"]) < len(copies)
    assert verify_record(record, pile, recompute=True, page=page).verified


def forge(record, name):
    first, second = record["subjects"]
    if name == "relation":
        first["disputes"][0]["differs_in"] = "number: Six / Four"
    elif name == "dispute":
        first["disputes"].clear()
    elif name == "update":
        for sentence in first["summary"]["sentences"]:
            sentence["updates"].clear()
    elif name == "day":
        second["day"] = "2026-05-05"
    elif name == "deleted":
        record["subjects"].pop()
    elif name == "order":
        record["subjects"].reverse()
    elif name == "alone":
        record["alone"][0]["title"] = "Chess is over"
    elif name == "added":
        record["subjects"].append({**second, "id": "more"})
    else:
        record["left_out"]["further"] = 7


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("relation", {("added", "disputes"), ("deleted", "disputes")}),
        ("dispute", {("deleted", "disputes")}),
        ("update", {("deleted", "update")}),
        ("day", {("changed", "day")}),
        ("deleted", {("deleted", "subject")}),
        ("order", {("changed", "order")}),
        ("alone", {("added", "alone"), ("deleted", "alone")}),
        ("added", {("added", "subject")}),
        ("further", {("changed", "left_out")}),
    ],
)
def test_what_was_forged_in_a_digest_is_found_when_it_is_made_again(digest, name, expected):
    record = record_of(digest)
    forge(record, name)
    assert name == "update" or multisumm.verify(record, PILE).verified
    found = multisumm.verify(record, PILE, recompute=True)
    assert expected <= {(one.kind, one.item) for one in found.differences}
    assert found.recomputed


def test_any_other_change_of_the_page_is_found_when_the_digest_is_made_again(digest):
    page = digest.to_html()
    record = json.loads(record_in_page(page))
    forged = page.replace("3 independent sources", "9 independent sources")
    assert verify_record(record, PILE, page=forged).verified
    (difference,) = verify_record(record, PILE, page=forged, recompute=True).differences
    assert difference == Difference(CHANGED, "page")


def test_a_digest_is_made_again_only_from_all_that_it_names(digest):
    verification = multisumm.verify(digest, PILE[:-1], recompute=True)
    assert [(one.kind, one.text) for one in verification.differences] == [("missing", "chess")]
    assert not verification.recomputed
    more = multisumm.verify(digest, [*PILE, Document("more", "Another text.")], recompute=True)
    assert ("added", "alone") not in {(one.kind, one.item) for one in more.differences}
    assert ("deleted", "alone") in {(one.kind, one.item) for one in more.differences}


def test_renamed_sources_have_their_old_names_when_a_digest_is_made_again(digest):
    renamed = [replace(one, id=f"new/{one.id}") for one in PILE[:-1]]
    assert multisumm.verify(digest, [*renamed, CHESS], recompute=True).verified


def test_what_was_known_is_given_again():
    known = [replace(DAM[0], id="known", date="2025-05-01")]
    digest = multisumm.digest(PILE, known=known)
    assert multisumm.verify(digest, PILE, recompute=True, known=known).verified
    with pytest.raises(InputError, match="1 known document; give the same with option `known`"):
        multisumm.verify(digest, PILE, recompute=True)


def test_a_digest_of_another_version_or_with_damaged_settings_is_told(digest):
    record = record_of(digest)
    record["settings"]["version"] = "0.0.1"
    (note,) = multisumm.verify(record, PILE, recompute=True).notes
    assert "0.0.1" in note
    record["settings"]["words"] = "many"
    with pytest.raises(InputError, match=r"^the digest cannot be made again: words"):
        multisumm.verify(record, PILE, recompute=True)
    record["settings"] = []
    with pytest.raises(InputError, match=r"^the digest: `settings` is not an object"):
        multisumm.verify(record, PILE, recompute=True)
    with pytest.raises(InputError, match="`alone` has no id"):
        multisumm.verify({**record_of(digest), "alone": [{}]}, PILE, recompute=True)


def test_a_pile_that_gives_no_digest_any_more_is_told(digest):
    record = record_of(digest)
    record["settings"]["min_sources"] = 9
    verification = multisumm.verify(record, PILE, recompute=True)
    assert [(one.item, one.stated) for one in verification.differences] == [
        ("digest", "2 subjects")
    ]
    assert not verification.recomputed
