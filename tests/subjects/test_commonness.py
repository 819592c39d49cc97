import pytest

from multisumm.subjects.commonness import rarity_of_words


def rarity(words, language):
    return rarity_of_words(words.split(), language).tolist()


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("said polic harbour zeppelin", "en"),
        ("deux pay zeppelin", "fr"),
        ("jahr zeppelin", "de"),
        ("год дирижабл", "ru"),
    ],
)
def test_rarer_words_have_more(words, language):
    found = rarity(words, language)
    assert found == sorted(found)
    assert 0 <= found[0] < found[-1] < 10


def test_what_is_not_listed_is_rarer_than_all_that_is():
    unlisted, other = rarity("zeppelin axolotl", "en")
    assert unlisted == other > max(rarity("said year polic", "en"))


def test_a_language_without_a_list_has_its_frequent_words():
    frequent, other = rarity("jaar zeppelin", "nl")
    assert frequent < other
    assert rarity("a b", "xx") == [other, other]
