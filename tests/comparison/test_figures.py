import json
from fractions import Fraction
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.comparison.figure_comparison import compare_moments, compare_quantities
from multisumm.comparison.figures import (
    AGE,
    FACTOR,
    FREQUENCY,
    NAME,
    ORDINAL,
    SCORE,
    Moment,
    Quantity,
)
from multisumm.comparison.lexicon import Measure, read_words
from multisumm.comparison.numerals import MAX_DIGITS
from multisumm.comparison.relations import relate
from multisumm.comparison.statements import make_statement
from multisumm.comparison.words import split_words
from multisumm.resources import read_data


def quantities(text, language="en"):
    return make_statement(text, language=language).quantities


def moments(text, language="en"):
    return [dict(one.parts) for one in make_statement(text, language=language).moments]


def unit(name, language="en"):
    """The number of a unit in the lexicon, or what it measures."""
    tags = read_words(split_words(name, language), language).tags[0]
    entry = next(tag.entry for tag in tags if tag.list == "units")
    return entry.dimension if isinstance(entry, Measure) else entry


def wrong(reason, *values):
    return pytest.param(*values, marks=pytest.mark.xfail(reason=reason))


# Numbers by value


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "They planted 12 trees.", [12]),
        ("en", "They planted 1,200 trees and 3.5 hedges.", [1200, Fraction(7, 2)]),
        ("en", "They planted 20 000 trees.", [20_000]),
        ("en", "They cut 12k jobs.", [12_000]),
        ("en", "It cost 1.5 million.", [1_500_000]),
        ("en", "It cost 2bn.", [2_000_000_000]),
        ("en", "It holds 2½ litres.", [Fraction(5, 2)]),
        ("en", "It holds two and a half litres.", [Fraction(5, 2)]),
        ("en", "Half a million trees burned.", [500_000]),
        ("en", "Two thirds of the trees burned.", [Fraction(200, 3)]),
        ("en", "A fifth of the trees burned.", [20]),
        ("en", "A fifth tree burned.", []),
        ("en", "Four in ten trees burned.", [40]),
        ("en", "One in three trees burned.", [Fraction(100, 3)]),
        ("fr", "Un arbre sur trois a brûlé.", [Fraction(100, 3)]),
        ("el", "Τέσσερις στις δέκα επιχειρήσεις έκλεισαν.", [40]),
        ("zh", "百分之四十的树木被烧毁。", [40]),
        ("en", "A dozen trees burned.", [12]),
        ("en", "Thirty-four trees burned.", [34]),
        ("en", "A hundred trees burned.", [100]),
        ("en", "It was -5 degrees in the hut.", [-5]),
        ("en", "It was minus 5 degrees in the hut.", [-5]),
        ("en", "Flight LH447 left.", []),
        ("en", "Version 2.4.0 is out.", []),
        ("en", "Account 302010056789012345678901234567 was closed.", []),
        ("en", f"Key {'9' * 100} was lost.", []),
        ("de", "Zwölf Millionen Bäume brannten.", [12_000_000]),
        ("de", "Es kostete 1.500.000 Euro.", [1_500_000]),
        ("de", "Es kostete 1,5 Mio. Euro.", [1_500_000]),
        ("de", "Einundzwanzig Bäume brannten.", [21]),
        ("fr", "Il y a eu onze morts.", [11]),
        ("fr", "Le pont a coûté 1 500 000 euros.", [1_500_000]),
        ("fr", "Il y a quatre-vingts arbres.", [80]),
        ("es", "Hay dos mil árboles.", [2000]),
        ("pt", "Há vinte e um barcos.", [21]),
        ("it", "Ci sono ventuno barche.", [21]),
        ("it", "Ci sono mezzo milione di alberi.", [500_000]),
        ("ru", "Погибли двенадцать человек.", [12]),
        ("cs", "Zahynulo jedenáct lidí.", [11]),
        ("el", "Πνίγηκαν έντεκα άνθρωποι.", [11]),
        ("ar", "قتل ١٢٩ شخصا.", [129]),
        ("ar", "قتل أحد عشر شخصا.", [11]),
        ("zh", "工程投资12万元。", [120_000]),
        ("zh", "死亡十二人。", [12]),
        ("zh", "死亡１２９人。", [129]),
        ("en", "Two hundred and five trees burned.", [205]),
        ("en", "Twenty-one million trees burned.", [21_000_000]),
        ("en", "It cost 1,50,000 rupees.", [150_000]),
        ("en", "It takes 3/4 of the cup.", [Fraction(3, 4)]),
        ("en", "Commit 1e999999999 fixed it.", []),
        ("zh", "死亡三百五十人。", [350]),
    ],
)  # fmt: skip
def test_numbers_are_read_by_their_value(language, text, values):
    assert [one.value for one in quantities(text, language)] == values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pipe is 5km long.", unit("kilometre")),
        ("The pipe is 5 km long.", unit("km")),
        ("The repair cost 12 euros.", unit("€")),
        ("The repair cost €12.", unit("euro")),
        ("Prices rose 7%.", unit("percent")),
        ("Prices rose 7 per cent.", unit("%")),
        ("Prices rose 7 percentage points.", unit("percentage point")),
        ("She finished 3rd in Lindow.", ORDINAL),
        ("The driver, 34, was arrested.", AGE),
        ("The driver is 34 years old.", AGE),
        ("The driver, aged 34, was arrested.", AGE),
        ("A 34-year-old was arrested.", AGE),
        ("Lindow beat Orrin 3-2 at home.", SCORE),
        ("They saw 12 wolves.", None),
        wrong("decades are no seconds", "It began in the 1990s.", None),
    ],
)
def test_a_number_has_a_unit(text, expected):
    [found] = quantities(text)
    assert found.unit == expected


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("12 homes burned.", "="),
        ("More than 12 homes burned.", ">"),
        ("Over 12 homes burned.", ">"),
        ("Fewer than 12 homes burned.", "<"),
        ("At least 12 homes burned.", ">="),
        ("No fewer than 12 homes burned.", ">="),
        ("Twelve or more homes burned.", ">="),
        ("At most 12 homes burned.", "<="),
        ("Up to 12 homes burned.", "<="),
        ("No more than 12 homes burned.", "<="),
        ("About 12 homes burned.", "~"),
        ("Nearly 12 homes burned.", "~"),
        ("It cost more than $12.", ">"),
    ],
)
def test_a_number_is_exact_rounded_or_a_bound(text, comparator):
    [found] = quantities(text)
    assert (found.value, found.comparator) == (12, comparator)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("It stood in the tower above Silo 4, near the quay.", True),
        ("He uses Windows 11.", True),
        ("The blast in Orrin killed 4.", False),
        ("In Orrin 4 people died.", False),
        ("Orrin 4 is a boat.", False),
    ],
)
def test_a_number_behind_a_name_belongs_to_it_if_it_counts_nothing(text, named):
    assert [(one.unit == NAME, one.comparator) for one in quantities(text)] == [(named, "=")]


