"""Compute the features of the lines of a page: of each line, of its words, of its surroundings.

Lengths are in letters; a Han, kana or Hangul character counts as three. Most features do not depend
on words of any language. Two kinds do, and are neutral if there is no list for a language: `cue_*`
counts words of `data/noise_cues.json` (cookies, subscribe, read more, photo by, ...), `function` is
the share of function words.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, reduce
from operator import add
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from multisumm.characters import COLONS, COMMAS, OPENING_QUOTES, run_of
from multisumm.resources import read_data
from multisumm.text.languages import function_words
from multisumm.text.line_words import LineWords
from multisumm.text.sentences import count_closings, is_closed, is_question

Array = npt.NDArray[np.float64]

Features = dict[str, Array]
"""The features of n lines: name -> values of shape (n,)."""

_DIGITS = re.compile(run_of(r"\d"))
_WIDE = re.compile("[\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]")
_SYMBOL = re.compile(r"[|•·»«›→▸►©®™/#*_\[\]{}<>=+~^\\]")
_STEPS = (25, 50, 80, 120, 200, 350)
_CUES = ("legal", "action", "teaser", "comment", "caption", "stamp")
_USUAL_FUNCTION_SHARE = 0.35  # of running text; used if the function words are unknown
_LEXICAL = ("function", "cue", "noisy", "teaser_", "comment_", "stamp")


def count_letters(lines: Sequence[str]) -> Array:
    """Return the length (n,) of each line in letters."""
    return np.array([len(line) + 2 * _count_wide(line) for line in lines], np.float64)


def _count_wide(line: str) -> int:
    """Return the number of Han, kana and Hangul characters."""
    return 0 if line.isascii() else len(_WIDE.findall(line))


def feature_matrix(features: Features, names: Iterable[str]) -> Array:
    """Return these features, in this order, as columns: shape (n, number of names)."""
    return np.ascontiguousarray(np.array([features[name] for name in names]).T)


def lexical_features(features: Features) -> Features:
    """Return the features that depend on cues, function words or stamps."""
    return {name: values for name, values in features.items() if name.startswith(_LEXICAL)}


def line_features(
    lines: Sequence[str], words: LineWords, letters: Array, *, language: str
) -> Features:
    """Return the features of the lines of a page.

    Args:
        lines: The n lines of the page; none may be blank.
        words: Their words, as from `number_words`.
        letters: The length of each line (n,), as from `count_letters`.
        language: Code of the language, which has function words and may have closing marks of its
            own.
    """
    own = _own_features(lines, words, letters, language)
    return {**own, **_combined_features(own, letters), **_surrounding_features(own, letters)}


def _own_features(
    lines: Sequence[str], words: LineWords, letters: Array, language: str
) -> Features:
    """Return the features of each line by itself and compared to all words of the page."""
    typical = (letters @ letters) / max(letters.sum(), 1.0)
    closed = np.array([is_closed(line, language=language) for line in lines])
    numbers = [_DIGITS.findall(line) for line in lines]
    two_numbers = np.array([len(figures) >= 2 for figures in numbers])
    sizes = np.bincount(words.line, minlength=len(lines))
    columns: dict[str, npt.ArrayLike] = {
        "log_length": np.log(1.0 + letters),
        "relative_length": np.log(letters / max(typical, 1.0)),  # to the page's typical line
        "closed": closed,  # ends with the closing mark of a sentence
        **_shape_features(lines, numbers, words, language),
        **_repetition_features(lines, numbers),
        **_familiarity_features(words, closed & (letters >= 60)),
        "one_word": sizes <= 2,  # at most two words
        "few_words": sizes <= 5,  # at most five words
        "function": _function_shares(words, language),  # share of function words
        "stamp": (letters < 70) & two_numbers,  # a date or time, as they stand above comments
        **_cue_features(lines, words),
    }
    return {name: np.asarray(values, np.float64) for name, values in columns.items()}


def _shape_features(
    lines: Sequence[str], numbers: Sequence[Sequence[str]], words: LineWords, language: str
) -> dict[str, npt.ArrayLike]:
    """Return what shows in the characters of each line, given the numbers in it."""
    return {
        # closing marks in the line, at most 4
        "ends": [min(count_closings(line, language=language), 4) for line in lines],
        # ends with a question mark
        "question": [is_question(line, language=language) for line in lines],
        # ends with dots, as a cut-off teaser does
        "ellipsis": [line.endswith(("...", "…", "..")) for line in lines],
        # ends with a colon
        "colon": [line[-1] in COLONS for line in lines],
        # share of the characters that are digits
        "digits": [
            sum(map(len, figures)) / len(line) for line, figures in zip(lines, numbers, strict=True)
        ],
        # numbers per word
        "numbers": np.array(list(map(len, numbers))) / words.parts,
        # share of the words after the first that begin with a capital
        "capitals": words.capitals,
        # has no lower-case letter
        "all_capitals": [line.isupper() for line in lines],
        # begins with a lower-case letter
        "lower_start": [line[0].islower() for line in lines],
        # contains a web or mail address
        "address": [
            "http" in line or "www." in line or "@" in line or ".com" in line for line in lines
        ],
        # 8 times the share of bars, bullets, arrows, brackets and such, at most 1
        "symbols": [min(8 * len(_SYMBOL.findall(line)) / len(line), 1) for line in lines],
        # commas, at most 4
        "commas": [min(sum(map(line.count, COMMAS)), 4) for line in lines],
        # begins with a quotation mark; » and › are rather arrows
        "quote": [line[0] in OPENING_QUOTES and line[0] not in "»›" for line in lines],
    }


def _repetition_features(
    lines: Sequence[str], numbers: Sequence[Sequence[str]]
) -> dict[str, Array]:
    """Return logs of how many lines are alike."""
    templates = [
        _DIGITS.sub("0", line) if figures else line
        for line, figures in zip(lines, numbers, strict=True)
    ]
    first_words = [line.split(None, 1)[0] for line in lines]
    return {
        # of the lines equal to this
        "copies": np.log(_frequencies(lines)),
        # of the lines equal to this if all digits count as one
        "template": np.log(_frequencies(templates)),
        # of the lines with the same first word, at most 2.5
        "first_word": np.minimum(np.log(_frequencies(first_words)), 2.5),
    }


def _frequencies(texts: Sequence[str]) -> Array:
    """Return for each text (n,) how many of the texts equal it."""
    counts = Counter(texts)
    return np.array([counts[text] for text in texts], np.float64)


def _familiarity_features(words: LineWords, dense: npt.NDArray[np.bool_]) -> dict[str, Array]:
    """Return how many of a line's words the dense lines of the page use, itself excluded.

    A dense line (n,) is closed and has at least 60 letters.
    """
    used = np.bincount(words.pair_word[dense[words.pair_line]], minlength=len(words.vocabulary))
    others = used[words.word] - dense[words.line]
    shares = np.minimum(others / max(int(np.count_nonzero(dense)), 1), 0.3)
    return {
        # share of the words that dense lines use
        "known": words.means((others > 0).astype(np.float64)),
        # mean share of the dense lines that use the word, at most .3 each
        "familiar": words.means(shares),
    }


def _function_shares(words: LineWords, language: str) -> Array:
    """Return the share of function words of each line."""
    listed = function_words(language)
    if not listed:
        return np.full(len(words.parts), _USUAL_FUNCTION_SHARE)
    is_listed = np.zeros(len(words.vocabulary))
    is_listed[words.numbers_of(listed)] = 1
    return words.means(is_listed[words.word])


def _cue_features(lines: Sequence[str], words: LineWords) -> dict[str, Array]:
    """Return the number of cues of each kind in each line, at most 3 each."""
    cues = _cue_lists()
    counts = np.zeros((len(lines), len(_CUES)))
    for found in (_words_in(words, cues), _phrases_in(words, cues), _signs_in(lines, cues)):
        for line, kind in found:
            counts[line, kind] += 1
    return dict(zip((f"cue_{kind}" for kind in _CUES), np.minimum(counts, 3).T, strict=True))


def _words_in(words: LineWords, cues: _Cues) -> Iterator[tuple[int, int]]:
    """Yield line and kind of each word that is a cue."""
    kinds = np.full(len(words.vocabulary), -1)
    for word in words.vocabulary.keys() & cues.words.keys():
        kinds[words.vocabulary[word]] = cues.words[word]
    kind = kinds[words.word]
    cued = kind >= 0
    return zip(words.line[cued].tolist(), kind[cued].tolist(), strict=True)


def _phrases_in(words: LineWords, cues: _Cues) -> Iterator[tuple[int, int]]:
    """Yield line and kind of each phrase that is a cue."""
    is_head = np.zeros(len(words.vocabulary), bool)
    is_head[words.numbers_of(cues.heads)] = True
    written = list(words.vocabulary)
    at = np.flatnonzero(is_head[words.word[:-1]] & (np.diff(words.line) == 0))
    columns = (words.line[at], words.word[at], words.word[at + 1])
    for line, first, last in zip(*(column.tolist() for column in columns), strict=True):
        kind = cues.phrases.get((written[first], written[last]))
        if kind is not None:
            yield line, kind


def _signs_in(lines: Sequence[str], cues: _Cues) -> Iterator[tuple[int, int]]:
    """Yield line and kind of each cue that is no word; ©, the clearest of all, counts twice."""
    for number, line in enumerate(lines):
        if "©" in line:
            yield from [(number, _CUES.index("legal"))] * 2
        if _count_wide(line):
            yield from ((number, kind) for cue, kind in cues.substrings.items() if cue in line)


class _Cues(NamedTuple):
    """The kinds of cues, as indices of `_CUES`.

    Phrases have two words; their first words are `heads`. Substrings are for scripts without
    spaces.
    """

    words: dict[str, int]
    phrases: dict[tuple[str, str], int]
    heads: frozenset[str]
    substrings: dict[str, int]


@cache
def _cue_lists() -> _Cues:
    lists: dict[str, dict[str, list[str]]] = json.loads(read_data("noise_cues.json"))
    words, phrases, substrings = (
        {cue: i for i, kind in enumerate(_CUES) for cue in lists[kind][form]}
        for form in ("words", "phrases", "substrings")
    )
    pairs = {
        (first, last): kind
        for (first, last), kind in zip(map(str.split, phrases), phrases.values(), strict=True)
    }
    return _Cues(words, pairs, frozenset(first for first, _ in pairs), substrings)


def _combined_features(own: Features, letters: Array) -> Features:
    """Return steps of the length, and products of the line's own features."""
    closed = own["closed"]
    length = np.minimum(letters / 100, 2)
    over = {step: (letters >= step).astype(np.float64) for step in _STEPS}
    cues = _sum_cues(own, _CUES)
    columns: dict[str, npt.ArrayLike] = {
        **{f"over_{step}": reached for step, reached in over.items()},
        **{f"closed_over_{step}": reached * closed for step, reached in over.items()},
        "two_ends": own["ends"] >= 2,
        "three_ends": own["ends"] >= 3,
        "closed_length": length * closed,
        "familiar_length": length * own["familiar"],
        "closed_familiar": closed * own["familiar"],
        "closed_capitals": closed * own["capitals"],
        "has_copy": own["copies"] > 0,
        "has_template": own["template"] > 0.5,
        "ellipsis_length": length * own["ellipsis"],
        "function_length": length * own["function"],
        "cues": np.minimum(cues, 4),
        "noisy_length": (_sum_cues(own, _CUES[:2]) > 0) * own["log_length"],
        "cue_share": 10 * cues / np.maximum(letters, 20),
    }
    return {name: np.asarray(values, np.float64) for name, values in columns.items()}


