"""Remove boilerplate: decide which blocks of a page are article, and which menus, teasers, notices.

Two logistic regressions, one after the other. The first looks at each line and at what stands
around it. The second sees the scores of the first: an article is one long stretch about one topic
with few interruptions, while teasers, comments or notices that read like sentences stand outside
it. `eval/training/line_model.py` fits the coefficients in `data/line_model.json`.
"""

from __future__ import annotations

import json
import re
from bisect import bisect
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby

import numpy as np
import numpy.typing as npt

from multisumm.model import Span
from multisumm.resources import read_data
from multisumm.text.furniture_cues import GREETING, SIGNATURE, bare_words
from multisumm.text.furniture_evidence import MAX_WORDS_OF_A_GREETING, closing_of_message, judge
from multisumm.text.line_features import (
    Array,
    Features,
    count_letters,
    decayed_around,
    feature_matrix,
    lexical_features,
    line_features,
)
from multisumm.text.line_words import LineWords, number_words
from multisumm.text.log_lines import is_log_line
from multisumm.text.mail_headers import header_lines, says_who_wrote
from multisumm.text.markdown import find_markup
from multisumm.text.sentences import is_closed
from multisumm.text.transcripts import is_transcript

Layer = Mapping[str, float]
"""The `intercept` and the coefficient of each feature."""

_HEADING = re.compile(r"(?:\A|\n)[ ]{0,3}#{1,6}[ \t]+\Z")
_MAX_HEADING_MARK = 20

_OF_THE_LINE = ("log_length", "closed", "digits", "capitals", "familiar", "ellipsis", "symbols",
                "quote")  # fmt: skip


_FIRST_BLOCKS = 3  # one of these may be the greeting of a message

LOG_LINE, HEADING_LINE, MENU = "log line", "heading", "menu or teaser"
QUOTED_MAIL = "quoted from others"
HEADER_LINE = "mail header"
"""Why a block is noise, in the words that the summary reports."""


def find_noise(text: str, blocks: Sequence[Span], *, language: str) -> list[str]:
    """Return for each block of a text why it is noise; an empty string if it is article.

    Lines of a log are noise (`log line`), and unless there is nothing else, so are headers of a
    mail (`mail header`), what it quotes with the mark `>` (`quoted from others`), what
    `find_markup` finds in Markdown (`code`, `table`, ...), and headings of Markdown that are no
    sentences (`heading`). `keep_prose` decides on all other blocks (`menu or teaser`, or what they
    are of a message: `greeting`, `signature`).

    Args:
        text: The text.
        blocks: Its paragraphs, headings and list items, as from `split_blocks`.
        language: Code of its language, which may have closing marks of its own.
    """
    lines = [text[start:end] for start, end in blocks]
    reasons = [LOG_LINE if is_log_line(line) else "" for line in lines]
    headers = [HEADER_LINE if is_header else "" for is_header in header_lines(lines)]
    headings = [
        HEADING_LINE
        if text[max(0, start - 1) : start] in (" ", "\t")
        and _HEADING.search(text, max(0, start - _MAX_HEADING_MARK), start)
        and not is_closed(line, language=language)
        else ""
        for (start, _), line in zip(blocks, lines, strict=True)
    ]
    for found in (headers, _quoted_mail(text, blocks), _markup(text, blocks), headings):
        both = [reason or new for reason, new in zip(reasons, found, strict=True)]
        reasons = reasons if all(both) else both
    prose = [block for block, reason in zip(blocks, reasons, strict=True) if not reason]
    decided = iter(keep_prose(text, prose, language=language))
    kept = [reason or ("" if next(decided) else MENU) for reason in reasons]
    closing = closing_of_message(text) if MENU in kept else len(text)
    for i, (start, _) in enumerate(blocks):
        if kept[i] == MENU and start >= closing:
            kept[i] = SIGNATURE
        elif kept[i] == MENU and i < _FIRST_BLOCKS and _greets(lines[i]):
            kept[i] = GREETING
    return kept


def _greets(line: str) -> bool:
    words = bare_words(line.casefold())
    return len(words) <= MAX_WORDS_OF_A_GREETING and judge(line, words)[0] == GREETING