def test_the_ends_of_a_change_have_roles():
    first, second = quantities("The rate was raised from 3 to 5 percent.")
    assert (first.value, first.role, second.value, second.role) == (3, "from", 5, "to")
    first, second = quantities("Der Leitzins stieg von 3 auf 5 Prozent.", "de")
    assert (first.role, second.role) == ("from", "to")


def test_an_article_gives_no_role():
    [found] = quantities("The shop gives a 5 percent discount.")
    assert found.role == ""


def test_ranges_and_scores_have_two_numbers():
    [found] = quantities("Some 10-15 metres of the wall fell.")
    assert (found.value, found.other, found.unit) == (10, 15, unit("metre"))
    [found] = quantities("Lindow beat Orrin 3-2 at home.")
    assert (found.value, found.other, found.unit) == (3, 2, SCORE)


# Dates and times

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
    assert not quantities(text, language)


@pytest.mark.parametrize("text", ["They may come.", "They march home.", "The sun rose.", "He sat."])
def test_words_that_look_like_months_and_weekdays_are_none(text):
    assert moments(text) == []


# What became of those who are counted


def fates(text, language="en"):
    """Value and fate of each number, by the phrase with which the lexicon names the fate first."""
    groups = json.loads(read_data(f"lexicon/{language}.json"))["fates"]
    return [
        (int(one.value), groups[one.fate].split(", ")[0] if one.fate is not None else "")
        for one in quantities(text, language)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Six people are dead and four still missing.", [(6, "dead"), (4, "missing")]),
        ("Nine are now known to have died.", [(9, "dead")]),
        ("The blast killed 9 people and injured 26.", [(9, "dead"), (26, "injured")]),
        ("Nine of the 26 injured are in hospital.", [(9, ""), (26, "injured")]),
        ("Seven were seriously injured.", [(7, "seriously injured")]),
        ("Forty percent of the patients died.", [(40, "")]),
        ("The dead were found, and 12 ships sailed.", [(12, "")]),
        ("Nobody was hurt.", [(0, "injured")]),
        ("Nobody at the mill knew that she was hurt.", []),
        ("Two are no longer missing.", [(2, "missing")]),
        ("Nobody came.", []),
    ],
)
def test_numbers_of_people_have_the_fate_that_is_told_next_to_them(text, expected):
    assert fates(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Neun Menschen starben, zwei werden vermisst.", [(9, "tot"), (2, "vermisst")]),
        ("fr", "Dix morts, deux disparus.", [(10, "mort"), (2, "disparu")]),
        ("es", "Murieron nueve personas y hay dos desaparecidos.",
         [(9, "muerto"), (2, "desaparecido")]),
        ("it", "Nove persone sono morte, due sono disperse.", [(9, "morto"), (2, "disperso")]),
        ("pt", "Nove pessoas morreram e duas estão desaparecidas.",
         [(9, "morto"), (2, "desaparecido")]),
        ("ru", "Погибли девять человек, двое ранены.", [(9, "погибший"), (2, "раненый")]),
        ("cs", "Zemřelo devět lidí, dva byli zadrženi.", [(9, "mrtvý"), (2, "zatčený")]),
        ("el", "Εννέα νεκροί, δύο αγνοούμενοι.", [(9, "νεκρός"), (2, "αγνοούμενος")]),
        ("ar", "قتل 9 أشخاص وأصيب 26.", [(9, "قتيل"), (26, "جريح")]),
        ("zh", "9人死亡，26人受伤。", [(9, "死亡"), (26, "受伤")]),
    ],
)  # fmt: skip
def test_fates_are_known_in_eleven_languages(language, text, expected):
    assert fates(text, language) == expected


