"""Which blocks of a plain-text scrape are article, and which are noise.

Noise is menus, schedules, teasers, captions, notices, comments.

Two logistic regressions, one after the other. The first looks at each line by itself and at how
much running text stands around it. The second sees the scores of the first: an article is one
long stretch with few interruptions, and teasers or notices that read like sentences stand
outside it. No feature knows a word of any language. The coefficients are in
`data/line_model.json`, which `eval/train_line_model.py` writes.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import groupby

import numpy as np
import numpy.typing as npt

from multisumm.model import Span

Array = npt.NDArray[np.float64]


_END = r"""[.!?…。！？؟।۔።॥։]["'”’»)\]›」』*]*"""
_CLOSED = re.compile(_END + r"$")
_ENDS = re.compile(_END + r"(?=\s|$)|[。！？]")
_QUESTION = re.compile(r"[?？؟]\W*$")
_ELLIPSIS = re.compile(r"(\.\.|…)\W*$")
_DIGITS = re.compile(r"\d+")
_ADDRESS = re.compile(r"https?:|www\.|@\w|\w\.com\b")
_SYMBOL = re.compile(r"[|•·»«›→▸►©®™/#*_\[\]{}<>=+~^\\]")
_COMMA = re.compile(r"[,;،、，؛：]")
_WIDE = re.compile("[\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]")
_WORD = re.compile("[\u2e80-\ua4cf]|[^\\W\u2e80-\ua4cf]+")
_STEPS = (25, 50, 80, 120, 200, 350)

OWN_FEATURES = (
    "log_length",  # log(1 + letters); a Han, Kana or Hangul character counts as three
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
    "known",  # share of the words that other dense lines of the page use
    "one_word",  # at most two words
    "few_words",  # at most five words
    "dense",  # closed and at least 60 letters: a line of running text
    "familiar",  # mean share of the page's dense lines that use the word, at most .3 each
)
LINE_FEATURES = (
    *OWN_FEATURES,
    *(f"over_{step}" for step in _STEPS),  # at least that many letters
    *(f"closed_over_{step}" for step in _STEPS),
    *("two_ends", "three_ends", "closed_length", "familiar_length", "closed_familiar"),
    *("closed_capitals", "has_copy", "has_template", "ellipsis_length"),
    # Mass = letters of closed lines / 100, at most 2; before and behind, with decay.
    *("near_min", "near_max", "far_min", "far_max", "near_before", "near_behind"),
    *("mass_place", "mass_place_squared", "mass_middle", "mass_mean", "mass_total"),
    *("place", "place_squared", "log_lines_before", "log_lines_behind"),
)
CONTEXT_FEATURES = (
    "score",  # log odds of the first regression, within 6
    "probability",
    "below_best",  # best score of the page less this
    *("inside", "inside_score"),  # in the stretch of the page whose scores have the largest sum
    *("lines_until", "lines_since", "gap_until", "gap_since"),  # how far from it, in logs
    *("near_before", "near_behind", "near_min", "near_max"),  # decayed means of probabilities
    *("far_before", "far_behind", "far_min", "far_max", "mass_min", "mass_max"),
    *("mass_place", "mass_off_centre"),  # share of the expected article letters above the line
    *("log_length", "closed", "digits", "capitals", "familiar", "ellipsis", "symbols", "quote"),
    *("inside_length", "inside_capitals", "inside_digits", "copies", "colon"),
    *("log_stretch", "closed_inside"),
    *("clean", "clean_score", "clean_length", "very_clean"),  # share expected to be article
    "log_lines",
)


def keep_article(text: str, blocks: Sequence[Span]) -> list[bool]:
    """Tell, for each block of a text, whether it is article (True) or noise (False).

    Texts of one or two blocks are kept whole. So are texts in which no line has a closing mark
    (verse, transcripts), but for eight or more lines of mostly under 16 letters: that is a menu.

    Args:
        text: The text.
        blocks: Its paragraphs, headings and list items, as of `split_blocks`.
    """
    lines = [text[start:end] for start, end in blocks]
    if len(lines) < 3 or not all(map(str.strip, lines)):
        return [True] * len(lines)
    features = line_features(lines)
    if not features[:, LINE_FEATURES.index("closed")].any():
        return [len(lines) < 8 or _is_running(lines)] * len(lines)
    model = _model()
    scores = log_odds(features, model["line"])
    scores = log_odds(context_features(features, scores), model["context"])
    return decide(features, scores, model["threshold"])


def dropped_spans(blocks: Sequence[Span], keep: Sequence[bool]) -> list[Span]:
    """The stretches left out, in order; neighbouring dropped blocks make one span."""
    spans: list[Span] = []
    for kept, group in groupby(zip(blocks, keep, strict=True), key=lambda pair: bool(pair[1])):
        if not kept:
            run = [block for block, _ in group]
            spans.append((run[0][0], run[-1][1]))
    return spans


def decide(features: Array, scores: Array, threshold: dict[str, float]) -> list[bool]:
    """Which lines are article by their log odds (n,), with a closer look at the open ones.

    Where practically all of what is surely article is in closed lines, a line without a closing
    mark, or cut off with dots, has to be sure itself: captions, teasers and links stand there.
    """
    column = dict(zip(LINE_FEATURES, features.T, strict=True))
    finished = (column["closed"] > 0) & (column["ellipsis"] == 0)
    letters = np.expm1(column["log_length"]) * (scores > threshold["sure"])
    keep = scores > threshold["log_odds"]
    if letters.any() and letters @ finished >= threshold["closed_share"] * letters.sum():
        keep &= finished | (scores > threshold["open_log_odds"])
    return [bool(kept) for kept in keep]


def line_features(lines: Sequence[str]) -> Array:
    """Features of each line by itself and of the text around it, (n, len(LINE_FEATURES))."""
    own = _own_features(lines)
    column = dict(zip(OWN_FEATURES, own.T, strict=True))
    letters, closed = np.expm1(column["log_length"]), column["closed"]
    over = (letters[:, None] >= np.array(_STEPS) - 1e-6).astype(float)
    length = np.clip(letters / 100, 0, 2)
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
    )
    around = _surroundings(length * closed)
    return np.column_stack([own, over, over * closed[:, None], *products, *around])


