import pytest

from multisumm.model import Sentence
from multisumm.selection.names import names_of


def names(text, language="en"):
    sentence = Sentence(0, 0, 0, len(text), text, language)
    return tuple(map(sorted, names_of(sentence)))


@pytest.mark.parametrize(
    ("text", "introduced", "mentioned"),
    [
        ("Prime Minister Manuel Valls met Charles Michel.", ["michel", "valls"], []),
        ("In Paris, Valls met Charles Michel.", ["michel"], ["paris", "valls"]),
        ("The mayor met Ludwig van Beethoven’s heirs.", ["beethoven"], []),
        ("Angela Merkel’s Berlin and Ann Lee's House.", ["lee", "merkel"], ["berlin", "house"]),
        ("Rain fell.", [], ["rain"]),
        ("rain fell in almira.", [], []),
        ("", [], []),
    ],
)
def test_names_by_hand(text, introduced, mentioned):
    assert names(text) == (introduced, mentioned)


def test_a_function_word_at_the_head_is_no_name():
    assert names("The Belgian minister left.") == ([], ["belgian"])


def test_scripts_without_capitals_have_no_names():
    assert names("警察关闭了机场。", "zh") == ([], [])
