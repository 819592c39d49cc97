import pytest

from multisumm.comparison.statements import make_statement


def moments(text, language="en"):
    return [dict(one.parts) for one in make_statement(text, language=language).moments]


MAY_3 = {"day": 3, "month": 5}


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        ("en", "It was signed on May 3, 1998.", {**MAY_3, "year": 1998}),
        ("en", "It was signed on 3 May 1998.", {**MAY_3, "year": 1998}),
        ("en", "It was signed on the 3rd of May.", MAY_3),
        ("en", "It was signed on 1998-05-03.", {**MAY_3, "year": 1998}),
        ("en", "It was signed in 1998.", {"year": 1998}),
        ("en", "It was signed on Monday.", {"weekday": 0}),
        ("en", "It begins at 3 p.m.", {"clock": 15 * 60}),
        ("en", "It begins at 3pm.", {"clock": 15 * 60}),
        ("en", "It begins at 15:00.", {"clock": 15 * 60}),
        ("en", "It begins at noon.", {"clock": 12 * 60}),
        ("en", "It begins at 12:30 a.m.", {"clock": 30}),
        ("de", "Er fuhr am 3. Mai ab.", MAY_3),
        ("de", "Er fuhr am 3.5.1998 ab.", {**MAY_3, "year": 1998}),
        ("fr", "Il est parti le 3 mai 1998.", {**MAY_3, "year": 1998}),
        ("es", "Salió el 3 de mayo de 1998.", {**MAY_3, "year": 1998}),
        ("ru", "Это было 3 мая 1998 года.", {**MAY_3, "year": 1998}),
        ("zh", "会议5月3日举行。", MAY_3),
        ("zh", "会议星期一举行。", {"weekday": 0}),
        ("ar", "تبدأ المحاكمة يوم الاثنين.", {"weekday": 0}),
        ("de", "Er kam um 15.30 Uhr an.", {"clock": 15 * 60 + 30}),
        ("fr", "Il est arrivé à 15h30.", {"clock": 15 * 60 + 30}),
        ("fr", "Il est arrivé à 15 heures.", {"clock": 15 * 60}),
        ("it", "È arrivato alle 15.30.", {"clock": 15 * 60 + 30}),
        ("es", "Llegó a las nueve y cuarto de la noche.", {"clock": 21 * 60 + 15}),
        ("en", "He came at ten o'clock.", {"half clock": 10 * 60}),
    ],
)  # fmt: skip
def test_dates_and_times_are_read_part_by_part(language, text, parts):
    assert moments(text, language) == [parts]


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "It ran between 3 and 11 May 1998.", [3, 11]),
        ("en", "It ran from 3 to 11 May.", [3, 11]),
        ("en", "It ran 3-11 May.", [3, 11]),
        ("en", "It ran May 3-11.", [3]),
        ("de", "Er lief vom 3. bis 11. Mai.", [3, 11]),
        ("fr", "Il courait entre le 3 et le 11 mai.", [3, 11]),
        ("es", "Corrió del 3 al 11 de mayo.", [3, 11]),
    ],
)
def test_days_of_one_month_are_dates_and_no_quantities(language, text, days):
    assert [parts["day"] for parts in moments(text, language)] == days
    assert not make_statement(text, language=language).quantities


@pytest.mark.parametrize("text", ["They may come.", "They march home.", "The sun rose.", "He sat."])
def test_words_that_look_like_months_and_weekdays_are_none(text):
    assert moments(text) == []
