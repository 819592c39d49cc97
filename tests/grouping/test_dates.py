"""The days of documents."""

from datetime import date

import numpy as np
import pytest

from multisumm import Document
from multisumm.grouping.dates import find_days


@pytest.mark.parametrize("stated", ["2016-02-01", "2016-02-01T10:00:00+02:00", "1 February 2016"])
def test_a_date_is_a_day(stated):
    days, warnings = find_days([Document("a", "Text.", date=stated)])
    assert days.tolist() == [date(2016, 2, 1).toordinal()]
    assert warnings == []


def test_a_document_without_a_date_has_the_one_in_its_head():
    text = "Ferry sinks\n\nTINDALO, Oct. 7, 2019 (IBP) - A ferry sank on Monday."
    days, _ = find_days([Document("a", text), Document("b", "No date at all.")])
    assert days[0] == date(2019, 10, 7).toordinal()
    assert np.isnan(days[1])


@pytest.mark.parametrize(
    "stated",
    [
        "2016-02-30",
        "soon",
        "3/4/2016",
        "9999-01-01",
        "99999-01-01",
        "1970-01-01",
        "Thu, 01 Jan 1970 00:00:00 GMT",
    ],
)
def test_a_date_that_is_not_clear_is_passed_over_with_a_warning(stated):
    days, warnings = find_days([Document("a", "Text.", date=stated)])
    assert np.isnan(days).all()
    assert warnings == [f"a: the date '{stated}' is not clear; passed over"]


# Dates that are later than the rest

WEEK = [Document(f"{day}", "Text.", date=f"2016-02-0{day}") for day in range(1, 7)]


def day(text):
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize("late", ["2098-01-01", "2017-02-08"])
def test_a_date_much_later_than_all_others_is_doubted_with_a_warning(late):
    days, warnings = find_days([Document("late", "Text.", date=late), *WEEK])
    assert np.isnan(days[0])
    assert days[1:].tolist() == [day(one.date) for one in WEEK]
    years = "1 year" if late.startswith("2017") else "81 years"
    assert warnings == [f"late: the date '{late}' is {years} after the others; passed over"]


def test_several_late_dates_are_doubted_together_if_they_are_few():
    late = [Document(f"late-{year}", "Text.", date=f"{year}-01-01") for year in (2040, 2098)]
    days, warnings = find_days([*WEEK, *late])
    assert np.isnan(days[-2:]).all()
    assert len(warnings) == 2
    days, warnings = find_days([*WEEK[:1], *late])
    assert not np.isnan(days).any()
    assert not warnings


def test_a_late_date_that_the_head_of_the_document_states_is_believed():
    text = "Ferry report\n\nTINDALO, Oct. 7, 2019 (IBP) - The report was published on Monday."
    days, warnings = find_days([*WEEK, Document("late", text, date="2019-10-07")])
    assert (days[-1], warnings) == (day("2019-10-07"), [])
    days, warnings = find_days([*WEEK, Document("none", text)])
    assert (days[-1], warnings) == (day("2019-10-07"), [])
    days, warnings = find_days([*WEEK, Document("late", text, date="2098-01-01")])
    assert days[-1] == day("2019-10-07")
    assert warnings == [
        "late: the date '2098-01-01' is 81 years after the others; its head says 2019-10-07"
    ]


@pytest.mark.parametrize(
    "dates",
    [
        ["2016-02-01", "2098-01-01"],
        ["2001-01-01", "2003-05-01", "2006-01-01", "2010-01-01", "2013-01-01"],
        ["1850-01-01", "2016-02-01", "2016-02-02", "2016-02-03"],
        ["2016-02-01", "2016-02-02", "2016-02-03", "2016-12-03"],
    ],
)
def test_dates_of_an_archive_and_old_ones_are_believed(dates):
    days, warnings = find_days([Document(one, "Text.", date=one) for one in dates])
    assert days.tolist() == [day(one) for one in dates]
    assert not warnings
