"""Which blocks of a plain-text scrape are article, and which are menus, teasers, captions, notices.

Two logistic regressions, one after the other. The first looks at each line and at what stands
around it. The second sees the scores of the first: an article is one long stretch about one topic
with few interruptions, and teasers, comments or notices that read like sentences stand outside
it. `eval/training/line_model.py` fits the coefficients in `data/line_model.json`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby

import numpy as np

from multisumm.model import Span
from multisumm.resources import read_data
from multisumm.text.line_features import (
    LEXICAL,
    SURROUNDED,
    Array,
    before_behind,
    is_closed,
    letters_of,
    line_features,
    surrounded_features,
    words_of,
)

Layer = Mapping[str, float]
"""Coefficient of each feature, and `intercept`."""

CONTEXT = (
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
    # Words in common with the lines that are likely article, weighted by how likely.
    *("topic", "topic_weight", "topic_length", "topic_weight_length"),
    *LEXICAL,
)


def keep_article(text: str, blocks: Sequence[Span]) -> list[bool]:
    """Tell, for each block of a text, whether it is article (True) or noise (False).

    Texts with at most two lines that do not end in a closing mark are kept whole: a headline and a
    date, but no menus. So are texts in which no line has one (verse, transcripts), but for eight
    or more lines of mostly under 16 letters: that is a menu.

    Args:
        text: The text.
        blocks: Its paragraphs, headings and list items, as of `split_blocks`.
    """
    lines = [text[start:end] for start, end in blocks]
    closed = sum(map(is_closed, lines))
    if len(lines) - closed <= 2 or not all(map(str.strip, lines)):
        return [True] * len(lines)
    letters = letters_of(lines)
    if not closed:
        return [len(lines) < 8 or bool(np.median(letters) >= 16)] * len(lines)
    words = [words_of(line) for line in lines]
    features = surrounded_features(line_features(lines, words, letters), letters)
    model = _model()
    scores = log_odds(features, model["line"])
    scores = log_odds(context_features(features, scores, words, letters), model["context"])
    return decide(features, scores, letters, model["threshold"])


def dropped_spans(blocks: Sequence[Span], keep: Sequence[bool]) -> list[Span]:
    """The stretches left out, in order; neighbouring dropped blocks make one span."""
    spans: list[Span] = []
    for kept, group in groupby(zip(blocks, keep, strict=True), key=lambda pair: bool(pair[1])):
        if not kept:
            run = [block for block, _ in group]
            spans.append((run[0][0], run[-1][1]))
    return spans


def decide(features: Array, scores: Array, letters: Array, threshold: Layer) -> list[bool]:
    """Which lines are article by their log odds (n,): above a threshold, with three corrections.

    A line of under 250 letters with cues of two kinds, or two of one legal kind, has to be sure.

    A run of article neither begins nor ends with a line that is open (without a closing mark, or
    cut off with dots) unless that is more likely article than not and has three words: titles of
    other stories, captions and links stand there. And a long closed line with article close before
    and behind it needs less.
    """
    column = dict(zip(SURROUNDED, features.T, strict=True))
    closed = (column["closed"] > 0) & (column["ellipsis"] == 0)
    kinds = sum(column[f"cue_{kind}"] > 0 for kind in ("action", "teaser", "caption"))
    kinds = kinds + column["cue_legal"] + (column["cue_action"] > 1)
    cued = (kinds >= 2) & (letters < 250) & (scores < threshold["cued_log_odds"])
    scores = np.where(cued, -np.inf, scores)
    keep = scores > threshold["log_odds"]
    doubtful = ~closed & ((scores < threshold["open_log_odds"]) | (column["one_word"] > 0))
    for line in (*range(len(keep)), *reversed(range(len(keep)))):
        inner = 0 < line < len(keep) - 1 and keep[line - 1] and keep[line + 1]
        keep[line] &= bool(inner) or not doubtful[line]
    lines = np.arange(len(keep))
    above = np.maximum.accumulate(np.where(keep, lines, -len(keep)))
    below = np.minimum.accumulate(np.where(keep, lines, 2 * len(keep))[::-1])[::-1]
    bridged = (lines - above <= threshold["gap"]) & (below - lines <= threshold["gap"])
    likely = (scores > threshold["bridge_log_odds"]) & closed & (letters >= 100)
    kept: list[bool] = (keep | (bridged & likely)).tolist()
    return kept


def context_features(
    features: Array, scores: Array, words: Sequence[Sequence[str]], letters: Array
) -> Array:
    """What the first scores (n,) say of each line's place and topic, (n, len(CONTEXT))."""
    column = dict(zip(SURROUNDED, features.T, strict=True))
    n, log_length = len(scores), column["log_length"]
    first, last, until, since, gap_until, gap_since = _distances(scores, log_length / 4)
    inside = ((until == 0) & (since == 0)).astype(float)
    score = np.clip(scores, -6, 6)
    probability = 1 / (1 + np.exp(-score))
    mass = probability * letters
    place = np.cumsum(mass) / max(mass.sum(), 1e-9)
    clean = np.full(n, mass.sum() / max(letters.sum(), 1e-9))
    near, far = before_behind(probability, 0.6), before_behind(probability, 0.9)
    around = before_behind(np.clip(mass / 100, 0, 2), 0.8)
    near_min = np.minimum(*near)
    topic, weight = _topic(words, np.minimum(letters / 200, 2) * probability)
    same = (
        "log_length",
        "closed",
        "digits",
        "capitals",
        "familiar",
        "ellipsis",
        "symbols",
        "quote",
    )
    return np.column_stack(
        [score, probability, score.max() - score, inside, inside * score]
        + [np.log1p(x) for x in (until, since, gap_until, gap_since)]
        + [*near, near_min, np.maximum(*near), *far, np.minimum(*far), np.maximum(*far)]
        + [np.minimum(*around), np.maximum(*around), place, np.abs(place - 0.5)]
        + [column[name] for name in same]
        + [inside * column[name] for name in ("log_length", "capitals", "digits")]
        + [column["copies"], column["colon"], np.full(n, np.log1p(last - first))]
        + [column["closed"] * inside * near_min, clean, clean * score, clean * log_length]
        + [clean**4, np.full(n, np.log(n))]
        + [topic, weight, topic * log_length / 5, weight * log_length / 5]
        + [column[name] for name in LEXICAL]
    )


