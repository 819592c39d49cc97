"""Identify the language of a text; list the function words and negations of each language.

The word lists are in `data/function_words.json`, one entry per language, written for this package.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from multisumm.characters import CLOSING_MARKS, COMMAS, SPACELESS, SPACELESS_LANGUAGES, WHITE_SPACE
from multisumm.errors import OptionError
from multisumm.messages import unknown_choice
from multisumm.resources import read_data
from multisumm.text.language_names import code_of_name

UNDECIDED = "und"
"""ISO 639-2 code of an undetermined language."""

SEVERAL = "mul"
"""ISO 639-2 code of several languages: each document has its own."""

_PIECES, _PIECE_LENGTH = 8, 512  # the sample: 4,096 characters, spread over the text
_CHARACTERS_PER_LETTER = 3  # a Han, kana or Hangul character counts as three letters
_MIN_SHARE = 0.6  # of the letters, for a script to be that of the text
# The minimum lead over the second language: half a word that no other language of the script has, a
# tenth of the score, and one such word in 50.
_MIN_LEAD, _MIN_LEAD_OF_SCORE, _MIN_LEAD_OF_WORDS = 0.5, 0.1, 0.02
_MIN_CLEAR_LEAD = 2.0  # of a document over the language of its cluster
_LETTER_WEIGHT = 0.5  # of a letter beyond ASCII, counted once per sample; a word has 1
_COMMON_WEIGHT = 0.5  # of a common word that is no function word
_STRIPPED_SHARE = 0.5  # of the weight, for a word without its diacritics

# First character of a block, and its language if the script has only one, otherwise the name of the
# script; "" for blocks without letters.
_BLOCKS = (
    (0x0000, ""), (0x0041, "Latin"), (0x005B, ""), (0x0061, "Latin"), (0x007B, ""),
    (0x00C0, "Latin"), (0x0250, ""), (0x0370, "el"), (0x0400, "Cyrillic"), (0x0530, "hy"),
    (0x0590, "he"), (0x0600, "Arabic"), (0x0700, ""), (0x0750, "Arabic"), (0x0780, "dv"),
    (0x07C0, ""), (0x08A0, "Arabic"), (0x0900, "Devanagari"), (0x0980, "bn"), (0x0A00, "pa"),
    (0x0A80, "gu"), (0x0B00, "or"), (0x0B80, "ta"), (0x0C00, "te"), (0x0C80, "kn"),
    (0x0D00, "ml"), (0x0D80, "si"), (0x0E00, "th"), (0x0E80, "lo"), (0x0F00, "bo"),
    (0x1000, "my"), (0x10A0, "ka"), (0x1100, "ko"), (0x1200, "am"), (0x13A0, ""), (0x1780, "km"),
    (0x1800, "mn"), (0x18B0, ""), (0x1C80, "Cyrillic"), (0x1C90, "ka"), (0x1CC0, ""),
    (0x1E00, "Latin"), (0x1F00, "el"), (0x2000, ""), (0x3005, "zh"), (0x3008, ""), (0x3041, "ja"),
    (0x3100, "zh"), (0x3130, "ko"), (0x3190, ""), (0x31F0, "ja"), (0x3200, ""), (0x3400, "zh"),
    (0x4DC0, ""), (0x4E00, "zh"), (0xA000, ""), (0xAC00, "ko"), (0xD7B0, ""), (0xF900, "zh"),
    (0xFB00, "Latin"), (0xFB13, "hy"), (0xFB1D, "he"), (0xFB50, "Arabic"), (0xFE00, ""),
    (0xFE70, "Arabic"), (0xFEFF, ""), (0xFF21, "Latin"), (0xFF3B, ""), (0xFF41, "Latin"),
    (0xFF5B, ""), (0xFF66, "ja"), (0xFFA0, "ko"), (0xFFE0, ""), (0x20000, "zh"), (0x323B0, ""),
)  # fmt: skip
_SCRIPTS = sorted({script for _, script in _BLOCKS})
_BY_SCRIPT = frozenset(script for script in _SCRIPTS if script.islower())
_SCRIPT_OF_CHARACTER = np.repeat(
    np.array([_SCRIPTS.index(script) for _, script in _BLOCKS], np.uint8),
    np.diff([*(start for start, _ in _BLOCKS), 0x110000]),
)
_SCRIPT_WEIGHTS = np.array(
    [0 if not s else _CHARACTERS_PER_LETTER if s in ("ja", "ko", "zh") else 1 for s in _SCRIPTS]
)

_SPACELESS = re.compile(f"[{SPACELESS}]")

_RANGES_BETWEEN_WORDS = (  # signs of ASCII, of Latin 1, and dashes, quotation marks and the like
    (0x21, 0x40), (0x5B, 0x60), (0x7B, 0x7E), (0xA1, 0xA9), (0xAB, 0xB4), (0xB6, 0xB9),
    (0xBB, 0xBF), (0x2010, 0x205E),
)  # fmt: skip
_BETWEEN_WORDS = [
    *(code for first, last in _RANGES_BETWEEN_WORDS for code in range(first, last + 1)),
    *map(ord, WHITE_SPACE + CLOSING_MARKS + COMMAS),
]
_SPACED = np.arange(0x10000, dtype="<u4")
"""Each character, or a space if it stands between words; those above are in no list."""

_SPACED[_BETWEEN_WORDS] = ord(" ")

_ALIASES = {"bs": "hr", "fil": "tl", "iw": "he", "nb": "no", "nn": "no"}
# The letters of abbreviations are not words: y.o., b.i.d., c/o, w/
_BEHIND_A_LETTER = re.compile(r"[./](?<=(?<![\w.])\w.)(?:\w[./])*(?!\w{2})")
_LONE_DOT = "\u0307"  # case folding a Turkish dotted capital I gives i and this


@cache
def _word_lists() -> Mapping[str, Mapping[str, list[str]]]:
    lists: dict[str, dict[str, list[str]]] = json.loads(read_data("function_words.json"))
    return lists


LANGUAGES: tuple[str, ...] = tuple(_word_lists())
"""ISO 639-1 codes of the languages with a list of function words, sorted."""


@cache
def negations(language: str) -> frozenset[str]:
    """Return the negations (`not`, `nobody`, `don't`), case folded, in NFC; none if unknown."""
    lines = _word_lists().get(language, {}).get("negations", [])
    return frozenset(" ".join(lines).split())


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the function words of a language, case folded and in NFC; none if it is unknown.

    These are articles, pronouns, prepositions, conjunctions, auxiliaries and negations. No content
    word is among them: a list with `system`, `fire` and `bill` (Nothman, Qin & Yurchak 2018, "Stop
    word lists in free open-source software packages") hides what a text is about.
    """
    lines = _word_lists().get(language, {}).get("words", [])
    return frozenset(" ".join(lines).split()) | negations(language)