def _quoted_mail(text: str, blocks: Sequence[Span]) -> list[str]:
    """Return for each block whether it is quoted from another mail, and which line says so.

    Lines with the mark `>` are, if the line before them says who wrote them, or if some of them
    quote in turn (`>>`). Others may be quoted by the author of a page in Markdown.
    """
    reasons = [""] * len(blocks)
    if ">" not in text:
        return reasons
    depths = [_depth(text, start) for start, _ in blocks]
    for is_quoted, run in groupby(range(len(blocks)), key=lambda i: depths[i] > 0):
        if not is_quoted:
            continue
        own = [*run]
        above = own[0] - 1
        told = above >= 0 and says_who_wrote(text[slice(*blocks[above])])
        if told or max(depths[i] for i in own) > 1:
            for i in [above, *own] if told else own:
                reasons[i] = QUOTED_MAIL
    return reasons


def _depth(text: str, start: int) -> int:
    """Return how many marks of quotation stand before a block on its line."""
    before = text[text.rfind("\n", 0, start) + 1 : start].replace(" ", "")
    return len(before) if before.strip(">") == "" else 0


def _markup(text: str, blocks: Sequence[Span]) -> list[str]:
    """Return for each block of a text which markup it is of; an empty string if of none."""
    found = find_markup(text)
    starts = [span[0] for span, _ in found]
    behind = [bisect(starts, start) for start, _ in blocks]
    return [
        found[place - 1][1] if place and start < found[place - 1][0][1] else ""
        for place, (start, _) in zip(behind, blocks, strict=True)
    ]


def keep_prose(text: str, blocks: Sequence[Span], *, language: str) -> list[bool]:
    """Return for each block of a text whether it is article (True) or noise (False).

    Texts with at most two lines that do not end in a closing mark are kept whole: these are a
    headline and a date, but no menus. So are transcripts, in which many turns are short or break
    off (`is_transcript`), and texts in which no line ends in a closing mark (verse), unless they
    have eight or more lines of mostly under 16 letters: that is a menu.

    Args:
        text: The text.
        blocks: Its paragraphs, headings and list items, as from `split_blocks`.
        language: Code of its language, which may have closing marks of its own.
    """
    lines = [text[start:end] for start, end in blocks]
    closed = sum(is_closed(line, language=language) for line in lines)
    if len(lines) - closed <= 2 or not all(map(str.strip, lines)):
        return [True] * len(lines)
    if is_transcript(lines, language=language):
        return [True] * len(lines)
    letters = count_letters(lines)
    if not closed:
        return [len(lines) < 8 or bool(np.median(letters) >= 16)] * len(lines)
    words = number_words(lines)
    features = line_features(lines, words, letters, language=language)
    model = _model()
    scores = log_odds(features, model["line"])
    scores = log_odds(context_features(features, scores, words, letters), model["context"])
    return decide(features, scores, letters, model["threshold"])


def dropped_spans(blocks: Sequence[Span], reasons: Sequence[str]) -> list[tuple[Span, str]]:
    """Return the stretches left out and why, in order.

    Neighbouring blocks that are dropped for one reason make one stretch. The reason of a block that
    is kept is empty.
    """
    spans: list[tuple[Span, str]] = []
    for reason, group in groupby(zip(blocks, reasons, strict=True), key=lambda pair: pair[1]):
        if reason:
            run = [block for block, _ in group]
            spans.append(((run[0][0], run[-1][1]), reason))
    return spans


def decide(features: Features, scores: Array, letters: Array, threshold: Layer) -> list[bool]:
    """Return which lines are article by their log odds (n,), with the limits of the model.

    `keep_runs` is the start. There are four corrections:

    * A line of under 250 letters with cues of two kinds, or two of one legal kind, needs much
      higher odds.
    * A run of article neither begins nor ends with a line that is open (without a closing mark, or
      cut off with dots), unless that line is more likely article than not and has three words.
      Titles of other stories, captions and links stand there.
    * A long closed line with article shortly before and after it needs lower odds.
    * Small runs far from the others are teasers and notices: see `drop_islands`.
    """
    closed = (features["closed"] > 0) & (features["ellipsis"] == 0)
    kinds = [features[f"cue_{kind}"] > 0 for kind in ("action", "teaser", "caption")]
    cues = np.sum([*kinds, features["cue_action"] > 1, features["cue_legal"]], axis=0)
    cued = (cues >= 2) & (letters < 250) & (scores < threshold["cued_log_odds"])
    keep = keep_runs(scores - threshold["log_odds"], letters, cost=threshold["run_cost"]) & ~cued
    doubtful = ~closed & ((scores < threshold["open_log_odds"]) | (features["one_word"] > 0))
    edges = np.flatnonzero(keep & doubtful).tolist()
    for line in (*edges, *reversed(edges)):
        keep[line] &= 0 < line < len(keep) - 1 and keep[line - 1] and keep[line + 1]
    lines = np.arange(len(keep))
    above = np.maximum.accumulate(np.where(keep, lines, -len(keep)))
    below = np.minimum.accumulate(np.where(keep, lines, 2 * len(keep))[::-1])[::-1]
    bridged = (lines - above <= threshold["gap"]) & (below - lines <= threshold["gap"])
    likely = (scores > threshold["bridge_log_odds"]) & ~cued & closed & (letters >= 100)
    keep = keep | (bridged & likely)
    kept: list[bool] = drop_islands(
        keep, letters, gap=int(threshold["island_gap"]), share=threshold["island_share"]
    ).tolist()
    return kept


