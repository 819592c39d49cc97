import json
from dataclasses import replace
from hashlib import sha256

import pytest

from multisumm import summarize, verify
from multisumm.model import Citation, Document
from multisumm.verification.attribution import identify_sources
from multisumm.verification.findings import CHANGED, MOVED, VERIFIED, Difference

OURS = Document(
    "a.pdf",
    "Rain fell on the port.\nThe ferry sank on Sunday, killing 127 people.",
    title="News",
    date="2024-05-01",
    url="https://example.org/a",
    site="The Port Daily",
    pages=(0, 23),
)
THEIRS = Document(
    "b.txt", "The ferry sank on Sunday, killing 130 people.\nMuch was said.", date="2024-05-03"
)
DOCUMENTS = [OURS, THEIRS]


def record_of(*documents):
    return json.loads(summarize(documents or DOCUMENTS, sentences=2).to_json())


def changes(record, documents=DOCUMENTS):
    verification = verify(record, documents)
    assert verification.verified == (
        not verification.differences
        and {finding.status for finding in verification.findings} == {VERIFIED}
    )
    return [
        (one.item, one.text if one.item == "document" else one.sentence, one.field, one.stated,
         one.expected)
        for one in verification.differences
    ]  # fmt: skip


def digest(text):
    return sha256(text.encode()).hexdigest()


def test_what_a_summary_says_about_its_sources_is_so():
    assert changes(record_of()) == []
    assert verify(record_of(), DOCUMENTS, recompute=True).verified


@pytest.mark.parametrize(
    ("field", "stated", "expected"),
    [
        ("title", "Official report", "News"),
        ("date", "2024-05-02", "2024-05-01"),
        ("url", "https://example.com/", "https://example.org/a"),
        ("site", "The Times", "The Port Daily"),
        ("pages", [0, 5], "[0, 23]"),
        ("characters", 7, str(len(OURS.text))),
        ("title", 7, "News"),
    ],
)
def test_each_fact_about_a_source_is_compared(field, stated, expected):
    record = record_of()
    record["documents"][0][field] = stated
    shown = stated if isinstance(stated, str) else json.dumps(stated)
    assert changes(record) == [("document", "a.pdf", field, shown, expected)]


def test_a_title_that_the_source_does_not_have_is_a_difference_and_no_title_is_none():
    record = record_of()
    record["documents"][1]["title"] = "Official report"
    assert changes(record) == [("document", "b.txt", "title", "Official report", None)]
    for field in ("title", "date", "url", "site", "pages", "characters"):
        record["documents"][0][field] = record["documents"][1][field] = None
    assert changes(record) == []


def updated(record):
    """The number of the sentence with an update, from 1, the sentence and the update."""
    for number, sentence in enumerate(record["sentences"], start=1):
        for update in sentence["updates"]:
            return number, sentence, update
    raise AssertionError


def test_the_pages_of_all_quotes_are_compared():
    record = record_of()
    number, sentence, update = updated(record)
    assert (sentence["document"], update["page"]) == ("b.txt", 2)
    sentence["page"] = 4
    update["page"] = 1
    assert changes(record) == [
        ("sentence", number, "page", "4", None),
        ("update", number, "page", "1", "2"),
    ]
    record = record_of()
    record["disagreements"][0]["cells"][0]["against"]["page"] = 9
    ((item, _, field, stated, _),) = changes(record)
    assert (item, field, stated) == ("disagreement", "page", "9")
    record = {**record_of(), "explanations": [{**record_of()["sentences"][0], "page": 9}]}
    ((item, number, field, stated, _),) = changes(record)
    assert (item, number, field, stated) == ("explanation", 1, "page", "9")


def test_the_page_of_the_headline_is_compared():
    record = record_of()
    start = OURS.text.index("The ferry")
    record["headline"] = {
        **{"text": "The ferry sank on Sunday", "document": "a.pdf", "start": start},
        **{"end": start + 24, "page": 2},
    }
    assert changes(record) == []
    record["headline"]["page"] = 1
    assert changes(record) == [("headline", None, "page", "1", "2")]
    assert "changed   headline\n          page: 1 / 2\n" in verify(record, DOCUMENTS).to_text()


