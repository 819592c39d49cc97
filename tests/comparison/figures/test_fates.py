import json

import pytest

from multisumm.comparison.statements import make_statement
from multisumm.resources import read_data
from work_count import lines_run


def fates(text, language="en"):
    """Value and fate of each number, by the phrase with which the lexicon names the fate first."""
    groups = json.loads(read_data(f"lexicon/{language}.json"))["fates"]
    return [
        (int(one.value), groups[one.fate].split(", ")[0] if one.fate is not None else "")
        for one in make_statement(text, language=language).quantities
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Six people are dead and four still missing.", [(6, "dead"), (4, "missing")]),
        ("Nine are now known to have died.", [(9, "dead")]),
        ("The blast killed 9 people and injured 26.", [(9, "dead"), (26, "injured")]),
        ("Nine of the 26 injured are in hospital.", [(9, ""), (26, "injured")]),
        ("Forty of the 90 passengers were killed.", [(40, "dead"), (90, "")]),
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


def test_numbers_of_one_sentence_need_work_in_step_with_their_number():
    few, many = (
        lines_run(lambda n: make_statement("34 dead and " * n, language="en"), n)
        for n in (100, 800)
    )
    assert many < 10 * few
