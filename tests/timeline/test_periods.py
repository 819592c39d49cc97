"""Times as ISO 8601 writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.timeline.periods import of_day, of_days, of_month, of_week, of_year

DAY = date(2025, 5, 3)


@pytest.mark.parametrize(
    ("period", "iso", "precision"),
    [
        (of_day(DAY), "2025-05-03", "day"),
        (of_days(DAY, date(2025, 5, 5)), "2025-05-03/2025-05-05", "days"),
        (of_week(DAY, -1), "2025-04-21/2025-04-27", "days"),
        (of_month(2025, 5), "2025-05", "month"),
        (of_month(2025, 0), "2024-12", "month"),
        (of_month(2025, 13), "2026-01", "month"),
        (of_year(987), "0987", "year"),
    ],
)
def test_a_time_is_written_as_exactly_as_it_is_told(period, iso, precision):
    assert (period.iso, period.precision) == (iso, precision)


def test_days_in_the_wrong_order_and_times_beyond_the_calendar_are_none():
    assert of_days(DAY, DAY) is None
    assert of_year(0) is of_year(10_000) is of_month(9999, 13) is None
    assert of_week(date.max, 1) is of_week(date.min, -1) is None


@given(st.dates(date(2, 1, 1), date(9998, 1, 1)), st.integers(-12, 12))
def test_a_week_begins_on_monday_and_a_month_has_all_its_days(day, away):
    week, month = of_week(day, away), of_month(day.year, day.month + away)
    assert week.first.weekday() == 0
    assert (week.last - week.first).days == 6
    assert month.first.day == 1
    assert 28 <= month.last.day <= 31
    assert of_year(month.first.year).contains(month)


@given(st.lists(st.dates(), min_size=2, max_size=6))
def test_periods_sort_by_their_days(days):
    assert [period.first for period in sorted(map(of_day, days))] == sorted(days)