def _sum_cues(own: Features, kinds: Iterable[str]) -> Array:
    """Return the number of cues of these kinds in each line (n,)."""
    return reduce(add, (own[f"cue_{kind}"] for kind in kinds))


def _surrounding_features(own: Features, letters: Array) -> Features:
    """Return what stands around each line: running text, headings, cues and stamps."""
    short = np.exp(-letters / 60)
    noisy = np.minimum(_sum_cues(own, _CUES[:4]), 2)
    cues_near, cues_far = decayed_around(noisy, 0.6), decayed_around(noisy, 0.9)
    stamp_near, stamp_far = decayed_around(own["stamp"], 0.7), decayed_around(own["stamp"], 0.95)
    return {
        **_place_features(np.minimum(letters / 100, 2) * own["closed"]),
        **_heading_features("teaser", np.where(own["cue_teaser"] > 0, short, 0.0)),
        **_heading_features("comment", np.where(own["cue_comment"] > 0, short, 0.0)),
        "cues_near_before": cues_near[0],
        "cues_near_after": cues_near[1],
        "cues_far_before": cues_far[0],
        "cues_far_after": cues_far[1],
        "stamp_near_before": stamp_near[0],
        "stamp_near_after": stamp_near[1],
        "stamp_far_before": stamp_far[0],
        "stamp_far_after": stamp_far[1],
    }


