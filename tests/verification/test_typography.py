import pytest
from hypothesis import given
from hypothesis import strategies as st

from multisumm.verification.exact_match import is_inside_word
from multisumm.verification.typography import (
    find_overrides,
    find_retyped,
    fold_typography,
    is_retyped,
    show_invisible,
    show_look_alikes,
)

# By hand


def shown(quote, text):
    span = next(find_retyped(quote, fold_typography(text)), None)
    return span and text[slice(*span)]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("“It’s” ‘so’ „it‟ «is» ‹so›", '"It\'s" \'so\' "it" "is" \'so\''),
        ("3–2, −5 — non‑profit", "3-2, -5 - non-profit"),
        ("co\u00adop\u200bera\u2060tes", "cooperates"),
        ("eﬃcient oﬀice ﬁle ﬂat ﬆop Ĳ", "efficient office file flat stop IJ"),
        ("Ｆｕｌｌ １２％（ａ）", "Full 12%(a)"),
        ("e\u0301te\u0301 Zu\u0308rich", "été Zürich"),
        ("ｶﾞｽ 한", "ガス 한"),
        ("ﻣﺮﺣﺒﺎ", "مرحبا"),
        ("Well…", "Well..."),
        ("\U0001f600\ufe0f", "\U0001f600"),
    ],
)
def test_variants_become_the_signs_of_a_keyboard(text, plain):
    assert fold_typography(text).text == plain
    assert is_retyped(text, plain)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("10²", "102"),
        ("2½", "21/2"),
        ("①", "1"),
        ("m²", "m"),
        ("résumé", "resume"),
        ("‘so’", '"so"'),
        ("non-profit", "nonprofit"),
        ("it's", "its"),
        ("A", "a"),
        ("5 - 3", "5-3"),
        ("Straße", "Strasse"),
    ],
)
def test_other_words_and_numbers_stay_apart(text, other):
    assert not is_retyped(text, other)
    assert shown(text, other) is None


@pytest.mark.parametrize(
    ("quote", "text", "expected"),
    [
        ("it's a", "Now “it’s a” fact", "it’s a"),
        ("the file", "See the ﬁle.", "the ﬁle"),
        ("off", "He is oﬀ now", "oﬀ"),
        ("an efficient office", "an eﬃ\u00adcient\u00ad oﬀice ﬁ", "an eﬃ\u00adcient\u00ad oﬀice"),
        ("été", "un e\u0301te\u0301 chaud", "e\u0301te\u0301"),
        ("ﬁt", "fit", "fit"),
        ("it  sank", "it sank", "it sank"),
        ("Well.", "Well… So. Well.", "Well."),
        ("12", "１２7 or １２", "１２"),
        ("f", "ﬀ", None),
        ("so", "also\u00ad", None),
        ("so", "so\u00adme", None),
        ("\u00ad", "a\u00adb", None),
        ("", "a", None),
        ("a", "", None),
    ],
)
def test_a_quote_is_found_in_another_typography(quote, text, expected):
    assert shown(quote, text) == expected


def test_invisible_characters_have_names():
    assert show_invisible("a\u200bb\u00ad c") == "a<U+200B>b<U+00AD> c"


@pytest.mark.parametrize(
    ("text", "other", "shown"),
    [
        ("c\u0430ptain", "captain", "c<U+0430>ptain"),
        ("c\u0430ptains", "captain", "c<U+0430>ptains"),
        ("\u0442\u043e", "to", "<U+0442><U+043E>"),
        ("to", "\u0442\u043e", "to"),
        ("p\u0251ss", "pass", "p<U+0251>ss"),
        ("\U0001d41aid", "aid", "<U+1D41A>id"),
        ("\u03bfn", "on", "<U+03BF>n"),
        ("épée", "epee", "épée"),
        ("Москва", "Тверь.", "Москва"),
        ("死亡", "死伤", "死亡"),
        ("サッカーの日", "", "サッカーの日"),
        ("l27", "127", "l27"),
        ("", "not", ""),
    ],
)
def test_letters_that_look_alike_have_names(text, other, shown):
    assert show_look_alikes(text, other) == shown


def test_direction_overrides_have_names_and_are_no_typography():
    assert show_invisible("not\u202e x\u2067") == "not<U+202E> x<U+2067>"
    assert find_overrides("not\u202e x\u2067\u200f") == [3, 6]
    assert not is_retyped("a\u202eb", "ab")
    assert is_retyped("ab", "a\u202eb")
    assert is_retyped("a\u202eb", "a\u202eb")
    assert is_retyped("a\u200fb", "ab")


# Properties

VARIANTS = ["a", "b", "1", " ", ".", "’", "“", "–", "\u00ad", "ﬃ", "ﬁ", "f", "i", "e", "\u0301",
            "…", "Ａ", "ｶ", "ﾞ", "²"]  # fmt: skip
texts = st.lists(st.sampled_from(VARIANTS), max_size=12).map("".join)


@given(texts.map(lambda text: text.replace("\u00ad", "").replace("ﾞ", "")))
def test_a_folded_text_stays_as_it_is(text):
    folded = fold_typography(text)
    assert folded.original == text
    assert fold_typography(folded.text).text == fold_typography(text).text


@given(texts, texts)
def test_what_is_found_has_the_words_of_the_quote_and_cuts_none(quote, text):
    source = fold_typography(text)
    for start, end in find_retyped(quote, source):
        assert is_retyped(text[start:end], quote)
        assert 0 <= start < end <= len(text)


@given(texts, st.data())
def test_what_stands_in_a_text_and_cuts_no_word_is_found(text, data):
    start, end = sorted(data.draw(st.integers(0, len(text))) for _ in "ab")
    source = fold_typography(text)
    whole = [fold_typography(part).text for part in (text[:start], text[start:end], text[end:])]
    offsets = len(whole[0]), len(whole[0]) + len(whole[1])
    is_clean = "".join(whole) == source.text and " ".join(whole[1].split()) == whole[1] != ""
    if is_clean and not any(is_inside_word(source.text, offset) for offset in offsets):
        assert any(find_retyped(text[start:end], source))


def test_it_takes_time_in_step_with_the_text():
    for text in ("…" * 50_000, "ﬃ" * 50_000, "e\u0301" * 50_000, "\u1100" * 50_000):
        assert not any(find_retyped("nothing of that", fold_typography(text)))
