"""What is seen of the lines of a page: numbers for each line, its words and its surroundings.

Lengths are in letters; a Han, kana or Hangul character counts as three. Most features know no word
of any language. Two kinds do, and are neutral where a language has no list: `cue_*` counts words of
`data/noise_cues.json` (cookies, subscribe, read more, photo by, ...), `function` is the share of
function words.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from multisumm.resources import read_data
from multisumm.text.languages import function_words, identify_language

Array = npt.NDArray[np.float64]

_END = r"""[.!?…。！？؟।۔።॥։]["'”’»)\]›」』*]*"""
_CLOSED = re.compile(_END + r"$")
_ENDS = re.compile(_END + r"(?=\s|$)|[。！？]")
_DIGITS = re.compile(r"\d+")
_WIDE = re.compile("[\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]")
_SYMBOL = re.compile(r"[|•·»«›→▸►©®™/#*_\[\]{}<>=+~^\\]")
_EDGES = " .,;:!?…\"'“”‘’«»()[]{}<>|-–—*·•/。、，！？：；"  # stripped off words
_STEPS = (25, 50, 80, 120, 200, 350)
_CUES = ("legal", "action", "teaser", "comment", "caption", "stamp")
_NO_LIST = 0.35  # share of function words where they are not known, that of running text

LINE = (
    "log_length",  # log(1 + letters)
    "relative_length",  # log of the letters over those of the page's typical line
    "closed",  # ends with the closing mark of a sentence
    "ends",  # closing marks in the line, at most 4
    "question",  # ends with a question mark
    "ellipsis",  # ends with dots, as a cut teaser does
    "colon",  # ends with a colon
    "digits",  # share of the characters that are digits
    "numbers",  # numbers for each word
    "capitals",  # share of the words behind the first that begin with a capital
    "all_capitals",  # has no lower case letter
    "lower_start",  # begins with a lower case letter
    "address",  # holds a web or mail address
    "symbols",  # 8 x the share of bars, bullets, arrows, brackets and such, at most 1
    "commas",  # at most 4
    "quote",  # begins with a quotation mark
    "copies",  # log of the number of lines equal to this
    "template",  # the same where all digits count as one
    "first_word",  # log of the number of lines with the same first word, at most 2.5
    "known",  # share of the words that dense lines of the page use
    "familiar",  # mean share of the page's dense lines that use the word, at most .3 each
    "one_word",  # at most two words
    "few_words",  # at most five words
    "function",  # share of function words
    "stamp",  # under 70 letters with two numbers: a date or time, as they stand above comments
    *(f"cue_{kind}" for kind in _CUES),  # cues of the kind, at most 3
)
"""Features of a line by itself and against the words of the page; a dense line is closed and has at
least 60 letters."""

_LOGS = [
    LINE.index(name)
    for name in ("log_length", "relative_length", "copies", "template", "first_word")
]

SURROUNDED = (
    *LINE,
    *(f"over_{step}" for step in _STEPS),  # at least that many letters
    *(f"closed_over_{step}" for step in _STEPS),
    *("two_ends", "three_ends", "closed_length", "familiar_length", "closed_familiar"),
    *("closed_capitals", "has_copy", "has_template", "ellipsis_length", "function_length"),
    *("cues", "noisy_length", "cue_share"),
    # Running text (letters of closed lines / 100, at most 2) before and behind, with decay.
    *("near_min", "near_max", "far_min", "far_max", "near_before", "near_behind"),
    *("mass_place", "mass_place_squared", "mass_middle", "mass_mean", "mass_total"),
    *("place", "place_squared", "log_lines_before", "log_lines_behind"),
    # Short lines with a cue above: headings of comments and of teasers, near, far, in all.
    *(
        f"{kind}_heading_{where}"
        for kind in ("teaser", "comment")
        for where in ("near", "far", "all")
    ),
    *("cues_near_before", "cues_near_behind", "cues_far_before", "cues_far_behind"),
    *("stamp_near_before", "stamp_near_behind", "stamp_far_before", "stamp_far_behind"),
)
"""Names of the columns of `surrounded_features`."""

LEXICAL = tuple(
    name
    for name in SURROUNDED
    if name.startswith(("function", "cue", "noisy", "teaser_", "comment_", "stamp"))
)
"""Those of them that go by cues, function words and stamps."""


def is_closed(line: str) -> bool:
    """Whether a line ends with the closing mark of a sentence."""
    return _CLOSED.search(line) is not None


def letters_of(lines: Sequence[str]) -> Array:
    """Length (n,) of each line in letters."""
    return np.array([len(line) + 2 * _wide(line) for line in lines], np.float64)


def _wide(line: str) -> int:
    """Number of Han, kana and Hangul characters."""
    return 0 if line.isascii() else len(_WIDE.findall(line))


def words_of(line: str) -> list[str]:
    """The words of a line, case folded, without the marks around them."""
    return [word for part in line.casefold().split() if (word := part.strip(_EDGES))]


def line_features(lines: Sequence[str], words: Sequence[Sequence[str]], letters: Array) -> Array:
    """Features of each line (n, len(LINE)); no line may be blank."""
    typical, sizes = (letters @ letters) / max(letters.sum(), 1.0), letters.tolist()
    closed = [is_closed(line) for line in lines]
    dense = [mark and size >= 60 for mark, size in zip(closed, sizes, strict=True)]
    used = Counter(w for own, good in zip(words, dense, strict=True) if good for w in set(own))
    total = max(sum(dense), 1)
    numbers = [_DIGITS.findall(line) for line in lines]
    templates = [
        _DIGITS.sub("0", line) if n else line for line, n in zip(lines, numbers, strict=True)
    ]
    copies, alike = Counter(lines), Counter(templates)
    heads = [line.split(None, 1)[0] for line in lines]
    firsts = Counter(heads)
    known_words = function_words(identify_language("\n".join(lines)))
    shares = [min(count / total, 0.3) for count in range(max(used.values(), default=0) + 1)]
    rows = []
    for i, line in enumerate(lines):
        own = words[i]
        others = [used[word] for word in own]
        if dense[i]:
            others = [count - 1 for count in others]
        number = max(len(own), 1)
        functional = sum(map(known_words.__contains__, own)) / number if known_words else _NO_LIST
        rows.append(
            (
                1.0 + sizes[i],
                sizes[i] / max(typical, 1.0),
                closed[i],
                *_shape(line, numbers[i]),
                copies[line],
                alike[templates[i]],
                firsts[heads[i]],
                (len(own) - others.count(0)) / number,
                sum([shares[count] for count in others]) / number,
                len(own) <= 2,
                len(own) <= 5,
                functional,
                sizes[i] < 70 and len(numbers[i]) >= 2,
                *_cues(line, own),
            )
        )
    features = np.array(rows, np.float64)
    features[:, _LOGS] = np.log(features[:, _LOGS])
    first_word = LINE.index("first_word")
    features[:, first_word] = np.minimum(features[:, first_word], 2.5)
    return features


def _shape(line: str, numbers: Sequence[str]) -> tuple[float, ...]:
    """The features from `ends` to `quote` of a line with these numbers."""
    parts = line.split()
    starts = [part[0].isupper() for part in parts if part[0].isalpha()][1:]
    last = line.rstrip("\"'”’»)]*")[-1:]
    return (
        min(len(_ENDS.findall(line)), 4),
        last in "?？؟",
        line.endswith(("...", "…", "..")),
        line[-1] in ":：",
        sum(map(len, numbers)) / len(line),
        len(numbers) / len(parts),
        sum(starts) / max(len(starts), 1),
        line.isupper(),
        line[0].islower(),
        "http" in line or "www." in line or "@" in line or ".com" in line,
        min(8 * len(_SYMBOL.findall(line)) / len(line), 1),
        min(sum(map(line.count, ",;،、，")), 4),
        line[0] in "\"“‘«„'「",
    )


@cache
def _cue_lists() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Words, two-word phrases and substrings of scripts without spaces -> index of their kind."""
    text = read_data("noise_cues.json")
    lists: dict[str, dict[str, list[str]]] = json.loads(text)
    words, phrases, substrings = (
        {cue: i for i, kind in enumerate(_CUES) for cue in lists[kind][form]}
        for form in ("words", "phrases", "substrings")
    )
    return words, phrases, substrings


def _cues(line: str, own: Sequence[str]) -> list[int]:
    """Cues of each kind in the line, at most 3 each."""
    words, phrases, substrings = _cue_lists()
    found = [words[word] for word in own if word in words]
    if "©" in line:
        found += [_CUES.index("legal")] * 2  # nothing else says it so clearly
    pairs = map(" ".join, pairwise(own))
    found += [phrases[pair] for pair in pairs if pair in phrases]
    if _wide(line):
        found += [kind for cue, kind in substrings.items() if cue in line]
    return [min(found.count(kind), 3) for kind in range(len(_CUES))]


def surrounded_features(features: Array, letters: Array) -> Array:
    """Features of each line and of what stands around it (n, len(SURROUNDED))."""
    column = dict(zip(LINE, features.T, strict=True))
    closed = column["closed"]
    over = (letters[:, None] >= np.array(_STEPS)).astype(np.float64)
    length = np.minimum(letters / 100, 2)
    cues = features[:, LINE.index("cue_legal") :]
    noisy = np.minimum(cues[:, :4].sum(1), 2)
    products = (
        column["ends"] >= 2,
        column["ends"] >= 3,
        length * closed,
        length * column["familiar"],
        closed * column["familiar"],
        closed * column["capitals"],
        column["copies"] > 0,
        column["template"] > 0.5,
        length * column["ellipsis"],
        length * column["function"],
        np.minimum(cues.sum(1), 4),
        (cues[:, :2].sum(1) > 0) * column["log_length"],
        10 * cues.sum(1) / np.maximum(letters, 20),
    )
    short = np.exp(-letters / 60)
    around = [
        *_place_in_text(length * closed),
        *_headings((column["cue_teaser"] > 0) * short),
        *_headings((column["cue_comment"] > 0) * short),
        *before_behind(noisy, 0.6),
        *before_behind(noisy, 0.9),
        *before_behind(column["stamp"], 0.7),
        *before_behind(column["stamp"], 0.95),
    ]
    return np.column_stack([features, over, over * closed[:, None], *products, *around])


def _place_in_text(mass: Array) -> list[Array]:
    """Where running text stands: `mass` (n,) before, behind and above; place in the page."""
    n = len(mass)
    near, far = before_behind(mass, 0.7), before_behind(mass, 0.9)
    above, total = np.cumsum(mass) / (mass.sum() + 1e-9), mass.sum() + 1e-9
    line = np.arange(n)
    place = line / max(n - 1, 1)
    return [
        *(np.minimum(*near), np.maximum(*near), np.minimum(*far), np.maximum(*far)),
        *(np.sqrt(near[0]), np.sqrt(near[1]), above, above**2, above * (1 - above)),
        *(mass.mean() * (mass > 0), np.log1p(total) * (mass > 0)),
        *(place, place**2, np.log1p(line), np.log1p(line[::-1])),
    ]


def _headings(headings: Array) -> list[Array]:
    """How many headings (n,) stand above each line: near, far, in all."""
    near, far = decayed(headings, 0.8), decayed(headings, 0.97)
    return [np.sqrt(near), np.sqrt(far), np.log1p(np.cumsum(headings) - headings)]


def before_behind(values: Array, decay: float) -> tuple[Array, Array]:
    """Decayed means (n,) of the values before and behind each line, without its own."""
    return decayed(values, decay), decayed(values[::-1], decay)[::-1]


def decayed(values: Array, decay: float) -> Array:
    """Decayed mean (n,) of the values before each line, without its own."""
    means = np.empty(len(values))
    mean = 0.0
    for i, value in enumerate(values.tolist()):
        means[i] = mean
        mean = decay * mean + (1 - decay) * value
    return means
