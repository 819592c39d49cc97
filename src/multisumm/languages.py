"""Which language a text is in, and the function words and negations of each language.

The word lists are in `data/function_words.json`, one entry a language, written for this package.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from multisumm.errors import OptionError

UNDECIDED = "und"
"""ISO 639-2 code of an undetermined language."""

_WITHOUT_SPACES = frozenset(("bo", "ja", "km", "lo", "my", "th", "zh"))
_PIECES, _PIECE_LENGTH = 8, 512  # what is looked at: 4,096 characters, spread over the text
_CHARACTERS_PER_LETTER = 3  # a Han, kana or Hangul character says as much as three letters
_LEAST_SHARE = 0.6  # of the letters, for a script to stand for the text
_LEAST_SCORE = 2.0  # about two words that no other language of the script has
_LEAST_COVER = 0.08  # of the words, for their language to stand for the text
_LEAST_LEAD = 1.15  # over the second language
_LETTER_WEIGHT = 0.25  # of a letter with a diacritic, beside a word

# First character of a block and what it is written in: a language where the script has one, the
# name of the script where it has several, "" for what are not letters.
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
_BLOCK_STARTS = np.array([start for start, _ in _BLOCKS])
_SCRIPTS = sorted({script for _, script in _BLOCKS})
_BLOCK_SCRIPTS = np.array([_SCRIPTS.index(script) for _, script in _BLOCKS])
_SCRIPT_WEIGHTS = np.array(
    [0 if not s else _CHARACTERS_PER_LETTER if s in ("ja", "ko", "zh") else 1 for s in _SCRIPTS]
)

_BETWEEN_WORDS = re.compile(r"[\s!-@\[-`{-~¡§«»¿·‐-⁞।॥،؛؟۔]+")
_LONE_DOT = "\u0307"  # what the casefold of the Turkish dotted capital I leaves behind its i


@cache
def _word_lists() -> Mapping[str, Mapping[str, list[str]]]:
    path = files("multisumm") / "data" / "function_words.json"
    lists: dict[str, dict[str, list[str]]] = json.loads(path.read_text(encoding="utf-8"))
    return lists


LANGUAGES: tuple[str, ...] = tuple(_word_lists())
"""ISO 639-1 codes of the languages with a list of function words, sorted."""


@cache
def negations(language: str) -> frozenset[str]:
    """Words that negate, casefolded and NFC, like `not`, `nobody`, `don't`; empty when unknown."""
    lines = _word_lists().get(language, {}).get("negations", [])
    return frozenset(" ".join(lines).split())


@cache
def function_words(language: str) -> frozenset[str]:
    """Articles, pronouns, prepositions, conjunctions, auxiliaries, negations; empty when unknown.

    Casefolded and NFC. No word of content is among them: a list with `system`, `fire` and `bill`
    (Nothman, Qin & Yurchak 2018, "Stop word lists in free open-source software packages") hides
    what a text is about.
    """
    lines = _word_lists().get(language, {}).get("words", [])
    return frozenset(" ".join(lines).split()) | negations(language)


def has_spaces(language: str) -> bool:
    """Whether words of the language are set apart by spaces; False for zh, ja, th, lo, km, my, bo."""
    return language not in _WITHOUT_SPACES


def check_language(code: str) -> str:
    """The code without region or script (`pt_BR` gives `pt`), if it is known or `und`.

    Raises:
        OptionError: when there is no such language here; the message lists those there are.
    """
    language = re.split("[-_]", code.strip().casefold(), maxsplit=1)[0]
    if language in LANGUAGES or language == UNDECIDED or language in _SCRIPTS:
        return language
    known = ", ".join(LANGUAGES)
    raise OptionError(f"language {code!r} is not known; use auto, und or one of {known}")


def identify_language(text: str) -> str:
    """ISO 639-1 code of the language of a text, `und` when it is too short, mixed or unknown.

    By script first; where several languages share one, by function words and letters with
    diacritics, each weighted by how few languages have it. Looks at 4,096 characters spread over
    the text, so the cost has a bound. Case, normal form and missing diacritics do not matter.
    """
    sample = unicodedata.normalize("NFC", _sample(text)).casefold().replace(_LONE_DOT, "")
    script = _script(sample)
    if script == UNDECIDED or script.islower() and script != "he":
        return script
    return _by_words(sample, default="he" if script == "he" else UNDECIDED)


def _sample(text: str) -> str:
    """Pieces of the text, at even distances, one space between."""
    if len(text) <= _PIECES * _PIECE_LENGTH:
        return text
    step = (len(text) - _PIECE_LENGTH) // (_PIECES - 1)
    return " ".join(text[i * step : i * step + _PIECE_LENGTH] for i in range(_PIECES))


def _script(sample: str) -> str:
    """The language or script with most of the letters, `und` when it has too small a share."""
    characters = np.frombuffer(sample.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    blocks = np.searchsorted(_BLOCK_STARTS, characters, side="right") - 1
    counts = np.bincount(_BLOCK_SCRIPTS[blocks], minlength=len(_SCRIPTS)) * _SCRIPT_WEIGHTS
    kana, han = _SCRIPTS.index("ja"), _SCRIPTS.index("zh")
    if counts[kana] * 20 > counts[han]:  # Japanese is written in both, Chinese in Han alone
        counts[kana] += counts[han]
        counts[han] = 0
    best = int(counts.argmax())
    return _SCRIPTS[best] if counts[best] > _LEAST_SHARE * counts.sum() else UNDECIDED


def _without_diacritics(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f")


@cache
def _evidence() -> tuple[dict[str, int], NDArray[np.float64]]:
    """The row of each word and letter, and what it says for each of `LANGUAGES`.

    A row is log(number of languages / languages that have the word) in the columns of those that
    have it, a hundredth of that in the column of one that only has it when diacritics are left out.
    """
    n = len(LANGUAGES)
    rows: dict[str, int] = {}
    cells: dict[tuple[int, int], float] = {}
    for column, language in enumerate(LANGUAGES):
        words = sorted(function_words(language))
        letters = sorted({c for c in "".join(words) if c > "\x7f"})
        for weight, entries in ((1.0, words), (_LETTER_WEIGHT, letters)):
            for entry in entries:
                for form in dict.fromkeys((entry, _without_diacritics(entry))):
                    cells.setdefault((rows.setdefault(form, len(rows)), column), weight)
    table = np.zeros((len(rows), n))
    for (row, column), weight in cells.items():
        table[row, column] = weight
    held = (table > 0).sum(axis=1, keepdims=True)
    return rows, table * np.log(n / held) / np.log(n)


def _by_words(sample: str, *, default: str) -> str:
    """The language whose function words the sample has; the default when none stands out."""
    rows, table = _evidence()
    words = _BETWEEN_WORDS.split(sample)
    hits = [rows[word] for word in words if word in rows]
    hits += [rows[letter] for letter in sorted(set(sample)) if letter > "\x7f" and letter in rows]
    if not hits:
        return default
    scores = table[hits].sum(axis=0)
    second, best = np.argsort(scores, kind="stable")[-2:]
    enough = max(_LEAST_SCORE, _LEAST_COVER * len(words))
    if scores[best] < enough or scores[best] < _LEAST_LEAD * scores[second]:
        return default
    return LANGUAGES[best]