def common_words(language: str) -> list[str]:
    """Return frequent words with content (`said`, `Monday`), case folded; none if it is unknown.

    They identify a language and do not tell what a text is about.
    """
    return " ".join(_word_lists().get(language, {}).get("common", [])).split()


def has_spaces(language: str) -> bool:
    """Return whether spaces separate words: not in bo, ja, km, lo, my, th and zh."""
    return language not in SPACELESS_LANGUAGES


def script_has_spaces(text: str) -> bool:
    """Return whether spaces separate words in the script of most letters of a text.

    The script is that by which `identify_language` decides; a text without a clear one has spaces.
    """
    has_some = not text.isascii() and _SPACELESS.search(text)
    return not has_some or has_spaces(_script(_sample(text)))


def check_language(code: str) -> str:
    """Return the code without region or script (`pt_BR` gives `pt`), if it is known or `und`.

    Raises:
        OptionError: The language is not known; the message lists the known ones.
    """
    language = re.split("[-_]", code.strip().casefold(), maxsplit=1)[0]
    language = _ALIASES.get(language, language)
    if language in LANGUAGES or language in _BY_SCRIPT or language in (SEVERAL, UNDECIDED):
        return language
    codes = ("auto", SEVERAL, UNDECIDED, *LANGUAGES)
    raise OptionError(unknown_choice("language", code, codes, meant=code_of_name(code)))


def identify_language(text: str) -> str:
    """Return the ISO 639-1 code of the language of a text; `und` if it is too short or mixed.

    The script decides first. If several languages share it, function words and letters with
    diacritics do, each weighted by how few languages have it. Only 4,096 characters, spread over
    the text, are examined, so the cost is bounded. Case, normal form and missing diacritics matter
    little. Telling Czech from Slovak or Danish from Norwegian takes about 20 words
    (`eval/accuracy/languages.py`).
    """
    sample = _comparable(text)
    script = _script(sample)
    if script in _BY_SCRIPT or script == UNDECIDED:
        return script
    return _by_words(sample)


def _comparable(text: str) -> str:
    """Return a sample of the text as the word lists are written: case folded and in NFC."""
    return unicodedata.normalize("NFC", _sample(text)).casefold().replace(_LONE_DOT, "")


def _sample(text: str) -> str:
    """Return pieces of the text, taken at even distances, joined by one space."""
    if len(text) <= _PIECES * _PIECE_LENGTH:
        return text
    step = (len(text) - _PIECE_LENGTH) // (_PIECES - 1)
    return " ".join(text[i * step : i * step + _PIECE_LENGTH] for i in range(_PIECES))