def context_features(features: Array, scores: Array) -> Array:
    """What the first scores (n,) say of each line's place, (n, len(CONTEXT_FEATURES))."""
    column = dict(zip(LINE_FEATURES, features.T, strict=True))
    n, log_length = len(scores), column["log_length"]
    first, last, until, since, gap_until, gap_since = _distances(scores, log_length / 4)
    inside = ((until == 0) & (since == 0)).astype(float)
    score = np.clip(scores, -6, 6)
    probability = 1 / (1 + np.exp(-score))
    letters = np.expm1(log_length)
    mass = probability * letters
    place = np.cumsum(mass) / max(mass.sum(), 1e-9)
    clean = np.full(n, mass.sum() / max(letters.sum(), 1e-9))
    near, far = _before_behind(probability, 0.6), _before_behind(probability, 0.9)
    around = _before_behind(np.clip(mass / 100, 0, 2), 0.8)
    near_min = np.minimum(*near)
    same = ("log_length", "closed", "digits", "capitals", "familiar", "ellipsis", "symbols")
    return np.column_stack(
        [score, probability, score.max() - score, inside, inside * score]
        + [np.log1p(x) for x in (until, since, gap_until, gap_since)]
        + [*near, near_min, np.maximum(*near), *far, np.minimum(*far), np.maximum(*far)]
        + [np.minimum(*around), np.maximum(*around), place, np.abs(place - 0.5)]
        + [column[name] for name in (*same, "quote")]
        + [inside * column[name] for name in ("log_length", "capitals", "digits")]
        + [column["copies"], column["colon"], np.full(n, np.log1p(last - first))]
        + [column["closed"] * inside * near_min, clean, clean * score, clean * log_length]
        + [clean**4, np.full(n, np.log(n))]
    )


def _own_features(lines: Sequence[str]) -> Array:
    """The features that need no neighbours, (n, len(OWN_FEATURES)); no line may be blank."""
    letters = np.array([len(line) + 2 * len(_WIDE.findall(line)) for line in lines], float)
    typical = (letters @ letters) / letters.sum()
    closed = [bool(_CLOSED.search(line)) for line in lines]
    dense = [mark and size >= 60 for mark, size in zip(closed, letters.tolist(), strict=True)]
    words = [_WORD.findall(line.lower()) for line in lines]
    used = Counter(
        w for ws, is_dense in zip(words, dense, strict=True) if is_dense for w in set(ws)
    )
    templates = [_DIGITS.sub("0", line) for line in lines]
    copies, alike = Counter(lines), Counter(templates)
    firsts = Counter(line.split()[0] for line in lines)
    total = max(sum(dense), 1)
    rows = []
    for i, line in enumerate(lines):
        others = [used.get(word, 0) - dense[i] for word in words[i]]
        share = [min(count / total, 0.3) for count in others]
        rows.append(
            (
                np.log1p(letters[i]),
                np.log(letters[i] / max(typical, 1)),
                closed[i],
                *_shape(line),
                np.log(copies[line]),
                np.log(alike[templates[i]]),
                min(np.log(firsts[line.split()[0]]), 2.5),
                sum(count > 0 for count in others) / max(len(others), 1),
                len(line.split()) <= 2,
                len(line.split()) <= 5,
                dense[i],
                sum(share) / max(len(others), 1),
            )
        )
    return np.array(rows, dtype=float)