def keep_runs(odds: Array, letters: Array, *, cost: float) -> npt.NDArray[np.bool_]:
    """Return the choice of lines (n,) with the largest sum of log odds, less a cost for each run.

    It is found by dynamic programming (Viterbi). A long line counts more than a short one: a single
    likely line among noise is mostly noise, a single unlikely one inside the article is article.

    Args:
        odds: Log odds of each line (n,) above the threshold.
        letters: The length of each line (n,).
        cost: What the beginning of a run costs, and its end; not at the edges of the page.
    """
    values = (np.clip(odds, -5, 5) * np.minimum(np.log1p(letters) / 4, 1.5)).tolist()
    noise, article = 0.0, values[0]
    origins = []  # whether the best way to noise, and to article, comes from article
    for value in values[1:]:
        from_article, stays = article - cost > noise, article >= noise - cost
        origins.append((from_article, stays))
        noise, article = (
            article - cost if from_article else noise,
            (article if stays else noise - cost) + value,
        )
    keep = np.zeros(len(values), bool)
    keep[-1] = article > noise
    for line in range(len(values) - 1, 0, -1):
        keep[line - 1] = origins[line - 1][int(keep[line])]
    return keep


def drop_islands(
    keep: npt.NDArray[np.bool_], letters: Array, *, gap: int, share: float
) -> npt.NDArray[np.bool_]:
    """Return the kept lines (n,) without the small groups that stand far from the others.

    Args:
        keep: Which lines are kept (n,).
        letters: The length of each line (n,).
        gap: More lines of noise than this separate two groups.
        share: A group with less than this share of the letters of the largest is dropped.
    """
    kept = np.flatnonzero(keep)
    if not len(kept):
        return keep
    group = np.cumsum(np.diff(kept, prepend=kept[0]) > gap + 1)
    sizes = np.bincount(group, weights=letters[kept])
    left = keep.copy()
    left[kept] = sizes[group] >= share * sizes.max()
    return left


def context_features(
    features: Features, scores: Array, words: LineWords, letters: Array
) -> Features:
    """Return the features of the second regression: what the first scores (n,) say of each line.

    They say where a line stands in relation to the likely article, and how much topic they share.
    """
    n, log_length, closed = len(scores), features["log_length"], features["closed"]
    score = np.clip(scores, -6, 6)
    probability = 1 / (1 + np.exp(-score))
    mass = probability * letters
    clean = np.full(n, mass.sum() / max(letters.sum(), 1e-9))  # share expected to be article
    stretch = _stretch_features(scores, log_length / 4)
    inside = stretch["inside"]
    around = _density_features(probability, mass)
    topic, weight = _topic(words, np.minimum(letters / 200, 2) * probability)
    return {
        "score": score,  # log odds of the first regression, within 6
        "probability": probability,
        "below_best": score.max() - score,
        "inside": inside,
        "inside_score": inside * score,
        "lines_until": stretch["lines_until"],
        "lines_since": stretch["lines_since"],
        "gap_until": stretch["gap_until"],
        "gap_since": stretch["gap_since"],
        **around,
        **{name: features[name] for name in _OF_THE_LINE},
        "inside_length": inside * log_length,
        "inside_capitals": inside * features["capitals"],
        "inside_digits": inside * features["digits"],
        "copies": features["copies"],
        "colon": features["colon"],
        "log_stretch": stretch["log_stretch"],
        "closed_inside": closed * inside * around["near_min"],
        "clean": clean,
        "clean_score": clean * score,
        "clean_length": clean * log_length,
        "very_clean": clean**4,
        "log_lines": np.full(n, np.log(n)),
        # words in common with the lines that are likely article, weighted by how likely
        "topic": topic,
        "topic_weight": weight,
        "topic_length": topic * log_length / 5,
        "topic_weight_length": weight * log_length / 5,
        **lexical_features(features),
    }


