import re
import unicodedata

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from nltk.stem.snowball import SnowballStemmer

from multisumm.characters import COMBINING_MARKS
from multisumm.text import tokens
from multisumm.text.languages import function_words
from multisumm.text.terms import distinct_pairs, tabulate_terms
from multisumm.text.tokens import stem_words, tokenize

LINES = st.text(st.characters(), max_size=80)
SOME_LANGUAGES = st.sampled_from(["en", "fr", "tr", "he", "hi", "zh", "ja", "th", "und"])


def test_a_table_by_hand() -> None:
    table = tabulate_terms(["The cats sat.", "", "A cat's 9 lives!"], language="en")
    assert table.vocabulary == ("the", "cat", "sat", "a", "9", "live")
    assert table.tokens.tolist() == [0, 1, 2, 3, 1, 4, 5]
    assert table.starts.tolist() == [0, 3, 3, 7]
    assert table.content.tolist() == [False, True, True, False, True, True]
    assert table.numeric.tolist() == [False, False, False, False, True, False]
    assert table.owners.tolist() == [0, 0, 0, 2, 2, 2, 2]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Belgium's police don't well-known", "belgium police don't well known"),
        ("en", "they\u2019re \u2018quoted\u2019 O\u2019Brien", "they quoted o'brien"),
        ("en", "1,200 at 10:30, 3.5m. 9/11 (2016-02-01)", "1,200 at 10:30 3.5m 9 11 2016 02 01"),
        ("en", "end.Next a,b 5,b _x_ \ufb01re \uff11\uff12", "end next a b 5 b x fire 12"),
        ("en", "co\u00adoperate caf\u0065\u0301", "cooperate caf\u00e9"),
        ("en", "x¹ \U0001f600 x¹", "x¹ x¹"),
        ("fr", "L\u2019arm\u00e9e qu'il aujourd'hui", "l arm\u00e9e qu il aujourd'hui"),
        ("it", "dell'acqua", "dell acqua"),
        ("de", "Stra\u00dfe STRASSE", "strasse strasse"),
        ("tr", "Ankara'n\u0131n IRAK \u0130zmir", "ankara \u0131rak izmir"),
        ("el", "ΌΣΟΣ όσος", "όσοσ όσοσ"),
        ("hi", "किताबें हिन्दी में हैं।", "किताबें हिन्दी में हैं"),
        ("ta", "தமிழ் மொழி.", "தமிழ் மொழி"),
        ("ar", "الـكِتَابُ، كتاب", "الكتاب كتاب"),
        ("he", 'צה"ל שָׁלוֹם תל־אביב', "צהל שלום תל אביב"),
        ("fa", "می\u200cخواهم", "میخواهم"),
        ("vi", "Việt Nam", "việt nam"),
        ("ko", "서울에서", "서울에서"),
        ("zh", "我们在2016年去Tokyo大学。", "我们 们在 2016 年去 tokyo 大学"),
        ("zh", "好。", "好"),
        ("ja", "東京へ。", "東京 京へ"),
        ("zh", "ㄅㄆㄇ 他", "ㄅㄆ ㄆㄇ 他"),
        ("th", "ที่ดี", "ที่ดี"),
        ("th", "ภาษา", "ภา าษ ษา"),
        ("und", "\x00\ud800 \U0001f600 \u2764\ufe0f 1\ufe0f\u20e3 \u0301a", "1 a"),
        ("xx", "Any WORDS", "any words"),
        ("en", "", ""),
    ],
)  # fmt: skip
def test_words_by_language(language: str, text: str, expected: str) -> None:
    assert tokenize(text, language=language) == expected.split()


@pytest.mark.parametrize(
    ("language", "words", "stems"),
    [
        ("en", "runs running houses the being", "run run hous the being"),
        ("fr", "armées armée sommes", "armé armé sommes"),
        ("de", "häuser hauses", "haus haus"),
        ("ru", "книги книгами", "книг книг"),
        ("ar", "الكتاب كتاب", "كتاب كتاب"),
        ("hi", "किताबें किताब में", "किताब किताब में"),
        ("he", "ספרים", "ספרים"),
        ("und", "running", "running"),
    ],
)
def test_stems_by_language(language: str, words: str, stems: str) -> None:
    assert stem_words(words.split(), language) == stems.split()


def test_strings_that_are_not_words_are_not_stemmed() -> None:
    odd = ["running" * 10, "\ud800runs", "", "9"]
    assert stem_words(odd, "en") == odd


