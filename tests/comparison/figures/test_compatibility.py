from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.comparison.figures.compatibility import (
    compare_moments,
    compare_quantities,
    may_be_rounded,
)
from multisumm.comparison.figures.values import SCORE, Moment, Quantity
from multisumm.comparison.statements import make_statement


def quantity(value, comparator="=", unit=None, role="", other=None):
    return Quantity(0, 1, Fraction(value), comparator, unit, role, other)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (("5",), ("5",), "equal"),
        (("5",), ("6",), "differ"),
        (("-5",), ("5",), "differ"),
        (("5", "=", 1), ("5", "=", 2), "differ"),
        (("43",), ("40", ">="), "more"),
        (("40", ">="), ("43",), "less"),
        (("40",), ("40", ">="), "more"),
        (("40",), ("40", ">"), "open"),
        (("12",), ("40", ">="), "differ"),
        (("1000", ">"), ("1000", "<"), "differ"),
        (("3", ">="), ("3", "<="), "differ"),
        (("112", ">="), ("100", ">"), "more"),
        (("200", "~"), ("203",), "equal"),
        (("200", "~"), ("340",), "differ"),
        (("1000", "~"), ("996",), "equal"),
        (("200", "~"), ("200", "~"), "equal"),
        (("0.5",), ("50", "=", 0), "equal"),
    ],
)
def test_two_numbers_are_compared_with_their_bounds(one, other, verdict):
    assert compare_quantities(quantity(*one), quantity(*other)) == verdict


def test_a_range_holds_what_lies_in_it():
    wide = quantity(10, other=Fraction(15))
    assert compare_quantities(wide, quantity(10, other=Fraction(15))) == "equal"
    assert compare_quantities(wide, quantity(12)) == "open"
    assert compare_quantities(quantity(16), wide) == "differ"
    score = quantity(3, unit=SCORE, other=Fraction(2))
    assert compare_quantities(score, quantity(2, unit=SCORE, other=Fraction(3))) == "differ"


QUANTITIES = st.builds(
    quantity,
    st.integers(-100, 100) | st.fractions(0, 3, max_denominator=4),
    st.sampled_from(["=", "~", ">", "<", ">=", "<="]),
    st.sampled_from([None, 0, 1]),
    other=st.none() | st.integers(0, 50).map(Fraction),
)
MIRRORED = {"more": "less", "less": "more"}


@given(QUANTITIES, QUANTITIES)
def test_comparing_from_the_other_side_gives_the_mirrored_verdict(one, other):
    verdict = compare_quantities(one, other)
    assert verdict in {"equal", "more", "less", "open", "differ"}
    assert compare_quantities(other, one) == MIRRORED.get(verdict, verdict)


@given(QUANTITIES)
def test_a_number_equals_itself(one):
    assert compare_quantities(one, one) == "equal"


def moment(**parts):
    return Moment(0, 1, tuple(sorted(parts.items())))


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ({"day": 3, "month": 5}, {"day": 3, "month": 5}, "equal"),
        ({"day": 3, "month": 5}, {"day": 3, "month": 6}, "differ"),
        ({"day": 3, "month": 5, "year": 1998}, {"day": 3, "month": 5}, "more"),
        ({"month": 5}, {"month": 5, "year": 1998}, "less"),
        ({"month": 5, "weekday": 0}, {"month": 5, "year": 1998}, "open"),
        ({"weekday": 0}, {"year": 1998}, None),
    ],
)
def test_two_moments_are_compared_by_what_both_tell(one, other, verdict):
    assert compare_moments(moment(**one), moment(**other)) == verdict
    assert compare_moments(moment(**other), moment(**one)) == MIRRORED.get(verdict, verdict)


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("It lasted 14 days.", "It lasted two weeks.", "equal"),
        ("It lasted 54 months.", "It lasted four and a half years.", "equal"),
        ("It is 20 km long.", "It is 12 miles long.", "equal"),
        ("It is 12 km long.", "It is 12 miles long.", "differ"),
        ("It is about 5 miles long.", "It is 5.3 miles long.", "equal"),
        ("It lasted 12 weeks.", "It lasted three months.", "open"),
        ("They got 20 cm of snow.", "They got more than a metre of snow.", "differ"),
        ("They meet twice a month.", "They meet every other week.", "equal"),
        ("They meet every month.", "They meet once a quarter.", "differ"),
        ("It rose by 25 basis points.", "It rose by a quarter of a percentage point.", "equal"),
        ("It rose by 5 percent.", "It rose by 5 percentage points.", "differ"),
        ("It moves 50 litres a minute.", "It moves 3,000 litres an hour.", "equal"),
        ("It moves 50 litres a minute.", "It moves 50 litres an hour.", "differ"),
        ("They earn 3,000 euros a month.", "They earn 36,000 euros a year.", "equal"),
    ],
)
def test_numbers_of_units_that_measure_one_thing_are_converted(a, b, verdict):
    (one,), (other,) = (make_statement(text, language="en").quantities for text in (a, b))
    assert compare_quantities(one, other) == verdict


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        (("6.1",), ("6",), True),
        (("61.25",), ("61.3",), True),
        (("61.25",), ("61.2",), False),
        (("6.1",), ("7",), False),
        (("2.6",), ("3",), False),
        (("127",), ("130",), False),
        (("1843211",), ("1800000",), True),
        (("1843211",), ("1900000",), False),
        (("6.1",), ("6.1",), False),
        (("6.1", ">"), ("6",), False),
        (("6.1",), ("6", "=", None, "", Fraction(7)), False),
    ],
)
def test_a_number_may_be_another_rounded_by_little(one, other, may_be):
    assert may_be_rounded(quantity(*one), quantity(*other)) == may_be
    assert may_be_rounded(quantity(*other), quantity(*one)) == may_be


def test_a_time_of_one_half_of_the_day_may_be_that_of_the_other():
    ten, night, noon = (
        Moment(0, 1, ((name, minutes),))
        for name, minutes in (("half clock", 600), ("clock", 22 * 60), ("clock", 720))
    )
    assert compare_moments(ten, night) == "equal"
    assert compare_moments(ten, noon) == "differ"
