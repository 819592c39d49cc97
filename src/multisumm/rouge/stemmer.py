"""Porter's stemmer, in the two variants that published ROUGE scores were computed with."""

from __future__ import annotations

from functools import lru_cache

SHORTEST = 4
"""Letters of the shortest word that ROUGE-1.5.5 and rouge-score stem."""

_VOWELS = frozenset("aeiou")

_STEP_2 = (
    ("ational", "ate"),
    ("ization", "ize"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("tional", "tion"),
    ("biliti", "ble"),
    ("entli", "ent"),
    ("ousli", "ous"),
    ("ation", "ate"),
    ("alism", "al"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("alli", "al"),
    ("ator", "ate"),
    ("logi", "log"),
    ("bli", "ble"),
    ("eli", "e"),
)
_STEP_3 = (
    ("icate", "ic"),
    ("ative", ""),
    ("alize", "al"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ness", ""),
    ("ful", ""),
)
_STEP_4 = (
    ("ement", ""),
    *((suffix, "") for suffix in ("ance", "ence", "able", "ible")),
    *((suffix, "") for suffix in ("ant", "ism", "ate", "iti", "ous", "ive", "ize")),
    *((suffix, "") for suffix in ("al", "er", "ic", "ou")),
)
_NLTK_STEP_4 = (*_STEP_4[:5], ("ment", ""), ("ent", ""), *_STEP_4[5:])
_NLTK_IRREGULAR = {
    "skies": "sky",
    "sky": "sky",
    "dying": "die",
    "lying": "lie",
    "tying": "tie",
    "news": "news",
    "innings": "inning",
    "inning": "inning",
    "outings": "outing",
    "outing": "outing",
    "cannings": "canning",
    "canning": "canning",
    "howe": "howe",
    "proceed": "proceed",
    "exceed": "exceed",
    "succeed": "succeed",
}


@lru_cache(maxsize=1 << 17)
def stem_rouge155(word: str) -> str:
    """Return the stem ROUGE-1.5.5 computes for a lower-case word; short ones stay as they are.

    Porter 1980 with Martin Porter's later `bli` and `logi` rules, and with a fourth step of the
    original's own (rule 3.4): `agreement` gives `agreem`; with other Porter stemmers it stays.
    """
    if len(word) < SHORTEST:
        return word
    word = _step_1b(_step_1a(word), nltk=False)
    if word[-1] == "y" and "v" in _shape(word[:-1]):
        word = word[:-1] + "i"
    word = _replace(word, _STEP_2)
    word = _replace(word, _STEP_3)
    return _step_5(_step_4_rouge155(word), nltk=False)


@lru_cache(maxsize=1 << 17)
def stem_rouge_score(word: str) -> str:
    """Return the stem rouge-score computes for a lower-case word; short ones stay as they are."""
    return word if len(word) < SHORTEST else stem_nltk(word)


def stem_nltk(word: str) -> str:
    """Return the stem of a lower-case word as NLTK's extended Porter has it."""
    if word in _NLTK_IRREGULAR:
        return _NLTK_IRREGULAR[word]
    if len(word) <= 2:
        return word
    word = word[:-1] if len(word) == 4 and word.endswith("ies") else _step_1a(word)
    word = _step_1b(word, nltk=True)
    if word[-1] == "y" and len(word) > 2 and _shape(word[:-1], nltk=True)[-1] == "c":
        word = word[:-1] + "i"
    word = _replace(_step_2_nltk(word), _STEP_3, nltk=True)
    return _step_5(_step_4_nltk(word), nltk=True)


def _shape(word: str, *, nltk: bool = False) -> str:
    """Return c for each consonant and v for each vowel; y is a vowel after a consonant.

    For the original, only the letters aeiou before a y are vowels; for NLTK, a y can be one, too.
    """
    shape = ""
    for index, letter in enumerate(word):
        if letter in _VOWELS:
            shape += "v"
        elif letter != "y" or not index:
            shape += "c"
        elif nltk:
            shape += "c" if shape[-1] == "v" else "v"
        else:
            shape += "c" if word[index - 1] in _VOWELS else "v"
    return shape


def _measure(word: str, *, nltk: bool = False) -> int:
    """Return m of [C](VC){m}[V] (Porter 1980)."""
    return _shape(word, nltk=nltk).count("vc")


def _ends_short(word: str, *, nltk: bool = False) -> bool:
    """Return whether a word ends in consonant, vowel, consonant, but not in w, x or y (*o)."""
    shape = _shape(word, nltk=nltk)
    if shape.endswith("cvc"):
        return word[-1] not in "wxy"
    return nltk and shape == "vc"


def _replace(
    word: str, rules: tuple[tuple[str, str], ...], above: int = 0, *, nltk: bool = False
) -> str:
    """Apply the first rule whose suffix fits if the measure of the rest is above a limit."""
    for suffix, replacement in rules:
        if word.endswith(suffix):
            rest = word[: -len(suffix)]
            return rest + replacement if _measure(rest, nltk=nltk) > above else word
    return word


def _step_1a(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _step_1b(word: str, *, nltk: bool) -> str:
    if nltk and word.endswith("ied"):
        return word[:-1] if len(word) == 4 else word[:-2]
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3], nltk=nltk) > 0 else word
    for suffix in ("ed", "ing"):
        if word.endswith(suffix) and "v" in _shape(word[: -len(suffix)], nltk=nltk):
            return _tidy_1b(word[: -len(suffix)], nltk=nltk)
    return word


def _tidy_1b(word: str, *, nltk: bool) -> str:
    """Mend a word without its -ed or -ing: `conflat` to `conflate`, `hopp` to `hop`."""
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if len(word) > 1 and word[-1] == word[-2] and _halves(word, nltk=nltk):
        return word if word[-1] in "lsz" else word[:-1]
    short = _measure(word, nltk=nltk) == 1 and _ends_short(word, nltk=nltk)
    return word + "e" if short else word


def _halves(word: str, *, nltk: bool) -> bool:
    """Return whether the doubled last letter is a consonant; the original never counts y as one."""
    return _shape(word, nltk=nltk)[-1] == "c" and (nltk or word[-1] != "y")


def _step_2_nltk(word: str) -> str:
    while word.endswith("alli") and _measure(word[:-4], nltk=True) > 0:
        word = word[:-2]
    if word.endswith("fulli"):
        return word[:-2] if _measure(word[:-5], nltk=True) > 0 else word
    if word.endswith("logi"):  # the l belongs to the rest, so that `geologi` has a measure
        return word[:-1] if _measure(word[:-3], nltk=True) > 0 else word
    return _replace(word, _STEP_2, nltk=True)


def _step_4_rouge155(word: str) -> str:
    """Remove four endings in turn, each from what the step before left."""
    word = _replace(word, _STEP_4, above=1)
    word = _replace(word, (("ment", ""),), above=1)
    if word.endswith("ent"):
        return _replace(word, (("ent", ""),), above=1)
    if word.endswith(("sion", "tion")) and _measure(word[:-3]) > 1:
        return word[:-3]
    return word


def _step_4_nltk(word: str) -> str:
    if word.endswith("ion"):
        fits = _measure(word[:-3], nltk=True) > 1 and word[-4] in "st"
        return word[:-3] if fits else word
    return _replace(word, _NLTK_STEP_4, above=1, nltk=True)


def _step_5(word: str, *, nltk: bool) -> str:
    if word.endswith("e"):
        measure = _measure(word[:-1], nltk=nltk)
        if measure > 1 or (measure == 1 and not _ends_short(word[:-1], nltk=nltk)):
            word = word[:-1]
    return word[:-1] if word.endswith("ll") and _measure(word[:-1], nltk=nltk) > 1 else word