def test_the_dates_of_updates_are_those_of_their_documents():
    record = record_of()
    _, _, update = updated(record)
    assert (update["here_date"], update["there_date"]) == ("2024-05-03", "2024-05-01")
    update |= {"here_date": "2024-05-01", "there_date": "2024-05-03"}
    assert [change[2:] for change in changes(record)] == [
        ("here_date", "2024-05-01", "2024-05-03"),
        ("there_date", "2024-05-03", "2024-05-01"),
    ]


def test_ids_that_have_changed_places_are_told_and_not_verified():
    names = {"a.pdf": "b.txt", "b.txt": "a.pdf"}
    text = json.dumps(record_of())
    for name in names:
        text = text.replace(f'"{name}"', f'"<{names[name]}>"')
    verification = verify(json.loads(text.replace('"<', '"').replace('>"', '"')), DOCUMENTS)
    assert {finding.status for finding in verification.findings} == {MOVED}
    assert [
        (one.text, one.stated, one.expected)
        for one in verification.differences
        if one.field == "sha256"
    ] == [
        ("b.txt", digest(OURS.text), digest(THEIRS.text)),
        ("a.pdf", digest(THEIRS.text), digest(OURS.text)),
    ]
    assert verification.notes == (
        "b.txt: has another text; the one of the summary is a.pdf",
        "a.pdf: has another text; the one of the summary is b.txt",
    )


def test_ids_that_have_changed_places_in_the_list_of_documents_only_are_told():
    record = record_of()
    first, second = record["documents"]
    first["id"], second["id"] = second["id"], first["id"]
    verification = verify(record, DOCUMENTS)
    assert {finding.status for finding in verification.findings} == {VERIFIED}
    assert not verification.verified


def test_a_copy_does_not_take_the_place_of_a_source():
    copy = replace(OURS, id="copy.pdf")
    record = record_of()
    text = json.dumps(record).replace('"a.pdf"', '"copy.pdf"')
    assert verify(json.loads(text), [copy, THEIRS]).verified
    stranger = replace(copy, text=OURS.text.replace("127", "128"))
    verification = verify(json.loads(text), [OURS, stranger, THEIRS])
    assert not verification.verified
    assert verification.notes == ("copy.pdf: has another text; the one of the summary is a.pdf",)


def test_a_quoted_document_that_is_not_listed_is_a_difference():
    record = record_of()
    del record["documents"][1]
    assert ("document", "b.txt", "id", None, "b.txt") in changes(record)


def test_a_changed_source_has_its_own_length_and_pages_and_the_same_title():
    later = replace(OURS, text=OURS.text + " It is over.", pages=(0,), title="Update")
    record = record_of()
    verification = verify(record, [later, THEIRS])
    assert verification.changed == ("a.pdf",)
    fields = [(one.item, one.field) for one in verification.differences]
    assert ("document", "title") in fields
    assert not {"characters", "pages", "sha256"} & {field for _, field in fields if field != "page"}
    assert all(item != "document" for item, field in fields if field == "page")


def test_nothing_is_said_twice_when_the_summary_is_made_again():
    record = record_of()
    record["documents"][0]["title"] = "Official report"
    verification = verify(record, DOCUMENTS, recompute=True)
    assert verification.differences == (
        Difference(
            CHANGED, "document", text="a.pdf", field="title", stated="Official report",
            expected="News",
        ),
    )  # fmt: skip


def test_sources_are_identified_by_id_and_digest():
    texts = {"a": "1", "b": "2", "c": "3"}
    digests = {"a": digest("1"), "b": digest("3"), "x": digest("3"), "c": digest("9"), "y": "0"}
    assert identify_sources(digests, texts) == ({"x": "c"}, {"b": "c"}, ("c",))


def test_a_moved_quote_has_no_page_to_compare():
    record = record_of()
    record["sentences"][0] |= {"page": 7}
    place = record["sentences"][0]
    moved = [replace(OURS, text="New. " + OURS.text), replace(THEIRS, text="New. " + THEIRS.text)]
    verification = verify(record, moved)
    assert {finding.status for finding in verification.findings} == {MOVED}
    assert Citation(place["document"], place["start"], place["end"]) not in [
        one.citation for one in verification.differences
    ]
