import pytest

from multisumm.reading.stated_dates import (
    book_date,
    cell_date,
    creation_day,
    publication_day,
    sender_day,
)


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("Sun, 05 May 2024 23:30:00 -0500", "2024-05-05"),
        ("2024-05-05T23:30:00-05:00", "2024-05-05"),
        ("Mo, 25 Jun 2018 11:41:36", "2018-06-25"),
        ("Mon, 07 Oct 19 08:00:00 GMT", "2019-10-07"),
        ("Mon, 07-Oct-99 08:00:00 GMT", "1999-10-07"),
        ("Mon Oct  7 08:00:00 2019", "2019-10-07"),
        ("20191007T08:00:00Z", "2019-10-07"),
        ("Mon, Mar 4, 2024 at 9:12 AM", "2024-03-04"),
        ("Monday, March 4, 2024 9:12 AM", "2024-03-04"),
        ("2024-3-4 09:12", "2024-03-04"),
        ("2024年3月4日 9:12", "2024-03-04"),
        ("04.03.2024 09:12", "2024-03-04"),
        ("Montag, 4. März 2024 09:12", "2024-03-04"),
        ("2024-13-44", None),
        ("3/4/2019", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_the_day_of_a_mail_or_a_feed_is_that_of_the_sender(date, day):
    assert sender_day(date) == day


def test_the_date_of_a_cell_is_kept_where_it_has_no_one_reading():
    assert cell_date("3/4/2019") == "3/4/2019"
    assert cell_date("sometime in the week of 8 October 2019, they said") == (
        "sometime in the week of 8 October 2019, they said"
    )


def test_the_date_of_a_book_may_be_a_year_or_written_out():
    assert book_date("2011-05") == "2011-05"
    assert book_date("April 15, 2011") == "2011-04-15"
    assert book_date("2011 April 15") == "2011 April 15"  # it was cut to ten characters
    assert book_date("Spring 2011") == "Spring 2011"
    assert book_date("") is None


def test_a_day_of_publication_that_is_none_is_passed_over():
    assert publication_day([("2024", "13", "40")]) == "2024"
    assert publication_day([("", "5", "3")]) is None


@pytest.mark.parametrize("timestamp", ["2019-13-07", "", "2019", "yesterday"])
def test_a_file_without_a_day_of_its_creation_has_none(timestamp):
    assert creation_day(timestamp) is None
