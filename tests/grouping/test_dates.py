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


@pytest.mark.parametrize("stated", ["2016-02-30", "soon", "3/4/2016", "9999-01-01", "99999-01-01"])
def test_a_date_that_is_not_clear_is_passed_over_with_a_warning(stated):
    days, warnings = find_days([Document("a", "Text.", date=stated)])
    assert np.isnan(days).all()
    assert warnings == [f"a: the date '{stated}' is not clear; passed over"]


def test_the_day_of_a_file_is_not_that_of_its_text():
    days, warnings = find_days([Document("a", "Text.", date="file created 2016-02-01")])
    assert np.isnan(days).all()
    assert warnings == []
