import pytest

from multisumm.comparison.alignment import align
from multisumm.comparison.roles import roles_differ
from multisumm.comparison.statements import make_statement


def differ(a, b, language="en"):
    first, second = (make_statement(text, language=language) for text in (a, b))
    alignment = align(first, second)
    return roles_differ(first, second, (*alignment.pairs, *alignment.opposed))


def wrong(reason, *values):
    return pytest.param(*values, marks=pytest.mark.xfail(reason=reason))


@pytest.mark.parametrize(
    ("language", "a", "b"),
    [
        ("en", "Moreau accused Lang.", "Lang accused Moreau."),
        ("en", "The union sued the airline in Bergen.", "The airline sued the union in Bergen."),
        ("en", "A bus hit a van on Monday.", "A van hit a bus on Monday."),
        ("fr", "Moreau accuse Lang.", "Lang accuse Moreau."),
        ("de", "Der Hund biss den Wolf.", "Der Wolf biss den Hund."),
        ("en", "The train ran from Lindow to Orrin.", "The train ran from Orrin to Lindow."),
        wrong("passive of one without changed places", "en", "The airline sued the union.",
              "The airline was sued by the union."),
        wrong("the object first", "de", "Der Wolf hat den Hund gebissen.",
              "Den Wolf hat der Hund gebissen."),
    ],
)  # fmt: skip
def test_changed_places_around_a_verb_are_noticed(language, a, b):
    assert differ(a, b, language)
    assert differ(b, a, language)


@pytest.mark.parametrize(
    ("language", "a", "b"),
    [
        ("en", "The union sued the airline.", "The airline was sued by the union."),
        (
            "en",
            "The mayor opened the library on Monday.",
            "On Monday the mayor opened the library.",
        ),
        ("en", "Divers found the wreck and the bell.", "Divers found the bell and the wreck."),
        ("de", "Am Montag sank die Fähre vor Graz.", "Die Fähre sank am Montag vor Graz."),
        ("de", "Der Hund biss den Wolf.", "Den Wolf biss der Hund."),
        ("ru", "Паром затонул у острова.", "У острова затонул паром."),
    ],
)
def test_another_order_alone_changes_no_role(language, a, b):
    assert not differ(a, b, language)
    assert not differ(b, a, language)


def test_a_sentence_has_the_roles_that_it_has():
    assert not differ(
        "Moreau accused Lang of fraud in May.", "Moreau accused Lang of fraud in May."
    )
    assert not differ("Moreau.", "Moreau.")
