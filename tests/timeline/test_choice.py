"""Which days and sentences make a timeline, and what a summary has of it."""

import json
from datetime import date
from itertools import pairwise

import jsonschema
import pytest

import multisumm
from locations import SEEDS
from multisumm import Document
from multisumm.comparison.statements import make_statement
from multisumm.model import Sentence
from multisumm.selection.sumy import SUMY_METHODS
from multisumm.timeline.choice import date_sentences, days_told_by
from schemas import closed, load_schema
from summary_checks import assert_exact

GERMAN = [
    Document("a", "Bad Orlach (nba) - Am Montag ist in Bad Orlach ein Kran auf das alte Rathaus"
             " gestürzt. Zwei Menschen wurden leicht verletzt.", date="2025-05-06"),
    Document("b", "Nach dem Unglück von Bad Orlach hat die Stadt am Mittwoch den Marktplatz"
             " gesperrt. Am 26. Mai soll ein Gutachten vorliegen.", date="2025-05-08"),
    Document("c", "Der Kran war am 5. Mai auf das Rathaus von Bad Orlach gestürzt. Gestern wurde"
             " der Marktplatz wieder geöffnet, teilte die Stadt mit.", date="2025-05-15"),
]  # fmt: skip
FRENCH = [
    Document("a", "Une grue est tombée lundi sur l'ancienne mairie de Saint-Orlac. Deux personnes"
             " ont été légèrement blessées.", date="2025-05-06"),
    Document("b", "La ville de Saint-Orlac a fermé la place du marché mercredi. Le rapport de"
             " l'expert sera publié le 26 mai.", date="2025-05-08"),
    Document("c", "La grue était tombée sur la mairie de Saint-Orlac le 5 mai. La place du marché"
             " a été rouverte hier, a indiqué la ville.", date="2025-05-15"),
]  # fmt: skip
DAYS = ["2025-05-05", "2025-05-07", "2025-05-14", "2025-05-26"]


@pytest.fixture(scope="module")
def reef():
    return multisumm.read_documents([SEEDS / "reef" / "sources"])


@pytest.fixture(scope="module")
def timeline(reef):
    return multisumm.summarize(reef, timeline=True)


@pytest.mark.parametrize("documents", [GERMAN, FRENCH], ids=["de", "fr"])
def test_three_short_sources_give_the_days_that_they_tell_of(documents):
    summary = multisumm.summarize(documents, timeline=True)
    days = [entry.date for entry in summary.timeline if entry.dated_by == "told"]
    assert list(dict.fromkeys(days)) == DAYS


def test_the_quotes_are_exact_within_the_budget_and_in_order_of_time(timeline, reef):
    assert_exact(timeline, reef)
    assert [entry.sentence for entry in timeline.timeline] == [*timeline.sentences]
    assert len(timeline.text.split()) == timeline.budget.used <= timeline.budget.limit == 250
    dates = [entry.date for entry in timeline.timeline]
    assert dates == sorted(dates)
    assert timeline.settings["timeline"] is True


def test_the_day_of_each_told_entry_is_the_day_of_the_milestone(timeline):
    milestones = (SEEDS / "reef" / "timelines" / "editor-a.txt").read_text(encoding="utf-8")
    told = {entry.date for entry in timeline.timeline if entry.dated_by == "told"}
    assert len(told) >= 12
    more = {"2025-06-09/2025-06-11", "2025-06-16", "2025-06-23"}
    assert told - more <= {line.split(" ", 1)[0] for line in milestones.splitlines()}


@pytest.mark.parametrize("limit", [{"words": 40}, {"sentences": 3}, {"characters": 300}])
def test_any_budget_holds_and_takes_the_days_that_most_families_tell_of(reef, limit):
    summary = multisumm.summarize(reef, timeline=True, **limit)
    assert summary.budget.used <= summary.budget.limit
    assert "2025-06-02" in [entry.date for entry in summary.timeline]


@pytest.mark.parametrize("method", ["centroid", "lead", "textrank"])
def test_other_methods_choose_within_days_as_well(reef, method):
    summary = multisumm.summarize(reef, timeline=True, method=method)
    dates = [entry.date for entry in summary.timeline]
    assert len(dates) >= 5
    assert dates == sorted(dates)


@pytest.mark.parametrize("method", SUMY_METHODS)
def test_a_method_that_rates_all_with_0_still_tells_each_day(method):
    pytest.importorskip("sumy")
    document = Document(
        "a", "The mayor resigned on Monday. Protesters marched on Tuesday.", date="2024-05-05"
    )
    days = [
        one.date for one in multisumm.summarize([document], timeline=True, method=method).timeline
    ]
    assert days == ["2024-04-29", "2024-04-30"]


def test_a_family_has_one_voice():
    story = (
        "The old crane fell on the town hall on Monday. It was sixty years old and had no owner."
    )
    copies = [Document(str(i), story, date="2025-05-06") for i in range(4)]
    others = [
        Document("x", "The council closed the market square on Wednesday.", date="2025-05-08"),
        Document("y", "On Wednesday the town hall lost its market square.", date="2025-05-08"),
    ]
    summary = multisumm.summarize([*copies, *others], timeline=True, sentences=1, keep_all=True)
    assert [entry.date for entry in summary.timeline] == ["2025-05-07"]


def test_nothing_is_told_twice(timeline):
    texts = [sentence.text for sentence in timeline.sentences]
    assert len({*texts}) == len(texts)
    dates = [entry.date for entry in timeline.timeline]
    assert all(dates.count(day) <= 2 for day in dates)


def test_successive_states_of_a_matter_stand_beside_each_other():
    documents = [
        Document("a", "The flood has killed four people in the town.", date="2025-05-06"),
        Document("b", "The flood has killed nine people in the town.", date="2025-05-08"),
    ]
    summary = multisumm.summarize(documents, timeline=True)
    assert [entry.date for entry in summary.timeline] == ["2025-05-06", "2025-05-08"]


