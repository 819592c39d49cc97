"""Split a text into words, and stem them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import chain, pairwise
from unicodedata import normalize

import Stemmer

from multisumm.characters import COMBINING_MARKS, SPACELESS, SPACELESS_MARKS, run_of
from multisumm.text.languages import function_words

# Characters in a word that do not change it: soft hyphen, Hebrew points, Arabic vowel signs and
# tatweel, joiners, direction and variation marks, enclosing marks.
_IGNORED = (
    "\u00ad\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u200c-\u200f\u202a-\u202e\u2060-\u2069"
    "\u20d0-\u20f0\ufe00-\ufe0f\ufeff"
)

# The mark of 3.5, 10:30 or o'brien is in a word; other marks are not.
_NO_MARK_INSIDE = r"(?:(?!\w)|(?<!\d[.,:](?=\d))(?<!\w'))"

_NOT_WORDS = re.compile(run_of(rf"^\w \n{COMBINING_MARKS}") + _NO_MARK_INSIDE)
"""All but words, spaces and line ends."""

_NOT_ATTACHED = re.compile(
    rf"[{COMBINING_MARKS}](?<!\w)(?<![\w{COMBINING_MARKS}].)(?:(?!\w)[{COMBINING_MARKS}])*"
)

# Blocks of letters and marks that stand for themselves; characters of no other are special.
_PLAIN = (
    (0x0, 0xAD), (0xAE, 0x300), (0x370, 0x483), (0x48A, 0x590), (0x1E00, 0x200B), (0x2010, 0x202A),
    (0x202F, 0x2060),
)  # fmt: skip
_PRIVATE = "\ud800-\uf8ff"
_SPECIAL = re.compile(
    f"[^{''.join(f'{chr(start)}-{chr(stop - 1)}' for start, stop in _PLAIN)}{_PRIVATE}]"
)

_PLAIN_SEPARATORS = "".join(
    character
    for character in map(chr, chain.from_iterable(range(*block) for block in _PLAIN))
    if not (character.isalnum() or character in "_ \n")
)
_NOT_PLAIN_WORDS = re.compile(run_of(re.escape(_PLAIN_SEPARATORS) + _PRIVATE) + _NO_MARK_INSIDE)
"""The same for text without special characters: `re` finds listed characters quickly."""

_COMPATIBLE = re.compile(  # NFKC replaces these: full width, ligatures, Arabic forms, ...
    run_of(
        "\u2070-\u209f\u2100-\u218f\u2460-\u24ff\u3130-\u318f\u3200-\u33ff\ufb00-\ufdff"
        "\ufe70-\uffef\U0001d400-\U0001d7ff"
    )
)

_IGNORED_RUN = re.compile(run_of(_IGNORED))

_SPACELESS_RUN = re.compile(run_of(SPACELESS))

_CLUSTER = re.compile(f".[{SPACELESS_MARKS}]*")

_BROKEN_WORD = re.compile(  # a hyphen, a line end, signs of a quoted mail, a small letter
    r"[-\u00ad\u2010\u00ac](?<=[^\W\d_].)[ \t]*[\r\n]+[\s>]*(?=([^\W\d_]))"
)

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
_MAX_REMEMBERED = 1 << 16  # words of a language; their stems take some megabytes


def tokenize(text: str, *, language: str) -> list[str]:
    """Return the words of a text in order, case folded and in NFC; none is empty.

    * A word that a hyphen breaks at a line end is whole again.
    * A word keeps its combining marks, a number its inner `.`, `,` and `:`. Hyphens separate words.
    * English loses the possessive and contracted verbs (`Belgium's`, `they're`), Turkish the case
      endings of names. In French, Italian and Catalan, `l'armée` gives `l` and `armée`.
    * Ligatures and full-width forms become plain; vowel points and joiners are removed.
    * A run of Han, kana, Thai ... gives its overlapping pairs of characters, in any language.
    """
    return spaced_words(join_broken_words(text), language).split()


def join_broken_words(text: str) -> str:
    """Return the text with words whole that a hyphen breaks at a line end: `accom-/modation`.

    A capital behind the hyphen shows that it belongs to the word: `Anglo-/Saxon`.
    """
    if "\n" not in text and "\r" not in text:
        return text
    return _BROKEN_WORD.sub(lambda found: "" if found[1].islower() else found[0], text)


def stem_words(words: Sequence[str], language: str) -> list[str]:
    """Return the Snowball stem of each word, as `tokenize` gives them.

    These words stay as they are: function words, all words of a language without an algorithm,
    words of more than 64 characters, and words that are not text, such as a lone surrogate. Source:
    Porter (2001), "Snowball: a language for stemming algorithms".
    """
    if _STEMMERS.get(language) not in _algorithms():
        return list(words)
    return list(map(_stemmer(language), words))


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    """Return a function that stems a word; it remembers many words, for most come again."""
    stem = Stemmer.Stemmer(_STEMMERS[language], 0).stemWord  # 0: no cache of its own
    function = function_words(language)

    @lru_cache(maxsize=_MAX_REMEMBERED)
    def stem_word(word: str) -> str:
        if word in function or len(word) > _MAX_STEMMED or not word.isprintable():
            return word
        return stem(word) or word

    return stem_word


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
        return _NOT_PLAIN_WORDS.sub(" ", text).replace("_", " ")
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