def _script(sample: str) -> str:
    """Return the language or script with most of the letters; `und` if its share is too small."""
    scripts = _SCRIPT_OF_CHARACTER.take(_code_points(sample))
    counts = np.bincount(scripts, minlength=len(_SCRIPTS)) * _SCRIPT_WEIGHTS
    kana, han = _SCRIPTS.index("ja"), _SCRIPTS.index("zh")
    if counts[kana] * 20 > counts[han]:  # Japanese is written in both, Chinese in Han alone
        counts[kana] += counts[han]
        counts[han] = 0
    best = int(counts.argmax())
    return _SCRIPTS[best] if counts[best] > _MIN_SHARE * counts.sum() else UNDECIDED


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def _without_diacritics(text: str) -> str:
    return re.sub("[\u0300-\u036f]+", "", unicodedata.normalize("NFD", text))


@cache
def _evidence() -> tuple[dict[str, int], NDArray[np.float64]]:
    """Return the row of each word and letter, and its weight for each of `LANGUAGES`.

    The weight is log(s / h) / log s for a word that h of the s languages of the script have: 1 for
    a word of one language, 0 for a word of all. Words without their diacritics count, too. The
    first row is of no word.
    """
    rows: dict[str, int] = {}
    cells: dict[tuple[int, int], float] = {}
    scripts = []
    for column, language in enumerate(LANGUAGES):
        words = sorted(function_words(language))
        scripts.append(_script("".join(words)))
        letters = sorted({c for c in "".join(words) if c > "\x7f"})
        kinds = ((1.0, words), (_COMMON_WEIGHT, common_words(language)), (_LETTER_WEIGHT, letters))
        for weight, entries in kinds:
            stripped = _without_diacritics(" ".join(entries)).split()
            for share, forms in ((1.0, entries), (_STRIPPED_SHARE, stripped)):
                for form in forms:
                    cell = rows.setdefault(form, len(rows) + 1), column
                    cells[cell] = max(cells.get(cell, 0.0), share * weight)
    table = np.zeros((len(rows) + 1, len(LANGUAGES)))
    table[tuple(np.array(list(cells)).T)] = list(cells.values())
    for script in set(scripts):
        columns = [column for column, other in enumerate(scripts) if other == script]
        held = np.maximum((table[:, columns] > 0).sum(axis=1, keepdims=True), 1)
        table[:, columns] *= np.log(len(columns) / held) / np.log(max(len(columns), 2))
    return rows, table


def leads_clearly(text: str, language: str, *, over: str) -> bool:
    """Return whether a text is in one language beyond doubt, and not in another one.

    So it is if the other one is of another script, or has less than half the words.
    """
    if language == over:
        return False
    sample = _comparable(text)
    if over not in LANGUAGES or _script(sample) in _BY_SCRIPT:
        return True
    scores, _ = _score_words(sample)
    own, other = (float(scores[LANGUAGES.index(code)]) for code in (language, over))
    return own - other >= max(_MIN_CLEAR_LEAD, own / 2)


def _by_words(sample: str) -> str:
    """Return the language whose function words the sample has; `und` if none stands out."""
    scores, count = _score_words(sample)
    second, best = np.argsort(scores, kind="stable")[-2:]
    min_lead = max(_MIN_LEAD, _MIN_LEAD_OF_SCORE * scores[best], _MIN_LEAD_OF_WORDS * count)
    return LANGUAGES[int(best)] if scores[best] - scores[second] >= min_lead else UNDECIDED


def _without_abbreviations(sample: str) -> str:
    """Return a sample with a blank for each abbreviation, whose letters are no words: `y.o.`."""
    parts, last = [], 0
    for found in _BEHIND_A_LETTER.finditer(sample):
        parts.append(sample[last : found.start() - 1])
        last = found.end()
    return " ".join([*parts, sample[last:]])


def _score_words(sample: str) -> tuple[NDArray[np.float64], int]:
    """Return the evidence for each of `LANGUAGES` in a sample, and its number of words."""
    rows, table = _evidence()
    spaced = _SPACED.take(_code_points(_without_abbreviations(sample)), mode="clip")
    text = spaced.tobytes().decode("utf-32-le", "surrogatepass")
    words = text.split()
    count = len(words) + text.startswith(" ") + text.endswith(" ")  # what its ends cut off counts
    characters = _code_points("" if sample.isascii() else sample)
    letters = map(chr, np.unique(characters[characters > 0x7F]).tolist())
    hits = np.fromiter(filter(None, map(rows.get, chain(words, letters))), np.intp)
    return table.take(hits, axis=0).sum(axis=0), count