def sentences(*texts):
    return [Sentence(0, i, 0, len(text), text, "en") for i, text in enumerate(texts)]


def test_a_document_that_looks_back_dates_nothing_until_it_is_back():
    pool = sentences(
        "The court met on Thursday.",
        "The crowd was large.",
        "The crane fell on Monday.",
        "Two men were hurt.",
        "The judge left on Thursday.",
        "The crowd was silent.",
    )
    dates = date_sentences(pool, {0: "2025-04-03"}, language="en")
    assert [one and one.period.iso for one in dates] == [
        *("2025-04-03", "2025-04-03", "2025-03-31", None, "2025-04-03", "2025-04-03")
    ]


@pytest.mark.parametrize("day", ["yesterday", "03/04/2025", "2025-02-31", "0000-01-01", "soon"])
def test_a_document_without_a_sure_day_dates_nothing(day):
    text = "The crane fell on the town hall of Orlach. The council met on 5 May 2025 in Orlach."
    summary = multisumm.summarize([Document("a", text, date=day)], timeline=True)
    assert [entry.date for entry in summary.timeline] == ["2025-05-05"]


def test_without_any_date_there_is_no_timeline():
    with pytest.raises(multisumm.NothingToSummarize, match="needs dates"):
        multisumm.summarize(["The crane fell on the town hall of Orlach."], timeline=True)


def test_a_whole_sentence_without_a_date_is_no_fragment():
    text = "The dam burst on 3 May 2024. The mayor lives in the old town."
    [source] = multisumm.summarize([text], timeline=True).documents
    assert source.not_quotable == {"no date": 1}
    explained = multisumm.summarize([text], timeline=True, explain=True).explanations
    assert [one.reason for one in explained if not one.quoted] == ["cannot be quoted: no date"]


def test_a_timeline_has_an_order_of_its_own(reef):
    with pytest.raises(multisumm.OptionError, match="order rank: a timeline is in order of time"):
        multisumm.summarize(reef, timeline=True, order="rank")


def test_without_the_option_nothing_tells_of_it(reef):
    summary = multisumm.summarize(reef)
    assert summary.timeline == ()
    assert "timeline" not in summary.settings
    assert "timeline" not in json.loads(summary.to_json())


# --- formats --------------------------------------------------------------------------------------


def test_a_line_of_text_begins_with_its_date(timeline):
    lines = timeline.to_text().split("\n\n")[1].splitlines()
    assert [line.split("  ")[0] for line in lines] == [entry.date for entry in timeline.timeline]
    assert "2025-06-02  On 2 June the Halvard Rune struck Gull Reef. [1]" in lines


def test_markdown_has_a_list(timeline):
    first = timeline.to_markdown().split("\n\n")[2].splitlines()
    dates = [entry.date for entry in timeline.timeline]
    assert [line[: len(f"* **{day}** ")] for line, day in zip(first, dates, strict=True)] == [
        f"* **{day}** " for day in dates
    ]


def test_json_has_the_entries_and_fits_its_schema(timeline):
    record = json.loads(timeline.to_json())
    jsonschema.validate(record, closed(load_schema("multisumm-summary-2.json")))
    assert [entry["sentence"] for entry in record["timeline"]] == [*range(len(timeline.sentences))]
    assert record["timeline"][0] == {
        "date": "2025-06-02",
        "precision": "day",
        "dated_by": "told",
        "sentence": 0,
    }


def test_the_report_shows_each_date_once(timeline):
    page = timeline.to_html().split("As plain text")[0]
    dates = [entry.date for entry in timeline.timeline]
    shown = [day for day in dict.fromkeys(dates) if page.count(f'<p class="day">{day}</p>') == 1]
    assert shown == list(dict.fromkeys(dates))
    assert ">Timeline</h2>" in page


def test_text_and_markdown_of_a_timeline_can_be_verified(timeline, reef):
    for text, markdown in ((timeline.to_text(), False), (timeline.to_markdown(), True)):
        found = multisumm.verify_text(text, reef, markdown=markdown)
        assert len(found.findings) >= len(timeline.sentences)
        assert found.verified


def test_dates_of_documents_are_read_as_they_stand_whatever_the_zone():
    documents = [
        Document("a", "The crane fell on the town hall.", date="2025-05-06T23:30:00-11:00"),
        Document("b", "The market square was closed by the council.", date="2025-05-07T00:10Z"),
    ]
    summary = multisumm.summarize(documents, timeline=True, keep_all=True)
    days = [date.fromisoformat(entry.date) for entry in summary.timeline]
    assert [(b - a).days for a, b in pairwise(days)] == [1]


def days_of_one(text, days):
    sentence = Sentence(0, 0, 0, len(text), text)
    statement = make_statement(text, language="en")
    return days_told_by([0], [sentence], days, lambda i: statement, language="en").get(0, "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The bridge was closed on Tuesday.", "2025-04-01"),
        ("The bridge was opened on 5 May 1967.", "1967-05-05"),
        ("The bridge was opened in May 1967.", ""),
        ("The bridge is closed.", ""),
    ],
)
def test_a_sentence_tells_of_a_day_only_where_it_says_one(text, day):
    assert days_of_one(text, {0: "2025-04-03"}) == day


@pytest.mark.parametrize("day", ["Tuesday", "5 May", "yesterday"])
def test_without_the_day_of_its_document_only_a_date_with_a_year_is_told(day):
    assert days_of_one(f"The bridge was closed on {day}.", {}) == ""
    assert days_of_one("The bridge was closed on 5 May 1967.", {}) == "1967-05-05"
