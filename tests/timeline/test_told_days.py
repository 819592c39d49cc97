"""Sentences are dated right, or not at all."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelled_dates import ROWS, day_of
from multisumm.comparison.statements import make_statement
from multisumm.timeline.phrases import load_day_phrases
from multisumm.timeline.told_days import date_statement

THURSDAY = date(2025, 4, 3)
LANGUAGES = sorted({language for _, language, *_ in ROWS})


def told(text, written=THURSDAY, language="en"):
    """The time of a sentence as its label would have it."""
    dated = date_statement(make_statement(text, language=language), written=written)
    if dated is None:
        return "none"
    return "document" if dated.dated_by == "document" else dated.period.iso


def test_the_labelled_sentences_are_many_and_of_many_languages():
    counts = Counter(language for _, language, *_ in ROWS)
    assert len(ROWS) >= 150
    assert {"en", "de", "fr", "es", "it", "pt"} <= counts.keys()
    assert all(label in ("document", "none") or label[:4].isdigit() for *_, label, _ in ROWS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_labelled_sentence_that_the_rules_were_made_with_has_a_wrong_day(language):
    wrong = [
        (text, label, got)
        for part, own, written, label, text in ROWS
        if part == "seen" and own == language
        if (got := told(text, day_of(written), language)) not in (label, "none")
    ]
    assert wrong == []


def test_few_labelled_sentences_are_left_without_their_day():
    silent = [
        text
        for _, language, written, label, text in ROWS
        if label != "none" and told(text, day_of(written), language) == "none"
    ]
    assert len(silent) <= len(ROWS) / 50


def test_few_sentences_that_were_set_aside_are_wrong():
    aside = [row[1:] for row in ROWS if row[0] == "aside"]
    wrong = [
        text
        for language, written, label, text in aside
        if told(text, day_of(written), language) not in (label, "none")
    ]
    assert len(wrong) <= len(aside) / 20


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The dam broke on 31 February 2025.", "none"),
        ("The dam broke on 0 March 2025.", "none"),
        ("The dam broke on 29 February 2023.", "none"),
        ("The dam broke on 29 February 2024.", "2024-02-29"),
        ("The dam broke on Monday, 1 April.", "none"),
        ("The dam broke in the year 0.", "document"),
        ("The dam broke on 13/3/25.", "2025-03-13"),
        ("The dam broke on 3/4/2025.", "none"),
        ("The dam broke on 2025-03-13.", "2025-03-13"),
        ("The dam broke in 1446 AH.", "none"),
        ("The dam broke in 212 BC.", "none"),
        ("The dam will break on 5 May 2095.", "2095-05-05"),
        ("The dam broke on the 3rd of March.", "2025-03-03"),
        ("The dam was open from 30 March to 2 April.", "2025-03-30/2025-04-02"),
        ("The dam was open between 3 and 5 March.", "2025-03-03/2025-03-05"),
        ("The dam was open on 3 and 5 March.", "none"),
        ("The dam was open from 5 to 3 March.", "none"),
        ("The dam was open on 3-5 March.", "2025-03-03/2025-03-05"),
        ("The dam broke at 3 pm GMT on Tuesday.", "2025-04-01"),
        ("The dam broke 3 days ago.", "2025-03-31"),
        ("The dam broke 900000 days ago.", "none"),
        ("The dam broke in the 1990s.", "none"),
        ("May broke the dam.", "document"),
        ("The Vancouver Sun reported it.", "document"),
        ("The Sunday Times reported it.", "document"),
        ("The dam broke on Good Friday.", "none"),
        ("The inquiry into the March 7 flood is over.", "document"),
        ("He'll speak Tuesday.", "2025-04-08"),
        ("Trains stopped Tuesday due to the flood.", "2025-04-01"),
        ("The dam broke on October 3.", "2024-10-03"),
        ("The dam broke on August 3.", "none"),
        ("The dam could break on Tuesday.", "none"),
        ("The dam broke on Thursday.", "2025-04-03"),
        ("The dam will break on Thursday.", "none"),
        ("The dam broke next Tuesday.", "2025-04-08"),
        ("Next Friday they meet.", "none"),
        ("", "document"),
        ("...", "document"),
    ],
)
def test_bad_and_doubtful_dates(text, label):
    assert told(text) == label


def test_a_text_that_is_longer_than_a_sentence_is_not_dated():
    assert told("It fell on 5 March " + "and on 5 March " * 100_000) == "none"


def test_what_is_told_comes_before_when_it_is_told():
    assert told("The mayor said on Tuesday that the line will open on 5 May.") == "2025-05-05"
    assert told("The mayor said on Tuesday that the line is safe.") == "2025-04-01"


def test_years_at_the_end_of_the_calendar_raise_nothing():
    for day in (date.min, date.max):
        for text in ("It fell last week.", "It falls tomorrow.", "It fell last year.",
                     "It fell 3 days ago.", "It fell on Tuesday."):  # fmt: skip
            told(text, day)


def test_a_language_without_phrases_is_dated_by_its_documents_only_without_figures():
    assert load_day_phrases("nl") is None
    assert told("De dam brak.", language="nl") == "document"
    assert told("De dam brak op 3 mei.", language="nl") == "none"


@pytest.mark.parametrize("language", [*LANGUAGES, "nl", "und"])
@given(text=st.text(max_size=60), days=st.integers(0, date.max.toordinal() - 1))
def test_any_text_is_read(language, text, days):
    written = date.fromordinal(days + 1)
    dated = date_statement(make_statement(text, language=language), written=written)
    if dated is not None and dated.dated_by == "document":
        assert dated.period.first == dated.period.last == written


WORDS = ["on", "in", "Tuesday", "5", "May", "2025", "last", "week", "year", "ago", "days", "three",
         "since", "to", "and", "will", "it", "fell", "yesterday", ",", "which", "said"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join))
def test_without_a_date_of_the_document_only_dates_with_a_year_count(text):
    statement = make_statement(text, language="en")
    dated = date_statement(statement, written=None)
    assert dated is None or (dated.dated_by == "told" and "2025" in text)
    known = date_statement(statement, written=THURSDAY)
    assert known is None or known.period.first <= known.period.last


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The dam burst a week ago on Tuesday.", "en"),
        ("The dam burst two weeks ago on Tuesday.", "en"),
        ("The dam burst on Tuesday three weeks ago.", "en"),
        ("Three years ago on Tuesday the dam burst.", "en"),
        ("The dam reopens a week on Tuesday.", "en"),
        ("The clerk was due in court on Tuesday.", "en"),
        ("The vote was due on Monday.", "en"),
        ("Der Damm brach vor einer Woche am Dienstag.", "de"),
        ("Am Dienstag vor drei Wochen brach der Damm.", "de"),
        ("Le barrage a cédé mardi il y a trois semaines.", "fr"),
        ("La presa cedió el martes hace dos semanas.", "es"),
        ("Плотина рухнула во вторник две недели назад.", "ru"),
        ("大坝4月1日、3日决堤。", "zh"),
    ],
)
def test_a_phrase_that_leaves_the_time_open_makes_a_date_beside_it_open(text, language):
    assert told(text, language=language) == "none"


def test_a_small_word_between_counts_only_behind_a_phrase_of_several_words():
    assert told("Earlier on Tuesday the dam burst.") == "2025-04-01"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("会议于4月1日至2日举行。", "2025-04-01/2025-04-02"),
        ("4月1日-2日举行会议。", "2025-04-01/2025-04-02"),
        ("4月1日–3日举行会议。", "2025-04-01/2025-04-03"),
        ("大坝4月1日、2日决堤。", "2025-04-01/2025-04-02"),
        ("2024年4月1日至2日举行会议。", "2024-04-01/2024-04-02"),
        ("4月1日大坝决堤。", "2025-04-01"),
    ],
)
def test_a_chinese_day_behind_another_has_its_month_and_ends_a_range(text, days):
    assert told(text, language="zh") == days
