"""No token and no number of tokens breaks the arithmetic of figures."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.comparison.figures.compatibility import compare_quantities
from multisumm.comparison.figures.numerals import MAX_DIGITS
from multisumm.comparison.relations import relate
from multisumm.comparison.statements import make_statement

STRANGE = [
    "1e999999999", "3e10234567", "9" * 100, "9" * 5000, "1." * 500, "1," * 500 + "1", "0x1F",
    "1:2:3:4:5", "99:99", "31.02.9999", "00000", "0/0", "1/0", "½½½", "12万亿千百", "1e", "-",
    "--5", "٣٤٥٦٧٨٩٠", "２０２１", "१२३", "Ⅷ", "²³", "五十百千",
    "10000000000000000000000000000000 6", "302010056789012345678901234567 12", "5 6 7 8",
    "1 000 000 000 000 000 000 000", "a1b2c3d4e5f6",
    "1.000.000,00", "1,000,000.00.00", "00:00 a.m.", "13 p.m.", "32 May", "May 32", "2021-13-45",
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "de", "zh", "ar", "ru", "und"])
@pytest.mark.parametrize("token", STRANGE, ids=lambda token: token[:20])
def test_no_token_breaks_the_arithmetic(token, language):
    one = make_statement(f"Lindow paid {token} euros on Monday for it.", language=language)
    two = make_statement(f"Lindow paid 12 euros for {token} on Monday.", language=language)
    relate(one, two)
    for found in (*one.quantities, *two.quantities):
        assert len(str(abs(found.value.numerator))) < 3 * MAX_DIGITS
        assert len(str(found.value.denominator)) < 2 * MAX_DIGITS
        for other in (*one.quantities, *two.quantities):
            compare_quantities(found, other)


FIGURES = st.text("0123456789.,:-/½%€k eE+()'\"٣５十万百 Mayof", max_size=25)


@given(FIGURES, FIGURES, st.sampled_from(["en", "fr", "zh", "ar"]))
def test_no_text_of_digits_and_signs_breaks_the_arithmetic(first, second, language):
    one, two = (
        make_statement(f"The mill of Lindow paid {text} on Monday", language=language)
        for text in (first, second)
    )
    relate(one, two)
    for found in (*one.quantities, *one.moments):
        assert 0 <= found.first <= found.last <= len(one.words)


def test_scales_in_a_row_give_no_endless_number():
    found = make_statement(f"Lindow paid 5 {'million ' * 400}euros.", language="en").quantities
    assert all(abs(one.value) < 10**40 for one in found)


def test_the_work_is_bounded_whatever_the_numbers_of_a_sentence():
    calls = {}
    for count in (40, 400):
        one, two = (
            make_statement(f"{start} {', '.join(str(7 * n + more) for n in range(count))}",
                           language="en")
            for start, more in (("The sums of the mill in May:", 1), ("The mill's sums in May:", 2))
        )  # fmt: skip
        with patch(
            "multisumm.comparison.slots.compare_quantities", wraps=compare_quantities
        ) as comparing:
            relate(one, two)
        calls[count] = comparing.call_count
    assert 0 < calls[400] <= 2 * calls[40]