@pytest.mark.parametrize("language", ["english", "french", "german", "russian", "spanish"])
def test_stems_are_those_of_nltk(language: str) -> None:
    words = {
        "english": "generously national nations hopping skies dying argued",
        "french": "continuellement majestueusement mangerait nationale journaux",
        "german": "aufeinanderfolgenden kategorischen verfassungen jährlich",
        "russian": "важнейшими вариантах падшими государственный",
        "spanish": "chicharrones torneados rápidamente organizaciones",
    }[language].split()
    code = {"english": "en", "french": "fr", "german": "de", "russian": "ru", "spanish": "es"}
    theirs = SnowballStemmer(language)
    assert stem_words(words, code[language]) == [theirs.stem(word) for word in words]


def test_a_stemmer_that_is_too_old_for_the_language_leaves_words_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tokens, "_algorithms", lambda: frozenset({"porter"}))
    assert stem_words(["running"], "en") == ["running"]


def test_a_pair_of_function_characters_is_not_a_content_word() -> None:
    table = tabulate_terms(["我的北京和我们"], language="zh")
    content = dict(zip(table.vocabulary, table.content.tolist(), strict=True))
    assert [content[term] for term in ("北京", "京和", "我的", "我们")] == [
        True,
        True,
        False,
        False,
    ]


def test_function_words_stay_as_they_are_and_share_no_term_with_content() -> None:
    table = tabulate_terms(["wills will being beings"], language="en")
    assert table.vocabulary == ("will", "being", "be")
    assert table.content.tolist() == [False, False, False]


def test_the_class_of_marks_has_all_marks_and_nothing_else_but_word_characters() -> None:
    marks = re.compile(f"[{COMBINING_MARKS}{tokens._IGNORED}]")
    word = re.compile(r"\w")
    for character in map(chr, range(0x300, 0xE000)):
        category = unicodedata.category(character)
        if category.startswith("M"):
            assert marks.match(character), hex(ord(character))
        elif re.match(f"[{COMBINING_MARKS}]", character):
            assert category == "Cn" or word.match(character), hex(ord(character))


def test_normal_form_matters_for_no_character() -> None:
    composed = [c for c in map(chr, range(0x110000)) if unicodedata.normalize("NFD", c) != c]
    marks = [c for c in map(chr, range(0x10000)) if unicodedata.category(c).startswith("M")]
    text = "\n".join(f"a{c}b {c}b" for c in composed + marks)
    for language in ("en", "tr"):
        words = tokenize(unicodedata.normalize("NFC", text), language=language)
        assert words == tokenize(unicodedata.normalize("NFD", text), language=language)
        assert words == [unicodedata.normalize("NFC", word) for word in words]


@settings(deadline=None, derandomize=True)
@given(LINES, SOME_LANGUAGES)
def test_words_are_not_empty_and_do_not_depend_on_the_normal_form(text: str, language: str) -> None:
    words = tokenize(text, language=language)
    assert all(words)
    for form in ("NFC", "NFD"):
        assert tokenize(unicodedata.normalize(form, text), language=language) == words


@settings(deadline=None, derandomize=True)
@given(st.lists(LINES, max_size=6), SOME_LANGUAGES)
def test_a_table_has_the_terms_of_each_sentence_by_itself(
    sentences: list[str], language: str
) -> None:
    table = tabulate_terms(sentences, language=language)
    rows = [stem_words(tokenize(text, language=language), language) for text in sentences]
    ends = table.starts.tolist()
    assert len(ends) == len(sentences) + 1
    assert (ends[0], ends[-1]) == (0, len(table.tokens))
    for row, start, end in zip(rows, ends[:-1], ends[1:], strict=True):
        assert [table.vocabulary[term] for term in table.tokens[start:end]] == row
    assert list(table.vocabulary) == list(dict.fromkeys(term for row in rows for term in row))
    assert len(table.content) == len(table.numeric) == len(table.vocabulary)
    known = function_words(language)
    assert all(not c for t, c in zip(table.vocabulary, table.content, strict=True) if t in known)


def test_no_sentences_give_an_empty_table() -> None:
    table = tabulate_terms([], language="en")
    assert (table.vocabulary, table.starts.tolist(), table.tokens.shape) == ((), [0], (0,))


@pytest.mark.parametrize(
    "text", ["a" * 10**6, "word " * 10**5, "我" * 10**5, "1," * 10**5, "'" * 10**6]
)
def test_long_lines_and_long_words_take_no_more_than_a_pass(text: str) -> None:
    assert len(tabulate_terms([text], language="en").vocabulary) <= 1


NUMBERS = st.one_of(st.integers(0, 4), st.integers(0, 2**62))


@given(st.lists(st.tuples(NUMBERS, NUMBERS)))
@example([(2**40, 5), (2**40, 2**40), (1, 2**40), (2**40, 2**40)])
def test_distinct_pairs_are_a_sorted_set(pairs):
    places, keys = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    places, keys = distinct_pairs(places, keys)
    assert list(zip(places.tolist(), keys.tolist(), strict=True)) == sorted(set(pairs))
