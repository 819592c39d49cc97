import pytest

from multisumm.comparison import relations
from multisumm.comparison.relations import relate
from multisumm.comparison.rules import doubts
from multisumm.comparison.rules.doubts import DOUBTS
from multisumm.comparison.statements import make_statement

CONTRARY = {"conflict", "update"}


def kind(a, b, language="en"):
    first, second = (make_statement(text, language=language) for text in (a, b))
    found, turned = relate(first, second), relate(second, first)
    [one] = {it.kind if it else "nothing" for it in (found, turned)}
    return one


def by_name(doubt):
    return doubt.name


def test_doubts_have_names_of_their_own_and_tell_what_they_go_by():
    names = [doubt.name for doubt in DOUBTS]
    assert len(names) == len(set(names))
    lines = [(doubt.applies.__doc__ or "").strip() for doubt in DOUBTS]
    assert all(line.endswith(".") and "\n" not in line for line in lines)


@pytest.mark.parametrize("doubt", DOUBTS, ids=by_name)
def test_the_example_of_a_doubt_is_neither_a_contradiction_nor_an_update(doubt):
    assert kind(*doubt.example) not in CONTRARY


@pytest.mark.parametrize("doubt", DOUBTS, ids=by_name)
def test_without_a_doubt_its_example_is_called_a_contradiction_or_an_update(doubt, monkeypatch):
    others = [one for one in DOUBTS if one is not doubt]
    monkeypatch.setattr(doubts, "DOUBTS", others)
    assert relations.is_doubtful is doubts.is_doubtful
    assert kind(*doubt.example) in CONTRARY


@pytest.mark.parametrize(
    ("a", "b"),
    [
        # told alike, or with the same share of others, it is one number
        ("Five people were killed in southwestern Tessia on Friday.",
         "Seven people were killed in southwestern Tessia on Friday."),
        ("More than 30 people were killed in southwestern Tessia on Friday.",
         "Five people were killed in Tessia on Friday."),
        ("The blast at the mill in Porvo killed two other people.",
         "The blast at the mill in Porvo killed five other people."),
        ("Some 50 people were dead or missing after the flood in Porvo.",
         "Some 80 people were dead or missing after the flood in Porvo."),
        ("Together the ferry and the boat carried 30 passengers to Porvo.",
         "Together the ferry and the boat carried 70 passengers to Porvo."),
        ("He has worked as a prison guard in Porvo since 2012.",
         "He has worked as a prison guard in Porvo since 2007."),
        # of dead and injured few words are enough
        ("18 people hurt.", "Twenty people were hurt, including six critically."),
        ("The firm earned 5 million euros on sales of 20 million euros.",
         "The firm earned 4 million euros on sales of 20 million euros."),
        ("The vote in the council was binding.", "The vote in the council was non-binding."),
        ("The pilot was seen in Graz because he had been ill.",
         "The pilot was not seen in Graz because he had been ill."),
        ("The climber was seen at the lake of Tessa since the storm.",
         "The climber was not seen at the lake of Tessa since the storm."),
    ],
)  # fmt: skip
def test_what_no_doubt_applies_to_contradicts(a, b):
    assert kind(a, b) == "conflict"
