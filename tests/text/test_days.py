"""The days of documents."""

from datetime import date

import numpy as np
import pytest

from multisumm import Document
from multisumm.text.days import days_as_numbers, find_days


@pytest.mark.parametrize("stated", ["2016-02-01", "2016-02-01T10:00:00+02:00", "1 February 2016"])
def test_a_date_is_a_day(stated):
    assert find_days([Document("a", "Text.", date=stated)]) == ({0: "2016-02-01"}, [], [])


def test_a_document_without_a_date_has_the_one_in_its_head():
    text = "Ferry sinks\n\nTINDALO, Oct. 7, 2019 (IBP) - A ferry sank on Monday."
    found = find_days([Document("a", text), Document("b", "No date at all.")])
    assert found.days == {0: "2019-10-07"}


def test_days_are_numbers_that_can_be_subtracted():
    first, unknown, last = days_as_numbers({0: "2019-12-31", 2: "2020-03-01"}, 3).tolist()
    assert (first, last) == (date(2019, 12, 31).toordinal(), first + 61)
    assert np.isnan(unknown)


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
    found = find_days([Document("a", "Text.", date=stated)])
    assert found == ({}, [f"a: the date '{stated}' is not clear; passed over"], [])


# Dates that are later than the rest

WEEK = [Document(f"{day}", "Text.", date=f"2016-02-0{day}") for day in range(1, 7)]
FORTNIGHT = [Document(f"{day}", "Text.", date=f"2016-02-{day}") for day in range(10, 24)]


@pytest.mark.parametrize(
    ("late", "years", "others"),
    [("2098-01-01", "81 years", WEEK), ("2017-02-28", "1 year", FORTNIGHT)],
)
def test_a_date_much_later_than_all_others_is_doubted_with_a_warning(late, years, others):
    found = find_days([Document("late", "Text.", date=late), *others])
    assert found.days == {i: one.date for i, one in enumerate(others, start=1)}
    assert found.doubted == [f"late: the date '{late}' is {years} after the others; passed over"]


def test_several_late_dates_are_doubted_together_if_they_are_few():
    late = [Document(f"late-{year}", "Text.", date=f"{year}-01-01") for year in (2040, 2098)]
    found = find_days([*WEEK, *late])
    assert [*found.days] == [*range(len(WEEK))]
    assert len(found.doubted) == 2
    found = find_days([*WEEK[:1], *late])
    assert len(found.days) == 3
    assert not found.doubted


def test_a_late_date_that_the_head_of_the_document_states_is_believed():
    text = "Ferry report\n\nTINDALO, Oct. 7, 2046 (IBP) - The report was published on Monday."
    for date_ in ("2046-10-07", None):
        found = find_days([*WEEK, Document("late", text, date=date_)])
        assert (found.days[6], found.doubted) == ("2046-10-07", [])
    found = find_days([*WEEK, Document("late", text, date="2098-01-01")])
    assert found.days[6] == "2046-10-07"
    assert found.doubted == [
        "late: the date '2098-01-01' is 81 years after the others; its head says 2046-10-07"
    ]


@pytest.mark.parametrize(
    "dates",
    [
        ["2016-02-01", "2098-01-01"],
        ["2001-01-01", "2003-05-01", "2006-01-01", "2010-01-01", "2013-01-01"],
        ["1850-01-01", "2016-02-01", "2016-02-02", "2016-02-03"],
        ["2016-02-01", "2016-02-02", "2016-02-03", "2016-12-03"],
        ["2006-02-01", "2006-02-02", "2006-02-03", "2016-02-03"],  # ten years after
    ],
)
def test_dates_of_an_archive_and_those_that_look_back_are_believed(dates):
    found = find_days([Document(one, "Text.", date=one) for one in dates])
    assert [*found.days.values()] == dates
    assert not found.doubted
