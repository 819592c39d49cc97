import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import multisumm
from locations import FERRY
from multisumm.errors import InputError
from multisumm.model import Document, FileFate
from multisumm.verification.findings import CHANGED, Difference
from multisumm.verification.report_page import record_in_page
from multisumm.verification.verify import verify_record

BREAKOUT = "</script><script>alert(1)</script><!-- & &lt; \u2028"


def check(page, documents, **options):
    return verify_record(json.loads(record_in_page(page)), documents, page=page, **options)


@pytest.fixture(scope="module")
def ferry():
    documents = multisumm.read_documents([FERRY])
    return documents, multisumm.summarize(documents, words=120)


# By hand


def test_a_report_carries_its_json(ferry):
    documents, summary = ferry
    page = summary.to_html()
    assert json.loads(record_in_page(page)) == json.loads(summary.to_json())
    for recompute in (False, True):
        verification = check(page, documents, recompute=recompute)
        assert (verification.verified, verification.recomputed) == (True, recompute)


def test_a_report_with_explanations_is_verified_and_a_forged_one_is_not(ferry):
    documents, _ = ferry
    page = multisumm.summarize(documents, words=60, explain=True).to_html()
    for recompute in (False, True):
        assert check(page, documents, recompute=recompute).verified
    *_, last = json.loads(record_in_page(page))["explanations"]
    assert page.count(last["text"]) > 1
    found = check(page.replace(last["text"], "It never sank."), documents)
    assert [one.quote.role for one in found.findings if one.status == "altered"] == ["explanation"]


def test_what_could_end_the_element_is_escaped_and_comes_back():
    summary = multisumm.summarize([Document(BREAKOUT, f"It {BREAKOUT} sank.", BREAKOUT)])
    page = summary.to_html()
    element = re.search(r'<script type="application/json" id="multisumm">(.*?)</script>', page)
    assert not set("<>&\n\u2028") & set(element[1])
    assert json.loads(element[1]) == json.loads(summary.to_json())
    assert record_in_page(page) == element[1]


@pytest.mark.parametrize(
    "element",
    [
        '<script id="multisumm" type="application/json">{}</script>',
        "<SCRIPT type=application/json id=multisumm>{}</SCRIPT >",
        "<script\n type='application/json'\n id = 'multisumm'>{}</script>",
    ],
)
def test_the_element_may_be_written_in_another_way(element):
    assert record_in_page(f"<p>x</p>{element}<script>y</script>") == "{}"


@pytest.mark.parametrize(
    ("page", "number"),
    [
        ("<!DOCTYPE html><p>It sank.", "no"),
        ('<script id="multisumm-2">{}</script>', "no"),
        ('<script id="multisumm">{}', "no"),
        ('<script id="multisumm">{}</script>' * 2, "more than one"),
    ],
)
def test_a_page_without_one_summary_is_refused(page, number):
    with pytest.raises(InputError, match=f"^this page carries {number} summary as JSON; it is not"):
        record_in_page(page)


def test_a_sentence_changed_in_the_page_alone_is_found(ferry):
    documents, summary = ferry
    texts = [sentence.text for sentence in summary.sentences]
    number, first = next((n, one) for n, one in enumerate(texts, start=1) if "7:15" in one)
    page = summary.to_html()
    shown = re.search(rf'<a class="sentence" id="q{number}".*?</a>', page, re.DOTALL)[0]
    forged = page.replace(shown, shown.replace("7:15", "7:45"))
    assert forged != page
    verification = check(forged, documents)
    assert not verification.verified
    assert verification.differences == (
        Difference(
            *(CHANGED, "page", number),
            field="text",
            stated=first.replace("7:15", "7:45"),
            expected=first,
        ),
    )
    assert verification.to_text().endswith(" verified; 1 difference\n")


def test_a_sentence_taken_out_of_the_page_or_put_in_is_found(ferry):
    documents, summary = ferry
    page, number = summary.to_html(), len(summary.sentences)
    items = re.findall('<span class="said.*?</button></span>', page, re.DOTALL)
    fewer = check(page.replace(items[-1], ""), documents).differences
    assert [(item.sentence, item.stated) for item in fewer] == [(number, None)]
    more = check(page.replace(items[-1], items[-1] * 2), documents).differences
    assert [(item.sentence, item.expected) for item in more] == [(number + 1, None)]


def test_any_other_change_of_the_page_is_found_when_the_summary_is_made_again(ferry):
    documents, summary = ferry
    page = summary.to_html()
    assert page.count("130 people") > 2
    last = page.rindex("killing 127", 0, page.index('<script type="application/json"'))
    for forged in (
        page[:last] + page[last:].replace("127", "172", 1),
        page.replace("</h1>", "Forged</h1>"),
        page.replace("</main>", "<p>It never sank.</p></main>"),
    ):
        assert forged != page
        assert check(forged, documents).verified
        verification = check(forged, documents, recompute=True)
        assert verification.differences == (Difference(CHANGED, "page"),)


def test_line_ends_of_the_page_do_not_count_and_warnings_may_be_of_the_files(ferry):
    documents, summary = ferry
    page = replace(summary, warnings=("x.txt: empty; left out",)).to_html()
    assert check(page.replace("\n", "\r\n") + "\n", documents, recompute=True).verified


def test_files_that_were_not_read_may_be_others_when_the_page_is_made_again(ferry):
    documents, summary = ferry
    fate = FileFate("x.png", "passed over", "a picture")
    page = replace(summary, files_not_read=(fate,)).to_html()
    assert check(page, documents, recompute=True).verified
    record = json.loads(record_in_page(page))
    for damaged in (None, 1, [1], [{"name": "x.png"}]):
        found = verify_record(
            {**record, "files_not_read": damaged}, documents, recompute=True, page=page
        )
        assert found.differences == (Difference(CHANGED, "page"),)


def test_the_page_of_another_version_is_not_compared_as_a_whole(ferry):
    documents, summary = ferry
    settings = {**summary.settings, "version": "0.0.1"}
    page = replace(summary, settings=settings).to_html().replace("<h1>", "<h1>A ")
    verification = check(page, documents, recompute=True)
    assert (verification.verified, len(verification.notes)) == (True, 1)


@pytest.mark.parametrize("warnings", [None, "x", [1], {}])
def test_a_page_whose_json_has_damaged_warnings_is_not_what_its_json_gives(ferry, warnings):
    documents, summary = ferry
    page = summary.to_html()
    record = {**json.loads(summary.to_json()), "warnings": warnings}
    verification = verify_record(record, documents, recompute=True, page=page)
    assert verification.differences == (Difference(CHANGED, "page"),)


# Properties

texts = st.lists(st.text(st.sampled_from("ab <>&\"'.\u202e\n\x1b`{}%1"), min_size=1), min_size=1)


@given(texts)
def test_the_page_of_any_summary_is_verified(given_texts):
    try:
        summary = multisumm.summarize(given_texts)
    except multisumm.NothingToSummarize:
        return
    page = summary.to_html()
    assert json.loads(record_in_page(page)) == json.loads(summary.to_json())
    assert check(page, given_texts, recompute=True).verified


def test_no_page_takes_more_than_linear_time():
    start = '<a class="sentence" id="q1">'
    record = multisumm.summarize(["It sank."]).to_json()
    for page in (
        "<script " * 200_000,
        "<script>" * 200_000,
        start * 100_000,
        f"{start}<b>" * 99_999,
    ):
        with pytest.raises(InputError):
            record_in_page(page)
        assert verify_record(json.loads(record), ["It sank."], page=page).differences