def _topic(words: Sequence[Sequence[str]], mass: Array) -> tuple[Array, Array]:
    """Share of the longer words that other likely article has, and how much of it has them.

    `mass` (n,) is how much likely article each line is.
    """
    sets = [{word for word in own if len(word) > 3 or word[0] > "\u2e80"} for own in words]
    spread: defaultdict[str, float] = defaultdict(float)
    for own, weight in zip(sets, mass.tolist(), strict=True):
        for word in own:
            spread[word] += weight
    total = mass.sum() + 1e-9
    shares, weights = np.full(len(sets), 0.3), np.full(len(sets), 0.3)
    for i, (own, weight) in enumerate(zip(sets, mass.tolist(), strict=True)):
        if own:
            elsewhere = [spread[word] - weight for word in own]
            shares[i] = sum(other > 0.15 for other in elsewhere) / len(own)
            weights[i] = min(3 * sum(elsewhere) / len(own) / total, 1.5)
    return shares, weights


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


def log_odds(features: Array, layer: Layer) -> Array:
    """The linear score (n,) of each line; `layer` has the intercept, then the features in order."""
    weights = np.array(list(layer.values())[1:])
    scores: Array = features @ weights + layer["intercept"]
    return scores


@cache
def _model() -> dict[str, dict[str, float]]:
    """Coefficients by layer and feature; the features stand in the order of this module."""
    text = read_data("line_model.json")
    model: dict[str, dict[str, float]] = json.loads(text)["model"]
    return model
