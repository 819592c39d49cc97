"""The two Porters: the original's by the rules, NLTK's by NLTK."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.stem.porter import PorterStemmer

from multisumm.rouge.stemmer import stem_nltk, stem_rouge155

NLTK = PorterStemmer()
MARTIN = PorterStemmer(mode=PorterStemmer.MARTIN_EXTENSIONS)
ENDINGS = """
    s ss es ies sses ed eed ied ing ated bling izing y ly ally alli fulli fully logi logy
    bli abli ational tional enci anci izer entli eli ousli ization ation ator alism
    iveness fulness ousness aliti iviti biliti icate ative alize iciti ical ful ness al
    ance ence er ic able ible ant ement ment ent ion sion tion ou ism ate iti ous ive ize
    e le ll
""".split()  # noqa: SIM905
WORDS = st.builds(
    lambda stem, endings: stem + "".join(endings),
    st.text("abcdefghilmnoprstuvwxyz1", min_size=1, max_size=7),
    st.lists(st.sampled_from(ENDINGS), max_size=3),
)


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("agreement", "agreem"),
        ("parliament", "parliam"),
        ("elements", "elem"),
        ("supplemented", "supplem"),
        ("professional", "profess"),
        ("conditionally", "condit"),
        ("highways", "highwai"),
        ("clay", "clai"),
        ("caresses", "caress"),
        ("ponies", "poni"),
        ("feed", "feed"),
        ("agreed", "agre"),
        ("conflated", "conflat"),
        ("hopping", "hop"),
        ("filing", "file"),
        ("falling", "fall"),
        ("happy", "happi"),
        ("possibly", "possibl"),
        ("geology", "geologi"),
        ("archaeology", "archaeolog"),
        ("controlling", "control"),
        ("2010s", "2010"),
    ],
)
def test_the_original_stems_these_words_so(word, stem):
    assert stem_rouge155(word) == stem


@given(WORDS)
@settings(derandomize=True, deadline=None, max_examples=200)
def test_the_nltk_variant_is_nltk(word):
    assert stem_nltk(word) == NLTK.stem(word)


def test_the_nltk_variant_is_nltk_on_five_thousand_made_up_words():
    generator = random.Random(1)
    for _ in range(5_000):
        letters = generator.choices("aeiouybcdlstzwxgnr1", k=generator.randint(1, 6))
        word = "".join(letters) + "".join(generator.choices(ENDINGS, k=generator.randint(0, 2)))
        assert stem_nltk(word) == NLTK.stem(word)


@pytest.mark.parametrize(
    "word", ["skies", "sky", "dying", "lying", "tying", "news", "innings", "howe", "exceed"]
)
def test_the_nltk_variant_knows_its_irregular_words(word):
    assert stem_nltk(word) == NLTK.stem(word)


@given(WORDS.filter(lambda word: len(word) > 3 and "y" not in word))
@settings(derandomize=True, deadline=None, max_examples=200)
def test_the_original_differs_from_martin_porters_own_only_by_its_fourth_step(word):
    """Words that neither lose -ment, -ent nor -ion there have the same stem."""
    martin = MARTIN.stem(word)
    if not any(ending in word for ending in ("ent", "ion")):
        assert stem_rouge155(word) == martin
    else:
        assert len(stem_rouge155(word)) <= len(martin) + 1


@given(WORDS.filter(lambda word: len(word) > 3))
@settings(derandomize=True, deadline=None)
def test_a_stem_is_never_empty_nor_longer_than_its_word_with_an_e(word):
    assert 0 < len(stem_rouge155(word)) <= len(word) + 1


def test_a_word_of_a_hundred_thousand_letters_is_stemmed():
    assert stem_rouge155("ab" * 50_000 + "ing") == "ab" * 50_000
