"""Split a text into words, and stem them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from unicodedata import normalize

import Stemmer

from multisumm.text.languages import function_words

# Combining marks of the Basic Multilingual Plane. Between two of them a range may also span
# characters that `\w` has anyway, or that are not assigned; the tests compare it with unicodedata.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711-\u07f3\u07fd\u0816-\u082d"
    "\u0859-\u085b\u0898-\u08e1\u08e3-\u0963\u0981-\u09e3\u09fe-\u0a75\u0a81-\u0ae3\u0afa-\u0b63"
    "\u0b82-\u0bd7\u0c00-\u0c63\u0c81-\u0c83\u0cbc-\u0d4d\u0d57-\u0d63\u0d81-\u0df3\u0e31-\u0e3a"
    "\u0e47-\u0e4e\u0eb1-\u0ece\u0f18\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f84\u0f86-\u0fbc\u0fc6"
    "\u102b-\u103e\u1056-\u109d\u135d-\u135f\u1712-\u1734\u1752-\u17d3\u17dd\u180b-\u180d"
    "\u180f-\u193b\u1a17-\u1a1b\u1a55-\u1a7f\u1ab0-\u1b44\u1b6b-\u1b73\u1b80-\u1bf3\u1c24-\u1c37"
    "\u1cd0-\u1cd2\u1cd4-\u1dff\u2cef-\u2cf1\u2d7f-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\ua672"
    "\ua674-\ua67d\ua69e-\ua6f1\ua802-\ua827\ua82c\ua880-\ua8c5\ua8e0-\ua8f1\ua8ff-\ua92d"
    "\ua947-\ua953\ua980-\ua9c0\ua9e5-\uaa4d\uaa7b-\uaac1\uaaeb-\uaaef\uaaf5\uaaf6\uabe3-\uabea"
    "\uabec\uabed\ufb1e\ufe20-\ufe2f"
)

# Characters in a word that do not change it: soft hyphen, Hebrew points, Arabic vowel signs and
# tatweel, joiners, direction and variation marks, enclosing marks.
_IGNORED = (
    "\u00ad\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u200c-\u200f\u202a-\u202e\u2060-\u2069"
    "\u20d0-\u20f0\ufe00-\ufe0f\ufeff"
)

# Scripts without spaces: Thai, Lao, Tibetan, Myanmar, Khmer, kana, Han.
_SPACELESS = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u0edc-\u0edf\u0f40-\u0f84\u0f90-\u0fbc\u1000-\u103f"
    "\u1050-\u108f\u1780-\u17d3\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
)

_SPACELESS_MARKS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u0f71-\u0f84\u0f90-\u0fbc"
    "\u102b-\u103e\u1056-\u1059\u105e-\u1060\u17b4-\u17d3\u3099\u309a"
)

_NOT_WORDS = re.compile(  # all but spaces, line ends, and the marks within 3.5, 10:30, o'brien
    rf"[^\w \n{_MARKS}]+(?:(?!\w)|(?<!\d[.,:](?=\d))(?<!\w'))"
)

_NOT_ATTACHED = re.compile(rf"[{_MARKS}](?<!\w)(?<![\w{_MARKS}].)(?:(?!\w)[{_MARKS}])*")

_SPECIAL = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0489\u0590-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\ud7ff"
    "\uf900-\U0010ffff]"
)

_COMPATIBLE = re.compile(  # NFKC replaces these: full width, ligatures, Arabic forms, ...
    "[\u2070-\u209f\u2100-\u218f\u2460-\u24ff\u3130-\u318f\u3200-\u33ff\ufb00-\ufdff\ufe70-\uffef"
    "\U0001d400-\U0001d7ff]+"
)

_IGNORED_RUN = re.compile(f"[{_IGNORED}]+")

_SPACELESS_RUN = re.compile(f"[{_SPACELESS}]+")

_CLUSTER = re.compile(f".[{_SPACELESS_MARKS}]*")

_ELISION = (re.compile(r"'(?<!\baujourd')"), " ")

_APOSTROPHES = {  # patterns in case-folded text, and their replacements
    "ca": _ELISION,
    "en": (re.compile(r"'(?:s|re|ve|ll|d|m)\b(?!')"), ""),  # Belgium's, they're
    "fr": _ELISION,
    "he": (
        re.compile(r"[\"'\u05f3\u05f4](?<=[\u05d0-\u05ea].)(?=[\u05d0-\u05ea])"),
        "",
    ),  # acronyms
    "it": _ELISION,
    "tr": (re.compile(r"'(?<=\w')\w+"), ""),  # the case ending of a name
}

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hr": "serbian", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish",
}  # fmt: skip

_MAX_STEMMED = 64  # characters; anything longer is not a word


def tokenize(text: str, *, language: str) -> list[str]:
    """Return the words of a text in order, case folded and in NFC; none is empty.

    * A word keeps its combining marks, a number its inner `.`, `,` and `:`. Hyphens separate words.
    * English loses the possessive and contracted verbs (`Belgium's`, `they're`), Turkish the case
      endings of names. In French, Italian and Catalan, `l'armée` gives `l` and `armée`.
    * Ligatures and full-width forms become plain; vowel points and joiners are removed.
    * A run of Han, kana, Thai ... gives its overlapping pairs of characters, in any language.
    """
    return spaced_words(text, language).split()


def stem_words(words: Sequence[str], language: str) -> list[str]:
    """Return the Snowball stem of each word, as `tokenize` gives them.

    These words stay as they are: function words, all words of a language without an algorithm,
    words of more than 64 characters, and words that are not text, such as a lone surrogate. Source:
    Porter (2001), "Snowball: a language for stemming algorithms".
    """
    if _STEMMERS.get(language) not in _algorithms():
        return list(words)
    regular = [w if len(w) <= _MAX_STEMMED and w.isprintable() else "" for w in words]
    stems = Stemmer.Stemmer(_STEMMERS[language], 0).stemWords(regular)  # 0: no cache of its own
    function = function_words(language)
    return [
        word if word in function else stem or word for word, stem in zip(words, stems, strict=True)
    ]


@cache
def _algorithms() -> frozenset[str]:
    """Return the names of the stemmers of the installed PyStemmer."""
    return frozenset(Stemmer.algorithms())


def spaced_words(text: str, language: str) -> str:
    """Return the text with only its words, separated by white space; lines stay lines."""
    text = normalize("NFC", text)
    if language == "tr":
        text = text.replace("I", "\u0131").replace("\u0130", "i")
    text = text.casefold().replace("\u2019", "'")
    if language in _APOSTROPHES:
        pattern, replacement = _APOSTROPHES[language]
        text = pattern.sub(replacement, text)
    if text.isascii() or not _SPECIAL.search(text):
        return _NOT_WORDS.sub(" ", text).replace("_", " ")
    lines = text.split("\n")
    return "\n".join([_spaced_line(line) for line in lines]).replace("_", " ")


def _spaced_line(line: str) -> str:
    """Return the same for a line that may have marks, compatible signs or spaceless scripts."""
    if not _SPECIAL.search(line):
        return _NOT_WORDS.sub(" ", line)
    plain = _COMPATIBLE.sub(lambda run: normalize("NFKC", run[0]).casefold(), line)
    words = _NOT_WORDS.sub(" ", normalize("NFC", _IGNORED_RUN.sub("", plain)))
    return _SPACELESS_RUN.sub(_pairs, _NOT_ATTACHED.sub(" ", words))


def _pairs(run: re.Match[str]) -> str:
    """Return the overlapping pairs of characters of a run, each character with its marks."""
    characters = _CLUSTER.findall(run[0])
    pairs = map("".join, pairwise(characters)) if len(characters) > 1 else characters
    return f" {' '.join(pairs)} "