# Comparing


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


# Strange tokens

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
    values = [one.value for one in quantities(f"Lindow paid 5 {'million ' * 400}euros.")]
    assert all(abs(value) < 10**40 for value in values)


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


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "It opens every month.", (12, FREQUENCY)),
        ("en", "It opens twice a day.", (730, FREQUENCY)),
        ("de", "Sie tagt einmal im Quartal.", (4, FREQUENCY)),
        ("en", "Attendance doubled.", (2, FACTOR)),
        ("en", "She finished second.", (2, ORDINAL)),
        ("en", "It was his third goal.", (3, ORDINAL)),
        ("en", "She took fifth place.", (5, "rank 1")),
        ("fr", "Elle a pris la cinquième place.", (5, "rank 1")),
        ("en", "It lasted less than a week.", (1, "duration")),
        ("en", "It lasted half an hour.", (Fraction(1, 2), "duration")),
        ("en", "They took 50 mg of it.", (50, "mass")),
        ("de", "Ein 43-Jähriger starb.", (43, AGE)),
        ("ru", "34-летний водитель погиб.", (34, AGE)),
        ("zh", "34岁的司机死亡。", (34, AGE)),
        ("es", "El conductor, de 34 años, murió.", (34, AGE)),
        ("pt", "A mulher tem 58 anos.", (58, AGE)),
        ("en", "It cost 2.4 million pounds.", (2_400_000, 4)),
    ],
)
def test_frequencies_ranks_ages_and_measures_are_read(language, text, expected):
    [found] = quantities(text, language)
    assert (found.value, found.unit) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The first half was dull.",
        "The third match was lost.",
        "A second man fled.",
        "He was first told on the way.",
        "The caretaker was the first.",
        "They lost their half-time lead.",
    ],
)
def test_what_only_tells_which_is_meant_is_no_number(text):
    assert not quantities(text)


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
    ],
)
def test_numbers_of_units_that_measure_one_thing_are_converted(a, b, verdict):
    (one,), (other,) = quantities(a), quantities(b)
    assert compare_quantities(one, other) == verdict


def test_a_time_of_one_half_of_the_day_may_be_that_of_the_other():
    ten, night, noon = (
        Moment(0, 1, ((name, minutes),))
        for name, minutes in (("half clock", 600), ("clock", 22 * 60), ("clock", 720))
    )
    assert compare_moments(ten, night) == "equal"
    assert compare_moments(ten, noon) == "differ"
