"""A digest is verified like the summaries of its subjects."""

import json

import pytest

import multisumm
from digest_data import DAM, PILE
from multisumm import Document, InputError, OptionError
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
    assert [(one.subject, one.item, one.field) for one in verification.differences] == [
        (2, "document", "title")
    ]
    text = verification.to_text()
    assert "altered   subject 1, headline, " in text
    assert "changed   subject 2, document" in text
    told = json.loads(verification.to_json())
    assert {one["subject"] for one in told["quotes"]} == {1, 2}
    assert [one["subject"] for one in told["differences"]] == [2]


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


def test_a_digest_is_not_made_again(digest):
    with pytest.raises(OptionError, match="a digest cannot be made again"):
        multisumm.verify(digest, PILE, recompute=True)
    assert multisumm.verify(digest, [*PILE, Document("other", "Another text.")]).verified
