"""The day of a page, and when its sources reported."""

from datetime import date

import pytest

from multisumm.errors import OptionError
from multisumm.model import Source
from multisumm.rendering.report_dates import (
    day_of,
    day_of_summary,
    in_words,
    reporting_days,
    stated_time,
)
from multisumm.rendering.report_sources import NamedSource


def source(day):
    return Source("a", None, day, None, "", 1, 1, ())


def named(*days):
    return [NamedSource(number, source(day), ()) for number, day in enumerate(days, start=1)]


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2019-10-07", date(2019, 10, 7)),
        ("2019-10-07T23:59:59+09:00", date(2019, 10, 7)),
        ("2019-13-07", None),
        ("Monday", None),
        ("", None),
        (None, None),
    ],
)
def test_a_source_has_a_day_if_its_date_is_one(stated, day):
    assert day_of(source(stated)) == day


def test_a_summary_is_of_the_day_of_its_newest_source_or_of_the_one_that_is_stated(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert day_of_summary([source("2019-10-07"), source("2019-10-11"), source(None)]) == date(
        2019, 10, 11
    )
    assert day_of_summary([source("Monday")]) == date(1970, 1, 2)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert day_of_summary([source("Monday")]) is None
    assert stated_time() is None


def test_a_stated_day_that_is_none_is_an_error(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(OptionError, match="SOURCE_DATE_EPOCH must be a whole number of seconds"):
        day_of_summary([])


def test_sources_are_listed_by_the_day_with_the_time_between():
    days = reporting_days(named("2019-10-08", None, "2019-10-07", "2019-10-08", "2019-10-11"))
    assert [(one.day and one.day.day, one.since) for one in days] == [
        (7, ""), (8, "1 day later"), (11, "3 days later"), (None, "")
    ]  # fmt: skip
    assert [[one.number for one in day.sources] for day in days] == [[3], [1, 4], [5], [2]]


def test_there_is_no_list_unless_two_days_are_known():
    assert reporting_days(named("2019-10-08", "2019-10-08", None)) == []
    assert reporting_days([]) == []


def test_a_day_is_told_in_words():
    assert in_words(date(2025, 12, 1)) == "1 December 2025"