def _place_features(mass: Array) -> Features:
    """Return where each line stands on the page and in its running text.

    The mass (n,) of a line is its running text: letters / 100 if it is closed, at most 2.
    """
    n = len(mass)
    near, far = decayed_around(mass, 0.7), decayed_around(mass, 0.9)
    above, total = np.cumsum(mass) / (mass.sum() + 1e-9), mass.sum() + 1e-9
    line = np.arange(n)
    place = line / max(n - 1, 1)
    return {
        "near_min": np.minimum(*near),
        "near_max": np.maximum(*near),
        "far_min": np.minimum(*far),
        "far_max": np.maximum(*far),
        "near_before": np.sqrt(near[0]),
        "near_after": np.sqrt(near[1]),
        "mass_place": above,
        "mass_place_squared": above**2,
        "mass_middle": above * (1 - above),
        "mass_mean": mass.mean() * (mass > 0),
        "mass_total": np.log1p(total) * (mass > 0),
        "place": place,
        "place_squared": place**2,
        "log_lines_before": np.log1p(line),
        "log_lines_after": np.log1p(line[::-1]),
    }


def _heading_features(kind: str, headings: Array) -> Features:
    """Return how many headings (n,) stand above each line: near, far, in all."""
    return {
        f"{kind}_heading_near": np.sqrt(decayed_before(headings, 0.8)),
        f"{kind}_heading_far": np.sqrt(decayed_before(headings, 0.97)),
        f"{kind}_heading_all": np.log1p(np.cumsum(headings) - headings),
    }


def decayed_around(values: Array, decay: float) -> tuple[Array, Array]:
    """Return decayed means (n,) of the values before and after each line, itself excluded."""
    return decayed_before(values, decay), decayed_before(values[::-1], decay)[::-1]


def decayed_before(values: Array, decay: float) -> Array:
    """Return the decayed mean (n,) of the values before each line, itself excluded."""
    mean, share = 0.0, 1 - decay
    with_own = [mean := decay * mean + share * value for value in values.tolist()]
    return np.array([0.0, *with_own[:-1]], np.float64)