def _density_features(probability: Array, mass: Array) -> Features:
    """Return how much likely article there is around each line, and above it.

    Args:
        probability: Of each line (n,) to be article.
        mass: Expected letters of article in each line (n,).
    """
    near, far = decayed_around(probability, 0.6), decayed_around(probability, 0.9)
    mass_around = decayed_around(np.clip(mass / 100, 0, 2), 0.8)
    share_above = np.cumsum(mass) / max(mass.sum(), 1e-9)
    return {
        "near_before": near[0],
        "near_after": near[1],
        "near_min": np.minimum(*near),
        "near_max": np.maximum(*near),
        "far_before": far[0],
        "far_after": far[1],
        "far_min": np.minimum(*far),
        "far_max": np.maximum(*far),
        "mass_min": np.minimum(*mass_around),
        "mass_max": np.maximum(*mass_around),
        "mass_place": share_above,
        "mass_off_centre": np.abs(share_above - 0.5),
    }


def _stretch_features(scores: Array, weights: Array) -> Features:
    """Return where each line stands in relation to the stretch with the largest weighted scores.

    `inside` is 1 in it; `lines_*` are logs of the distance in lines, `gap_*` logs of the sum of
    negative scores in between, and `log_stretch` is the log of the length of the stretch.
    """
    raised = scores - min(0.0, scores.max() - 1.5)  # the best line of a page is a candidate
    first, last = _best_stretch(np.clip(raised, -2.5, 2.5) * weights)
    line = np.arange(len(scores))
    until = np.maximum(first - line, 0).astype(float)
    since = np.maximum(line - last + 1, 0).astype(float)
    cost = np.concatenate([[0.0], np.cumsum(np.maximum(-np.clip(scores, -6, 6), 0) * weights)])
    gap_until = np.where(until > 0, cost[first] - cost[line], 0)
    gap_since = np.where(since > 0, cost[line] - cost[last], 0)
    return {
        "inside": ((until == 0) & (since == 0)).astype(float),
        "lines_until": np.log1p(until),
        "lines_since": np.log1p(since),
        "gap_until": np.log1p(np.maximum(gap_until, 0)),
        "gap_since": np.log1p(np.maximum(gap_since, 0)),
        "log_stretch": np.full(len(scores), np.log1p(last - first)),
    }


def _best_stretch(values: Array) -> tuple[int, int]:
    """Return start and end of the stretch with the largest sum (Kadane); the first one in a tie."""
    best, best_sum, start, total = (0, 0), 0.0, 0, 0.0
    for i, value in enumerate(values.tolist()):
        if total <= 0:
            start, total = i, 0.0
        total += value
        if total > best_sum:
            best, best_sum = (start, i + 1), total
    return best


def _topic(words: LineWords, mass: Array) -> tuple[Array, Array]:
    """Return the share of each line's longer words that other article has, and how much of it.

    `mass` (n,) is how much likely article each line is.
    """
    is_long = np.array([len(word) > 3 or word[0] > "\u2e80" for word in words.vocabulary], bool)
    counted = is_long[words.pair_word]
    line, word = words.pair_line[counted], words.pair_word[counted]
    spread = np.bincount(word, mass[line], len(words.vocabulary))
    elsewhere = spread[word] - mass[line]
    n = len(mass)
    sizes = np.bincount(line, minlength=n)
    share = np.bincount(line, elsewhere > 0.15, n) / np.maximum(sizes, 1)
    weight = 3 * np.bincount(line, elsewhere, n) / np.maximum(sizes, 1) / (mass.sum() + 1e-9)
    return np.where(sizes, share, 0.3), np.where(sizes, np.minimum(weight, 1.5), 0.3)


def log_odds(features: Features, layer: Layer) -> Array:
    """Return the log odds (n,) of each line by a regression.

    Raises:
        ValueError: The regression was fitted to features of other names.
    """
    names = [name for name in layer if name != "intercept"]
    if features.keys() != {*names}:
        different = ", ".join(sorted(features.keys() ^ {*names}))
        raise ValueError(f"the line model was fitted to other features: {different}")
    weights = np.array([layer[name] for name in names])
    scores: Array = feature_matrix(features, names) @ weights + layer["intercept"]
    return scores


@cache
def _model() -> dict[str, dict[str, float]]:
    """Return both regressions (`line`, `context`) and the limits of `decide` (`threshold`)."""
    model: dict[str, dict[str, float]] = json.loads(read_data("line_model.json"))["model"]
    return model
