from fractions import Fraction

import pytest

from multisumm.comparison.figures.values import AGE, FACTOR, FREQUENCY, NAME, ORDINAL, SCORE
from multisumm.comparison.lexicon import Measure, read_words
from multisumm.comparison.statements import make_statement
from multisumm.comparison.words import split_words


def quantities(text, language="en"):
    return make_statement(text, language=language).quantities


def unit(name, language="en"):
    """The number of a unit in the lexicon, or what it measures."""
    tags = read_words(split_words(name, language), language).tags[0]
    entry = next(tag.entry for tag in tags if tag.list == "units")
    return entry.dimension if isinstance(entry, Measure) else entry


def wrong(reason, *values):
    return pytest.param(*values, marks=pytest.mark.xfail(reason=reason))


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


def test_a_number_of_which_another_counts_some_is_a_whole():
    part, whole = quantities("Forty of the 90 passengers fled.")
    assert (part.role, whole.value, whole.role) == ("", 90, "whole")


@pytest.mark.parametrize(
    ("language", "text", "per"),
    [
        ("en", "It moves 50 litres an hour.", 3600),
        ("en", "It costs 3 euros per day.", 86_400),
        ("ru", "Насос качает 50 литров в минуту.", 60),
        ("en", "It cost 3 euros a day later.", None),
        ("en", "It rose by 3 percent a year.", None),
    ],
)
def test_a_measure_of_each_stretch_of_time_is_a_rate(language, text, per):
    [found] = quantities(text, language)
    assert found.per == per


@pytest.mark.parametrize("mark", [",", ";", ":"])
def test_a_number_behind_a_mark_has_not_the_role_of_the_one_before(mark):
    whole, part = quantities(f"The number has risen to 19{mark} three of them children.")
    assert (whole.role, part.role) == ("to", "")


def test_an_article_gives_no_role():
    [found] = quantities("The shop gives a 5 percent discount.")
    assert found.role == ""


def test_ranges_and_scores_have_two_numbers():
    [found] = quantities("Some 10-15 metres of the wall fell.")
    assert (found.value, found.other, found.unit) == (10, 15, unit("metre"))
    [found] = quantities("Lindow beat Orrin 3-2 at home.")
    assert (found.value, found.other, found.unit) == (3, 2, SCORE)


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


def test_the_number_of_an_emergency_call_counts_nothing():
    assert [one.unit for one in quantities("He called 911 on Friday.")] == [NAME]
    assert [one.unit for one in quantities("He called 912 people on Friday.")] == [None]


def test_an_infinitive_before_a_number_is_no_end_of_a_change():
    assert [one.role for one in quantities("Shares went on to drop 296 points.")] == [""]
    assert [one.role for one in quantities("Shares fell to nearly 296 points.")] == ["to"]