def _shape(line: str) -> tuple[float, ...]:
    """The features from `ends` to `quote`."""
    words, numbers = line.split(), _DIGITS.findall(line)
    starts = [word[0].isupper() for word in words if word[0].isalpha()][1:]
    return (
        min(len(_ENDS.findall(line)), 4),
        bool(_QUESTION.search(line)),
        bool(_ELLIPSIS.search(line)),
        line[-1] in ":：",
        sum(map(len, numbers)) / len(line),
        len(numbers) / len(words),
        sum(starts) / max(len(starts), 1),
        line.isupper(),
        line[0].islower(),
        bool(_ADDRESS.search(line)),
        min(8 * len(_SYMBOL.findall(line)) / len(line), 1),
        min(len(_COMMA.findall(line)), 4),
        line[0] in "\"“‘«„'「",
    )


def _surroundings(mass: Array) -> list[Array]:
    """Where running text stands: `mass` (n,) before, behind and above; place in the page."""
    n = len(mass)
    near, far = _before_behind(mass, 0.7), _before_behind(mass, 0.9)
    above, total = np.cumsum(mass) / (mass.sum() + 1e-9), mass.sum() + 1e-9
    line = np.arange(n)
    place = line / max(n - 1, 1)
    return [
        *(np.minimum(*near), np.maximum(*near), np.minimum(*far), np.maximum(*far)),
        *(np.sqrt(near[0]), np.sqrt(near[1]), above, above**2, above * (1 - above)),
        *(mass.mean() * (mass > 0), np.log1p(total) * (mass > 0)),
        *(place, place**2, np.log1p(line), np.log1p(line[::-1])),
    ]


def _before_behind(values: Array, decay: float) -> tuple[Array, Array]:
    """Decayed means of the values before and behind each line, without its own."""
    return _before(values, decay), _before(values[::-1], decay)[::-1]


def _before(values: Array, decay: float) -> Array:
    means = np.empty_like(values)
    mean = 0.0
    for i, value in enumerate(values.tolist()):
        means[i] = mean
        mean = decay * mean + (1 - decay) * value
    return means


def _distances(scores: Array, weights: Array) -> tuple[int, int, Array, Array, Array, Array]:
    """The stretch with the largest weighted sum of scores; lines and negative sums up to it."""
    raised = scores - min(0.0, scores.max() - 1.5)  # the best line of a page is a candidate
    first, last = _best_stretch(np.clip(raised, -2.5, 2.5) * weights)
    line = np.arange(len(scores))
    until = np.maximum(first - line, 0).astype(float)
    since = np.maximum(line - last + 1, 0).astype(float)
    cost = np.concatenate([[0.0], np.cumsum(np.maximum(-np.clip(scores, -6, 6), 0) * weights)])
    gap_until = np.where(until > 0, cost[first] - cost[line], 0)
    gap_since = np.where(since > 0, cost[line] - cost[last], 0)
    return first, last, until, since, np.maximum(gap_until, 0), np.maximum(gap_since, 0)


def _best_stretch(values: Array) -> tuple[int, int]:
    """Start and end of the stretch with the largest sum (Kadane); the first one in a tie."""
    best, best_sum, start, total = (0, 0), 0.0, 0, 0.0
    for i, value in enumerate(values.tolist()):
        if total <= 0:
            start, total = i, 0.0
        total += value
        if total > best_sum:
            best, best_sum = (start, i + 1), total
    return best


def _is_running(lines: Sequence[str]) -> bool:
    """Whether lines without any closing mark are too long for a menu: verse, or a transcript."""
    return float(np.median([len(line) + 2 * len(_WIDE.findall(line)) for line in lines])) >= 16


def log_odds(features: Array, layer: dict[str, float]) -> Array:
    """The linear score of each line; `layer` is the intercept, then the features in order."""
    weights = np.array(list(layer.values())[1:])
    scores: Array = features @ weights + layer["intercept"]
    return scores


@lru_cache
def _model() -> dict[str, dict[str, float]]:
    """Coefficients by layer and feature; the features stand in the order of this module."""
    text = files("multisumm").joinpath("data/line_model.json").read_text(encoding="utf-8")
    model: dict[str, dict[str, float]] = json.loads(text)["model"]
    return model
